"""A tree of categories as a screen needs it: which rows are seen, without a look at what is folded away."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reader.model import Category, Count


class Branches:
    """Categories, each before those below it.

    Args:
        counts: as :meth:`reader.library.catalog.Catalog.categories` gives them.
    """

    def __init__(self, counts: Sequence[Count] = ()) -> None:
        self.counts = counts
        self._ends = _ends(counts)

    def __len__(self) -> int:
        return len(self.counts)

    def is_branch(self, at: int) -> bool:
        """Whether the category at a position has others below it."""
        return self._ends[at] > at + 1

    def seen(self, is_open: Callable[[Category], bool]) -> Iterator[int]:
        """The positions of those that no branch above hides."""
        at, ends, counts = 0, self._ends, self.counts
        while at < len(ends):
            yield at
            at = at + 1 if ends[at] > at + 1 and is_open(counts[at].path) else ends[at]

    def seen_among(
        self, numbers: Mapping[Category, int], is_open: Callable[[Category], bool]
    ) -> Iterator[tuple[int, int, bool]]:
        """The same among those that have a number: position, number, and whether it has others below it.

        A branch has at least the number of each below it.
        """
        at, ends, counts = 0, self._ends, self.counts
        while at < len(ends):
            path = counts[at].path
            if number := numbers.get(path, 0):
                is_branch = self._has_among(at, numbers)
                yield at, number, is_branch
                if is_branch and is_open(path):
                    at += 1
                    continue
            at = ends[at]

    def _has_among(self, at: int, numbers: Mapping[Category, int]) -> bool:
        below, end = at + 1, self._ends[at]
        while below < end:
            if numbers.get(self.counts[below].path, 0):
                return True
            below = self._ends[below]
        return False


def _ends(counts: Sequence[Count]) -> array[int]:
    """For each position the one behind the last that is below it."""
    ends = array("I", bytes(4 * len(counts)))
    above: list[int] = []
    """Positions of those that are not at their end yet."""
    for at, count in enumerate(counts):
        depth = len(count.path)
        while len(above) >= depth:
            ends[above.pop()] = at
        above.append(at)
    for each in above:
        ends[each] = len(counts)
    return ends
