"""Taking over what was kept in another program: which post of the archive is meant, and what becomes of it.

Nothing that is kept already is overwritten: labels add up, a note goes below the one that is there.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.kept import seconds_of
from reader.library.rows import UNKNOWN
from reader.model import PostId, key_of, post_id
from reader.state.bookmarks import Bookmark, labels_of, now
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.keeping import Keeping
    from reader.library.catalog import Catalog
    from reader.library.ledger import Ledger, Sighting
    from reader.model import Post
    from reader.state.exchange.entry import Entry

_APART = 3 * 86_400
"""Seconds by which two dates of one article may differ: feeds tell when they saw it."""


class Taken(NamedTuple):
    """What became of some entries."""

    kept: int
    """How many posts are bookmarked now by them, or were already."""
    changed: int
    """How many bookmarks were made, or got labels or a note."""
    missing: int
    """Lines of ours whose posts are not in the archive: kept all the same, as missing."""
    unknown: tuple[Entry, ...]
    """Those by which no post of the archive is meant."""


class Importer:
    """Takes entries over into one archive.

    Args:
        keeping: gets them.
        catalog: of the archive.
        ledger: of that catalogue.
    """

    def __init__(self, keeping: Keeping, catalog: Catalog, ledger: Ledger) -> None:
        self._keeping, self._catalog, self._ledger = keeping, catalog, ledger

    def meant(self, entries: Sequence[Entry]) -> list[Post | None]:
        """The post that each entry means: by its id, path, address, or title; None when there is no telling."""
        keys = self._keys(entries)
        rows = self._ledger.rows_of({key for key in keys if key is not None})
        posts = self._catalog.by_row(rows.values())
        return [None if key is None or key not in rows else posts.get(rows[key]) for key in keys]

    def _keys(self, entries: Sequence[Entry]) -> list[int | None]:
        names = {key for entry in entries for key in self._names(entry)}
        places = self._ledger.now(names)
        addressed = any(_address(entry.link) for entry in entries)
        linked = {_address(link): key for key, link in self._ledger.linked()} if addressed else {}
        titled = self._ledger.titled({fold(entry.title) for entry in entries if entry.title})
        found: list[int | None] = []
        for entry in entries:
            named = next((places[key] for key in self._names(entry) if key in places), None)
            address = _address(entry.link)
            key = named if named is not None else linked.get(address) if address else None
            found.append(key if key is not None else _titled(entry, titled.get(fold(entry.title), ())))
        return found

    def _names(self, entry: Entry) -> list[int]:
        """The keys that an entry may name a post by."""
        keys = [key_of(PostId(entry.id))] if re.fullmatch("[0-9a-f]{16}", entry.id) else []
        paths = [entry.path] if entry.path else []
        if file := _file(entry.link):
            root = Path(self._keeping.archive)
            with contextlib.suppress(ValueError):
                paths.append(Path(file).relative_to(root.parent if root.is_file() else root).as_posix())
        return [*keys, *(key_of(post_id(path)) for path in paths)]

    def take(self, entries: Sequence[Entry]) -> Taken:
        """Bookmark what the entries mean, with their labels and notes; one change, which can be undone."""
        bookmarks = self._keeping.bookmarks()
        marks: dict[PostId, Bookmark] = {}
        unknown: list[Entry] = []
        missing = 0
        for entry, post in zip(entries, self.meant(entries), strict=True):
            if post is not None:
                mark = marks.get(post.id) or bookmarks.get(post.id)
                if mark is None:
                    mark = self._keeping.draft(post)
                    mark = mark._replace(added=entry.added or mark.added)
                marks[post.id] = _with(mark, entry)
            elif entry.id and entry.path:
                missing += 1
                lost = Bookmark(
                    PostId(entry.id), self._keeping.archive, entry.path, entry.title, entry.source, entry.date,
                    entry.added or now(),
                )  # fmt: skip
                marks[lost.id] = _with(marks.get(lost.id) or bookmarks.get(lost.id) or lost, entry)
            else:
                unknown.append(entry)
        changed = [mark for here, mark in marks.items() if mark != bookmarks.get(here)]
        return Taken(len(marks) - missing, self._keeping.take_in(changed), missing, tuple(unknown))


def _file(link: str) -> str:
    """The file that a ``file:`` address leads to; empty when it is none."""
    match = re.fullmatch(r"file:(?://(?:localhost)?)?(/[^?#]*)", link.strip(), re.IGNORECASE)
    if match is None:
        return ""
    from urllib.parse import unquote_to_bytes  # noqa: PLC0415 -- what we export of a post without an address

    return os.fsdecode(unquote_to_bytes(match[1]))


def _dense(text: str) -> str:
    return "".join(text.split())


def _address(link: str) -> str:
    """An address without what differs between programs: scheme, ``www.``, the last stroke, the fragment; empty when it is none of the web."""
    match = re.fullmatch(r"https?://(?:www\.)?([^#]+?)/*(?:#.*)?", link.strip(), re.IGNORECASE)
    if match is None:
        return ""
    host, stroke, path = match[1].partition("/")
    return f"{host.lower()}{stroke}{path}"


def _titled(entry: Entry, posts: Sequence[Sighting]) -> int | None:
    """The post with the title of an entry: the one of its time, else of its source, else the only one."""
    seconds = seconds_of(entry.date)
    if seconds != UNKNOWN:
        near = [
            (abs(each.posted - seconds), each.key) for each in posts if abs(each.posted - seconds) <= _APART
        ]
        if near:
            return min(near)[1]
    if entry.source:
        ours = [each.key for each in posts if fold(each.author) == fold(entry.source)]
        if len(ours) == 1:
            return ours[0]
    return posts[0].key if len(posts) == 1 else None


def _with(mark: Bookmark, entry: Entry) -> Bookmark:
    """A bookmark with what an entry adds to it."""
    notes = [mark.note] if mark.note else []
    more = entry.note.strip()
    if _dense(more) not in _dense(mark.note):  # formats differ in the blanks they can hold
        notes.append(more)
    return mark._replace(labels=labels_of([*mark.labels, *entry.labels]), note="\n\n".join(notes))
