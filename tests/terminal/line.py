"""A terminal made of nothing but a line: what the program writes is kept, and what a test types reaches it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAMPLES = Path(__file__).parents[2] / "sample_posts"
PATIENCE = 60.0
"""Seconds: a machine that does other things too may take its time to start the program."""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|[@-Z\\-_]|\][^\x07]*\x07)")


class Line:
    """The program at the end of a line.

    Args:
        arguments: of the command.
        code: run this instead of the command; ``arguments`` are in ``sys.argv``.
        command: run another program instead.
        environment: what is different there.
        size: columns and rows.
        controls: the terminal is the program's controlling one: it is told by a signal when it is hung up.
        pace: bytes a second that get through; 0: as many as there are.
    """

    def __init__(
        self,
        *arguments: str,
        code: str = "",
        command: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (100, 30),
        controls: bool = True,
        pace: int = 0,
    ) -> None:
        self._master, slave = pty.openpty()
        self.resize(*size, tell=False)
        start = ["-c", code] if code else ["-m", "reader"]
        # Test processes side by side have the size of no terminal, and say so to what they start.
        inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}

        def control() -> None:
            if controls:
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [*(command or (sys.executable, "-P", *start)), *arguments],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True, preexec_fn=control,  # noqa: PLW1509 -- before the test has threads
            env={**inherited, "TERM": "xterm-256color", **(environment or {})},
        )  # fmt: skip
        os.close(slave)
        self._pace = pace
        self._heard = b""
        self._changed = threading.Condition()
        self._closing, self._is_closed = os.pipe(), False
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def _listen(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._closing[0]], [], [])
            if self._closing[0] in ready:
                return
            try:
                got = os.read(self._master, max(1, self._pace // 20) if self._pace else 65_536)
            except OSError:  # EIO: nobody is at the other end any more
                return
            if not got:
                return
            with self._changed:
                self._heard += got
                self._changed.notify_all()
            if self._pace:
                time.sleep(len(got) / self._pace)

    # -- what the program writes ----------------------------------------------------------------------------

    @property
    def heard(self) -> bytes:
        """All that was written so far."""
        with self._changed:
            return self._heard

    @property
    def text(self) -> str:
        """That without what is for the terminal alone."""
        return _ESCAPES.sub(b"", self.heard).decode("utf-8", "replace")

    def wait_for(self, wanted: str, *, after: int = 0, patience: float = PATIENCE, raw: bool = False) -> int:
        """Wait until something is written, after so many bytes; how many bytes there are then.

        ``raw``: what is for the terminal alone counts, too.
        """
        end = time.monotonic() + patience
        with self._changed:
            while wanted.encode() not in (
                self._heard[after:] if raw else _ESCAPES.sub(b"", self._heard[after:])
            ):
                left = end - time.monotonic()
                assert left > 0, f"{wanted!r} is not in {self._heard[after:][-3000:]!r}"
                assert self._changed.wait(min(left, 1.0)) or self.process.poll() is None, self._heard[-3000:]
            return len(self._heard)

    @property
    def number(self) -> int:
        """The file descriptor of this end."""
        return self._master

    # -- what is done to it ---------------------------------------------------------------------------------

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            os.kill(self.process.pid, signal.SIGWINCH)

    def hang_up(self) -> None:
        """The window is closed, the connection is lost."""
        if not self._is_closed:
            self._is_closed = True
            os.write(self._closing[1], b"x")
            self._thread.join()
            for number in (self._master, *self._closing):
                os.close(number)

    def ended(self, patience: float = PATIENCE) -> int:
        """Wait for the end; the exit code."""
        return self.process.wait(patience)


def children(pid: int) -> Sequence[int]:
    """The processes that one has started and that have not ended."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # ended meanwhile
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found
