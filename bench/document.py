"""How fast and how right bodies become lines: ``python -m bench.document ROOT...``.

For every Markdown, HTML and text file below the roots: milliseconds to build a document and to lay it out, then what
must never be: text lost (against a plain walk by the standard library's parser), lines wider than the width, lines
that start or end with a mark that must not, control characters, another result after another width.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reader.document import Document, build
from reader.document.breaking import CJK, NO_END, NO_START
from reader.document.layout import Line, layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import Markup

WIDTHS = (20, 40, 80, 120)
HEADER = re.compile(r"\s*---\n.*?\n---\s*?\n", re.DOTALL)
HIDDEN = "script style template noscript title svg button select iframe video audio object canvas"
UNSEEN = frozenset(HIDDEN.split())
LIQUID = re.compile(
    r"\{%-?\s*(?:end)?(?:highlight|raw)\b[^%\n]*%\}|^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WIDE = re.compile(f"[{CJK}]")


class Visible(HTMLParser):
    """The text of a page, by another parser than ours."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = tag in UNSEEN or dict(attrs).get("class") == "copy-code-btn"
        if hidden or (self.unseen and tag == self.unseen[-1]):
            self.unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data)


def posts(roots: list[str]) -> Iterator[tuple[Path, str, Markup]]:
    for root in map(Path, roots):
        for path in sorted(root.rglob("*") if root.is_dir() else [root]):
            if path.suffix in {".md", ".html", ".txt", ".markdown"} and path.is_file():
                text = path.read_text(encoding="utf-8-sig", errors="replace")
                body = HEADER.sub("", text, count=1)
                html = (
                    body.lstrip()[:5].lower() in {"<div>", "<div ", "<!doc", "<html"}
                    or path.suffix == ".html"
                )
                yield path, body, "text" if path.suffix == ".txt" else "html" if html else "markdown"


def letters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def lost(body: str, markup: Markup, document: Document) -> tuple[int, int, str]:
    """Letters of a plain walk that the document lacks, how many there are, and which."""
    if markup == "text":
        seen = letters(body)
    else:
        body = LIQUID.sub("", body)
        walker = Visible()
        walker.feed(
            MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
            if markup == "markdown"
            else body
        )
        walker.close()
        seen = letters("".join(walker.text))
    gone = seen - letters(document.text)
    return gone.total(), seen.total(), "".join(gone.elements())[:60]


def wrongs(document: Document, lines: list[Line], width: int) -> Iterator[tuple[str, str]]:
    """What is wrong with ``lines``: (kind, the line)."""
    before: Line | None = None
    for line in lines:
        text = line.text
        if line.width > width:
            yield "too wide", text
        if CONTROL.search(text) or "\n" in text or "\t" in text:
            yield "control", repr(text)
        content = "".join(run.text for run in line.runs if not {"quote", "marker"} & {*run.styles}).strip()
        wrapped = before is not None and before.block == line.block and 0 < before.offset < line.offset
        styles = {word for run in line.runs for word in run.styles}
        if content and wrapped and width >= 20 and not {"code", "table"} & styles:
            source = document.blocks[line.block].text
            if source[line.offset - 1 : line.offset] != "\n":
                if content[0] in NO_START:
                    yield "start", text
                if before and before.text.rstrip()[-1:] in NO_END:
                    yield "end", before.text
        before = line


def main(roots: list[str]) -> None:
    building: list[float] = []
    laying: dict[int, list[float]] = {width: [] for width in WIDTHS}
    found: Counter[str] = Counter()
    missing = total = size = 0
    for path, body, markup in posts(roots):
        size += len(body)
        start = time.perf_counter()
        document = build(body, markup)
        building.append(time.perf_counter() - start)
        gone, seen, which = lost(body, markup, document)
        missing, total = missing + gone, total + seen
        if gone > max(3, seen // 200):
            print(f"lost {gone}/{seen} {path}: {which!r}")
        said = letters(document.text)
        for width in WIDTHS:
            start = time.perf_counter()
            lines = list(layout(document, width))
            laying[width].append(time.perf_counter() - start)
            for kind, text in wrongs(document, lines, width):
                found[kind] += 1
                if found[kind] <= 12:
                    print(f"{kind} at {width} in {path}: {text}")
            if absent := said - letters("".join(line.text for line in lines)):
                found["not drawn"] += 1
                print(f"not drawn at {width} in {path}: {''.join(absent.elements())[:60]!r}")
            if width == WIDTHS[-1] and lines != list(layout(document, width)):
                found["unstable"] += 1
    if not building:
        sys.exit("no posts there")
    print(f"{len(building)} posts, {size / len(building) / 1000:.1f} K characters each")
    for name, times in [
        ("build", building),
        *((f"layout {width}", taken) for width, taken in laying.items()),
    ]:
        ranked = sorted(times)
        print(
            f"{name:10} median {statistics.median(ranked) * 1e3:.2f} ms, p99 {ranked[len(ranked) * 99 // 100] * 1e3:.2f} ms"
        )
    print(f"text lost {100 * missing / max(1, total):.4f} %; wrong: {dict(found) or 'nothing'}")


if __name__ == "__main__":
    main(sys.argv[1:])
