"""What no program can go below: a bare walk of the folder, a bare start of Python. And the table rows all benches print.

    python -m bench.floor /tmp/arch100k

A time alone says little of a program on a shared machine; its ratio to a floor measured in the same minute does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Floor:
    """A floor: how many things it was measured over, and the median seconds."""

    count: int
    seconds: float


def median_of(runs: int, measured: Callable[[], object]) -> float:
    """Median wall seconds of ``runs`` calls."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        measured()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def walk_bare(root: Path) -> int:
    """Count the files under ``root`` the cheapest way that also learns size and mtime: scandir and lstat."""
    count, folders = 0, [os.fspath(root)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    count += 1
    return count


def read_bare(root: Path) -> int:
    """Bytes of all files under ``root``, read and thrown away: the floor of any first sync."""
    total, folders = 0, [os.fspath(root)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    with open(entry.path, "rb", buffering=0) as file:
                        total += len(file.read())
    return total


def scandir_floor(root: Path, runs: int = 5) -> Floor:
    """Files under ``root`` and the median seconds of a bare scandir + stat walk (caches warm after the first)."""
    count = walk_bare(root)
    return Floor(count, median_of(runs, lambda: walk_bare(root)))


def read_floor(root: Path, runs: int = 3) -> Floor:
    """Bytes under ``root`` and the median seconds to read them all in one thread (caches warm after the first)."""
    total = read_bare(root)
    return Floor(total, median_of(runs, lambda: read_bare(root)))


def python_floor(runs: int = 9) -> Floor:
    """Median seconds of ``python -c pass`` with the interpreter that runs this."""
    return Floor(1, median_of(runs, lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)))


def ratio(ours: float, floor: float) -> float:
    """How many times ``floor`` is ``ours``; infinite over a floor of nothing."""
    return ours / floor if floor else float("inf")


def human(seconds: float) -> str:
    """``seconds`` with three digits in the unit that suits: 12.3 ms, 4.56 s."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.3g} us"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


_WIDTHS = (44, 10, 12, 9, 10)


def cells(*texts: str) -> str:
    """A table row, columns as wide in every bench so that rows of several scripts line up."""
    return "| " + " | ".join(text.ljust(width) for text, width in zip(texts, _WIDTHS, strict=True)) + " |"


def head() -> str:
    """The head of the table whose rows :func:`row` makes."""
    return (
        cells("what", "ours", "floor/peer", "ratio", "target")
        + "\n"
        + cells(*("-" * width for width in _WIDTHS))
    )


def row(what: str, ours: float, floor: float, target: float | None = None) -> str:
    """``what | ours | floor/peer | ratio | target``; a ratio over its target (the most it may be) is marked ``!``."""
    times = ratio(ours, floor)
    missed = target is not None and times > target
    wanted = "" if target is None else f"<= {target:g}x"
    return cells(what, human(ours), human(floor), f"{times:.2f}x{' !' if missed else ''}", wanted)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("root", type=Path, nargs="?", metavar="DIR", help="a folder to walk and read")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print(f"python -c pass            {human(python_floor().seconds)}")
    if asked.root:
        walked = scandir_floor(asked.root, asked.runs)
        print(f"scandir + stat            {human(walked.seconds)} for {walked.count} files")
        read = read_floor(asked.root, min(3, asked.runs))
        print(f"read every byte           {human(read.seconds)} for {read.count / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
