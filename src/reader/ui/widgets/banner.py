"""The line above the sample archive: what this is, in as many words as there is room for."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from reader.text import shortened
from reader.ui.words import banner


class Banner(Widget):
    """What is shown follows the width of the window."""

    def render(self) -> Content:
        return Content(shortened(banner(), self.content_size.width))
