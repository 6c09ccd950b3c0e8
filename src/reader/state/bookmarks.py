"""Bookmarks: one JSON object a line in the user's config folder, readable, diffable, safe in a dotfiles repository.

The file belongs to the user: lines and fields this program does not know are kept as they are, edits from
outside are picked up, and a write replaces the file whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader import files
from reader.errors import StateNotSaved
from reader.model import PostId
from reader.text import one_line

if TYPE_CHECKING:
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
    more: dict[str, Any] = field(default_factory=dict)
    """Fields of the line that this version does not know; written back as they were."""

    def line(self) -> str:
        """The bookmark as its line of the file, without the newline."""
        import json  # noqa: PLC0415 -- who has no bookmarks should not wait for it

        known = {
            "id": self.id, "archive": self.archive, "path": self.path, "title": self.title, "source": self.source,
            "date": self.date, "added": self.added,
        }  # fmt: skip
        text = json.dumps(known | self.more, ensure_ascii=False)
        # File names may hold bytes that are not UTF-8; JSON has an escape for them, UTF-8 has not.
        return (
            text.encode("utf-8", "surrogatepass").decode("utf-8", "backslashreplace")
            if _has_surrogates(text)
            else text
        )


_FIELDS = ("id", "archive", "path", "title", "source", "date", "added")


class Bookmarks:
    """The bookmarks of all archives, as the file has them now.

    Args:
        path: the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._lines: list[str | Bookmark] = []

    def all(self) -> list[Bookmark]:
        """Every bookmark, in the order they were added; reads the file again when it has changed."""
        self._refresh()
        return [line for line in self._lines if isinstance(line, Bookmark)]

    def of(self, archive: Path) -> dict[PostId, Bookmark]:
        """The bookmarks of one archive, by post."""
        return {mark.id: mark for mark in self.all() if mark.archive == str(archive)}

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no bookmark (1-based number and text); they are kept as they are."""
        self._refresh()
        return [(n, line) for n, line in enumerate(self._lines, 1) if isinstance(line, str) and line.strip()]

    def toggle(self, archive: Path, post: Post, date: str = "") -> bool:
        """Bookmark ``post``, or take its bookmark away; True when it is bookmarked now.

        Raises:
            StateNotSaved: the file could not be written; it is as it was.
        """
        try:
            with files.lock(self.path.with_name(f".{self.path.name}.lock")):
                return self._toggle(archive, post, date)
        except OSError as error:
            raise StateNotSaved(
                f"the bookmark could not be saved: {error.strerror or error}", f"The file is {self.path}."
            ) from error

    def _toggle(self, archive: Path, post: Post, date: str) -> bool:
        self._refresh()
        kept = [line for line in self._lines if not _is_of(line, archive, post.id)]
        added = len(kept) == len(self._lines)
        if added:
            now = datetime.now(UTC).replace(microsecond=0).isoformat()
            source = post.authors[0] if post.authors else ""
            kept.append(Bookmark(post.id, str(archive), post.path, one_line(post.title), source, date, now))
        text = "".join(f"{line if isinstance(line, str) else line.line()}\n" for line in kept)
        files.replace(self.path, text)
        self._lines, self._seen = kept, self._stamp()
        return added

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def _refresh(self) -> None:
        stamp = self._stamp()
        if stamp == self._seen and stamp is not None:
            return
        self._seen = stamp
        try:
            text = self.path.read_text("utf-8", errors="surrogateescape") if stamp else ""
        except OSError as error:
            raise StateNotSaved(
                f"the bookmarks can't be read: {error.strerror}", f"The file is {self.path}."
            ) from error
        self._lines = [_parse(line) for line in text.splitlines()]


def _parse(line: str) -> str | Bookmark:
    import json  # noqa: PLC0415

    try:
        data = json.loads(line)
        known = {name: str(data.pop(name, "")) for name in _FIELDS}
        if not known["id"] or not known["path"]:
            return line
        return Bookmark(**{**known, "id": PostId(known["id"])}, more=data)
    except (ValueError, AttributeError, RecursionError):
        return line


def _is_of(line: str | Bookmark, archive: Path, post: PostId) -> bool:
    return isinstance(line, Bookmark) and line.id == post and line.archive == str(archive)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
