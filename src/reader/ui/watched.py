"""Watched words on the screen: coloured in lists and texts, with a place that lists the posts that have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader import datewords
from reader.errors import CatalogUnusable
from reader.language import later, tr
from reader.ui.latest import Latest
from reader.ui.messages import Report
from reader.ui.place import Place

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from reader.document.find import Match
    from reader.library.listing import Listing
    from reader.library.watchwords import Newest, WatchWords
    from reader.session import Session
    from reader.ui.marks import Mark, Where
    from reader.ui.screens.main import MainScreen


@dataclass(eq=False, repr=False)
class Counted(Report):
    """How many posts have a watched word, and what finds the words in titles."""

    words: WatchWords
    place: Place

    def deliver(self, screen: MainScreen) -> None:
        screen.watched.take(self)


def listing_of(session: Session, words: WatchWords | None) -> Listing:
    """The posts that have any of the words, newest first."""
    from reader.library.listing import Listing  # noqa: PLC0415

    if words is None or not words.query:
        return Listing.empty()
    found = session.search.find(words.query, order="date", limit=None, facets=False, suggest_other=False)
    assert found is not None  # nobody has said that it is no longer wanted
    return found.listing


class Watched:
    """Looks out for words.

    Args:
        screen: whose lists, places and article show them.
        words: what the user looks out for.
    """

    def __init__(self, screen: MainScreen, words: tuple[str, ...]) -> None:
        self._screen, self._written = screen, words
        self._queue = Latest("watched words")
        self._known: WatchWords | None = None
        self._counted: object = None
        screen.loader.lookout = self.pattern
        screen.lists.browsing.words = self.words

    def close(self) -> None:
        """Count no more."""
        self._queue.close()

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for has been sent."""
        return self._queue.idle

    def words(self) -> WatchWords | None:
        """What is looked out for; None when that is nothing. For any thread but the screen's, where it is new."""
        written, known = self._written, self._known
        if not written:
            return None
        if known is None or known.words != written:
            from reader.library.watchwords import WatchWords  # noqa: PLC0415 -- and the engine: not for a first screen

            known = self._known = WatchWords(written)
        return known

    def pattern(self) -> re.Pattern[str] | None:
        """What finds them in folded text."""
        words = self.words()
        return words.pattern if words is not None else None

    def look_for(self, words: tuple[str, ...]) -> None:
        """Look out for other words from now on."""
        self._written, self._counted = words, None
        screen = self._screen
        self.refresh()
        screen.preview.show(again=True)
        if words and screen.lists.browsing.place.kind == "watched" and not screen.search.is_on:
            screen.lists.load()

    # -- the list and the places ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count the posts that have a word, if that may have changed; in a thread."""
        if self._written:
            session, send = self._screen.session, self._screen.post_message
            self._queue.run(lambda: self._count(session, send))
        elif self._known is not None or self._screen.lists.browsing.place.kind == "watched":
            self._known = None
            self._forget()

    def _count(self, session: Session, send: Callable[[Counted], object]) -> None:
        from reader.library import watchwords  # noqa: PLC0415
        from reader.model import Selection  # noqa: PLC0415

        words = self.words()
        if words is None:
            return
        _ = words.pattern  # made here, not on the screen
        try:
            newest = watchwords.newest_day(session.catalog.head(Selection(), "date"))
            state = id(session), session.catalog.generation(), words, newest
            if state == self._counted:
                return
            posts = (
                _total(session, f"({words.query}) date:{newest.day:%Y-%m-%d}") if newest is not None else 0
            )
            has_any = posts or _total(session, words.query)
        except CatalogUnusable:
            return  # said already, where the list is read
        self._counted = state
        notes = _notes(posts, newest) if has_any else ("0",)
        send(Counted(words, Place("watched", later("Watched"), notes=notes)))

    def take(self, message: Counted) -> None:
        """The words have been counted: show it, unless others are looked out for meanwhile."""
        if message.words.words == self._written:
            self._screen.posts.look_for(message.words)
            self._screen.places.show(watched=message.place)

    def _forget(self) -> None:
        """There is nothing to look out for any more."""
        screen = self._screen
        screen.posts.look_for(None)
        screen.places.show(watched=False)
        if screen.lists.browsing.place.kind == "watched" and not screen.search.is_on:
            screen.places.go_to("all")
            screen.lists.open(screen.places.current)

    # -- the article ----------------------------------------------------------------------------------------

    def mark(self, matches: Sequence[Match]) -> None:
        """Colour the words in the article that is shown."""
        if not matches:
            self._screen.article.mark({}, "watched")
            return
        from reader.ui.marks import Mark  # noqa: PLC0415 -- not before there is one

        marks: dict[Where, list[Mark]] = {}
        for match in matches:
            marks.setdefault((match.part, match.block), []).append(Mark(match.start, match.stop, "watched"))
        self._screen.article.mark(marks, "watched")


def _total(session: Session, query: str) -> int:
    """How many posts a query finds."""
    found = session.search.find(query, order="date", limit=1, facets=False, suggest_other=False)
    return found.total if found is not None else 0


def _notes(posts: int, newest: Newest | None) -> tuple[str, ...]:
    """How many of the posts with watched words came on the newest day, the longest way to say it first."""
    from reader.library import days  # noqa: PLC0415

    if newest is None:
        return ()
    if newest.is_today:
        return (tr("{count:,} today").format(count=posts),)
    day = datewords.recent_day(newest.day, days.today())
    return tr("{count:,} on {day}").format(count=posts, day=day), f"{posts:,}"
