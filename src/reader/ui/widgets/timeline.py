"""Posts over time as a few rows of bars, a month or some months to a column."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.facets import MonthCount

HEIGHT = 3
"""Rows of the bars."""
_BLOCKS = " ▁▂▃▄▅▆▇█"


class Timeline:
    """A histogram of months.

    Args:
        months: those with posts, oldest first.
    """

    def __init__(self, months: Sequence[MonthCount]) -> None:
        self._first = _number(months[0].month) if months else 0
        self._counts = [0] * (_number(months[-1].month) - self._first + 1 if months else 0)
        for month, posts in months:
            self._counts[_number(month) - self._first] = posts
        self.lines = lru_cache(maxsize=4)(self._lines)

    def _lines(self, width: int) -> list[str]:
        """The rows from top to bottom, each ``width`` cells, and one that says from when to when."""
        if not self._counts or width < 16:
            return [""] * (HEIGHT + 1)
        bars = self._columns(width)
        most = max(bars)
        # Something is never nothing.
        tall = [max(1, round(count / most * 8 * HEIGHT)) if count else 0 for count in bars]
        rows = [
            "".join(_block(max(0, min(8, eighths - 8 * below))) for eighths in tall)
            for below in reversed(range(HEIGHT))
        ]
        first, last = (f"{_month(self._first + at):%Y-%m}" for at in (0, len(self._counts) - 1))
        return [*rows, first + last.rjust(width - len(first))]

    def clause_at(self, column: int, width: int) -> str:
        """The condition of the months that stand at a column; empty beside the bars, and where nothing is."""
        if not 0 <= column < width or width < 16:
            return ""
        months = self._months_at(column, width)
        if not any(self._counts[months.start : months.stop]):
            return ""
        first, last = (f"{_month(self._first + at):%Y-%m}" for at in (months.start, months.stop - 1))
        return f"date:{first}" if first == last else f"date:{first}..{last}"

    def _columns(self, width: int) -> list[int]:
        """How many posts each column stands for: those of its busiest month."""
        spans = (self._months_at(column, width) for column in range(width))
        return [max(self._counts[span.start : span.stop]) for span in spans]

    def _months_at(self, column: int, width: int) -> range:
        """The months of a column: at least one, which it may share with its neighbours."""
        count = len(self._counts)
        first = column * count // width
        return range(first, max(first + 1, (column + 1) * count // width))


def _block(eighths: int) -> str:
    if cell_len("…") > 1:  # the terminal may draw blocks two cells wide
        return "#" if eighths >= 4 else " "
    return _BLOCKS[eighths]


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
