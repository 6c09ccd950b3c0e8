"""The line in which a search is named. In a module of its own: Textual's input takes a while to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widgets import Static

from reader.language import tr
from reader.ui.bindings import bindings
from reader.ui.keys import key_name
from reader.ui.widgets.line_box import LineBox

if TYPE_CHECKING:
    from textual.app import ComposeResult


class NameBox(LineBox):
    """One line of text; its keys keep it or not."""

    BINDINGS = bindings("name")


class NameBar(Horizontal):
    """What a search is to be called.

    Args:
        name: what it is called, or might be.
        known: it is saved already, and goes when its name is taken away.
    """

    DEFAULT_CSS: ClassVar[str] = """
    NameBar { height: 1; }
    NameBar Static { width: auto; padding: 0 1 0 0; }
    NameBar Input { width: 1fr; }
    """

    def __init__(self, name: str, *, known: bool) -> None:
        super().__init__(id="name-bar")
        self._known = known
        keep, leave = key_name("name-keep"), key_name("name-close")
        empty = (
            tr("no name: {keep} removes the saved search, {leave} keeps it").format(keep=keep, leave=leave)
            if known
            else tr("no name: the search is its own name")
        )
        self.box = NameBox(name, placeholder=empty, id="name", compact=True)

    def compose(self) -> ComposeResult:
        yield Static(tr("Saved as") if self._known else tr("Save as"), markup=False)
        yield self.box
