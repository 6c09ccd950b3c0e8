"""A body of any markup to a document: which parser reads it, and what the title makes superfluous."""

from __future__ import annotations

import re

from reader.document import html, markdown, plain
from reader.document.blocks import Block, Document, Heading, Paragraph
from reader.model import Markup
from reader.text import clean, fold

_SIGNS = re.compile(r"[\W_]+")


def build(body: str, markup: Markup, *, title: str = "") -> Document:
    """See :func:`reader.document.build`."""
    body = clean(body.replace("\r\n", "\n").replace("\r", "\n"))
    if not body.strip():
        return Document()
    if markup == "text":
        blocks = plain.blocks(body)
    else:
        blocks = html.blocks(markdown.to_html(body) if markup == "markdown" else body)
    return Document(tuple(_without_title(blocks, title)))


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """``blocks`` without a first heading, or an only paragraph, that says no more than the title above it does."""
    wanted = _bare(title)
    if not blocks or not wanted:
        return blocks
    first = blocks[0]
    repeats = isinstance(first, Heading) or (isinstance(first, Paragraph) and len(blocks) == 1)
    if repeats and not any(span.href for span in first.spans) and _bare(first.text) == wanted:
        return blocks[1:]
    return blocks


def _bare(text: str) -> str:
    """Letters and digits only: titles lose signs on their way through file names (archive-quirks.md 1.2)."""
    return _SIGNS.sub("", fold(text[:2000]))
