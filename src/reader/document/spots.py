"""Where the links of an article are: every stretch of text, picture and player that leads somewhere, in reading order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reader.document.blocks import Image, Media, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.document.blocks import Block, Document, Span


class Spot(NamedTuple):
    """One link where it stands: an address that is linked three times is three spots."""

    part: int
    """Index of the document."""
    block: int
    """Index of the block in it."""
    start: int
    """Code points into the block's text."""
    stop: int
    href: str
    text: str
    """What the reader sees of it, one line; the address where nothing else is seen."""


def spots(documents: Sequence[Document]) -> list[Spot]:
    """The links of all ``documents``."""
    return [
        Spot(part, index, start, stop, href, " ".join(block.text[start:stop].split()) or href)
        for part, document in enumerate(documents)
        for index, block in enumerate(document.blocks)
        for start, stop, href in _in_block(block)
    ]


def _in_block(block: Block) -> Iterator[tuple[int, int, str]]:
    if isinstance(block, Table):
        start = 0
        for row in block.rows:
            for cell in row:
                yield from _in_spans(cell.spans, start)
                start += len(cell.text) + 1
        return
    yield from _in_spans(block.spans, 0)
    if isinstance(block, Image | Media) and block.href:
        yield 0, len(block.text), block.href
    if isinstance(block, Image) and block.link:
        yield len(block.text), len(block.text), block.link


def _in_spans(spans: Iterable[Span], start: int) -> Iterator[tuple[int, int, str]]:
    for href, group in groupby(spans, key=lambda span: span.href):  # one link in several styles
        stop = start + sum(len(span.text) for span in group)
        if href:
            yield start, stop, href
        start = stop
