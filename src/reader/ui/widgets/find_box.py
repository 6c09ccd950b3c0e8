"""The box for what is to be found in the text. In a module of its own: Textual's input takes a while to import."""

from __future__ import annotations

from reader.language import tr
from reader.ui.bindings import bindings
from reader.ui.widgets.line_box import LineBox


class FindBox(LineBox):
    """One line of text; its keys go through the places found."""

    BINDINGS = bindings("in-text")

    def __init__(self, value: str) -> None:
        super().__init__(value, placeholder=tr("in this article …"), id="find", compact=True)
