"""How long from a key press to painted results, and how long the screen can't take the next key meanwhile.

    python -m bench.typing ARCHIVE [--words 14] [--seed 1] [--home DIR] [--hurry]

The program runs in a pseudo-terminal of 160 × 45. Pieces of titles (Chinese ones, their pinyin, Latin words) are typed
into the search box: each key when the results for the last one have been painted for 50 ms; with ``--hurry`` one every
80 ms, whatever is painted. Three times are told: from the key press until the character is in the box, until the
results are painted, and the longest time within that in which another key would have had to wait.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.opening import Terminal, lists_posts

if TYPE_CHECKING:
    from reader.ui.messages import Answered
    from reader.ui.searching import Searching

_REPORT = "NEWSREADER_BENCH_REPORT"
_CLEAR = "\x15"
_PAUSE, _HURRY = 0.05, 0.08


def watched(archive: str) -> None:
    """Run the program on an archive and write down what was in the box, since when, painted when, blocked how long."""
    from reader.cli import run
    from reader.ui.searching import Searching

    report = Path(os.environ[_REPORT]).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115 -- until the end
    type_, take = Searching.type, Searching.take
    in_box = {"": 0.0}
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - before - 0.001)

    def typing(self: Searching, typed: str) -> None:
        nonlocal longest
        if len(in_box) == 1:
            asyncio.get_running_loop().watching = asyncio.create_task(watch())  # type: ignore[attr-defined]
        in_box[typed] = time.perf_counter()
        longest = 0.0
        type_(self, typed)

    def taken(self: Searching, message: Answered) -> bool:
        text, shown = message.question.typed, take(self, message)

        def painted() -> None:
            report.write(f"{text}\t{in_box[text]}\t{time.perf_counter()}\t{longest}\n")

        if shown:
            self._screen.call_after_refresh(painted)
        return shown

    Searching.type, Searching.take = typing, taken  # type: ignore[method-assign]
    run([archive])


def words_of(archive: Path, count: int, seed: int) -> list[str]:
    """Pieces of titles, Chinese and Latin; every fourth Chinese one as pinyin."""
    from pypinyin import lazy_pinyin

    from reader.model import Selection
    from reader.session import Session, resolve

    catalog = Session(resolve(archive)).catalog
    ids = random.Random(seed).sample(list(catalog.listing(Selection()).ids), 40 * count)
    found = []
    for post in catalog.posts(ids):
        pieces = re.findall(r"[\u4e00-\u9fff]{4,6}|[A-Za-z]{4,}", post.title)
        found += pieces[:1]
    words = found[:count]
    return ["".join(lazy_pinyin(word)) if not number % 4 else word for number, word in enumerate(words)]


class Typist:
    """Types into the box and reads what the program reports."""

    def __init__(self, terminal: Terminal, report: Path) -> None:
        self._terminal, self._report = terminal, report
        self.pressed: dict[str, float] = {}

    def press(self, key: str, typed: str) -> None:
        self.pressed[typed] = time.perf_counter()
        self._terminal.send(key)

    def told(self) -> dict[str, tuple[float, float, float]]:
        """When each text was in the box and its results were painted, by the clock; and the longest wait between."""
        told: dict[str, tuple[float, float, float]] = {}
        for line in self._report.read_text("utf-8").splitlines():
            text, in_box, painted, longest = line.split("\t")
            told.setdefault(text, (float(in_box), float(painted), float(longest)))
        return told

    def type(self, word: str, *, hurry: bool) -> None:
        known = next((size for size in range(len(word), 0, -1) if word[:size] in self.pressed), 0)
        self._terminal.send(word[:known])  # typed before: what is told of it is told already
        self._terminal.wait(0.3)
        for size in range(known + 1, len(word) + 1):
            typed = word[:size]
            self.press(word[size - 1], typed)
            deadline = time.perf_counter() + 3
            while not hurry and typed not in self.told() and time.perf_counter() < deadline:
                self._terminal.wait(0.005)
            self._terminal.wait(_HURRY if hurry else _PAUSE)
        self._terminal.wait(0.3)
        self._terminal.send(_CLEAR)
        self._terminal.wait(0.3)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--words", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hurry", action="store_true", help="type on, whatever is painted")
    parser.add_argument("--home", type=Path, help="a HOME to keep, so that the archive is synced once only")
    parser.add_argument("--slow", type=float, default=0.05, help="name keys that took longer (seconds)")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="newsreader-bench-"))
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        del os.environ[name]
    os.environ["HOME"] = str(home)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    subprocess.run(
        [sys.executable, "-m", "reader", "sync", str(options.archive)], env=environment, check=True
    )
    words = words_of(options.archive, options.words, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report")
        report.touch()
        code = f"from bench.typing import watched; watched({str(options.archive)!r})"
        command = [sys.executable, "-c", code]
        with Terminal(command, {**environment, _REPORT: str(report)}) as terminal:
            terminal.wait_for(lists_posts)
            terminal.wait(3)
            terminal.send("/")
            terminal.wait(1)
            typist = Typist(terminal, report)
            for word in words:
                typist.type(word, hurry=options.hurry)
            told = typist.told()
    keys = {typed: told[typed] for typed in typist.pressed if typed in told}
    echoes = [in_box - typist.pressed[typed] for typed, (in_box, _, _) in keys.items()]
    answers = {typed: painted - typist.pressed[typed] for typed, (_, painted, _) in keys.items()}
    print(f"{len(typist.pressed)} keys of {len(words)} words; {len(keys)} of them with results of their own")
    for name, times in (
        ("in the box", echoes),
        ("painted results", list(answers.values())),
        ("screen blocked", [longest for _, _, longest in keys.values()]),
    ):
        print(
            f"{name} | p50 {_share(times, 0.5):.1f} ms | p95 {_share(times, 0.95):.1f} ms | max {_share(times, 1):.1f} ms"
        )
    slow = {typed: seconds for typed, seconds in answers.items() if seconds > options.slow}
    print("slow: " + ", ".join(f"{typed} {1000 * seconds:.0f}" for typed, seconds in slow.items()))


def _share(times: list[float], share: float) -> float:
    """Milliseconds within which that share of the times lies."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
