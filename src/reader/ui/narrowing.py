"""What a query may be narrowed by, and widened again: places, facets, and what makes an answer empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.found import Found
    from reader.library.query import Field
    from reader.library.search import Search
    from reader.ui.place import Place


class Remedy(NamedTuple):
    """A query that finds something, where another one finds nothing."""

    query: str
    words: str
    """What it would find, for the user."""


def clause_of(place: Place) -> str:
    """The condition that the posts of a place meet; empty for all posts."""
    from reader.library.query import Either, Field, parse  # noqa: PLC0415 -- the language is not needed before one searches

    if is_ := {"bookmarks": "bookmarked", "unread": "unread", "new": "new"}.get(place.kind):
        state = str(Field("is", is_))
        return f"{state} {Field('cat', '/'.join(place.key))}" if place.key else state
    if place.kind == "search":
        either = isinstance(parse(place.query).tree, Either)  # it would bind looser than what is added
        return f"({place.query})" if either else place.query
    if place.kind == "category":
        return str(Field("cat", "/".join(place.key)))
    if place.kind in {"author", "source"}:
        return str(Field("author", place.key[0]))
    return str(Field("date", "-".join(place.key))) if place.kind in {"year", "month"} else ""


def conditions(typed: str) -> list[Field]:
    """The conditions that everything which ``typed`` finds meets, in their order."""
    from reader.library.query import Field, clauses  # noqa: PLC0415

    return [clause.meaning for clause in clauses(typed) if isinstance(clause.meaning, Field)]


def toggled(typed: str, clause: str) -> str:
    """``typed`` narrowed by ``clause``; widened, where it is so narrow already."""
    from reader.library.narrowing import narrowed, without  # noqa: PLC0415

    if clause in map(str, conditions(typed)):
        return without(typed, clause)
    return narrowed(typed, clause)


def remedy(search: Search, found: Found, typed: str, stale: Callable[[], bool]) -> Remedy | None:
    """What to ask instead of ``typed``, which finds nothing: the same without a condition, or another spelling."""
    from reader.library.narrowing import without  # noqa: PLC0415

    best, most = None, 0
    for condition in conditions(typed):
        wider = without(typed, str(condition))
        answer = search.find(wider, limit=1, facets=False, stale=stale) if wider.strip() else None
        if answer is not None and answer.total > most:
            most = answer.total
            words = tr("{count:,} without {condition}.")
            best = Remedy(wider, words.format(count=most, condition=condition))
    if best is None and found.suggestion:
        return Remedy(found.suggestion, tr("Did you mean “{query}”?").format(query=found.suggestion))
    return best
