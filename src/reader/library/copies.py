"""Copies of one story, crawled into several categories or from several sources: found, and folded in lists by date.

Two posts are copies when they say the same (:mod:`reader.library.sameness`) about the same time: the same text within three
days; or the same title, in whatever words, within half a day. In one archive ``Planet news roundup`` comes every week and
``server maintenance`` every year: time tells those from copies, which bear the same date or nearly so.

Folding hides nothing for good: a :class:`Folds` says of every post of a list whether it stands for itself, and under which
other one it is found if it does not.
"""

from __future__ import annotations

import sys
import threading
from array import array
from bisect import bisect_left
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.library.rows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.library.catalog import Catalog
    from reader.library.listing import Listing

_Key = TypeVar("_Key")
NEAR, FAR = 12 * 3_600, 3 * 86_400
"""Seconds between two posts whose titles, and between two whose texts are the same, that are copies."""
_AT_ONCE = 20_000
"""Posts that are looked at without giving way: the screen waits for a millisecond meanwhile."""
_TITLED = """SELECT group_concat(printf('%08x%016x%016x', id, same_title, same_text), '') FROM post
  WHERE same_title IN (SELECT same_title FROM post WHERE same_title > 0 GROUP BY same_title HAVING count(*) > 1)"""
_WORDED = """SELECT group_concat(printf('%08x%016x%016x', id, 0, same_text), '') FROM post
  WHERE same_text IN (SELECT same_text FROM post WHERE same_text > 0 GROUP BY same_text HAVING count(*) > 1)"""
_OF_SOME = """SELECT group_concat(printf('%08x%016x%016x', id, same_title, same_text), '') FROM post
  WHERE id IN (SELECT value FROM json_each(?))"""
_WORDS = 5
"""Of 32 bits, in an entry of these."""


class Traits(NamedTuple):
    """The numbers of :mod:`~reader.library.sameness` of the posts that others share one of, by row id."""

    titles: Mapping[int, int]
    texts: Mapping[int, int]

    @property
    def rows(self) -> set[int]:
        """Every post that may have a copy."""
        return {*self.titles, *self.texts}


class Folds:
    """Which posts of a list are copies of which, by positions.

    Args:
        size: how many posts the list has.
        copies: those of each post that has some, ascending; no post stands in two places.
    """

    def __init__(self, size: int, copies: Mapping[int, Sequence[int]]) -> None:
        self.copies = copies
        self.lead_of = {copy: lead for lead, several in copies.items() for copy in several}
        """The post that each copy is folded under."""
        shown = bytearray(b"\1" * size)
        for copy in self.lead_of:
            shown[copy] = 0
        self.shown = bytes(shown)
        """For each post 1, for a copy 0."""
        self.leads = array("I")
        """The positions of the posts that are no copies."""
        for start in range(0, size, _AT_ONCE):
            stop = min(start + _AT_ONCE, size)
            self.leads.extend(compress(range(start, stop), self.shown[start:stop]))

    def __len__(self) -> int:
        """How many copies are folded."""
        return len(self.lead_of)

    def index_of(self, position: int) -> int:
        """How many posts that are no copies stand before a position."""
        return bisect_left(self.leads, position)


class Copies:
    """Finds the copies among the posts of a catalogue; for any thread.

    Args:
        catalog: of the archive.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self._ask = catalog, catalog.database.rows
        self._lock = threading.Lock()
        self._known: tuple[int, Traits, set[int]] | None = None

    def fold(self, listing: Listing) -> Listing:
        """A whole list by date, its copies folded.

        Nothing is folded before the whole archive is known: only then is there an index to find copies by.
        """
        if not listing.dated or not self._catalog.complete():
            return listing
        traits, rows = self._traits()
        return _with_folds(listing, traits, rows)

    def fold_part(self, listing: Listing) -> Listing:
        """The same with what there is of a list before all of it has been read: a few posts, at once."""
        if not listing.dated or not self._catalog.complete():
            return listing
        asked = f"[{','.join(map(str, listing.ids))}]"
        traits = _traits_of(self._ask(_OF_SOME, (asked,)))
        return _with_folds(listing, traits, traits.rows)

    def _traits(self) -> tuple[Traits, set[int]]:
        """What all posts share with each other; kept until the catalogue changes."""
        generation = self._catalog.generation()
        with self._lock:
            if self._known is None or self._known[0] != generation:
                titled, worded = (_traits_of(self._ask(sql)) for sql in (_TITLED, _WORDED))
                traits = Traits(titled.titles, {**worded.texts, **titled.texts})
                self._known = generation, traits, traits.rows
            return self._known[1:]


def _traits_of(rows: Sequence[tuple[str | None]]) -> Traits:
    """The traits that SQLite has joined into one text; see :data:`reader.library.listing.PACKED`."""
    words = array("I")
    words.frombytes(bytes.fromhex(rows[0][0] or ""))
    if sys.byteorder == "little":
        words.byteswap()
    ids = words[0::_WORDS]
    titles, texts = (_joined(words[at::_WORDS], words[at + 1 :: _WORDS]) for at in (1, 3))
    return Traits(
        {row: title for row, title in zip(ids, titles, strict=True) if title},
        {row: text for row, text in zip(ids, texts, strict=True) if text},
    )


def _joined(high: array[int], low: array[int]) -> array[int]:
    """Numbers of 64 bits from their halves."""
    halves = array("I", bytes(8 * len(high)))
    first, second = (0, 1) if sys.byteorder == "big" else (1, 0)
    halves[first::2], halves[second::2] = high, low
    joined = array("q")
    joined.frombytes(halves.tobytes())
    return joined


def _with_folds(listing: Listing, traits: Traits, rows: set[int]) -> Listing:
    copies = found(listing, traits, rows) if rows else {}
    return replace(listing, folds=Folds(len(listing), copies) if copies else None)


def found(listing: Listing, traits: Traits, rows: set[int]) -> dict[int, list[int]]:
    """The copies of each post of a list that has some: of several the first one in the order of the list is no copy.

    Args:
        listing: by date.
        traits: of the posts that may have copies.
        rows: their row ids.
    """
    leads = _Leads(listing.posted)
    copies: dict[int, list[int]] = {}
    for position in _among(listing.ids, rows):
        row = listing.ids[position]
        lead = leads.of(position, traits.titles.get(row, 0), traits.texts.get(row, 0))
        if lead != position:
            copies.setdefault(lead, []).append(position)
    return copies


def _among(ids: array[int], rows: set[int]) -> Iterator[int]:
    """The positions of those row ids that are in a set."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield from compress(range(start, start + len(part)), map(rows.__contains__, part))


class _Leads:
    """The first post of each story, as a list is gone through."""

    def __init__(self, posted: array[int]) -> None:
        self._posted = posted
        self._titled: dict[int, int] = {}
        self._worded: dict[int, int] = {}
        self._both: dict[tuple[int, int], int] = {}

    def of(self, position: int, title: int, text: int) -> int:
        """The position of the first post of the story that the one at ``position`` tells; that one itself if it is new."""
        moment = self._posted[position]
        lead = self._near(self._worded, text, moment, FAR) if text > 0 else None
        if lead is None and title and text:
            lead = self._near(self._both, (title, text), moment, FAR)
        if lead is None and title and moment != UNKNOWN:
            lead = self._near(self._titled, title, moment, NEAR)
        if lead is None:
            lead = position
        if text > 0:
            self._worded[text] = lead
        if title:
            self._titled[title] = lead
            if text:
                self._both[title, text] = lead
        return lead

    def _near(self, leads: Mapping[_Key, int], key: _Key, moment: int, seconds: int) -> int | None:
        lead = leads.get(key)
        return lead if lead is not None and abs(self._posted[lead] - moment) <= seconds else None
