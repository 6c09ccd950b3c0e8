"""From text to the terms that the text index keeps and a query asks for: the same rules for both.

Scripts written without blanks (Chinese, Japanese, Thai …; Korean too, whose particles stick to words) have no words that
everyone would cut the same way. A body has them as overlapping pairs of characters, so that any run of two and more is
found as it stands and a common pair is one look-up; a title, which is short, character by character, so that near
matches can be asked for with a gap. All other words, numbers and emoji are terms as they are.

Everything here takes folded text (:func:`reader.text.fold`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reader.library.planes import Kinds, number, planes_of, text_of

_UNSPACED = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han, kana
    "\uac00-\ud7a3\u1100-\u11ff"  # Hangul
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3\u0f40-\u0fbc"  # Thai, Lao, Burmese, Khmer, Tibetan
    "\U00020000-\U0003ffff"
)
_SIGNS = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
_MARKS = "\u0591-\u05c7\u0610-\u065f\u0670\u0900-\u0dff"
"""Vowels of Hebrew, Arabic and the scripts of India, which belong to their words and are none of Python's ``\\w``."""
_WORD = rf"(?:[^\W_{_UNSPACED}{_SIGNS}]|[{_MARKS}])+[+#]*"
_TERM = re.compile(rf"[{_UNSPACED}]+|{_WORD}|[{_SIGNS}]")
_IN_TITLE = re.compile(rf"([{_UNSPACED}{_SIGNS}]|{_WORD})|(?<=[{_UNSPACED}])[^\w{_SIGNS}]+(?=[{_UNSPACED}])")
"""A term, or what parts two of them."""
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")

GAP = "."
"""Stands in a title where a sign parts two characters, so that what is asked for does not match across it."""


class Run(NamedTuple):
    """A piece of a query that is asked for as one."""

    text: str
    unspaced: bool
    """Characters of a script without blanks; else one word (or sign)."""


def runs(folded: str) -> list[Run]:
    """The pieces of ``folded``, in order; what is between them has no meaning for a search."""
    return [Run(part, _IS_UNSPACED.match(part) is not None) for part in _TERM.findall(folded)]


def body_terms(folded: str) -> str:
    """The terms of a body, between blanks. A term's place is its position: one for each character or word.

    Of a run of an unspaced script every two neighbours are a term, and the last character alone. They are not looked
    for one after the other, which took a quarter of the time of a whole sync, but all at once.
    """
    size, planes = len(folded), planes_of(folded)
    kinds, ones = _kinds().of(folded, planes), number(b"\1" * size)
    unspaced, word = (kinds & ones) * 0xFF, (kinds >> 1 & ones) * 0xFF
    sign = tail = 0
    if kinds & ones * 0b1100:
        sign, tail = (kinds >> 2 & ones) * 0xFF, (kinds >> 3 & ones) * 0xFF
    if tail:  # a sum has a carry through those that follow a word: the others are what it leaves as it was
        tail ^= tail & (tail + (word << 8 & tail & ones))
    kept, blanks = unspaced | word | sign | tail, ones * ord(" ")
    low, *higher = map(number, planes)
    first = [blanks ^ ((low ^ blanks) & kept), *(plane & kept for plane in higher)]
    if kept == word:
        return text_of([first], size)
    # After each character stand the next one if both are a pair, and a blank; inside a word NUL, which goes.
    pair, inside = unspaced & unspaced >> 8, (word & word >> 8) | ((word | tail) & tail >> 8)
    blanks ^= blanks & inside
    second = [blanks ^ (((low >> 8) ^ blanks) & pair), *(plane >> 8 & pair for plane in higher)]
    return text_of([first, second, [blanks, *(0 for _ in higher)]], size).replace("\0", "")


@cache
def _kinds() -> Kinds:
    """What a character can be in a term of a body: a bit each."""
    tests = (_IS_UNSPACED, re.compile(_WORD), re.compile(f"[{_SIGNS}]"), re.compile("[+#]"))

    def kind_of(char: str) -> int:
        return next((1 << bit for bit, test in enumerate(tests) if test.match(char)), 0)

    even = {
        **dict.fromkeys((*range(0x34, 0x4D), *range(0x4E, 0xA0), *range(0xAC, 0xD7)), 1),
        **dict.fromkeys((0x26, 0x2B), 4),
        **dict.fromkeys(
            (0x20, 0x22, 0x23, 0x25, 0xFF), 0
        ),  # no letter of theirs stays what it is when it is folded
    }
    return Kinds(kind_of, even, mixed=(0x00, 0x30))


def title_terms(folded: str) -> list[str]:
    """The terms of a title, each at its position."""
    return [term or GAP for term in _IN_TITLE.findall(folded)]
