"""Which posts of a list are picked: by their positions, so that picking all of a million takes no time; pure."""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

from reader.library.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 2_000
"""Picked posts that are looked up one by one in another list: that takes milliseconds, whatever its length."""


class Picks:
    """The picked posts of a list.

    Args:
        listing: whose posts may be picked.
        flags: 1 for each post that is.
        beyond: row ids of posts that are picked, but not in what has been read of the list.
    """

    def __init__(
        self,
        listing: Listing = Listing.empty(),  # noqa: B008 -- nothing is ever put into it
        flags: bytearray | None = None,
        beyond: Iterable[int] = (),
    ) -> None:
        self.listing = listing
        self._flags = bytearray(len(listing)) if flags is None else flags
        self._beyond = array("I", beyond)
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._flags.count(1) + len(self._beyond)
        return self._count

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and position < len(self._flags) and self._flags[position] == 1

    @property
    def rows(self) -> array[int]:
        """The row ids of all, in the order of the list."""
        return array("I", compress(self.listing.ids, self._flags)) + self._beyond

    def rows_with_copies(self, unfolded: frozenset[int]) -> array[int]:
        """The same, and those of what is folded under them.

        Args:
            unfolded: the positions of posts whose copies are to be seen, and picked for themselves.
        """
        rows, ids, folds = self.rows, self.listing.ids, self.listing.folds
        if folds is not None:
            for lead, copies in folds.copies.items():
                if self._flags[lead] and lead not in unfolded:
                    rows.extend(ids[copy] for copy in copies)
        return rows

    def copy(self) -> Picks:
        """The same, for a thread."""
        return Picks(self.listing, self._flags[:], self._beyond)

    @property
    def positions(self) -> list[int]:
        """The positions of those that are in the list; meant for few."""
        found, at = [], self._flags.find(1)
        while at >= 0:
            found.append(at)
            at = self._flags.find(1, at + 1)
        return found

    # -- changed --------------------------------------------------------------------------------------------

    def put(self, positions: Iterable[int], picked: bool = True) -> None:
        """Pick posts, or let go of them."""
        for position in positions:
            self._flags[position] = picked
        self._count = None

    def put_range(self, span: range) -> None:
        """Pick the posts at some positions, but for those that are folded under others."""
        start, stop, folds = span.start, span.stop, self.listing.folds
        if folds is None:
            self._flags[start:stop] = b"\1" * len(span)
        else:
            both = (int.from_bytes(each[start:stop], "big") for each in (self._flags, folds.shown))
            union = next(both) | next(both)
            self._flags[start:stop] = union.to_bytes(len(span), "big")
        self._count = None

    def put_all(self) -> None:
        """Pick every post of the list that is not folded under another one."""
        self.put_range(range(len(self._flags)))

    # -- in another list ------------------------------------------------------------------------------------

    def is_quick(self, listing: Listing) -> bool:
        """Whether :meth:`carried` takes no longer than a screen may wait."""
        return len(self) <= _FEW and (self._is_looked_up(listing) or len(listing) <= 100 * _FEW)

    def _is_looked_up(self, listing: Listing) -> bool:
        return listing.dated and self.listing.dated and not self._beyond

    def carried(self, listing: Listing) -> Picks:
        """The same posts, picked in another list (or another state of the same one); those that it lacks are let go of,
        unless it has not been read to its end.
        """
        if not len(self):
            return Picks(listing)
        flags = bytearray(len(listing))
        if len(self) <= _FEW and self._is_looked_up(listing):
            ids, posted = self.listing.ids, self.listing.posted
            beyond = []
            for at in self.positions:
                found = listing.find(ids[at], posted[at])
                if found is None:
                    beyond.append(ids[at])
                else:
                    flags[found] = 1
        else:
            rows = set(self.rows)
            flags = bytearray()
            for start in range(0, len(listing), 10 * _FEW):  # so that others have their turn
                flags += bytes(map(rows.__contains__, listing.ids[start : start + 10 * _FEW]))
            beyond = sorted(rows.difference(compress(listing.ids, flags)))
        return Picks(listing, flags, () if listing.complete else beyond)
