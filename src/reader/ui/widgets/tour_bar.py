"""The lines at the bottom that lead through the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from reader.language import tr
from reader.ui.keys import key_name

if TYPE_CHECKING:
    from collections.abc import Callable


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
        skip = tr("{key} goes on") if number < count else tr("{key} ends the tour")
        skip = skip.format(key=key_name("tour"))
        self.update(
            Content.assemble(
                (f"{lead}  ", "bold $primary"), text, "  ", ("✓" if is_done else skip, "$text-muted")
            )
        )

    def on_click(self) -> None:
        self._go_on()
