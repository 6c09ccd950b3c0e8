"""Finding posts by title as one types: all the words, then all but a typo, best first.

The seam for full-text search: :meth:`TitleSearch.find` takes what was typed and yields better answers as it
goes. rapidfuzz holds the interpreter lock while it works, so it gets the titles in slices that take a few
milliseconds each.
"""

from __future__ import annotations

import threading
from array import array
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
LIMIT = 500
"""Hits at most: a longer list is not read by anyone who can type another word."""


class TitleSearch:
    """The folded titles of one archive, kept until the catalogue changes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._slices: list[tuple[array[int], list[str]]] = []
        self._version = -1

    def find(self, typed: str, *, stale: Callable[[], bool] = lambda: False) -> Listing | None:
        """The posts whose title has what was typed, best first; None when ``stale`` said so meanwhile.

        Every word must be in the title (folded: width, case and accents don't count). Only when that finds
        little are titles taken in that are nearly so: a character wrong, missing, extra or swapped.
        """
        words = fold(typed).split()
        if not words:
            return Listing(array("I"), array("q"))
        phrase = " ".join(words)
        exact: list[tuple[tuple[float, ...], int]] = []
        near: list[tuple[tuple[float, ...], int]] = []
        for ids, titles in self._chunks():
            if stale():
                return None
            exact += _containing(words, phrase, ids, titles)
            if _is_fuzzy(phrase) and len(near) < LIMIT * 4:
                near += _similar(phrase, ids, titles)
        hits = [row_id for _, row_id in sorted(exact)]
        if len(hits) < LIMIT:
            seen = set(hits)
            hits += [row_id for _, row_id in sorted(near) if row_id not in seen]
        return Listing(array("I", hits[:LIMIT]), array("q"), total=len(hits[:LIMIT]))

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


def _containing(
    words: list[str], phrase: str, ids: array[int], titles: list[str]
) -> Iterator[tuple[tuple[float, ...], int]]:
    """Titles with every word; best: the words as one phrase, early in the title, in a short title."""
    first, rest = words[0], words[1:]
    for row_id, title in zip(ids, titles, strict=True):
        if first in title and all(word in title for word in rest):
            at = title.find(phrase)
            yield (
                (
                    0.0 if at >= 0 else 1.0,
                    float(min(at, 8) if at >= 0 else title.find(first)),
                    float(len(title)),
                ),
                row_id,
            )


def _is_fuzzy(phrase: str) -> bool:
    """Whether a typo can be told from another word: three Han characters, or four letters."""
    return len(phrase) >= (4 if phrase.isascii() else 3)


def _similar(phrase: str, ids: array[int], titles: list[str]) -> Iterator[tuple[tuple[float, ...], int]]:
    """Titles in which every word is there but for an edit or two."""
    size = len(phrase)
    # One edit in n characters costs a partial ratio of about 100 / n; the phrase as a whole allows two from eight on.
    cutoff = 100.0 * (1 - (2 if size >= 8 else 1) / size) - 0.5
    for title, score, index in process.extract(
        phrase, titles, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=LIMIT
    ):
        if len(title) >= size - 1:  # else the title is part of what was typed, not the other way round
            yield (100.0 - score, float(len(title))), ids[index]
