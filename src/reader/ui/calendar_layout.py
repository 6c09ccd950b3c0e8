"""Where the days of a calendar stand: years as weeks side by side, or months as blocks, as much as a window holds.

Plain arithmetic: nothing here is drawn, and nothing of Textual is known.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader import datewords

if TYPE_CHECKING:
    from collections.abc import Iterator

_GRAPH = 5 + 2 * 54
"""Cells of a year as weeks: the names of weekdays, then two for each week that it touches."""
_YEAR = 9
"""Rows of it: the months, seven days, a blank one."""
_CELL = 4
"""Cells from one day of a block to the next; the last one is blank."""
_BLOCK, _GAP = 7 * _CELL - 1, 3
"""Cells of a month as a block; between two of them."""
_ROWS = 8
"""Rows of it: its name, the weekdays, six weeks."""
_DIVISORS = (12, 6, 4, 3, 2, 1)


class Cell(NamedTuple):
    """A day, or a text, at a place."""

    x: int
    y: int
    day: date | None
    text: str = ""
    """Without a day."""
    is_name: bool = False
    """The text names a year or a month."""


class Layout(NamedTuple):
    """What a window shows."""

    kind: Literal["weeks", "months"]
    cells: tuple[Cell, ...]
    first: date
    last: date
    """The days that it shows, both ends included."""

    @property
    def cell_width(self) -> int:
        """Cells that are drawn for a day."""
        return 2 if self.kind == "weeks" else 3


def laid_out(day: date, width: int, height: int, years: tuple[int, int] | None = None) -> Layout:
    """What a window of that size shows when ``day`` is to be in it; ``years``: the first and the last with posts."""
    return _years(day, height, years) if width >= _GRAPH else _months(day, width, height)


def _years(day: date, height: int, known: tuple[int, int] | None) -> Layout:
    """As many years as there is room for, the earliest at the top: none before or after those with posts, but that of the
    day.
    """
    begin, end = known or (day.year, day.year)
    begin, end = min(begin, day.year), max(end, day.year)
    count = min(max(1, (height + 1) // _YEAR), end - begin + 1)
    # By the windowful, counted from the last year: what there is most of is whole.
    last = end - (end - day.year) // count * count
    first = max(begin, last - count + 1)
    years = range(first, first + count)
    cells = [cell for number, year in enumerate(years) for cell in _weeks(year, number * _YEAR)]
    return Layout("weeks", tuple(cells), date(years[0], 1, 1), date(years[-1], 12, 31))


def _weeks(year: int, top: int) -> Iterator[Cell]:
    yield Cell(0, top, None, f"{year}", is_name=True)
    for number in (0, 2, 4, 6):
        yield Cell(1, top + 1 + number, None, datewords.short_weekday(number))
    begin = date(year, 1, 1)
    monday = begin.toordinal() - begin.weekday()
    for ordinal in range(begin.toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        x = 5 + (ordinal - monday) // 7 * 2
        if day.day == 1:
            yield Cell(x, top, None, f"{day.month:02}", is_name=True)
        yield Cell(x, top + 1 + day.weekday(), day)


def _months(day: date, width: int, height: int) -> Layout:
    """As many months of a year as there is room for, of a number that divides a year."""
    across = max(1, (width + _GAP) // (_BLOCK + _GAP))
    down = max(1, (height + 1) // (_ROWS + 1))
    count = next(number for number in _DIVISORS if number <= across * down)
    across = min(across, count)
    if count == 12:
        across = next(number for number in _DIVISORS if number <= across)
    first = (day.month - 1) // count * count + 1
    cells: list[Cell] = []
    for number in range(count):
        left, top = number % across * (_BLOCK + _GAP), number // across * (_ROWS + 1)
        cells += _month(day.year, first + number, left, top)
    return Layout("months", tuple(cells), date(day.year, first, 1), month_end(day.year, first + count - 1))


def _month(year: int, month: int, left: int, top: int) -> Iterator[Cell]:
    yield Cell(left + 1, top, None, datewords.month(year, month), is_name=True)
    for number in range(7):
        yield Cell(left + _CELL * number, top + 1, None, datewords.short_weekday(number))
    before = date(year, month, 1).weekday()
    for number in range(1, month_end(year, month).day + 1):
        place = before + number - 1
        yield Cell(left + place % 7 * _CELL, top + 2 + place // 7, date(year, month, number))


# -- moving -----------------------------------------------------------------------------------------------------


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def days_on(day: date, days: int) -> date:
    """So many days later (or earlier); at the ends of the calendar its first or last day."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def months_on(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or that month's last; at the ends of the calendar that one."""
    number = day.year * 12 + day.month - 1 + months
    if number < date.min.year * 12:
        return date.min
    if number > date.max.year * 12 + 11:
        return date.max
    end = month_end(number // 12, number % 12 + 1)
    return end.replace(day=min(day.day, end.day))
