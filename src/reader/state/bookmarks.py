"""Bookmarks: one JSON object a line in the user's config folder, readable, diffable, safe in a dotfiles repository."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.model import PostId
from reader.state.lines import Lines, fields, line_of
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from reader.model import Post


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A post the user keeps."""

    id: PostId
    archive: str
    """Absolute path of the archive's folder."""
    path: str
    """Of the post inside the archive."""
    title: str
    source: str = ""
    date: str = ""
    """ISO 8601; empty when unknown."""
    added: str = ""
    """ISO 8601, UTC."""

    def line(self) -> str:
        """The bookmark as a line of the file, without the newline."""
        return line_of(asdict(self))


_FIELDS = ("id", "archive", "path", "title", "source", "date", "added")


class Bookmarks:
    """The bookmarks of all archives, as the file has them now.

    Args:
        path: the file; it need not exist. Reading it may raise StateNotSaved: what can't be read must not be
            overwritten.
    """

    def __init__(self, path: Path) -> None:
        self._lines = Lines(path, _parse, "bookmarks")

    def all(self) -> list[Bookmark]:
        """Every bookmark, in the order they were added; reads the file again when it has changed."""
        return self._lines.values()

    def of(self, archive: Path) -> dict[PostId, Bookmark]:
        """The bookmarks of one archive, by post."""
        return {mark.id: mark for mark in self.all() if mark.archive == str(archive)}

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no bookmark (1-based number and text); they are kept as they are."""
        return self._lines.unread()

    def toggle(self, archive: Path, post: Post, date: str = "", *, also: Collection[PostId] = ()) -> bool:
        """Bookmark ``post``, or take its bookmark away; True when it is bookmarked now.

        Args:
            archive: absolute path of the post's archive.
            post: which post.
            date: ISO 8601, for the line.
            also: other ids it may be bookmarked under.

        Raises:
            StateNotSaved: the file could not be written; it is as it was.
        """
        ids = {post.id, *also}
        with self._lines.change() as lines:
            kept = [
                (line, mark)
                for line, mark in lines
                if mark is None or mark.archive != str(archive) or mark.id not in ids
            ]
            added = len(kept) == len(lines)
            if added:
                now = datetime.now(UTC).replace(microsecond=0).isoformat()
                source = post.authors[0] if post.authors else ""
                mark = Bookmark(post.id, str(archive), post.path, one_line(post.title), source, date, now)
                kept.append((mark.line(), mark))
            lines[:] = kept
        return added


def _parse(line: str) -> Bookmark | None:
    try:
        data = fields(line)
        known = {name: str(value) for name in _FIELDS if (value := data.get(name)) is not None}
        return Bookmark(
            PostId(known.pop("id")),
            known.pop("archive", ""),
            known.pop("path"),
            known.pop("title", ""),
            **known,
        )
    except (ValueError, KeyError):
        return None
