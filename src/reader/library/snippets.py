"""The passage of a text that best shows why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.marking import exact_spans, merged, original
from reader.text import fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.marking import Needle, Span

SIZE = 160
"""Cells of a snippet, about: two or three lines of a list."""
_BEFORE = 0.3
"""The share of a snippet that stands before what was found, at most."""
_CHUNK, _MOST = 8_000, 200_000
"""Characters that are looked through at a time, and in all: longer texts are rare, and what is found deep in them rarer."""
_SPANS = 1_000
_STOPS = frozenset("。！？!?；;…\n")
_NO_BEGINNING = frozenset("，。、；：！？…）】》」』”’,.;:!?)]}")
"""Signs that end something: a passage that is cut out does not begin with one."""


def snippet(text: str, wanted: Sequence[Needle], size: int = SIZE) -> tuple[str, tuple[Span, ...]]:
    """The best passage of ``text``, on one line, and where in it the words stand.

    It has as many different words as possible, then as many as possible, and is the first such; without any it is the
    beginning. A cut is shown by ``…``.
    """
    text = text.strip()
    needles = [needle for needle in wanted if needle.in_body]
    found: list[tuple[int, int, int]] = []
    for begin in range(0, min(len(text), _MOST), _CHUNK):
        # Chunks overlap a little, so that nothing is missed at a border.
        chunk = text[begin : begin + _CHUNK + 64]
        folded, offsets = fold_with_offsets(chunk)
        for number, needle in enumerate(needles):
            spans = original(exact_spans(folded, needle, _SPANS), offsets)
            found += [(begin + start, begin + stop, number) for start, stop in spans]
        if len({number for _, _, number in found}) == len(needles):
            break
    start, stop = _window(text, sorted(set(found)), size)
    return _cut(text, start, stop, merged((first, last) for first, last, _ in found))


def _cells(text: str, at: int, size: int) -> int:
    """Characters from ``at`` on that fill about ``size`` cells."""
    wide = sum(char >= "\u1100" for char in text[at : at + 40])
    share = wide / max(1, min(40, len(text) - at))
    return max(1, round(size / (1 + share)))


def _window(text: str, found: Sequence[tuple[int, int, int]], size: int) -> Span:
    """From and to of the passage."""
    if not found:
        return 0, _reach(text, 0, size)
    first, last = _densest(text, found, size)
    length = _cells(text, first, size)
    room = max(0, min(round(length * _BEFORE), first + length - last))
    start = _beginning(text, first, room)
    at_end = max(0, len(text) - length)  # from there on all fits: no need to leave out what is before
    if at_end < start:
        start = next((at for at in range(at_end, start) if at == 0 or text[at - 1] in _STOPS), start)
    return start, max(_reach(text, start, size), min(last, start + 2 * length))


def _densest(text: str, found: Sequence[tuple[int, int, int]], size: int) -> Span:
    """From the first to the last word of the best passage: the first with most different words, then with most."""
    best = 0, 0
    first = last = 0
    nearest: dict[int, int] = {}
    """For each word the end of its next place."""
    for number in range(len(found) - 1, -1, -1):
        begin, end, needle = found[number]
        nearest[needle] = end
        room = begin + _cells(text, begin, size)
        inside = [stop for stop in nearest.values() if stop <= room]
        several = sum(stop <= room for _, stop, _ in found[number : number + 3])
        if (len(inside), several) >= best:
            best = len(inside), several
            first, last = begin, max(inside, default=end)
    return first, last


def _reach(text: str, start: int, size: int) -> int:
    """Where ``size`` cells from ``start`` on end."""
    used = 0
    for at in range(start, len(text)):
        used += 2 if text[at] >= "\u1100" else 1
        if used > size:
            return at
    return len(text)


def _beginning(text: str, at: int, room: int) -> int:
    """Where a passage begins that shows ``at``: at the beginning of a sentence or word not too far before it."""
    earliest = max(0, at - room)
    for start in range(at, earliest, -1):
        if text[start - 1] in _STOPS:
            return start
    if earliest == 0:
        return 0
    start = earliest
    while start < at and text[start - 1].isalnum() and text[start - 1].isascii() and text[start].isascii():
        start += 1
    return start


def _cut(text: str, start: int, stop: int, marks: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The passage on one line and the marks inside it; a newline becomes one blank, so that marks stay true."""
    first_mark = min((first for first, last in marks if last > start), default=stop)
    while start < stop and (
        text[start].isspace() or (0 < start < first_mark and text[start] in _NO_BEGINNING)
    ):
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    before, after = "…" if start else "", "…" if stop < len(text) else ""
    shift = len(before) - start
    inside = [
        (max(first, start) + shift, min(last, stop) + shift)
        for first, last in marks
        if first < stop and last > start
    ]
    passage = "".join(" " if char.isspace() else char for char in text[start:stop])
    return before + passage + after, tuple(inside)
