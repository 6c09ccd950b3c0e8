"""Blocks in which some stretches of the text are marked, as a reader has marked them: for what is taken out of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.blocks import Heading, Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.document.blocks import Block


def overlaid(blocks: Sequence[Block], marks: Mapping[int, Iterable[tuple[int, int]]]) -> tuple[Block, ...]:
    """``blocks`` with the style ``mark`` on some stretches of paragraphs and headings; code and tables stay as they are.

    Args:
        blocks: of a document.
        marks: by index of a block, stretches of its text: code points, the end not included.
    """
    return tuple(
        replace(block, spans=_marked(block.spans, sorted(marks[at])))
        if at in marks and isinstance(block, (Paragraph, Heading))
        else block
        for at, block in enumerate(blocks)
    )


def _marked(spans: Sequence[Span], stretches: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    found: list[Span] = []
    at = 0
    for span in spans:
        edges = {0, len(span.text)}
        for start, stop in stretches:
            edges |= {min(max(edge - at, 0), len(span.text)) for edge in (start, stop)}
        cuts = sorted(edges)
        for first, last in pairwise(cuts):
            is_marked = any(start <= at + first < stop for start, stop in stretches)
            styles = ("mark", *span.styles) if is_marked and "mark" not in span.styles else span.styles
            found.append(replace(span, text=span.text[first:last], styles=styles))
        at += len(span.text)
    return tuple(found)
