"""Picking several posts of a list, so that what one does next is done to all of them; and the copies of a post.

Picks belong to the list: they stay while one scrolls and sorts it and while the archive changes, and are let go of when
another list is opened. They count while the list has the focus: in an article, what one does is done to the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.language import tr
from reader.ui.keys import key_name
from reader.ui.latest import Latest
from reader.ui.messages import Report
from reader.ui.picks import Picks
from reader.ui.words import NO_POST

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Hashable

    from reader.library.listing import Listing
    from reader.model import Post
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.results import Results

MOST = 1_000
"""Posts that are bookmarked, labelled, copied or taken out at once, at most. Each is read for it, which takes ten seconds for so
many from a cold disk; and of what one keeps, a file of lines, one wants to read the lines. Marking read has no such limit."""


@dataclass(eq=False, repr=False)
class Carried(Report):
    """The picks of a list, in a newer state of it."""

    before: Picks
    picks: Picks

    def deliver(self, screen: MainScreen) -> None:
        screen.picking.take(self)


class Picking:
    """The methods named in the key table as ``pick('…')``.

    Args:
        screen: in whose list posts are picked.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen, self._posts = screen, screen.posts
        self._posts.carry = self.carry
        self._threads = Latest("picks")
        self._list: Hashable = None
        """Which list the picks are of."""
        self._last: tuple[int, int] | None = None
        """The post that was picked last: its row id, and when it was posted."""

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return self._threads.idle

    def close(self) -> None:
        """Pick nothing more."""
        self._threads.close()

    # -- what is picked -------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many posts are picked, as far as it matters now: none while one reads an article."""
        return 0 if self._screen.panes.is_reading else len(self._posts.picks)

    def posts(self, most: int = MOST) -> list[Post]:
        """The posts that an action is meant for: the picked ones, else the current one.

        Where the list is empty, or more than ``most`` are picked, the user is told so, and there are none.
        """
        if not len(self._posts.listing):
            self._screen.notify(tr(NO_POST), timeout=3)
            return []
        if not self.count:
            return [post] if (post := self._posts.current) is not None else []
        if self.count > most:
            words = tr(
                "{count:,} posts are picked; that goes for {most:,} at most. To find many again, save a search: {key}."
            )
            told = words.format(count=self.count, most=most, key=key_name("save-search"))
            self._screen.notify(told, severity="warning", timeout=6, markup=False)
            return []
        return [post for post in self._screen.loader.posts(self._posts.picks.rows) if post is not None]

    def rows(self) -> Callable[[], array[int]]:
        """What gives, in a thread, the row ids of the posts to be marked read or unread: of the picked ones (else the current
        one), and of copies that are folded under these, whose story they tell.
        """
        posts = self._posts
        if self.count:
            return posts.listed.row_ids_of(posts.picks)
        ids = posts.listed.row_ids_at(posts.position)
        return lambda: ids

    # -- picking --------------------------------------------------------------------------------------------

    def one(self) -> None:
        """Pick the current post, or let go of it, and go one down."""
        posts = self._posts
        if not len(posts.listing):
            self._screen.notify(tr("There is nothing here to be picked."), timeout=3)
            return
        self.toggle(posts.position)
        posts.step(1)

    def toggle(self, position: int) -> None:
        """Pick a post, or let go of it."""
        picked = position not in self._posts.picks
        self._posts.picks.put([position], picked)
        self._last = self._known_by(position)
        self._show()

    def up_to_here(self) -> None:
        """Pick all from the post that was picked last to the current one."""
        if len(self._posts.listing):
            self.up_to(self._posts.position)

    def up_to(self, position: int) -> None:
        """The same to any post."""
        posts = self._posts
        start = posts.listing.find(*self._last) if self._last is not None and len(posts.picks) else None
        span, copies = posts.listed.between(position if start is None else start, position)
        posts.picks.put_range(span)
        posts.picks.put(copies)
        self._last = self._known_by(position)
        self._show()

    def _known_by(self, position: int) -> tuple[int, int]:
        listing = self._posts.listing
        return listing.ids[position], listing.posted[position] if listing.dated else 0

    def every(self) -> None:
        """Pick all posts of the list; if all are picked, none."""
        posts = self._posts
        if not posts.listing.complete:
            self._screen.notify(tr("The list is still being read."), timeout=3)
            return
        before = len(posts.picks)
        posts.picks.put_all()
        if before and len(posts.picks) == before:
            posts.picks = Picks(posts.listing)
        self._show()

    def clear(self) -> bool:
        """Let go of all; False when none is picked."""
        if not self.count:
            return False
        self._posts.picks = Picks(self._posts.listing)
        self._show()
        return True

    def copies(self) -> None:
        """Show the copies of the current post, or fold them again."""
        if not self._posts.toggle_copies():
            self._screen.notify(tr("This post has no copies in this list."), timeout=3)

    def _show(self) -> None:
        self._posts.forget_drawn()
        self.tell()

    def tell(self) -> None:
        """Say how many are picked, and what can be done to them."""
        self._screen.lists.entitle()
        self._screen.tell_keys()

    # -- in another state of the list -----------------------------------------------------------------------

    def carry(self, listing: Listing, results: Results | None, known: Picks | None) -> Picks:
        """The picks for what is to be listed now: those that are ``known``; else none where it is another list."""
        before, here = self._posts.picks, self._which(results)
        if known is not None:
            self._list, self._last = here, None
            picks = known
        elif not len(before) or here != self._list:
            self._list, self._last = here, None
            picks = Picks(listing)
        elif before.is_quick(listing):
            picks = before.carried(listing)
        else:
            picks = Picks(listing, beyond=before.rows)
            send = self._screen.post_message
            self._threads.run(lambda: _carry(before, picks, listing, send))
        if len(before) or len(picks):
            self._screen.call_later(self.tell)
        return picks

    def take(self, message: Carried) -> None:
        """It is known where the picks are now."""
        if self._posts.picks is message.before:
            self._posts.picks = message.picks
            self._show()

    def _which(self, results: Results | None) -> Hashable:
        """Which list it is, and of which catalogue: another one has other row ids."""
        screen = self._screen
        if results is not None:
            return screen.loader.token(), *screen.search.asked
        place = screen.lists.browsing.place
        return screen.loader.token(), place.kind, place.key

    def run(self, what: str) -> None:
        """Carry out ``pick('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()


def _carry(before: Picks, picks: Picks, listing: Listing, send: Callable[[Carried], object]) -> None:
    send(Carried(picks, before.carried(listing)))
