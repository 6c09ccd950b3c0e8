"""Through time: from day to day, month to month and unread post to unread post of what is listed.

"Next" is always further down the list, whatever its order: where a list begins with the newest post, the next day is
the one before.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader import clock
from reader.errors import ReaderError
from reader.language import tr
from reader.ui.keys import key_name
from reader.ui.latest import Latest
from reader.ui.messages import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from reader.library.listing import Group, Listing
    from reader.tallies import Rows
    from reader.ui.calendar_actions import CalendarActions
    from reader.ui.screens.main import MainScreen


@dataclass(eq=False, repr=False)
class UnreadFound(Report):
    """Where the next unread post of a list is."""

    number: int
    """Of the wish."""
    listing: Listing
    position: int | None
    """None: there is none in that direction."""
    step: int
    """1 or -1: in which direction."""

    def deliver(self, screen: MainScreen) -> None:
        screen.time.take_unread(self)


class TimeActions:
    """The methods named in the key table as ``time('…')``.

    Args:
        screen: in whose list one moves.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen, self._posts = screen, screen.posts
        self._unread = Latest("next unread post")
        self._number = self._steps = 0
        self._calendar: CalendarActions | None = None

    def close(self) -> None:
        """Look for nothing more."""
        self._unread.close()
        if self._calendar is not None:
            self._calendar.close()

    @property
    def idle(self) -> bool:
        """Whether nothing is looked for."""
        return self._unread.idle and (self._calendar is None or self._calendar.idle)

    def run(self, what: str) -> None:
        """Carry out ``time('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()

    # -- days and months ------------------------------------------------------------------------------------

    def next_day(self) -> None:
        self._go_on(lambda listing: listing.day_at, 1)

    def previous_day(self) -> None:
        self._go_on(lambda listing: listing.day_at, -1)

    def next_month(self) -> None:
        self._go_on(lambda listing: listing.month_at, 1)

    def previous_month(self) -> None:
        self._go_on(lambda listing: listing.month_at, -1)

    def _go_on(self, span: Callable[[Listing], Callable[[int], Group]], step: int) -> None:
        """To the first post of the day (or month) after that of the current one, or before it."""
        listing = self._posts.listing
        if not len(listing):
            self._tell(tr("Nothing is listed here."))
            return
        if not listing.dated:
            words = tr("This list does not run by date, so it has no days. {key} puts it into another order.")
            self._tell(words.format(key=key_name("sort")))
            return
        group_at = span(listing)
        here = group_at(self._posts.position)
        if step > 0 and (following := self._shown(range(here.stop, len(listing)))) is not None:
            self.show(following)
        elif step < 0 and (before := self._shown(range(here.start), last=True)) is not None:
            group = group_at(before)
            self.show_first(range(group.start, group.stop))
        elif step > 0 and not listing.complete:
            self._tell(tr("The rest of the list is still being read."))
        else:
            self._tell(self._no_more(months=span(listing) == listing.month_at, step=step))

    def _shown(self, span: range, *, last: bool = False) -> int | None:
        """The first (or last) post of a stretch of the list that is not folded under another one."""
        folds = self._posts.listed.folds
        if folds is None or not span:
            return (span[-1] if last else span[0]) if span else None
        found = (folds.shown.rfind if last else folds.shown.find)(1, span.start, span.stop)
        return found if found >= 0 else None

    def _no_more(self, *, months: bool, step: int) -> str:
        if months:
            return (
                tr("This is the last month of the list.")
                if step > 0
                else tr("This is the first month of the list.")
            )
        return (
            tr("This is the last day of the list.") if step > 0 else tr("This is the first day of the list.")
        )

    def show(self, position: int) -> None:
        """Stand on a post, with its heading at the top; what has the focus keeps it, but the places give it to the list."""
        if self._screen.panes.current == "places":
            self._screen.panes.focus("list")
        self._posts.go_to(position)
        self._posts.put_above(1)

    def show_first(self, span: range) -> None:
        """Stand on the first post of a stretch of the list, rather not on one that is folded under another."""
        found = self._shown(span)
        self.show(span.start if found is None else found)

    # -- the strip ------------------------------------------------------------------------------------------

    def earlier(self) -> None:
        self._step(-1)

    def later(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        """To the next bar of the strip with posts: its first one in the order of the list."""
        posts = self._posts
        if posts.strip is None:
            self._tell(tr("The posts of this list have not been counted along time."))
            return
        scale = posts.strip_scale
        day = posts.day_of_cursor
        if scale is None:
            self._tell(tr("All posts of this list are of one day."))
            return
        bucket = scale.bucket_of(day) if day is not None else len(scale) if step < 0 else -1
        found = scale.nearest(bucket, step)
        if found is not None:
            self.point(scale.dates(found))
        elif step < 0:
            self._tell(tr("Nothing in this list is earlier."))
        else:
            self._tell(tr("Nothing in this list is later."))

    def point(self, days: tuple[date, date] | None, steps: int = 0) -> None:
        """To the first post of some days in the order of the list; without days by bars of the strip, down or up the list."""
        listing, results = self._posts.listing, self._posts.results
        if days is None:
            downwards = listing.dated and listing.newest_first
            self._step(-steps if downwards else steps)
        elif listing.dated:
            first = max(0, min(listing.between(*days).start, len(listing) - 1))
            shown = self._shown(range(first, len(listing)))
            self.show(first if shown is None else shown)
        elif results is not None:
            from reader.library.found import KNOWN  # noqa: PLC0415 -- known by then

            dated = (
                (at, clock.local(each).date())
                for at, each in enumerate(results.found.posted)
                if each >= KNOWN
            )
            inside = (at for at, day in dated if days[0] <= day <= days[1])
            if (position := next(inside, None)) is not None:
                self._posts.go_to(position)
            else:
                words = tr(
                    "Of that time there are only results further down than are listed. {key} sorts them by date."
                )
                self._tell(words.format(key=key_name("sort")))

    # -- the calendar ---------------------------------------------------------------------------------------

    def calendar(self) -> None:
        """How many posts of the list each day has, and the way to any of them."""
        if self._calendar is None:
            from reader.ui.calendar_actions import CalendarActions  # noqa: PLC0415 -- not before it is wanted

            self._calendar = CalendarActions(self._screen, self.show_first)
        self._calendar.open()

    # -- unread posts ---------------------------------------------------------------------------------------

    def next_unread(self) -> None:
        self._look_for_unread(1)

    def previous_unread(self) -> None:
        self._look_for_unread(-1)

    def _look_for_unread(self, step: int) -> None:
        """Look for it in a thread: which posts have been read takes a moment to know, and the list may be long.

        Keys that come before the answer count on: two of them go to the post after the next.
        """
        self._steps = self._steps + step if self._steps * step > 0 else step
        self._look_from(self._posts.position, self._steps)

    def _look_from(self, position: int, steps: int) -> None:
        self._number += 1
        number, listing, step = self._number, self._posts.listing, 1 if steps > 0 else -1
        session, send = self._screen.session, self._screen.post_message

        def run() -> None:
            with suppress(ReaderError):  # of the catalogue; the list will tell of it
                found = unread_from(listing, session.reads.rows(), position, steps)
                send(UnreadFound(number, listing, found, step))

        self._unread.run(run)

    def take_unread(self, message: UnreadFound) -> None:
        """Go there, unless something else is wanted by now."""
        if message.number != self._number or message.listing is not self._posts.listing:
            return
        found = message.position
        if found is not None and self._posts.listed.is_read(found):  # marked a moment ago, not written yet
            self._look_from(found, message.step)
            return
        self._steps = 0
        if found is not None:
            if self._screen.panes.current == "places":
                self._screen.panes.focus("list")
            self._posts.go_to(found)
        elif message.step > 0 and not message.listing.complete:
            self._tell(tr("The rest of the list is still being read."))
        elif message.step > 0:
            self._tell(tr("No unread post follows in this list."))
        else:
            self._tell(tr("There is no unread post before this one in the list."))

    def _tell(self, words: str) -> None:
        self._screen.notify(words, timeout=3, markup=False)


def unread_from(listing: Listing, rows: Rows, position: int, steps: int) -> int | None:
    """The position of the unread post ``steps`` further (negative: before); None when there are not so many."""
    ids, folds = listing.ids, listing.folds
    ahead = range(position + 1, len(ids)) if steps > 0 else range(position - 1, -1, -1)
    unread = (at for at in ahead if ids[at] not in rows)
    if folds is not None:  # a row stands for all that is folded under it
        copies = folds.copies
        unread = (
            at
            for at in ahead
            if folds.shown[at] and not all(ids[each] in rows for each in (at, *copies.get(at, ())))
        )
    return next(islice(unread, abs(steps) - 1, None), None)
