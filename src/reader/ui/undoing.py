"""Undo and redo of all that the user has changed: in this window, in another one, before the last start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.language import tr
from reader.ui.messages import Report
from reader.ui.told import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.state.journal import Change
    from reader.ui.screens.main import MainScreen
    from reader.ui.writing import Writer


@dataclass(eq=False, repr=False)
class Turned(Report):
    """A change was taken back, or made again."""

    change: Change | None
    """None: there was none."""
    back: bool

    def deliver(self, screen: MainScreen) -> None:
        screen.undoing.take(self)


class Undoing:
    """The methods named in the key table as ``turn('…')``.

    Args:
        screen: shows what is different now.
        writer: makes all changes of the user, one after the other.
    """

    def __init__(self, screen: MainScreen, writer: Writer) -> None:
        self._screen, self._writer = screen, writer

    def undo(self) -> None:
        """Take the last change back."""
        self._turn(back=True)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        state, send = self._screen.session.state, self._screen.post_message

        def run() -> None:
            send(Turned(state.undo() if back else state.redo(), back))

        self._writer.run(run)

    def take(self, message: Turned) -> None:
        """Show what is different now, and say what was done."""
        if message.change is None:
            self._screen.notify(tr("Nothing to undo.") if message.back else tr("Nothing to redo."), timeout=3)
            return
        words = tr("Undone: {change}") if message.back else tr("Done again: {change}")
        self._screen.notify(words.format(change=told(message.change)), timeout=4, markup=False)
        if message.change.file in {"bookmarks", "highlights"}:
            self._screen.keeping.read()
        self._screen.reads.refresh()
        if self._screen.lists.browsing.place.kind == "unread":
            self._screen.lists.browsing.load()

    def run(self, what: str) -> None:
        """Carry out ``turn('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()
