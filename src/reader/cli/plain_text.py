"""An article as a sequence of plain lines: one a paragraph, nothing drawn, what a screen reader says as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.blocks import Heading, Image, Media, Rule
from reader.document.layout import layout
from reader.language import tr
from reader.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.blocks import Block, Document
    from reader.document.lines import Line

_ENDLESS = 10_000_000
"""Cells of a line: each paragraph is one, and the terminal wraps it, or the braille line moves along it."""
_SIGNS = str.maketrans(
    {"▎": ">", "•": "-", "◦": "-", "▪": "-", "▾": "-", "│": "|", "─": "", "┼": "", "☐": "[ ]", "☑": "[x]"}
)
"""What is drawn around a text, and what is written for it."""


def plain_lines(document: Document) -> Iterator[str]:
    """The lines of a document; empty ones between blocks, never two together."""
    before = ""
    last = -1
    for line in layout(document, _ENDLESS):
        block = document.blocks[line.block]
        text = _text(line, block, again=line.block == last)
        if line.text.strip():
            last = line.block
            if not text:
                continue  # the rule of a table, another line of a picture
        if text or before:
            yield text
        before = text


def _text(line: Line, block: Block, *, again: bool) -> str:
    if isinstance(block, Rule):
        return "* * *" if line.text.strip() else ""
    if isinstance(block, Image | Media) and line.text.strip():
        if again:
            return ""
        sign, _, label = line.text.strip().partition(" ")
        return _NAMES[sign]().format(name=one_line(label)) if sign in _NAMES else one_line(line.text.strip())
    parts = [run.text.translate(_SIGNS) if run.at < 0 else run.text for run in line.runs]
    text = clean("".join(parts)).rstrip()
    return f"{'#' * block.level} {text}" if isinstance(block, Heading) and text and not again else text


_NAMES = {
    "▣": lambda: tr("[Image: {name}]"),
    "♪": lambda: tr("[Audio: {name}]"),
    "▶": lambda: tr("[Video: {name}]"),
    "▷": lambda: tr("[Embedded: {name}]"),
}
"""By the sign that is drawn for it."""
