"""Is what one remembers of a post found? Success, rank and time for each class of queries.

    python -m bench.search_quality ARCHIVE [--queries 300] [--seed 1] [--only abc] [--misses 20] [--json]

Known-item search: posts are picked at random, a query is made from each by rule (:mod:`bench.known_items`), and the
post should be among the first ten. Where a query fits many posts equally, finding any of them counts: a hit that fits
as well does not stand in the way, and ten of them are as good. Time is that of the whole answer in process: find,
count, and twenty hits with their passages. The archive is synced first.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.known_items import KINDS, Item
from bench.visible import pieces
from reader.model import Hit, Selection
from reader.session import Session, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.known_items import Kind, Wanted
    from reader.model import Post

FIRST = 10
_TRIES = 30
"""Posts that are tried for each query: few have a Latin word."""
_PARTED = "\ufffc"
"""Stands where something may be shown or not: no word goes across it."""


@dataclass
class Miss:
    """A query whose post was not among the first ten."""

    typed: str
    title: str
    why: str
    first: list[str]
    """What came first: kind of match and title."""


@dataclass
class Result:
    """How a class of queries went."""

    letter: str
    name: str
    aim: float
    ranks: list[int] = field(default_factory=list)
    """For each query the place of its post, posts that fit as well not counted; 0: not among the first ten."""
    any: int = 0
    """For how many queries one of the first ten fits, be there worse ones between or not."""
    milliseconds: list[float] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def share(self, first: int) -> float:
        return sum(1 <= rank <= first for rank in self.ranks) / len(self.ranks)

    @property
    def reciprocal(self) -> float:
        return statistics.mean(1 / rank if rank else 0.0 for rank in self.ranks)

    def percentile(self, share: float) -> float:
        return sorted(self.milliseconds)[int(len(self.milliseconds) * share)]


def rank(target: Post, hits: Sequence[Hit], fits: Callable[[Post], bool]) -> int:
    """The place of ``target`` among the first ten, counting only what fits less; 0 when it is not there.

    It is the first too where all ten fit as well as it does: nobody can ask for more.
    """
    worse = 0
    for hit in hits[:FIRST]:
        if hit.post.id == target.id:
            return worse + 1
        worse += not fits(hit.post)
    return 1 if len(hits) >= FIRST and not worse else 0


def item_of(session: Session, post: Post) -> Item:
    """What a query is made from, read from the file."""
    article = session.read(post)
    parts = pieces(article.body, article.markup)
    seen = "".join(part.text if part.kind == "seen" else _PARTED for part in parts)
    aside = "\n".join(part.text for part in parts if part.kind != "seen")
    names = [*post.authors, *(name for path in post.categories for name in path)]
    return Item(article.post.title, seen, tuple(names), aside)


class Trial:
    """Queries made from one archive, and put to it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids = list(session.catalog.listing(Selection()).ids)
        self._item = lru_cache(4096)(lambda post: item_of(session, post))

    def run(self, kind: Kind, count: int, seed: int) -> Result:
        result = Result(kind.letter, kind.name, kind.aim)
        chance = Random(f"{kind.letter}{seed}")
        for target, wanted in self._wanted(kind, count, chance):
            hits, milliseconds = self._ask(wanted.typed)
            result.milliseconds.append(milliseconds)
            place = self._rank(kind, target, wanted, hits)
            result.ranks.append(place)
            result.any += place > 0 or any(map(self._fits(wanted), (hit.post for hit in hits[:FIRST])))
            if not place:
                result.misses.append(self._miss(kind, target, wanted, hits))
        return result

    def _wanted(self, kind: Kind, count: int, chance: Random) -> Iterator[tuple[Post, Wanted]]:
        asked: set[str] = set()
        for _ in range(count * _TRIES):
            (target,) = self._session.catalog.posts([chance.choice(self._ids)])
            wanted = kind.make(self._item(target), chance)
            if wanted and wanted.typed not in asked:
                asked.add(wanted.typed)
                yield target, wanted
                if len(asked) == count:
                    return

    def _ask(self, typed: str) -> tuple[list[Hit], float]:
        begun = time.perf_counter()
        found = self._session.search.find(typed)
        assert found is not None
        hits = self._session.search.hits(found, 0, 20)
        return hits, (time.perf_counter() - begun) * 1000

    def _rank(self, kind: Kind, target: Post, wanted: Wanted, hits: Sequence[Hit]) -> int:
        if kind.letter == "k":
            return 0 if hits else 1
        return rank(target, hits, self._fits(wanted))

    def _fits(self, wanted: Wanted) -> Callable[[Post], bool]:
        return lambda post: wanted.fits(self._item(post))

    def _miss(self, kind: Kind, target: Post, wanted: Wanted, hits: Sequence[Hit]) -> Miss:
        first = [
            f"{hit.match}{'' if wanted.fits(self._item(hit.post)) else ' (fits less)'}: {hit.post.title}"
            for hit in hits[:3]
        ]
        if kind.letter == "k":
            return Miss(wanted.typed, "", hits[0].match, first)
        found = self._session.search.find(wanted.typed)
        assert found is not None
        posts = self._session.catalog.by_row(found.ids)
        places = [
            place for place, row in enumerate(found.ids, 1) if row in posts and posts[row].id == target.id
        ]
        kinds = Counter(hit.match for hit in hits[:FIRST] if not wanted.fits(self._item(hit.post)))
        before = ", ".join(f"{count} {match}" for match, count in kinds.most_common())
        if not found.ids:
            why = "nothing found"
        elif places:
            why = f"behind, at {places[0]} (fit less: {before})"
        else:
            why = f"not among {len(found.ids)} found (fit less: {before or 'none'})"
        return Miss(wanted.typed, target.title, why, first)


def table(results: Sequence[Result]) -> str:
    """The figures in Markdown; what misses its aim is marked.

    ``any``: where one of the first ten fits, even if the post itself and ten as good are not there.
    """
    rows = [
        "| | query | n | @1 | @10 | any | MRR | p50 ms | p95 ms | aim |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in results:
        if not one.ranks:
            rows.append(f"| {one.letter} | {one.name} | 0 | | | | | | | {one.aim} |")
            continue
        mark = "" if one.share(FIRST) >= one.aim else " !"
        rows.append(
            f"| {one.letter} | {one.name} | {len(one.ranks)} | {one.share(1):.3f} | {one.share(FIRST):.3f}{mark} "
            f"| {one.any / len(one.ranks):.3f} | {one.reciprocal:.3f} | {one.percentile(0.5):.1f} | {one.percentile(0.95):.1f} | {one.aim} |"
        )
    return "\n".join(rows)


def missed(result: Result, most: int) -> str:
    """The queries that failed, and what came first."""
    lines = [f"\n### {result.letter}: {len(result.misses)} of {len(result.ranks)} missed"]
    for miss in result.misses[:most]:
        lines += [
            f"* `{miss.typed}` of “{miss.title}”: {miss.why}",
            *(f"  * {first}" for first in miss.first),
        ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="letters of classes")
    parser.add_argument("--misses", type=int, default=0, help="print so many failed queries of each class")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    session = Session(resolve(options.archive))
    session.sync()
    trial = Trial(session)
    found = session.search.find("第一 diyi")  # what is read once is not timed
    assert found is not None
    results = [
        trial.run(kind, options.queries, options.seed)
        for kind in KINDS
        if not options.only or kind.letter in options.only
    ]
    if options.json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False))
        return
    print(f"{options.archive.name}, {options.queries} queries of each class, seed {options.seed}\n")
    print(table(results))
    if options.misses:
        print(*(missed(result, options.misses) for result in results if result.misses), sep="\n")


if __name__ == "__main__":
    main()
