"""Searching an archive: a query in, the best posts out, with the counts of all of them.

tantivy recalls, rapidfuzz and :mod:`reader.library.rank` put the best few hundred in order. What was asked for exactly
comes first, whatever its date; where that is little, what is near follows (:mod:`reader.library.near`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.language import later, tr
from reader.library import days
from reader.library.facets import Counter
from reader.library.found import LIMIT, MATCHES, Found
from reader.library.heard import heard
from reader.library.marking import Marker, misspelt, needles, slices
from reader.library.matching import Matcher
from reader.library.names import Names
from reader.library.near import joined_pinyin
from reader.library.query import parse, terms
from reader.library.recall import ENOUGH, Recall
from reader.library.snippets import snippet
from reader.library.suggesting import suggest
from reader.library.textindex import IndexDamaged
from reader.model import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from reader.library.catalog import Catalog
    from reader.library.marking import Needle
    from reader.library.query import Query as Asked
    from reader.library.query import SearchOrder
    from reader.library.states import States
    from reader.library.textindex import Searcher
    from reader.model import Match, Post
    from reader.readings import Readings

_NOT_READ = later("the archive has not been read yet: `newsreader sync` does it")
_DAMAGED = later("the text index was damaged: the next sync makes it again")


class Search:
    """Answers queries over one archive; for any thread.

    Args:
        catalog: of the archive.
        states: knows what the user did with posts.
        text_of: what a reader sees of the body of a post; empty when its file can't be read.
    """

    def __init__(
        self,
        catalog: Catalog,
        states: States,
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
        or_near: bool = False,
        stale: Callable[[], bool] = lambda: False,
    ) -> Found | None:
        """What ``typed`` finds. Never raises for what was typed.

        Args:
            typed: in the language of :mod:`reader.library.query`.
            today: what relative dates are counted from; None: the clock's.
            order: instead of the one in the query; None: by relevance when there are words, else by date.
            limit: hits at most; None: all of them (by relevance still not more than ``LIMIT``).
            facets: count by month and category as well.
            or_near: in any order, list what is near where nothing is exact; else only by relevance.
            suggest_other: think of another query when this one finds nothing.
            stale: asked between steps; True: the answer is no longer wanted.

        Returns:
            None when ``stale`` said so.
        """
        now = today or days.today()
        asked = parse(typed, now)
        order = order or asked.order or ("relevance" if terms(asked.tree) else "date")
        try:
            searcher = self._catalog.texts.searcher()
            if searcher is None:
                return Found(asked, order, hints=(*asked.hints, tr(_NOT_READ)))
            return self._found(
                *(searcher, asked, order, now, limit, stale),
                facets=facets,
                suggest_other=suggest_other,
                or_near=or_near,
            )
        except IndexDamaged:
            self._catalog.texts.damaged()
            return Found(asked, order, hints=(*asked.hints, tr(_DAMAGED)))

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
        or_near: bool,
    ) -> Found | None:
        matcher = Matcher(searcher.schema, self.names, self._states, now)
        run = Recall(self._catalog, searcher, matcher, asked.tree, order)
        # What is near is known only beside all that is exact, however little of it is asked for.
        found = run.exact(asked, None if limit is None else max(limit, ENOUGH))
        if stale():
            return None
        if found.needles and found.total < ENOUGH and order == "relevance":
            found = run.with_near(found, stale)
        elif or_near and found.needles and not found.total:
            found = run.near_in_order(found, stale)
        if stale():
            return None
        if not found.total and found.needles and suggest_other:
            found = replace(found, suggestion=suggest(asked, self._count, self._corrected, self._heard))
        if facets:
            found = replace(found, facets=self._counter.count(searcher, run.everything(found), asked.tree))
        return replace(found.first(limit), hints=(*asked.hints, *matcher.hints))

    def hits(self, found: Found, start: int = 0, stop: int = 50, *, snippets: int | None = None) -> list[Hit]:
        """Some of what was found, with what is to be marked in it.

        Args:
            found: what :meth:`find` gave.
            start: the first place in ``found.ids``.
            stop: the place behind the last.
            snippets: for so many of them a passage of the body is read from the file; None: for all.
        """
        markers = self._markers(found, near=found.exact < min(stop, len(found.ids)))
        ids = found.ids[start:stop]
        posts = self._catalog.by_row(ids)
        hits: list[Hit] = []
        for place, number in enumerate(ids, start):
            post = posts.get(number)
            if post is None:  # taken out since
                continue
            kind = MATCHES[found.kinds[place]]
            spans = next(filter(None, (marker.title_spans(post.title, kind) for marker in markers[kind])), ())
            text = self._text_of(post) if snippets is None or len(hits) < snippets else ""
            passage, marks = snippet(text, _wanted(found, post, kind, spans, text)) if text else ("", ())
            hits.append(Hit(post, kind, found.scores[place], spans, passage, marks))
        return hits

    def _markers(self, found: Found, *, near: bool) -> dict[Match, list[Marker]]:
        """What marks the titles of each kind of hits; where several may, the first that finds something does."""
        exact = Marker(found.needles)
        if not near:
            return {"exact": [exact]}
        tables = self._readings
        apart = Marker(found.needles, tables)
        joined = Marker(needles(joined_pinyin(found.asked.tree, tables)), tables)
        return {"exact": [exact], "pinyin": [joined, apart], "homophone": [apart], "typo": [apart]}

    def _count(self, typed: str) -> int:
        """How many posts a query finds exactly."""
        found = self.find(typed, order="date", limit=1, facets=False, suggest_other=False)
        return found.total if found is not None else 0

    def _corrected(self, word: str) -> str:
        """A word as it stands in the title nearest to it, or pinyin as it stands in texts; empty when right, or near to none."""
        found = self.find(word, facets=False, suggest_other=False)
        if found is None or found.exact:
            return ""
        if (not found.ids or MATCHES[found.kinds[0]] == "typo") and (other := self._heard(word)):
            return other
        (hit, *_) = self.hits(found, 0, 1, snippets=0) or (None,)
        return hit.post.title[slice(*hit.title_marks[0])] if hit is not None and hit.title_marks else ""

    def _heard(self, word: str) -> str:
        """The word that most texts have of those that are read as typed; empty when none is."""
        searcher = self._catalog.texts.searcher()
        return heard(word, self._readings, searcher) if searcher is not None else ""

    @property
    def _readings(self) -> Readings:
        from reader import readings  # noqa: PLC0415 -- tables that an exact answer does not need

        return readings.load()


def _wanted(
    found: Found, post: Post, kind: Match, spans: Sequence[tuple[int, int]], text: str
) -> list[Needle]:
    """What is to be marked in the text of a hit: what was asked for, or what it has instead."""
    if kind == "exact":
        return found.needles
    instead = slices(post.title, spans) or (misspelt(text, found.needles) if kind == "typo" else [])
    return [*found.needles, *instead]
