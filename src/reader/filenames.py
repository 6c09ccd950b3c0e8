"""Names for files that are made of titles: the same on every system, and whole characters only."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reader import clock
from reader.text import graphemes, one_line

if TYPE_CHECKING:
    from reader.model import Post

LONGEST = 200
"""Bytes of a name in UTF-8, its ending included: file systems take 255, some tools add to that."""
_REPLACED = str.maketrans(
    {"/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", '"': "”", "<": "＜", ">": "＞", "|": "｜"}
)
"""What Windows forbids (and what means a folder elsewhere), as the full-width sign that looks like it."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:[. ]|$)", re.IGNORECASE)
"""Names of devices on Windows, whatever their ending."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def file_name(post: Post, suffix: str) -> str:
    """``2021-07-02 标题.md`` for a post: the date in the reader's zone, where it is known."""
    day = f"{clock.local(post.date.seconds).date().isoformat()} " if post.date else ""
    return portable(day + post.title, suffix)


def portable(text: str, suffix: str = "") -> str:
    """``text`` as the name of a file with the ending ``suffix``, in NFC."""
    name = unicodedata.normalize("NFC", one_line(_SURROGATES.sub("\ufffd", text))).translate(_REPLACED)
    name = _cut(_bare(name), LONGEST - len(suffix.encode()))
    name = _bare(name) or "untitled"
    return f"_{name}{suffix}" if _RESERVED.match(name) else name + suffix


def _bare(name: str) -> str:
    """``name`` without the dots and blanks at its ends: Windows drops those, and a dot in front hides a file."""
    return name.strip(" .\u3000")


def _cut(name: str, room: int) -> str:
    """As many whole characters of ``name`` as ``room`` bytes hold."""
    if len(name.encode()) <= room:
        return name
    used = end = 0
    for start, stop, _ in graphemes(name):
        used += len(name[start:stop].encode())
        if used > room:
            break
        end = stop
    return name[:end]


class Names:
    """The names given so far in one folder: none twice, on any file system."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def unique(self, name: str, suffix: str) -> str:
        """``name``, or ``name (2)`` where another file has it; ``suffix`` is the ending that it has."""
        stem = name.removesuffix(suffix)
        while True:
            key = unicodedata.normalize("NFC", name.casefold())
            number = self._given.get(key, 0) + 1
            self._given[key] = number
            if number == 1:
                return name
            mark = f" ({number})"
            name = _cut(stem, LONGEST - len((mark + suffix).encode())) + mark + suffix
