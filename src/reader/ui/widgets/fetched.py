"""The posts of a list as they come into view: fetched some at a time, with those of them that have been read."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.model import Post, PostId

T = TypeVar("T")

_BLOCK = 64
"""Posts fetched in one go."""
_BLOCKS = 32
"""Fetched blocks that are kept."""


class PostSource(Protocol):
    """What has the posts that a list shows."""

    def posts(self, ids: Sequence[int]) -> Sequence[Post | None]:
        """The posts of some row ids: None for those that are no longer there."""

    def read_among(self, posts: Iterable[Post]) -> set[PostId]:
        """Those of some posts that have been read."""


class Fetched:
    """The posts of some row ids.

    Args:
        source: has the posts.
    """

    def __init__(self, source: PostSource) -> None:
        self._source = source
        self._ids: Sequence[int] = array("I")
        self._blocks: dict[int, Sequence[Post | None]] = {}
        self._read: dict[int, set[PostId]] = {}

    def begin(self, ids: Sequence[int]) -> None:
        """Other posts from now on; or the same, fetched anew."""
        self._ids = ids
        self._blocks.clear()
        self._read.clear()

    def at(self, position: int) -> Post | None:
        """The post at a position; None when there is none (any more)."""
        if not 0 <= position < len(self._ids):
            return None
        number, offset = divmod(position, _BLOCK)
        block = _known(self._blocks, number, self._fetch_block)
        return block[offset] if offset < len(block) else None

    def _fetch_block(self, number: int) -> Sequence[Post | None]:
        return self._source.posts(self._ids[number * _BLOCK : (number + 1) * _BLOCK])

    # -- read marks -----------------------------------------------------------------------------------------

    def is_read(self, position: int) -> bool:
        """Whether the post at a position has been read."""
        post = self.at(position)
        return post is not None and post.id in _known(self._read, position // _BLOCK, self._read_in)

    def _read_in(self, number: int) -> set[PostId]:
        return self._source.read_among(post for post in self._blocks[number] if post is not None)

    def put_read(self, post: Post, read: bool) -> None:
        """Take in that a post has been read, or has not."""
        for block in self._read.values():
            (block.add if read else block.discard)(post.id)

    def forget_read(self) -> None:
        """Others have been read than before: ask anew."""
        self._read.clear()


def _known(blocks: dict[int, T], number: int, make: Callable[[int], T]) -> T:
    """A block, made when it is not there; the oldest one makes room for it."""
    if number not in blocks:
        while len(blocks) >= _BLOCKS:
            del blocks[next(iter(blocks))]
        blocks[number] = make(number)
    return blocks[number]
