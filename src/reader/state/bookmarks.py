"""Bookmarks: one JSON object a line in the user's config folder, readable, diffable, safe in a dotfiles repository."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import clock
from reader.language import later
from reader.model import PostId
from reader.state.lines import Lines
from reader.state.objects import fields, recorded, texts_of
from reader.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from reader.model import Post
    from reader.state.lines import Swap

    Names = Callable[[Path], Collection[str]]
    """The paths that an archive is known by, its own the first."""

LEAD = 60
"""Characters of ``Bookmark.lead``."""
_COMMA = re.compile("[,，]")


class Bookmark(NamedTuple):
    """A post the user keeps."""

    id: PostId
    archive: str
    """Absolute path of the archive's folder."""
    path: str
    """Of the post inside the archive."""
    title: str = ""
    source: str = ""
    date: str = ""
    """ISO 8601; empty when unknown."""
    added: str = ""
    """ISO 8601, UTC."""
    labels: tuple[str, ...] = ()
    """See :func:`labels_of`."""
    note: str = ""
    """Of any number of lines."""
    lead: str = ""
    """The first ``LEAD`` characters that one sees of the body, by which a post is found again that has moved."""


_SPARE = ("labels", "note", "lead")
"""What is left out of the line where it is empty."""


_TEXTS = tuple(name for name in Bookmark._fields if name != "labels")


def its_own(archive: Path) -> tuple[str]:
    """The path of an archive, as its only name."""
    return (str(archive),)


def labels_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Labels as they are kept: one line each, without commas (they part labels), each but once however it is written."""
    labels: dict[str, str] = {}
    for text in texts:
        for label in map(one_line, _COMMA.split(text)):
            if label:
                labels.setdefault(fold(label), label)
    return tuple(labels.values())


def now() -> str:
    """The time for ``added``."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def origin(archive: Path, post: Post) -> tuple[PostId, str, str, str, str, str]:
    """What is written down of a post with all that is kept of it: id, archive, path, title, source, date."""
    date = clock.iso(post.date.seconds, post.date.offset) if post.date else ""
    source = post.authors[0] if post.authors else ""
    return post.id, str(archive), post.path, one_line(post.title), source, date


class Bookmarks:
    """The bookmarks of all archives, as the file has them now; for any thread.

    Nothing raises: ``lines.trouble`` tells why the file can't be read, ``lines.unsaved`` why changes wait. What changes
    bookmarks gives the swaps by which it is undone, and they are no fewer when it waits.

    Args:
        path: the file; it need not exist.
        names: the paths that an archive is known by; what stands under any of them is the archive's.
    """

    def __init__(self, path: Path, names: Names = its_own) -> None:
        self.lines: Lines[Bookmark] = Lines(path, parse, later("bookmarks"), itemgetter(1, 0))
        self._names = names

    def all(self) -> list[Bookmark]:
        """Every bookmark, in the order they were added; reads the file again when it has changed. Not to be changed."""
        return self.lines.values()

    def of(self, archive: Path) -> dict[PostId, Bookmark]:
        """The bookmarks of one archive, by post; where a post has several lines, the last one counts."""
        names = self._names(archive)
        return {mark.id: mark for mark in self.all() if mark.archive in names}

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no bookmark (1-based number and text); they are kept as they are."""
        return self.lines.unread()

    def put(self, bookmarks: Iterable[Bookmark]) -> list[Swap]:
        """Add bookmarks, or make those of the same posts like them: of their lines what differs is written.

        To change a bookmark in what it is now, whoever may have changed it meanwhile, there is ``revise``.
        """
        return self.lines.update_all(((mark.archive, mark.id), partial(_written, mark)) for mark in bookmarks)

    def revise(self, archive: Path, ids: Iterable[PostId], how: Callable[[Bookmark], Bookmark]) -> list[Swap]:
        """Change bookmarks as they are in the file at this moment; ids without one are left out.

        Args:
            archive: absolute path of the archive.
            ids: of its posts.
            how: the new bookmark of the present one; archive and id must stay.
        """

        def made(line: str | None) -> str | None:
            old = None if line is None else parse(line)
            return line if old is None else _written(how(old), line)

        return self.lines.update_all((name, made) for name in self._identities(archive, ids))

    def remove(self, archive: Path, ids: Iterable[PostId]) -> list[Swap]:
        """Take bookmarks away; ids without one are left out."""
        return self.lines.update_all((name, lambda _: None) for name in self._identities(archive, ids))

    def _identities(self, archive: Path, ids: Iterable[PostId]) -> list[tuple[str, PostId]]:
        names = self._names(archive)
        return [(name, post) for post in ids for name in names]


def _written(mark: Bookmark, line: str | None) -> str:
    return recorded(line, None if line is None else parse(line), mark, _SPARE)


def parse(line: str) -> Bookmark | None:
    """The bookmark of a line; None when it is none."""
    try:
        data = fields(line)
    except ValueError:
        return None
    if data.get("id") is None or data.get("path") is None:
        return None
    id_, archive, path, title, source, date, added, note, lead = texts_of(data, _TEXTS)
    labels = data.get("labels")
    return Bookmark(
        PostId(id_), archive, path, title, source, date, added, _labels(labels) if labels else (), note, lead
    )


def _labels(data: Any) -> tuple[str, ...]:
    """What stands in the field: a list, or (written so by hand) labels with commas between them."""
    texts = data if isinstance(data, list) else [data]
    return _known_labels(tuple(text for text in texts if isinstance(text, str)))


@lru_cache(maxsize=1024)
def _known_labels(texts: tuple[str, ...]) -> tuple[str, ...]:
    return labels_of(texts)
