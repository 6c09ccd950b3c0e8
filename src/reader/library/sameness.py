"""What tells that two posts are copies of one story: a number for what a title says, and one for the text.

Made in the processes that read the files, where both are at hand (some 3 µs a post); compared by
:mod:`reader.library.copies`.
"""

from __future__ import annotations

import re
import zlib
from _blake2 import blake2b  # as reader.model has it: without OpenSSL

_SAID = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_年月日时分秒点周]+")
_LEAST_SAID, _LEAST_LETTERS = 16, 8
"""Cells (a Chinese character has two) that a title must have to tell its story from others, and of these what is neither
digits nor words of a date: ``2021年7月2日早报`` and ``Release 2.0`` name another story every time."""
_LOOKED_AT = 200
"""Characters of a text by which its script is known."""
_SCRIPTS = tuple(
    map(re.compile, ("[\u3041-\u30fe]", "[\u4e00-\u9fff]", "[\uac00-\ud7a3]", "[\u0400-\u04ff]"))
)
"""The first that a text has some of is its script; kana before the characters that Japanese shares with Chinese."""
_SHORTEST, _TELLING = 20, 200
"""Characters from which on two texts can be the same at all, and be so whatever their titles: below that it may be the one
line that a site puts in the place of what it does not give away."""


def said(folded: str) -> str:
    """What a folded title says: its letters and digits; signs are written in many ways, and crawlers change them."""
    return "".join(_SAID.findall(folded))


def title_number(folded: str, text: str) -> int:
    """A number that two posts have in common when their titles say the same, in texts of the same script.

    Args:
        folded: the title, folded.
        text: what a reader sees of the body. The translation of a release note keeps its title, but is no copy.

    Returns:
        48 bits; 0 where the title does not tell one story from others.
    """
    words = said(folded)
    if _cells(words) < _LEAST_SAID or _cells("".join(_LETTERS.findall(folded))) < _LEAST_LETTERS:
        return 0
    data = f"{_script(text[:_LOOKED_AT])} {words}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=6).digest(), "big") or 1


def text_number(text: str) -> int:
    """A number that two posts have in common when their texts are the same.

    Returns:
        48 bits and a sign; negative where the text is so short that the titles must say the same, too; 0 where there is
        hardly any: a picture of the day has the same title and no text every day.
    """
    size = len(text)
    if size < _SHORTEST:
        return 0
    number = min(size, 0xFFFF) << 32 | zlib.crc32(text.encode("utf-8", "surrogatepass"))
    return number if size >= _TELLING else -number


def _cells(text: str) -> int:
    """About the cells that letters and digits take: one for ASCII, two for Chinese."""
    size = len(text)
    return size if text.isascii() else (size + len(text.encode("utf-8", "surrogatepass"))) // 2


def _script(text: str) -> int:
    """Which script a text is in; 0: none of those that are looked for, as Latin."""
    if text.isascii():
        return 0
    return next((number for number, script in enumerate(_SCRIPTS, 1) if script.search(text)), 0)
