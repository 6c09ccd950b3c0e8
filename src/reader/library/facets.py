"""Counts over everything that a query finds: by month, and by category or author. The timeline of a search."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import clock
from reader.library.placing import POST_BITS
from reader.library.query import All, Field
from reader.model import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import tantivy

    from reader.library.catalog import Catalog
    from reader.library.names import Names
    from reader.library.query import Tree
    from reader.library.textindex import Searcher

_MOST_NODES = 100_000
_LAST = date(9999, 11, 1)
"""The last month that another follows on."""


class MonthCount(NamedTuple):
    """How many posts a month has."""

    month: date
    """Its first day."""
    posts: int


class Facets(NamedTuple):
    """Counts over the whole of a result."""

    months: tuple[MonthCount, ...] = ()
    """Those with posts, oldest first, in the reader's time zone; posts without a date count nowhere."""
    categories: tuple[Count, ...] = ()
    """The next level below the category that is asked for, biggest first."""
    authors: tuple[Count, ...] = ()
    """Biggest first."""


class Counter:
    """Counts what a query finds.

    Args:
        catalog: knows the months of the archive.
        names: of its categories and authors.
    """

    def __init__(self, catalog: Catalog, names: Names) -> None:
        self._catalog, self._names = catalog, names
        self._lock = threading.Lock()
        self._generation = -1
        self._months: list[date | None] = []
        self._ranges: list[dict[str, float]] = []

    def count(self, searcher: Searcher, query: tantivy.Query, tree: Tree) -> Facets:
        """The facets of what ``query`` finds.

        Args:
            searcher: of the text index.
            query: what is counted.
            tree: as it was asked; its category tells the level.
        """
        months, ranges = self._calendar()
        asked: dict[str, Any] = {"nodes": {"terms": {"field": "node", "size": _MOST_NODES}}}
        if ranges:
            asked["months"] = {"range": {"field": "place", "ranges": ranges}}
        counted = searcher.aggregate(query, asked)
        numbers = {int(bucket["key"]): int(bucket["doc_count"]) for bucket in counted["nodes"]["buckets"]}
        found = [
            MonthCount(month, int(bucket["doc_count"]))
            for month, bucket in zip(months, _inner(counted.get("months")), strict=False)
            if bucket["doc_count"] and month is not None
        ]
        return Facets(tuple(found), *self._named(numbers, tree))

    def _calendar(self) -> tuple[list[date | None], list[dict[str, float]]]:
        """Every month in which the archive has posts (None for the time between two), and the same as ranges of ``place``."""
        generation = self._catalog.generation()
        with self._lock:
            if generation != self._generation:
                begins = dict(self._begins())
                edges = [*begins]
                self._months = [begins[first] for first in edges[:-1]]
                self._ranges = [
                    {"from": float(first << POST_BITS), "to": float(last << POST_BITS)}
                    for first, last in pairwise(edges)
                ]
                self._generation = generation
            return self._months, self._ranges

    def _begins(self) -> Iterator[tuple[int, date | None]]:
        """When each month with posts begins, and when it ends if none follows on it: one date far off costs nothing."""
        posted = self._catalog.next_date(None)
        end = None
        while posted is not None:
            month = clock.local(posted).date().replace(day=1)
            begin = clock.midnight(month)
            if end is not None and end < begin:
                yield end, None
            yield begin, month
            if month > _LAST:
                return
            end = clock.midnight((month + timedelta(days=31)).replace(day=1))
            posted = self._catalog.next_date(end)
        if end is not None:
            yield end, None

    def _named(self, numbers: Mapping[int, int], tree: Tree) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
        nodes = self._names.nodes()
        asked = [node for value in _categories(tree) for node in self._names.meant(value)]
        above = {node.path for node in asked} or {()}
        categories, authors = [], []
        for number, posts in numbers.items():
            node = nodes.get(number)
            if node is None:
                continue
            if node.kind == "author":
                authors.append(Count(node.path, posts))
            elif node.path[:-1] in above:
                categories.append(Count(node.path, posts))
        return _biggest(categories), _biggest(authors)


def _biggest(counts: list[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda count: (-count.posts, count.path)))


def _categories(tree: Tree) -> list[str]:
    """The categories that everything found is in."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    return [part.value for part in parts if isinstance(part, Field) and part.name == "cat"]


def _inner(counted: object) -> list[dict[str, int]]:
    """The buckets of the ranges that were asked for: one before and one after them is added by the index.

    An index without a post has none at all.
    """
    buckets: list[dict[str, int]] = counted["buckets"] if isinstance(counted, dict) else []
    return [bucket for bucket in buckets if "from" in bucket and "to" in bucket]
