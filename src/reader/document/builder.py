"""Builder: text, breaks, frames and blocks as they come from a parser, gathered into a flat sequence of blocks.

It knows white space, paragraphs and nesting; it knows no tag (html.py) and no width (layout.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

from reader.document.blocks import (
    Block,
    Code,
    Frame,
    Heading,
    Item,
    Paragraph,
    followed,
)
from reader.document.breaking import CJK, NO_END, NO_START
from reader.document.spans import Piece, expanded, merged
from reader.text import clean

Undo = Callable[[], None]

DEEPEST = 12
"""Frames a block can have: deeper lists and quotes are shown at this depth. Bounds memory for hostile nesting."""

_WIDE = f"{CJK}{re.escape(NO_START)}{re.escape(NO_END)}"
_SOFT = re.compile(f"(?<=[{_WIDE}])[ \t]*+\n\\s*+(?=[{_WIDE}])")
"""A line break in the source between two CJK characters: no blank comes from it (CSS Text 3, 4.1.3)."""
_EMPTY_LINES = re.compile(r"(?<=\S)[^\S\n]*+\n[^\S\n]*+\n\s*+(?=\S)")
"""Between two paragraphs that the source has as one bare text: crawlers lose the tags, not the lines."""
_SPACES = re.compile("[ \t\n\f\xa0]+")
_INDENT = re.compile("[ \t\n\f\xa0\u3000]+")
_JOINERS = re.compile(
    # Zero-width joiners hide words from a search and make terminals disagree; emoji, Arabic and Indic need them.
    f"[\u200c\u200d]++(?=[{_WIDE}\\s!-~]|$)|(?<=[{_WIDE}\\s!-~])[\u200c\u200d]++|^[\u200c\u200d]++"
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""Characters that mean something in one font only."""
_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[mn]dash|hellip|middot|copy|reg|trade|#\d{2,6}|#x[\da-f]{2,5});"
)
_WISHES = frozenset({"[toc]", "[[toc]]"})
"""Paragraphs that are a wish to a generator, not text."""
_TASK = re.compile(r"\[([ xX])\]\s+")


def without_joiners(text: str) -> str:
    """``text`` without the zero-width joiners that join nothing."""
    return _JOINERS.sub("", text) if "\u200d" in text or "\u200c" in text else text


class Builder:
    """Gathers blocks. Handlers change its state and get back what undoes the change."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.href = ""
        self.styles: tuple[str, ...] = ()
        self.heading = 0
        self.role = ""
        self.preformatted = 0
        self.keep_newlines = False
        """Newlines of the source count, as in a body without any tag that makes lines."""
        self.formulas = False
        """The body has signs of TeX in its text: it is to be looked for."""
        self.cell = 0
        """Depth of table cells being gathered: pictures there stay in the line."""
        self.lists: list[object] = []
        """Open lists; what they are is the parser's concern."""
        self.tables: list[object] = []
        """Open tables, likewise; None for one that only lays out."""
        self._frames: list[Frame] = []
        self._pieces: list[Piece] = []
        self._breaks = 0

    # Text

    def text(self, data: str) -> None:
        """Add text of the source: white space collapses, unless preformatted."""
        if not data.isascii():
            data = PRIVATE.sub("□", data)
        if self.preformatted:
            data = without_joiners(clean(data))
            if self._breaks and data.startswith(
                "\n"
            ):  # `<br>` and a newline in the source are one line break
                data = data[1:]
            self._breaks = 0
            self._add(data)
            return
        if self.keep_newlines and "\n" in data:
            for number, row in enumerate(data.split("\n")):
                if number:
                    self.line_break()
                self._flowing(row)
        elif "\n" in data and not (self.styles or self.cell or self.heading) and _EMPTY_LINES.search(data):
            for number, part in enumerate(_EMPTY_LINES.split(data)):
                if number:
                    self._breaks = 2
                self._flowing(part)
        else:
            self._flowing(data)

    def _flowing(self, data: str) -> None:
        data = clean(data)
        if "&" in data and "code" not in self.styles:
            data = _ENTITY.sub(_decoded, data)
        if "\n" in data:
            data = _SOFT.sub("", data)
        data = _SPACES.sub(" ", data)
        data = without_joiners(data)
        if self._at_line_start():
            stripped = _INDENT.sub("", data, count=1) if _INDENT.match(data) else data
            if not stripped:
                return
            self._settle_breaks(indented=data.startswith("\u3000"))
            data = stripped
        elif data.startswith(" ") and self._pieces[-1][0].endswith((" ", "\n")):
            data = data[1:]
        self._add(data)

    def _at_line_start(self) -> bool:
        return self._breaks > 0 or not self._pieces

    def _settle_breaks(self, *, indented: bool) -> None:
        """Turn breaks before new text into a line break or, two of them or an indent after one, a paragraph."""
        if self._breaks and self._pieces:
            if self._breaks > 1 or indented:
                self.flush()
            else:
                self._trim()
                self._pieces.append(("\n", (), ""))
        self._breaks = 0

    def _trim(self) -> None:
        """Take the blanks off the end of the paragraph so far."""
        while self._pieces:
            text, styles, href = self._pieces.pop()
            if text := text.rstrip(" \u3000"):
                self._pieces.append((text, styles, href))
                return

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append((text, self.styles, self.href))

    def line_break(self) -> None:
        """A ``<br>``: what it becomes depends on what follows."""
        if self.preformatted:
            self._add("\n")
            self._breaks = 1
        else:
            self._breaks += 1

    def literal(self, text: str, *styles: str, href: str = "") -> None:
        """Add ``text`` as it is, in the current styles and ``styles``."""
        if text:
            if self._at_line_start() and not self.preformatted:
                self._settle_breaks(indented=False)
            words = tuple(dict.fromkeys((*self.styles, *styles)))
            self._pieces.append((text, words, href or self.href))

    @property
    def position(self) -> int:
        """To be given to :meth:`take` later."""
        return len(self._pieces)

    def take(self, position: int) -> str:
        """Remove what was added to the paragraph since ``position``, and return its text."""
        text = "".join([piece[0] for piece in self._pieces[position:]])
        del self._pieces[position:]
        return text

    def last_in(self, word: str) -> str:
        """Remove what was added last to the paragraph, if its style is ``word``, and return its text."""
        if self._pieces and word in self._pieces[-1][1]:
            return self._pieces.pop()[0]
        return ""

    def leads(self, position: int) -> bool:
        """Whether there is a link in what was added since ``position``."""
        return any(piece[2] for piece in self._pieces[position:])

    # State that handlers change: each returns what restores it

    def styled(self, word: str) -> Undo | None:
        """Text to come is ``word``."""
        if word in self.styles:
            return None
        before = self.styles
        self.styles = (*before, word)

        def undo() -> None:
            self.styles = before

        return undo

    def linked(self, href: str) -> Undo:
        """Text to come leads to ``href``; no link in a link."""
        before = self.href, self.styles
        self.href = href
        if href and "link" not in self.styles:
            self.styles = (*self.styles, "link")

        def undo() -> None:
            self.href, self.styles = before

        return undo

    def framed(self, frame: Frame) -> Undo:
        """Blocks to come are inside ``frame``."""
        self.flush()
        depth, replaced = len(self._frames), None
        if depth >= DEEPEST:
            replaced = self._frames.pop()
        self._frames.append(frame)

        def undo() -> None:
            self.flush()
            del self._frames[depth - (replaced is not None) :]
            if replaced is not None:
                self._frames.append(followed(replaced))

        return undo

    def mark_item(self, marker: str) -> None:
        """Give the list item that is about to begin another marker (a task's box)."""
        if self._frames and isinstance(frame := self._frames[-1], Item) and frame.first:
            self._frames[-1] = replace(frame, marker=marker)

    def captured(self) -> Callable[[], list[Block]]:
        """Gather the blocks to come apart from the others; the function returned ends this and gives them."""
        self.flush()
        before = self.blocks, self._frames, self.lists
        self.blocks, self._frames, self.lists = [], [], []

        def finish() -> list[Block]:
            self.flush()
            blocks = self.blocks
            self.blocks, self._frames, self.lists = before
            return blocks

        return finish

    # Blocks

    def flush(self) -> None:
        """End the paragraph (or heading) that is open, if any."""
        if self.preformatted:
            if self._pieces and not self._pieces[-1][0].endswith("\n"):
                self._add("\n")
            return
        self._breaks = 0
        if not self._pieces:
            return
        self._trim()
        pieces, self._pieces = self._pieces, []
        spans = merged(pieces)
        if not spans or (len(spans) == 1 and spans[0].text.lower() in _WISHES):
            return
        if self.heading:
            self.add(Heading(spans, self.heading))
            return
        if self._frames and (task := _TASK.match(spans[0].text)):
            self.mark_item("☐" if task[1] == " " else "☑")
            spans = (replace(spans[0], text=spans[0].text[task.end() :]), *spans[1:])
        self.add(Paragraph(spans, role=self.role))

    def code(self, language: str) -> None:
        """End preformatted text: what was gathered since it began is a code block."""
        pieces, self._pieces, self._breaks = self._pieces, [], 0
        spans = expanded(merged(pieces))
        if any(span.text.strip() for span in spans):
            self.add(Code(spans, language))

    def add(self, block: Block) -> None:
        """Append ``block`` inside the frames that are open."""
        self.flush()
        if self._frames:
            block = replace(block, frames=tuple(self._frames))
            self._frames[:] = map(followed, self._frames)
        self.blocks.append(block)


def _decoded(match: re.Match[str]) -> str:
    """An entity that was escaped twice, as meant: ``&amp;nbsp;`` left ``&nbsp;`` in the text."""
    return clean(unescape(match.group()))
