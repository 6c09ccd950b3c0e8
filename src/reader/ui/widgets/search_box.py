"""The box that a search is typed into. In a module of its own: Textual's input takes a while to import."""

from __future__ import annotations

from textual.widgets import Input

from reader.ui.bindings import bindings


class SearchBox(Input):
    """One line of text; its keys lead to the results or back."""

    BINDINGS = bindings("search")

    def __init__(self) -> None:
        super().__init__(placeholder="title …", id="search", compact=True)
