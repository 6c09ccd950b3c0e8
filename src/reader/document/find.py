"""Finding in the text of documents: what a needle means, and where it is. Folded as the search for posts folds."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.document.blocks import Table
from reader.document.breaking import CJK
from reader.text import cell_len, fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.document.blocks import Block, Document

MOST = 10_000
"""Matches that are given: more than anybody steps through."""

_WIDE = re.compile(f"[{CJK}\u3000-\u303f]")
_SPACES = re.compile(r"\s+")
_CLUSTERS = re.compile(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*+"
)
"""Characters of which each is a grapheme cluster, as long as no other stands among them."""


class Match(NamedTuple):
    """A place in the text of one block."""

    part: int
    """Index of its document."""
    block: int
    """Index of its block there."""
    start: int
    """Code points into the block's text, the original one."""
    stop: int


class _Folded(NamedTuple):
    """The text of a block, ready to be looked through."""

    part: int
    block: int
    text: str
    folded: str
    offsets: Sequence[int]
    simple: bool
    """Each character was folded to one, and is a grapheme cluster: offsets are the same in both texts."""


class Finder:
    """Finds in some documents. The first question folds their text, which is kept.

    Args:
        documents: the parts of what is shown, in reading order.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._blocks: list[_Folded] = []

    def prepare(self) -> None:
        """Fold the text now; in any thread, and as often as one likes."""
        if not self._blocks:
            self._blocks = list(_all_folded(self._documents))

    def find(self, needle: str) -> list[Match]:
        """Every place of ``needle``, in reading order and without overlap; at most :data:`MOST`.

        Case, width and accents make no difference. White space in the needle is any white space in the text, or an
        end of the block; between two CJK characters a line break of the text is nothing. A match is whole grapheme
        clusters. What is only white space is nowhere.
        """
        sought = fold(needle)
        if not sought.strip():
            return []
        self.prepare()
        literal = not _SPACES.search(sought)
        # Most blocks hold no line break, and nearly none of them the needle.
        likely = (
            block for block in self._blocks if not literal or sought in block.folded or "\n" in block.folded
        )
        return list(islice(_places(likely, _pattern(sought)), MOST))

    def find_all(self, patterns: Iterable[re.Pattern[str]]) -> list[Match]:
        """Every place of each of some patterns of folded text, as :meth:`find` gives them.

        Where two of them overlap the first one counts, and the longer one of two that begin together.
        """
        self.prepare()
        found = [match for each in patterns for match in islice(_places(self._blocks, each), MOST)]
        found.sort(key=lambda match: (match[:3], -match.stop))
        apart: list[Match] = []
        for match in found:
            before = apart[-1] if apart else None
            if before is None or before[:2] != match[:2] or match.start >= before.stop:
                apart.append(match)
        return apart[:MOST]


def pattern_of(text: str) -> re.Pattern[str]:
    """The pattern of what :meth:`Finder.find` takes for ``text`` in folded text."""
    return _pattern(fold(text))


def _places(blocks: Iterable[_Folded], pattern: re.Pattern[str]) -> Iterator[Match]:
    for block in blocks:
        spans = (found.span() for found in pattern.finditer(block.folded) if found.group())
        for start, stop in spans if block.simple else _whole(block, spans):
            yield Match(block.part, block.block, start, stop)


def _all_folded(documents: Sequence[Document]) -> Iterator[_Folded]:
    for part, document in enumerate(documents):
        for index, block in enumerate(document.blocks):
            if text := text_of(block):
                folded, offsets = fold_with_offsets(text)
                simple = isinstance(offsets, range) and _CLUSTERS.fullmatch(text) is not None
                yield _Folded(part, index, text, folded, offsets, simple)


def text_of(block: Block) -> str:
    """The text of ``block``; a row's end is a tab like a cell's, so that no word goes on over it."""
    if isinstance(block, Table):
        return "\t".join(["\t".join([cell.text for cell in row]) for row in block.rows])
    return block.text


def _pattern(sought: str) -> re.Pattern[str]:
    """What to look for in folded text."""
    parts = [re.escape(sought[0]) if not sought[0].isspace() else ""]
    for before, char in pairwise(sought):
        if char.isspace():
            continue
        if before.isspace():
            parts.append(r"(?:(?<!\s)\s++|\A)" if len(parts) == 1 and not parts[0] else r"\s++")
        elif _may_be_parted(before, char):
            parts.append(r"(?: *+\n[ \n]*+)?")
        parts.append(re.escape(char))
    if sought[-1].isspace():
        parts.append(r"(?:\s++|\Z)")
    return re.compile("".join(parts))


def _may_be_parted(before: str, after: str) -> bool:
    """Whether a line break between two characters says nothing: one is CJK, the other too or a mark."""
    wide = [_WIDE.match(char) is not None for char in (before, after)]
    return any(wide) and all(
        is_wide or not char.isalnum() for is_wide, char in zip(wide, before + after, strict=True)
    )


def _whole(block: _Folded, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """For offsets into the folded text, those into the text of the grapheme clusters that they touch."""
    text, offsets, before = block.text, block.offsets, 0
    for first, last in spans:
        start = offsets[first]
        stop = offsets[bisect_right(offsets, offsets[last - 1])]  # where what comes after the last one begins
        while start and not _may_begin(text, start):
            start -= 1
        while stop < len(text) and not _may_begin(text, stop):
            stop += 1
        if start >= before:  # else it is in the cluster that the last one ended with
            yield start, stop
            before = stop


def _may_begin(text: str, at: int) -> bool:
    """Whether a grapheme cluster begins at ``at``, as :func:`reader.text.graphemes` parts them."""
    char = text[at]
    if char.isascii() or (char not in "\u200d\ufe0f" and cell_len(char)):
        return text[at - 1] != "\u200d"
    return False
