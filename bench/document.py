"""How fast bodies become lines: ``python -m bench.document ROOT... [--step N] [--peers N]``. Prints tables for RESULTS.md.

Every post below the roots, and bodies made up in four kinds (HTML and Markdown, Chinese and English) and five sizes:

* to the first screen: body -> blocks -> 45 lines of 80 cells, of a long body by way of its opening, as the program does;
* whole: the same to the last line;
* resize: laid out at 120 cells and in the middle of it, then the screen around the same words at 80.

Beside it, on every N-th post and the made-up bodies: Textual's ``Markdown`` widget in a headless app, from ``update()``
to its first paint; ``rich.markdown`` and ``w3m -dump``, which only know the whole. What is HTML goes through html2text
for the first two, whose time is told by itself. All times are CPU seconds, threads and children included, so that what
else runs on a shared machine counts little; a ratio is the median of the ratios of single posts. What this does not say:
how right the lines are (typeset.py).
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import html2text
from markdown_it import MarkdownIt
from rich.console import Console
from rich.markdown import Markdown as RichMarkdown

from bench.typeset import LONG, OPENING, articles
from reader.archive.parse import read_article
from reader.config import Reading
from reader.document import build
from reader.document.galley import Galley
from reader.document.layout import layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from reader.model import Markup

WIDTH, ROWS, WIDER = 80, 45, 120
DEEP = 400
"""Lines above the middle from which on it is laid out first, as the view does."""
SIZES = (10_000, 100_000, 300_000, 1_000_000, 10_000_000)
"""Bytes of made-up bodies."""
LARGEST_FOR_PEERS = 320_000
CLASSES = (("up to 10 KB", 0, 10_000), ("10 to 100 KB", 10_000, 99_000), ("100 KB and more", 99_000, 1 << 60))
"""Names of size classes, and the bytes from and below which a body belongs to them."""


class Body(NamedTuple):
    """Something to lay out."""

    name: str
    text: str
    markup: Markup
    title: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.text.encode("utf-8", "surrogatepass"))


class Times(NamedTuple):
    """Seconds that one body took."""

    first: float
    whole: float
    resize: float


# Bodies


def real(roots: Sequence[str], step: int) -> Iterable[Body]:
    """The bodies of every ``step``-th post below ``roots``."""
    places: Iterable[tuple[Path, str]] = articles(roots, step)
    for root, path in places:
        article = read_article(root, path)
        yield Body(path, article.body, article.markup, article.post.title)


_CHINESE = "海港灯塔渡轮清晨雾气码头工人修理旧钟记者采访图书馆开门时间表上写着今天明天一座桥两条河三只猫四季风雨天气预报"
_ENGLISH = [
    "the",
    "harbour",
    "ferry",
    "leaves",
    "at",
    "dawn",
    "and",
    "a",
    "keeper",
    "of",
    "the",
    "light",
    "counts",
    "every",
    "wave",
    "that",
    "the",
    "wind",
    "brings",
    "to",
    "land",
]


def made_up(size: int, markup: Markup, *, chinese: bool) -> Body:
    """A body of about ``size`` bytes: paragraphs with links and emphasis, headings, lists, code, tables, pictures."""
    chance = random.Random(size)
    parts: list[str] = []
    used = number = 0
    while used < size:
        part = _part(chance, number, markup, chinese=chinese)
        parts.append(part)
        used += len(part.encode()) + 2
        number += 1
    language = "Chinese" if chinese else "English"
    return Body(f"{markup}, {language}, {_size(size)}", "\n\n".join(parts), markup)


def _sentence(chance: random.Random, *, chinese: bool) -> str:
    if not chinese:
        return " ".join(chance.choices(_ENGLISH, k=chance.randint(6, 18))).capitalize() + "."
    clauses = [
        "".join(chance.choices(_CHINESE, k=chance.randint(5, 14))) for _ in range(chance.randint(1, 3))
    ]
    return "，".join(clauses) + chance.choice(
        ["。", "！", f"{chance.randint(1, 9999)}元。", "（见上文）。", "。”"]
    )


def _part(chance: random.Random, number: int, markup: Markup, *, chinese: bool) -> str:
    words = [_sentence(chance, chinese=chinese) for _ in range(4)]
    code = "\n".join(f"value_{line} = compute({line}, name='{number}')" for line in range(6))
    link, picture, strong = (
        f"https://news.example/{number}",
        f"https://pictures.example/{number}.jpg",
        words[1][:8],
    )
    is_html = markup == "html"
    if is_html:
        of_kind = {
            0: f"<h2>{words[0]}</h2>",
            5: f"<ul><li>{'</li><li>'.join(words)}</li></ul>",
            7: f'<pre><code class="language-python">{code}</code></pre>',
            9: f'<p><img src="{picture}" alt="{words[0]}"></p>',
        }
        text = f'<p>{words[0]}<a href="{link}">{words[2]}</a><b>{strong}</b>{words[1]} {words[3]}</p>'
    else:
        of_kind = {
            0: f"## {words[0]}",
            5: "\n".join(f"- {each}" for each in words),
            7: f"```python\n{code}\n```",
            9: f"![{words[0]}]({picture})",
        }
        text = f"{words[0]} [{words[2]}]({link}) **{strong}** {words[1]} {words[3]}"
    return _table(words, is_html=is_html) if number % 24 == 11 else of_kind.get(number % 12, text)


def _table(words: list[str], *, is_html: bool) -> str:
    rows = [[word[:6], str(len(word) * 37), f"{len(word) / 7:.1f}%"] for word in words]
    if is_html:
        return "<table>" + "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows) + "</table>"
    return "| a | b | c |\n|---|--:|--:|\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _size(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1_000} KB"


# Ours


def clock() -> float:
    """CPU seconds of this process and of the children it has waited for: what others run meanwhile does not count."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def seconds(job: Callable[[], object], runs: int = 3) -> float:
    """Median seconds of ``runs`` calls; of one where that takes long."""
    times: list[float] = []
    while len(times) < runs and sum(times) < 2:
        began = clock()
        job()
        times.append(clock() - began)
    return statistics.median(times)


def first_screen(body: Body) -> None:
    """From body to the first screen, as ``reader.ui.loader`` goes about it."""
    limit = OPENING if len(body.text) > LONG else 0
    document = build(body.text, body.markup, title=body.title, limit=limit)
    list(islice(layout(document, WIDTH), ROWS))


def whole(body: Body) -> None:
    """From body to the last line."""
    list(layout(build(body.text, body.markup, title=body.title), WIDTH))


def resize(body: Body) -> float:
    """Seconds from a new width to the screen around the words in the middle, as ``reader.ui.widgets.galley_view`` goes about it."""
    document = build(body.text, body.markup, title=body.title)
    galley = Galley([document], WIDER, Reading())
    galley.extend(1 << 60)
    if not galley.places:
        return 0.0
    middle = len(galley.places) // 2
    place = galley.places[middle]

    def again() -> None:  # what stands far above is laid out when idle
        other = Galley([document], WIDTH, Reading(), start=place if middle > DEEP else None)
        other.extend(other.line_of(place) + ROWS)

    return seconds(again)


def ours(body: Body) -> Times:
    """All that is measured of one body."""
    return Times(seconds(lambda: first_screen(body)), seconds(lambda: whole(body)), resize(body))


# Theirs


class Peers(NamedTuple):
    """Seconds that others took for one body."""

    to_markdown: float
    """html2text; 0 for Markdown."""
    widget: float
    rich: float
    w3m: float
    """As a process; not a number where it is not installed."""


def as_markdown(body: Body) -> str:
    """What a program with a Markdown widget and nothing else would give it."""
    if body.markup != "html":
        return body.text
    converter = html2text.HTML2Text(bodywidth=0)
    return converter.handle(body.text)


async def widget_seconds(texts: Sequence[str]) -> list[float]:
    """Seconds from ``Markdown.update`` to the first paint of each text, in one headless app."""
    from textual.app import App
    from textual.containers import VerticalScroll
    from textual.widgets import Markdown

    class Page(App[None]):
        def compose(self) -> ComposeResult:
            with VerticalScroll():
                yield Markdown()

    times = []
    for text in texts:  # an app for each: what an update takes away is not what is measured
        page = Page()
        async with page.run_test(size=(WIDTH, ROWS)) as pilot:
            await pilot.pause()
            markdown = page.query_one(Markdown)
            painted = asyncio.Event()
            began = clock()
            update = markdown.update(text)
            while (  # noqa: ASYNC110 - Textual tells nobody when the first blocks are there
                not any(child.size.height for child in markdown.children) and not update.is_done
            ):
                await asyncio.sleep(0)
            page.call_after_refresh(painted.set)
            await painted.wait()
            times.append(clock() - began)
            await update
    return times


def rich_all(text: str) -> None:
    Console(width=WIDTH, file=io.StringIO(), force_terminal=True).print(RichMarkdown(text))


def w3m_all(page: bytes) -> None:
    subprocess.run(
        ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", str(WIDTH)],
        input=page,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def peers(bodies: Sequence[Body]) -> list[Peers]:
    """How long others take for ``bodies``."""
    has_w3m = shutil.which("w3m") is not None
    found = []
    for body in bodies:
        text = as_markdown(body)
        to_markdown = seconds(lambda: as_markdown(body), 1) if body.markup == "html" else 0.0  # noqa: B023 - called at once
        page = (body.text if body.markup == "html" else MarkdownIt().render(body.text)).encode(
            "utf-8", "replace"
        )
        w3m = seconds(lambda: w3m_all(page)) if has_w3m else float("nan")  # noqa: B023
        widget = asyncio.run(widget_seconds([text]))[0]
        found.append(Peers(to_markdown, widget, seconds(lambda: rich_all(text), 1), w3m))  # noqa: B023
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


# Tables


def _ms(value: float) -> str:
    return f"{value * 1e3:.1f} ms" if value < 10 else f"{value:.1f} s"


def quantiles(times: Sequence[float]) -> str:
    """Median, p99 and most, as cells of a table."""
    ranked = sorted(times)
    return " | ".join(
        _ms(value) for value in (statistics.median(ranked), ranked[len(ranked) * 99 // 100], ranked[-1])
    )


def posts_table(measured: Sequence[tuple[Body, Times]]) -> str:
    rows = [
        f"{len(measured)} real posts, {sum(body.size for body, _ in measured) / len(measured) / 1000:.1f} KB on average:",
        "",
        "| what | median | p99 | most | aim |",
        "|---|--:|--:|--:|---|",
    ]
    aims = {"first": "median ≤ 5 ms, p99 ≤ 25 ms", "whole": "", "resize": "≤ 10 ms"}
    names = {
        "first": "body to first screen",
        "whole": "body to last line",
        "resize": "screen in view after a resize",
    }
    for field, name in names.items():
        times = [getattr(taken, field) for _, taken in measured]
        rows.append(f"| {name} | {quantiles(times)} | {aims[field]} |")
    slowest = sorted(measured, key=lambda pair: -pair[1].first)[:3]
    rows += [
        "",
        "Slowest to the first screen: "
        + "; ".join(f"{body.name} ({body.size:,} bytes) {_ms(taken.first)}" for body, taken in slowest),
    ]
    return "\n".join(rows)


def sizes_table(measured: Sequence[tuple[Body, Times]]) -> str:
    rows = [
        "| made-up body | first screen | whole | whole, per MB | after a resize |",
        "|---|--:|--:|--:|--:|",
    ]
    for body, taken in measured:
        each = taken.whole / body.size * 1e6
        rows.append(
            f"| {body.name} | {_ms(taken.first)} | {_ms(taken.whole)} | {_ms(each)} | {_ms(taken.resize)} |"
        )
    return "\n".join(rows)


def peers_table(measured: Sequence[tuple[Body, Times, Peers]], empty: tuple[float, float]) -> str:
    """Ratios of ours to theirs by size class; ``empty``: seconds the widget and w3m take for nothing."""
    widget_empty, w3m_empty = empty
    rows = [
        f"An update of the widget with one word takes {_ms(widget_empty)}, w3m with an empty page {_ms(w3m_empty)}.",
        "",
        "| ours to theirs | " + " | ".join(name for name, _, _ in CLASSES) + " |",
        "|---|" + "--:|" * len(CLASSES),
    ]
    of_class = [[each for each in measured if low <= each[0].size < high] for _, low, high in CLASSES]
    rows.append("| bodies | " + " | ".join(str(len(each)) for each in of_class) + " |")
    ratios: dict[str, Callable[[Times, Peers], float]] = {
        "first screen / Markdown widget": lambda us, them: us.first / them.widget,
        "first screen / html2text and Markdown widget": lambda us, them: (
            us.first / (them.to_markdown + them.widget)
        ),
        "first screen / Markdown widget less its time for one word": (
            lambda us, them: us.first / max(1e-4, them.widget - widget_empty)
        ),
        "whole / rich.markdown": lambda us, them: us.whole / them.rich,
        "whole / w3m, as a process": lambda us, them: us.whole / them.w3m,
        "whole / w3m less its time for an empty page": lambda us, them: (
            us.whole / max(1e-4, them.w3m - w3m_empty)
        ),
    }
    for name, ratio in ratios.items():
        cells = [
            f"{statistics.median([ratio(us, them) for _, us, them in each]):.3f}" if each else ""
            for each in of_class
        ]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    for field in Peers._fields:
        cells = [
            _ms(statistics.median([getattr(them, field) for _, _, them in each])) if each else ""
            for each in of_class
        ]
        rows.append(f"| (median of {field}) | {' | '.join(cells)} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("roots", nargs="+", metavar="ROOT")
    parser.add_argument("--step", type=int, default=1, help="only every so many-th post")
    parser.add_argument("--peers", type=int, default=60, help="others: every so many-th post; 0: none")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="bytes of the largest made-up body")
    asked = parser.parse_args()
    first_screen(made_up(5_000, "markdown", chinese=True))  # loads the parsers
    bodies = list(real(asked.roots, asked.step))
    if not bodies:
        parser.error("no posts there")
    measured = [(body, ours(body)) for body in bodies]
    print(posts_table(measured), end="\n\n")
    invented = [
        made_up(size, markup, chinese=chinese)
        for size in SIZES
        if size <= asked.largest
        for markup in ("html", "markdown")
        for chinese in (True, False)
    ]
    sized = [(body, ours(body)) for body in invented]
    print(sizes_table(sized), end="\n\n")
    if asked.peers:
        both = [*measured[:: asked.peers], *(pair for pair in measured if pair[0].size > 99_000)]
        both += [pair for pair in sized if 99_000 < pair[0].size <= LARGEST_FOR_PEERS]
        empty = (
            statistics.median(asyncio.run(widget_seconds(["x"] * 5))),
            seconds(lambda: w3m_all(b"")) if shutil.which("w3m") else float("nan"),
        )
        theirs = peers([body for body, _ in both])
        print(peers_table([(*pair, them) for pair, them in zip(both, theirs, strict=True)], empty))


if __name__ == "__main__":
    main()
