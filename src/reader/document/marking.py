"""Blocks to Markdown: GitHub's dialect, with HTML only for what it has no marks for.

What stands in a line is phrases.py's; here is what stands before lines and between blocks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from reader.document.blocks import Block, Code, Heading, Image, Item, Media, Paragraph, Rule, Span, Table
from reader.document.nesting import Close, Open, nested
from reader.document.phrases import linked, phrases, picture
from reader.document.writer import inline, media_name, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.document.blocks import Row, Spans
    from reader.document.nesting import Leaf, Step


def markdown(blocks: Sequence[Block]) -> str:
    """``blocks`` as Markdown, ending in a newline; empty without blocks. Linear in their text."""
    body, notes = _with_notes(blocks)
    texts = [spans for block in (*body, *chain.from_iterable(notes)) for spans in _texts(block)]
    pieces = iter(phrases(texts, {_raised(number): number for number in range(1, len(notes) + 1)}))
    writer = _Writer()
    for step in nested(body):
        writer.step(step, pieces)
    for number, note in enumerate(notes, 1):
        writer.note(number, note, pieces)
    return "\n".join(writer.lines) + "\n" if writer.lines else ""


def _texts(block: Block) -> Iterator[Spans]:
    """The texts of ``block`` that become Markdown in a line, in the order in which they are needed."""
    if isinstance(block, Paragraph | Heading):
        yield block.spans
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield cell.spans
    elif isinstance(block, Media):
        yield (Span(media_name(block)),)


# Footnotes

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(number: int) -> str:
    return str(number).translate(_RAISED)


def _with_notes(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[list[Block]]]:
    """``blocks`` without the footnotes at their end, and the blocks of each note, the first of which is number 1.

    Notes are a list below a rule whose every number marks a place in the text.
    """
    place = len(blocks)
    while place and blocks[place - 1].frames and isinstance(blocks[place - 1].frames[0], Item):
        place -= 1
    if place in {0, len(blocks)} or not isinstance(blocks[place - 1], Rule):
        return blocks, []
    body = blocks[: place - 1]
    notes: list[list[Block]] = []
    for block in blocks[place:]:
        outer, *inner = block.frames
        if isinstance(outer, Item) and outer.first:
            notes.append([])
            if outer.marker.strip() != f"{len(notes)}.":
                return blocks, []
        if not notes:
            return blocks, []
        notes[-1].append(replace(block, frames=tuple(inner)))
    marks = {span.text for block in blocks for span in block.spans if "note" in span.styles}
    is_marked = all(_raised(number) in marks for number in range(1, len(notes) + 1))
    return (body, notes) if is_marked else (blocks, [])


# Lines


class _Container:
    """An open element: what stands before its lines."""

    __slots__ = ("first", "mark", "rest", "started", "tag")

    def __init__(self, tag: str, first: str = "", rest: str = "", mark: str = "") -> None:
        self.tag = tag
        self.first = first
        """Before its first line."""
        self.rest = rest
        """Before its other lines."""
        self.mark = mark
        """Of a list: ``-`` or ``*``, ``.`` or ``)``; two lists one after the other have different ones."""
        self.started = False
        """Whether a line of it is written."""


class _Writer:
    """Gathers lines, step by step."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.open: list[_Container] = []
        self.close = False
        """No empty line before the next block."""
        self.tight = False
        """Nor before it when it begins an item."""
        self.ended = ("", "")
        """Tag and mark of the list that has just ended."""

    def step(self, step: Step, pieces: Iterator[str]) -> None:
        """Take one step."""
        if isinstance(step, Open):
            self._opens(step)
            self.ended = ("", "")
        elif isinstance(step, Close):
            self._closes()
        elif lines := _lines(step, pieces, listed=any(each.tag == "li" for each in self.open)):
            last = step.block.frames[-1] if step.block.frames else None
            self.tight = isinstance(last, Item) and last.tight
            self.close = self.close or step.role == "summary"
            self._write(lines)
            self.close = step.role == "term"
            self.ended = ("", "")

    def note(self, number: int, blocks: Sequence[Block], pieces: Iterator[str]) -> None:
        """Write a footnote."""
        self.open.append(_Container("note", f"[^{number}]: ", "    "))
        for step in nested(blocks):
            self.step(step, pieces)
        self.open.pop()

    def _opens(self, step: Open) -> None:
        tag = step.tag
        if tag in {"ul", "ol"}:
            marks = "-*" if tag == "ul" else ".)"
            self.open.append(_Container(tag, mark=marks[self.ended == (tag, marks[0])]))
        elif tag == "li":
            mark = self.open[-1].mark
            marker = f"{mark} " if mark in "-*" else f"{min(max(step.number, 0), 999_999_999)}{mark} "
            self.open.append(_Container(tag, marker, " " * len(marker)))
        elif tag in _PREFIXES:
            self.open.append(_Container(tag, *_PREFIXES[tag]))
        else:
            self.open.append(_Container(tag))
        if tag == "details":
            self._write(["<details>"])

    def _closes(self) -> None:
        if self.open[-1].tag == "details":
            self._write(["</details>"])
        container = self.open.pop()
        self.ended = (container.tag, container.mark) if container.mark else ("", "")
        if container.tag == "dl":
            self.close = False

    def _write(self, lines: list[str]) -> None:
        if self.lines and not self.close and not self._tight():
            started = takewhile(lambda each: each.started, self.open)
            self.lines.append("".join([each.rest for each in started]).rstrip())
        for line in lines:
            prefix = "".join([each.rest if each.started else each.first for each in self.open])
            for each in self.open:
                each.started = True
            self.lines.append(prefix + line if line else prefix.rstrip())

    def _tight(self) -> bool:
        """Whether an item that begins stands right below what is before it."""
        places = [place for place, each in enumerate(self.open) if each.tag == "li" and not each.started]
        if not places or not self.tight:
            return False
        bullets = self.open[places[0] - 1]
        if bullets.started:
            return True
        # A list that doesn't begin with 1 can't follow a paragraph right below (CommonMark 5.2).
        is_first = bullets.tag == "ul" or self.open[places[0]].first.startswith("1" + bullets.mark)
        return is_first and any(each.tag == "li" and each.started for each in self.open)


_PREFIXES = {"blockquote": ("> ", "> "), "dd": (": ", "  ")}


# Blocks

_BOXES = {"☐": "[ ] ", "☑": "[x] "}


def _lines(leaf: Leaf, pieces: Iterator[str], *, listed: bool) -> list[str]:
    """The lines of a block, before anything stands before them; none when there is nothing to read."""
    block = leaf.block
    if isinstance(block, Paragraph):
        return _paragraph(leaf, block, next(pieces))
    if isinstance(block, Rule):
        return ["___" if listed else "---"]  # a bullet before three of its kind would be a rule, too
    return _BLOCKS[type(block)](block, pieces)


def _paragraph(leaf: Leaf, block: Paragraph, text: str) -> list[str]:
    if not text:
        return []
    if block.role == "math":
        return _formula(block.text)
    if leaf.role == "summary":
        return [f"<summary>{inline(block.spans)}</summary>"]
    if leaf.role == "term":
        return [_LINE_START.sub(_escaped, _in_one_line(text))]
    lines = [_LINE_START.sub(_escaped, line.strip()) for line in text.split("\n") if line.strip()]
    last = block.frames[-1] if block.frames else None
    if isinstance(last, Item) and last.first and last.marker in _BOXES:
        lines[0] = _BOXES[last.marker] + lines[0]
    return [f"{line}  " for line in lines[:-1]] + lines[-1:]  # two blanks: the line break counts


def _formula(tex: str) -> list[str]:
    rows = tex.split("\n")
    if "$$" in tex or len(rows) > _LONG_FORMULA or not all(row.strip() for row in rows):
        return ["```math", *rows, "```"]
    return ["$$", *rows, "$$"]


_LONG_FORMULA = 50
"""Lines after which no reader looks for the end of a formula."""
_LINE_START = re.compile(
    r"^(?:#{1,6}(?=\s|$)|[-+*:](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|>|:{3,}|~~~|=+\s*$|-{2,}\s*$|([-*_])\s*(?:\1\s*){2,}$"
    r"|[|:-][-|:\s]*-[-|:\s]*$)"
)
"""What would make a line of a paragraph something else: where a backslash helps."""
_CLOSING_SIGNS = re.compile(r"(?<=\s)#+$|^#+$")


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _in_one_line(text: str) -> str:
    return "<br>".join([line.strip() for line in text.split("\n")])


def _heading(block: Heading, pieces: Iterator[str]) -> list[str]:
    text = _in_one_line(next(pieces))
    return [f"{'#' * block.level} {_CLOSING_SIGNS.sub(_escaped, text)}"] if text else []


def _media(block: Media, pieces: Iterator[str]) -> list[str]:
    text = next(pieces)
    return [linked(text, block.href) if block.href else text]


def _code(block: Code, _: Iterator[str]) -> list[str]:
    longest = max((len(run) for run in re.findall("`{3,}", block.text)), default=2)
    fence = "`" * (longest + 1)
    return [fence + re.sub(r"[`\s]", "", block.language), *block.text.split("\n"), fence]


def _image(block: Image, _: Iterator[str]) -> list[str]:
    if not block.href:
        return [picture(one_line(block.text), "")] if block.text else []
    shown = picture(one_line(block.text), block.href)
    return [linked(shown, block.link) if block.link else shown]


# Tables


def _table(table: Table, pieces: Iterator[str]) -> list[str]:
    columns = table.columns
    rows = [_row(row, pieces, columns) for row in table.rows]
    head = rows.pop(0) if table.headers else [""] * columns  # there is no table without one
    return [_bars(head), _bars([_RULES[align] for align in _alignments(table)]), *map(_bars, rows)]


def _row(row: Row, pieces: Iterator[str], columns: int) -> list[str]:
    cells = [""] * columns
    for cell in row:
        cells[cell.column] = _in_one_line(next(pieces)).replace("|", "\\|")
    return cells


_RULES = {"": "---", "right": "---:", "center": ":---:"}


def _alignments(table: Table) -> list[str]:
    """How each column is set, as its last cell says: those of the head are often centred alone."""
    aligned = [""] * table.columns
    for row in table.rows:
        for cell in row:
            aligned[cell.column] = cell.align
    return aligned


def _bars(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


_BLOCKS: dict[type[Any], Callable[[Any, Iterator[str]], list[str]]] = {
    Heading: _heading,
    Code: _code,
    Image: _image,
    Media: _media,
    Table: _table,
}
