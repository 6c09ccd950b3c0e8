"""Blanks that a reader may ask for: between scripts, and to make the lines of a paragraph end at one edge.

They are decorations: the text of a block never holds them, so copies and finds are free of them.
"""

from __future__ import annotations

import re

from reader.document.breaking import CJK, NO_START, UNITS
from reader.document.lines import Piece, Run, Runs, Text
from reader.text import cell_len

_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_WORD = re.compile(
    # A Latin word or a number with what belongs to it, next to an ideograph or kana. CLREQ 3.2.2 parts both; a
    # number with its unit stays whole (3.1.4), and so does what stands before it: 第3章, 2021年7月.
    f"(?P<before>(?<=[{CJK}]))?"
    f"(?:[$@#+-]?[{_LATIN}0-9](?:[{_LATIN}0-9.,_/:@#&+*=~^'’%$-]*[{_LATIN}0-9+%#])?)"
    f"(?P<after>(?=[{CJK}]))?"
)
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,:/%-]*$")
_COUNTED = re.compile(f"[百千万亿兆萬億]{{0,2}}[{UNITS}]")


def spaced(text: Text) -> Text:
    """``text`` with a blank wherever Chinese or Japanese meets a Latin word or a number, but not in code."""
    places = [place for place in _meetings(text.plain) if not _in_code(text, place)]
    if not places:
        return text
    pieces: list[Piece] = []
    parts: list[str] = []
    start = added = at = 0  # of the piece; blanks put in so far; index of the next place
    for stop, styles, href, shift in text.pieces:
        while at < len(places) and places[at] <= stop:
            place = places[at]
            moved = shift if shift is None else shift - added
            parts += [text.plain[start:place], " "]
            pieces.append((place + added, styles, href, moved))
            continues = href if place < stop else ""
            pieces.append((place + added + 1, styles if place < stop else (), continues, None))
            start, added, at = place, added + 1, at + 1
        parts.append(text.plain[start:stop])
        pieces.append((stop + added, styles, href, shift if shift is None else shift - added))
        start = stop
    return Text("".join(parts), tuple(pieces))


def _meetings(plain: str) -> list[int]:
    places: list[int] = []
    for match in _WORD.finditer(plain):
        if match["before"] is None and match["after"] is None:
            continue
        if _NUMBER.match(match.group()) and (
            _COUNTED.match(plain, match.end()) or plain[match.start() - 1 : match.start()] == "第"
        ):
            continue
        if match["before"] is not None:
            places.append(match.start())
        if match["after"] is not None:
            places.append(match.end())
    return places


def _in_code(text: Text, place: int) -> bool:
    """Whether both characters at ``place`` are code."""
    around = [
        styles
        for begin, (stop, styles, _, _) in zip(
            (0, *[piece[0] for piece in text.pieces]), text.pieces, strict=False
        )
        if begin < place + 1 and stop >= place
    ]
    return bool(around) and all("code" in styles for styles in around)


# Justification

_GAP = re.compile(f"(?P<blank>(?<=\\S) +(?=\\S))|(?<=[{re.escape(NO_START)}])(?=[^\\s{re.escape(NO_START)}])")
_MOST = 2
"""Cells that a blank between words may grow by; wider gaps are rivers. Others grow by one."""


def justified(runs: Runs, width: int) -> Runs:
    """``runs`` of one line stretched to ``width`` cells: at blanks first, then after punctuation and between scripts.

    A line without room for all of it stays as it is: a hole is worse than a ragged edge.
    """
    plain = "".join([run.text for run in runs])
    free = width - cell_len(plain)
    if free <= 0:
        return runs
    blanks: list[int] = []
    others: list[int] = []
    for match in _GAP.finditer(plain):
        (blanks if match["blank"] else others).append(match.end())
    others = sorted({*others, *_meetings(plain)})
    if free > _MOST * len(blanks) + len(others):
        return runs
    order = [
        *_spread(blanks, free),
        *_spread(others, free - len(blanks)),
        *_spread(blanks, free - len(blanks) - len(others)),
    ]
    return _widened(runs, order)


def _spread(places: list[int], count: int) -> list[int]:
    """``count`` of ``places`` (all, where there are no more), evenly apart."""
    if count >= len(places):
        return places
    return [places[(2 * number + 1) * len(places) // (2 * count)] for number in range(max(0, count))]


def _widened(runs: Runs, places: list[int]) -> Runs:
    """``runs`` with a blank before each of ``places`` (offsets into the line's text, any order, repeats allowed)."""
    counts: dict[int, int] = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    wanted = sorted(counts)
    made: list[Run] = []
    start = at = 0
    for run in runs:
        begin, stop = start, start + len(run.text)
        while at < len(wanted) and wanted[at] < stop:
            place = wanted[at]
            if place > begin:
                made.append(_part(run, begin - start, place - start))
            inside = place > start  # a blank within a link is underlined like the rest
            made.append(Run(" " * counts[place], run.styles if inside else (), run.href if inside else ""))
            begin, at = place, at + 1
        made.append(_part(run, begin - start, len(run.text)) if begin > start else run)
        start = stop
    return tuple(made)


def _part(run: Run, start: int, stop: int) -> Run:
    return Run(run.text[start:stop], run.styles, run.href, run.at + start if run.at >= 0 else -1)
