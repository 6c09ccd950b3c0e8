"""The line to the terminal: what Textual's driver does, made safe for lines that are slow, or that go away.

Textual writes frames in a thread, thirty of them in advance, and takes it for granted that somebody reads them. Over
a slow line that is a minute of old pictures; and when the terminal is gone, writing fails, or reading gives nothing
for ever. Here a frame waits until the one before it is out, and a line that is gone ends the program in good order.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.driver import Driver

OWN_SHAPE = "\x1b[0 q"
"""DECSCUSR: the cursor as the user has set it."""


class Line:
    """The file that frames are written to. Never fails: what can't be written is dropped, and told once.

    Args:
        file: the terminal.
        lost: called, from the thread that writes, when the terminal is gone.
    """

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file, self._lost = file, lost
        self._is_lost = False
        self._lock = threading.RLock()  # a signal may come while it is held
        self._given = self._taken = 0
        self._drained: Callable[[], None] | None = None

    def count(self) -> None:
        """Something was given to the thread that writes."""
        with self._lock:
            self._given += 1

    def begin_anew(self) -> None:
        """Another thread writes from now on; nobody waits for what the one before had."""
        with self._lock:
            self._given = self._taken = 0
            call, self._drained = self._drained, None
        if call is not None:
            call()

    @property
    def is_behind(self) -> bool:
        """Whether something that was given is not out yet."""
        return self._given != self._taken

    def when_drained(self, call: Callable[[], None]) -> None:
        """Call once, from whichever thread, when everything is out."""
        with self._lock:
            if self.is_behind:
                self._drained = call
                return
        call()

    # -- what the thread that writes asks for ---------------------------------------------------------------

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str) -> None:
        self._try(self._file.write, text)
        with self._lock:
            self._taken += 1

    def flush(self) -> None:
        self._try(self._file.flush)
        call = None
        with self._lock:
            if not self.is_behind:
                call, self._drained = self._drained, None
        if call is not None:
            call()

    def _try(self, do: Callable[..., object], *arguments: str) -> None:
        if self._is_lost:
            return
        try:
            do(*arguments)
        except (OSError, ValueError):  # EIO: hung up; or the file was closed
            self._is_lost = True
            self._lost()


class HangUp:
    """Waits beside everything else for the other end of a terminal to go away; costs nothing meanwhile.

    The signal for that may not come: it goes to the processes in the foreground of the terminal's session only.

    Args:
        number: the terminal's file descriptor.
        lost: called from a thread, once.
    """

    def __init__(self, number: int, lost: Callable[[], None]) -> None:
        self._number, self._lost = number, lost
        self._ear, self._mouth = os.pipe()
        self._thread = threading.Thread(target=self._wait, name="hang-up", daemon=True)
        self._thread.start()

    def _wait(self) -> None:
        waiting = select.poll()
        waiting.register(self._number, select.POLLHUP)
        waiting.register(self._ear, select.POLLIN)
        for number, _ in waiting.poll():
            if number == self._number:
                self._lost()

    def close(self) -> None:
        """Wait no more."""
        os.close(self._mouth)
        self._thread.join(timeout=1)
        os.close(self._ear)


def sturdy(driver: type[Driver]) -> type[Driver]:
    """The driver of a terminal with this module's care; others (no terminal, Windows, a browser) as they are."""
    if sys.platform == "win32" or driver.__name__ != "LinuxDriver":
        return driver
    from reader.ui.unix_driver import UnixDriver  # noqa: PLC0415 -- only Unix has what it imports

    return UnixDriver


PLAIN_CURSORS = frozenset({"linux", "dumb", "vt100", "vt220", "ansi", "cons25"})
"""Values of ``TERM`` for terminals that would print what shapes a cursor, or take it for something else."""


def end_orderly(leave: Callable[[], None], listen: Callable[[int, Callable[[], None]], None]) -> None:
    """Leave when the terminal is closed or the system goes down: a note may be half written.

    Args:
        leave: ends the program.
        listen: sets what a signal does, as ``loop.add_signal_handler`` does.
    """
    for name in ("SIGHUP", "SIGTERM"):
        if (number := getattr(signal, name, None)) is not None:
            with contextlib.suppress(
                NotImplementedError, RuntimeError
            ):  # Windows; a loop that is not the main one
                listen(number, leave)
