"""What it costs to remember: the start with many read marks and bookmarks, one bookmark to disk, all posts read and back.

    python -m bench.keeping ARCHIVE [--home DIR] [--marks 100000] [--bookmarks 10000] [--runs 15]

The start is that of the whole program in a pseudo-terminal (see ``bench.opening``), with a state and without one, in
turns. One bookmark is measured beside the same bytes written, flushed and renamed by hand.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.opening import lists_posts, seconds_until

if TYPE_CHECKING:
    from reader.session import Session


def fill(session: Session, marks: int, bookmarks: int) -> None:
    """Read ``marks`` posts, and bookmark ``bookmarks`` of them."""
    from reader.model import Selection

    ids = session.catalog.listing(Selection()).ids
    session.reads.mark(ids[:marks])
    session.keeping.keep(session.catalog.posts(ids[:: max(1, len(ids) // bookmarks)][:bookmarks]))


def timed(runs: int, *ways: object) -> list[float]:
    """Median seconds of each way, all of them in turns."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(runs):
        for way, taken in zip(ways, times, strict=True):
            assert callable(way)
            begun = time.perf_counter()
            way()
            taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


def by_hand(path: Path, data: bytes) -> None:
    """The least that saving a file safely can be: written, flushed to the disk, renamed."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def saving(session: Session, folder: Path, runs: int) -> None:
    """One bookmark made and taken away, beside the same file written by hand."""
    from reader import paths
    from reader.model import Selection

    posts = iter(session.catalog.posts(session.catalog.listing(Selection(), "oldest").ids[:5_000]))
    data = paths.bookmarks_file().read_bytes()
    ours, floor = timed(
        runs, lambda: session.keeping.toggle(next(posts)), lambda: by_hand(folder / "by-hand", data)
    )
    print(
        f"one bookmark to disk, journal too | {ours * 1e3:.1f} ms | same bytes by hand {floor * 1e3:.1f} ms | {ours / floor:.1f}"
    )


def marking(session: Session, runs: int) -> None:
    """Every post marked read, undone, made again."""
    from reader.model import Selection

    ids = session.catalog.listing(Selection()).ids
    session.reads.mark(ids, False)
    times = timed(
        runs,
        lambda: (session.reads.mark(ids), session.reads.counts()),
        lambda: (session.state.undo(), session.reads.counts()),
        lambda: (session.state.redo(), session.reads.counts()),
        lambda: session.reads.mark(ids, False),
    )
    for what, seconds in zip(("marked read", "undone", "made again"), times, strict=False):
        print(f"{len(ids):,} posts {what}, counts too | {seconds:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--home", type=Path, help="a HOME in which the archive has been synced; only read")
    parser.add_argument("--marks", type=int, default=100_000)
    parser.add_argument("--bookmarks", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    made = Path(tempfile.mkdtemp(prefix="newsreader-bench-"))
    for name in [name for name in os.environ if name.startswith(("XDG_", "PYTHONDONTWRITEBYTECODE"))]:
        del os.environ[name]
    cache = str(Path(options.home or Path.home(), ".cache").absolute())
    environments = {
        name: {**os.environ, "HOME": str(made / name), "XDG_CACHE_HOME": cache, "TERM": "xterm-256color"}
        for name in ("with", "without")
    }
    for name in environments:
        (made / name).mkdir()
    os.environ.update(environments["with"])
    command = [sys.executable, "-m", "reader", str(options.archive)]
    subprocess.run([*command[:-1], "sync", str(options.archive)], env=environments["with"], check=True)
    from reader.session import Session, resolve

    session = Session(resolve(options.archive))
    fill(session, options.marks, options.bookmarks)
    with_state, without = timed(
        options.runs,
        lambda: seconds_until(command, environments["with"], lists_posts),
        lambda: seconds_until(command, environments["without"], lists_posts),
    )
    print(
        f"first paint with {options.marks:,} read marks and {options.bookmarks:,} bookmarks | {with_state:.3f} s "
        f"| without {without:.3f} s | {with_state / without:.2f}"
    )
    saving(session, made, 4 * options.runs)
    marking(session, max(3, options.runs // 3))
    shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    main()
