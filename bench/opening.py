"""How long until there is something to read: first paint of the list, beside a bare Textual app's first paint.

    python bench/opening.py ARCHIVE [--runs 9] [--cold]

Both programs run in a pseudo-terminal of 160 × 45 and are timed from the start of the process until the text
that one waits for comes out of it. ``--cold`` empties the cache before each run: nothing is known of the archive.
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
from typing import TYPE_CHECKING

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


def seconds_until(
    command: list[str], environment: dict[str, str], done: Callable[[str], bool], limit: float = 60.0
) -> float:
    """Seconds from the start of ``command`` until what it has painted is ``done``; it is killed then."""
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, environment)  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    seen = b""
    try:
        while time.perf_counter() - begun < limit:
            if select.select([terminal], [], [], 0.5)[0]:
                try:
                    seen += os.read(terminal, 1 << 16)
                except OSError:
                    break
                if done(seen.decode("utf-8", "replace")):
                    return time.perf_counter() - begun
        raise TimeoutError(seen[-2000:].decode("utf-8", "replace"))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def lists_posts(seen: str) -> bool:
    """Whether a list of 50 posts or more has been painted, with as many rows as there is room for."""
    counts = [int(count.replace(",", "")) for count in re.findall(r"All posts · ([\d,]+) · newest", seen)]
    return max(counts, default=0) >= 50 and len(re.findall(r"\d\d:\d\d ", seen)) >= 15


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
    print(
        f"{'first paint, cold' if options.cold else 'first paint'} | {a:.3f} s | bare Textual app {b:.3f} s | {a / b:.2f}"
    )


if __name__ == "__main__":
    main()
