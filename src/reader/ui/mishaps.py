"""Errors of the program itself while the screen is up.

One in a thread is written down and told, and the program goes on: what that thread was to bring is missing, no more.
One on the screen ends the program; the command line tells of it when the terminal is the user's again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from reader import crashes
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 5
"""Errors that are written down and told in one run: what goes wrong once a second would fill a disk."""


class Mishaps:
    """What threads and callbacks could not do.

    Args:
        tell: shows a sentence, called from any thread.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._seen: set[tuple[object, ...]] = set()

    def note(self, error: BaseException) -> None:
        """Write an error down and tell of it, unless just that has been told already."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        kind = type(error), trace.tb_frame.f_code if trace is not None else None
        with self._lock:
            if kind in self._seen or len(self._seen) >= _MOST:
                return
            self._seen.add(kind)
        log = crashes.note(error)
        words = tr("Something went wrong in the background ({error}), and the program goes on.")
        told = words.format(error=type(error).__name__)
        if log is not None:
            told += "\n" + tr("What happened is written down in {path}").format(path=log)
        self._tell(told)

    def watch_threads(self) -> None:
        """Note what ends a thread from now on."""

        def hook(failed: threading.ExceptHookArgs) -> None:
            if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
                self.note(failed.exc_value)

        threading.excepthook = hook

    def in_loop(self, _: object, context: dict[str, Any]) -> None:
        """What asyncio calls with an error that nobody waits for."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self.note(error)


def survive(job: Callable[[], None]) -> None:
    """Run a job in a thread that has others to run: an error of this one is noted, and does not end the thread."""
    try:
        job()
    except Exception as error:  # noqa: BLE001 -- whatever it is, it goes where those of ended threads go
        args = (type(error), error, error.__traceback__, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(args))
