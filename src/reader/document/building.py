"""A body of any markup to a document: which parser reads it, and what the title makes superfluous."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.document import html, liquid, markdown, plain
from reader.document.blocks import Block, Document, Heading, Image, Paragraph
from reader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Markup

_SIGNS = re.compile(r"[\W_]+")


def build(
    body: str, markup: Markup, *, title: str = "", limit: int = 0, stopped: Callable[[], bool] = lambda: False
) -> Document:
    """See :func:`reader.document.build`."""
    complete = not 0 < 2 * limit < len(body)
    if not complete:
        body = _opening(body, limit, markup)
    body = clean(body.replace("\r\n", "\n").replace("\r", "\n"))
    if not body.strip():
        return Document(complete=complete)
    if markup == "text" or (markup == "markdown" and not markdown.is_written(body)):
        blocks = plain.blocks(body)
    elif markup == "markdown":
        blocks = html.blocks(markdown.to_html(body, whole=complete, stopped=stopped))
    else:
        blocks = html.blocks(liquid.plain(body, markdown=False))
    return Document(tuple(_without_title(blocks, title)), complete=complete and not stopped())


_DEFINITIONS = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S[^\n]*", re.MULTILINE)
_LOOK_THROUGH = 1_000_000
"""Characters: some 10 ms."""
_ENDS = re.compile(r"</(?:p|li|div|tr)>|<br|\n", re.IGNORECASE)


def _opening(body: str, limit: int, markup: Markup) -> str:
    """The first ``limit`` characters of ``body`` or somewhat fewer, up to where a paragraph or a line ends.

    What links and marks of notes lead to may stand at the end of Markdown: some of that is looked through for it.
    """
    best = max((match.end() for match in _ENDS.finditer(body, limit - limit // 8, limit)), default=limit)
    opening = body[:best]
    if markup == "markdown" and "]" in opening:
        # Before it: at its end a block may be open, of code for example.
        opening = "\n".join((*_DEFINITIONS.findall(body, best, best + _LOOK_THROUGH), "", opening))
    return opening


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """``blocks`` without what only repeats the title above them: a heading at the start, or an only paragraph.

    Pictures whose alternative text is the title have none that says anything.
    """
    wanted = _bare(title)
    if not wanted:
        return blocks
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Image) and block.spans and _bare(block.text) == wanted:
            kept.append(replace(block, spans=()))
        elif not _repeats(block, wanted, first=place < _FIRST, only=len(blocks) == 1):
            kept.append(block)
    return kept


_FIRST = 3
"""Blocks among which a heading that repeats the title is looked for: a picture may stand above it."""


def _repeats(block: Block, wanted: str, *, first: bool, only: bool) -> bool:
    if (isinstance(block, Heading) and first) or (isinstance(block, Paragraph) and only):
        said = "".join(span.text for span in block.spans if "ruby" not in span.styles)
        return not any(span.href for span in block.spans) and _bare(said) == wanted
    return False


def _bare(text: str) -> str:
    """Letters and digits only: titles lose signs on their way through file names."""
    return _SIGNS.sub("", fold(text[:2000]))
