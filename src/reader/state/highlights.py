"""Highlights: passages the user has marked, one JSON object a line in the config folder, like the bookmarks.

A highlight holds its words and what stands around them, so that it is found again when the post has been edited, see
:mod:`reader.state.anchoring`; and enough of the post that it means something when the post is gone.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.language import later
from reader.model import PostId
from reader.state.bookmarks import its_own
from reader.state.lines import Lines
from reader.state.objects import fields, recorded, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reader.state.bookmarks import Names
    from reader.state.lines import Swap


class Highlight(NamedTuple):
    """A passage of a post. Texts are those one sees: of the blocks of the article, not of its markup."""

    key: str
    """Of this highlight, see :func:`new_key`."""
    id: PostId
    archive: str
    """Absolute path of the archive's folder."""
    path: str
    """Of the post inside the archive."""
    title: str
    source: str
    date: str
    """ISO 8601; empty when unknown."""
    added: str
    """ISO 8601, UTC."""
    quote: str
    before: str = ""
    """What stood before the quote, at most ``anchoring.CONTEXT`` characters."""
    after: str = ""
    """What stood behind it."""
    note: str = ""
    """Of any number of lines."""
    at: int = -1
    """Where in the text of the article the quote began when it was marked: tells like passages apart; -1: unknown."""


_SPARE = ("before", "after", "note")
"""What is left out of the line where it is empty."""
_TEXTS = Highlight._fields[:-1]


def new_key() -> str:
    """A key that no other highlight has: 16 hexadecimal digits."""
    return secrets.token_hex(8)


class Highlights:
    """The highlights of all archives, as the file has them now; for any thread.

    Nothing raises: ``lines.trouble`` tells why the file can't be read, ``lines.unsaved`` why changes wait. What changes
    highlights gives the swaps by which it is undone, and they are no fewer when it waits.

    Args:
        path: the file; it need not exist.
        names: the paths that an archive is known by; what stands under any of them is the archive's.
    """

    def __init__(self, path: Path, names: Names = its_own) -> None:
        self.lines: Lines[Highlight] = Lines(path, _parse, later("highlights"), lambda mark: mark.key)
        self._names = names

    def all(self) -> list[Highlight]:
        """Every highlight, in the order they were added; reads the file again when it has changed. Not to be changed."""
        return self.lines.values()

    def of(self, archive: Path) -> dict[str, Highlight]:
        """The highlights of one archive, by key; where a key has several lines, the last one counts."""
        names = self._names(archive)
        return {mark.key: mark for mark in self.all() if mark.archive in names}

    def of_post(self, archive: Path, post: PostId) -> list[Highlight]:
        """The highlights of one post, in the order they were added."""
        return [mark for mark in self.of(archive).values() if mark.id == post]

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no highlight (1-based number and text); they are kept as they are."""
        return self.lines.unread()

    def put(self, highlights: Iterable[Highlight]) -> list[Swap]:
        """Add highlights, or make those with the same keys like them: of their lines what differs is written."""
        return self.lines.update_all((mark.key, partial(_written, mark)) for mark in highlights)

    def revise(self, keys: Iterable[str], how: Callable[[Highlight], Highlight]) -> list[Swap]:
        """Change highlights as they are in the file at this moment; keys without one are left out.

        Args:
            keys: of the highlights.
            how: the new highlight of the present one; its key must stay.
        """

        def made(line: str | None) -> str | None:
            old = None if line is None else _parse(line)
            return line if old is None else _written(how(old), line)

        return self.lines.update_all((key, made) for key in keys)

    def remove(self, keys: Iterable[str]) -> list[Swap]:
        """Take highlights away; keys without one are left out."""
        return self.lines.update_all((key, lambda _: None) for key in keys)


def _written(mark: Highlight, line: str | None) -> str:
    return recorded(line, None if line is None else _parse(line), mark, _SPARE)


def _parse(line: str) -> Highlight | None:
    try:
        data = fields(line)
    except ValueError:
        return None
    if not (data.get("key") and data.get("id") and data.get("quote")):
        return None
    key, id_, archive, path, title, source, date, added, quote, before, after, note = texts_of(data, _TEXTS)
    at = data.get("at")
    return Highlight(
        key, PostId(id_), archive, path, title, source, date, added, quote, before, after, note,
        at if type(at) is int else -1,
    )  # fmt: skip
