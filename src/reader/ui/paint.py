"""How lines of a document look: style words in, strips out. What each word looks like is said in ``app.tcss``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.document.blocks import STYLES
from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.lines import Line

COMPONENTS = frozenset(f"article--{word}" for word in STYLES)
"""The component class of each style word."""


class Paint:
    """The looks of one theme.

    Args:
        look: the style of a component class, its colour as it is on the background.
        base: colour and background of plain text.
    """

    def __init__(self, look: Callable[[str], Style], base: Style) -> None:
        self._look = look
        self._base = base
        self._styles: dict[tuple[str, ...], Style] = {(): base}

    def style(self, words: tuple[str, ...]) -> Style:
        """The style of text with those words, the last one on top."""
        known = self._styles.get(words)
        if known is None:
            look = self._look(f"article--{words[-1]}")
            under = self.style(words[:-1])
            # A word that has no colour of its own (strong in a link) leaves that of the one below it.
            colour = look.color if look.color != self._base.color else None
            known = under + Style(
                color=colour,
                bold=look.bold or None,
                italic=look.italic or None,
                underline=look.underline or None,
                strike=look.strike or None,
                reverse=look.reverse or None,
            )
            self._styles[words] = known
        return known

    def strip(self, line: Line, left: int, width: int) -> Strip:
        """A line, ``left`` cells from the edge of ``width`` cells."""
        segments = [Segment(" " * left, self._base)] if left else []
        used = left
        for run in line.runs:
            segments.append(Segment(run.text, self.style(run.styles)))
            used += cell_len(run.text)
        segments.append(Segment(" " * max(0, width - used), self._base))
        return Strip(segments, max(used, width))
