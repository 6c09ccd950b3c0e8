"""The posts of a list: which there are, in which row each stands, and what is known of them; it needs no screen."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from reader import clock
from reader.library.listing import Group, Listing
from reader.library.rows import UNKNOWN
from reader.ui.widgets.arrangement import Arrangement
from reader.ui.widgets.fetched import Fetched
from reader.ui.widgets.glanced import Glanced
from reader.ui.widgets.post_rows import ALONE
from reader.ui.widgets.stories import Stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from reader.library.copies import Folds
    from reader.library.timescale import Counts
    from reader.model import Post
    from reader.ui.picks import Picks
    from reader.ui.widgets.fetched import PostSource
    from reader.ui.widgets.post_rows import Story
    from reader.ui.widgets.results import Results


class ListedPosts:
    """Posts of a listing.

    Args:
        source: has the posts.
    """

    def __init__(self, source: PostSource) -> None:
        self.listing = Listing.empty()
        self.results: Results | None = None
        """What the listing was found by; None where it is that of a place."""
        self.are_kept = False
        """What is kept of each post is shown with it."""
        self.first = 0
        """How many posts of the list come before those that are here."""
        self.arrangement = Arrangement()
        """Where they stand."""
        self.glanced = Glanced()
        """What is known of their texts."""
        self._fetched = Fetched(source)
        self._stories = Stories(source)

    def begin(self, listing: Listing, results: Results | None, *, are_kept: bool, first: int) -> None:
        """List other posts; they have no rows until they are arranged."""
        self.listing, self.results, self.are_kept, self.first = listing, results, are_kept, first
        self._stories.begin(listing)

    # -- in which rows --------------------------------------------------------------------------------------

    def arrange(self, height: int) -> None:
        """Give every post its rows, so many each."""
        if self.results is not None:
            headed = [at for at, _ in self.results.headings]
        else:
            headed = [group.start for group in self.days]
        if self.folds is None:
            self.arrangement = Arrangement(len(self.listing), height, headed)
        else:
            from reader.ui.widgets.folded import Folded  # noqa: PLC0415 -- not before there are copies

            self.arrangement = Folded(self.folds, self._stories.unfolded, height, headed)

    @property
    def folds(self) -> Folds | None:
        """Which posts are folded under others; None where none are."""
        return self.listing.folds if self.results is None and not self.are_kept else None

    @property
    def days(self) -> Sequence[Group]:
        """The days that have headings."""
        is_plain = self.results is None and not self.are_kept
        return self.listing.days if self.listing.dated and is_plain else ()

    # -- posts ----------------------------------------------------------------------------------------------

    def at(self, position: int) -> Post | None:
        """The post at a position of the listing; None when it was removed meanwhile."""
        if self.arrangement.is_hidden(position):
            return self._stories.post_at(position)
        return self._fetched.at(self.arrangement.item_of(position))

    def fetch_anew(self) -> None:
        """Others are to be seen now, or they come from elsewhere."""
        self._fetched.begin(self.arrangement.in_order(self.listing.ids))

    def without_glance(self, items: Iterable[int]) -> list[Post]:
        """Those of some items of whose texts is to be asked now."""
        return self.glanced.lacking(map(self._fetched.at, items))

    def is_read(self, position: int) -> bool:
        """Whether the post at a position has been read, and with it all that are folded under it."""
        is_read = self._fetched.is_read(self.arrangement.item_of(position))
        return is_read and (self.folds is None or self._stories.is_read(position))

    def put_read(self, post: Post, read: bool, position: int | None) -> None:
        """Take in that a post has been read, or has not; and with it what is folded under it, if its position is known."""
        self._fetched.put_read(post, read)
        if position is not None:
            self._stories.put_read(position, read)

    def forget_read(self) -> None:
        """Others have been read than before: ask anew."""
        self._fetched.forget_read()
        self._stories.forget_read()

    # -- copies ---------------------------------------------------------------------------------------------

    def story(self, position: int) -> Story:
        """What the row of a post tells of copies."""
        return self._stories.story(position) if self.folds is not None else ALONE

    def reveal(self, position: int) -> None:
        """Unfold what a post is folded under, if it is; it has no row of its own until all are arranged anew."""
        self._stories.reveal(position)

    def toggle_copies(self, position: int) -> bool:
        """Unfold the copies of a post, or fold them again; False when it has none."""
        return self.folds is not None and self._stories.toggle(position)

    def between(self, one: int, other: int) -> tuple[range, list[int]]:
        """The posts to be seen from one position to another: a stretch of the list (without what is folded in it), and
        copies that are to be seen among them.
        """
        start, stop = sorted((one, other), key=self.arrangement.item_of)
        if self.folds is None:
            return range(start, stop + 1), []
        return self._stories.between(start, stop, self.arrangement.item_of)

    def row_ids_at(self, position: int) -> array[int]:
        """The row ids of a post and of what is folded under it; none in an empty list."""
        ids = array("I", [self.listing.ids[position]] if len(self.listing) else [])
        if self.folds is not None and ids:
            ids.extend(self._stories.hidden_below(position))
        return ids

    def row_ids_of(self, picks: Picks) -> Callable[[], array[int]]:
        """What gives, in a thread, the same of all posts that are picked now."""
        picked, unfolded = picks.copy(), frozenset(self._stories.unfolded)
        return (lambda: picked.rows) if self.folds is None else partial(picked.rows_with_copies, unfolded)

    # -- time -----------------------------------------------------------------------------------------------

    @property
    def counted(self) -> Counts | None:
        """The posts along time, as far as they have been counted."""
        counts = self.listing.counted
        return self.results.counts if counts is None and self.results is not None else counts

    def days_of(self, items: range) -> tuple[date, date] | None:
        """The days of the first and the last of some items, in a list that runs by date; None when they have no dates."""
        posted = self.listing.posted
        ends = [at for at in (items.start, items.stop - 2, items.stop - 1) if at in items]
        seconds = [posted[self.arrangement.position_at(item)] for item in ends]
        seconds = [each for each in seconds if each != UNKNOWN]
        if not seconds:
            return None
        return clock.local(min(seconds)).date(), clock.local(max(seconds)).date()
