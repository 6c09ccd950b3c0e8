"""Searching an archive: a query in, the best posts out, with the counts of all of them.

tantivy recalls, rapidfuzz and :mod:`reader.library.rank` put the best few hundred in order. What was asked for exactly
comes first, whatever its date; where that is little, what is near follows (:mod:`reader.library.near`).
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tantivy import FieldType, Order, Query

from reader.library import days
from reader.library.facets import Counter, Facets
from reader.library.listing import Listing
from reader.library.marking import Marker, needles
from reader.library.matching import Matcher
from reader.library.names import Names
from reader.library.near import KINDS, Near
from reader.library.query import parse
from reader.library.rank import rank
from reader.library.rows import UNKNOWN
from reader.library.snippets import snippet
from reader.library.suggesting import suggest
from reader.library.textindex import IndexDamaged, first_place, post_at, seconds_at
from reader.model import Hit, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    import tantivy

    from reader.library.catalog import Catalog
    from reader.library.marking import Needle
    from reader.library.query import Query as Asked
    from reader.library.query import SearchOrder, Tree
    from reader.library.textindex import Searcher
    from reader.model import Match, Post
    from reader.readings import Readings

MATCHES: tuple[Match, ...] = ("exact", *KINDS)
ENOUGH = 20
"""With so many exact hits nobody looks for near ones."""
NEAREST = 60
"""Near hits at most."""
LIMIT = 1_000
"""Hits by relevance at most: nobody reads on who can type another word. By date all of them are listed."""
_RERANKED = 300
_NEAR_RECALL = 150


_NOT_READ = "the archive has not been read yet: `newsreader sync` does it"
_DAMAGED = "the text index was damaged: the next sync makes it again"


@dataclass(frozen=True)
class Found:
    """What a query finds."""

    asked: Asked
    order: SearchOrder
    ids: array[int] = field(default_factory=lambda: array("I"))
    """Row ids in the catalogue, best first (or in the order that was asked for); not all when there are more than
    ``LIMIT``."""
    posted: array[int] = field(default_factory=lambda: array("q"))
    """UTC seconds of each."""
    kinds: bytes = b""
    """For each the place of its kind in ``MATCHES``."""
    scores: array[float] = field(default_factory=lambda: array("f"))
    total: int = 0
    """How many there are, near ones too."""
    exact: int = 0
    """So many of the ids, the first, are exact."""
    facets: Facets = Facets()  # noqa: RUF009 -- a value
    hints: tuple[str, ...] = ()
    suggestion: str = ""
    """A query that finds something, when this one does not."""

    @property
    def listing(self) -> Listing:
        """The same as a list of posts."""
        dated = self.order in {"date", "oldest"} and self.exact == len(self.ids)
        posted = array("q", [UNKNOWN if at < _KNOWN else at for at in self.posted]) if dated else array("q")
        return Listing(self.ids, posted, self.order != "oldest")

    @cached_property
    def needles(self) -> list[Needle]:
        """What is to be marked."""
        return needles(self.asked.tree)


_KNOWN = seconds_at(first_place(None))


class Search:
    """Answers queries over one archive; for any thread.

    Args:
        catalog: of the archive.
        states: the row ids of the posts in a state, such as ``bookmarked``.
        text_of: what a reader sees of the body of a post; empty when its file can't be read.
    """

    def __init__(
        self,
        catalog: Catalog,
        states: Callable[[str], Collection[int]],
        text_of: Callable[[Post], str],
    ) -> None:
        self._catalog, self._states, self._text_of = catalog, states, text_of
        self.names = Names(catalog)
        self._counter = Counter(catalog, self.names)

    def find(
        self,
        typed: str,
        *,
        today: date | None = None,
        order: SearchOrder | None = None,
        limit: int | None = LIMIT,
        facets: bool = True,
        suggest_other: bool = True,
        stale: Callable[[], bool] = lambda: False,
    ) -> Found | None:
        """What ``typed`` finds. Never raises for what was typed.

        Args:
            typed: in the language of :mod:`reader.library.query`.
            today: what relative dates are counted from; None: the clock's.
            order: instead of the one in the query; None: by relevance when there are words, else by date.
            limit: hits at most; None: all of them (by relevance still not more than ``LIMIT``).
            facets: count by month and category as well.
            suggest_other: think of another query when this one finds nothing.
            stale: asked between steps; True: the answer is no longer wanted.

        Returns:
            None when ``stale`` said so.
        """
        now = today or days.today()
        asked = parse(typed, now)
        wanted = needles(asked.tree)
        order = order or asked.order or ("relevance" if wanted else "date")
        try:
            searcher = self._catalog.texts.searcher()
            if searcher is None:
                return Found(asked, order, hints=(*asked.hints, _NOT_READ))
            return self._found(
                searcher, asked, order, now, limit, stale, facets=facets, suggest_other=suggest_other
            )
        except IndexDamaged:
            self._catalog.texts.damaged()
            return Found(asked, order, hints=(*asked.hints, _DAMAGED))

    def _found(
        self,
        searcher: Searcher,
        asked: Asked,
        order: SearchOrder,
        now: date,
        limit: int | None,
        stale: Callable[[], bool],
        *,
        facets: bool,
        suggest_other: bool,
    ) -> Found | None:
        matcher = Matcher(searcher.schema, self.names, self._states, now)
        run = _Run(self._catalog, searcher, matcher, asked.tree, order)
        found = run.exact(asked, limit)
        if stale():
            return None
        if found.needles and found.exact < ENOUGH and order == "relevance":
            found = run.with_near(found, stale)
        if stale():
            return None
        if not found.total and found.needles and suggest_other:
            found = replace(found, suggestion=suggest(asked, self._count, self._corrected))
        if facets:
            found = replace(found, facets=self._counter.count(searcher, run.everything(found), asked.tree))
        return replace(found, hints=(*asked.hints, *matcher.hints))

    def hits(self, found: Found, start: int = 0, stop: int = 50, *, snippets: int | None = None) -> list[Hit]:
        """Some of what was found, with what is to be marked in it.

        Args:
            found: what :meth:`find` gave.
            start: the first place in ``found.ids``.
            stop: the place behind the last.
            snippets: for so many of them a passage of the body is read from the file; None: for all.
        """
        marker = Marker(found.needles, self._readings if found.exact < min(stop, len(found.ids)) else None)
        ids = found.ids[start:stop]
        posts = self._catalog.by_row(ids)
        hits: list[Hit] = []
        for place, number in enumerate(ids, start):
            post = posts.get(number)
            if post is None:  # taken out since
                continue
            kind = MATCHES[found.kinds[place]]
            text = self._text_of(post) if snippets is None or len(hits) < snippets else ""
            passage, marks = snippet(text, found.needles) if text else ("", ())
            spans = marker.title_spans(post.title, kind)
            hits.append(Hit(post, kind, found.scores[place], spans, passage, marks))
        return hits

    def _count(self, typed: str) -> int:
        """How many posts a query finds exactly."""
        found = self.find(typed, order="date", limit=1, facets=False, suggest_other=False)
        return found.total if found is not None else 0

    def _corrected(self, word: str) -> str:
        """A word as it stands in the title nearest to it; empty when it is right, or near to none."""
        found = self.find(word, facets=False, suggest_other=False)
        if found is None or found.exact or not found.ids:
            return ""
        (hit, *_) = self.hits(found, 0, 1, snippets=0) or (None,)
        return hit.post.title[slice(*hit.title_marks[0])] if hit is not None and hit.title_marks else ""

    @property
    def _readings(self) -> Readings:
        from reader import readings  # noqa: PLC0415 -- tables that an exact answer does not need

        return readings.load()


class _Run:
    """One query on one state of the index."""

    def __init__(
        self, catalog: Catalog, searcher: Searcher, matcher: Matcher, tree: Tree, order: SearchOrder
    ) -> None:
        self._catalog, self._searcher, self._matcher = catalog, searcher, matcher
        self._tree, self._order = tree, order
        self._needles = needles(tree)
        self._query = matcher.query(tree)

    def everything(self, found: Found) -> Query:
        """What the counts are of: what is exact, or where nothing is, what is near."""
        if found.exact or not found.ids:
            return self._query
        return Query.term_set_query(self._matcher.schema, "post", list(found.ids))

    # -- exact ----------------------------------------------------------------------------------------------

    def exact(self, asked: Asked, limit: int | None) -> Found:
        """What is exactly what was asked for, in order."""
        most = max(1, self._searcher.size if limit is None else limit)
        if self._order == "relevance":
            return self._by_relevance(asked, min(most, LIMIT))
        if self._order == "title":
            return self._by_title(asked, most)
        field = "size" if self._order == "length" else "place"
        if self._order == "oldest":
            places, total = self._oldest(most)
        else:
            hits, total = self._searcher.search(self._query, most, order_by_field=field)
            places = [value for value, _ in hits]
        ids = array("I", map(post_at, places))
        posted = array("q", map(seconds_at, places)) if field == "place" else array("q")
        return self._listed(asked, ids, posted, total)

    def _listed(self, asked: Asked, ids: array[int], posted: array[int], total: int) -> Found:
        return Found(
            asked, self._order, ids, posted, bytes(len(ids)), array("f", bytes(4 * len(ids))), total, len(ids)
        )

    def _oldest(self, most: int) -> tuple[list[int], int]:
        """Oldest first; unknown dates come last in this order too."""
        search = self._searcher.search
        dated = Query.range_query(self._matcher.schema, "place", FieldType.Integer, first_place(None), None)
        known = self._query.and_must_match(dated)
        hits, total = search(known, most, order_by_field="place", order=Order.Asc)
        rest, more = search(self._query.and_must_not_match(dated), most, order_by_field="place")
        return [value for value, _ in [*hits, *rest]][:most], total + more

    def _by_title(self, asked: Asked, most: int) -> Found:
        hits, _ = self._searcher.search(self._query, self._searcher.size, order_by_field="place")
        found = {post_at(value) for value, _ in hits}
        ids = array(
            "I", [number for number in self._catalog.listing(Selection(), "title").ids if number in found]
        )
        return self._listed(asked, ids[:most], array("q"), len(ids))

    def _by_relevance(self, asked: Asked, most: int) -> Found:
        best, total = self._searcher.search(self._query, max(most, _RERANKED))
        hits = self._ranked(best)[:most]
        return self._with(Found(asked, self._order, total=total, exact=len(hits)), hits, 0)

    def _ranked(self, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[_Hit]:
        """Hits in order: the best of them by :func:`rank`, the rest as the index has them."""
        places = self._searcher.places(hits)
        scored = [(score, place) for (score, _), place in zip(hits, places, strict=True)]
        head = scored[:_RERANKED]
        known = self._catalog.titles_of(post_at(place) for _, place in head)
        first, last = self._catalog.span()
        since, width = first or 0, max(1, (last or 0) - (first or 0))
        ranked = []
        for score, place in head:
            title = known.get(post_at(place))
            if title is not None:
                fresh = max(0.0, min(1.0, (seconds_at(place) - since) / width))
                ranked.append((round(rank(title, self._needles, score, fresh), 4), place))
        ranked.sort(reverse=True)
        return ranked + [(0.0, place) for _, place in scored[_RERANKED:]]

    @staticmethod
    def _with(found: Found, hits: Sequence[_Hit], kind: int) -> Found:
        """``found`` and more hits, of one kind."""
        return replace(
            found,
            ids=found.ids + array("I", [post_at(place) for _, place in hits]),
            posted=found.posted + array("q", [seconds_at(place) for _, place in hits]),
            kinds=found.kinds + bytes([kind]) * len(hits),
            scores=found.scores + array("f", [score for score, _ in hits]),
        )

    # -- near -----------------------------------------------------------------------------------------------

    def with_near(self, found: Found, stale: Callable[[], bool]) -> Found:
        """``found`` and what is near, the nearest kind first."""
        from reader import readings  # noqa: PLC0415 -- tables that an exact answer does not need

        tables = readings.load()
        near, marker = Near(self._matcher, tables), Marker(self._needles, tables)
        seen = set(found.ids)
        for number, kind in enumerate(KINDS, 1):
            if len(found.ids) - found.exact >= ENOUGH or stale():
                break
            query = near.query(self._tree, kind)
            if query is None:
                continue
            hits = self._near_hits(query, kind, marker, seen)[: NEAREST - (len(found.ids) - found.exact)]
            seen.update(post_at(place) for _, place in hits)
            found = self._with(found, hits, number)
        return replace(found, total=found.total + len(found.ids) - found.exact)

    def _near_hits(self, query: Query, kind: Match, marker: Marker, seen: Collection[int]) -> list[_Hit]:
        """The hits of one kind that stand a second look, the best first."""
        best, _ = self._searcher.search(query, _NEAR_RECALL)
        places = self._searcher.places(best)
        scored = [
            (score, place)
            for (score, _), place in zip(best, places, strict=True)
            if post_at(place) not in seen
        ]
        titles = self._catalog.titles_of(post_at(place) for _, place in scored)
        hits = []
        for score, place in scored:
            title = titles.get(post_at(place), "")
            value = marker.nearness(title, kind)
            if value is not None:
                hits.append((round(value + score / (score + 10.0), 4), place))
        hits.sort(reverse=True)
        return hits


_Hit = tuple[float, int]
"""Score and place."""
