"""Bookmarks: one JSON object a line in the user's config folder, readable, diffable, safe in a dotfiles repository.

The file belongs to the user: every line stays as it is until its own bookmark is taken away, also one this program
can't read; edits from outside are picked up; a write replaces the file whole or not at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader import files
from reader.errors import StateNotSaved
from reader.model import PostId
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
        import json  # noqa: PLC0415 -- who has no bookmarks should not wait for it

        text = json.dumps(asdict(self), ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:  # the bytes of a file name that is not UTF-8: JSON has an escape for them
            return json.dumps(asdict(self))
        return text


_FIELDS = ("id", "archive", "path", "title", "source", "date", "added")


class Bookmarks:
    """The bookmarks of all archives, as the file has them now.

    Args:
        path: the file; it need not exist. Reading it may raise StateNotSaved: what can't be read must not be
            overwritten.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._lines: list[tuple[str, Bookmark | None]] = []

    def all(self) -> list[Bookmark]:
        """Every bookmark, in the order they were added; reads the file again when it has changed."""
        self._refresh()
        return [mark for _, mark in self._lines if mark is not None]

    def of(self, archive: Path) -> dict[PostId, Bookmark]:
        """The bookmarks of one archive, by post."""
        return {mark.id: mark for mark in self.all() if mark.archive == str(archive)}

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no bookmark (1-based number and text); they are kept as they are."""
        self._refresh()
        return [(n, line) for n, (line, mark) in enumerate(self._lines, 1) if mark is None and line.strip()]

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
        try:
            with files.lock(self.path.with_name(f".{self.path.name}.lock")):
                return self._toggle(archive, post, date, also)
        except OSError as error:
            raise StateNotSaved(
                f"the bookmark could not be saved: {error.strerror or error}", f"The file is {self.path}."
            ) from error

    def _toggle(self, archive: Path, post: Post, date: str, also: Collection[PostId]) -> bool:
        self._refresh()
        ids = {post.id, *also}
        lines = [
            (line, mark)
            for line, mark in self._lines
            if mark is None or mark.archive != str(archive) or mark.id not in ids
        ]
        added = len(lines) == len(self._lines)
        if added:
            now = datetime.now(UTC).replace(microsecond=0).isoformat()
            source = post.authors[0] if post.authors else ""
            mark = Bookmark(post.id, str(archive), post.path, one_line(post.title), source, date, now)
            lines.append((mark.line(), mark))
        files.replace(self.path, "".join(f"{line}\n" for line, _ in lines))
        self._seen = None  # someone else may have replaced it by now
        return added

    def _refresh(self) -> None:
        try:
            try:
                status = self.path.stat()
            except (FileNotFoundError, NotADirectoryError):
                self._seen, self._lines = None, []
                return
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if stamp == self._seen:
                return
            text = self.path.read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            raise StateNotSaved(
                f"the bookmarks can't be read: {error.strerror or error}", f"The file is {self.path}."
            ) from error
        # Not splitlines(): U+2028 and its like are characters of a title here.
        lines = text.removesuffix("\n").split("\n") if text else []
        self._lines, self._seen = [(line, _parse(line)) for line in lines], stamp


def _parse(line: str) -> Bookmark | None:
    import json  # noqa: PLC0415

    try:
        data = json.loads(line.removeprefix("\ufeff"))
        known = {name: str(value) for name in _FIELDS if (value := data.get(name)) is not None}
        return Bookmark(
            PostId(known.pop("id")),
            known.pop("archive", ""),
            known.pop("path"),
            known.pop("title", ""),
            **known,
        )
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None
