"""What stands above the text of an article: its title, where it is from, when, and where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import clock, datewords
from reader.document.blocks import Block, Document, Heading, Item, Paragraph, Quote, Span
from reader.document.links import host
from reader.language import tr

if TYPE_CHECKING:
    from reader.kept import Keepsake
    from reader.model import Post


def head(post: Post, minutes: int = 0) -> Document:
    """The head as a document, so that it is typeset like the rest.

    Args:
        post: with the link that its file gives, if any: the host is shown and leads there.
        minutes: that the body takes to read; 0 when that is not known.
    """
    known = (
        ", ".join(post.authors),
        written(post),
        tr("{count:,} min").format(count=minutes) if minutes else "",
        _category(post),
    )
    facts = " · ".join(fact for fact in known if fact)
    spans = [Span(post.title), Span(f"\n{facts}", ("dim",))]
    if page := host(post.link):
        spans += [Span(" · ", ("dim",)), Span(page, ("dim", "link"), post.link)]
    return Document((Heading(tuple(spans)),))


def note(text: str) -> Document:
    """One quiet paragraph in place of a body."""
    return Document((Paragraph((Span(text, ("dim",)),)),))


def with_kept(top: Document, keepsake: Keepsake) -> Document:
    """A head with what is kept of the post: labels, the note; of a post that is missing also the passages."""
    found: list[Block] = []
    mark = keepsake.bookmark
    if mark is not None and mark.labels:
        labels = " ".join(f"#{label}" for label in mark.labels)
        found.append(Paragraph((Span(labels, ("dim",)),), (Item("★"),)))
    if mark is not None and mark.note:
        found.append(Paragraph((Span(mark.note),), (Item("✎"),)))
    for each in keepsake.highlights if keepsake.is_missing else ():
        found.append(Paragraph((Span(each.quote),), (Quote(),)))
        if each.note:
            found.append(Paragraph((Span(each.note),), (Item("✎"),)))
    return Document((*top.blocks, *found), top.complete) if found else top


def written(post: Post) -> str:
    """``2021-07-03 05:56`` in the reader's zone; ``about`` for a guess; empty when unknown."""
    if post.date is None:
        return datewords.no_date()
    moment = clock.local(post.date.seconds)
    return datewords.about(moment.date()) if post.date.about else f"{moment:%Y-%m-%d %H:%M}"


def _category(post: Post) -> str:
    return " / ".join(post.categories[0]) if post.categories else ""
