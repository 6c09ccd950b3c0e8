"""How right bodies become lines: ``python -m bench.typeset ROOT... [--widths 20-200] [--step N] [--worst N]``.

Every post below the roots is read as the program reads it and laid out at many widths. Counted is what must not be:

    lost      visible text that an independent parse of the body has (html5lib, cmark-gfm) and the lines have not
    invented  text that the lines have and the parse has not, decorations aside
    moved     text that stands in another place; glued, parted: words with a blank too few or too many between them
    too wide  lines wider than the width
    start     lines that begin with a mark that must not begin one; end: likewise (CLREQ, JLREQ)
    word      words split that would fit on a line; number, dash: likewise
    control   control characters, bidi overrides, zero-width characters
    unstable  other lines after another width
    offset    runs that do not stand where they say; order: which go back
    opening   long bodies whose first part, read alone, gives other blocks
    crash     an exception

Ends with status 1 when there is any of it. Of each kind the worst posts are named, with an excerpt.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.compare import compare
from bench.rules import Wrong, wrongs
from bench.visible import pieces
from reader.archive.parse import read_article
from reader.archive.walk import walk
from reader.document import build
from reader.document.layout import layout
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.document.blocks import Document
    from reader.model import Article

WIDTHS = (20, 21, 24, 30, 40, 60, 80, 100, 120, 160, 200)
LONG, OPENING = 12_000, 6_000
"""Of a body of more than so many characters, so many are read first (reader.ui.loader)."""
ENDS = 3
"""Last blocks of an opening that need not be right: they were cut."""


class Found(NamedTuple):
    """What is wrong with one post."""

    path: str
    wrongs: list[tuple[int, Wrong]]
    """With the width in cells; 0 where it does not matter."""
    letters: int
    """Of visible text."""
    size: int
    """Characters of the body."""


def articles(roots: Iterable[str], step: int = 1) -> Iterator[tuple[Path, str]]:
    """Root and path of every ``step``-th post."""
    found = (
        (Path(root), f"{folder.path}/{name}" if folder.path else name)
        for root in roots
        for folder in walk(Path(root))
        for name, _, _ in folder.files
    )
    return islice(found, 0, None, step)


def check(place: tuple[Path, str], widths: Sequence[int]) -> Found:
    """All that is wrong with one post at ``widths``."""
    root, path = place
    try:
        article = read_article(root, path)
    except ReaderError:
        return Found(path, [], 0, 0)  # the archive's concern
    try:
        return check_article(article, widths)
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        last = traceback.format_exc().strip().splitlines()[-3:]
        return Found(path, [(0, Wrong("crash", " ".join(last)))], 0, len(article.body))


def check_article(article: Article, widths: Sequence[int]) -> Found:
    """See :func:`check`."""
    body, title = article.body, article.post.title
    document = build(body, article.markup, title=title)
    difference = compare(pieces(body, article.markup, title), document.text)
    found = [(0, Wrong("lost", text, len(text))) for text in difference.lost]
    for kind in ("invented", "glued", "parted", "moved"):
        found.extend((0, Wrong(kind, text)) for text in getattr(difference, kind))
    for width, wrong in _lines_wrongs(document, widths):
        found.append((width, wrong))
    if len(body) > LONG:
        opening = build(body, article.markup, title=title, limit=OPENING)
        whole = min(len(opening.blocks), len(document.blocks)) - ENDS
        for one, other in list(zip(opening.blocks, document.blocks, strict=False))[: max(0, whole)]:
            if one != other:
                found.append((0, Wrong("opening", f"{one.text[:60]!r} instead of {other.text[:60]!r}")))
                break
    return Found(article.post.path, found, difference.letters, len(body))


def _lines_wrongs(document: Document, widths: Sequence[int]) -> Iterator[tuple[int, Wrong]]:
    first = None
    for width in widths:
        lines = list(layout(document, width))
        first = first or lines
        for wrong in wrongs(document, lines, width):
            yield width, wrong
    if first != list(layout(document, widths[0])) and first:
        yield widths[0], Wrong("unstable", document.text[:60])


def report(found: Sequence[Found], worst: int) -> str:
    """What was found, for people: sums by kind, the worst posts of each."""
    letters = sum(one.letters for one in found)
    posts: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], tuple[int, Wrong]] = {}
    lost_of: Counter[str] = Counter()
    for one in found:
        most: Counter[int] = Counter()  # what is lost at one width is lost at most of them: count it once
        for width, wrong in one.wrongs:
            posts[wrong.kind][one.path] += 1
            first.setdefault((wrong.kind, one.path), (width, wrong))
            most[width] += wrong.letters
        lost_of[one.path] = most.pop(0, 0) + max(most.values(), default=0)
    lost = lost_of.total()
    rows = [
        f"{len(found):,} posts, {sum(one.size for one in found):,} characters, {letters:,} visible letters",
        f"visible text lost: {100 * lost / max(1, letters):.4f} % ({lost:,} letters)",
    ]
    for kind, counts in sorted(posts.items()):
        rows.append(f"{kind}: {counts.total():,} times in {len(counts):,} posts")
        for path, count in counts.most_common(worst):
            width, wrong = first[kind, path]
            at = f" at {width}" if width else ""
            rows.append(f"    {count:5}  {path}{at}: {wrong.excerpt[:160]}")
    return "\n".join(rows if posts else [*rows, "nothing is wrong"])


def widths(text: str) -> tuple[int, ...]:
    """``20-200``: all of them; ``20,40``: those; ``all``: from 20 to 200."""
    if text == "all":
        text = "20-200"
    widths: list[int] = []
    for part in text.split(","):
        low, _, high = part.partition("-")
        widths.extend(range(int(low), int(high or low) + 1))
    return tuple(widths)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("roots", nargs="+", metavar="ROOT")
    parser.add_argument("--widths", type=widths, default=WIDTHS, help="like 20-200, 20,40 or all")
    parser.add_argument("--step", type=int, default=1, help="only every so many-th post")
    parser.add_argument("--worst", type=int, default=5, help="posts named for each kind")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    asked = parser.parse_args()
    places = list(articles(asked.roots, asked.step))
    if not places:
        parser.error("no posts there")
    one = partial(check, widths=asked.widths)
    if asked.jobs > 1:
        with ProcessPoolExecutor(asked.jobs) as pool:
            found = list(pool.map(one, places, chunksize=16))
    else:
        found = [one(place) for place in places]
    print(report(found, asked.worst))
    return int(any(each.wrongs for each in found))


if __name__ == "__main__":
    sys.exit(main())
