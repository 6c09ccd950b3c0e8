"""What ``date:`` in a query means: days, months, years, ranges, and days counted from today, in the reader's zone."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader import clock

if TYPE_CHECKING:
    from collections.abc import Callable


class Span(NamedTuple):
    """A range of days; None where it is open."""

    first: date | None
    last: date | None

    @property
    def since(self) -> int | None:
        """UTC seconds at which it begins."""
        return None if self.first is None else clock.midnight(self.first)

    @property
    def until(self) -> int | None:
        """UTC seconds before which it ends."""
        return None if self.last in {None, date.max} else clock.midnight(self.last + timedelta(days=1))


def today() -> date:
    """The day it is in the reader's zone."""
    return clock.local(int(time.time())).date()


def span(value: str, now: date) -> Span | None:
    """The days that ``value`` names, ``now`` being today; None when it names none."""
    first, dots, last = value.strip().partition("..")
    if not dots:
        return _named(first, now)
    begin = _named(first, now) if first.strip() else Span(None, None)
    end = _named(last, now) if last.strip() else Span(None, None)
    if begin is None or end is None or (begin.first is None and end.last is None):
        return None
    if begin.first is not None and end.last is not None and begin.first > end.last:
        return Span(end.first, begin.last)
    return Span(begin.first, end.last)


_WRITTEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")
_COUNTED = re.compile(r"(\d{1,5}) ?(d|w|m|y|天|周|个月|年)")


def _named(value: str, now: date) -> Span | None:
    value = value.strip().lower()
    if relative := _RELATIVE.get(value):
        return _clamped(relative, now)
    if counted := _COUNTED.fullmatch(value):
        back = _BACK[counted[2]]
        return _clamped(lambda day: Span(_after(back(day, int(counted[1])), 1), day), now)
    written = _WRITTEN.fullmatch(value)
    if written is None or written[2] is None:
        return None if written is None else _year(int(written[1]))
    year, month = int(written[1]), int(written[2])
    try:
        if written[3] is None:
            return _month(date(year, month, 1))
        day = date(year, month, int(written[3]))
    except ValueError:
        return None
    return Span(day, day)


def _clamped(make: Callable[[date], Span], now: date) -> Span | None:
    try:
        return make(now)
    except (ValueError, OverflowError):  # before the year 1
        return Span(date.min, now)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _year(year: int) -> Span | None:
    return Span(date(year, 1, 1), date(year, 12, 31)) if year else None


def _years(day: date, back: int) -> Span:
    return Span(date(day.year - back, 1, 1), date(day.year - back, 12, 31))


def _month(day: date) -> Span:
    first = day.replace(day=1)
    if first.month == 12:
        return Span(first, first.replace(day=31))
    return Span(first, first.replace(month=first.month + 1) - timedelta(days=1))


def _months_back(day: date, months: int) -> date:
    """The same day so many months ago, or that month's last."""
    place = day.year * 12 + day.month - 1 - months
    month = _month(date(place // 12, place % 12 + 1, 1))
    assert month.first is not None
    assert month.last is not None
    return min(month.last, _after(month.first, day.day - 1))


def _week(day: date, back: int) -> Span:
    """Monday to Sunday (ISO 8601)."""
    monday = _after(day, -day.weekday() - 7 * back)
    return Span(monday, _after(monday, 6))


def _day(day: date, back: int) -> Span:
    then = _after(day, -back)
    return Span(then, then)


_BACK: dict[str, Callable[[date, int], date]] = {
    **dict.fromkeys(("d", "天"), lambda day, count: _after(day, -count)),
    **dict.fromkeys(("w", "周"), lambda day, count: _after(day, -7 * count)),
    **dict.fromkeys(("m", "个月"), _months_back),
    **dict.fromkeys(("y", "年"), lambda day, count: _months_back(day, 12 * count)),
}
"""``7d`` is today and the six days before."""
_RELATIVE: dict[str, Callable[[date], Span]] = {
    **dict.fromkeys(("today", "今天", "今日"), lambda day: _day(day, 0)),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), lambda day: _day(day, 1)),
    "前天": lambda day: _day(day, 2),
    **dict.fromkeys(("this week", "本周", "这周"), lambda day: _week(day, 0)),
    **dict.fromkeys(("last week", "上周", "上星期"), lambda day: _week(day, 1)),
    **dict.fromkeys(("this month", "本月", "这个月"), _month),
    **dict.fromkeys(("last month", "上月", "上个月"), lambda day: _month(_after(day.replace(day=1), -1))),
    **dict.fromkeys(("this year", "今年"), lambda day: _years(day, 0)),
    **dict.fromkeys(("last year", "去年"), lambda day: _years(day, 1)),
    "前年": lambda day: _years(day, 2),
}
