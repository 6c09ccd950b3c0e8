"""A list of posts as the screen needs it: an order, and where its days and months begin.

A listing of a million posts is two packed arrays (12 MB); any window of it, the place of a post, the
first post of a day are found by bisection. Rows themselves are fetched window by window.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import neg
from typing import TYPE_CHECKING

from reader import clock
from reader.library.rows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.copies import Folds
    from reader.library.timescale import Counts

PACKED = "printf('%016x%08x', posted, post)"
"""SQL for one entry of a packed listing: 64 bits of ``posted``, 32 bits of ``post``, in hexadecimal.

SQLite joins the entries into one text, so that Python gets a million of them in one step, without holding
the interpreter lock meanwhile (measured: 0.6 s against 1.0 s for rows, and nothing else stalls).
"""
_ENTRY = 12
MISSING_FROM = 0xF000_0000
"""Row ids from here on are no catalogue's: those of posts that are kept but not there."""


@dataclass(frozen=True, slots=True)
class Group:
    """The posts of one day (or month): positions ``start`` to ``stop`` of the listing."""

    day: date | None
    """The day, or the first of the month; None for posts without a date."""
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True)
class Listing:
    """Posts in an order; positions count from 0."""

    ids: array[int]
    """Row ids in the catalogue."""
    posted: array[int]
    """UTC seconds of each, :data:`UNKNOWN` without a date; empty when the order is not by date."""
    newest_first: bool = True
    total: int = -1
    """How many there are in all; more than ``len(self)`` while only the head has been read."""
    folds: Folds | None = None
    """Which of them are copies of others; None where none are, or none are folded."""

    def __post_init__(self) -> None:
        if self.total < 0:
            object.__setattr__(self, "total", len(self.ids))

    @classmethod
    def empty(cls) -> Listing:
        """No posts."""
        return cls(array("I"), array("q"))

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def complete(self) -> bool:
        """Whether every post is here, not only the head of the list."""
        return len(self.ids) >= self.total

    @property
    def dated(self) -> bool:
        """Whether the list runs by date, so that it has days and months."""
        return len(self.posted) > 0

    @cached_property
    def days(self) -> list[Group]:
        """The days of the list, in its order."""
        return list(self._groups(_same_day))

    @cached_property
    def months(self) -> list[Group]:
        """The months of the list, in its order."""
        return list(self._groups(_same_month))

    @cached_property
    def _dated_stop(self) -> int:
        stop = len(self.posted)
        if not stop or self.posted[-1] != UNKNOWN:
            return stop
        return bisect_left(self.posted, x=1, key=lambda seconds: int(seconds == UNKNOWN))

    @cached_property
    def counts(self) -> Counts:
        """Its posts along time; takes a moment where the days are not known yet."""
        from reader.library.timescale import Counts  # noqa: PLC0415 -- not for the head of a list

        return Counts.of_days(self.days, newest_first=self.newest_first)

    @property
    def counted(self) -> Counts | None:
        """The same, where it is known already; nothing of the head of a list, nor of one that does not run by date."""
        return self.counts if self.dated and self.complete and "counts" in self.__dict__ else None

    def day_at(self, position: int) -> Group:
        """The day that the post at a position belongs to."""
        return self._group_at(position, _same_day)

    def month_at(self, position: int) -> Group:
        """The month that the post at a position belongs to."""
        return self._group_at(position, _same_month)

    def nearest_day(self, day: date) -> date | None:
        """The day with posts that is nearest to a day, of two the later one; None when no post has a date."""
        at = self.position_of(clock.midnight(day))
        around = [self.posted[each] for each in (at - 1, at) if 0 <= each < self._dated_stop]
        found = [clock.local(seconds).date() for seconds in around]
        return min(found, key=lambda other: (abs((other - day).days), -other.toordinal()), default=None)

    def between(self, first: date, last: date) -> range:
        """The positions of the posts of some days, both ends included."""
        if self.newest_first:
            start = 0 if last == date.max else self._bisect(bisect_right, -_midnight_after(last))
        else:
            start = self._bisect(bisect_left, clock.midnight(first))
        return range(start, self._end(first, last, start))

    def _end(self, first: date, last: date, start: int) -> int:
        """Where some days end, from ``start`` on, at which they begin."""
        if self.newest_first:
            return self._bisect(bisect_right, -clock.midnight(first), start)
        return (
            self._dated_stop if last == date.max else self._bisect(bisect_left, _midnight_after(last), start)
        )

    def _groups(self, span: Callable[[date], tuple[date, date]]) -> Iterator[Group]:
        start, stop = 0, self._dated_stop
        while start < stop:
            first, last = span(clock.local(self.posted[start]).date())
            # A zone the C library knows nothing of: never stand still.
            end = max(self._end(first, last, start), start + 1)
            yield Group(first, start, end)
            start = end
        if stop < len(self.posted):
            yield Group(None, stop, len(self.posted))

    def _group_at(self, position: int, span: Callable[[date], tuple[date, date]]) -> Group:
        if position >= self._dated_stop:
            return Group(None, self._dated_stop, len(self.posted))
        first, last = span(clock.local(self.posted[position]).date())
        within = self.between(first, last)
        return Group(first, min(within.start, position), max(within.stop, position + 1))

    def _bisect(self, side: Callable[..., int], key: int, start: int = 0) -> int:
        """A place among the posts with a date, from ``start`` on; a newest-first list is searched by negative seconds."""
        if self.newest_first:
            return side(self.posted, key, start, self._dated_stop, key=neg)
        return side(self.posted, key, start, self._dated_stop)

    def find(self, row_id: int, posted: int) -> int | None:
        """The position of a post, given its row id and date; None when it is not in the list."""
        if not self.dated:
            return self._index(row_id, 0, len(self.ids))
        if posted == UNKNOWN:
            return self._index(row_id, self._dated_stop, len(self.ids))
        key = -posted if self.newest_first else posted
        start = self._bisect(bisect_left, key)
        return self._index(row_id, start, self._bisect(bisect_right, key, start))

    def _index(self, row_id: int, start: int, stop: int) -> int | None:
        try:
            return self.ids.index(row_id, start, stop)
        except ValueError:
            return None

    def position_of(self, seconds: int) -> int:
        """Where a post of that moment would stand."""
        return self._bisect(bisect_left, -seconds if self.newest_first else seconds)


def unpack(packed: str | None, *, newest_first: bool = True, dated: bool = True) -> Listing:
    """The listing that SQLite joined from :data:`PACKED` entries."""
    raw = bytes.fromhex(packed or "")
    size = len(raw) // _ENTRY
    words = array("I")
    words.frombytes(raw)
    if sys.byteorder == "little":
        words.byteswap()
    posted = array("q")
    if dated:
        halves = array("I", bytes(8 * size))
        low, high = (0, 1) if sys.byteorder == "little" else (1, 0)
        halves[low::2], halves[high::2] = words[1::3], words[0::3]
        posted.frombytes(halves.tobytes())
    return Listing(words[2::3], posted, newest_first)


def _same_day(day: date) -> tuple[date, date]:
    return day, day


def _same_month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    if first.year == date.max.year and first.month == date.max.month:
        return first, date.max
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _midnight_after(day: date) -> int:
    return clock.midnight(day + timedelta(days=1))
