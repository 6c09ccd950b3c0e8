"""Keeping up with an archive: a first sync, a sync with nothing new, one new file while the program runs.

    python -m bench.syncing ARCHIVE [--runs 3] [--home DIR] [--skip-cold]

Whole processes, beside floors measured in the same minute: reading every byte in one thread, a bare scandir + stat
walk (in process, without the start of Python). The new file is written into the archive and removed again: give an
archive that was made for measuring.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.floor import median_of, python_floor, read_floor, scandir_floor
from bench.opening import Terminal

_POST = """
---
title: '{title}'
categories: \n - 新闻\n - 测量\n - 刚刚
author: 测量
date: {date}
---

<div>   \n<p>一个新的文件。</p>  \n</div>
"""


def sync_seconds(archive: Path, environment: dict[str, str]) -> float:
    """Wall seconds of ``newsreader sync``."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "reader", "sync", str(archive)],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def sync_in_process(archive: Path) -> float:
    """Wall seconds of a sync with nothing new, without the start of Python."""
    from reader.session import Session, resolve

    session = Session(resolve(archive))
    begun = time.perf_counter()
    session.sync()
    return time.perf_counter() - begun


def seconds_until_seen(archive: Path, environment: dict[str, str]) -> float:
    """Seconds from a new file's being written until its title is on the screen of the running program."""
    stamp = datetime.now(UTC)
    title = f"刚刚写下的 {stamp:%H%M%S%f}"
    neighbour = next(archive.rglob("*.md"))
    file = neighbour.with_name(f"{stamp:%H%M%S%f}.md")
    with Terminal([sys.executable, "-m", "reader", str(archive)], environment) as terminal:
        terminal.wait_for(lambda seen: "newest first" in seen)
        terminal.wait(4 + 2e-5 * sum(1 for _ in archive.rglob("*")))  # the sync at the start, then the watch
        try:
            file.write_text(_POST.format(title=title, date=f"{stamp:%a, %d %b %Y %H:%M:%S} GMT"), "utf-8")
            begun = time.perf_counter()
            terminal.wait_for(lambda seen: re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen).find(title[:5]) >= 0)
            return time.perf_counter() - begun
        finally:
            file.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--home", type=Path, help="a HOME to keep, where the archive has been synced")
    parser.add_argument("--skip-cold", action="store_true")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="newsreader-bench-"))
    left_out = ("XDG_", "PYTHONDONTWRITEBYTECODE")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    environment |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ["HOME"] = str(home)

    if not options.skip_cold:
        cold = []
        for _ in range(options.runs):
            shutil.rmtree(home / ".cache", ignore_errors=True)
            cold.append(sync_seconds(options.archive, environment))
        reading = read_floor(options.archive)
        seconds = statistics.median(cold)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"first sync | {seconds:.1f} s | reading every byte {reading.seconds:.1f} s | {seconds / reading.seconds:.1f}"
        )
        print(f"first sync, largest process | {peak:.0f} MB")
    sync_seconds(options.archive, environment)
    floor = scandir_floor(options.archive)
    inside = median_of(options.runs, lambda: sync_in_process(options.archive))
    print(
        f"nothing new, in process | {inside:.2f} s | bare walk {floor.seconds:.2f} s | {inside / floor.seconds:.2f}"
    )
    whole = median_of(options.runs, lambda: sync_seconds(options.archive, environment))
    bare = floor.seconds + python_floor().seconds
    print(
        f"nothing new, whole program | {whole:.2f} s | Python and a bare walk {bare:.2f} s | {whole / bare:.2f}"
    )
    seen = statistics.median(seconds_until_seen(options.archive, environment) for _ in range(options.runs))
    print(f"one new file on the screen | {seen:.2f} s")


if __name__ == "__main__":
    main()
