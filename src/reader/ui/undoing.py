"""Undo and redo of all that the user has changed: in this window, in another one, before the last start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text import crop
from reader.ui.messages import Report
from reader.ui.words import posts_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.state.journal import Change, Verb
    from reader.ui.screens.main import MainScreen
    from reader.ui.writing import Writer

_TITLE = 60
"""Cells of a title in a message."""
_DONE: dict[Verb, tuple[str, str]] = {
    "read": ("marked read", "{} marked read"),
    "unread": ("marked unread", "{} marked unread"),
    "bookmark": ("bookmarked", "{} bookmarked"),
    "unbookmark": ("bookmark removed", "bookmarks of {} removed"),
    "label": ("labels changed", "labels of {} changed"),
    "note": ("note changed", "notes on {} changed"),
    "highlight": ("highlighted", "highlights in {}"),
    "unhighlight": ("highlight removed", "highlights in {} removed"),
    "highlight-note": ("note on a highlight changed", "notes on highlights in {} changed"),
    "save-search": ("search saved", "{} saved"),
    "rename-search": ("search renamed", "{} renamed"),
    "remove-search": ("search removed", "{} removed"),
    "import": ("imported", "{} imported"),
}
"""What a change did to a post or a search that is named, and to a number of posts."""


@dataclass
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
            self._screen.notify("Nothing to undo." if message.back else "Nothing to redo.", timeout=3)
            return
        words = f"{'Undone' if message.back else 'Done again'}: {told(message.change)}"
        self._screen.notify(words, timeout=4, markup=False)
        if message.change.file in {"bookmarks", "highlights"}:
            self._screen.keeping.read()
        self._screen.reads.refresh()
        if self._screen.lists.browsing.place.kind == "unread":
            self._screen.lists.browsing.load()

    def run(self, what: str) -> None:
        """Carry out ``turn('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()


def told(change: Change) -> str:
    """What a change was: ``1,234 posts marked read``, ``note changed: TITLE``."""
    one, several = _DONE.get(change.verb, (change.verb, f"{change.verb} {{}}"))
    if change.count == 1 and change.title:
        return f"{one}: {crop(change.title, _TITLE)}"
    return several.format(posts_told(change.count))
