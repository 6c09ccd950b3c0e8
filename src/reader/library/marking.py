"""Where a query is found in a title or a text: slices of the original, and whether a near hit really is one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.library.query import Text, terms
from reader.library.terms import runs
from reader.readings import plausible
from reader.text import fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.query import Tree
    from reader.library.terms import Run
    from reader.model import Match
    from reader.readings import Readings

Span = tuple[int, int]
"""From and to, in code points."""


class Needle(NamedTuple):
    """One thing that is looked for."""

    folded: str
    pattern: re.Pattern[str]
    quoted: bool
    in_title: bool = True
    in_body: bool = True


_BETWEEN = r"[\W_]{0,3}?"
"""What may stand between the pieces of a word, as the blank in ``AI 大模型`` does."""
_APART = r"[\W_]{1,3}?"
"""What parts two that would be one word otherwise, as ``-`` in COVID-19 does."""
_IN_WORD = r"0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0e00"
"""What goes on with a word, in the scripts that write words apart. To name those that don't instead would take five times
as long to compile: a millisecond for each key."""


def needles(tree: Tree) -> list[Needle]:
    """What is to be marked for a query: its words and phrases, but not what must not be there."""
    found: dict[Needle, None] = {}
    for term in terms(tree):
        text, where = (term.text, "") if isinstance(term, Text) else (term.value, term.name)
        quoted = isinstance(term, Text) and term.quoted
        folded = " ".join(fold(text).split())
        pieces = runs(folded)
        if pieces:
            pattern = _pattern(folded, whole=quoted)
            found[Needle(folded, pattern, quoted, where != "body", where != "title")] = None
    return list(found)


def _pattern(folded: str, *, whole: bool = True) -> re.Pattern[str]:
    """What finds ``folded``; unless ``whole``, its last word may be the beginning of one (if it has two letters)."""
    first, *_ = pieces = runs(folded)
    last = pieces[-1]
    begin = rf"(?<![{_IN_WORD}])" if _is_word(first) else ""
    end = ""
    if _is_word(last) and (whole or len(last.text) == 1):
        end = rf"(?![{_IN_WORD}+#])" if last.text[-1].isalnum() else "(?![+#])"
    rest = [
        (_APART if _is_word(other) and one.text[-1].isalnum() and not one.unspaced else _BETWEEN)
        + re.escape(other.text)
        for one, other in pairwise(pieces)
    ]
    return re.compile("".join([begin, re.escape(first.text), *rest, end]))


def _is_word(run: Run) -> bool:
    return not run.unspaced and run.text[0].isalnum()


def exact_spans(folded: str, needle: Needle, limit: int = 1_000) -> list[Span]:
    """Where a needle stands as it is in folded text."""
    spans: list[Span] = []
    for match in needle.pattern.finditer(folded):
        spans.append(match.span())
        if len(spans) >= limit:
            break
    return spans


def slices(title: str, spans: Iterable[Span]) -> list[Needle]:
    """What a near hit has in its title instead of what was asked for, to be marked in its text, too."""
    parts = dict.fromkeys(" ".join(fold(title[start:stop]).split()) for start, stop in spans)
    return [Needle(part, _pattern(part), quoted=True) for part in parts if runs(part)]


def misspelt(text: str, wanted: Sequence[Needle]) -> list[Needle]:
    """The Latin words of a text that are what was asked for but for a slip."""
    folded = fold(text[:_MISSPELT])
    found: dict[str, None] = {}
    for needle in wanted:
        if _LATIN.fullmatch(needle.folded) and not needle.pattern.search(folded):
            found.update(dict.fromkeys(folded[start:stop] for start, stop in _slips(needle.folded, folded)))
    return [Needle(word, _pattern(word), quoted=True) for word in found]


class Marker:
    """Finds the words of one query.

    Args:
        wanted: what is looked for.
        readings: needed for near hits only.
    """

    def __init__(self, wanted: Sequence[Needle], readings: Readings | None = None) -> None:
        self.needles = wanted
        self._readings = readings

    def title_spans(self, title: str, kind: Match) -> tuple[Span, ...]:
        """Where the words stand in a title, as slices of it; what stands there as it is goes before what is near."""
        folded, offsets = fold_with_offsets(title)
        found: list[Span] = []
        for needle in self.needles:
            if needle.in_title:
                found += exact_spans(folded, needle) or self.near_spans(folded, needle, kind)
        return tuple(original(merged(found), offsets))

    def nearness(self, title: str, kind: Match) -> float | None:
        """How well the words stand in a title in the way of ``kind``, 0 and more; None when one of them does not.

        A word that only a body or a name has is not looked at again.
        """
        folded = fold(title)
        value, near = 0.0, False
        for needle in self.needles:
            spans = exact_spans(folded, needle, 1)
            if not spans:
                spans = self.near_spans(folded, needle, kind)
                near = near or bool(spans)
            if spans:
                start, stop = spans[0]
                value += 1.0 + 1.0 / (1 + start) + (stop - start) / len(folded)
                if kind == "pinyin" and self._reads_whole(needle.folded, folded):
                    value += 3.0  # syllables before beginnings of them
                if kind == "typo":  # one slip goes before two, wherever it stands
                    value -= 3.0 * max(0, _distance(needle.folded, folded[start:stop]) - 1)
        return value if near or not self._must_be_in_titles(kind) else None

    def _reads_whole(self, typed: str, folded: str) -> bool:
        """Whether a title is read as typed by whole syllables."""
        assert self._readings is not None
        ways = (units for units in self._readings.splits(typed) if plausible(units) == 1.0)
        return any(self._readings.places(units, folded) for units in ways)

    def _must_be_in_titles(self, kind: Match) -> bool:
        """Whether a hit of ``kind`` is only one when its title says so: what the index found may not be in a row."""
        words = [needle.folded for needle in self.needles if needle.in_title and not needle.quoted]
        return kind == "homophone" or (kind == "typo" and not any(word.isascii() for word in words))

    def near_spans(self, folded: str, needle: Needle, kind: Match) -> list[Span]:
        """Where a word nearly stands in a folded title, in the way of ``kind``."""
        if kind == "exact" or needle.quoted:
            return []
        # Of several words each may be near in its own way, up to that of the hit; one alone is near in just that.
        ways = _KINDS[: _KINDS.index(kind) + 1] if len(self.needles) > 1 else (kind,)
        for way in ways:
            spans = (
                _slips(needle.folded, folded) if way == "typo" else self._sounds(needle.folded, folded, way)
            )
            if spans:
                return spans
        return []

    def _sounds(self, wanted: str, folded: str, way: Match) -> list[Span]:
        assert self._readings is not None
        if way == "pinyin":
            return self._readings.places(wanted, folded)
        return self._readings.sounding_like(wanted, folded)


_KINDS: tuple[Match, ...] = ("pinyin", "homophone", "typo")
_LATIN = re.compile("[a-z0-9]+")
_MISSPELT = 20_000
"""Characters of a text in which misspelt words are looked for."""


def _slips(wanted: str, folded: str) -> list[Span]:
    """Where ``wanted`` stands but for one slip (two from eight Latin letters on)."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if len(wanted) < (4 if _LATIN.fullmatch(wanted) else 3):
        return []  # anything would be near
    if _LATIN.fullmatch(wanted):
        slips = 2 if len(wanted) >= 8 else 1
        words = _LATIN.finditer(folded)
        return [
            word.span() for word in words if OSA.distance(wanted, word.group(), score_cutoff=slips) <= slips
        ]
    return _slip(wanted, folded)


def _slip(wanted: str, folded: str) -> list[Span]:
    """Where ``wanted`` stands but for one character wrong, missing, extra or swapped."""
    from rapidfuzz import fuzz  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    size = len(wanted)
    best = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=100 * (1 - 2 / size) - 1)
    if best is None:
        return []
    start, stop = best.dest_start, best.dest_end
    spans = [
        (OSA.distance(wanted, folded[first:last], score_cutoff=1), abs(last - first - size), first, last)
        for first in range(max(0, start - 1), min(start + 2, len(folded)))
        for last in range(max(first + 1, stop - 1), min(stop + 2, len(folded) + 1))
    ]
    distance, _, first, last = min(spans, default=(2, 0, 0, 0))
    return [(first, last)] if distance <= 1 else []


def _distance(wanted: str, folded: str) -> int:
    """Slips between two words."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance(wanted, folded)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    whole: list[Span] = []
    for start, stop in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(stop, whole[-1][1])
        else:
            whole.append((start, stop))
    return whole


def original(spans: Iterable[Span], offsets: Sequence[int]) -> list[Span]:
    """Spans of folded text as slices of the text it was folded from: whole characters."""
    found: list[Span] = []
    for start, stop in spans:
        first, last, end = offsets[start], offsets[stop], stop
        while last == offsets[end - 1] and end < len(offsets) - 1:  # inside what one character became
            end += 1
            last = offsets[end]
        if last > first:
            found.append((first, last))
    return found
