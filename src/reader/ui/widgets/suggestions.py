"""What may be meant by what is being typed: a list below the box, or its first line at the end of the box.

It never has the focus: keys are the box's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.text import cell_len
from reader.ui.keys import key_name
from reader.ui.widgets.rows import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.geometry import Region

_ROWS = 8
"""Suggestions that are seen at once."""
_NARROWEST, _WIDEST = 16, 48
"""Cells."""


class Suggestion(NamedTuple):
    """A row."""

    label: str
    posts: str = ""


class Suggestions(Widget, can_focus=False):
    """Suggestions for one box.

    Args:
        choose: takes the row that was clicked.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestions--chosen", "suggestions--count"}
    DEFAULT_CSS = "Suggestions { layer: above; dock: top; display: none; }"

    def __init__(self, choose: Callable[[int], None]) -> None:
        super().__init__()
        self._choose = choose
        self._rows: Sequence[Suggestion] = ()
        self._chosen = -1
        self._first = 0

    @property
    def rows(self) -> Sequence[Suggestion]:
        """What is shown (or can be scrolled to)."""
        return self._rows if self.display else ()

    def list_below(self, box: Region, column: int, rows: Sequence[Suggestion], chosen: int) -> None:
        """Show rows below the box; above it, where it is at the bottom of the screen.

        Args:
            box: where the box is.
            column: where what they replace begins, in cells from its left edge.
            rows: at least one.
            chosen: the one that has been taken; -1: none yet.
        """
        self._rows, self._chosen = rows, chosen
        below = self.screen.size.height - box.bottom - 1
        height = min(_ROWS, len(rows), max(1, below, box.y))
        self._first = max(0, min(max(chosen - height // 2, 0), len(rows) - height))
        widest = max(cell_len(row.label) + cell_len(row.posts) + 2 * bool(row.posts) for row in rows) + 2
        width = min(max(_NARROWEST, widest), _WIDEST, self.screen.size.width)
        y = box.bottom if height <= below or height > box.y else box.y - height
        self._put(min(box.x + max(0, column - 1), self.screen.size.width - width), y, width, height)

    def hint_at_end(self, box: Region, used: int, row: Suggestion) -> None:
        """Show one row at the right end of the box, with the key that takes it, if there is room.

        Args:
            box: where the box is.
            used: cells of it that are needed.
            row: what to show.
        """
        key = key_name("search-complete")
        row = Suggestion(f"{key}: {row.label}", row.posts)
        width = cell_len(row.label) + cell_len(row.posts) + 2 + bool(row.posts)
        if width <= box.width - used:
            self._rows, self._chosen, self._first = (row,), -1, 0
            self._put(box.right - width, box.y, width, 1)

    def _put(self, x: int, y: int, width: int, height: int) -> None:
        self.styles.width, self.styles.height, self.styles.offset = width, height, (max(0, x), y)
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Show nothing."""
        self._rows, self._chosen = (), -1
        self.display = False

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        row = self._first + y
        if row >= len(self._rows):
            return Strip.blank(width, base)
        label, posts = self._rows[row]
        if row == self._chosen:
            chosen = self.get_component_rich_style("suggestions--chosen")
            base += Style(color=chosen.color, bgcolor=chosen.bgcolor, reverse=chosen.reverse)
        is_plain = (
            row == self._chosen and self.app.native_ansi_color
        )  # no other colour can be read on this one
        muted = base if is_plain else Style(color=self.get_component_rich_style("suggestions--count").color)
        segments = columns(f" {label}", f"{posts} " if posts else "", width, Style(), muted)
        return Strip(
            [Segment(text, base + (style or Style())) for text, style, _ in segments]
        ).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if 0 <= self._first + event.y < len(self._rows):
            self._choose(self._first + event.y)
