"""What takes time, in threads: lists, counts, articles, answers."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.config import Reading
from reader.errors import CatalogUnusable, ReaderError
from reader.language import tr
from reader.library.listing import Listing
from reader.library.rows import UNKNOWN
from reader.library.sources import grouped
from reader.model import Article, Order, Post, PostId, Selection, is_id
from reader.ui.branches import Branches
from reader.ui.latest import Latest
from reader.ui.messages import Answered, ArticleLoaded, Damaged, HitsLoaded, ListLoaded, LoadFailed, Timed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from textual.message import Message

    from reader.document.blocks import Document
    from reader.document.find import Match
    from reader.document.pace import Pace
    from reader.kept import KeptOrder
    from reader.session import Session
    from reader.state.store import Spot
    from reader.ui.questions import Question
    from reader.ui.widgets.results import Results


T = TypeVar("T")

_LONG, _OPENING = 12_000, 6_000
"""Of a body of more than so many characters, so many are shown first: enough for any screen, in a few milliseconds."""
_REST = 0.2
"""Seconds without a new question after which the posts that were found are counted along time."""
_FIRST = 24
"""Results that are sent with what is marked in their titles at once; of others it is asked when they are in view."""


class Found(NamedTuple):
    """A post, and what a list finds it by."""

    post: Post
    row: int
    posted: int
    """UTC seconds, or ``UNKNOWN``."""


class Loader:
    """Reads for one screen.

    Args:
        session: where from.
        send: takes each result, from any thread.
    """

    def __init__(self, session: Session, send: Callable[[Message], object]) -> None:
        self.session = session
        self.reading = Reading()
        self.marking = False
        """Whether something is to be marked in articles as they are shown: then their text is folded here."""
        self.lookout: Callable[[], re.Pattern[str] | None] = lambda: None
        """What finds the words that are to be coloured in every article; asked in a thread."""
        self.folds = True
        """Copies of a post are to be folded under it."""
        self._send = send
        self._lists, self._articles, self._answers = Latest("lists"), Latest("articles"), Latest("answers")
        self._hits, self._times = Latest("hits"), Latest("posts along time")
        self._question: Question | None = None
        self._listed_until = 0.0

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for has been sent."""
        return all(queue.idle for queue in self._queues)

    @property
    def _queues(self) -> tuple[Latest, ...]:
        return self._lists, self._articles, self._answers, self._hits

    def close(self) -> None:
        """No more results."""
        self._question = None
        for queue in (*self._queues, self._times):
            queue.close()

    def _watched(self, job: Callable[[], None]) -> Callable[[], None]:
        """``job``, but a catalogue that turns out to be damaged is reported instead of raised."""

        def run() -> None:
            try:
                job()
            except CatalogUnusable as error:
                self._send(Damaged(error.message))

        return run

    def safely(self, job: Callable[[], T], otherwise: T) -> T:
        """What ``job`` gives, at once; something else when the catalogue turns out to be damaged."""
        try:
            return job()
        except CatalogUnusable as error:
            self._send(Damaged(error.message))
            return otherwise

    def posts(self, ids: Sequence[int]) -> Sequence[Post | None]:
        """The posts of some row ids: None for those that are no longer there."""
        return self.safely(lambda: self.session.posts_by_row(ids), [])

    def read_among(self, posts: Iterable[Post]) -> set[PostId]:
        """Those of a screenful of posts that have been read."""
        state = self.session.state
        return state.store.read_among(state.archive, [post.id for post in posts if is_id(post.id)])

    def head(self, selection: Selection, order: Order) -> Listing:
        """The first screen of a list."""
        return self.safely(lambda: self.session.catalog.head(selection, order), Listing.empty())

    def folded(self, listing: Listing) -> Listing:
        """A small part of a list by date with its copies folded, if that is wanted."""
        if not self.folds or not len(listing):
            return listing
        return self.safely(lambda: self.session.copies.fold_part(listing), listing)

    def is_quick(self, selection: Selection) -> bool:
        """Whether :meth:`head` gives it at once."""
        return self.safely(lambda: self.session.catalog.is_quick(selection), False)

    def bookmarks(self, order: KeptOrder) -> Listing:
        """The list of what is kept."""
        return self.safely(lambda: self.session.keeping.listing(order), Listing.empty())

    def token(self) -> int:
        """Names the catalogue."""
        return self.safely(self.session.catalog.token, 0)

    def find(self, post_id: PostId) -> Found | None:
        """A post, and where it is in lists; None when it is no longer there."""
        catalog = self.session.catalog

        def look() -> Found | None:
            post = catalog.get(post_id)
            row = catalog.row_id(post.id) if post is not None else None
            if post is None or row is None:
                return None
            return Found(post, row, catalog.dates([row]).get(row, UNKNOWN))

        return self.safely(look, None)

    def list(
        self,
        stamp: int,
        choose: Callable[[], tuple[Selection, Order] | Listing],
        *,
        soon: bool = False,
        folds: bool = True,
    ) -> None:
        """Read a whole list and the counts of all places.

        Args:
            stamp: comes back with it.
            choose: gives the list, or says which it is.
            soon: it merely follows a sync: not before three times as long has passed as the last time took.
            folds: copies may be folded in it.
        """
        job = self._watched(lambda: self._list(stamp, choose, folds=folds and self.folds))
        self._lists.run(job, not_before=self._listed_until if soon else 0.0)

    def _list(
        self, stamp: int, choose: Callable[[], tuple[Selection, Order] | Listing], *, folds: bool
    ) -> None:
        begun = time.monotonic()
        catalog = self.session.catalog
        everything = catalog.listing(Selection())
        chosen = choose()
        if not isinstance(chosen, tuple):
            listing = chosen
        elif chosen == (Selection(), "date"):
            listing = everything
        else:
            listing = catalog.listing(*chosen)
        if folds:
            listing = self.session.copies.fold(listing)
        _ = listing.days, listing.counts, everything.months  # found here, so that the screen need not
        message = ListLoaded(
            *(stamp, listing, everything, Branches(catalog.categories())),
            *(grouped(catalog.authors()), catalog.doubtful()),
        )
        self._send(message)
        self._listed_until = time.monotonic() + max(0.2, 3 * (time.monotonic() - begun))

    def article(self, post: Post, *, whole: bool = False) -> None:
        """Read a post and understand it; of a long one the beginning is sent first, unless the ``whole`` is wanted."""
        self._articles.run(lambda: self._article(post, whole=whole))

    def _article(self, post: Post, *, whole: bool = False) -> None:
        from reader.ui.head import head, note  # noqa: PLC0415 -- and with it the document layer, off the first screen

        try:
            article = self.session.read(post)
        except ReaderError as error:
            self._send(LoadFailed(post, error.message))
            return
        state = self.session.state
        spot = state.store.place(state.archive, post.id) if is_id(post.id) else None
        if len(article.body) > _LONG and not whole:
            opening = self.session.document(article, limit=_OPENING)
            self._send_article(article, head(article.post), opening, self._pace(opening), spot)
            if self._articles.overtaken:
                return
        body = self.session.document(article, stopped=lambda: self._articles.overtaken)
        if not body.complete:
            return  # another one is wanted
        if body.blocks:
            pace = self._pace(body)
            self._send_article(article, head(article.post, pace.minutes), body, pace, spot)
        else:
            self._send(ArticleLoaded(article, head(article.post), note(tr("(no text)"))))

    def _send_article(
        self, article: Article, top: Document, body: Document, pace: Pace, spot: Spot | None
    ) -> None:
        finder, pattern = None, self.lookout()
        watched: Sequence[Match] = ()
        if self.marking or pattern is not None:
            from reader.document.find import Finder  # noqa: PLC0415

            finder = Finder((top, body))
            finder.prepare()
            watched = finder.find_all([pattern]) if pattern is not None else ()
        self._send(ArticleLoaded(article, top, body, pace, finder, spot, watched))

    def _pace(self, body: Document) -> Pace:
        from reader.document.pace import Pace  # noqa: PLC0415

        return Pace(body, self.reading.cjk_per_minute, self.reading.words_per_minute)

    def warm(self) -> None:
        """Get ready for questions."""
        self._answers.run(self._watched(self._warm))

    def _warm(self) -> None:
        from reader import readings  # noqa: PLC0415 -- tables for pinyin, which the first Latin letter asks for

        self.session.search.find("", limit=1)
        readings.load()
        # A pass over all objects takes 20 ms, and one of ten keys would wait for it: what is here to stay is left out,
        # and the passes come a fifth as often.
        gc.freeze()
        gc.set_threshold(700, 10, 50)

    def ask(self, question: Question) -> None:
        """Answer a question; the one before no longer matters."""
        self._question = question
        self._answers.run(self._watched(lambda: self._answer(question)))

    def forget_question(self) -> None:
        """The last question no longer matters."""
        self._question = None

    def _answer(self, question: Question) -> None:
        def stale() -> bool:
            return question is not self._question

        found = question.ask(self.session, stale)
        if found is None or stale():
            return
        search, remedy = self.session.search, None
        if not found.ids and question.typed:
            from reader.ui.narrowing import remedy as remedy_for  # noqa: PLC0415 -- not before nothing is found

            remedy = remedy_for(search, found, question.typed, stale)
        hits = search.hits(found, 0, _FIRST, snippets=0)
        if not stale():
            self._send(Answered(question, found, hits, remedy, self.session.catalog.texts.missing()))
            self._count(question, found.listing)

    def _count(self, question: Question, listing: Listing) -> None:
        """Count along time what was found, when no key has come for a while: it takes as long as some answers."""

        def run() -> None:
            if question is self._question:
                _ = listing.counts
                self._send(Timed(listing))

        if listing.dated:
            self._times.run(run, not_before=time.monotonic() + _REST)

    def hits(self, results: Results, positions: range, *, passages: bool) -> None:
        """Find what is to be marked in some results, and the passages that show it."""
        self._hits.run(self._watched(lambda: self._read_hits(results, positions, passages=passages)))

    def _read_hits(self, results: Results, positions: range, *, passages: bool) -> None:
        search, snippets = self.session.search, None if passages else 0
        hits = search.hits(results.found, positions.start, positions.stop, snippets=snippets)
        self._send(HitsLoaded(results, positions, hits))
