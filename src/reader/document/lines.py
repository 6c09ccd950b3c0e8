"""Lines and the runs they are made of, and how styled text is cut into them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
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

    def stretches(self) -> Iterator[tuple[Run, int, int]]:
        """Each run, and where in the line's text it starts and stops."""
        start = 0
        for run in self.runs:
            stop = start + len(run.text)
            yield run, start, stop
            start = stop

    @property
    def width(self) -> int:
        """Terminal cells."""
        return cell_len(self.text)


Piece = tuple[int, tuple[str, ...], str, int | None]
"""``(stop, styles, href, shift)``: where a look ends, and what leads from there into the block's text."""


@dataclass(frozen=True, slots=True)
class Text:
    """Spans ready to be cut: their text, and where each look ends."""

    plain: str
    pieces: tuple[Piece, ...]
    """In order. ``position + shift`` is the offset in the block's text; None: decoration, not in that text."""

    @classmethod
    def of(cls, spans: Spans, base: tuple[str, ...] = (), href: str = "", first: int | None = 0) -> Text:
        """``spans`` with the styles ``base`` under their own; ``href`` where they have none.

        ``first`` is where they begin in the block's text, None where they are decoration.
        """
        pieces: list[Piece] = []
        stop = 0
        for span in spans:
            stop += len(span.text)
            pieces.append((stop, base + span.styles, span.href or href, first))
        return cls("".join([span.text for span in spans]), tuple(pieces))

    def __add__(self, other: Text) -> Text:
        size = len(self.plain)
        moved = [
            (stop + size, styles, href, shift if shift is None else shift - size)
            for stop, styles, href, shift in other.pieces
        ]
        return Text(self.plain + other.plain, (*self.pieces, *moved))

    def origin(self, position: int) -> int:
        """Where in the block's text ``position`` is, or what comes next after it."""
        at = bisect_right(self.pieces, position, key=itemgetter(0))
        begin = self.pieces[at - 1][0] if at else 0
        for piece in self.pieces[at:]:
            if piece[3] is not None:
                return max(position, begin) + piece[3]
            begin = piece[0]
        told = [piece[0] + piece[3] for piece in self.pieces[:at] if piece[3] is not None]
        return told[-1] if told else 0


def cutter(text: Text) -> Callable[[int, int], Runs]:
    """A function ``(start, stop) -> runs``, to be asked for slices of ``text`` from its start to its end."""
    if len(text.pieces) == 1 and (first := text.pieces[0][3]) is not None:
        _, styles, href, _ = text.pieces[0]
        return lambda start, stop: (Run(text.plain[start:stop], styles, href, first + start),)
    piece = 0  # that the next slice starts in

    def cut(start: int, stop: int) -> Runs:
        nonlocal piece
        runs = []
        while start < stop:
            end, styles, href, shift = text.pieces[piece]
            if end <= start:
                piece += 1
                continue
            upto = min(end, stop)
            runs.append(Run(text.plain[start:upto], styles, href, -1 if shift is None else start + shift))
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
