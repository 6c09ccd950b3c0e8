"""What becomes of the user's files while one reads: changed by others, not writable, damaged."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.language import tr, tr_plural
from reader.ui.latest import Latest
from reader.ui.messages import Report
from reader.ui.mishaps import survive
from reader.ui.words import unsaved_told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.session import Session
    from reader.state.state import State
    from reader.ui.screens.main import MainScreen
    from reader.ui.writing import Writer

_EVERY = 0.5
"""Seconds between two looks."""
_AGAIN = 5.0
"""Seconds after which what could not be saved is tried again."""


@dataclass(eq=False, repr=False)
class StateChanged(Report):
    """Something about the user's files is different."""

    changed: frozenset[str]
    """Of ``bookmarks``, ``highlights``, ``searches``, ``reads``."""
    unsaved: str
    """What can't be saved just now, and why."""
    why: str
    """The reason by itself."""
    troubles: Sequence[str]
    """What is wrong with the files."""

    def deliver(self, screen: MainScreen) -> None:
        screen.watch_state.take(self)


@dataclass(eq=False, repr=False)
class FoundAgain(Report):
    """Posts that were missing have been found."""

    count: int

    def deliver(self, screen: MainScreen) -> None:
        screen.watch_state.tell_found(self.count)


class Watch:
    """Looks at the files, in a thread.

    Args:
        state: gives the state that is in use.
        send: takes what is different.
    """

    def __init__(self, state: Callable[[], State], send: Callable[[StateChanged], object]) -> None:
        self._state, self._send = state, send
        self._wake, self._is_closed = threading.Event(), False
        self._thread: threading.Thread | None = None
        self._reads: tuple[int, int] | None = None
        self._said: tuple[str, str, list[str]] = ("", "", [])
        self._tried = 0.0

    def start(self) -> None:
        """Begin, with a look for damage."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="state", daemon=True)
            self._thread.start()

    def nudge(self) -> None:
        """Look at once: something was written."""
        self._wake.set()

    def close(self) -> None:
        """End the thread."""
        self._is_closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=3)

    def _run(self) -> None:
        self._state().check()
        while not self._is_closed:
            survive(self.look)
            self._wake.wait(_EVERY)
            self._wake.clear()
        self._state().close()

    def look(self) -> None:
        """Send what is different since the last look."""
        state = self._state()
        changed = set(state.poll())
        if "store" in changed or self._reads is None:
            changed.discard("store")  # which is written to for places in articles all the time
            reads = state.store.reads_version(state.archive)
            if self._reads is not None and reads != self._reads:
                changed.add("reads")
            self._reads = reads
        if state.unsaved and time.monotonic() - self._tried >= _AGAIN:
            state.retry()
            self._tried = time.monotonic()
        says = (state.unsaved, state.unsaved_reason, state.troubles())
        if changed or says != self._said:
            self._said = says
            self._send(StateChanged(frozenset(changed), *says))


class StateWatch:
    """Shows what becomes of the files.

    Args:
        screen: shows it.
        writer: makes all changes of the user, one after the other.
    """

    def __init__(self, screen: MainScreen, writer: Writer) -> None:
        self._screen, self._writer = screen, writer
        self._watch = Watch(lambda: screen.session.state, screen.post_message)
        self._seeking = Latest("seeking")
        self._told: set[str] = set()
        self._unsaved = ""
        self.start, self.nudge = self._watch.start, self._watch.nudge

    def close(self) -> None:
        """Wait until all is written; try once more to save what could not be."""
        self._watch.close()
        self._seeking.close()
        self._writer.close()
        self._screen.session.state.retry()

    def take(self, message: StateChanged) -> None:
        """Something is different: show it."""
        screen = self._screen
        if message.changed & {"bookmarks", "highlights"}:
            screen.keeping.read()
        if "searches" in message.changed:
            screen.saving.refresh()
        if "reads" in message.changed:
            screen.reads.refresh()
            if screen.lists.browsing.place.kind == "unread" and not screen.search.is_on:
                screen.lists.browsing.load()
        for words in message.troubles:
            self._tell_once(words)
        self._tell_unsaved(message.unsaved, message.why)

    def _tell_unsaved(self, unsaved: str, why: str) -> None:
        if unsaved:
            self._tell_once(unsaved)
        elif self._unsaved:
            self._told.discard(self._unsaved)
            self._screen.notify(tr("Everything is saved now."), timeout=3)
        self._unsaved = unsaved
        self._screen.status.warn(unsaved_told(why))

    def _tell_once(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self._screen.notify(words, severity="warning", timeout=10, markup=False)

    # -- what is missing ------------------------------------------------------------------------------------

    def seek(self) -> None:
        """Look for posts that are kept but no longer where they were."""
        session, send = self._screen.session, self._screen.post_message

        def run() -> None:
            if found := _sought(session):
                send(FoundAgain(found))

        self._seeking.run(run)

    def tell_found(self, count: int) -> None:
        """Posts have been found again."""
        words = tr_plural(
            "{count:,} post that you keep was found again where it is now.",
            "{count:,} posts that you keep were found again where they are now.",
            count,
        )
        self._screen.notify(words.format(count=count), timeout=5)
        self._screen.keeping.read()


def _sought(session: Session) -> int:
    from reader.errors import CatalogUnusable  # noqa: PLC0415

    try:
        return session.keeping.seek()
    except CatalogUnusable:
        return 0  # the list will tell of it
