"""A calendar whose days are as dark as they have posts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.library.timescale import Counts
from reader.text import cell_len
from reader.ui.calendar_layout import Cell, laid_out
from reader.ui.widgets.rows import without_background

if TYPE_CHECKING:
    from datetime import date

    from rich.style import Style
    from textual import events

    from reader.ui.calendar_layout import Layout

_SIGNS, _PLAIN = "·░▒▓█", ".:+#@"
"""From no posts to many: to be told apart without colours too."""
_CHOOSE = 2
"""Clicks on a day that go there."""


class HeatMap(Widget, can_focus=True):
    """Days, one of which is current.

    Args:
        day: the current one.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"heat-map--{level}" for level in range(len(_SIGNS))),
        "heat-map--name",
        "heat-map--label",
        "heat-map--cursor",
    }

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """Another day is current."""

        day: date

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The current day was clicked twice."""

        day: date

    @dataclass(eq=False, repr=False)
    class Rolled(Message):
        """The wheel was turned: to later months, or (below 0) to earlier ones."""

        months: int

    def __init__(self, day: date) -> None:
        super().__init__(id="heat-map")
        self.day = day
        self._counts = Counts(())
        self._years: tuple[int, int] | None = None
        self._bounds: tuple[int, ...] = ()
        """Posts of a day from which on it is darker, in what the window shows."""
        self._laid_out = lru_cache(maxsize=8)(laid_out)
        self._rows: tuple[Layout, dict[int, list[Cell]]] | None = None
        self._styles: dict[str, Style] = {}

    def show(self, counts: Counts) -> None:
        """Show how many posts days have."""
        self._counts, self._rows = counts, None
        self._years = (counts.bounds[0].year, counts.bounds[1].year) if counts.bounds is not None else None
        self.refresh()

    def go_to(self, day: date) -> None:
        """Make another day current."""
        if day != self.day:
            self.day = day
            self.refresh()
            self.post_message(self.Moved(day))

    @property
    def layout_now(self) -> Layout:
        """What the window shows."""
        return self._laid_out(self._anchor, max(1, self.size.width), max(1, self.size.height), self._years)

    @property
    def _anchor(self) -> date:
        """A day that stands for all that are shown with it: the first one of its month."""
        return self.day.replace(day=1)

    @property
    def caret(self) -> Offset | None:
        """Where the terminal's cursor stands: on the current day."""
        found = next((cell for cell in self.layout_now.cells if cell.day == self.day), None)
        return Offset(found.x, found.y) if found is not None and found.y < self.size.height else None

    def level(self, day: date) -> int:
        """How dark a day is: 0 without posts, 4 among the busiest quarter of those in view."""
        posts = self._counts.on(day)
        return 1 + sum(posts > bound for bound in self._bounds) if posts else 0

    # -- drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        layout = self.layout_now
        if self._rows is None or self._rows[0] is not layout:
            rows: dict[int, list[Cell]] = {}
            for cell in sorted(layout.cells):
                rows.setdefault(cell.y, []).append(cell)
            self._rows = layout, rows
            self._bounds = self._counts.quartiles(layout.first, layout.last)
        base, at = self.rich_style, 0
        segments: list[Segment] = []
        for cell in self._rows[1].get(y, ()):
            if cell.x < at:
                continue  # the name of a month runs into that of the next, which is a week on
            text, style = self._drawn(cell, layout)
            segments += [Segment(" " * (cell.x - at), base), Segment(text, base + style)]
            at = cell.x + cell_len(text)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _drawn(self, cell: Cell, layout: Layout) -> tuple[str, Style]:
        if cell.day is None:
            return cell.text, self._style("name" if cell.is_name else "label")
        level = self.level(cell.day)
        sign = _signs()[level]
        style = self._style("cursor" if cell.day == self.day else f"{level}")
        if layout.kind == "months":
            return f"{cell.day.day:2}{sign if level else ' '}", style
        return sign * 2, style

    def _style(self, name: str) -> Style:
        known = self._styles.get(name)
        if known is None:
            found = self.get_component_rich_style(f"heat-map--{name}")
            known = self._styles[name] = found if name == "cursor" else without_background(found)
        return known

    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    # -- the mouse ------------------------------------------------------------------------------------------

    def day_at(self, x: int, y: int) -> date | None:
        """The day at a cell of the window."""
        layout = self.layout_now
        for cell in layout.cells:
            if cell.day is not None and cell.y == y and cell.x <= x < cell.x + layout.cell_width:
                return cell.day
        return None

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        day = self.day_at(at.x, at.y) if at is not None else None
        if day is not None:
            self.go_to(day)
            if event.chain == _CHOOSE:
                self.post_message(self.Chosen(day))

    def on_mouse_scroll_down(self) -> None:
        self.post_message(self.Rolled(1))

    def on_mouse_scroll_up(self) -> None:
        self.post_message(self.Rolled(-1))


def _signs() -> str:
    is_doubtful = cell_len("…") > 1 or os.environ.get("TERM", "").startswith(("vt", "ansi"))
    return _PLAIN if is_doubtful else _SIGNS
