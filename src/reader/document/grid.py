"""HTML tables: which of them hold data, and where the cells of those belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.document.blocks import Block, Cell, Item, Span, Spans, Table

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Attributes = Mapping[str, str | None]

WIDEST = 64
"""Columns that spans may make: a ``colspan`` of 10⁹ covers no more. Rows with more cells than this keep them."""
_FLOWING = "table, pre, h1, h2, h3, h4, blockquote, iframe, video, audio, figure, details, dl, ul ul"
"""A table with one of these in it is laid out, not tabulated."""
_LONGEST_CELL = 1000
"""Characters of a cell above which a table is a page's skeleton rather than data."""


def is_data(node: LexborNode) -> bool:
    """Whether the ``table`` at ``node`` holds data: more than one column, and nothing that needs a page's width."""
    if any(
        inner.mem_id != node.mem_id for inner in node.css(_FLOWING)
    ):  # the selector finds the table itself too
        return False
    several = words = False
    for row in node.css("tr"):
        cells = 0
        cell = row.child
        while cell is not None:
            if cell.tag in {"td", "th"}:
                cells += 1
                text = cell.text()
                words = words or bool(text.strip())
                if len(text) > _LONGEST_CELL:
                    return False
            cell = cell.next
        several = several or cells > 1
    return several and words


@dataclass(slots=True)
class Grid:
    """A table while its rows are read."""

    rows: list[list[Cell]] = field(default_factory=list)
    headers: int = 0
    in_head: bool = False
    taken: dict[int, int] = field(default_factory=dict)
    """Columns covered by a cell of a row above -> the last row (index) it covers."""

    def row(self) -> None:
        self.rows.append([])
        if self.in_head and self.headers == len(self.rows) - 1:
            self.headers = len(self.rows)

    def cell(self, spans: Spans, attributes: Attributes, *, header: bool) -> None:
        """Add a cell where the next free column is (HTML standard, 4.9.12.1, bounded)."""
        if not self.rows:
            self.row()
        row, index = self.rows[-1], len(self.rows) - 1
        column = row[-1].column + row[-1].columns if row else 0
        while column < WIDEST and self.taken.get(column, -1) >= index:
            column += 1
        columns = max(1, min(_number(attributes.get("colspan")), WIDEST - column))
        rows = _number(attributes.get("rowspan"))
        if rows > 1:
            for covered in range(column, min(column + columns, WIDEST)):
                self.taken[covered] = index + rows - 1
        row.append(Cell(spans, column, columns, header, _alignment(attributes)))

    def table(self) -> Table | None:
        """The table, its empty rows left out; ``None`` when nothing is in it."""
        if not any(cell.spans for row in self.rows for cell in row):
            return None
        if not self.headers and len(self.rows) > 1 and all(cell.header for cell in self.rows[0]):
            self.headers = 1
        rows, headers = [], 0
        for index, row in enumerate(self.rows):
            if any(cell.spans for cell in row):
                rows.append(tuple(row))
                headers += index < self.headers
        return Table(_narrowed(rows), headers)


def _narrowed(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """``rows`` with cells that claim more columns than any row fills cut to those there are."""
    edge = max(max(cell.column + 1 for cell in row) for row in rows)
    return tuple(
        tuple(
            cell
            if cell.column + cell.columns <= edge
            else Cell(cell.spans, cell.column, edge - cell.column, cell.header, cell.align)
            for cell in row
        )
        for row in rows
    )


def _number(value: str | None) -> int:
    digits = (value or "").strip()[:9]
    return int(digits) if digits.isascii() and digits.isdigit() else 1


def _alignment(attributes: Attributes) -> str:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    for word in ("right", "center"):
        if f"text-align:{word}" in style or attributes.get("align") == word:
            return word
    return ""


def cell_spans(blocks: list[Block]) -> Spans:
    """The blocks of one cell as spans: one line each, list items with their markers."""
    spans: list[Span] = []
    for block in blocks:
        if not block.text:
            continue
        if spans:
            spans.append(Span("\n"))
        markers = [frame.marker for frame in block.frames if isinstance(frame, Item) and frame.first]
        spans.extend(Span(marker + " ", ("marker",)) for marker in markers)
        spans.extend(block.spans)
    return tuple(spans)
