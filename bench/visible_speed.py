"""How fast the text for the index is told: ``python -m bench.visible_speed ROOT... [--step N]``.

For each archive: microseconds per post of ``visible_text`` and of ``build``, the median and the mean of the best of five
(of one for ``build``), and letters that one has and the other has not, in percent.
"""

from __future__ import annotations

import argparse
import re
import time
import unicodedata
from collections import Counter
from statistics import mean, median

from bench.typeset import articles
from reader.archive.parse import read_article
from reader.document import build
from reader.document.visible import visible_text
from reader.errors import ReaderError

_WORD = re.compile(r"[^\W_]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("roots", nargs="+")
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args()
    for root in options.roots:
        measure(root, options.step)


def measure(root: str, step: int) -> None:
    """Print the figures of one archive."""
    fast: list[float] = []
    slow: list[float] = []
    total = missing = extra = 0
    for place, path in articles([root], step):
        try:
            article = read_article(place, path)
        except ReaderError:
            continue
        best = 9e9
        for _ in range(5):
            start = time.perf_counter()
            text = visible_text(article.body, article.markup, title=article.post.title).text
            best = min(best, time.perf_counter() - start)
        fast.append(best)
        start = time.perf_counter()
        document = build(article.body, article.markup, title=article.post.title)
        slow.append(time.perf_counter() - start)
        wanted, found = _letters(document.text), _letters(text)
        total += wanted.total()
        missing += (wanted - found).total()
        extra += (found - wanted).total()
    print(
        f"{root}: {len(fast)} posts, {_figures(fast)} (build {_figures(slow)}),"
        f" missing {100 * missing / max(1, total):.4f} %, extra {100 * extra / max(1, total):.4f} %"
    )


def _figures(seconds: list[float]) -> str:
    return f"median {1e6 * median(seconds):.0f} µs, mean {1e6 * mean(seconds):.0f} µs"


def _letters(text: str) -> Counter[str]:
    return Counter("".join(_WORD.findall(unicodedata.normalize("NFKC", text))))


if __name__ == "__main__":
    main()
