"""Posts over time as a few rows of bars, a month or some months to a column."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.library.timescale import Scale, number_of
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
        first = number_of("month", months[0].month) if months else 0
        counts = [0] * (number_of("month", months[-1].month) - first + 1 if months else 0)
        for month, posts in months:
            counts[number_of("month", month) - first] = posts
        self._scale = Scale("month", first, counts)
        self.lines = lru_cache(maxsize=4)(self._lines)

    def _lines(self, width: int) -> list[str]:
        """The rows from top to bottom, each ``width`` cells, and one that says from when to when."""
        if not len(self._scale) or width < 16:
            return [""] * (HEIGHT + 1)
        bars = self._scale.columns(width)
        most = max(bars)
        # Something is never nothing.
        tall = [max(1, round(count / most * 8 * HEIGHT)) if count else 0 for count in bars]
        rows = [
            "".join(_block(max(0, min(8, eighths - 8 * below))) for eighths in tall)
            for below in reversed(range(HEIGHT))
        ]
        first, last = (f"{self._scale.dates(at)[0]:%Y-%m}" for at in (0, len(self._scale) - 1))
        return [*rows, first + last.rjust(width - len(first))]

    def clause_at(self, column: int, width: int) -> str:
        """The condition of the months that stand at a column; empty beside the bars, and where nothing is."""
        if not 0 <= column < width or width < 16:
            return ""
        months = self._scale.buckets_at(column, width)
        if not any(self._scale.counts[months.start : months.stop]):
            return ""
        first, last = (f"{self._scale.dates(at)[0]:%Y-%m}" for at in (months.start, months.stop - 1))
        return f"date:{first}" if first == last else f"date:{first}..{last}"


def _block(eighths: int) -> str:
    if cell_len("…") > 1:  # the terminal may draw blocks two cells wide
        return "#" if eighths >= 4 else " "
    return _BLOCKS[eighths]
