"""Posts counted along time: by days, weeks, months, quarters or years, whichever a width has room for.

The counts are made once, where the list is read; a scale of a few hundred buckets is cut out of them in well under a
millisecond.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.listing import Group

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")
"""From the finest on."""
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
_STRAY = 200
"""One post in so many may lie outside the scale, at each end ..."""
_SHRINKS = 4
"""... where that makes it so many times shorter: one wrong year would leave no room for the others ..."""
_LONG = 1_100
"""... and where it has more days than this."""


def number_of(unit: Unit, day: date) -> int:
    """Which bucket a day is in: those of a unit are numbered without gaps. Weeks begin on Monday (ISO 8601)."""
    if unit == "day":
        return day.toordinal()
    if unit == "week":
        return (day.toordinal() - 1) // 7
    month = day.year * 12 + day.month - 1
    return month // _MONTHS[unit]


def first_day(unit: Unit, number: int) -> date:
    """The first day of a bucket."""
    if unit == "day":
        return date.fromordinal(number)
    if unit == "week":
        return date.fromordinal(number * 7 + 1)
    month = number * _MONTHS[unit]
    return date(month // 12, month % 12 + 1, 1)


def last_day(unit: Unit, number: int) -> date:
    """The last day of a bucket; the last one there is ends with the year 9999."""
    if number >= number_of(unit, date.max):
        return date.max
    return first_day(unit, number + 1) - timedelta(days=1)


class Scale:
    """Buckets of one unit side by side, on any number of columns: one may have several, or share one with others.

    Args:
        unit: what a bucket is.
        first: the number of the first one.
        counts: how many posts each has.
    """

    def __init__(self, unit: Unit, first: int, counts: Sequence[int]) -> None:
        self.unit, self.first, self.counts = unit, first, counts

    def __len__(self) -> int:
        return len(self.counts)

    def bucket_of(self, day: date) -> int:
        """The bucket of a day, counted from 0; the outermost ones have what lies beyond."""
        return max(0, min(number_of(self.unit, day) - self.first, len(self.counts) - 1))

    def dates(self, bucket: int) -> tuple[date, date]:
        """The first and the last day of a bucket."""
        number = self.first + bucket
        return first_day(self.unit, number), last_day(self.unit, number)

    def buckets_at(self, column: int, width: int) -> range:
        """The buckets that a column stands for: at least one."""
        count = len(self.counts)
        first = column * count // width
        return range(first, max(first + 1, (column + 1) * count // width))

    def columns_of(self, bucket: int, width: int) -> range:
        """The columns that stand for a bucket: at least one."""
        count = len(self.counts)
        last = ((bucket + 1) * width - 1) // count
        return range(min(-(-bucket * width // count), last), last + 1)

    def columns(self, width: int) -> list[int]:
        """How many posts each of ``width`` columns stands for: those of its busiest bucket."""
        spans = (self.buckets_at(column, width) for column in range(width))
        return [max(self.counts[span.start : span.stop]) for span in spans]

    def nearest(self, bucket: int, step: int) -> int | None:
        """The next bucket with posts after one (before it, where ``step`` is negative); None when there is none."""
        ahead = range(bucket + 1, len(self.counts)) if step > 0 else range(bucket - 1, -1, -1)
        return next((at for at in ahead if self.counts[at]), None)


class Counts:
    """How many posts there are of each day, or of each month.

    Args:
        counts: days (or the first ones of months) with posts and how many they have, oldest first.
        by_month: they are of months.
    """

    def __init__(self, counts: Iterable[tuple[date, int]], *, by_month: bool = False) -> None:
        counted = list(counts)
        self._finest: Unit = "month" if by_month else "day"
        self._days = [day for day, _ in counted]
        self._posts = [posts for _, posts in counted]
        months = groupby(counted, key=lambda count: number_of("month", count[0]))
        self._months = [(number, sum(posts for _, posts in group)) for number, group in months]
        self.total = sum(self._posts)
        self.scale = lru_cache(maxsize=4)(self._scale)

    @classmethod
    def of_days(cls, days: Sequence[Group], *, newest_first: bool) -> Counts:
        """Of the days of a list; posts without a date count nowhere."""
        dated = [(group.day, len(group)) for group in days if group.day is not None]
        return cls(dated[::-1] if newest_first else dated)

    def __len__(self) -> int:
        return len(self._days)

    @property
    def bounds(self) -> tuple[date, date] | None:
        """The first and the last day; None when there is none."""
        return (self._days[0], self._days[-1]) if self._days else None

    def on(self, day: date) -> int:
        """How many posts a day has."""
        at = bisect_left(self._days, day)
        return self._posts[at] if at < len(self._days) and self._days[at] == day else 0

    def between(self, first: date, last: date) -> int:
        """How many posts some days have, both ends included."""
        return sum(self._posts[bisect_left(self._days, first) : bisect_right(self._days, last)])

    def near(self, day: date, step: int) -> date | None:
        """The next day with posts after a day (before it, where ``step`` is negative); None when there is none."""
        at = bisect_right(self._days, day) if step > 0 else bisect_left(self._days, day) - 1
        return self._days[at] if 0 <= at < len(self._days) else None

    def closest(self, day: date) -> date | None:
        """The day itself, if it has posts, else the nearest one that has, of two the later; None when there is none."""
        if self.on(day):
            return day
        found = [other for step in (1, -1) if (other := self.near(day, step)) is not None]
        return min(found, key=lambda other: abs((other - day).days), default=None)

    def on_this_day(self, day: date) -> list[tuple[int, int]]:
        """The years that have posts on the same day of the year, and how many, newest first."""
        if not self._days:
            return []
        found = []
        for year in range(self._days[-1].year, self._days[0].year - 1, -1):
            try:
                posts = self.on(day.replace(year=year))
            except ValueError:  # 29 February
                continue
            if posts:
                found.append((year, posts))
        return found

    def quartiles(self, first: date, last: date) -> tuple[int, ...]:
        """What a quarter, half and three quarters of the days with posts, among some days, do not have more posts than."""
        posts = sorted(self._posts[bisect_left(self._days, first) : bisect_right(self._days, last)])
        return tuple(posts[len(posts) * part // 4] for part in (1, 2, 3)) if posts else ()

    # -- scales ---------------------------------------------------------------------------------------------

    def _scale(self, width: int) -> Scale | None:
        """The finest scale of which ``width`` cells have room for every bucket; None when there is nothing to show."""
        if not self._days or width < 1:
            return None
        first, last = self._inner_bounds
        unit: Unit = "year"
        for unit in UNITS[UNITS.index(self._finest) :]:
            if number_of(unit, last) - number_of(unit, first) < width:
                break
        begin, end = number_of(unit, first), number_of(unit, last)
        counts = [0] * (end - begin + 1)
        for number, posts in self._numbered(unit):
            counts[max(0, min(number - begin, end - begin))] += posts
        return Scale(unit, begin, counts)

    def _numbered(self, unit: Unit) -> Iterable[tuple[int, int]]:
        if unit in {"day", "week"}:
            numbers = (number_of(unit, day) for day in self._days)
            return zip(numbers, self._posts, strict=True)
        return ((number // _MONTHS[unit], posts) for number, posts in self._months)

    @property
    def _inner_bounds(self) -> tuple[date, date]:
        """The first and the last day, without the few that lie far off."""
        days, posts = self._days, self._posts
        allowed = self.total // _STRAY
        first, last = 0, len(days) - 1
        left = allowed
        while first < last and posts[first] <= left:
            left -= posts[first]
            first += 1
        left = allowed
        while first < last and posts[last] <= left:
            left -= posts[last]
            last -= 1
        inner, whole = ((days[to] - days[at]).days + 1 for at, to in ((first, last), (0, -1)))
        if whole < max(_LONG, inner * _SHRINKS):
            return days[0], days[-1]
        return days[first], days[last]
