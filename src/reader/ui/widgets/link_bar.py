"""The bar that shows where a link leads, before anything is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.text import cell_len, crop
from reader.ui.bindings import bindings

if TYPE_CHECKING:
    from textual import events


class LinkBar(Widget, can_focus=True):
    """An address, and what the link that leads there says."""

    BINDINGS = bindings("link")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"link-bar--sign", "link-bar--aside"}

    class Typed(Message):
        """A letter of a label."""

        def __init__(self, letter: str) -> None:
            super().__init__()
            self.letter = letter

    def __init__(self) -> None:
        super().__init__(id="link-bar")
        self.href = self._shown = self._text = ""

    def show(self, href: str, text: str) -> None:
        """Show another address; ``text`` is what its link says."""
        from reader.ui.opening import shown_address  # noqa: PLC0415 -- not before a link is chosen

        self.href, self._shown, self._text = href, shown_address(href), "" if text == href else text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        del y
        width, base = self.content_size.width, self.rich_style
        sign = base + self.get_component_rich_style("link-bar--sign", partial=True)
        aside = base + self.get_component_rich_style("link-bar--aside", partial=True)
        address = crop(self._shown, max(0, width - 2))
        text = crop(self._text, max(0, width - 5 - cell_len(address)))
        segments = [Segment("→ ", sign), Segment(address, base)]
        if text:
            segments.append(Segment(f" · {text}", aside))
        return Strip(segments).adjust_cell_length(width, base)

    def on_key(self, event: events.Key) -> None:
        if event.character and event.is_printable and event.character.isalpha():
            event.stop()
            self.post_message(self.Typed(event.character.lower()))
