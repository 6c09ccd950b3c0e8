"""Lines of a galley as strips: their styles, the colours of code, and what is laid over them. Kept while they last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.document.blocks import Code
from reader.document.lines import Run
from reader.ui.marks import Label, Mark, labelled, marked, selected
from reader.ui.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.selection import Selection

    from reader.document.galley import Galley
    from reader.document.lines import Line
    from reader.ui.marks import Marks

_KEPT = 500
"""Drawn lines that are kept: a few screens."""


class Drawing:
    """Draws the lines of one article view.

    Args:
        look: the style of a component class.
        base: the style of plain text.
        selection: the style of what is selected with the mouse.
        picture: a row of the picture at an address; None while it is not there.
    """

    def __init__(
        self,
        look: Callable[[str], Style],
        base: Style,
        selection: Style,
        picture: Callable[[str, int], Strip | None],
    ) -> None:
        self._paint = Paint(look, base)
        self._lit = Style(color=selection.color, bgcolor=selection.bgcolor, reverse=selection.reverse)
        self._picture = picture
        self._strips: dict[int, Strip] = {}
        self._marks: Sequence[Marks] = ()
        self._labels: Mapping[int, Sequence[Label]] = {}
        self.galley: Galley | None = None
        self.width = 0
        """Cells of a whole strip, the column in its middle."""
        self.selection: Selection | None = None

    @property
    def left(self) -> int:
        """Cells left of the column."""
        return max(0, (self.width - (self.galley.width if self.galley else 0)) // 2)

    def forget(self) -> None:
        """Draw every line anew."""
        self._strips.clear()

    def lay_over(self, marks: Sequence[Marks], labels: Mapping[int, Sequence[Label]]) -> None:
        """Let stretches of some blocks look different, the last ones on top, and draw letters over some lines."""
        self._marks, self._labels = marks, labels
        self.forget()

    def strip(self, number: int) -> Strip:
        """The line ``number``; a blank one beyond the end."""
        if self.galley is not None and number in self.galley.pictures:
            return self._picture_row(*self.galley.pictures[number])
        strip = self._strips.get(number)
        if strip is None:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            strip = self._strips[number] = self._draw(number)
        return strip

    def _picture_row(self, href: str, row: int) -> Strip:
        base, strip = self._paint.base, self._picture(href, row)
        if strip is None:
            return Strip.blank(self.width, base)
        return Strip([Segment(" " * self.left, base), *strip]).adjust_cell_length(self.width, base)

    def _draw(self, number: int) -> Strip:
        galley = self.galley
        if galley is None or number >= len(galley.lines):
            return Strip.blank(self.width, self._paint.base)
        line, place, left = galley.lines[number], galley.places[number], self.left
        block = galley.block(place)
        runs, marks = line.runs, [mark for layer in self._marks for mark in layer.get(place[:2], ())]
        if isinstance(block, Code) and not _parts_blocks(galley, number):
            # A panel as wide as the column, and the colours of the code on it.
            runs = (*runs, Run(" " * (galley.width - line.width), ("code", "code-plain")))
            marks = [*_code_marks(block, line), *marks]
        strip = self._paint.strip(marked(runs, marks) if marks else runs, left, self.width)
        if labels := self._labels.get(number):
            strip = labelled(strip, labels, left, self._paint.style(("label",)))
        if self.selection is not None and (span := self.selection.get_span(number)) is not None:
            stop = span[1] if span[1] >= 0 else left + len(line.text)
            strip = selected(strip, max(span[0], left), stop, self._lit)
        return strip.apply_offsets(0, number)


def _parts_blocks(galley: Galley, number: int) -> bool:
    """Whether a line is the blank one above its block."""
    is_first = not number or galley.places[number - 1][:2] != galley.places[number][:2]
    return is_first and not any(run.at >= 0 for run in galley.lines[number].runs)


def _code_marks(block: Code, line: Line) -> list[Mark]:
    """The colours of a line of code; found when it is drawn, never for what nobody looks at."""
    if not line.runs:
        return []
    from reader.document.highlighting import styles  # noqa: PLC0415 -- and with it Pygments

    stop = max(run.at + len(run.text) for run in line.runs)
    return [
        Mark(line.offset, stop, "code-plain"),
        *(Mark(*stretch) for stretch in styles(block, line.offset, stop)),
    ]
