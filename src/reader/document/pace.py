"""How long a document takes to read. Chinese has no words between blanks: its characters are counted instead."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.document.blocks import Code, Image, Media

if TYPE_CHECKING:
    from reader.document.blocks import Block, Document

_READ = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u31bf\u31f0-\u31ff\u3400-\ua4cf"
    "\u1100-\u11ff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003fffd"
)
"""Regular expression ranges: ideographs, kana, Hangul. No punctuation; circled numbers and the like are words."""
_MARKS = "\u2010-\u206f\u3000-\u3004\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_RUN = re.compile(f"[{_READ}]+")
_WORD = re.compile(f"[^\\W_{_READ}][^\\s{_READ}{_MARKS}]*+")
"""From a letter or digit to the next blank, ideograph or mark of theirs: ``well-known``, ``3.5%``, an address."""
_NO_WORD = re.compile(r"(?<!\S)[!-/:-@\[-`{-~]+(?!\S)")
"""In ASCII: what stands between blanks and is only marks."""

_PICTURE = 3
"""Seconds for a picture, or for passing by what plays: looked at, not studied. Twelve would outweigh the text of most news."""
_CODE = 0.5
"""How much a character or word of code weighs: code in an article is looked over, and much of it are marks and names."""


def cost(block: Block) -> tuple[int, int]:
    """What there is to read in a block: Chinese, Japanese and Korean characters (no punctuation), and other words."""
    return _count(block.text)


def _count(text: str) -> tuple[int, int]:
    if text.isascii():
        return 0, len(text.split()) - len(_NO_WORD.findall(text))
    return sum(map(len, _RUN.findall(text))), len(_WORD.findall(text))


def minutes_for(text: str, cjk_per_minute: int, words_per_minute: int) -> int:
    """Whole minutes for a text without anything in it but text; 0 only where there is nothing to read."""
    cjk, words = _count(text)
    return _minutes(60 * (cjk / cjk_per_minute + words / words_per_minute))


class Pace:
    """How long a document takes, and the rest of it from any place. Counted once, when made.

    Args:
        document: what is read.
        cjk_per_minute: Chinese, Japanese and Korean characters, at least 1.
        words_per_minute: other words, at least 1.
    """

    def __init__(self, document: Document, cjk_per_minute: int, words_per_minute: int) -> None:
        self._lengths: list[int] = []
        each: list[float] = []
        for block in document.blocks:
            text = block.text
            cjk, words = _count(text)
            seconds = 60 * (cjk / cjk_per_minute + words / words_per_minute)
            if isinstance(block, Code):
                seconds *= _CODE
            elif isinstance(block, Image | Media):
                seconds += _PICTURE
            self._lengths.append(len(text))
            each.append(seconds)
        self._before = list(accumulate(each, initial=0.0))
        """Seconds for what stands before each block; at the end, for everything."""

    @property
    def minutes(self) -> int:
        """Whole minutes for the document; 0 only for one with nothing to read."""
        return _minutes(self._before[-1])

    def minutes_from(self, block: int, offset: int) -> int:
        """Whole minutes for what follows ``offset`` in ``block``; 0 only at the end.

        Inside a block time is shared out evenly over its characters.
        """
        if not 0 <= block < len(self._lengths):
            return 0 if block >= 0 else self.minutes
        start, stop = self._before[block : block + 2]
        length = self._lengths[block]
        part = min(1.0, max(0, offset) / length) if length else 0.0
        return _minutes(self._before[-1] - start - (stop - start) * part)


def _minutes(seconds: float) -> int:
    """Rounded; what takes less than half a minute takes one."""
    return max(1, int(seconds / 60 + 0.5)) if seconds > 0.01 else 0
