"""Textual's driver of a Unix terminal, with the care of :mod:`reader.ui.terminal`."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

from reader.language import tr
from reader.ui.terminal import OWN_SHAPE, PLAIN_CURSORS, HangUp, Line, end_orderly

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper

_PATIENCE = 1.5
"""Seconds to wait at the end for a terminal that takes nothing."""


class UnixDriver(LinuxDriver):
    """Writes what can be written, and ends the program when the terminal is gone."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        assert self._file is not None
        self.line = Line(self._file, self._leave)
        self._file = cast("TextIOWrapper", self.line)  # it has all that the thread that writes asks for
        self._hang_up: HangUp | None = None
        self._is_started = False
        self._is_away = self._is_stopping = self._was_continued = False

    def write(self, data: str) -> None:
        if self._writer_thread is not None:  # else the terminal is a shell's
            self.line.count()
            super().write(data)

    def start_application_mode(self) -> None:
        end_orderly(self._app.exit, self._loop.add_signal_handler)
        self._writer_thread = None
        self.line.begin_anew()
        # It comes back with nothing done where the shell has let the program go on (`bg`), but not with its terminal.
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_started = self._writer_thread is not None
        if self._is_started and self._hang_up is None and os.isatty(self.fileno):
            with contextlib.suppress(AttributeError, OSError):  # no poll; a system that polls no terminals
                self._hang_up = HangUp(self.fileno, self._leave)

    def stop_application_mode(self) -> None:
        self._is_started = False
        if os.environ.get("TERM") not in PLAIN_CURSORS:
            self.write(OWN_SHAPE)
        super().stop_application_mode()

    def close(self) -> None:
        if self._hang_up is not None:
            self._hang_up.close()
            self._hang_up = None
        # A line that is stuck must not keep the program: what is to be saved has been.
        ending = threading.Thread(target=super().close, name="last-output", daemon=True)
        ending.start()
        ending.join(_PATIENCE)

    def _sigtstp_application(self, *_: object) -> None:
        if self._is_started and self._auto_restart:
            # Not here: the main thread may be putting something into the queue of the thread that writes, whose lock
            # it has.
            self._soon(self._stop)
        else:  # an editor has the terminal, and the loop waits for it: the shell waits for all of the job to stop
            self._stop()

    def _soon(self, job: Callable[[], None]) -> None:
        """Do something in the loop, from a signal's handler."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(job)

    def _stop(self) -> None:
        """Stop, the whole job of us: a program that started this one (`uv run`, a script) is of it too."""
        if self._auto_restart and self._is_started:  # else another program has the terminal just now
            self.suspend_application_mode()
            self._is_away = True
        self._is_stopping, self._was_continued = True, False
        # Ours waits until the others have theirs; should the shell let the job go on before, there is none any more
        # (POSIX: SIGCONT discards what is to stop a process and has not yet), and nobody stops when all others go on.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTSTP})
        # Here it goes on: after `fg`; or at once, where there is no shell and the system lets nothing be stopped.
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        self._is_stopping = False
        if self._is_away:
            self._return()
            self._loop.call_soon(self._tell_if_alone)

    def _tell_if_alone(self) -> None:
        if not self._was_continued:
            self._app.notify(tr("There is no shell to go back to."), severity="warning", markup=False)

    def _sigcont_application(self, *_: object) -> None:
        self._was_continued = True
        if not self._is_stopping and self._auto_restart:
            self._soon(self._continue)

    def _continue(self) -> None:
        """Stopped in a way that nobody is asked about (SIGSTOP): the shell had the terminal."""
        if self._is_started:
            self.suspend_application_mode()
            self._is_away = True
        if self._is_away:
            self._return()

    def _return(self) -> None:
        """Take the terminal again, if it can be had."""
        self._must_signal_resume = True
        self.resume_application_mode()
        self._is_away = not self._is_started

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._leave()
        except Exception as error:  # noqa: BLE001 -- the application tells of it, whatever it is
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 -- as Textual does

    def _leave(self) -> None:
        """The terminal is gone: nothing to be seen any more, but everything to be saved."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._app.exit)
