"""How lines of a document look: style words in, strips out.

Which colours there are is said in ``app.tcss`` and the others beside it; which word gets which colour and weight, here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.lines import Runs

PARTS = (
    *("heading", "code", "link", "accent", "muted", "faint"),
    *("plain", "keyword", "string", "comment", "number", "name", "type", "inserted", "deleted"),
    *("watched", "found", "current", "chosen", "label"),
    *("kept", "lifted", "selected", "caret", "ruler"),
)
"""The component classes of the article: its colours."""

LOOKS: dict[str, tuple[str, str]] = {
    "strong": ("", "bold"),
    "em": ("", "italic"),
    "code": ("code", ""),
    "link": ("link", "underline"),
    "mark": ("found", ""),
    "del": ("muted", "strike"),
    "ins": ("", "underline"),
    "kbd": ("", "bold"),
    "math": ("accent", "italic"),
    "ruby": ("muted", ""),
    "note": ("accent", ""),
    "image": ("accent", ""),
    "media": ("accent", ""),
    "dim": ("muted", "not bold not underline"),
    "heading1": ("heading", "bold"),
    "heading2": ("heading", "bold"),
    "heading3": ("", "bold"),
    "heading4": ("", "bold"),
    "heading5": ("", "bold"),
    "heading6": ("muted", "bold"),
    "quote": ("muted", ""),
    "marker": ("heading", ""),
    "rule": ("faint", ""),
    "table": ("faint", ""),
    "caption": ("muted", "italic"),
    "term": ("", "bold"),
    # The tokens of code
    "code-plain": ("plain", ""),  # all of a block of code, under the colours of its tokens
    "code-keyword": ("keyword", ""),
    "code-string": ("string", ""),
    "code-comment": ("comment", "italic"),
    "code-number": ("number", ""),
    "code-name": ("name", ""),
    "code-type": ("type", ""),
    "code-inserted": ("inserted", ""),
    "code-deleted": ("deleted", ""),
    # What is laid over a text
    "watched": ("watched", ""),
    "found": ("found", ""),
    "current": ("current", "bold"),
    "chosen": ("chosen", "bold"),
    "label": ("label", "bold not underline"),
    "kept": ("kept", ""),
    "noted": ("kept", "underline"),
    "lifted": ("lifted", ""),
    "selected": ("selected", ""),
    "caret": ("caret", ""),
}
"""The colour and the attributes of each style word of a document, and of what is laid over it."""
_LIT = frozenset({"plain", "found", "current", "chosen", "label", "kept", "lifted", "selected", "caret"})
"""Parts that have a background of their own."""
_UNDER = frozenset({"kept"})
"""Parts that lie under the text, which keeps its colour."""
_ASCII = str.maketrans("▎│─┼", "||-+")
"""Borders where the terminal draws ambiguous characters two cells wide: it may draw these so too."""


class Paint:
    """The looks of one theme.

    Args:
        look: the style of a component class, its colour as it is on the background.
        base: colour and background of plain text.
    """

    def __init__(self, look: Callable[[str], Style], base: Style) -> None:
        self._look = look
        self.base = base
        self._styles: dict[tuple[str, ...], Style] = {(): base}
        self._plain_borders = cell_len("…") > 1

    def style(self, words: tuple[str, ...]) -> Style:
        """The style of text with those words, the last one on top."""
        known = self._styles.get(words)
        if known is None:
            part, attributes = LOOKS[words[-1]]
            look = self._look(f"article--{part}") if part else Style()
            own = Style(
                color=None if part in _UNDER else look.color,
                bgcolor=look.bgcolor if part in _LIT else None,
                bold=look.bold,
                dim=look.dim,
                underline=look.underline,
                reverse=look.reverse,
            )  # attributes: where there are few colours, or none
            known = self.style(words[:-1]) + own + Style.parse(attributes or "none")
            self._styles[words] = known
        return known

    def strip(self, runs: Runs, left: int, width: int) -> Strip:
        """A line, ``left`` cells from the edge of ``width`` cells."""
        segments = [Segment(" " * left, self.base)] if left else []
        used = left
        for run in runs:
            text = run.text.translate(_ASCII) if self._plain_borders and run.at < 0 else run.text
            segments.append(Segment(text, self.style(run.styles)))
            used += cell_len(text)
        segments.append(Segment(" " * max(0, width - used), self.base))
        return Strip(segments, max(used, width))
