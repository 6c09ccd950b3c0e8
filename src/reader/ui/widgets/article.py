"""The article: one window over the lines of a document, laid out as far as one has read and the rest when idle."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.bindings import bindings
from reader.ui.paint import PARTS, Paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.geometry import Region
    from textual.timer import Timer

    from reader.document.blocks import Document
    from reader.document.lines import Line

MEASURE = 80
"""Cells of a line of text at most: 40 Chinese characters."""
_SLICE = 0.008
"""Seconds of layout between two chances for a key press."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """A head (title and facts) and a body, in a centred column."""

    BINDINGS = bindings("move")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{part}" for part in PARTS}
    DEFAULT_CSS = """
    ArticleView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Scrolled(Message):
        """Another part of the article is in view."""

        view: ArticleView

        @property
        def control(self) -> ArticleView:
            return self.view

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.measure = MEASURE
        self._documents: tuple[Document, ...] = ()
        self._lines: list[Line] = []
        self._parts: list[int] = []  # the document that each line is of
        self._source: Iterator[tuple[int, Line]] = iter(())
        self._exhausted = True
        self._laid_out_for = 0
        self._later: Timer | None = None
        self._to_the_end = False
        self._paint: Paint | None = None
        self._width = self._top = 0

    def show(self, head: Document, body: Document, *, again: bool = False) -> None:
        """Show another article from its beginning; ``again`` the same one, keeping one's place in it."""
        self._documents = (head, body)
        self._to_the_end &= again
        if again:
            self._lay_out_again()
        else:
            self._lay_out()
            self.scroll_to(y=0, animate=False, immediate=True)

    def clear(self) -> None:
        """Show nothing."""
        self._documents = ()
        self._lay_out()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return not self._documents

    @property
    def progress(self) -> float:
        """How much has been read: 0 to 1."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        known = max(1, len(self._lines))
        return min(1.0, bottom / known if self._exhausted else bottom / (2 * known))

    @property
    def lines(self) -> list[Line]:
        """The lines laid out so far."""
        return self._lines

    @property
    def measure_shown(self) -> int:
        """The width of the column as it is: the measure, or less in a narrow window."""
        return self._laid_out_for or self.measure

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))

    # -- layout ---------------------------------------------------------------------------------------------

    def set_measure(self, measure: int) -> None:
        """Another width of the column; the words at the top stay there."""
        self.measure = measure
        self._lay_out_again()

    def on_resize(self) -> None:
        if self.scrollable_content_region.width and self._column() != self._laid_out_for:
            self._lay_out_again()
        else:
            self._resize_content()

    def _column(self) -> int:
        """Cells for text: two are left free at each side where there is room."""
        width = self.scrollable_content_region.width
        return max(4, min(self.measure, width - 4 if width > 40 else width - 2))

    def _lay_out(self) -> None:
        from reader.document.layout import layout  # noqa: PLC0415 -- not before there is something to lay out

        self._lines, self._parts = [], []
        self._source, self._exhausted = iter(()), True
        self._laid_out_for = 0
        if not self.scrollable_content_region.width:
            return  # not to be seen now: it is laid out when it is
        self._laid_out_for = self._column()
        self._source = chain.from_iterable(
            ((part, line) for line in layout(document, self._laid_out_for))
            for part, document in enumerate(self._documents)
        )
        self._exhausted = False
        self._more(self.scrollable_content_region.height * 2)
        self.refresh()

    def _lay_out_again(self) -> None:
        top = self.scroll_offset.y
        place = self._place_of(top) if top < len(self._lines) else None
        self._lay_out()
        if place is not None:
            self.scroll_to(y=self._find(place), animate=False, immediate=True)

    def _place_of(self, line: int) -> tuple[int, int, int]:
        return self._parts[line], self._lines[line].block, self._lines[line].offset

    def _find(self, place: tuple[int, int, int]) -> int:
        """The last line that begins at or before ``place``."""
        number = 0
        while True:
            while number < len(self._lines) and self._place_of(number) <= place:
                number += 1
            if number < len(self._lines) or self._exhausted:
                return max(0, number - 1)
            self._more(len(self._lines) + 500)

    def _more(self, until: int, seconds: float = 60.0) -> None:
        """Lay out up to line ``until`` or for so long, and the rest when idle."""
        deadline = time.perf_counter() + seconds
        while len(self._lines) < until:
            part, line = next(self._source, (-1, None))
            if line is None:
                self._exhausted = True
                break
            self._lines.append(line)
            self._parts.append(part)
            if not len(self._lines) % 16 and time.perf_counter() > deadline:
                break
        self._resize_content()
        if self._exhausted:
            self.post_message(self.Scrolled(self))  # how much has been read is known only now
        elif self._later is None:
            self._later = self.set_timer(0.01, self._go_on)

    def _go_on(self) -> None:
        self._later = None
        if not self._exhausted:
            self._more(1 << 60, _SLICE)
            if self._to_the_end:
                self.scroll_to(y=len(self._lines), animate=False, immediate=True)

    def _resize_content(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    # -- drawing --------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        self._paint = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._width = self.scrollable_content_region.width  # once a frame: see RowsView
        self._top = self.scroll_offset.y
        if self._paint is None:
            self._paint = Paint(self.get_component_rich_style, self.rich_style)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        assert self._paint is not None
        number = y + self._top
        if number >= len(self._lines):
            return Strip.blank(self._width, self._paint.base)
        return self._paint.strip(
            self._lines[number], max(0, (self._width - self._laid_out_for) // 2), self._width
        )

    # -- keys -----------------------------------------------------------------------------------------------

    def _scroll(self, lines: int) -> None:
        self._to_the_end = False
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def action_down(self) -> None:
        self._scroll(1)

    def action_up(self) -> None:
        self._scroll(-1)

    def action_page_down(self) -> None:
        self._scroll(max(1, self.scrollable_content_region.height - 2))

    def action_page_up(self) -> None:
        self._scroll(-max(1, self.scrollable_content_region.height - 2))

    def action_half_down(self) -> None:
        self._scroll(max(1, self.scrollable_content_region.height // 2))

    def action_half_up(self) -> None:
        self._scroll(-max(1, self.scrollable_content_region.height // 2))

    def action_top(self) -> None:
        self._to_the_end = False
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_bottom(self) -> None:
        self._to_the_end = True  # which may not be laid out yet: then one gets there by and by
        self.scroll_to(y=len(self._lines), animate=False, immediate=True)
