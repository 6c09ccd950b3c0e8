"""The help: the key table, on the screen."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.text import cell_len
from reader.ui.bindings import keys_of
from reader.ui.keys import KEYS, SCOPES, key_name, names
from reader.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class KeyRows(RowsView):
    """The rows of the key table, with a heading for each scope."""

    def __init__(self) -> None:
        super().__init__(id="key-rows")
        self._table: list[tuple[str, str]] = []
        for scope, keys in groupby(KEYS, key=lambda key: key.scope):
            self._table += [
                ("", ""),
                ("", SCOPES[scope]),
                *(("  ".join(names(key)) or "–", key.help) for key in keys),
            ]
        self._table = self._table[1:]

    def on_mount(self) -> None:
        self.set_rows(len(self._table), 1)

    def selectable(self, row: int) -> bool:
        return bool(self._table[row][0])

    def draw_row(self, row: int, width: int) -> list[Segment]:
        del width
        key, text = self._table[row]
        if not key:
            return [Segment(f" {text}", self.part("heading"))]
        gap = " " * max(1, 22 - cell_len(key))
        return [Segment(f"   {key}", self.part("strong")), Segment(f"{gap}{text}", self.part("plain"))]


class HelpScreen(ModalScreen[None]):
    """Every key that is in force; closed by those that lead back, and by the one that opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [(keys_of("out", "back", "help"), "dismiss", "close")]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen Vertical { width: 76; max-width: 100%; height: 90%; }
    """

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = f"Keys · {key_name('out')} closes"
            yield KeyRows()
