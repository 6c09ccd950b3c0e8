"""Pure functions on text: what is safe to show, how wide it is, what counts as the same.

Widths are those Textual paints by, hence ``rich.cells`` (the one place outside ``ui`` that may know Rich).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, split_graphemes

from reader.hanzi import is_simplified, simplified

__all__ = [
    "cell_len",
    "clean",
    "crop",
    "fold",
    "fold_but_signs",
    "fold_with_offsets",
    "graphemes",
    "one_line",
    "shortened",
]

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNSAFE = (  # compiled when there is one: it takes a while
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls (tab and newline are dealt with by the caller)
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks, embeddings, overrides, isolates (UAX #9)
    "\u200b\u2060\ufeff\u00ad"  # zero-width space, word joiner, BOM, soft hyphen
    "\u2028\u2029"  # line and paragraph separator
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tags: invisible text
    "\ud800-\udfff"  # lone surrogates: undecodable bytes of file names
    "]"
)
_COMBINING = re.compile("[\u0300-\u036f]")


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return " " if char in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029" else ""


def clean(text: str) -> str:
    """``text`` without what could drive a terminal or deceive a reader.

    Control characters, ANSI escapes' lead-in, bidi overrides and zero-width characters are dropped (line
    separators become blanks, undecodable bytes U+FFFD). Tabs and newlines stay. The joiners that emoji and
    Indic scripts need (U+200C, U+200D) stay too.
    """
    return text if text.isprintable() else re.sub(_UNSAFE, _visible, text)


def one_line(text: str) -> str:
    """``text`` cleaned, every run of white space (newlines too) made one blank, the ends stripped."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=8192)
def crop(text: str, width: int) -> str:
    """``text`` cut to at most ``width`` cells, with ``…`` as the last when something was cut.

    Grapheme clusters are never split; the result may be a cell short when a wide one did not fit.
    """
    if cell_len(text) <= width:
        return text
    room = width - cell_len("…")  # two cells where ambiguous characters are wide
    if room < 0:
        return ""
    size = width * 8
    while True:
        # A piece of a long text is enough, unless it ends inside the last cluster that has room.
        end = _fitting(text[:size], room)
        if end < size or size >= len(text):
            return text[:end] + "…"
        size *= 2


def shortened(ways: Sequence[str], width: int) -> str:
    """The first of several ways to say something that has room in ``width`` cells; the last one, cut, if none has."""
    return next((text for text in ways if cell_len(text) <= width), crop(ways[-1], width))


def _fitting(text: str, width: int) -> int:
    """How many code points of ``text`` fit into ``width`` cells, whole grapheme clusters only."""
    used = end = 0
    for _, stop, cells in graphemes(text):
        if used + cells > width:
            break
        used, end = used + cells, stop
    return end


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """The grapheme clusters of ``text`` as ``(start, stop, cells)``, code point offsets."""
    return split_graphemes(text)[0]


_OFTEN = tuple(zip("，（）！？：；％～｜\u3000\xa0…", [*",()!?:;%~|  ", "..."], strict=True))
"""What Chinese texts are full of that NFKC changes, and into what."""
_UNFOLDED = (
    "\x00-\x7f\u00a1-\u00a7\u00a9\u00ab-\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf\u00d7\u00f7"
    "\u2010\u2012-\u2016\u2018-\u2023\u2030\u203b\u2190-\u2193\u2500-\u257f\u25a0-\u25ff\u2600-\u27bf"
    "\u3001-\u3003\u3005-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\ufe0f"
)


@cache
def _settled() -> re.Pattern[str]:
    """What changes in case only, in what is in ``_OFTEN``, and in being Traditional.

    Made when it is needed, as those below: together they take 20 ms, a twentieth of the start.
    """
    return re.compile(f"[{_UNFOLDED}{''.join(wide for wide, _ in _OFTEN)}]*+")


def fold(text: str) -> str:
    """``text`` with differences that a searcher does not mean removed: width, case, accents (NFKC), Traditional.

    Full width equals half width, ``㎡`` equals ``m2``, ``É`` equals ``e``, ``漢`` equals ``汉``. Idempotent.
    """
    if text.isascii():
        return text.lower()
    settled = _settled().fullmatch(text) is not None
    for wide, narrow in _OFTEN:  # what is normalized already takes NFKC a fiftieth of the time
        text = text.replace(wide, narrow)
    return _lower(text) if settled else _normalized(text)


def fold_but_signs(text: str) -> str:
    """``fold(text)`` where it matters for words; signs of ``text`` may stay as wide as they are."""
    return _lower(text) if _settled().fullmatch(text) else fold(text)


def _lower(settled: str) -> str:
    """What is left to do for a text of settled characters."""
    return settled.lower() if is_simplified(settled) else simplified(settled.lower())


def _normalized(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _COMBINING.search(decomposed := unicodedata.normalize("NFD", folded)):
        folded = _COMBINING.sub("", decomposed)
    return simplified(unicodedata.normalize("NFKC", folded))


_ALONE = (
    "\x00-\x7f\u00a0-\u00a7\u00a9-\u00ae\u00b0-\u00b3\u00b5-\u00b7\u00b9-\u00bb\u00bf-\u00de\u00e0-\u00ff"  # Latin
    "\u0400-\u0482\u048a-\u052f"  # Cyrillic
    "\u2010-\u2016\u2018-\u2024\u3001-\u3029\uff01-\uff5e"  # punctuation, full width
    "\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"  # kana, ideographs, Hangul
)
"""Regular expression ranges: what folds to one character, whatever stands before it and, marks aside, after it."""


@cache
def _alone() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A text of nothing but these; and as many of them as can be folded without what comes after them."""
    return re.compile(f"[{_ALONE}]++"), re.compile(f"[{_ALONE}]++(?!.)|[{_ALONE}]+(?=[{_ALONE}])", re.DOTALL)


_MEDIAL = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff\U00016d63-\U00016d6a]")
"""What is no mark and composes with the character before it: vowels and finals of Hangul, vowels of Kirat Rai."""


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """``fold(text)``, and where each of its characters comes from.

    Returns:
        The folded text; and for each of its characters the offset (code points) into ``text`` of the first one that
        it was made of, at the end the length of ``text``. Offsets never fall; what was made of one character
        (``m2`` of ``㎡``) has one offset.
    """
    if text.isascii() or _alone()[0].fullmatch(text):
        return fold(text), range(len(text) + 1)
    parts: list[str] = []
    offsets = array("I")
    at, size, plain = 0, len(text), True
    (_, runs) = _alone()
    while at < size:
        run = runs.match(text, at)
        if run:
            stop = run.end()
            parts.append(fold(text[at:stop]))
            offsets.extend(range(at, stop))
        else:
            stop = at + 1
            while stop < size and _belongs_before(text[stop]):
                stop += 1
            part = _fold_few(text[at:stop])
            parts.append(part)
            offsets.extend([at] * len(part))
            plain = plain and len(part) == 1 == stop - at
        at = stop
    offsets.append(size)
    return "".join(parts), range(size + 1) if plain else offsets


_fold_few = lru_cache(maxsize=8192)(fold)


@lru_cache(maxsize=8192)
def _belongs_before(char: str) -> bool:
    """Whether ``char`` and the one before it are normalized together: it is a mark, or begins with one (NFKD)."""
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or _MEDIAL.match(first) is not None
