"""Tables to lines: drawn when they fit, else with narrower columns, else as one small list per row."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.document import breaking
from reader.document.blocks import Cell, Row, Span, Table
from reader.document.lines import Drawn, Run, Runs, Text, cutter
from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = Run(" │ ", ("table",))
_GAP = 3
"""Cells of what stands between two columns."""
_NARROWEST = 8
"""Cells below which a column is not shrunk: four ideographs, a short word. Narrower ones keep their width."""
_BORDER = ("table",)


def draw(table: Table, width: int) -> Drawn:
    """The lines of ``table``; the offset of each is the start of its row in the table's text."""
    widths = _column_widths(table, width)
    return _grid(table, widths) if widths else _lists(table, width)


def _column_widths(table: Table, width: int) -> list[int]:
    """Cells of each column so that the table fits; empty when no drawing would be readable."""
    count = table.columns
    if count == 0 or count * (1 + _GAP) - _GAP > width:
        return []
    natural = [1] * count
    for row in table.rows:
        for cell in row:
            if cell.columns == 1:
                natural[cell.column] = max(natural[cell.column], _widest(cell))
    for row in table.rows:  # what covers several columns widens the last of them, where it must
        for cell in row:
            if cell.columns > 1:
                last = cell.column + cell.columns
                lacking = _widest(cell) - _span_width(natural, cell)
                natural[last - 1] += max(0, lacking)
    return _shrunk(natural, width - _GAP * (count - 1))


def _widest(cell: Cell) -> int:
    return max(cell_len(line) for line in cell.text.split("\n"))


def _span_width(widths: list[int], cell: Cell) -> int:
    return sum(widths[cell.column : cell.column + cell.columns]) + _GAP * (cell.columns - 1)


def _shrunk(natural: list[int], room: int) -> list[int]:
    """``natural`` where it fits into ``room``; else the wide columns share what the narrow ones leave."""
    if sum(natural) <= room:
        return natural
    widths = [0] * len(natural)
    wide = sorted(range(len(natural)), key=natural.__getitem__)
    while wide:
        share = room // len(wide)
        column = wide[0]
        if natural[column] > share:
            break
        widths[column] = natural[column]
        room -= natural[column]
        wide.pop(0)
    if wide and room // len(wide) < _NARROWEST:
        return []
    for rank, column in enumerate(wide):
        widths[column] = room // len(wide) + (rank < room % len(wide))
    return widths


# Drawn


def _grid(table: Table, widths: list[int]) -> Drawn:
    offset = 0
    tall = any(_is_tall(row, widths) for row in table.rows)
    rule: Runs = (Run("─┼─".join(["─" * cells for cells in widths]), _BORDER),)
    for index, row in enumerate(table.rows):
        for runs in _grid_row(row, widths, offset):
            yield runs, offset
        last = index == len(table.rows) - 1
        if not last and (index == table.headers - 1 or (tall and index >= table.headers)):
            yield rule, offset
        offset += _length(row)


def _is_tall(row: Row, widths: list[int]) -> bool:
    return any("\n" in cell.text or _widest(cell) > _span_width(widths, cell) for cell in row)


def _grid_row(row: Row, widths: list[int], at: int) -> Iterator[Runs]:
    """The lines of one row, which starts ``at`` in the table's text: cells side by side, as wide as their columns."""
    slots: list[tuple[int, list[Runs], str]] = []  # cells, lines, alignment
    column = 0
    for cell in row:
        slots.extend((widths[empty], [], "") for empty in range(column, cell.column))
        room = _span_width(widths, cell)
        slots.append((room, _cell_lines(cell, room, at), cell.align))
        column = cell.column + cell.columns
        at += len(cell.text) + 1
    slots.extend((widths[empty], [], "") for empty in range(column, len(widths)))
    for height in range(max([1, *(len(lines) for _, lines, _ in slots)])):
        runs: list[Run] = []
        for place, (room, lines, align) in enumerate(slots):
            if place:
                runs.append(_BETWEEN)
            content = lines[height] if height < len(lines) else ()
            runs.extend(_aligned(content, room, align, last=place == len(slots) - 1))
        yield tuple(runs)


def _cell_lines(cell: Cell, width: int, at: int) -> list[Runs]:
    text = Text.of(cell.spans, ("strong",) if cell.header else (), first=at)
    cut = cutter(text)
    return [cut(start, stop) for start, stop in breaking.lines(text.plain, max(2, width))]


def _aligned(runs: Runs, width: int, align: str, *, last: bool) -> Runs:
    free = width - sum(cell_len(run.text) for run in runs)
    before = {"right": free, "center": free // 2}.get(align, 0)
    after = 0 if last else free - before
    return (*_blanks(before), *runs, *_blanks(after))


@cache
def _blanks(cells: int) -> Runs:
    return (Run(" " * cells),) if cells > 0 else ()


# As lists


def _lists(table: Table, width: int) -> Drawn:
    """One small list per row: each cell on lines of its own, after the name of its column."""
    bodies = table.rows[table.headers :]
    names = _names(table.rows[: table.headers]) if bodies else {}
    empty = set(names)  # columns whose name was not shown yet: it is, once, even if nothing stands below it
    offset = sum(_length(row) for row in table.rows[: table.headers]) if bodies else 0
    bullet, step = ((_BULLET,), (_STEP,)) if width >= _SET_IN else ((), ())
    room = width - 2 if bullet else width
    for index, row in enumerate(bodies or table.rows):
        lead: Runs = bullet
        if index:
            yield (), offset
        at = offset
        for cell in row:
            if cell.spans or cell.column in empty:
                empty.discard(cell.column)
                for runs in _named(cell, names.get(cell.column, _NAMELESS), room, at):
                    yield (*lead, *runs), offset
                    lead = step
            at += len(cell.text) + 1
        offset += _length(row)
    for column in sorted(empty):
        for runs in _named(Cell(), names[column], room, 0):
            yield (*step, *runs), offset - 1


def _length(row: Row) -> int:
    """Code points of a row in the table's text, its newline too."""
    return sum(len(cell.text) + 1 for cell in row) or 1


_SET_IN = 6
"""Cells from which on there is room for a bullet."""
_BULLET = Run("• ", ("marker",))
_STEP = Run("  ")


_NAMELESS = Text("", ())


def _named(cell: Cell, name: Text, width: int, at: int) -> Iterator[Runs]:
    """The lines of a cell that starts ``at`` in the table's text, after the name of its column."""
    text = Text.of(cell.spans, ("strong",) if cell.header else (), first=at)
    if name.plain:
        colon = Span(": " if name.plain.isascii() else "：", ("dim",))
        text = name + Text.of((colon,), first=None) + text
    cut = cutter(text)
    return (cut(start, stop) for start, stop in breaking.lines(text.plain, width))


def _names(headers: tuple[Row, ...]) -> dict[int, Text]:
    """What each column is called, on one line: the cells of all header rows above it."""
    names: dict[int, Text] = {}
    at = 0
    for row in headers:
        for cell in row:
            words = _on_one_line(cell, at)
            for column in range(cell.column, cell.column + cell.columns):
                above = names.get(column, _NAMELESS)
                names[column] = above + _BLANK + words if above.plain and words.plain else above + words
            at += len(cell.text) + 1
    return names


_BLANK = Text.of((Span(" ", ("dim",)),), first=None)


def _on_one_line(cell: Cell, at: int) -> Text:
    text = _NAMELESS
    for part in cell.text.split("\n"):
        if part.strip():
            words = Text.of((Span(part, ("dim",)),), first=at)
            text = text + _BLANK + words if text.plain else words
        at += len(part) + 1
    return text
