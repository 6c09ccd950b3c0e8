"""The text of an article in one piece, and which place of which block each character of it has: what quotes are kept by."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.document.find import text_of

if TYPE_CHECKING:
    from reader.document.blocks import Document


class Span(NamedTuple):
    """Some of the text of one block: code points ``start`` to ``stop`` of it."""

    block: int
    start: int
    stop: int


class Wording:
    """The text of a document: that of its blocks, a newline between two.

    Args:
        document: the body of an article.
    """

    def __init__(self, document: Document) -> None:
        texts = [text_of(block) for block in document.blocks]
        self.text = "\n".join(texts)
        self._sizes = list(map(len, texts))
        self._starts: list[int] = []
        at = 0
        for size in self._sizes:
            self._starts.append(at)
            at += size + 1

    def at(self, block: int, offset: int) -> int:
        """Where a place of a block is in the whole text; the nearest one where there is no such place."""
        if not self._starts:
            return 0
        block = max(0, min(block, len(self._starts) - 1))
        return self._starts[block] + max(0, min(offset, self._sizes[block]))

    def spans(self, start: int, stop: int) -> list[Span]:
        """The pieces of blocks that a piece of the whole text consists of; empty ones are left out."""
        found = []
        for block in range(max(0, bisect_right(self._starts, start) - 1), len(self._starts)):
            begin = self._starts[block]
            if begin >= stop:
                break
            first, last = max(start - begin, 0), min(stop - begin, self._sizes[block])
            if first < last:
                found.append(Span(block, first, last))
        return found

    def around(self, start: int, stop: int, size: int) -> tuple[str, str, str]:
        """A piece of the whole text, and up to ``size`` characters before and after it: what a highlight keeps."""
        return self.text[max(0, start - size) : start], self.text[start:stop], self.text[stop : stop + size]
