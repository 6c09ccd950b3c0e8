"""A body in another format: Markdown, clean HTML, plain text (books are epub.py's, whole pages page.py's). What a reader sees, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.config import Reading
from reader.document import build, writer
from reader.document.blocks import Rule
from reader.text import clean, fold

if TYPE_CHECKING:
    from reader.document.blocks import Document
    from reader.model import Markup


def to_html(body: str, markup: Markup) -> str:
    """``body`` as a clean HTML fragment: well-formed; no script, style, hidden part, handler or ``javascript:``."""
    return writer.html(build(body, markup).blocks)


def to_text(document: Document, width: int, reading: Reading = Reading()) -> str:  # noqa: B008 -- frozen
    """``document`` as lines of text, without a newline at the end.

    Args:
        document: the body.
        width: cells of a line at most; 0 for one line a paragraph, as long as it is.
        reading: how paragraphs are set, where they are cut into lines.
    """
    from reader.document.layout import layout  # noqa: PLC0415 -- the other formats need none

    if width:
        return "\n".join([line.text.rstrip() for line in layout(document, width, reading)])
    lines = []
    for line in layout(document, _ENDLESS):
        text = line.text.rstrip()
        # Only a rule fills its line, however long.
        lines.append(text[:_RULE] if isinstance(document.blocks[line.block], Rule) else text)
    return "\n".join(lines)


_ENDLESS = 10_000_000
_RULE = 40
"""Cells of a rule where lines have no end."""
_NOT_PLAIN = re.compile(r"<[A-Za-z/!?]|\{[{%<]|^[ \t]*\{:|&#", re.MULTILINE)
"""HTML, or a tag of Liquid, Hugo or Kramdown: no reader of Markdown alone knows what they mean."""


def to_markdown(body: str, markup: Markup, *, title: str = "", document: Document | None = None) -> str:
    """``body`` as Markdown.

    Markdown without HTML and template tags is passed through, cleaned of control characters; anything else is read
    and written anew.

    Args:
        body: as it is in the file.
        markup: what it is written in.
        title: of the post, where it stands above: see :func:`reader.document.build`.
        document: what ``build`` makes of these three, where that is at hand.
    """
    from reader.document.marking import markdown  # noqa: PLC0415 -- html2text takes 24 ms, for who wants Markdown

    if markup == "markdown" and not _NOT_PLAIN.search(body) and not _may_repeat(title, body):
        return clean(body.replace("\r\n", "\n").replace("\r", "\n"))
    return markdown((document or build(body, markup, title=title)).blocks)


_SIGNS = re.compile(r"[\W_]+")
_HEAD = 4000
"""Characters of a body among which a heading is that repeats the title."""


def _may_repeat(title: str, body: str) -> bool:
    """Whether the title may stand at the beginning of the body again, where it is not wanted."""
    bare = _SIGNS.sub("", fold(title))
    return bool(bare) and bare in _SIGNS.sub("", fold(body[: _HEAD + len(title)]))
