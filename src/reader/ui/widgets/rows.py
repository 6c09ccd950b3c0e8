"""A window over any number of rows with a cursor: what places and lists have in common.

Only rows in view are ever asked for; memory and time do not grow with the list. An item takes one row, or several:
then the cursor stands on its first one, and all of them are lit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from reader.text import cell_len, crop
from reader.ui.bindings import bindings
from reader.ui.widgets.entitled import Entitled

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region

_STRIPS = 2_000
"""Drawn rows that are kept: a few screens."""


class RowsView(Entitled, can_focus=True, inherit_bindings=False):
    """Rows, one of which is current. Subclasses say how many there are and what is in them."""

    ALLOW_SELECT = False
    BINDINGS = bindings("move")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--cursor-away",
        "rows--picked",
        "rows--muted",
        "rows--heading",
        "rows--mark",
        "rows--unread",
        "rows--strong",
        "rows--plain",
        "rows--found",
        "rows--watched",
        "rows--bar",
        "rows--label",
    }
    CLICKS = 2
    """So many clicks on a row choose it."""
    DEFAULT_CSS = """
    RowsView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """Another row is current."""

        view: RowsView

        @property
        def control(self) -> RowsView:
            return self.view

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The current row was clicked as often as it takes (Enter is the screen's)."""

        view: RowsView

        @property
        def control(self) -> RowsView:
            return self.view

    def __init__(self, *, id: str) -> None:  # noqa: A002 -- Textual's own name for it
        super().__init__(id=id)
        self._cursor = 0
        self._count = 0
        self._strips: dict[tuple[int, int, bool, bool], Strip] = {}
        self._parts: dict[str, Style] = {}
        self._lights: dict[str, tuple[Style, Style]] = {}
        self._width, self._top, self._lit = 0, 0, False
        self._current = range(1)
        self._base = Style()

    # -- for subclasses -------------------------------------------------------------------------------------

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """What is in a row, at most ``width`` cells."""
        raise NotImplementedError

    def selectable(self, row: int) -> bool:
        """Whether the cursor may stand on a row."""
        del row
        return True

    def first_of(self, row: int) -> int:
        """The first row of the item that ``row`` belongs to."""
        return row

    def rows_of(self, row: int) -> int:
        """How many rows the item takes that begins with ``row``."""
        del row
        return 1

    def covered(self, top: int) -> int:
        """How many rows at the top of the window are covered by something else when it begins with row ``top``."""
        del top
        return 0

    def tone_of(self, row: int) -> str:
        """The component class that colours a row where the cursor is not; empty: none."""
        del row
        return ""

    def part(self, name: str) -> Style:
        """The style of a component class of this view: its colour as it is on this background, its weight."""
        known = self._parts.get(name)
        if known is None:
            known = self._parts[name] = without_background(self.get_component_rich_style(f"rows--{name}"))
        return known

    def lit(self, name: str) -> tuple[Style, Style]:
        """What lies under the row that a component class lights up, and what over it.

        Where there are few colours what is over it counts: of the row's own none may be left that can be read on it.
        """
        known = self._lights.get(name)
        if known is None:
            style = self.get_component_rich_style(f"rows--{name}")
            over = Style(reverse=True, dim=False) if style.reverse else Style()
            if self.app.native_ansi_color:
                over += Style(color=style.color)
            attributes = Style(bold=style.bold, underline=style.underline) if self.app.no_color else Style()
            known = self._lights[name] = (Style(bgcolor=style.bgcolor), over + attributes)
        return known

    # -- rows -----------------------------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The current row."""
        return self._cursor

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def caret(self) -> Offset | None:
        """Where the terminal's cursor stands: at the beginning of the current row; None when that is out of view."""
        row = self._cursor - self.scroll_offset.y
        return Offset(0, row) if self._count and 0 <= row < self.scrollable_content_region.height else None

    def set_rows(self, count: int, cursor: int) -> None:
        """There are other rows now; stand on ``cursor``, keeping the view still where that is possible."""
        self._count = count
        self._cursor = max(0, min(cursor, count - 1))
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self.refresh()
        self.reveal()

    def forget_drawn(self) -> None:
        """Draw every row anew."""
        self._strips.clear()
        self.refresh()

    def move_to(self, row: int, direction: int = 1) -> None:
        """Make ``row`` current, or the next one in ``direction`` that may be; failing that, the one before."""
        row = max(0, min(row, self._count - 1))
        for step in (direction, -direction):
            found = row
            while 0 <= found < self._count and not self.selectable(found):
                found += step
            if 0 <= found < self._count:
                self._go(found)
                return

    def _go(self, row: int) -> None:
        if row == self._cursor:
            self.reveal()
            return
        old, self._cursor = self._cursor, row
        for changed in (old, row):
            self.refresh_lines(changed, self.rows_of(changed))
        self.reveal()
        self.post_message(self.Moved(self))

    def reveal(self) -> None:
        """Scroll just so far that the current item is in view, and the headings right above it."""
        height = self.scrollable_content_region.height
        if not height:
            return
        top = self.scroll_offset.y
        first, stop = self._cursor, self._cursor + self.rows_of(self._cursor)
        while first and self.first_of(first - 1) == first - 1 and not self.selectable(first - 1):
            first -= 1
        if first < top + self.covered(top):
            # By force: the scrollbar comes with the next layout only where there were few rows before.
            self.scroll_to(y=first - self.covered(first), animate=False, immediate=True, force=True)
        elif stop > top + height:
            most, top = self._cursor - self.covered(self._cursor), stop - height
            while top < most and self.first_of(seen := top + self.covered(top)) != seen:
                top += 1  # a window begins with a whole item
            self.scroll_to(y=min(most, top), animate=False, immediate=True, force=True)

    # -- drawing --------------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        # Asked for once a frame: each costs more than drawing a row that is kept.
        self._width = self.scrollable_content_region.width
        self._top = self.scroll_offset.y
        self._base = self.rich_style
        self._lit = self.has_focus
        self._current = range(self._cursor, self._cursor + self.rows_of(self._cursor))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        row = y + self._top
        if row >= self._count:
            return Strip.blank(self._width, self._base)
        key = (row, self._width, row in self._current, self._lit)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._draw(row, self._width)
        return strip

    def _draw(self, row: int, width: int) -> Strip:
        base, over = self._base, Style()
        if tone := self.tone_of(row):
            under, over = self.lit(tone)
            base += under
        if row in self._current and self.selectable(self._cursor):
            # Without the focus the row is still marked, but does not shine.
            under, over = self.lit("cursor" if self._lit else "cursor-away")
            base += under
        segments = [
            Segment(text, (base + style if style else base) + over)
            for text, style, _ in self.draw_row(row, width)
        ]
        return Strip(segments).adjust_cell_length(width, base + over)

    def notify_style_update(self) -> None:
        self._strips.clear()
        self._parts.clear()
        self._lights.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self.reveal()

    # -- keys and mouse -------------------------------------------------------------------------------------

    def action_down(self) -> None:
        self.move_to(self._cursor + 1)

    def action_up(self) -> None:
        self.move_to(self._cursor - 1, -1)

    def action_page_down(self) -> None:
        self.move_to(self._cursor + max(1, self.scrollable_content_region.height - 1))

    def action_page_up(self) -> None:
        self.move_to(self._cursor - max(1, self.scrollable_content_region.height - 1), -1)

    def action_half_down(self) -> None:
        self.move_to(self._cursor + max(1, self.scrollable_content_region.height // 2))

    def action_half_up(self) -> None:
        self.move_to(self._cursor - max(1, self.scrollable_content_region.height // 2), -1)

    def action_top(self) -> None:
        self.move_to(0)

    def action_bottom(self) -> None:
        self.move_to(self._count - 1, -1)

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y - self.gutter.top
        if 0 <= row < self._count and self.selectable(row := self.first_of(row)):
            self.focus()
            self._go(row)
            if event.chain == self.CLICKS:
                self.post_message(self.Chosen(self))


def columns(left: str, right: str, width: int, left_style: Style, right_style: Style) -> list[Segment]:
    """Two texts at the edges of ``width`` cells; the left one is cut when there is no room for both."""
    room = max(0, width - cell_len(right) - (1 if right else 0))
    shown = crop(left, room)
    gap = " " * max(0, width - cell_len(shown) - cell_len(right))
    return [Segment(shown, left_style), Segment(gap), Segment(right, right_style)]


def without_background(style: Style) -> Style:
    """The colour and the weight of a style; what lies under it is others' to say."""
    return Style(
        color=style.color,
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
    )
