"""The document model: a flat sequence of blocks, made of spans, nested by frames. Frozen, standard library only.

A block knows nothing of a width. Its ``text`` is what a reader sees, without decorations (bullets, bars, borders);
offsets of lines and of finds are code points into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

STYLES = (
    # Spans (and the runs made of them)
    "strong",  # <strong>, <b>, table headers, terms
    "em",  # <em>, <i>, <cite>, <dfn>, <var>
    "code",  # <code>, <samp>, <tt>, and every line of a code block
    "link",  # text that leads somewhere: the run has an href
    "mark",  # <mark>
    "del",  # <del>, <s>, <strike>
    "ins",  # <ins>, <u>
    "kbd",  # <kbd>
    "math",  # TeX source
    "note",  # the mark of a footnote in the text: ¹, [a]
    "ruby",  # the reading after a word: (かんじ)
    "image",  # an image: its sign, its caption, or an inline icon's alternative text
    "media",  # a video, an audio file, an embedded page
    "dim",  # what stands back: hosts, marks of continuation, markers of unknown shortcodes
    # Whole lines, or decorations of lines
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "heading5",
    "heading6",
    "quote",  # the bar left of a quotation
    "marker",  # a bullet, a number, a task's box, the triangle of details
    "rule",  # a thematic break
    "table",  # borders of a table
    "caption",  # text below an image or a table
    "term",  # what a definition defines
)
"""Every style word that a span or a run can carry. A theme gives each of them a look."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style. Newlines in it are line breaks that were written (``<br>``)."""

    text: str
    styles: tuple[str, ...] = ()
    """Words of :data:`STYLES`, outermost first."""
    href: str = ""
    """Where it leads: unwrapped, absolute where the post had it so; empty for plain text."""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Frame: inside a quotation. Neighbouring blocks with equal quotes share one bar."""


@dataclass(frozen=True, slots=True)
class Item:
    """Frame: inside a list item (or a ``details``, whose marker is a triangle)."""

    marker: str = "•"
    """What stands before the item, without the blank after it; may be padded left to align numbers."""
    first: bool = True
    """True on the block that shows the marker; the item's later blocks are indented as far."""
    tight: bool = True
    """No blank line between this item and the one before it."""


@dataclass(frozen=True, slots=True)
class Indent:
    """Frame: set in by a step, without a marker (a definition's body)."""


Frame = Quote | Item | Indent
Frames = tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans
    frames: Frames = ()
    role: str = ""
    """``""``, ``"caption"`` (of a table, or of several images), or ``"term"`` (what a definition defines)."""

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


@dataclass(frozen=True, slots=True)
class Heading:
    spans: Spans
    level: int = 1
    """1 to 6."""
    frames: Frames = ()

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text: its newlines and blanks count, tabs are kept for the layout to expand."""

    spans: Spans
    language: str = ""
    """As the post names it, lower case: ``python``, ``c++``; empty when it does not say."""
    frames: Frames = ()

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on a line of its own."""

    spans: Spans
    """The caption, else the alternative text, else a telling file name; may be empty."""
    href: str = ""
    """Address of the picture; empty when it was written into the post (``data:``)."""
    host: str = ""
    link: str = ""
    """Where a click on the picture led, when that is not the picture itself."""
    frames: Frames = ()

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


@dataclass(frozen=True, slots=True)
class Media:
    """Something that plays or runs elsewhere: video, audio, embedded page."""

    kind: str
    """``video``, ``audio`` or ``embed``."""
    spans: Spans = ()
    """Its title; may be empty."""
    href: str = ""
    host: str = ""
    frames: Frames = ()

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. Newlines in its spans separate its paragraphs."""

    spans: Spans = ()
    column: int = 0
    """0-based column it starts in, after rowspans of the rows above were counted."""
    columns: int = 1
    """How many columns it covers, at least 1; never more than the table can have."""
    header: bool = False
    align: str = ""
    """``""`` (left), ``"right"`` or ``"center"``."""

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data; layout tables never become one. Rows are sparse: what a span covers is not stored."""

    rows: tuple[Row, ...]
    headers: int = 0
    """How many of the first rows are header rows."""
    frames: Frames = ()

    @property
    def columns(self) -> int:
        return max((cell.column + cell.columns for row in self.rows for cell in row), default=0)

    @property
    def text(self) -> str:
        """Rows by newlines, cells by tabs."""
        return "\n".join(["\t".join([cell.text for cell in row]) for row in self.rows])

    @property
    def spans(self) -> Spans:
        return tuple(span for row in self.rows for cell in row for span in cell.spans)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break (``<hr>``)."""

    frames: Frames = ()
    spans: Spans = ()

    @property
    def text(self) -> str:
        return ""


Block = Paragraph | Heading | Code | Image | Media | Table | Rule


@dataclass(frozen=True, slots=True)
class Link:
    """Something that can be opened or copied."""

    text: str
    """What the reader sees of it, one line; the address where nothing else is seen."""
    href: str


@dataclass(frozen=True, slots=True)
class Document:
    """A body, understood. It does not depend on a width. No blocks: there is no text."""

    blocks: tuple[Block, ...] = ()
    complete: bool = True
    """False when only the beginning of a long body was asked for."""

    @property
    def text(self) -> str:
        """What a reader sees, plain: blocks separated by newlines."""
        return "\n".join([block.text for block in self.blocks])

    @property
    def links(self) -> tuple[Link, ...]:
        """Every address once, in the order they are first seen: links, images, media."""
        found: dict[str, str] = {}
        for block in self.blocks:
            for href, text in _block_links(block):
                if not found.get(href):
                    found[href] = text
        return tuple(Link(" ".join(text.split()) or href, href) for href, text in found.items())


def _block_links(block: Block) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for span in block.spans:
        if not span.href:
            continue
        if pairs and pairs[-1][0] == span.href:  # one link in several styles
            pairs[-1] = (span.href, pairs[-1][1] + span.text)
        else:
            pairs.append((span.href, span.text))
    if isinstance(block, Image | Media) and block.href:
        pairs.append((block.href, block.text))
    if isinstance(block, Image) and block.link:
        pairs.append((block.link, ""))
    return pairs


def followed(frame: Frame) -> Frame:
    """``frame`` as the blocks after an item's first one have it: the marker is only shown once."""
    return replace(frame, first=False) if isinstance(frame, Item) and frame.first else frame
