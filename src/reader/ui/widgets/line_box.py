"""One line to type into. In a module that only the boxes import: Textual's input takes a while to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.widgets import Input

from reader.ui.widgets.own_keys import acted_on

if TYPE_CHECKING:
    from textual import events


class LineBox(Input):
    """An input whose keys act in their order, and whose terminal cursor stands where the next character will.

    Textual's stands a cell further at the end of the text: there an input method would show what it composes.
    """

    @property
    def cursor_screen_offset(self) -> Offset:
        shown = super().cursor_screen_offset
        return shown - Offset(1, 0) if self.cursor_at_end else shown

    async def _on_key(self, event: events.Key) -> None:
        if not await acted_on(self, event):
            await super()._on_key(event)
