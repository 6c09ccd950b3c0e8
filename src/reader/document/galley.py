"""The galley: lines of an article's documents, one after the other, laid out as far as somebody has looked.

A place in it is told by part, block and offset, so that it survives another width. Pure: nothing here paints.
"""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.document.blocks import Image, Item, Table
from reader.document.layout import layout
from reader.document.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.config import Reading
    from reader.document.blocks import Block, Document

_CLOCK = 16
"""Lines between two looks at the clock."""


class Place(NamedTuple):
    """Somewhere in an article, whatever the width."""

    part: int
    """Index of the document."""
    block: int
    """Index of the block in it."""
    offset: int
    """Code points into the block's text."""


class Point(NamedTuple):
    """Somewhere on the lines of one width."""

    line: int
    char: int
    """Code points into the line's text."""


class Stretch(NamedTuple):
    """Text from one place up to another."""

    start: Place
    stop: Place
    """The first place that is no longer in it."""


class Galley:
    """Lines for one width.

    Args:
        documents: in reading order.
        width: cells.
        reading: how paragraphs are set.
        rows: how many empty lines to leave below the line of a picture, to draw it there.
        start: the place whose block comes first, where only what is in view is wanted at once.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        width: int,
        reading: Reading,
        rows: Callable[[Image], int] = lambda _: 0,
        start: Place | None = None,
    ) -> None:
        self.documents = tuple(documents)
        self.width = width
        self.lines: list[Line] = []
        """Those laid out so far."""
        self.places: list[Place] = []
        """Where each of them starts; never going back."""
        self.pictures: dict[int, tuple[str, int]] = {}
        """Lines left for pictures: the picture's address and the row of it that belongs there."""
        self.complete = False
        """Whether all of the article is laid out."""
        self._rows = rows
        self._source = self._laid_out(start or Place(0, 0, 0), reading)
        self._picture: Image | None = None

    def _laid_out(self, start: Place, reading: Reading) -> Iterator[tuple[int, Line]]:
        """Each line with the index of its document; a blank line parts two documents."""
        for part, document in enumerate(self.documents[start.part :], start.part):
            first = start.block if part == start.part else 0
            if part and not first and document.blocks:
                yield part, Line((), 0, 0)
            for line in layout(document, self.width, reading, start=first):
                yield part, line

    def extend(self, until: int, seconds: float = 60.0) -> None:
        """Lay out up to line ``until``, but not for longer than so many seconds."""
        deadline = time.perf_counter() + seconds
        while len(self.lines) < until and not self.complete:
            part, line = next(self._source, (-1, None))
            if self._picture is not None and (line is None or self._begins_block(part, line)):
                self._leave_room(self._picture)
            if line is None:
                self.complete = True
                return
            self._add(line, part)
            block = self.block(Place(part, line.block, 0))
            self._picture = block if isinstance(block, Image) and line.runs else None
            if not len(self.lines) % _CLOCK and time.perf_counter() > deadline:
                return

    def _begins_block(self, part: int, line: Line) -> bool:
        last = self.places[-1]
        return (part, line.block) != (last.part, last.block)

    def _add(self, line: Line, part: int) -> None:
        self.lines.append(line)
        self.places.append(Place(part, line.block, line.offset))

    def _leave_room(self, picture: Image) -> None:
        self._picture = None
        part, block, offset = self.places[-1]
        for row in range(self._rows(picture)):
            self.pictures[len(self.lines)] = (picture.href, row)
            self._add(Line((), block, offset), part)

    def block(self, place: Place) -> Block:
        """The block at a place."""
        return self.documents[place.part].blocks[place.block]

    # -- places and lines -----------------------------------------------------------------------------------

    def line_of(self, place: Place) -> int:
        """The line that shows ``place``, laid out now if it wasn't: the last that begins at or before it."""
        while not self.complete and not (self.places and self.places[-1] > place):
            self.extend(len(self.lines) + 500)
        number = max(0, bisect_right(self.places, place) - 1)
        if self.lines and isinstance(self.block(self.places[number]), Table):
            return self._cell_line(number, place)
        return number

    def _cell_line(self, number: int, place: Place) -> int:
        """In a row of a table all lines start at one place: the one whose cell holds ``place``."""
        first = bisect_left(self.places, self.places[number])
        for candidate in range(first, number + 1):
            for run in self.lines[candidate].runs:
                if 0 <= run.at <= place.offset < run.at + len(run.text):
                    return candidate
        return first

    def place_at(self, point: Point) -> Place:
        """The place of a point; that of the next text on the line where it is on a decoration."""
        start = self.places[point.line]
        line = self.lines[point.line]
        at, last = 0, start.offset
        for run in line.runs:
            stop = at + len(run.text)
            if run.at >= 0:
                if point.char < stop:
                    return start._replace(offset=run.at + max(0, point.char - at))
                last = run.at + len(run.text)
            at = stop
        if isinstance(self.block(start), Table):
            return self._row_end(point.line)
        return start._replace(offset=last)

    def _row_end(self, number: int) -> Place:
        """Where the text of the row of a table ends that line ``number`` is of: its longest cell may be any."""
        start = self.places[number]
        following = self.places[bisect_right(self.places, start)] if start < self.places[-1] else None
        if following is not None and following[:2] == start[:2]:
            return start._replace(offset=max(start.offset, following.offset - 1))
        return start._replace(offset=len(self.block(start).text))

    # -- text -----------------------------------------------------------------------------------------------

    def text(self, start: Point, stop: Point) -> str:
        """The text between two points as it was written: no line breaks of ours, no borders, no indents."""
        return self.text_between(self.place_at(start), self.place_at(stop))

    def text_between(self, first: Place, last: Place) -> str:
        """The text from one place up to another, as it was written."""
        pieces: list[str] = []
        before: Block | None = None
        for part in range(first.part, last.part + 1):
            blocks = self.documents[part].blocks
            begin = first.block if part == first.part else 0
            end = last.block if part == last.part else len(blocks) - 1
            for index in range(begin, end + 1):
                from_here = first.offset if (part, index) == first[:2] else 0
                upto = last.offset if (part, index) == last[:2] else None
                text = _marker(blocks[index], from_here) + blocks[index].text[from_here:upto]
                if not text:
                    continue
                if pieces:
                    pieces.append(_between(before, blocks[index]))
                pieces.append(text)
                before = blocks[index]
        return "".join(pieces)


def _marker(block: Block, start: int) -> str:
    """A list's numbers and bullets are text to whoever copies it."""
    if start:
        return ""
    return "".join(
        f"{frame.marker.strip()} " for frame in block.frames if isinstance(frame, Item) and frame.first
    )


def _between(before: Block | None, block: Block) -> str:
    listed = [frame for frame in block.frames if isinstance(frame, Item)]
    tight = bool(listed) and listed[-1].tight and before is not None and bool(before.frames)
    return "\n" if tight else "\n\n"
