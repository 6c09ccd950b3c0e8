"""A small box to write a note in. In a module that is imported when a note is written: a text area takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.language import tr
from reader.text import clean, one_line
from reader.ui.bindings import bindings
from reader.ui.widgets.own_keys import acted_on
from reader.ui.widgets.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult


class NoteArea(TextArea):
    """The text of a note; its keys act in their order."""

    async def _on_key(self, event: events.Key) -> None:
        if not await acted_on(self, event):
            await super()._on_key(event)


class NoteEditor(ModalScreen[None]):
    """A note being written. However it is left, even with the program: what was typed is kept.

    Args:
        title: of what it is a note on.
        note: as it is.
        keep: takes what it says in the end.
        quote: the passage that it is on; stands above it.
    """

    BINDINGS = bindings("note")
    DEFAULT_CSS = """
    NoteEditor { align: right bottom; }
    NoteEditor Vertical { width: 76; max-width: 100%; height: 45%; min-height: 9; max-height: 100%; }
    NoteEditor #quote { height: auto; max-height: 3; padding: 0 1; }
    NoteEditor TextArea { height: 1fr; padding: 0 1; }
    NoteEditor Status { dock: none; }
    """

    def __init__(self, title: str, note: str, keep: Callable[[str], None], quote: str = "") -> None:
        super().__init__()
        self._title, self._note, self._keep, self._quote = title, note, keep, quote
        self.area = NoteArea(note, soft_wrap=True, show_line_numbers=False, compact=True, id="note")
        self.area.highlight_cursor_line = False

    def compose(self) -> ComposeResult:
        with Vertical(id="note-box"):
            if self._quote:
                yield Static(one_line(self._quote), markup=False, id="quote")
            yield self.area
            yield Status(id="note-keys")

    def on_mount(self) -> None:
        self.query_one("#note-box").border_title = Content(tr("Note · {title}").format(title=self._title))
        self.query_one(Status).hint("note-keep", "note-revert", "note-editor")
        self.area.move_cursor(self.area.document.end)

    def on_unmount(self) -> None:
        self._keep(clean(self.area.text).strip())

    def action_revert(self) -> None:
        """Put the note back as it was; Ctrl+Z brings back what had been typed."""
        self._put(self._note)

    def action_external(self) -> None:
        """Go on in the user's own editor."""
        from reader.ui.editor import edit  # noqa: PLC0415 -- few do

        edited = edit(self.app, self.area.text)
        if edited.trouble:
            self.notify(edited.trouble, severity="warning", timeout=10, markup=False)
        self._put(edited.text)

    def _put(self, text: str) -> None:
        if text != self.area.text:
            self.area.replace(text, self.area.document.start, self.area.document.end)
