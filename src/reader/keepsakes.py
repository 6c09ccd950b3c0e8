"""Highlights and notes as Markdown, post by post, each with its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.citation import cite
from reader.document.blocks import Heading, Paragraph, Quote, Span
from reader.document.marking import markdown as marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.kept import Keepsake


def markdown(keepsakes: Iterable[Keepsake]) -> str:
    """Markdown of all posts that have a note or a highlight; empty when none has.

    What the user wrote stands in it as it was written; titles and quotes are plain text and come out as that.
    """
    parts = [part for each in keepsakes if each.is_noted for part in _parts(each)]
    return "\n".join(parts)


def _parts(keepsake: Keepsake) -> Iterator[str]:
    post, mark = keepsake.post, keepsake.bookmark
    yield marked([Heading((Span(post.title),), 2)])
    yield marked([Paragraph((Span(cite(post)),))])
    if keepsake.is_missing:
        yield marked([Paragraph((Span(f"This post is missing; it was at {post.path}"),))])
    if mark is not None and mark.labels:
        yield marked([Paragraph((Span(f"Labels: {', '.join(mark.labels)}"),))])
    if mark is not None and mark.note:
        yield f"{mark.note}\n"
    for highlight in keepsake.highlights:
        lines = [line for line in highlight.quote.split("\n") if line.strip()]
        yield marked([Paragraph((Span(line),), (Quote(),)) for line in lines])
        if highlight.note:
            yield f"{highlight.note}\n"
