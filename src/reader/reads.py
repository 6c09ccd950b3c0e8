"""What has been read, what is new, what was read lately: the marks that state keeps, joined with the catalogue."""

from __future__ import annotations

import threading
import time
from array import array
from typing import TYPE_CHECKING

from reader.library.listing import Listing
from reader.library.states import Those
from reader.model import Post, PostId, is_id, key_of
from reader.state.store import Look
from reader.tallies import Rows, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from reader.library.catalog import Catalog
    from reader.library.ledger import Ledger
    from reader.state.state import State

_PAUSE = 1_800
"""Seconds for which one may be away and still be having the same look."""
_BY_TIME = 0
"""In the place of a token: what is new is told by the times of files, because the catalogue was made anew."""
_OF_NONE = -1
"""In the place of a token: of no catalogue."""
_FEW = 200
"""So many marks are put into what is known one by one; of more, all is counted again."""


class Reads:
    """Read marks, looks and opened posts of one archive; for any thread.

    Args:
        state: keeps them.
        catalog: of the archive.
        ledger: of that catalogue.
        resolve: the ids that posts have now, of those that were moved; nothing of those that are gone.
    """

    def __init__(
        self,
        state: State,
        catalog: Catalog,
        ledger: Ledger,
        resolve: Callable[[Collection[PostId]], Mapping[PostId, PostId]],
    ) -> None:
        self._state, self._catalog, self._ledger, self._resolve = state, catalog, ledger, resolve
        self._store, self._archive = state.store, state.archive
        self._lock = threading.RLock()
        self._rows: Rows | None = None
        self._boundary: tuple[int, int] | None = None

    # -- read marks -----------------------------------------------------------------------------------------

    def read_among(self, posts: Iterable[Post]) -> set[PostId]:
        """Those of a screenful of posts that have been read."""
        return self._store.read_among(self._archive, [post.id for post in posts if is_id(post.id)])

    def rows(self) -> Rows:
        """Which posts have been read. Kept until marks or the catalogue change; takes a moment then."""
        with self._lock:
            numbers, version = self._ledger.numbers(), self._store.reads_version(self._archive)
            known = self._rows
            if known is None or known.numbers is not numbers or known.version != version:
                known = self._rows = Rows(numbers, self._store.read_keys(self._archive), version)
            return known

    def mark(self, posts: Sequence[Post] | Sequence[int], read: bool = True) -> int:
        """Mark posts (or the posts of row ids) read, or unread; it can be undone.

        Returns:
            How many were not so before.
        """
        title = ""
        if len(posts) == 1:
            (post,) = posts
            found = [post] if isinstance(post, Post) else self._catalog.posts([post])
            title = found[0].title if found else ""
        keys = self._keys(posts)
        with self._lock:
            before = self._store.reads_version(self._archive)
            change = self._state.mark(keys, read, title)
            if change is None:
                return 0
            after = self._store.reads_version(self._archive)
            self._follow(change.keys, read, before, after)
        return change.count

    def _keys(self, posts: Sequence[Post] | Sequence[int]) -> Sequence[int]:
        rows = [post for post in posts if not isinstance(post, Post)]
        known = [key_of(post.id) for post in posts if isinstance(post, Post) and is_id(post.id)]
        return known or self._ledger.keys_of(rows)

    def _follow(
        self, keys: Sequence[int], read: bool, before: tuple[int, int], after: tuple[int, int]
    ) -> None:
        """Put marks into what is known, if nobody else has made any meanwhile."""
        ours = after == (before[0], before[1] + 1)
        if self._rows is None or self._rows.version != before or not ours or len(keys) > _FEW:
            return
        if self._rows.numbers.generation == self._catalog.generation():
            self._rows.put(self._ledger.rows_of(keys).values(), read, after)

    def counts(self) -> Tally:
        """How many posts have not been read."""
        return self.rows().unread()

    def unread_of(self, authors: Iterable[str]) -> dict[str, int]:
        """How many posts of each of some authors have not been read. The first time it takes a moment for each."""
        rows = self.rows()
        return {author: rows.unread_among(self._ledger.authored(author)) for author in authors}

    def unread_in(self, listing: Listing) -> dict[date, int]:
        """How many posts of each month of a list have not been read, by the first day of the month."""
        rows = self.rows()
        return {
            month.day: rows.unread_among(listing.ids[month.start : month.stop])
            for month in listing.months
            if month.day is not None
        }

    def unread(self, listing: Listing, kept: Collection[int] = ()) -> Listing:
        """The posts of a list that have not been read.

        Args:
            listing: a whole list.
            kept: row ids of posts that stay in the list though they have been read.
        """
        return self.rows().left_of(listing, kept)

    # -- new posts ------------------------------------------------------------------------------------------

    def begin_look(self) -> None:
        """One looks at the archive: what came after the last look is new from now on, and until the next look.

        After a short absence it is the same look still.
        """
        with self._lock:
            self._boundary = None
            self._boundary = self._since()
        self.keep_look()

    def keep_look(self) -> None:
        """Remember what was there to be seen; at the end, and now and then."""
        boundary = self._since()
        if boundary is None or not self._catalog.complete():
            return
        look, before = Look(*self._ledger.newest(), *boundary, ended=int(time.time())), None
        if not look.row:
            before = self._store.look(self._archive)
        if before is not None and before.row:
            # Nothing is there any more: the disk, perhaps. When it is back, the times of its files tell what is new.
            look = before._replace(token=_OF_NONE, boundary_token=_OF_NONE)
        self._store.keep_look(self._archive, look)

    def _since(self) -> tuple[int, int] | None:
        """What is new came after this: a token and a row id, or :data:`_BY_TIME` and seconds. None: nothing is new."""
        with self._lock:
            if self._boundary is None:
                newest, look = self._ledger.newest(), self._store.look(self._archive)
                if look is not None:
                    self._boundary = _boundary(look, newest[0])
                elif self._catalog.complete():
                    self._boundary = newest
            elif self._boundary[0] not in (_BY_TIME, self._ledger.newest()[0]):  # it was made anew meanwhile
                look = self._store.look(self._archive)
                self._boundary = (_BY_TIME, look.ended) if look is not None else None
            return self._boundary

    def new(self) -> Listing:
        """The posts that are new, the newest first."""
        boundary = self._since()
        if boundary is None:
            return Listing.empty()
        token, value = boundary
        return self._ledger.touched_after(value) if token == _BY_TIME else self._ledger.added_after(value)

    def new_counts(self) -> Tally:
        """How many posts are new."""
        rows, numbers = self.new().ids, self._ledger.numbers()
        there = set(rows)
        pairs = zip(numbers.keys, numbers.rows, strict=True)
        return Rows(numbers, [key for key, row in pairs if row in there], (0, 0)).read()

    # -- opened posts ---------------------------------------------------------------------------------------

    def open(self, post: Post) -> None:
        """A post is being read: it is the first of :meth:`recent` from now on."""
        self._store.keep_opened(self._archive, post.id, post.title)

    def recent(self, limit: int = 1_000) -> Listing:
        """The posts that were read, the last one first; those that are gone are left out."""
        ids = [opened.id for opened in self._store.opened(self._archive, limit)]
        now = self._resolve(ids)
        rows = self._ledger.rows_of([key_of(new) for new in now.values()])
        found = dict.fromkeys(rows.get(key_of(now[old]), 0) for old in ids if old in now)
        found.pop(0, None)
        return Listing(array("I", found), array("q"))

    # -- queries --------------------------------------------------------------------------------------------

    def those(self, state: str) -> Those:
        """The posts that are ``read``, ``unread`` or ``new``; the smaller part of them, if need be as all others."""
        if state == "new":
            return Those(self.new().ids)
        rows = self.rows()
        few = rows.side(read=rows.size * 2 <= len(rows.numbers.rows))
        return Those(few, others=few.is_read is not (state == "read"))


def _boundary(look: Look, token: int) -> tuple[int, int]:
    """Where what is new begins, after a look, in the catalogue with that token."""
    going_on = abs(time.time() - look.ended) < _PAUSE
    boundary = (look.boundary_token, look.boundary_row) if going_on else (look.token, look.row)
    return boundary if boundary[0] in (_BY_TIME, token) else (_BY_TIME, look.ended)
