"""A body in another format: Markdown by html2text, HTML cleaned. What a reader sees, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html2text

from reader.document import build, writer
from reader.text import clean

if TYPE_CHECKING:
    from reader.model import Markup


def to_html(body: str, markup: Markup) -> str:
    """``body`` as a clean HTML fragment: well-formed; no script, style, hidden part, handler or ``javascript:``."""
    return writer.html(build(body, markup).blocks)


def to_markdown(body: str, markup: Markup) -> str:
    """``body`` as Markdown. Markdown and plain text are passed through, cleaned of control characters.

    html2text takes quadratic time over newlines in a paragraph, unclosed tags and deep lists,
    so it gets HTML that was read and written anew, which has none of these.
    """
    if markup != "html":
        return clean(body.replace("\r\n", "\n").replace("\r", "\n"))
    converter = html2text.HTML2Text(bodywidth=0)
    converter.unicode_snob = True
    converter.escape_snob = True
    converter.protect_links = True
    converter.backquote_code_style = True
    converter.ul_item_mark = "-"
    return converter.handle(writer.html(build(body, markup).blocks, for_markdown=True)).strip() + "\n"
