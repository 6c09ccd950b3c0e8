"""BODY -> LINES. ``build`` makes a document of a body, ``layout.layout`` lines of a document, ``export`` other formats.

Importing this package imports no parser: they are loaded when the first document is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.blocks import Block, Document, Link, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Markup

__all__ = ["Block", "Document", "Link", "Span", "build"]


def build(
    body: str, markup: Markup, *, title: str = "", limit: int = 0, stopped: Callable[[], bool] = lambda: False
) -> Document:
    """What ``body`` says, as blocks and spans. Never raises; time and memory are linear in the body.

    Args:
        body: as it is in the file, after the front matter.
        markup: what it is written in.
        title: of the post, shown above the body: a first heading that repeats it is left out, and so is a body
            that says nothing else.
        limit: where the first screen can't wait for the last: a body more than twice as long is only read for about
            this many characters (16,000 take some 5 ms). ``complete`` is False then, and the blocks are the first
            of those that the whole body gives, except for the last one or two.
        stopped: asked now and then; True ends it early, with what has been read so far. ``complete`` is False then.

    Returns:
        A document that does not depend on a width; without blocks when there is nothing to read.
    """
    from reader.document.building import build as build_now  # noqa: PLC0415 - parsers cost 30 ms at start-up

    return build_now(body, markup, title=title, limit=limit, stopped=stopped)
