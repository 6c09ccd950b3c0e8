"""From the text index to hits in order: tantivy recalls, the best few hundred are ranked, near ones are looked at twice."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Order, Query

from reader.library.found import LIMIT, MATCHES, Found
from reader.library.marking import Marker, needles
from reader.library.near import Near
from reader.library.placing import first_place, post_at, seconds_at
from reader.library.rank import rank
from reader.model import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import tantivy

    from reader.library.catalog import Catalog
    from reader.library.matching import Matcher
    from reader.library.query import Query as Asked
    from reader.library.query import SearchOrder, Tree
    from reader.library.textindex import Searcher
    from reader.model import Match

ENOUGH = 20
"""With so many hits nobody looks for nearer ones."""
NEAREST = 60
"""Near hits at most."""
_RERANKED = 300
"""So many of what the index recalls are ranked by their titles, too."""
_NEAR_RECALL = 150
"""So many near hits of each kind are looked at once more."""

_Hit = tuple[float, int]
"""Score and place."""


class Recall:
    """What one query finds in one state of the index, in order."""

    def __init__(
        self, catalog: Catalog, searcher: Searcher, matcher: Matcher, tree: Tree, order: SearchOrder
    ) -> None:
        self._catalog, self._searcher, self._matcher = catalog, searcher, matcher
        self._tree, self._order = tree, order
        self._needles = needles(tree)
        self._query = matcher.whole(tree, searcher)

    def everything(self, found: Found) -> Query:
        """What the counts are of: all that is exact, and what is near."""
        near = list(compress(found.ids, found.kinds))
        if not near:
            return self._query
        those = self._those(near)
        if not found.exact:
            return those
        return Query.boolean_query([(Occur.Should, self._query), (Occur.Should, those)])

    def _those(self, ids: Sequence[int]) -> Query:
        return Query.term_set_query(self._matcher.schema, "post", list(ids))

    # -- exact ----------------------------------------------------------------------------------------------

    def exact(self, asked: Asked, limit: int | None) -> Found:
        """What is exactly what was asked for, in order."""
        most = max(1, self._searcher.size if limit is None else limit)
        if self._order == "relevance":
            return self._by_relevance(asked, min(most, LIMIT))
        return self._in_order(self._query, asked, most)

    def _in_order(self, query: Query, asked: Asked, most: int) -> Found:
        """What ``query`` finds, in an order that is none of relevance."""
        if self._order == "title":
            return self._by_title(query, asked, most)
        field = "size" if self._order == "length" else "place"
        if self._order == "oldest":
            places, total = self._oldest(query, most)
        else:
            hits, total = self._searcher.search(query, most, order_by_field=field)
            places = [value for value, _ in hits]
        ids = array("I", map(post_at, places))
        posted = array("q", map(seconds_at, places)) if field == "place" else array("q")
        return self._listed(asked, ids, posted, total)

    def _listed(self, asked: Asked, ids: array[int], posted: array[int], total: int) -> Found:
        return Found(
            asked, self._order, ids, posted, bytes(len(ids)), array("f", bytes(4 * len(ids))), total, len(ids)
        )

    def _oldest(self, query: Query, most: int) -> tuple[list[int], int]:
        """Oldest first; unknown dates come last in this order too."""
        search = self._searcher.search
        dated = Query.range_query(self._matcher.schema, "place", FieldType.Integer, first_place(None), None)
        known = query.and_must_match(dated)
        hits, total = search(known, most, order_by_field="place", order=Order.Asc)
        rest, more = search(query.and_must_not_match(dated), most, order_by_field="place")
        return [value for value, _ in [*hits, *rest]][:most], total + more

    def _by_title(self, query: Query, asked: Asked, most: int) -> Found:
        hits, _ = self._searcher.search(query, self._searcher.size, order_by_field="place")
        found = {post_at(value) for value, _ in hits}
        ids = array(
            "I", [number for number in self._catalog.listing(Selection(), "title").ids if number in found]
        )
        return self._listed(asked, ids[:most], array("q"), len(ids))

    def _by_relevance(self, asked: Asked, most: int) -> Found:
        best, total = self._searcher.search(self._query, max(most, _RERANKED))
        scored = self._scored(best)
        together: dict[int, float] = {}
        phrase = self._matcher.side_by_side(self._tree) if total > 1 else None
        if phrase is not None:
            # What has the words in a row may be far down among all that has them somewhere.
            best, _ = self._searcher.search(self._query.and_must_match(phrase), _RERANKED)
            together = {place: score for score, place in self._scored(best)}
            scored = [(score, place) for place, score in together.items()] + [
                one for one in scored if one[1] not in together
            ]
        hits = self._ranked(scored, together)[:most]
        return self._with(Found(asked, self._order, total=total, exact=len(hits)), hits, 0)

    def _scored(self, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[_Hit]:
        places = self._searcher.places(hits)
        return [(score, place) for (score, _), place in zip(hits, places, strict=True)]

    def _ranked(self, scored: Sequence[_Hit], together: Collection[int]) -> list[_Hit]:
        """Hits in order: the best of them by :func:`rank`, the rest as the index has them.

        Args:
            scored: as the index has them.
            together: the places of those whose text has the words in a row; the first of ``scored``.
        """
        head = scored[: _RERANKED + len(together)]
        known = self._catalog.titles_of(post_at(place) for _, place in head)
        first, last = self._catalog.span()
        since, width = first or 0, max(1, (last or 0) - (first or 0))
        ranked = []
        for score, place in head:
            title = known.get(post_at(place))
            if title is not None:
                fresh = max(0.0, min(1.0, (seconds_at(place) - since) / width))
                value = rank(title, self._needles, score, fresh, side_by_side=place in together)
                ranked.append((round(value, 4), place))
        ranked.sort(reverse=True)
        return ranked + [(0.0, place) for _, place in scored[len(head) :]]

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
        near = Near(self._matcher, tables)
        seen = set(found.ids)
        for kind, tree in near.stages(self._tree):
            if len(found.ids) - found.exact >= ENOUGH or stale():
                break
            query = near.query(tree, kind)
            if query is None:
                continue
            hits = self._near_hits(query, kind, Marker(needles(tree), tables), seen)
            hits = hits[: NEAREST - (len(found.ids) - found.exact)]
            seen.update(post_at(place) for _, place in hits)
            found = self._with(found, hits, MATCHES.index(kind))
        return replace(found, total=found.total + len(found.ids) - found.exact)

    def near_in_order(self, found: Found, stale: Callable[[], bool]) -> Found:
        """What is near, where nothing is exact, in an order that is none of relevance."""
        near = self.with_near(found, stale)
        if not near.ids:
            return near
        kinds = dict(zip(near.ids, near.kinds, strict=True))
        listed = self._in_order(self._those(near.ids), found.asked, len(near.ids))
        return replace(listed, kinds=bytes(map(kinds.__getitem__, listed.ids)), exact=0)

    def _near_hits(self, query: Query, kind: Match, marker: Marker, seen: Collection[int]) -> list[_Hit]:
        """The hits of one kind that stand a second look, the best first."""
        best, _ = self._searcher.search(query, _NEAR_RECALL)
        scored = [(score, place) for score, place in self._scored(best) if post_at(place) not in seen]
        titles = self._catalog.titles_of(post_at(place) for _, place in scored)
        hits = []
        for score, place in scored:
            title = titles.get(post_at(place), "")
            value = marker.nearness(title, kind)
            if value is not None:
                hits.append((round(value + score / (score + 10.0), 4), place))
        hits.sort(reverse=True)
        return hits
