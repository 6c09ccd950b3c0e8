"""One line of text with stretches that are marked: cut, parted and drawn without splitting a character or a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from reader.text import cell_len, clean, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style

_LEAD = 0.25
"""The share of a line that stands before the first mark, where the line can't begin with the text."""

_CLOSING = frozenset("，。、；：！？）》〉」』】”’…")
"""No line begins with these."""


class Marked(NamedTuple):
    """A line of text, and slices of it that are to stand out."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked_segments(line: Marked, width: int, plain: Style, lit: Style) -> list[Segment]:
    """``line`` in at most ``width`` cells. What is cut is shown by ``…``; the first mark is in view."""
    text, marks = fitted(harmless(line), width)
    segments: list[Segment] = []
    at = 0
    for start, stop in _whole(text, marks):
        if start > at:
            segments.append(Segment(text[at:start], plain))
        segments.append(Segment(text[start:stop], lit))
        at = stop
    if at < len(text):
        segments.append(Segment(text[at:], plain))
    if "\u200d" in text and sum(cell_len(segment.text) for segment in segments) > width:
        return [Segment(text, plain)]  # a joiner at an edge makes its neighbours wider when they are apart
    return segments


def harmless(line: Marked) -> Marked:
    """``line`` without what could drive a terminal; each character stays in its place, so that marks stay true."""
    if clean(line.text) == line.text and "\n" not in line.text and "\t" not in line.text:
        return line
    return Marked("".join(" " if char in "\n\t" else clean(char) or "�" for char in line.text), line.marks)


def fitted(line: Marked, width: int) -> Marked:
    """``line`` cut to ``width`` cells, at both ends when its first mark would else be out of view."""
    if cell_len(line.text) <= width:
        return line
    more = cell_len("…")
    if width < more:
        return Marked("")
    stop = _stop(line.text, 0, width - more)
    if not line.marks or line.marks[0][1] <= stop or width < 4 * more:
        return _shifted(line, 0, stop, "", "…")
    start = _start_before(line, round((width - 2 * more) * _LEAD))
    room = width - more
    if cell_len(line.text[start:]) <= room:
        return _shifted(line, start, len(line.text), "…", "")
    return _shifted(line, start, _stop(line.text, start, room - more), "…", "…")


def parted(line: Marked, width: int, lines: int) -> list[Marked]:
    """``line`` on ``lines`` lines of ``width`` cells, broken at blanks where there are some; the last one is cut."""
    rest, parts = harmless(line), []
    for _ in range(lines - 1):
        if cell_len(rest.text) <= width:
            stop = len(rest.text)
        else:
            fits = _stop(rest.text, 0, width)
            blank = rest.text.rfind(" ", 2 * fits // 3, fits + 1)
            stop = _before_sign(rest.text, fits) if blank < 0 else blank
        parts.append(_shifted(rest, 0, stop, "", ""))
        skipped = rest.text[stop : stop + 1] == " "  # where a line is broken at it
        rest = _shifted(rest, stop + skipped, len(rest.text), "", "")
    return [*parts, fitted(rest, width)]


def _before_sign(text: str, stop: int) -> int:
    """``stop``, or one character before, where a line would else begin with a sign that closes."""
    return stop - 1 if stop > 1 and text[stop : stop + 1] in _CLOSING and text[stop - 1].isalnum() else stop


def _start_before(line: Marked, room: int) -> int:
    """Where a cluster begins from which on the first mark is at most ``room`` cells away."""
    first = line.marks[0][0]
    used = 0
    start = first
    for begin, _, cells in reversed(graphemes(line.text[:first])):
        if used + cells > room:
            break
        used, start = used + cells, begin
    return start


def _stop(text: str, start: int, width: int) -> int:
    """Where the last cluster stops that still fits, from ``start`` on."""
    used, end = 0, start
    for _, stop, cells in graphemes(text[start : start + 4 * max(1, width)]):
        if used + cells > width:
            break
        used, end = used + cells, start + stop
    return end


def _shifted(line: Marked, start: int, stop: int, before: str, after: str) -> Marked:
    """A slice of ``line`` between two texts."""
    shift = len(before) - start
    marks = [
        (max(first, start) + shift, min(last, stop) + shift)
        for first, last in line.marks
        if first < stop and last > start
    ]
    return Marked(before + line.text[start:stop] + after, tuple(marks))


def _whole(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """``marks`` widened to whole clusters: a style that changes inside one would tear it apart."""
    if not marks:
        return
    clusters = graphemes(text)
    at = 0
    for first, last in marks:
        touched = [(start, stop) for start, stop, _ in clusters if start < last and stop > first]
        if touched and touched[-1][1] > at:
            start, at = max(at, touched[0][0]), touched[-1][1]
            yield start, at
