"""A box with a question and a line to type the answer into."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.ui.bindings import keys_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Asking(ModalScreen["str | None"]):
    """Gives what was typed, or None when it was closed.

    Args:
        title: what is asked.
        typed: what stands on the line at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [(keys_of("picker-close"), "leave", "close")]
    DEFAULT_CSS = """
    Asking { align: center middle; }
    Asking Vertical { width: 60; max-width: 100%; height: 3; }
    """

    def __init__(self, title: str, typed: str = "") -> None:
        super().__init__()
        self._title, self._typed = title, typed

    def compose(self) -> ComposeResult:
        with Vertical(id="asking") as box:
            box.border_title = Content(self._title)
            yield Input(self._typed, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)
