"""How long until there is something to read: first paint of the list, beside a bare Textual app's first paint.

    python -m bench.opening ARCHIVE [--runs 9] [--cold] [--home DIR]

Both programs run in a pseudo-terminal of 160 × 45 and are timed from the start of the process until the text
that one waits for comes out of it; ``newsreader --help`` is measured beside ``python -c pass``. ``--cold`` empties the cache before each run: nothing is known of the archive.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bench.floor import median_of

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS, LINES = 160, 45
_BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("first-paint")
Bare().run()
"""


class Terminal:
    """A program in a pseudo-terminal; killed at the end of the ``with`` block."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.begun = time.perf_counter()
        self.seen = b""
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)

    def wait_for(self, done: Callable[[str], bool], limit: float = 60.0) -> float:
        """Read what is painted until it is ``done``; seconds since the start of the program."""
        deadline = time.perf_counter() + limit
        while time.perf_counter() < deadline:
            if self._read(0.5) and done(self.seen.decode("utf-8", "replace")):
                return time.perf_counter() - self.begun
        raise TimeoutError(self.seen[-2000:].decode("utf-8", "replace"))

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())

    def wait(self, seconds: float) -> None:
        """Let it run, then forget what it has painted so far."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)
        self.seen = b""

    def _read(self, timeout: float) -> bool:
        if not select.select([self._terminal], [], [], timeout)[0]:
            return False
        self.seen += os.read(self._terminal, 1 << 16)
        return True


def seconds_until(command: list[str], environment: dict[str, str], done: Callable[[str], bool]) -> float:
    """Seconds from the start of ``command`` until what it has painted is ``done``."""
    with Terminal(command, environment) as terminal:
        return terminal.wait_for(done)


def lists_posts(seen: str) -> bool:
    """Whether a list of 50 posts or more has been painted, with as many rows as there is room for."""
    counts = [int(count.replace(",", "")) for count in re.findall(r"All posts · ([\d,]+) · newest", seen)]
    return max(counts, default=0) >= 50 and len(re.findall(r"(?:\d\d:\d\d|~    ) ", seen)) >= 15


def run_quietly(command: list[str], environment: dict[str, str]) -> None:
    """Run a program to its end."""
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--cold", action="store_true", help="empty the cache before each run")
    parser.add_argument("--home", type=Path, help="a HOME to keep, so that the archive is synced once only")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="newsreader-bench-"))
    environment = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    # Like an installed program: with compiled modules.
    left_out = ("XDG_", "PYTHONDONTWRITEBYTECODE")
    environment = {key: value for key, value in environment.items() if not key.startswith(left_out)}
    ours_command = [sys.executable, "-m", "reader", str(options.archive)]
    if not options.cold:
        subprocess.run([*ours_command[:-1], "sync", str(options.archive)], env=environment, check=True)
    ours: list[float] = []
    bare: list[float] = []
    for run in range(options.runs + 1):
        if options.cold:
            shutil.rmtree(home / ".cache", ignore_errors=True)
        ours_time = seconds_until(ours_command, environment, lists_posts)
        bare_time = seconds_until(
            [sys.executable, "-c", _BARE], environment, lambda seen: "first-paint" in seen
        )
        if run:  # the first one warms up
            ours.append(ours_time)
            bare.append(bare_time)
    if options.home is None:
        shutil.rmtree(home, ignore_errors=True)
    a, b = statistics.median(ours), statistics.median(bare)
    help_text = median_of(
        options.runs, lambda: run_quietly([sys.executable, "-m", "reader", "--help"], environment)
    )
    nothing = median_of(options.runs, lambda: run_quietly([sys.executable, "-c", "pass"], environment))
    print(
        f"{'first paint, cold' if options.cold else 'first paint'} | {a:.3f} s | bare Textual app {b:.3f} s | {a / b:.2f}"
    )
    print(f"--help | {help_text:.3f} s | python -c pass {nothing:.3f} s | {help_text / nothing:.1f}")


if __name__ == "__main__":
    main()
