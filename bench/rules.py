"""What must never be on the lines of a document, whatever the width: the rules, written down anew.

The marks are those of CLREQ (Requirements for Chinese Text Layout, 3.1.3 prohibition rules) and JLREQ (Requirements for
Japanese Text Layout, 3.1.7 and the classes of appendix A); nothing here is taken from ``reader.document.breaking``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from bench.compare import normal
from reader.document.blocks import Code, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.document.blocks import Block, Document
    from reader.document.layout import Line

NO_START = frozenset(
    "，。、；：？！．"  # CLREQ: pause and stop marks
    "’”）〕］｝〉》」』】〗〙〛〞〟｠"  # CLREQ: closing quotation marks, brackets, book title marks; JLREQ cl-02
    "·‧・／～–—…‥"  # CLREQ: interpuncts, separators, connectors; dashes and ellipses by the strict way
    "〜゠‐"  # JLREQ cl-03 hyphens
    "‼⁇⁈⁉"  # JLREQ cl-04 dividing marks
    "々〻ゝゞヽヾ"  # JLREQ cl-09 iteration marks
    "ー"  # JLREQ cl-10 prolonged sound mark
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"  # JLREQ cl-11 small kana
    "％‰℃"  # JLREQ cl-13 signs after numbers
    "｡､･｣"  # the half width forms of the above
)
NO_END = frozenset(
    "‘“（〔［｛〈《「『【〖〘〚〝｟｢"  # CLREQ: opening marks; JLREQ cl-01
    "￥＄￡"  # JLREQ cl-12 signs before numbers
)
ASCII_NO_START = frozenset(",.:;!?)]}%")
"""Right after a CJK character."""
ASCII_NO_END = frozenset("([{")
"""Right before a CJK character."""

_CJK = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u9fff"
_CJK += "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
_IS_CJK = re.compile(f"[{_CJK}]")
_close, _open = re.escape("".join(sorted(NO_START))), re.escape("".join(sorted(NO_END)))
_UNIT = re.compile(
    rf"(?:[{_open}(\[{{\"']\s*)*(?:[{_CJK}]|[^\s{_CJK}{_close}{_open}]+)?(?:\s*[{_close}]|[,.:;!?)\]}}%\"'])*"
)
"""What can't be parted: opening marks, one character or one word, closing marks."""
_LONG = re.compile(rf"(?:[^\s{_CJK}{_close}{_open}]|(?<=\w)[’·](?=\w))+")
"""A word in the widest sense, an address: where it is wider than a line, it may be cut anywhere."""
_WHOLE = re.compile(
    r"(?P<number>(?<![A-Za-z0-9_\-.])[+\-−±]?[￥¥$€£￡＄]?\d+(?:[.,:]\d+)*(?![A-Za-z\d])(?:[%％‰℃°]|[百千万亿萬億兆]{0,2}(?:[年月日号时點点分秒元圆角]|(?<=[万亿萬億兆百千])))?)"
    rf"|(?P<word>[^\W_{_CJK}](?:[\w\u0300-\u036f’'](?<![{_CJK}_]))*)"
    r"|(?P<dash>——|……|⸺)"
)
"""What must stay on one line where it fits: numbers with signs and units, words, double dashes."""
_DOT_WORD = re.compile(r"\.[A-Za-z0-9]")
"""``.com``, ``.5``: a dot that begins a word rather than ends a sentence."""
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_DECORATED = frozenset(("quote", "marker", "rule", "table", "dim", "image", "media"))
"""One of these is in the styles of whatever the layout adds to the text."""
_AROUND = 60
"""Characters on either side of the end of a line that are looked at."""


class Wrong(NamedTuple):
    """One thing that should not be."""

    kind: str
    excerpt: str
    letters: int = 0
    """How many are lost, where some are."""


def wrongs(document: Document, lines: Sequence[Line], width: int) -> Iterator[Wrong]:
    """What is wrong with ``lines``, which the layout made of ``document`` for ``width`` cells."""
    of_block: dict[int, list[Line]] = {}
    for line in lines:
        text = line.text
        if cell_len(text) > width:
            yield Wrong("too wide", text)
        if _CONTROL.search(text):
            yield Wrong("control", repr(text))
        of_block.setdefault(line.block, []).append(line)
    for number, block in enumerate(document.blocks):
        yield from _block_wrongs(block, of_block.pop(number, []), width)
    for number in of_block:
        yield Wrong("offset", f"there is no block {number}")


class _Stretch(NamedTuple):
    """What a line has of a block's text: where; how many cells there were for it; on which line."""

    start: int
    stop: int
    room: int
    line: int


def _block_wrongs(block: Block, lines: list[Line], width: int) -> Iterator[Wrong]:
    text = block.text
    is_table = isinstance(block, Table)
    stretches: list[_Stretch] = []
    for number, line in enumerate(lines):
        lead, pieces = 0, []
        for run in line.runs:
            if run.at >= 0:
                pieces.append(_Stretch(run.at, run.at + len(run.text), width, number))
                if text[run.at : pieces[-1].stop] != run.text:
                    yield Wrong("offset", f"{run.text!r} is not {text[run.at : pieces[-1].stop]!r}")
                continue
            lead += 0 if pieces else cell_len(run.text)
            if run.text.strip() and _DECORATED.isdisjoint(run.styles):
                yield Wrong("invented", f"{run.text!r} in {line.text!r}")
        if is_table:
            stretches.extend(pieces)
        elif pieces:
            yield from _gaps(text[: pieces[-1].stop], pieces, pieces[0].start)
            stretches.append(_Stretch(pieces[0].start, pieces[-1].stop, width - lead, number))
    if not stretches:
        yield from _unplaced(block, lines)
    elif isinstance(block, Table):
        yield from _table_wrongs(block, stretches)
    else:
        yield from _gaps(text, stretches)
        if not isinstance(block, Code):
            yield from _breaks(text, stretches)


def _unplaced(block: Block, lines: list[Line]) -> Iterator[Wrong]:
    """A block of which no line says where its text stands: its letters are counted at least."""
    if not (wanted := Counter(normal(block.text))):
        return
    yield Wrong("offset", f"no run says where it stands: {block.text[:_AROUND]!r}")
    gone = wanted - Counter(normal("".join(line.text for line in lines)))
    if gone:
        yield Wrong("lost", "".join(gone.elements())[:_AROUND], gone.total())


def _gaps(text: str, stretches: list[_Stretch], here: int = 0) -> Iterator[Wrong]:
    """Text from ``here`` on that is on no line, or out of order."""
    for start, stop, *_ in stretches:
        if start < here:
            yield Wrong("order", text[start : start + _AROUND])
        elif gone := normal(text[here:start]):
            yield Wrong("lost", text[here:start], len(gone))
        here = stop
    if gone := normal(text[here:]):
        yield Wrong("lost", text[here:], len(gone))


def _table_wrongs(table: Table, stretches: list[_Stretch]) -> Iterator[Wrong]:
    """The same for a table, cell by cell: their lines stand side by side."""
    starts, texts, at = [], [], 0
    for row in table.rows:
        for cell in row:
            starts.append(at)
            texts.append(cell.text)
            at += len(cell.text) + 1
        at += not row
    of_cell: list[list[_Stretch]] = [[] for _ in starts]
    for start, stop, room, line in stretches:
        number = bisect_right(starts, start) - 1
        here = _Stretch(start - starts[number], stop - starts[number], room, line)
        inside = of_cell[number]
        if (
            inside and inside[-1].line == line and not texts[number][inside[-1].stop : here.start].strip()
        ):  # two looks
            here = here._replace(start=inside.pop().start)
        inside.append(here)
    headers = sum(len(row) for row in table.rows[: table.headers])
    for number, (text, inside) in enumerate(zip(texts, of_cell, strict=True)):
        for told in _tellings(inside) if number < headers else [inside]:
            yield from _gaps(text, told)
            room = max((cell_len(text[start:stop]) for start, stop, *_ in told), default=0)
            yield from _breaks(text, [each._replace(room=room) for each in told])


def _tellings(stretches: list[_Stretch]) -> list[list[_Stretch]]:
    """The name of a column may stand before each of its cells: every time whole."""
    told: list[list[_Stretch]] = []
    for each in stretches:
        if each.start == 0 or not told:
            told.append([])
        told[-1].append(each)
    return told or [[]]


def _breaks(text: str, stretches: list[_Stretch]) -> Iterator[Wrong]:
    """What is wrong with the ends of lines that the layout has chosen."""
    for (_, stop, *_), (start, _, room, _) in pairwise(stretches):
        if 0 < stop <= start < len(text) and "\n" not in text[stop:start]:
            kind = _forbidden(text, stop, start)
            if kind and _is_too_long(_UNIT, text, stop, start, room):
                continue
            if kind or (start == stop and (kind := _split(text, stop, room))):
                yield Wrong(kind, f"{text[max(0, stop - 12) : stop]}|{text[start : start + 12]}")


def _split(text: str, at: int, room: int) -> str:
    """What kind of thing is split at ``at`` though it fits into ``room`` cells; empty for none."""
    match = _around(_WHOLE, text, at, at)
    if match is None or cell_len(match.group()) > room:
        return ""
    if any(_is_too_long(unit, text, at, at, room) for unit in (_LONG, _UNIT)):
        return ""
    return match.lastgroup or ""


def _forbidden(text: str, stop: int, start: int) -> str:
    """Whether ``text[stop:start]`` (nothing, or blanks) must not part two lines: ``start``, ``end`` or empty."""
    before, after, touching = text[stop - 1], text[start], start == stop
    if after in NO_START or (
        touching and after in ASCII_NO_START and _IS_CJK.match(before) and not _DOT_WORD.match(text, start)
    ):
        return "start"
    if before in NO_END or (touching and before in ASCII_NO_END and _IS_CJK.match(after)):
        return "end"
    return ""


def _is_too_long(unit: re.Pattern[str], text: str, stop: int, start: int, room: int) -> bool:
    """Whether what the end of a line has parted is wider than the line, so that it had to be."""
    match = _around(unit, text, stop, start)
    return match is not None and cell_len(match.group()) > room


def _around(pattern: re.Pattern[str], text: str, stop: int, start: int) -> re.Match[str] | None:
    """The match that goes over the end of a line: it begins before ``stop`` and ends after ``start``."""
    begin = max(text.rfind("\n", 0, stop) + 1, stop - 20 * _AROUND)
    for match in pattern.finditer(text, begin):
        if match.end() > start:
            return match if match.start() < stop else None
    return None
