"""Plain text to blocks: paragraphs by blank lines, or by an indent; other newlines are kept."""

from __future__ import annotations

import re

from reader.document.blocks import Block, Paragraph, Span
from reader.document.builder import PRIVATE, without_joiners
from reader.text import clean

_PARAGRAPH = re.compile(r"\n[^\S\n]*(?:\n\s*|(?=\u3000))")
_BRACES = {"&#123;": "{", "&#125;": "}"}


def blocks(body: str) -> list[Block]:
    """The paragraphs of ``body``. Blanks at the start of their first line are the indent of print: dropped."""
    for escaped, brace in _BRACES.items():
        body = body.replace(escaped, brace)
    if not body.isascii():
        body = PRIVATE.sub("□", body)
    parts = (part.expandtabs(4).strip() for part in _PARAGRAPH.split(without_joiners(clean(body))))
    return [Paragraph((Span(part),)) for part in parts if part]
