"""The strip of time above a list: posts per day, week, month, quarter or year as one row of bars, what is in view marked."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from reader.text import cell_len

if TYPE_CHECKING:
    from datetime import date

    from rich.style import Style

    from reader.library.timescale import Counts, Scale

_BLOCKS = " ▁▂▃▄▅▆▇█"
_PLAIN = " .:-=+*#@"
"""Where blocks may be two cells wide, or are not in the font."""
_NARROW = 24
"""Cells that it needs."""
_LABELLED = 48
"""Cells from which on it says from when to when."""
_WRITTEN = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}
"""Characters of a date in ISO 8601, to the unit."""


class Looks(NamedTuple):
    """The styles of its parts."""

    bar: Style
    here: Style
    """Of what is in view."""
    label: Style


class TimeStrip:
    """Draws the posts of a list along time, oldest at the left whatever the order of the list.

    Args:
        counts: its posts.
    """

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self._bars = lru_cache(maxsize=4)(self._drawn)

    def scale(self, width: int) -> Scale | None:
        """The scale on so many cells; None when there is nothing to compare, or no room."""
        if width < _NARROW:
            return None
        room = width - 2
        scale = self.counts.scale(room)
        if scale is not None and width >= _LABELLED:
            scale = self.counts.scale(room - 2 * (_WRITTEN[scale.unit] + 1))
        return scale if scale is not None and len(scale) > 1 else None

    def _left(self, scale: Scale, width: int) -> int:
        """Cells before the bars; as many are after them."""
        return 2 + _WRITTEN[scale.unit] if width >= _LABELLED else 1

    def bucket_at(self, column: int, width: int) -> int | None:
        """The bucket that is meant by a column; the outermost ones by what is beside the bars."""
        scale = self.scale(width)
        if scale is None:
            return None
        left = self._left(scale, width)
        bars = width - 2 * left
        # The busiest of those that share the column: it is what the bar shows.
        buckets = scale.buckets_at(max(0, min(column - left, bars - 1)), bars)
        return max(buckets, key=scale.counts.__getitem__)

    def draw(self, width: int, here: tuple[date, date] | None, looks: Looks) -> list[Segment]:
        """The row, ``width`` cells; ``here``: the first and the last day in view."""
        scale = self.scale(width)
        if scale is None:
            return []
        left = self._left(scale, width)
        bars = self._bars(width, _signs())
        first, stop = 0, 0
        if here is not None:
            first = scale.columns_of(scale.bucket_of(min(here)), len(bars)).start
            stop = scale.columns_of(scale.bucket_of(max(here)), len(bars)).stop
        labels = ["", ""]
        if width >= _LABELLED:
            days = (scale.dates(0)[0], scale.dates(len(scale) - 1)[0])
            labels = [day.isoformat()[: _WRITTEN[scale.unit]] for day in days]
        return [
            Segment(f" {labels[0]}".ljust(left), looks.label),
            Segment(bars[:first], looks.bar),
            # A bucket without posts can be in view too, between two others: it is to be seen.
            Segment(bars[first:stop].replace(" ", "_" if _signs() is _PLAIN else "▁"), looks.here),
            Segment(bars[stop:], looks.bar),
            Segment(f"{labels[1]} ".rjust(left), looks.label),
        ]

    def _drawn(self, width: int, signs: str) -> str:
        """The bars alone."""
        scale = self.scale(width)
        assert scale is not None
        columns = scale.columns(width - 2 * self._left(scale, width))
        most = max(columns)
        # Something is never nothing.
        return "".join(signs[max(1, round(posts / most * 8)) if posts else 0] for posts in columns)


def _signs() -> str:
    is_doubtful = cell_len("…") > 1 or os.environ.get("TERM", "").startswith(("linux", "vt", "ansi"))
    return _PLAIN if is_doubtful else _BLOCKS
