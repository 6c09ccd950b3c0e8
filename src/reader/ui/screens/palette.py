"""The command palette: one types what one wants, in either language or its pinyin, and Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text import cell_len, crop, one_line
from reader.ui.commands import Command
from reader.ui.screens.place_picker import FindingPicker, FoundRows
from reader.ui.widgets.rows import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment


class CommandRows(FoundRows[Command]):
    """The commands that are found; before anything is typed those that are worth a look then."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(commands)
        self._at_rest = [at for at, command in enumerate(commands) if command.at_rest]
        self._shown = list(self._at_rest)

    def narrow(self, typed: str) -> None:
        super().narrow(typed)
        if not typed.strip():
            self._shown = list(self._at_rest)
            self.set_rows(len(self._shown), 0)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        command = self._places[self._shown[row]]
        name = f" {one_line(command.shown)}"
        detail = crop(one_line(command.detail), max(width - 3 - cell_len(name), width // 4))
        right = f"{detail} " if detail else " "
        return columns(name, right, width, self.part("plain"), self.part("muted"))


class Palette(FindingPicker[Command]):
    """A box with commands.

    Args:
        title: what they are for.
        commands: all of them.
    """

    def __init__(self, title: str, commands: Sequence[Command]) -> None:
        super().__init__(title, CommandRows(commands), len(commands))

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#picker").styles.height = "80%"
