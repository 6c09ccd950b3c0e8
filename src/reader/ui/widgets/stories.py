"""The stories of a list that several posts tell: which are unfolded, and what is known of the posts that are folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import clock
from reader.library.listing import Listing
from reader.library.rows import UNKNOWN
from reader.ui.widgets.post_rows import ALONE, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model import Post
    from reader.ui.widgets.fetched import PostSource

_LOOKED_AT = 100
"""Copies of a post that are looked at for one that has not been read."""


class Stories:
    """What a list knows of copies.

    Args:
        source: has the posts.
    """

    def __init__(self, source: PostSource) -> None:
        self._source = source
        self._listing = Listing.empty()
        self._open: dict[int, int] = {}
        """Row ids of all posts of the stories that are unfolded, because others may come to stand first; and when each was
        posted."""
        self.unfolded: set[int] = set()
        """The positions of the posts whose copies are to be seen."""
        self._read: dict[int, bool] = {}
        """Whether all copies of a post have been read, by its position."""

    def begin(self, listing: Listing) -> None:
        """Another list, or another state of the same one: then what was unfolded is so again."""
        self._listing = listing
        self._read.clear()
        folds = listing.folds
        found = [listing.find(*each) for each in self._open.items()] if folds is not None else []
        leads = {folds.lead_of.get(at, at) for at in found if at is not None} if folds is not None else set()
        self.unfolded = {lead for lead in leads if folds is not None and lead in folds.copies}
        if listing.complete and not self.unfolded:
            self._open.clear()

    # -- folding --------------------------------------------------------------------------------------------

    def reveal(self, position: int) -> None:
        """Unfold what a post is folded under, if it is."""
        folds = self._listing.folds
        if folds is not None and position in folds.lead_of:
            self._put(folds.lead_of[position], unfolded=True)

    def toggle(self, position: int) -> bool:
        """Unfold the story of a post, or fold it again; False when it is the only one to tell it."""
        folds = self._listing.folds
        lead = folds.lead_of.get(position, position) if folds is not None else position
        if folds is None or lead not in folds.copies:
            return False
        self._put(lead, unfolded=lead not in self.unfolded)
        return True

    def _put(self, lead: int, *, unfolded: bool) -> None:
        listing = self._listing
        for each in self._posts_of(lead):
            if unfolded:
                self._open[listing.ids[each]] = listing.posted[each]
            else:
                self._open.pop(listing.ids[each], None)
        (self.unfolded.add if unfolded else self.unfolded.discard)(lead)

    def _posts_of(self, lead: int) -> tuple[int, ...]:
        return lead, *self._copies_of(lead)

    def _copies_of(self, lead: int) -> Sequence[int]:
        folds = self._listing.folds
        return folds.copies.get(lead, ()) if folds is not None else ()

    def story(self, position: int) -> Story:
        """What the row of a post tells of copies."""
        folds = self._listing.folds
        if folds is not None and position in folds.lead_of:
            own, lead = (self._listing.posted[each] for each in (position, folds.lead_of[position]))
            is_far = own != UNKNOWN and clock.local(own).date() != clock.local(lead).date()
            return Story(is_copy=True, of_another_day=is_far)
        copies = self._copies_of(position)
        return Story(len(copies)) if copies else ALONE

    # -- posts that are folded ------------------------------------------------------------------------------

    def post_at(self, position: int) -> Post | None:
        """A post that is folded."""
        found = self._source.posts([self._listing.ids[position]])
        return found[0] if found else None

    def is_read(self, position: int) -> bool:
        """Whether all posts have been read that are folded under one."""
        copies = self._copies_of(position)
        if not copies or position in self.unfolded:
            return True
        known = self._read.get(position)
        if known is None:
            rows = [self._listing.ids[each] for each in copies[:_LOOKED_AT]]
            posts = [post for post in self._source.posts(rows) if post is not None]
            known = self._read[position] = len(self._source.read_among(posts)) == len(posts)
        return known

    def put_read(self, position: int, read: bool) -> None:
        """Take in that a post has been read, or has not, and with it what is folded under it."""
        if position in self._read:
            self._read[position] = read

    def forget_read(self) -> None:
        """Others have been read than before."""
        self._read.clear()

    def hidden_below(self, position: int) -> list[int]:
        """The row ids of the posts that are folded under one."""
        copies = () if position in self.unfolded else self._copies_of(position)
        return [self._listing.ids[copy] for copy in copies]

    def between(self, start: int, stop: int, item_of: Callable[[int], int]) -> tuple[range, list[int]]:
        """The posts to be seen from one to another one below it: a stretch of the list, and copies among them."""
        folds = self._listing.folds
        assert folds is not None
        first = folds.lead_of[start] + 1 if start in folds.lead_of else start
        last = folds.lead_of.get(stop, stop)
        items = range(item_of(start), item_of(stop) + 1)
        copies = [copy for lead in self.unfolded for copy in self._copies_of(lead) if item_of(copy) in items]
        return range(first, max(first, last + 1)), copies
