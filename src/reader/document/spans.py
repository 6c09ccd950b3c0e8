"""Spans put together, cut, and freed of tabs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.document.blocks import Span, Spans
from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

Piece = tuple[str, tuple[str, ...], str]
"""Text, styles, href: a span in the making."""
_TAB_OR_LINE = re.compile("([\t\n])")
_TAB = 4
"""Cells between tab stops in code: what most code of the web is indented for."""


def merged(pieces: list[Piece]) -> Spans:
    """Spans of ``pieces``, neighbours of one look joined."""
    if len(pieces) == 1:
        return (Span(*pieces[0]),)
    return tuple(
        Span("".join([piece[0] for piece in group]), *look)
        for look, group in groupby(pieces, itemgetter(1, 2))
    )


def expanded(spans: Spans) -> Spans:
    """``spans`` of code without empty lines around, without tabs: blanks up to the next stop stand for them."""
    text = "".join([span.text for span in spans])
    lead = len(text) - len(text.lstrip("\n \t"))
    lead = text.rfind("\n", 0, lead) + 1
    drop = len(text) - len(text.rstrip())
    spans = tuple(_sliced(spans, lead, len(text) - drop))
    if "\t" not in text:
        return spans
    column, changed = 0, []
    for span in spans:
        parts = []
        for part in _TAB_OR_LINE.split(span.text):
            if part == "\t":
                part = " " * (_TAB - column % _TAB)  # noqa: PLW2901 - the blanks are the part
            column = 0 if part == "\n" else column + cell_len(part)
            parts.append(part)
        changed.append(replace(span, text="".join(parts)))
    return tuple(changed)


def _sliced(spans: Spans, start: int, stop: int) -> Iterator[Span]:
    at = 0
    for span in spans:
        text = span.text[max(0, start - at) : max(0, stop - at)]
        at += len(span.text)
        if text:
            yield span if text == span.text else replace(span, text=text)
