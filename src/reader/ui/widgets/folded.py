"""Where the posts of a list stand that has copies folded: positions in the list to rows and back, some stories unfolded."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from reader.ui.widgets.arrangement import Arrangement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.copies import Folds


class Folded(Arrangement):
    """Items are the posts to be seen: those that are no copies, and below some of them their copies.

    Args:
        folds: which posts are copies of which.
        unfolded: the positions of the posts whose copies are to be seen.
        height: rows of one item.
        headed: the positions of the posts that a heading stands above, ascending.
    """

    def __init__(self, folds: Folds, unfolded: Iterable[int], height: int, headed: Iterable[int]) -> None:
        self._folds = folds
        self._unfolded = sorted(unfolded)
        self._is_unfolded = frozenset(self._unfolded)
        self._items: list[int] = []
        """The item of each unfolded post ..."""
        self._more: list[int] = [0]
        """... and how many copies are to be seen above it; at the end all of them."""
        for lead in self._unfolded:
            self._items.append(folds.index_of(lead) + self._more[-1])
            self._more.append(self._more[-1] + len(folds.copies[lead]))
        super().__init__(
            len(folds.leads) + self._more[-1], height, [self._first_from(position) for position in headed]
        )

    def _first_from(self, position: int) -> int:
        """The first item, of those that are no copies, from a position on."""
        return self._folds.index_of(position) + self._above(position)

    def _above(self, position: int) -> int:
        """How many copies are to be seen above the post at a position, which is no copy."""
        return self._more[bisect_left(self._unfolded, position)]

    def is_hidden(self, position: int) -> bool:
        lead = self._folds.lead_of.get(position)
        return lead is not None and lead not in self._is_unfolded

    def item_of(self, position: int) -> int:
        """Where a post stands; one that is folded stands where the one does that it is folded under."""
        lead = self._folds.lead_of.get(position, position)
        item = self._folds.index_of(lead) + self._above(lead)
        if lead == position or lead not in self._is_unfolded:
            return item
        return item + 1 + bisect_left(self._folds.copies[lead], position)

    def position_at(self, item: int) -> int:
        number = bisect_right(self._items, item) - 1
        if number >= 0:
            below = item - self._items[number]
            copies = self._folds.copies[self._unfolded[number]]
            if 0 < below <= len(copies):
                return copies[below - 1]
            item -= self._more[number if below <= 0 else number + 1]
        return self._folds.leads[item] if 0 <= item < len(self._folds.leads) else item

    def row_of(self, position: int) -> int:
        return super().row_of(self.item_of(position))

    def position_of(self, row: int) -> int:
        item = self.item_in(row)
        return self.position_at(min(item, self.items - 1)) if item >= 0 else item

    def in_order(self, ids: array[int]) -> Sequence[int]:
        return _InOrder(self, ids)


class _InOrder(Sequence[int]):
    """The row ids of a list in the order in which its posts are to be seen."""

    def __init__(self, arrangement: Folded, ids: array[int]) -> None:
        self._arrangement, self._ids = arrangement, ids

    def __len__(self) -> int:
        return self._arrangement.items

    @overload
    def __getitem__(self, item: int) -> int: ...
    @overload
    def __getitem__(self, item: slice) -> array[int]: ...
    def __getitem__(self, item: int | slice) -> int | array[int]:
        at, ids = self._arrangement.position_at, self._ids
        if isinstance(item, slice):
            return array("I", [ids[at(number)] for number in range(*item.indices(len(self)))])
        return ids[at(item)]
