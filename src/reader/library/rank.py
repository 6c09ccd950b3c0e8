"""Which of the exact hits comes first: what stands in the title, early and nearly alone in it, before what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from reader.library.marking import exact_spans
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.marking import Needle

_IN_TITLE, _TOGETHER, _EARLY, _COVERED, _WHOLE = 4.0, 2.0, 1.0, 3.0, 0.5
"""What a title is worth: having all words; as one phrase; at its beginning; being little else; as whole words."""
_PHRASE = 4.0
"""What two words are worth that stand side by side in the order in which they were typed; each further one doubles it, for
the more words, the less that is chance."""
_TEXT = 3.0
"""What the score of the text index is worth at most."""
_FRESH = 0.5
"""What the newest post has before the oldest: it decides between equals."""


def rank(
    title: str, wanted: Sequence[Needle], score: float, freshness: float, *, side_by_side: bool = False
) -> float:
    """How good a hit is: more is better.

    Args:
        title: as it is shown.
        wanted: what was looked for.
        score: that of the text index (BM25 sums), 0 and more.
        freshness: 0 for the oldest post of the archive, 1 for the newest.
        side_by_side: whether the text has the words as one phrase.
    """
    folded = fold(title)
    value = _TEXT * score / (score + 10.0) + _FRESH * freshness
    phrase_worth = _PHRASE * (2.0 ** min(len(wanted) - 1, 8) - 1)
    needles = [needle for needle in wanted if needle.in_title]
    if side_by_side:
        value += phrase_worth
    if not needles:
        return value
    spans = [found[0] for needle in needles if (found := exact_spans(folded, needle, 1))]
    if not spans:
        return value
    phrase = " ".join(needle.folded for needle in needles)
    value += _IN_TITLE * len(spans) / len(needles)
    value += _EARLY / (1 + min(start for start, _ in spans))
    value += _COVERED * fuzz.ratio(phrase, folded) / 100.0
    if len(spans) == len(needles):
        first, last = min(start for start, _ in spans), max(stop for _, stop in spans)
        value += _TOGETHER * (len(phrase) / max(len(phrase), last - first))
        if not side_by_side and (phrase in folded or phrase.replace(" ", "") in folded):
            value += phrase_worth
    whole = [stop for _, stop in spans if stop == len(folded) or not _goes_on(folded, stop)]
    return value + _WHOLE * len(whole) / len(needles)


def _goes_on(folded: str, stop: int) -> bool:
    """Whether a Latin word goes on at ``stop``."""
    return folded[stop - 1].isascii() and folded[stop].isascii() and folded[stop].isalnum()
