"""Rows that run through time: a strip of it above them, and the heading that the first row belongs to stays in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from datetime import date

    from rich.segment import Segment
    from textual import events

    from reader.library.timescale import Scale
    from reader.ui.widgets.strip import Looks, TimeStrip

_ROWS = 12
"""Rows of the widget, its border among them, from which on there is room for a strip."""
_WIDTH = 60
"""Cells of a window for which a scale is made where none is shown."""
_LOW = 4
"""Rows of a window from which on a heading stays in its first one."""


class TimedRows(RowsView):
    """Rows with headings, and perhaps a strip of time."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--time", "rows--time-here"}
    DEFAULT_CSS = """
    TimedRows.-timed { padding-top: 1; }
    """

    @dataclass(eq=False, repr=False)
    class Pointed(Message):
        """The mouse wants to go somewhere on the strip: to some days, or by ``steps`` buckets further down the list."""

        days: tuple[date, date] | None
        steps: int = 0

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.strip: TimeStrip | None = None
        """What the strip shows; None: there is none, or not yet."""
        self.expects_strip = False
        """There will be one in a moment: its row is kept free."""
        self._shown_days: tuple[date, date] | None = None
        self._is_pulling = False

    # -- for subclasses -------------------------------------------------------------------------------------

    def stuck(self, row: int) -> int | None:
        """Which heading is to stay in the first row of a window that begins with ``row``; None: none.

        What it stays above belongs to it: the row below the first one.
        """
        del row
        return None

    def draw_stuck(self, number: int, width: int) -> list[Segment]:
        """The heading as it stays there."""
        raise NotImplementedError

    def go_below(self, number: int) -> None:
        """Make the first row below a heading current, with the heading in view."""
        raise NotImplementedError

    @property
    def days_in_view(self) -> tuple[date, date] | None:
        """The days of the first and of the last row in view; None when they are not known."""
        return None

    # -- the heading ----------------------------------------------------------------------------------------

    def covered(self, top: int) -> int:
        return int(self.scrollable_content_region.height >= _LOW and self.stuck(top) is not None)

    def render_line(self, y: int) -> Strip:
        if y or not self.covered(self._top):
            return super().render_line(y)
        number = self.stuck(self._top)
        assert number is not None
        key = (-1 - number, self._width, False, False)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._joined(self.draw_stuck(number, self._width))
        return strip

    def _joined(self, segments: list[Segment]) -> Strip:
        base = self._base
        styled = [
            segment._replace(style=base + segment.style if segment.style else base) for segment in segments
        ]
        return Strip(styled).adjust_cell_length(self._width, base)

    # -- the strip ------------------------------------------------------------------------------------------

    def show_strip(self, strip: TimeStrip | None, *, expected: bool = False) -> None:
        """Show another strip, or none; one that is ``expected`` has its row already."""
        self.strip, self.expects_strip, self._shown_days = strip, expected, None
        self._make_room()
        self._refresh_strip()

    @property
    def strip_scale(self) -> Scale | None:
        """The scale of the strip; where there is no room for one, what it would be in a wider window."""
        width = self.scrollable_content_region.width
        width = width if self.has_class("-timed") else max(width, _WIDTH)
        return self.strip.scale(width) if self.strip is not None else None

    @property
    def _has_room(self) -> bool:
        return self.outer_size.height >= _ROWS

    def _make_room(self) -> None:
        """Keep a row free, or give it back."""
        if not self.outer_size:  # hidden: its place is not known
            return
        width = self.outer_size.width
        wanted = self.expects_strip or (self.strip is not None and self.strip.scale(width - 2) is not None)
        self.set_class(self._has_room and wanted, "-timed")

    def on_resize(self) -> None:
        self._make_room()

    @property
    def _strip_row(self) -> int | None:
        """Its row, counted as the mouse counts; None when there is none."""
        return self.gutter.top - 1 if self.has_class("-timed") and self.strip is not None else None

    def _refresh_strip(self) -> None:
        if self.has_class("-timed"):
            self.refresh(Region(0, -1, self.size.width, 1))

    def _go(self, row: int) -> None:
        super()._go(row)
        self._follow_days()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._follow_days()

    def _follow_days(self) -> None:
        """Mark on the strip what is in view now."""
        if self.strip is not None and self.days_in_view != self._shown_days:
            self._refresh_strip()

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        row = self._strip_row
        if row is not None and crop.y <= row < crop.bottom and self.strip is not None:
            self._shown_days = self.days_in_view
            drawn = self.strip.draw(self._width, self._shown_days, self._strip_looks)
            inset = self.gutter.left
            before = strips[row - crop.y]
            line = Strip.join([before.crop(0, inset), self._joined(drawn), before.crop(inset + self._width)])
            strips[row - crop.y] = line.crop(crop.x, crop.right)
        return strips

    @property
    def _strip_looks(self) -> Looks:
        from reader.ui.widgets.strip import Looks  # noqa: PLC0415 -- not before there is one

        return Looks(self.part("time"), self.part("time-here"), self.part("muted"))

    # -- the mouse ------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        row = event.y - self.gutter.top
        if event.y == self._strip_row:
            event.prevent_default()
        elif row == 0 and self.covered(self.scroll_offset.y):
            event.prevent_default()
            number = self.stuck(self.scroll_offset.y)
            assert number is not None
            self.focus()
            self.go_below(number)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """On the strip: go there, and follow the mouse until it is let go."""
        if event.y == self._strip_row:
            self._is_pulling = True
            self.capture_mouse()
            self._point(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._is_pulling:
            self._point(event)

    def on_mouse_up(self) -> None:
        if self._is_pulling:
            self._is_pulling = False
            self.release_mouse()

    def _point(self, event: events.MouseEvent) -> None:
        if self.strip is None:
            return
        width = self.scrollable_content_region.width
        scale, bucket = self.strip.scale(width), self.strip.bucket_at(event.x - self.gutter.left, width)
        if scale is not None and bucket is not None:
            self.post_message(self.Pointed(scale.dates(bucket)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._roll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._roll(event, -1)

    def _roll(self, event: events.MouseEvent, steps: int) -> None:
        if event.y == self._strip_row:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pointed(None, steps))
