"""Finding a highlight's passage again in the text of its article, whatever has been edited meanwhile. Pure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.text import fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 40
"""Characters that are kept of what stands before a quote and behind it."""
_DISTINCT = 12
"""Characters of a quote that is taken for itself, whatever stands around it."""
_ALIKE = 80
"""How much of an edited quote must be left, in percent."""
_AROUND = 50
"""How much of what stands around a short quote must be left, in percent."""
_SHORTEST = 8
"""Characters of a quote that is found though it was edited."""
_TOUCHING = 6
"""Characters that touch an edited quote by which its ends are found."""
_PIECE = 200
"""Characters at either end of a long quote by which it is found when it was edited: time grows with their square."""
_MOST = 5_000
"""Places of a quote that are looked at."""


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a passage of ``text``, to be kept with it."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def locate(text: str, quote: str, before: str = "", after: str = "", at: int = -1) -> tuple[int, int] | None:
    """Where a passage stands in a text now.

    Args:
        text: what one sees of the article, as it was when the passage was marked or as it has become.
        quote: the passage.
        before: what stood before it.
        after: what stood behind it.
        at: where it began; tells apart what is alike in all else. -1: unknown.

    Returns:
        Start and end (code points): of the very words where they stand in the most similar surroundings; or else of
        words that differ in blanks, width, case or script only; or else of what is mostly the same. None when it is
        lost: a short quote also where nothing around it is as it was.
    """
    wanted = _Passage(quote, before, after)
    if not quote.strip():
        return None
    if found := _exact(text, wanted, at):
        return found
    folded, where = _squeezed(text)
    wanted = _Passage(*("".join(fold(part).split()) for part in wanted))
    found = _exact(folded, wanted, sum(start < at for start, _ in where) if at >= 0 else -1)
    found = found or _edited(folded, wanted)
    return (where[found[0]][0], where[found[1] - 1][1]) if found and found[0] < found[1] else None


class _Passage(NamedTuple):
    quote: str
    before: str
    after: str


def _squeezed(text: str) -> tuple[str, Sequence[tuple[int, int]]]:
    """``text`` folded, without blanks; and of each of its characters where what it was made of starts and ends."""
    folded, offsets = fold_with_offsets(text)
    where = []
    end = len(text)
    for number in range(len(folded) - 1, -1, -1):
        start = offsets[number]
        if number + 1 < len(folded) and offsets[number + 1] > start:
            end = offsets[number + 1]
        where.append((start, end))
    where.reverse()
    return "".join(folded.split()), [
        place for char, place in zip(folded, where, strict=True) if not char.isspace()
    ]


def _exact(text: str, wanted: _Passage, at: int) -> tuple[int, int] | None:
    """Where the very quote stands."""
    size = len(wanted.quote)
    starts = list(islice(_places(text, wanted.quote), _MOST))
    if not starts:
        return None
    if len(starts) == 1 and size >= _DISTINCT:
        return starts[0], starts[0] + size
    fits = {start: _fit(text, start, start + size, wanted) for start in starts}
    best = max(starts, key=lambda start: (sum(fits[start]), -abs(start - at) if at >= 0 else 0))
    alone = len(starts) == 1 and size * 3 >= _DISTINCT
    sure = size >= _DISTINCT or alone or max(fits[best]) >= _AROUND
    return (best, best + size) if sure else None


def _places(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _fit(text: str, start: int, end: int, wanted: _Passage) -> tuple[float, float]:
    """How much of what stood before the quote and behind it stands around this place, in percent.

    Where nothing stood on one side of it, the text began or ended there; where nothing did on both, nothing is known.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 -- not before there is a highlight

    _, before, after = wanted
    if not before and not after:
        return 100.0, 100.0
    first = fuzz.ratio(before, text[max(0, start - len(before)) : start]) if before else 100.0 * (start == 0)
    last = fuzz.ratio(after, text[end : end + len(after)]) if after else 100.0 * (end == len(text))
    return first, last


def _edited(text: str, wanted: _Passage) -> tuple[int, int] | None:
    """Where most of the quote stands."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    size = len(wanted.quote)
    if size < _SHORTEST:
        return None
    if size <= 2 * _PIECE:
        found = _alike(text, wanted.quote, 0)
    else:
        head = _alike(text, wanted.quote[:_PIECE], 0)
        tail = _alike(text, wanted.quote[-_PIECE:], head[1]) if head else None
        found = (head[0], tail[1]) if head and tail else None
    if not found:
        return None
    start, end = found
    before, after = wanted.before[-_TOUCHING:], wanted.after[:_TOUCHING]
    start = _nearest((place + len(before) for place in _around(text, before, start, size)), start)
    end = _nearest(_around(text, after, end, size), end)
    return (start, end) if fuzz.ratio(wanted.quote, text[start:end]) >= _ALIKE else None


def _around(text: str, part: str, place: int, size: int) -> Iterator[int]:
    """Where ``part`` stands about as far from ``place`` as edits of a quote of this size may have moved it."""
    room = max(4, size // 4) + len(part)
    least = max(0, place - room)
    return (least + start for start in _places(text[least : place + room], part))


def _nearest(places: Iterator[int], place: int) -> int:
    """The nearest one; the place itself when there is none."""
    return min(places, key=lambda found: abs(found - place), default=place)


def _alike(text: str, quote: str, start: int) -> tuple[int, int] | None:
    """What is most like ``quote``, from ``start`` on."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    rest = text[start:]
    if len(rest) < len(quote):
        return (start, len(text)) if fuzz.ratio(quote, rest) >= _ALIKE else None
    found = fuzz.partial_ratio_alignment(quote, rest, score_cutoff=_ALIKE)
    return (start + found.dest_start, start + found.dest_end) if found else None
