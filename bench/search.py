"""How long an answer takes, how much memory and disk it needs, how soon a changed post is found.

    python -m bench.search ARCHIVE [--queries 40] [--seed 1] [--changed]

The whole answer in process: 50 hits, passages of the first 20, the counts, the timeline; beside ``fzf --filter`` over
the titles alone, a process from start to end, where it is installed. Memory is the peak of a process that answers
all these queries (``newsreader search --batch``). ``--changed`` writes a post into the archive and removes it again:
only for an archive that was made for measuring. The archive is synced first.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bench.floor import read_bare
from bench.known_items import HAN, KINDS, piece
from bench.opening import Terminal
from bench.peers import run
from bench.search_quality import item_of
from reader import paths
from reader.model import Selection
from reader.session import Session, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bench.known_items import Item

HITS, PASSAGES = 50, 20
_PEER_RUNS = 9
_COMMON = 0.005
"""The share of all posts that have a common word, at least."""
_POST = "---\ntitle: '{title}'\ndate: {date}\n---\n\n<p>刚刚写下，{word} 在这里。</p>\n"


# -- queries ---------------------------------------------------------------------------------------------------


class Queries:
    """Queries of each kind, made from posts picked at random."""

    def __init__(self, session: Session, count: int, seed: int) -> None:
        self._session, self._count, self._chance = session, count, random.Random(seed)
        self._ids = list(session.catalog.listing(Selection()).ids)
        self._kinds = {kind.letter: kind for kind in KINDS}

    def all(self) -> dict[str, list[str]]:
        common = self._some(self._common())
        half = len(common) // 2
        return {
            "common word": common,
            "two words": [
                f"{one} {other}" for one, other in zip(common, common[half:] + common[:half], strict=True)
            ],
            "single character": self._some(
                "".join(re.findall(f"[{HAN}]", item.title)[:1]) for item in self._items()
            ),
            "phrase": [f'"{typed}"' for typed in self._made("i")],
            "field and word": [
                f"{self._chance.choice(('cat:', 'author:'))}{name} {word}"
                for name, word in zip(self._some(self._names()), common, strict=False)
            ],
            "pinyin": self._made("d"),
            "initials": self._made("e"),
            "homophone": self._made("b"),
            "typo": self._made("c"),
            "Latin typo": self._made("h"),
            "nonsense": self._made("k"),
        }

    def _items(self) -> Iterator[Item]:
        for _ in range(self._count * 50):
            (post,) = self._session.catalog.posts([self._chance.choice(self._ids)])
            yield item_of(self._session, post)

    def _some(self, typed: Iterable[str | None]) -> list[str]:
        """The first different ones of many."""
        chosen: dict[str, None] = {}
        for each in typed:
            if each:
                chosen[each] = None
            if len(chosen) == self._count:
                break
        return list(chosen)

    def _made(self, letter: str) -> list[str]:
        make = self._kinds[letter].make
        return self._some(
            wanted.typed for item in self._items() if (wanted := make(item, self._chance)) is not None
        )

    def _names(self) -> Iterator[str]:
        return (
            name if re.fullmatch(r"\w+", name) else f'"{name}"'
            for item in self._items()
            for name in item.names[:1]
            if '"' not in name
        )

    def _common(self) -> Iterator[str]:
        """Words of two characters that many posts have."""
        for item in self._items():
            typed = piece(item.title, 2, 2, self._chance, han=True)
            found = self._session.search.find(typed, limit=1, facets=False, order="date") if typed else None
            if typed and found and found.total >= _COMMON * len(self._ids):
                yield typed


# -- answers ---------------------------------------------------------------------------------------------------


def answer(session: Session, typed: str) -> None:
    """All that the screen needs."""
    found = session.search.find(typed)
    assert found is not None
    session.search.hits(found, 0, HITS, snippets=PASSAGES)


def milliseconds(measured: Callable[[], object]) -> float:
    begun = time.perf_counter()
    measured()
    return (time.perf_counter() - begun) * 1000


def peer_milliseconds(program: str, titles: bytes, typed: str) -> float:
    words = [program, "--filter", typed]
    return milliseconds(lambda: subprocess.run(words, input=titles, capture_output=True, check=False))


def print_times(session: Session, queries: dict[str, list[str]]) -> None:
    fzf = shutil.which("fzf")
    ids = session.catalog.listing(Selection()).ids
    titles = "\n".join(post.title for post in session.catalog.posts(ids)).encode("utf-8", "replace")
    print(
        f"{len(ids):,} posts; the first query {milliseconds(lambda: answer(session, '第一 diyi')):.0f} ms\n"
    )
    print("| query | n | median ms | p95 ms | fzf --filter ms | ratio |\n|---|--:|--:|--:|--:|--:|")
    for kind, typed in queries.items():
        if not typed:
            continue
        times = sorted(milliseconds(lambda each=each: answer(session, each)) for each in typed)  # type: ignore[misc]
        middle = statistics.median(times)
        line = f"| {kind} | {len(times)} | {middle:.1f} | {times[int(len(times) * 0.95)]:.1f} |"
        if fzf:
            peer = statistics.median(peer_milliseconds(fzf, titles, each) for each in typed[:_PEER_RUNS])
            line += f" {peer:.0f} | {middle / peer:.2f} |"
        print(line)


def print_memory(archive: Path, queries: dict[str, list[str]]) -> None:
    """The peak of a process that answers all queries, and of one that answers none."""
    base = [
        sys.executable,
        "-m",
        "reader",
        "search",
        "--archive",
        os.fspath(archive),
        "--json",
        "--limit",
        "50",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in (
            ("one query", ["第一"]),
            ("all queries", [each for typed in queries.values() for each in typed]),
        ):
            file = Path(folder) / "queries"
            file.write_text("\n".join(lines), "utf-8")
            ran = run([*base, "--batch", os.fspath(file)], dict(os.environ))
            assert ran.code == 0, ran.output[-500:]
            print(f"{name}, whole program | {ran.seconds:.2f} s | peak {ran.megabytes:.0f} MB")


def folder_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


# -- changes ---------------------------------------------------------------------------------------------------


class NewPost:
    """A post that is in the archive for the length of the ``with`` block."""

    def __init__(self, folder: Path) -> None:
        stamp = datetime.now(UTC)
        self.word = f"kw{stamp:%H%M%S%f}"
        self.title = f"刚写下的一篇 {stamp:%S}"
        neighbour = next(folder.rglob("*.md"))
        self.file = neighbour.with_name(f"{self.word}.md")
        self._text = _POST.format(title=self.title, date=f"{stamp:%a, %d %b %Y %H:%M:%S} GMT", word=self.word)

    def __enter__(self) -> Self:
        self.file.write_text(self._text, "utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self.file.unlink()


def seconds_in_process(session: Session) -> float:
    """From a file's being written until a word of its text finds it."""
    post = NewPost(session.folder)
    path = post.file.relative_to(session.folder).as_posix()
    with post:
        begun = time.perf_counter()
        session.sync_files([path])
        found = session.search.find(post.word)
        seconds = time.perf_counter() - begun
        assert found is not None
        assert found.exact == 1
    session.sync_files([path])
    return seconds


def seconds_on_screen(archive: Path, environment: dict[str, str], files: int) -> float:
    """From a file's being written until a word of its text, typed meanwhile, shows its title."""
    post = NewPost(archive)
    with Terminal([sys.executable, "-m", "reader", os.fspath(archive)], environment) as terminal:
        terminal.wait_for(lambda seen: "newest first" in seen)
        terminal.wait(4 + 1e-4 * files)  # the sync at the start, then the watch
        terminal.send("/")
        terminal.wait(0.5)
        with post:
            begun = time.perf_counter()
            while time.perf_counter() < begun + 30:
                terminal.send("\x15" + post.word)
                try:
                    terminal.wait_for(
                        lambda seen: post.title[:5] in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen), 0.5
                    )
                except TimeoutError:
                    continue
                return time.perf_counter() - begun
    raise TimeoutError(post.word)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", action="store_true", help="write into the archive, and remove it again")
    options = parser.parse_args()
    session = Session(resolve(options.archive))
    session.sync()
    queries = Queries(session, options.queries, options.seed).all()
    fresh = Session(session.root)  # nothing is in memory yet
    print_times(fresh, queries)
    print()
    print_memory(session.root, queries)
    index, archive = folder_bytes(paths.catalog_file(session.root).parent), read_bare(session.folder)
    print(
        f"index and catalogue | {index / 1e6:.0f} MB | archive {archive / 1e6:.0f} MB | {index / archive:.2f}"
    )
    if options.changed:
        inside = statistics.median(seconds_in_process(session) for _ in range(5))
        print(f"one new post found, in process | {inside:.2f} s")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        files = len(session.catalog.listing(Selection()).ids)
        seen = statistics.median(seconds_on_screen(session.root, environment, files) for _ in range(3))
        print(f"one new post found, on the screen | {seen:.2f} s")


if __name__ == "__main__":
    main()
