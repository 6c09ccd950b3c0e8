"""A query with a clause more or less, as typed otherwise: for what is picked beside an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import days
from reader.library.query import All, Clause, Field, Query, clauses, joined, parse
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reader.library.query import Tree


def narrowed(typed: str, clause: str, today: date | None = None) -> str:
    """``typed`` with ``clause`` as one more condition.

    It takes the place of a category or date that it is inside of; where there is one inside of it, nothing changes.
    An order takes the place of any other.

    Args:
        typed: anything.
        clause: what is added, as it would be typed; may be several clauses.
        today: what relative dates are counted from; None: the clock's.
    """
    now = today or days.today()
    query, more = parse(typed, now), parse(clause, now)
    kept = list(_parts(query.tree))
    added = [
        part
        for part in _parts(more.tree)
        if not any(part == other or _inside(other, part, now) for other in kept)
    ]
    gone = [part for part in kept if any(_inside(part_added, part, now) for part_added in added)]
    if not added and more.order in {None, query.order}:
        return typed
    tree = joined(All, [part for part in kept if part not in gone] + added)
    wanted = Query(tree, order=more.order or query.order)
    text = _cut(typed, [each for each in clauses(typed, now) if _goes(each, gone, more)])
    text = f"{text.rstrip()} {Query(joined(All, added), order=more.order)}"
    there = [each.meaning for each in clauses(text, now)]
    if any(part not in there for part in added):
        return str(wanted)  # what is added fell into brackets or quotes that are open
    return _if_it_means(text, wanted, now)


def without(typed: str, clause: str, today: date | None = None) -> str:
    """``typed`` without the condition (or order) ``clause``, wherever it stands outside of brackets."""
    now = today or days.today()
    query, less = parse(typed, now), parse(clause, now)
    gone = [part for part in _parts(query.tree) if part in _parts(less.tree)]
    order = None if less.order == query.order else query.order
    if not gone and order == query.order:
        return typed
    wanted = Query(joined(All, [part for part in _parts(query.tree) if part not in gone]), order=order)
    return _if_it_means(
        _cut(typed, [each for each in clauses(typed, now) if _goes(each, gone, less)]), wanted, now
    )


def _parts(tree: Tree) -> Sequence[Tree]:
    """What all must match."""
    return tree.parts if isinstance(tree, All) else (tree,)


def _goes(clause: Clause, gone: Sequence[Tree], other: Query) -> bool:
    """Whether a clause of the query is one of those that go: conditions, or the orders where ``other`` has one."""
    return other.order is not None if isinstance(clause.meaning, str) else clause.meaning in gone


def _cut(typed: str, gone: Sequence[Clause]) -> str:
    """``typed`` without some of its clauses."""
    for clause in reversed(gone):
        before, after = typed[: clause.start].rstrip(), typed[clause.stop :].lstrip()
        typed = f"{before} {after}" if before and after else before or after
    return typed


def _if_it_means(text: str, wanted: Query, now: date) -> str:
    """``text`` if it means what is wanted, else what is wanted written anew."""
    read = parse(text, now)
    return text.strip() if (read.tree, read.order) == (wanted.tree, wanted.order) else str(wanted)


def _inside(inner: Tree, outer: Tree, now: date) -> bool:
    """Whether ``inner`` is a category below ``outer``, or a date in it; not the same one."""
    if (
        not isinstance(inner, Field)
        or not isinstance(outer, Field)
        or inner.name != outer.name
        or inner == outer
    ):
        return False
    if inner.name == "cat":
        above, below = _levels(outer.value), _levels(inner.value)
        return any(below[at : at + len(above)] == above for at in range(len(below) - len(above) + 1))
    if inner.name == "date":
        days_inner, days_outer = days.span(inner.value, now), days.span(outer.value, now)
        return days_inner is not None and days_outer is not None and days_inner in days_outer
    return False


def _levels(value: str) -> list[str]:
    return [level.strip() for level in fold(value).strip("/").split("/")]
