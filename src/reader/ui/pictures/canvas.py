"""A widget that shows one picture, as large as it fits, in the terminal's best way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.control import Control
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from pathlib import Path

    from textual.geometry import Region

    from reader.ui.pictures.drawing import Drawing, Wish
    from reader.ui.pictures.view import Pictures

_NO_CELLS = ((ControlType.CURSOR_FORWARD, 0),)
"""Marks a segment as one that takes no cells."""


class Canvas(Widget):
    """One picture in the middle; nothing while it is being drawn, or when it can't be.

    Args:
        source: draws it.
    """

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    @dataclass(eq=False, repr=False)
    class Drawn(Message):
        """The picture is there, or turned out to be broken."""

    def __init__(self, source: Pictures) -> None:
        super().__init__()
        self._source = source
        self._path: Path | None = None
        self._wish: Wish | None = None

    def show(self, path: Path | None) -> None:
        """Show another picture, or none."""
        self._path = path
        self._ask()

    def on_resize(self) -> None:
        self._ask()

    @property
    def broken(self) -> bool:
        """Whether there is a picture that can't be drawn."""
        return self._wish is not None and self._source.workshop.broken(self._wish)

    def _ask(self) -> None:
        self._wish = None
        if self._path is not None and self.size and self._source.available():
            self._wish = self._source.wish(self._path, self.size.width, self.size.height)
        if self._wish is not None:
            self._source.workshop.draw(self._wish, self._drawn)
        self.refresh()

    def _drawn(self) -> None:
        if self.is_attached:
            self.post_message(self.Drawn())
            self.refresh()

    @property
    def drawing(self) -> Drawing | None:
        """What is shown."""
        return self._source.workshop.drawing(self._wish) if self._wish is not None else None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached:
            self._ask()

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        drawing = self.drawing
        if drawing is None or not drawing.sixels or not strips or not self.screen.is_active:
            return strips
        # Last of all, over the blank cells. From the terminal's first column and row, wherever the cursor is.
        left, top = self.content_region.offset + self._corner(drawing)
        after = self.content_region.offset + crop.bottom_right
        last = strips[-1]
        over = [
            Segment(Control.move_to(left, top).segment.text, Style.null(), _NO_CELLS),
            Segment(drawing.sixels, Style.null(), _NO_CELLS),
            Segment(Control.move_to(after.x, after.y - 1).segment.text, Style.null(), _NO_CELLS),
        ]
        return [*strips[:-1], Strip([*last, *over], last.cell_length)]

    def _corner(self, drawing: Drawing) -> tuple[int, int]:
        columns, rows = drawing.box
        return max(0, self.size.width - columns) // 2, max(0, self.size.height - rows) // 2

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        drawing = self.drawing
        if drawing is None:
            return Strip.blank(width, style)
        left, top = self._corner(drawing)
        if not 0 <= y - top < len(drawing.strips):
            return Strip.blank(width, style)
        row = drawing.strips[y - top]
        blank = Segment(" " * left, style), Segment(" " * (width - left - row.cell_length), style)
        return Strip([blank[0], *row, blank[1]], width)
