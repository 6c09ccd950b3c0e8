"""The bar that shows the note on a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.language import tr
from reader.text import cell_len, crop, one_line
from reader.ui.bindings import bindings
from reader.ui.keys import key_name

if TYPE_CHECKING:
    from reader.state.highlights import Highlight


class HighlightBar(Widget, can_focus=True):
    """A note; where there is none, the passage."""

    BINDINGS = bindings("highlight")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"highlight-bar--sign", "highlight-bar--aside"}

    def __init__(self) -> None:
        super().__init__(id="highlight-bar")
        self._mark: Highlight | None = None
        self._aside = ""
        self._is_lost = False

    def show(self, mark: Highlight, number: int, count: int, *, is_lost: bool) -> None:
        """Show another highlight: the ``number``-th of ``count``; ``is_lost`` when its words are no longer there."""
        self._mark = mark
        self._is_lost = is_lost
        self._aside = f"{number}/{count:,}"
        if is_lost:
            self._aside = tr("{position} · no longer in the text").format(position=self._aside)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        del y
        width, base = self.content_size.width, self.rich_style
        sign = base + self.get_component_rich_style("highlight-bar--sign", partial=True)
        aside = base + self.get_component_rich_style("highlight-bar--aside", partial=True)
        mark = self._mark
        if mark is None:
            return Strip.blank(width, base)
        end = f" {self._aside}"
        room = max(0, width - 2 - cell_len(end))
        if mark.note:
            shown = Segment(crop(one_line(mark.note), room), base)
        else:
            words = (
                tr("{passage} · {key} writes a note") if self._is_lost else tr("No note · {key} writes one")
            )
            words = words.format(passage=f"“{one_line(mark.quote)}”", key=key_name("highlight-note"))
            shown = Segment(crop(words, room), aside)
        line = Strip([Segment("✎ ", sign), shown]).adjust_cell_length(width - cell_len(end), base)
        return Strip.join([line, Strip([Segment(end, aside)])]).adjust_cell_length(width, base)
