"""What helps the eye and the hand along in an article: a ruler under the line one reads, and the way on at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.ui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from reader.document.galley import Place


class RuledView(PagedView):
    """An article whose lines are read one by one, if one likes.

    With the ruler, the keys that move by a line move it, over lines without text, and the view follows so that it
    stays in the middle third. Whatever else moves the view takes the ruler along.
    """

    @dataclass(eq=False, repr=False)
    class Ended(Message):
        """Another page was asked for where there is none."""

        view: RuledView

        @property
        def control(self) -> RuledView:
            return self.view

    _ruled: Place | None = None
    """Where the line under the ruler begins; it counts while that is in view."""

    # -- the ruler ------------------------------------------------------------------------------------------

    @property
    def ruler(self) -> int | None:
        """The line under the ruler; None without one, and where no line with text is in view."""
        galley, view = self._laid_out.galley, self.in_view
        if not self.reading.ruler or galley is None or not view:
            return None
        wanted = view.start
        if self._ruled is not None and galley.places[view.start] <= self._ruled <= galley.places[-1]:
            wanted = min(galley.line_of(self._ruled), view.stop - 1)
        after = (line for line in range(wanted, view.stop) if galley.lines[line].text.strip())
        before = (line for line in range(wanted, view.start - 1, -1) if galley.lines[line].text.strip())
        return next(after, next(before, None))

    def _rule(self, line: int) -> None:
        """Let the ruler lie under a line."""
        if 0 <= line < len(self.places):
            self._ruled = self.places[line]
        self.refresh()

    def _step(self, steps: int) -> None:
        """One line with text on or back."""
        line = self.ruler
        if line is None:
            self._scroll(steps)
            return
        height, lines = self.scrollable_content_region.height, self.lines
        line += steps
        while 0 <= line < len(lines) and not lines[line].text.strip():
            line += steps
        if not 0 <= line < len(lines):
            self._scroll(steps)  # what stands beyond the last words
            return
        self._rule(line)
        self._to_the_end = False
        top = self.scroll_offset.y
        highest, lowest = line - height * 2 // 3, line - height // 3
        if (steps > 0 and top < highest) or (steps < 0 and top > lowest):
            self._go_to(max(0, highest if steps > 0 else lowest))

    def reveal(self, place: Place, *, at_top: bool = False) -> None:
        super().reveal(place, at_top=at_top)
        self._ruled = place

    @property
    def caret(self) -> Offset | None:
        found, line, galley = super().caret, self.ruler, self._laid_out.galley
        if line is None or galley is None or self._layers.pointed is not None:
            return found
        from reader.ui import carets  # noqa: PLC0415 -- not before there is an article

        first = carets.caret(galley, None, range(line, line + 1))
        return first + Offset(self.drawing.left, line - self.in_view.start) if first is not None else found

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if y + self._top != self.ruler:
            return strip
        look = self.get_component_rich_style("article--ruler")
        ground, lit = self.rich_style.bgcolor, Style(bgcolor=look.bgcolor, underline=look.underline or None)
        left = max(0, self.drawing.left - 1)
        edges = [left, min(strip.cell_length, left + self.measure_shown + 2), strip.cell_length]
        before, column, after = (*strip.divide(edges), Strip([]))[:3]
        ruled = [
            Segment(
                text, (style or Style()) + lit if style is None or style.bgcolor in {None, ground} else style
            )
            for text, style, _ in column
        ]
        return Strip([*before, *ruled, *after])

    # -- keys -----------------------------------------------------------------------------------------------

    def action_down(self) -> None:
        self._step(1) if self.reading.ruler else super().action_down()

    def action_up(self) -> None:
        self._step(-1) if self.reading.ruler else super().action_up()

    @property
    def is_at_end(self) -> bool:
        """Whether there is nothing further down."""
        return self._laid_out.is_complete and round(self.scroll_target_y) >= self.max_scroll_y

    def action_page_down(self) -> None:
        if self.reading.go_on and self.is_at_end:
            self.post_message(self.Ended(self))
            return
        unread = round(self.scroll_target_y) + self.scrollable_content_region.height
        super().action_page_down()
        if self.reading.ruler:
            self._rule(min(unread, len(self.lines) - 1))
