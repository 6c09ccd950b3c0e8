"""Blocks to lines for a width: streaming, block by block. How a block is drawn is decided here, colours are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.document import breaking, tables
from reader.document.blocks import (
    Block,
    Code,
    Document,
    Frame,
    Frames,
    Heading,
    Image,
    Item,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from reader.document.lines import Drawn, Line, Run, Runs, Text, chop, cutter
from reader.document.links import host
from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Line", "Run", "layout"]


def layout(document: Document, width: int) -> Iterator[Line]:
    """The lines of ``document``, as they are asked for: the first screen doesn't wait for the last.

    Args:
        document: as :func:`reader.document.build` made it.
        width: cells, at least 4; no line is wider.
    """
    width = max(4, width)
    before: Block | None = None
    for index, block in enumerate(document.blocks):
        if before is not None and _gap(before, block):
            yield Line(_shared_bars(before.frames, block.frames, width), index, 0)
        first, rest, inner = _prefix(block.frames, width)
        if inner < 0:  # the marker alone fills the line
            yield Line(first, index, 0)
            first, inner = rest, -inner
        for runs, offset in _DRAW[type(block)](block, inner):
            yield Line((*first, *runs) if first else runs, index, offset)
            first = rest
        before = block


# Space between blocks


def _gap(before: Block, block: Block) -> bool:
    """Whether a blank line parts two blocks: not items of a tight list, a term and its body, a caption and its object."""
    if isinstance(block, Paragraph) and block.role == "caption" and isinstance(before, Image | Table):
        return False
    if isinstance(before, Paragraph) and before.role == "term":
        return False
    if isinstance(before, Paragraph) and isinstance(block, Paragraph):
        starts = [frame for frame in block.frames if isinstance(frame, Item) and frame.first]
        if starts:
            return not (starts[-1].tight and any(isinstance(frame, Item) for frame in before.frames))
    return not (isinstance(before, Image) and isinstance(block, Image) and before.frames == block.frames)


def _shared_bars(before: Frames, after: Frames, width: int) -> Runs:
    """What stands at the start of the blank line between two blocks: the bars of quotes that hold both."""
    shared = 0
    for one, other in zip(before, after, strict=False):
        if type(one) is not type(other) or (isinstance(other, Item) and other.first):
            break
        shared += 1
    while shared and not isinstance(after[shared - 1], Quote):
        shared -= 1
    runs = _prefix(after[:shared], width)[1]
    return (*runs[:-1], Run(runs[-1].text.rstrip(), runs[-1].styles)) if runs else ()


# What stands left of a block

_BAR = Run("▎ ", ("quote",))
_STEP = Run("  ")


def _prefix(frames: Frames, width: int) -> tuple[Runs, Runs, int]:
    """The runs before a block's first line and before its others, and the cells left for the block.

    Where the nesting leaves less than half of the line (at least a wide character), the outermost frames are
    not shown. A marker that alone is too wide makes the cells left negative: it wants a line of its own.
    """
    if not frames:
        return (), (), width
    room = max(2, width // 2)
    first: list[Run] = []
    rest: list[Run] = []
    used = 0
    for frame in reversed(frames):
        marker, follow = _frame_runs(frame)
        cells = cell_len(marker.text)
        if used + cells > room:
            alone = Run(marker.text.strip(), marker.styles)
            if used == 0 and marker.styles == ("marker",) and cell_len(alone.text) <= width:
                return (alone,), (), -width
            break
        used += cells
        first.append(marker)
        rest.append(follow)
    return tuple(reversed(first)), tuple(reversed(rest)), width - used


def _frame_runs(frame: Frame) -> tuple[Run, Run]:
    if isinstance(frame, Quote):
        return _BAR, _BAR
    if isinstance(frame, Item):
        blank = Run(" " * (cell_len(frame.marker) + 1))
        return (Run(frame.marker + " ", ("marker",)) if frame.first else blank), blank
    return _STEP, _STEP


# How each kind of block is drawn: (block, cells) -> lines


def _flow(text: Text, width: int, lead: Runs = ()) -> Drawn:
    """``text`` broken into lines; ``lead`` stands before the first, the others are set in as far."""
    cells = sum(cell_len(run.text) for run in lead)
    if cells > width - 2:
        lead, cells = (), 0
    blank = (Run(" " * cells),) if cells else ()
    cut = cutter(text)
    for start, stop in breaking.lines(text.plain, width - cells):
        yield (*lead, *cut(start, stop)), start
        lead = blank


def _draw_paragraph(block: Paragraph, width: int) -> Drawn:
    return _flow(Text.of(block.spans, (block.role,) if block.role else ()), width)


def _draw_heading(block: Heading, width: int) -> Drawn:
    return _flow(Text.of(block.spans, (f"heading{block.level}",)), width)


def _draw_image(block: Image, width: int) -> Drawn:
    return _draw_pointer(block, "▣", "image", width)


_MEDIA_SIGNS = {"audio": "♪", "video": "▶", "embed": "▷"}


def _draw_media(block: Media, width: int) -> Drawn:
    return _draw_pointer(block, _MEDIA_SIGNS[block.kind], "media", width)


def _draw_pointer(block: Image | Media, sign: str, style: str, width: int) -> Drawn:
    """``▣ caption · host → where its link leads``. The offset of what follows the caption is the caption's end."""
    named = host(block.href)
    parts = [*block.spans]
    if named:
        parts.append(Span(f" · {named}" if parts else named, ("dim",)))
    elif not parts:
        parts.append(Span(block.kind if isinstance(block, Media) else "image", ("dim",)))
    if isinstance(block, Image) and block.link:
        parts.append(Span(f" → {host(block.link) or block.link}", ("dim", "link"), block.link))
    limit = len(block.text)
    for runs, offset in _flow(
        Text.of(tuple(parts), (style,), block.href), width, (Run(sign + " ", (style,), block.href),)
    ):
        yield runs, min(offset, limit)


def _draw_rule(_: Rule, width: int) -> Drawn:
    yield (Run("─" * width, ("rule",)),), 0


_GO_ON = Run("↪ ", ("dim", "code"))
"""Before the rest of a code line that did not fit: code never wraps silently."""


def _draw_code(block: Code, width: int) -> Drawn:
    text = Text.of(block.spans, ("code",))
    cut = cutter(text)
    start = 0
    for row in text.plain.split("\n"):
        plain = row.rstrip()
        if cell_len(plain) <= width:
            yield cut(start, start + len(plain)), start
        else:
            for begin, end in chop(plain, max(2, width - 2)):
                runs = cut(start + begin, start + end)
                yield ((_GO_ON, *runs) if begin and width >= 4 else runs), start + begin
        start += len(row) + 1


def _draw_table(block: Table, width: int) -> Drawn:
    return tables.draw(block, width)


_DRAW: dict[type[Any], Callable[[Any, int], Drawn]] = {
    Paragraph: _draw_paragraph,
    Heading: _draw_heading,
    Code: _draw_code,
    Image: _draw_image,
    Media: _draw_media,
    Table: _draw_table,
    Rule: _draw_rule,
}
