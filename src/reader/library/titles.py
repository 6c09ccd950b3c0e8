"""Finding posts by title as one types: all the words, then all but a typo, best first.

The seam for full-text search: :meth:`TitleSearch.find` takes what was typed and yields better answers as it
goes. rapidfuzz holds the interpreter lock while it works, so it gets the titles in slices that take a few
milliseconds each.
"""

from __future__ import annotations

import threading
from array import array
from heapq import nsmallest
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from reader.library.listing import Listing
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.catalog import Catalog

SLICE = 2_000
"""Titles per call into rapidfuzz: some 2 ms."""
KEEP = 300_000
"""Titles kept in memory (some 130 bytes each); a larger archive is read slice by slice for each query."""
ENOUGH = 50
"""With so many exact hits nobody looks for near ones; to find those takes ten times as long."""
LIMIT = 500
"""Hits at most: a longer list is not read by anyone who can type another word."""

_Hit = tuple[int, int]
"""How far from what was typed, and the row id."""


class TitleSearch:
    """The folded titles of one archive, kept until the catalogue changes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._slices: list[tuple[array[int], list[str]]] = []
        self._version = -1

    def find(self, typed: str, *, stale: Callable[[], bool] = lambda: False) -> Listing | None:
        """The posts whose title has what was typed, best first; None when ``stale`` said so meanwhile.

        Every word must be in the title (folded: width, case and accents don't count). Where that finds little,
        titles follow that are nearly so: a character wrong, missing, extra or swapped.
        """
        words = fold(typed).split()
        if not words:
            return Listing.empty()
        exact: list[_Hit] = []
        for ids, titles in self._chunks():
            if stale():
                return None
            exact += _containing(words, ids, titles)
        hits = self._best(exact)
        if len(hits) >= ENOUGH:
            return Listing(array("I", hits[:LIMIT]), array("q"))
        near: list[_Hit] = []
        for ids, titles in self._chunks():
            if stale():
                return None
            if len(near) < LIMIT * 4:
                near += _similar(words, ids, titles)
        seen = set(hits)
        hits += [row_id for row_id in self._best(near) if row_id not in seen]
        return Listing(array("I", hits[:LIMIT]), array("q"))

    def warm(self) -> None:
        """Read the titles before anything is typed."""
        for _ in self._chunks():
            pass

    def _best(self, hits: list[_Hit]) -> list[int]:
        """The row ids of the best hits, the newest first among equals."""
        if len(hits) > LIMIT:
            worst = nsmallest(LIMIT, hits)[-1][0]
            hits = [hit for hit in hits if hit[0] <= worst]
        dates = self._catalog.dates(row_id for _, row_id in hits)
        ranked = sorted((rank, -dates[row_id], row_id) for rank, row_id in set(hits) if row_id in dates)
        return [row_id for _, _, row_id in ranked]

    def _chunks(self) -> Iterator[tuple[array[int], list[str]]]:
        with self._lock:
            version = self._catalog.generation()
            if version == self._version:
                slices = iter(self._slices)
            else:
                self._slices.clear()
                slices = None
        if slices is not None:
            yield from slices
            return
        kept: list[tuple[array[int], list[str]]] | None = []
        for chunk in self._read():
            if kept is not None:
                kept.append(chunk)
                kept = kept if len(kept) * SLICE <= KEEP else None
            yield chunk
        if kept is not None:
            with self._lock:
                self._slices, self._version = kept, version

    def _read(self) -> Iterator[tuple[array[int], list[str]]]:
        after = ("", -1)
        while rows := self._catalog.titles(after, SLICE):
            after = rows[-1]
            yield array("I", [row[1] for row in rows]), [row[0] for row in rows]


def _containing(words: list[str], ids: array[int], titles: list[str]) -> Iterator[_Hit]:
    """Titles with every word; best: the words as one phrase, early in the title, in a short title."""
    first, *rest = words
    phrase = " ".join(words)
    for row_id, title in zip(ids, titles, strict=True):
        if first in title and all(word in title for word in rest):
            at = title.find(phrase)
            yield _rank(0 if at >= 0 else 1, at if at >= 0 else title.find(first), title), row_id


def _similar(words: list[str], ids: array[int], titles: list[str]) -> Iterator[_Hit]:
    """Titles that have what was typed, as a whole or word by word, but for an edit or two."""
    near = _near(" ".join(words), titles)
    if len(words) > 1:
        left = list(range(len(titles)))
        for word in sorted(words, key=len, reverse=True):
            left = [left[index] for index in _near(word, [titles[index] for index in left])]
        for index in left:
            near.setdefault(index, 100)
    for index, distance in near.items():
        yield _rank(distance, 0, titles[index]), ids[index]


def _near(phrase: str, titles: list[str]) -> dict[int, int]:
    """The indices of the titles in which ``phrase`` is there but for an edit, and by how much it differs."""
    size = len(phrase)
    if size < (4 if phrase.isascii() else 3):  # too short to tell a typo from another word
        return {index: 0 for index, title in enumerate(titles) if phrase in title}
    # One edit in n characters costs a partial ratio of about 100 / n; two are allowed from eight on.
    cutoff = 100.0 * (1 - (2 if size >= 8 else 1) / size) - 0.5
    found = process.extract(phrase, titles, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=None)
    # A title that is much shorter is part of what was typed, not the other way round.
    return {index: round(100 - score) for title, score, index in found if len(title) >= size - 1}


def _rank(kind: int, at: int, title: str) -> int:
    """Less is better: the kind of match, its place in the title, the length of the title."""
    return kind << 40 | min(at, 8) << 32 | len(title)
