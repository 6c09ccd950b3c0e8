"""A body in another format: Markdown, clean HTML, plain text. What a reader sees, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document import build, writer
from reader.text import clean

if TYPE_CHECKING:
    from reader.document.blocks import Document
    from reader.model import Markup


def to_html(body: str, markup: Markup) -> str:
    """``body`` as a clean HTML fragment: well-formed; no script, style, hidden part, handler or ``javascript:``."""
    return writer.html(build(body, markup).blocks)


_NOT_PLAIN = re.compile(r"<[A-Za-z/!?]|\{[{%<]|^[ \t]*\{:|&#", re.MULTILINE)
"""HTML, or a tag of Liquid, Hugo or Kramdown: no reader of Markdown alone knows what they mean."""


def to_markdown(body: str, markup: Markup, *, title: str = "") -> str:
    """``body`` as Markdown.

    Markdown without HTML and template tags is passed through, cleaned of control characters; anything else is read
    and written anew.

    Args:
        body: as it is in the file.
        markup: what it is written in.
        title: of the post, where it stands above: see :func:`reader.document.build`.
    """
    from reader.document.marking import markdown  # noqa: PLC0415 -- html2text takes 24 ms, for who wants Markdown

    document = build(body, markup, title=title)
    if markup == "markdown" and not _NOT_PLAIN.search(body):
        if not title or document == build(body, markup):
            return clean(body.replace("\r\n", "\n").replace("\r", "\n"))
    return markdown(document.blocks)
