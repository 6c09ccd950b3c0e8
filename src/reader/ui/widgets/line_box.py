"""One line to type into. In a module that only the boxes import: Textual's input takes a while to import."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import Input


class LineBox(Input):
    """An input whose terminal cursor stands where the next character will.

    Textual's stands a cell further at the end of the text: there an input method would show what it composes.
    """

    @property
    def cursor_screen_offset(self) -> Offset:
        shown = super().cursor_screen_offset
        return shown - Offset(1, 0) if self.cursor_at_end else shown
