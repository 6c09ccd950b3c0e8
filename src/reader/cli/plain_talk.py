"""The two ends of linear mode: lines that are printed, lines that are typed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TYPE_CHECKING

from reader.cli.output import print_text
from reader.text import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEFAULT = (80, 24)
_LIST = 20
"""Posts at a time, where no window limits them."""
_KEPT = 3
"""Rows of a page that are left for what is said around it: a heading, what was left out, the prompt."""


class Talk:
    """Prints and asks; knows how much is a page.

    Args:
        paged: whether pages are wanted; they need a terminal at both ends, too.
    """

    def __init__(self, *, paged: bool = True) -> None:
        self._asks = sys.stdin is not None and sys.stdin.isatty()
        self.paged = paged and self._asks and sys.stdout is not None and sys.stdout.isatty()
        self._has_history = False

    @property
    def posts_a_page(self) -> int:
        """How many posts of a list are said at a time."""
        return max(3, shutil.get_terminal_size(_DEFAULT).lines - _KEPT - 1) if self.paged else _LIST

    def page_end(self, lines: Sequence[str], start: int) -> int:
        """Where a page ends that begins with line ``start``: as many lines as fit, at least one."""
        if not self.paged:
            return len(lines)
        width, rows = shutil.get_terminal_size(_DEFAULT)
        left = max(3, rows - _KEPT)
        stop = start
        while stop < len(lines):
            left -= max(1, -(-cell_len(lines[stop]) // max(1, width)))
            if left < 0 and stop > start:
                break
            stop += 1
        return stop

    def say(self, *lines: str) -> None:
        """Print lines."""
        for line in lines:
            print_text(line)

    def ask(self, prompt: str) -> str | None:
        """What is typed after a prompt; None at the end of the input."""
        if sys.stdout is not None:
            sys.stdout.flush()
        if not self._asks:
            line = sys.stdin.readline() if sys.stdin is not None else ""
            return line.rstrip("\r\n") if line else None
        self._begin_history()
        try:
            return input(f"{prompt} ")
        except EOFError:
            self.say("")
            return None
        except UnicodeDecodeError:
            return ""

    def _begin_history(self) -> None:
        """Arrows go back to what was typed, where the terminal can move its cursor."""
        if not self._has_history:
            self._has_history = True
            if os.environ.get("TERM", "dumb") != "dumb" and not os.environ.get("INSIDE_EMACS"):
                with contextlib.suppress(ImportError):
                    import readline  # noqa: F401, PLC0415 -- input() uses it from then on
