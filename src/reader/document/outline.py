"""What there is to go to in a document: its headings, its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.document.blocks import Heading, Image
from reader.text import one_line

if TYPE_CHECKING:
    from reader.document.blocks import Document, Span

_SIGN = "▣"
"""Before the words of a picture that stands in a line (see images.py); an icon has none, and its address is a link's."""


class Entry(NamedTuple):
    """A heading."""

    text: str
    """One line."""
    level: int
    """How deep it is below others: 0 and up. Not what the post calls it: many begin with ``h3``, or skip a level."""
    block: int
    """Index of its block."""


class Picture(NamedTuple):
    """A picture, on a line of its own or among words."""

    text: str
    """Its caption, one line; may be empty."""
    href: str
    """Its address; empty when it was written into the post."""
    link: str
    """Where a click on it led; empty when nowhere else, or not known."""
    block: int
    """Index of its block."""


def outline(document: Document) -> list[Entry]:
    """The headings that say something, in order. One is a level deeper than the nearest before it of a higher rank."""
    entries = []
    above: list[int] = []  # ranks of the headings that the next one may stand below
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Heading) or not (text := one_line(block.text)):
            continue
        while above and above[-1] >= block.level:
            above.pop()
        entries.append(Entry(text, len(above), index))
        above.append(block.level)
    return entries


def pictures(document: Document) -> list[Picture]:
    """Every picture, in order; the same address as often as it is shown."""
    found: list[Picture] = []
    for index, block in enumerate(document.blocks):
        found.extend(
            Picture(one_line(span.text.removeprefix(_SIGN)), span.href, "", index)
            for span in block.spans
            if _is_picture(span)
        )
        if isinstance(block, Image):
            found.append(Picture(one_line(block.text), block.href, block.link, index))
    return found


def _is_picture(span: Span) -> bool:
    return "image" in span.styles and bool(span.href) and span.text.startswith(_SIGN)
