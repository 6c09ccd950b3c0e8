"""Search by title: milliseconds an answer over all titles of a synced archive, beside ``fzf --filter`` where installed.

    python -m bench.titles ARCHIVE [--queries 200]

Queries are made from titles picked at random: two to six characters as they are, with one character wrong, and
nonsense. The first query, which reads the titles from the catalogue, is reported by itself.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import time
from pathlib import Path

from reader.model import Selection
from reader.session import Session, resolve


def queries(titles: list[str], count: int) -> dict[str, list[str]]:
    chance = random.Random(1)
    long = [title for title in titles if len(title) >= 8]
    exact, typo, nonsense = [], [], []
    for _ in range(count):
        title = chance.choice(long)
        size = chance.randint(2, 6)
        start = chance.randrange(len(title) - size)
        exact.append(title[start : start + size])
        start = chance.randrange(len(title) - 5)
        wrong = list(title[start : start + 5])
        wrong[chance.randrange(5)] = chance.choice("鑫麤龘靐")
        typo.append("".join(wrong))
        nonsense.append("".join(chance.choices("鑫麤龘靐齉爨qzxjv", k=6)))
    return {"exact": exact, "one character wrong": typo, "nonsense": nonsense}


def milliseconds(find: object, query: str) -> float:
    assert callable(find)
    begun = time.perf_counter()
    find(query)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    session = Session(resolve(options.archive))
    session.sync()
    ids = session.catalog.listing(Selection()).ids
    titles = [
        post.title for post in session.catalog.posts(random.Random(2).sample(ids, min(5_000, len(ids))))
    ]
    print(f"{len(ids):,} titles; first query {milliseconds(session.titles.find, '第一'):.0f} ms")
    fzf = shutil.which("fzf")
    lines = "\n".join(title for title, _ in session.catalog.titles(limit=len(ids))) if fzf else ""
    for name, words in queries(titles, options.queries).items():
        times = sorted(milliseconds(session.titles.find, word) for word in words)
        line = (
            f"{name} | median {statistics.median(times):.0f} ms | p95 {times[int(len(times) * 0.95)]:.0f} ms"
        )
        if fzf:
            peer = [
                milliseconds(
                    lambda word: subprocess.run(
                        [fzf, "--filter", word], input=lines, text=True, capture_output=True, check=False
                    ),
                    word,
                )
                for word in words[:9]
            ]
            line += f" | fzf --filter {statistics.median(peer):.0f} ms"
        print(line)


if __name__ == "__main__":
    main()
