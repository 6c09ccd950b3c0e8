"""The columns of a list of posts: how wide each is follows from the width of the pane alone, so that none ever jumps.

Pure: cells in, cells and text out.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.text import cell_len, crop

UNREAD, STARRED, MARKED = "•", "★", "✎"
"""The signs before a title: not read yet; bookmarked; with highlights only."""
PICKED = "▸"
"""In the place of the first of these: picked."""
DAY, TIME = 12, 6
"""Cells of a whole day, of a time; with the blank after it."""
_TITLE = 20
"""Cells that the title has at least, before anything else is shown."""
_SOURCE = (8, 16)
"""Cells of the source, at least and at most: a sixth of the row between these."""
_CATEGORY = 12
_MINUTES = 7
_UNHURRIED, _ROOMY = 90, 104
"""Cells from which on there is room for the time that reading takes, and for the category, too."""
_GAP = 2
"""Blanks before a column at the right."""


class Columns(NamedTuple):
    """Cells of each column, in their order from the left; 0: it is not shown."""

    signs: int
    """With the blank after them."""
    when: int
    """With the blank after it."""
    title: int
    category: int
    """This one and what follows have blanks before them, which do not count."""
    source: int
    minutes: int

    @property
    def width(self) -> int:
        """Cells of all, with the signs before and the blank behind."""
        asides = (self.category, self.source, self.minutes)
        return self.signs + self.when + self.title + sum(_GAP + cells for cells in asides if cells) + 1


def columns_for(width: int, when: int, *, source: bool = True) -> Columns:
    """The columns of a row.

    Args:
        width: cells of the pane, all that columns depend on.
        when: cells that a day or time takes.
        source: it is to be shown here, where there is room.
    """
    wanted = {"category": 0, "source": 0, "minutes": 0}
    if source:
        wanted["source"] = max(_SOURCE[0], min(width // 6, _SOURCE[1]))
    if width >= _UNHURRIED:
        wanted["minutes"] = _MINUTES
    if width >= _ROOMY:
        wanted["category"] = _CATEGORY
    signs = lead_cells()
    room = width - signs - 1 - when - sum(_GAP + cells for cells in wanted.values() if cells)
    if room < _TITLE and wanted["source"]:
        room += _GAP + wanted["source"]
        wanted["source"] = 0
    if room < _TITLE:
        room, when = room + when, 0
    return Columns(signs, when, max(0, room), **wanted)


def sign_cells() -> int:
    """Cells of the sign for what is kept, with the blank after it; more where the terminal draws it wide."""
    return cell_len(STARRED) + 1


def lead_cells() -> int:
    """Cells of all the signs before a title."""
    return cell_len(UNREAD) + sign_cells()


def put(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` in just so many cells: cut where it is too long, else with blanks after it (or before, at the right)."""
    shown = crop(text.strip("\u200d"), cells).strip("\u200d")  # a joiner at an end swallows what is beside it
    blanks = " " * (cells - cell_len(shown))
    return blanks + shown if right else shown + blanks
