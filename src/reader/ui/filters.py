"""What is done to everything that is drawn, at the very last: no colours, and no characters that a console can't show."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

from reader.ui.signs import ON_CONSOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color


class PlainColors(LineFilter):
    """Leaves the weight of a text, and takes its colours: where ``NO_COLOR`` is set, and where a terminal has none.

    Textual turns them into greys there. Greys are colours: a terminal without any makes nothing of them, and who asks
    for none is to see those of the terminal. What tells things apart instead (reversed video, bold, underline, dim), the
    style sheet says under ``:nocolor``.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colours."""
        del background
        return [Segment(text, style and _plain(style), control) for text, style, control in segments]


class ConsoleSigns(LineFilter):
    """Puts others in the place of signs that the font of the Linux console has not, all of one cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, some of their characters replaced."""
        del background
        return [
            segment if segment.text.isascii() else segment._replace(text=segment.text.translate(ON_CONSOLE))
            for segment in segments
        ]


@lru_cache(maxsize=1024)
def _plain(style: Style) -> Style:
    """A style without its colours; what tells where it is on the screen stays."""
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=style.reverse,
        meta=style.meta or None,
    )


_PLAIN, _CONSOLE = PlainColors(), ConsoleSigns()
"""The same ones each time: what they made of a line is kept with it, by the filter."""


def filters(usual: Sequence[LineFilter], *, colours: bool, console: bool) -> Sequence[LineFilter]:
    """What is to be done on this terminal.

    Args:
        usual: what Textual would do.
        colours: there are some.
        console: it is that of Linux.
    """
    found = usual if colours else (_PLAIN,)
    return (*found, _CONSOLE) if console else found
