"""What the calendar is opened with, and what it is left for: to go to a day in the list, or to list it only."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from reader import clock, datewords
from reader.errors import ReaderError
from reader.language import tr
from reader.library.days import today
from reader.library.narrowing import narrowed
from reader.library.rows import UNKNOWN
from reader.library.timescale import Counts
from reader.ui.calendar_layout import month_end
from reader.ui.latest import Latest
from reader.ui.narrowing import clause_of
from reader.ui.screens.calendar import CalendarScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from reader.library.found import Found
    from reader.library.listing import Listing
    from reader.session import Session
    from reader.ui.place import Place
    from reader.ui.screens.calendar import Wish
    from reader.ui.screens.main import MainScreen


class CalendarActions:
    """Opens the calendar on what is listed.

    Args:
        screen: whose list it is.
        show: stands on the first post of a stretch of it.
    """

    def __init__(self, screen: MainScreen, show: Callable[[range], None]) -> None:
        self._screen, self._posts, self._show = screen, screen.posts, show
        self._counting = Latest("posts along time")

    def close(self) -> None:
        """Count nothing more."""
        self._counting.close()

    @property
    def idle(self) -> bool:
        """Whether nothing is counted."""
        return self._counting.idle

    def open(self) -> None:
        """Show how many posts of the list each day has, to go to one."""
        listing, search = self._posts.listing, self._screen.search
        counts = listing.counted
        title = (search.typed or tr("Found")) if search.is_on else self._screen.lists.browsing.place.name
        calendar = CalendarScreen(title, self._first_day, counts, in_order=listing.dated)
        self._screen.app.push_screen(calendar, self._take_wish)
        if counts is None:
            session, found = self._screen.session, search.found
            place, typed, call = (
                self._screen.lists.browsing.place,
                search.typed,
                self._screen.app.call_from_thread,
            )

            def run() -> None:
                with suppress(
                    ReaderError, RuntimeError
                ):  # of the catalogue; the program may have ended meanwhile
                    known = counts_of(session, listing, place, found, typed)
                    call(calendar.show, known)

            self._counting.run(run)

    @property
    def _first_day(self) -> date:
        """The day that the calendar begins with: that of the post, else of the last one with a date, else today."""
        counts = self._posts.listing.counted
        if (day := self._posts.day_of_cursor) is not None:
            return day
        return counts.bounds[1] if counts is not None and counts.bounds is not None else today()

    def _take_wish(self, wish: Wish | None) -> None:
        """Do what the calendar was left for."""
        if wish is None:
            return
        if wish.kind == "go":
            self._go_to_days(wish.first, wish.last)
        elif wish.kind == "every-year":
            self._list_only(f"date:*-{wish.first:%m-%d}")
        elif wish.first == wish.last:
            self._list_only(f"date:{wish.first.isoformat()}")
        elif (wish.first.day, wish.last) == (1, month_end(wish.first.year, wish.first.month)):
            self._list_only(f"date:{wish.first.isoformat()[:7]}")
        else:
            self._list_only(f"date:{wish.first.isoformat()}..{wish.last.isoformat()}")

    def _go_to_days(self, first: date, last: date) -> None:
        """To the first post of some days in the list; where they have none, to the nearest day that has, and say so."""
        listing = self._posts.listing
        within = listing.between(first, last)
        if not within:
            nearest = listing.nearest_day(first)
            if nearest is None:
                self._tell(tr("No post of this list has a date."))
                return
            within = listing.between(nearest, nearest)
            words = tr("Nothing of {day}; the nearest day with posts is {nearest}.")
            day = first.isoformat() if first == last else f"{first.isoformat()} … {last.isoformat()}"
            self._tell(words.format(day=day, nearest=datewords.day(nearest)))
        self._show(within)

    def _list_only(self, clause: str) -> None:
        """Search what is listed for a date; leaving the search leads back."""
        search, panes = self._screen.search, self._screen.panes
        query = search.typed if search.is_on else clause_of(self._screen.lists.browsing.place)
        search.begin(panes.current, narrowed(query, clause) if query else clause, "date")
        search.use()
        panes.focus("list")

    def _tell(self, words: str) -> None:
        self._screen.notify(words, timeout=4, markup=False)


def counts_of(session: Session, listing: Listing, place: Place, found: Found | None, typed: str) -> Counts:
    """The posts of a list along time, whatever its order.

    Args:
        session: of the archive.
        listing: what is listed.
        place: whose posts it has, unless it was found.
        found: what it was found by; perhaps the best of it only.
        typed: the query.
    """
    if listing.dated and listing.complete:
        return listing.counts
    if found is not None and typed and found.total > len(found.ids):
        whole = session.search.find(typed, order="date", facets=False)
        if whole is not None and whole.listing.dated:
            return whole.listing.counts
    elif found is None and place.kind in {"all", "category", "source", "author", "year", "month"}:
        return session.catalog.listing(place.selection).counts
    dates = session.catalog.dates(listing.ids).values()
    return Counts(sorted(Counter(clock.local(at).date() for at in dates if at != UNKNOWN).items()))
