"""Finding a post again that is no longer where it was: moved, renamed, retitled, crawled once more.

What decides is pure: what is remembered of the post, and the posts that it may be now. In doubt it is none of them: a
bookmark without its post says so, one with the wrong post does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from reader.library.ledger import Sighting
    from reader.model import PostId

DAYS = 2
"""A retitled post is looked for so many days around its date."""
_DAY = 86_400
_SAME, _SAME_ELSEWHERE, _RETITLED = 80.0, 90.0, 85.0
"""How alike texts are, of 100, that are one: with the same title and source; of another source; of another title."""
OTHER = 50.0
"""Texts that are less alike are two, whatever else they have in common."""
_MARGIN = 5.0
"""By so much the best of several retitled posts must be more like it than the next."""
_TELLING = 20
"""Characters of a lead from which on it tells a post from all others of its day."""
_HEAD = 500
"""Characters of a text in which its lead may stand now."""


class Lost(NamedTuple):
    """What is remembered of a post that is not where it was."""

    id: PostId
    title: str
    source: str = ""
    posted: int | None = None
    """UTC seconds; None when unknown."""
    lead: str = ""
    """How its text began."""
    quotes: tuple[str, ...] = ()
    """What stood in its text."""


def lead_of(text: str, size: int) -> str:
    """The first ``size`` characters of a text, on one line."""
    return " ".join(text[: 4 * size + 100].split())[:size].rstrip()


def same_title(
    lost: Lost,
    titled: Iterable[Sighting],
    text_of: Callable[[int], str],
    taken: Collection[int],
) -> int | None:
    """The key of the post with the same title that it is now; None when there is none, or no telling which.

    Args:
        lost: what is looked for.
        titled: the posts that have its title.
        text_of: what a reader sees of the body of a post, by its key.
        taken: the keys of posts that are known to be others.
    """
    likely: list[tuple[float, int, int]] = []
    chances = []
    for each in titled:
        if each.key in taken:
            continue
        ours = fold(each.author) == fold(lost.source)
        gap = _gap(lost.posted, each.posted)
        text = text_of(each.key) if lost.lead or lost.quotes else ""
        value = alike(lost, text)
        if value >= (_SAME if ours else _SAME_ELSEWHERE):
            likely.append((-min(value, _SAME_ELSEWHERE), gap or 0, each.key))
        of_its_day = gap is None if lost.posted is None else gap is not None and gap <= _DAY
        if ours and of_its_day and (not text or value >= OTHER):
            chances.append(each.key)
    if likely:
        return min(likely)[2]
    return chances[0] if len(chances) == 1 else None


def same_text(
    lost: Lost,
    near: Sequence[Sighting],
    text_of: Callable[[int], str],
    taken: Collection[int],
) -> int | None:
    """The key of the post with another title that it is now, judged by its text; the arguments are those of
    :func:`same_title`, but for ``near``: the posts of its source and time.
    """
    if lost.posted is None or not (len(lost.lead) >= _TELLING or lost.quotes):
        return None
    values = []
    for each in near:
        gap = _gap(lost.posted, each.posted)
        if each.key not in taken and gap is not None and gap <= DAYS * _DAY:
            values.append((alike(lost, text_of(each.key)), -gap, each.key))
    values.sort(reverse=True)
    if not values or values[0][0] < _RETITLED:
        return None
    alone = len(values) == 1 or values[0][0] - values[1][0] >= _MARGIN
    return values[0][2] if alone else None


def alike(lost: Lost, text: str) -> float:
    """How much a text is like what is remembered, of 100: it begins so, or has what stood in it."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- not before something is lost

    if lost.quotes:
        whole = _plain(text)
        if any(_plain(quote) in whole for quote in lost.quotes):
            return 100.0
    if not lost.lead or not text:
        return 0.0
    return fuzz.partial_ratio(_plain(lost.lead), _plain(text[:_HEAD]))


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _gap(one: int | None, other: int) -> int | None:
    """Seconds between two moments; None when one of them is unknown."""
    from reader.library.rows import UNKNOWN  # noqa: PLC0415

    return None if one is None or other == UNKNOWN else abs(one - other)
