"""One picker for whatever there are some of: headings, pictures, links. One types to narrow it, and chooses a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.language import tr
from reader.text import cell_len, crop, fold, one_line
from reader.ui.screens.choice import ChoiceBox, ChoiceRows
from reader.ui.widgets.rows import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual.app import ComposeResult

AROUND = 4
"""Lines of the box that are not rows: its border, the line to type into, a blank one below that."""
_STEP = 2
"""Cells for a level."""


class PickerRow(NamedTuple):
    """Something to choose."""

    text: str
    detail: str = ""
    """Stands at the right, quietly: in what the text leaves, but at least in a third."""
    indent: int = 0
    """Levels by which it is set in."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen."""

    index: int
    """Of the row, among those that were given."""
    copy: bool
    """It is to be copied, not to be gone to."""


class PickerRows(ChoiceRows):
    """The rows that are left."""

    def __init__(self, rows: Sequence[PickerRow], current: int) -> None:
        super().__init__(id="picker-rows")
        self._all = [PickerRow(one_line(row.text), one_line(row.detail), max(0, row.indent)) for row in rows]
        self._folded = [fold(f"{row.text} {row.detail}") for row in self._all]
        self._shown = list(range(len(rows)))
        self._first = current

    def on_mount(self) -> None:
        self.set_rows(len(self._shown), self._first)

    def narrow(self, typed: str) -> None:
        """Leave the rows that hold every word typed; the cursor stays on its row, else goes to the first."""
        words = fold(typed).split()
        before = self.chosen
        self._shown = [at for at, text in enumerate(self._folded) if all(word in text for word in words)]
        self.set_rows(len(self._shown), self._shown.index(before) if before in self._shown else 0)

    @property
    def chosen(self) -> int | None:
        """The index of the current row among all."""
        return self._shown[self.cursor] if self._shown else None

    def draw_row(self, row: int, width: int) -> list[Segment]:
        text, detail, indent = self._all[self._shown[row]]
        lead = " " * (1 + min(indent * _STEP, width // 3))
        left = lead + text
        detail = crop(detail, max(width - 3 - cell_len(left), width // 3))
        return columns(left, f"{detail} " if detail else " ", width, self.part("plain"), self.part("muted"))


class Picker(ChoiceBox["Picked | None"]):
    """A box with rows to choose from; the result is None when it was closed.

    Args:
        title: what the rows are.
        rows: what there is; their texts are shown as they are, one line each.
        current: the row that the cursor stands on at first.
    """

    DEFAULT_CSS = """
    Picker Vertical { width: 76; max-height: 90%; }
    """
    _rows: PickerRows

    def __init__(self, title: str, rows: Sequence[PickerRow], current: int = 0) -> None:
        super().__init__(PickerRows(rows, current))
        self._title, self._count = title, len(rows)

    def compose(self) -> ComposeResult:
        with Vertical(id="picker") as box:
            box.styles.height = self._count + AROUND
            yield Input(placeholder=tr("type to narrow"), compact=True, id="picker-words")
            yield self._rows

    def on_mount(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """In the border: what this is, and how much of it is left."""
        box = self.query_one("#picker")
        left = self._rows.row_count
        box.border_title = Content(self._title)
        box.border_subtitle = f"{left:,}" if left == self._count else f"{left:,}/{self._count:,}"

    def _narrowed(self) -> None:
        self._tell()

    def _choose(self, *, copy: bool) -> None:
        if (index := self._rows.chosen) is not None:
            self.dismiss(Picked(index, copy))
