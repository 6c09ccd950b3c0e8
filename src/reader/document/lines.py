"""Lines and the runs they are made of, and how styled text is cut into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text import cell_len, graphemes

if TYPE_CHECKING:
    from reader.document.blocks import Spans


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look on a line; no newline, no tab, no control character."""

    text: str
    styles: tuple[str, ...] = ()
    """Words of :data:`reader.document.blocks.STYLES`: those of the block first, those of the span after."""
    href: str = ""
    at: int = -1
    """Where in the block's ``text`` (code points) this text stands, letter by letter; -1 for decorations."""


Runs = tuple[Run, ...]
Drawn = Iterator[tuple[Runs, int]]
"""Lines of one block: their runs, and the offset into the block's text where each starts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen."""

    runs: Runs
    block: int
    """Index of its block in the document; for a blank line, of the block below it."""
    offset: int
    """Code points into that block's ``text`` where this line starts; 0 for decorations."""

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])

    @property
    def width(self) -> int:
        """Terminal cells."""
        return cell_len(self.text)


@dataclass(frozen=True, slots=True)
class Text:
    """Spans ready to be cut: their text, and where each look ends."""

    plain: str
    pieces: tuple[tuple[int, tuple[str, ...], str], ...]
    """``(stop, styles, href)`` of each span, in order."""
    first: int = 0
    """Where ``plain`` begins in the block's text."""
    limit: int = 1 << 60
    """From here on (in ``plain``) it is decoration, which the block's text does not hold."""

    @classmethod
    def of(
        cls, spans: Spans, base: tuple[str, ...] = (), href: str = "", first: int = 0, limit: int = 1 << 60
    ) -> Text:
        """``spans`` with the styles ``base`` under their own; ``href`` where they have none."""
        pieces, stop = [], 0
        for span in spans:
            stop += len(span.text)
            pieces.append((stop, base + span.styles, span.href or href))
        return cls("".join([span.text for span in spans]), tuple(pieces), first, limit)


def cutter(text: Text) -> Callable[[int, int], Runs]:
    """A function ``(start, stop) -> runs``, to be asked for slices of ``text`` from its start to its end."""
    first, limit = text.first, text.limit
    if len(text.pieces) == 1 and not limit < len(text.plain):
        _, styles, href = text.pieces[0]
        return lambda start, stop: (Run(text.plain[start:stop], styles, href, first + start),)
    piece = 0  # that the next slice starts in

    def cut(start: int, stop: int) -> Runs:
        nonlocal piece
        runs = []
        while start < stop:
            end, styles, href = text.pieces[piece]
            if end <= start:
                piece += 1
                continue
            upto = min(end, stop)
            at = first + start if start < limit else -1
            runs.append(Run(text.plain[start:upto], styles, href, at))
            start = upto
        return tuple(runs)

    return cut


def chop(text: str, width: int) -> Iterator[tuple[int, int]]:
    """``(start, stop)`` of slices of ``text`` at most ``width`` cells wide, cut between graphemes only."""
    start = 0
    if text.isascii():
        for start in range(0, len(text), width):
            yield start, min(start + width, len(text))
        return
    while start < len(text):
        used = stop = 0
        for _, end, cells in graphemes(text[start : start + width * 16]):
            if used + cells > width and stop:
                break
            used, stop = used + cells, end
        yield start, start + stop
        start += stop
