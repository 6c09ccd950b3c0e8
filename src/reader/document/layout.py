"""Blocks to lines for a width: streaming, block by block. How a block is drawn is decided here, colours are not."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from reader.config import Reading
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
from reader.document.spacing import justified, spaced
from reader.language import later, tr
from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Line", "Run", "layout"]


_DEFAULT = Reading()


def layout(document: Document, width: int, reading: Reading = _DEFAULT, *, start: int = 0) -> Iterator[Line]:
    """The lines of ``document``, as they are asked for: the first screen doesn't wait for the last.

    Args:
        document: as :func:`reader.document.build` made it.
        width: cells, at least 4; no line is wider.
        reading: how paragraphs are set (its own ``width`` is the caller's concern).
        start: index of the block to begin with; its lines are the same as when all are laid out.
    """
    width = max(4, width)
    before = document.blocks[start - 1] if start else None
    for index, block in enumerate(islice(document.blocks, start, None), start):
        if before is not None and _gap(before, block, reading.spacing):
            yield Line(_shared_bars(before.frames, block.frames, width), index, 0)
        first, rest, inner = _prefix(block.frames, width)
        if inner < 0:  # the marker alone fills the line
            yield Line(first, index, 0)
            first, inner = rest, -inner
        for runs, offset in _DRAW[type(block)](block, inner, reading):
            yield Line((*first, *runs) if first else runs, index, offset)
            first = rest
        before = block


# Space between blocks


def _gap(before: Block, block: Block, spacing: int) -> bool:
    """Whether a blank line parts two blocks: not items of a tight list, a term and its body, a caption and its object.

    Without ``spacing`` it does not part paragraphs either, nor the items of a loose list.
    """
    if isinstance(block, Paragraph) and block.role == "caption" and isinstance(before, Image | Table):
        return False
    if isinstance(before, Paragraph) and before.role == "term":
        return False
    if isinstance(before, Paragraph) and isinstance(block, Paragraph):
        starts = [frame for frame in block.frames if isinstance(frame, Item) and frame.first]
        if starts:
            tight = starts[-1].tight or not spacing
            return not (tight and any(isinstance(frame, Item) for frame in before.frames))
        if not spacing and before.frames == block.frames and not block.role:
            return False
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


# How each kind of block is drawn: (block, cells, how paragraphs are set) -> lines


def _flow(text: Text, width: int, lead: Runs = ()) -> Drawn:
    """``text`` broken into lines; ``lead`` stands before the first, the others are set in as far."""
    cells = sum(cell_len(run.text) for run in lead)
    if cells > width - 2:
        lead, cells = (), 0
    blank = (Run(" " * cells),) if cells else ()
    cut = cutter(text)
    for start, stop in breaking.lines(text.plain, width - cells):
        yield (*lead, *cut(start, stop)), text.origin(start)
        lead = blank


_HANGING_ROOM = 24
"""Cells from which on a column can spare two for stops that hang out of it."""


def _draw_paragraph(block: Paragraph, width: int, reading: Reading) -> Drawn:
    text = Text.of(block.spans, (block.role,) if block.role else ())
    if reading.autospace:
        text = spaced(text)
    hang = reading.hanging and width >= _HANGING_ROOM
    room = width - 2 if hang else width
    indent = (
        0 if block.role or not all(isinstance(frame, Quote) for frame in block.frames) else 2 * reading.indent
    )
    indent = indent if indent <= room // 2 else 0
    cut = cutter(text)
    plain = text.plain
    for start, stop in breaking.lines(plain, room, indent=indent, hang=hang):
        runs = cut(start, stop)
        if indent and cell_len(plain[start:stop]) + indent > width:
            indent = 0  # one long word, which wants all of the line
        if reading.justify and not _ends(plain, stop):
            runs = justified(runs, room - indent)
        yield ((Run(" " * indent), *runs) if indent else runs), text.origin(start)
        indent = 0


def _ends(plain: str, stop: int) -> bool:
    """Whether a line that stops at ``stop`` is the last of its paragraph, or was ended by its writer."""
    rest = plain[stop : stop + 200].lstrip(" \u00a0\u3000")
    return not rest or rest[0] == "\n"


def _draw_heading(block: Heading, width: int, _: Reading) -> Drawn:
    return _flow(Text.of(block.spans, (f"heading{block.level}",)), width)


def _draw_image(block: Image, width: int, _: Reading) -> Drawn:
    return _draw_pointer(block, "▣", "image", width)


_MEDIA_SIGNS = {"audio": "♪", "video": "▶", "embed": "▷"}
_KINDS = {
    "image": later("image"),
    "audio": later("audio"),
    "video": later("video"),
    "embed": later("embedded"),
}
"""What is said of those that have no caption and no host."""


def _draw_media(block: Media, width: int, _: Reading) -> Drawn:
    return _draw_pointer(block, _MEDIA_SIGNS[block.kind], "media", width)


def _draw_pointer(block: Image | Media, sign: str, style: str, width: int) -> Drawn:
    """``▣ caption · host → where its link leads``; what has no room on the line goes onto one of its own."""
    lead: Runs = (Run(sign + " ", (style,), block.href),)
    drawn = [*_flow(Text.of(block.spans, (style,), block.href), width, lead)] or [(lead, 0)]
    end = len(block.text)
    named = host(block.href) or (
        "" if block.spans else tr(_KINDS[block.kind if isinstance(block, Media) else "image"])
    )
    asides = [Span((" · " if block.spans else "") + named, (style, "dim"), block.href)] if named else []
    if isinstance(block, Image) and block.link:
        asides.append(Span(f" → {host(block.link) or block.link}", (style, "dim", "link"), block.link))
    for aside in asides:
        runs, offset = drawn[-1]
        used = sum(cell_len(run.text) for run in runs)
        if used + cell_len(aside.text) <= width:
            drawn[-1] = (*runs, Run(aside.text, aside.styles, aside.href)), offset
            continue
        alone = Text.of((replace(aside, text=aside.text.removeprefix(" · ").lstrip()),), first=None)
        if runs is lead:
            drawn = list(_flow(alone, width, lead))
        else:
            drawn += [(part, end) for part, _ in _flow(alone, width, (Run("  "),))]
    yield from drawn


def _draw_rule(_: Rule, width: int, __: Reading) -> Drawn:
    yield (Run("─" * width, ("rule",)),), 0


_GO_ON = Run("↪ ", ("dim", "code"))
"""Before the rest of a code line that did not fit: code never wraps silently."""


def _draw_code(block: Code, width: int, _: Reading) -> Drawn:
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


def _draw_table(block: Table, width: int, _: Reading) -> Drawn:
    return tables.draw(block, width)


_DRAW: dict[type[Any], Callable[[Any, int, Reading], Drawn]] = {
    Paragraph: _draw_paragraph,
    Heading: _draw_heading,
    Code: _draw_code,
    Image: _draw_image,
    Media: _draw_media,
    Table: _draw_table,
    Rule: _draw_rule,
}
