"""Where the items of a list and the headings between them stand: positions to rows, and back."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence


class Arrangement:
    """Items of the same height under each other, with headings of one row between some of them.

    Args:
        items: how many there are.
        height: rows of one item.
        headed: the positions of the items that a heading stands above, ascending; twice where two do.
    """

    def __init__(self, items: int = 0, height: int = 1, headed: Sequence[int] = ()) -> None:
        self.items, self.height = items, height
        self._headed = headed
        self._headings = [position * height + number for number, position in enumerate(headed)]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return self.items * self.height + len(self._headings)

    def row_of(self, position: int) -> int:
        """The first row of the item at ``position``."""
        return position * self.height + bisect_right(self._headed, position)

    def item_of(self, position: int) -> int:
        """Which item the post at a position of the list is; here every post is one."""
        return position

    def position_at(self, item: int) -> int:
        """The position in the list of an item."""
        return item

    def in_order(self, ids: array[int]) -> Sequence[int]:
        """The row ids of a list, one for each item."""
        return ids

    def is_hidden(self, position: int) -> bool:
        """Whether a post is folded under another one."""
        del position
        return False

    def item_in(self, row: int) -> int:
        """The item that has ``row``; for a heading the one before it."""
        return (row - bisect_right(self._headings, row)) // self.height

    def position_of(self, row: int) -> int:
        """The position of the item that has ``row``; for a heading that of the item before it."""
        return (row - bisect_right(self._headings, row)) // self.height

    def heading_above(self, row: int) -> int | None:
        """Which heading the item in ``row`` belongs to; None when it is a heading itself, or before the first one."""
        number = bisect_right(self._headings, row) - 1
        return number if number >= 0 and self._headings[number] != row else None

    def row_under(self, number: int) -> int:
        """The row below a heading; the last one where that is the end."""
        return min(self._headings[number] + 1, self.rows - 1)

    def heading_at(self, row: int) -> int | None:
        """Which heading stands in ``row``, counted from 0; None when it is an item's."""
        number = bisect_right(self._headings, row) - 1
        return number if number >= 0 and self._headings[number] == row else None
