"""What is laid over the lines of an article: found words, the chosen link, the colours of code, what is selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from reader.document.lines import Run
from reader.document.motions import WORD
from reader.text import cell_len, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.style import Style

    from reader.document.blocks import Document
    from reader.document.galley import Stretch
    from reader.document.lines import Runs


class Mark(NamedTuple):
    """A stretch of a block's text that is to look different."""

    start: int
    """Code points into the block's text."""
    stop: int
    word: str
    """A style word of :data:`reader.ui.paint.LOOKS`."""


Where = tuple[int, int]
"""Indices of a document and of a block in it."""
Marks = Mapping[Where, Sequence[Mark]]
"""The marks of some blocks."""


def over(documents: Sequence[Document], stretch: Stretch, word: str) -> Marks:
    """Marks over all the text of a stretch."""
    first, last = stretch
    marks: dict[Where, list[Mark]] = {}
    for part in range(first.part, last.part + 1):
        blocks = documents[part].blocks
        begin = first.block if part == first.part else 0
        end = last.block if part == last.part else len(blocks) - 1
        for index in range(begin, end + 1):
            start = first.offset if (part, index) == first[:2] else 0
            stop = last.offset if (part, index) == last[:2] else 1 << 60
            if start < stop:
                marks[part, index] = [Mark(start, stop, word)]
    return marks


def marked(runs: Runs, marks: Iterable[Mark]) -> Runs:
    """``runs`` with the words of ``marks`` on top of their styles; later marks cover earlier ones."""
    for mark in marks:
        runs = tuple(part for run in runs for part in _cut(run, mark))
    return runs


def _cut(run: Run, mark: Mark) -> Iterator[Run]:
    start, stop = max(run.at, mark.start), min(run.at + len(run.text), mark.stop)
    if run.at < 0 or start >= stop:
        yield run
        return
    text, first = run.text, run.at
    if start > first:
        yield Run(text[: start - first], run.styles, run.href, first)
    yield Run(text[start - first : stop - first], (*run.styles, mark.word), run.href, start)
    if stop < first + len(text):
        yield Run(text[stop - first :], run.styles, run.href, stop)


class Label(NamedTuple):
    """Letters drawn over a line, to choose a link by."""

    cell: int
    """Where it begins, in cells from the start of the line's text."""
    text: str


def labelled(strip: Strip, labels: Iterable[Label], left: int, style: Style) -> Strip:
    """``strip`` with ``labels`` over it; their cells count from ``left``."""
    for label in labels:
        at = left + label.cell
        after = at + len(label.text)
        strip = Strip.join(
            [strip.crop(0, at), Strip([Segment(label.text, style)]), strip.crop(after, strip.cell_length)]
        )
    return strip


def selected(strip: Strip, start: int, stop: int, style: Style) -> Strip:
    """``strip`` with what stands between two of its characters in ``style``."""
    text = strip.text
    first, last = cell_len(text[:start]), cell_len(text[:stop])
    if first >= last:
        return strip
    lit = [Segment(part, (look + style) if look else style) for part, look, _ in strip.crop(first, last)]
    return Strip.join([strip.crop(0, first), Strip(lit), strip.crop(last, strip.cell_length)])


def word_at(text: str, char: int) -> tuple[int, int]:
    """Where the word at ``char`` starts and stops: a Latin word, or ideographs and kana up to the next mark."""
    for match in WORD.finditer(text):
        if match.start() <= char < match.end():
            return match.span()
    return char, min(len(text), char + 1)


def char_at(text: str, cell: int) -> int:
    """The index of the character that covers ``cell``; beyond both ends the nearest there can be."""
    used = 0
    for start, _, cells in graphemes(text):
        used += cells
        if cell < used:
            return start
    return len(text)
