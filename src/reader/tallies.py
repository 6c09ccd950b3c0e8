"""Which posts have been read, by row id, and how many of each category: in memory, following marks as they are made."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from itertools import compress
from operator import not_
from typing import TYPE_CHECKING, NamedTuple

from reader.library.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.library.ledger import Numbers
    from reader.model import Category


class Tally(NamedTuple):
    """How many posts there are of a kind, in all and in each category and below it; none are left out."""

    total: int
    categories: dict[Category, int]


class Rows:
    """Which posts of the catalogue have been read, by row id. It follows marks as they are made.

    Args:
        numbers: of the posts.
        keys: that are marked.
        version: of the marks.
    """

    def __init__(self, numbers: Numbers, keys: Iterable[int], version: tuple[int, int]) -> None:
        self.numbers, self.version = numbers, version
        marks = bytes(map(set(keys).__contains__, numbers.keys))
        self._flags = bytearray(numbers.last + 1)
        if len(marks) == numbers.last:  # then they are numbered from 1 on, without gaps
            self._flags[1:] = marks
        else:
            for row in compress(numbers.rows, marks):
                self._flags[row] = 1
        self.size = sum(marks)
        self._by_node = self._counted(marks)

    def __contains__(self, row: int) -> bool:
        return row < len(self._flags) and self._flags[row] == 1

    def _counted(self, marks: bytes) -> Counter[int]:
        """The number of posts that are marked, by node."""
        several = self.numbers.several
        own = Counter(compress(self.numbers.nodes, marks))
        counts: Counter[int] = Counter()
        for row in several:
            if row in self:
                own[self._node(row)] -= 1
                counts.update(self._nodes(row))
        for node, number in own.items():
            for above in self.numbers.chain(node):
                counts[above] += number
        return counts

    def _node(self, row: int) -> int:
        """The node of a post's first category."""
        return self.numbers.nodes[bisect_left(self.numbers.rows, row)]

    def _nodes(self, row: int) -> set[int]:
        """The nodes of a post, and those above them."""
        nodes = self.numbers.several.get(row) or (self._node(row),)
        return {above for node in nodes for above in self.numbers.chain(node)}

    def put(self, rows: Iterable[int], read: bool, version: tuple[int, int]) -> None:
        """Take in that posts were marked, which were not so before."""
        for row in rows:
            if (row in self) is read:
                continue
            self._flags[row] = read
            self.size += 1 if read else -1
            for node in self._nodes(row):
                self._by_node[node] += 1 if read else -1
        self.version = version

    def side(self, *, read: bool) -> Side:
        """The posts that have been read, or those that have not."""
        return Side(self, read)

    def marks(self) -> Iterator[int]:
        """For each of ``numbers.rows``, whether it has been read."""
        if len(self.numbers.rows) == self.numbers.last:
            return iter(memoryview(self._flags)[1:])
        return map(self._flags.__getitem__, self.numbers.rows)

    def read(self) -> Tally:
        """How many posts have been read."""
        categories = self.numbers.categories.items()
        return Tally(self.size, {path: self._by_node[node] for node, (path, _, _) in categories})

    def unread(self) -> Tally:
        """How many posts have not been read."""
        left = {
            path: posts - self._by_node[node] for node, (path, posts, _) in self.numbers.categories.items()
        }
        return Tally(len(self.numbers.rows) - self.size, left)

    def unread_among(self, rows: Sequence[int]) -> int:
        """How many of the posts of some row ids have not been read."""
        try:
            return len(rows) - sum(map(self._flags.__getitem__, rows))
        except IndexError:  # they are of a newer state of the catalogue
            return sum(row not in self for row in rows)

    def left_of(self, listing: Listing, kept: Collection[int]) -> Listing:
        """The posts of a list that have not been read, and those that are ``kept`` all the same."""
        flags, size, kept = self._flags, len(self._flags), set(kept)
        wanted = bytes([row >= size or not flags[row] or row in kept for row in listing.ids])
        return Listing(
            array("I", compress(listing.ids, wanted)),
            array("q", compress(listing.posted, wanted)),
            listing.newest_first,
        )


class Side(Collection[int]):
    """The row ids of the posts that have been read, or of those that have not."""

    def __init__(self, rows: Rows, read: bool) -> None:
        self._rows, self.is_read = rows, read

    def __len__(self) -> int:
        return self._rows.size if self.is_read else len(self._rows.numbers.rows) - self._rows.size

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and (row in self._rows) is self.is_read

    def __iter__(self) -> Iterator[int]:
        marks = self._rows.marks()
        return compress(self._rows.numbers.rows, marks if self.is_read else map(not_, marks))
