"""From text to the terms that the text index keeps and a query asks for: the same rules for both.

Scripts written without blanks (Chinese, Japanese, Thai …; Korean too, whose particles stick to words) have no words that
everyone would cut the same way. A body has them as overlapping pairs of characters, so that any run of two and more is
found as it stands and a common pair is one look-up; a title, which is short, character by character, so that near
matches can be asked for with a gap. All other words, numbers and emoji are terms as they are.

Everything here takes folded text (:func:`reader.text.fold`).
"""

from __future__ import annotations

import re
from array import array
from typing import NamedTuple

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
_IN_TITLE = re.compile(rf"[{_UNSPACED}{_SIGNS}]|{_WORD}|(?<=[{_UNSPACED}])[^\w{_SIGNS}]+(?=[{_UNSPACED}])")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")

_FIRST_UNSPACED = "\u0e01"
_HELD = "\ue000"
"""Holds the place of a word: private use, hence never in a term."""
_UTF32 = "utf-32-le"
_BLANK = array("I", " ".encode(_UTF32))
_ACROSS = re.compile("   .")
"""A blank and the first character of the next run."""

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

    Of a run of an unspaced script every two neighbours are a term, and the last character alone. They are not put
    together one by one (which took a fifth of the time of a whole sync): the text, the text moved by one, and blanks
    are shuffled like cards, and what came to lie across a blank is taken out. Words wait outside meanwhile.
    """
    pieces = _TERM.findall(folded)
    words: list[str] = []
    for at, piece in enumerate(pieces):
        if piece < _FIRST_UNSPACED or not _IS_UNSPACED.match(piece):
            words.append(piece)
            pieces[at] = _HELD
    if not pieces:
        return ""
    chars = array("I", " ".join(pieces).encode(_UTF32))
    shuffled = _BLANK * (3 * len(chars))
    shuffled[0::3] = chars
    shuffled[1:-2:3] = chars[1:]
    terms = _ACROSS.sub(" ", shuffled.tobytes().decode(_UTF32))
    if not words:
        return terms.rstrip()
    whole = [""] * (2 * len(words) + 1)
    whole[0::2], whole[1::2] = terms.split(_HELD), words
    return "".join(whole).rstrip()


def title_terms(folded: str) -> list[str]:
    """The terms of a title, each at its position."""
    return [term if _TERM.match(term) else GAP for term in _IN_TITLE.findall(folded)]
