"""Ranges of days: any, and those of the calendar, counted back from a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from reader import clock


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

    def __contains__(self, other: object) -> bool:
        """Whether all days of ``other``, a span too, are in this one."""
        return (
            isinstance(other, Span)
            and (self.first is None or (other.first is not None and other.first >= self.first))
            and (self.last is None or (other.last is not None and other.last <= self.last))
        )


def after(day: date, days: int) -> date:
    """So many days after one."""
    return day + timedelta(days=days)


def months_back(day: date, count: int) -> date:
    """The same day so many months ago, or that month's last."""
    place = day.year * 12 + day.month - 1 - count
    first = date(place // 12, place % 12 + 1, 1)
    last = months(first, 1).last
    assert last is not None
    return min(last, after(first, day.day - 1))


# -- those of the calendar: the one with a day in it, or so many before that -------------------------------------


def day(day: date, back: int) -> Span:
    then = after(day, -back)
    return Span(then, then)


def week(day: date, back: int) -> Span:
    """Monday to Sunday (ISO 8601)."""
    monday = after(day, -day.weekday() - 7 * back)
    return Span(monday, after(monday, 6))


def month(day: date, back: int = 0) -> Span:
    return months(months_back(day.replace(day=1), back), 1)


def quarter(day: date, back: int = 0) -> Span:
    return months(months_back(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3 * back), 3)


def year(day: date, back: int) -> Span:
    return Span(date(day.year - back, 1, 1), date(day.year - back, 12, 31))


def months(first: date, count: int) -> Span:
    """So many months from the first day of one on."""
    if first.month + count > 12:
        return Span(first, first.replace(month=12, day=31))
    return Span(first, first.replace(month=first.month + count) - timedelta(days=1))
