"""The lines at the bottom that lead through the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from reader.language import tr
from reader.ui.keys import key_name
from reader.ui.words import END_TOUR

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOM = 80
"""Cells of a window from which on it is said how to leave."""


class TourBar(Static):
    """What to try next; a click goes on.

    Args:
        go_on: to the next step.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TourBar { dock: bottom; height: auto; max-height: 4; margin-bottom: 1; padding: 0 1; }
    """

    def __init__(self, go_on: Callable[[], None]) -> None:
        super().__init__(id="tour-bar", markup=False)
        self._go_on = go_on
        self.words = ""
        """What is said."""

    def tell(self, text: str, number: int, count: int, *, is_done: bool) -> None:
        """Say what to try, and whether that is done."""
        self.words = text
        lead = tr("Tour {number}/{count}").format(number=number, count=count)
        skip = self._ways_on() if number < count else tr("{key} ends the tour").format(key=key_name("tour"))
        self.update(
            Content.assemble(
                (f"{lead}  ", "bold $primary"), text, "  ", ("✓" if is_done else skip, "$text-muted")
            )
        )

    def _ways_on(self) -> str:
        """How to go on, and where there is room how to leave."""
        if self.app.size.width < _ROOM:
            return tr("{key} goes on").format(key=key_name("tour"))
        words = tr("{key} goes on; to leave: {palette}, “{end}”")
        return words.format(key=key_name("tour"), palette=key_name("palette"), end=tr(END_TOUR))

    def on_click(self) -> None:
        self._go_on()
