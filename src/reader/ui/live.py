"""Keeping the catalogue up to date while one reads: a sync at the start, then each change as it happens.

Runs in threads of its own and speaks through one callback; knows nothing of widgets.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, NamedTuple

from reader.background import BackgroundSync
from reader.errors import CatalogUnusable, ReaderError
from reader.language import tr
from reader.session import Session
from reader.ui.watching import changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Progress

_FEW = 200
"""Changed files that are looked at one by one; more are left to a walk."""

_RECOVERY = 1.0
"""Seconds until a watch that has failed is begun anew."""


class News(NamedTuple):
    """What happened in the archive."""

    progress: Progress | None = None
    """How the sync goes; ``finished`` when all is read."""
    trouble: str = ""
    """Words for the user: what does not work, and what is done instead."""
    hint: str = ""
    """What the user can do about it."""
    session: Session | None = None
    """The session to go on with, where the old one's catalogue could not be written."""


class Live:
    """Follows one archive.

    Args:
        session: its catalogue is kept up to date.
        child: a sync that already runs.
    """

    def __init__(self, session: Session, child: BackgroundSync | None = None) -> None:
        self._session, self._child = session, child
        self._tell: Callable[[News], None] = lambda _: None
        self._stop = threading.Event()
        self._one_at_a_time = threading.Lock()
        # Side by side: what changes while the first sync goes on is not missed.
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("sync", self._sync), ("watch", self._watch))
        ]

    def start(self, tell: Callable[[News], None]) -> None:
        """Begin; ``tell`` is called from the threads with everything that happens."""
        self._tell = tell
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the threads and what they started."""
        self._stop.set()
        child = self._child
        if child is not None:
            child.stop()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=3)

    def sync_again(self) -> None:
        """Read the archive again: its catalogue has been emptied."""
        threading.Thread(target=self._sync, name="sync again", daemon=True).start()

    def _sync(self) -> None:
        with self._one_at_a_time:
            if self._stop.is_set():
                return
            try:
                if self._session.catalog.path is None:
                    self._sync_here()
                else:
                    self._sync_or_fall_back()
            except ReaderError as error:
                self._tell(News(trouble=error.message, hint=error.hint))

    def _sync_or_fall_back(self) -> None:
        try:
            self._sync_in_child()
        except CatalogUnusable as error:
            # With the same state: something may wait in it to be saved.
            self._session = Session(self._session.root, in_memory=True, state=self._session.state)
            self._tell(
                News(
                    trouble=tr("{trouble}; going on in memory").format(trouble=error.message),
                    hint=error.hint
                    or tr(
                        "Make room or give write access to the cache folder; `newsreader paths` tells where it is."
                    ),
                    session=self._session,
                )
            )
            self._sync_here()
        finally:
            self._child = None

    def _sync_in_child(self) -> None:
        if self._child is None:
            self._child = BackgroundSync(self._session.root)
        for progress in self._child.progress():
            self._tell(News(progress))

    def _sync_here(self) -> None:
        self._session.sync(lambda progress: self._tell(News(progress)), stopped=self._stop.is_set)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                for changed in changes(self._session, self._stop, lambda: self._child is not None):
                    if changed is None:
                        self._sync()
                    else:
                        self._look_at(changed)
            except ReaderError as error:
                self._tell(News(trouble=error.message, hint=error.hint))
                self._stop.wait(_RECOVERY)
            except (OSError, RuntimeError) as error:
                if "decode" not in str(error):  # too many folders to watch, or the archive went away
                    hint = tr("You see new posts at the next start, or after `newsreader sync`.")
                    self._tell(
                        News(trouble=tr("changes are not followed: {why}").format(why=error), hint=hint)
                    )
                    return
                # A file whose name is not UTF-8 was touched, which the library takes badly. A walk finds out.
                self._sync()
                self._stop.wait(_RECOVERY)

    def _look_at(self, changed: set[str]) -> None:
        from reader.archive.walk import is_post_name  # noqa: PLC0415

        folder = self._session.folder
        names = [os.path.relpath(path, folder).replace(os.sep, "/") for path in changed]
        visible = [name for name in names if not any(part.startswith(".") for part in name.split("/")[:-1])]
        if self._session.root != folder:  # an archive of one file
            visible = [name for name in visible if name == self._session.root.name]
        posts = [name for name in visible if is_post_name(name.rpartition("/")[2])]
        if not posts and not any(os.path.isdir(path) or not os.path.exists(path) for path in changed):
            return  # images and the like
        try:
            done = self._session.sync_files(posts) if len(posts) == len(visible) <= _FEW else None
        except ReaderError as error:
            self._tell(News(trouble=error.message, hint=error.hint))
            return
        if done is None:
            self._sync()
        else:
            self._tell(News(done))
