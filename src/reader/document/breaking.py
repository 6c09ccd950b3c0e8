"""Where a line may end: text -> (start, stop) of its lines for a width. Rules are data, their source named.

* CLREQ 3.1.4 (Requirements for Chinese Text Layout): marks prohibited at the start or the end of a line,
  ``——`` and ``……`` unsplit, numbers and their signs kept together.
* JLREQ 3.1.7 and Appendix A (cl-01 to cl-12): small kana, the length mark and iteration marks never start a line.
* UAX #14 (Unicode Line Breaking): LB13-LB19 for ASCII punctuation next to ideographs, LB21 for hyphens.

At widths where a rule cannot be kept the width wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text import cell_len, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SMALL_KANA = (
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"  # JLREQ cl-11
)
NO_START = (
    "，。、；：？！．〜～・·‥…—–％‰℃℉°′″／"  # CLREQ: stops, pauses, connectors, separators; JLREQ cl-03 to cl-07, cl-13
    "）》〉」』】〗〕〙〛］｝｠”’〞〟"  # CLREQ: closing brackets and quotation marks; JLREQ cl-02
    "々〻ゝゞヽヾー゛゜ｰ｡｣､･ﾞﾟ"  # JLREQ cl-09, cl-10, and their half width forms
    "‼⁇⁈⁉" + SMALL_KANA
)
"""No line starts with one of these."""
NO_END = "（《〈「『【〖〔〘〚［｛｟“‘〝｢￥＄￡￦＃"
"""No line ends with one of these: opening brackets and quotation marks, signs before numbers."""
ASCII_CLOSING = ",;:!?)]}%"
"""No line starts with one of these (or with a full stop before a blank or the end) right after an ideograph."""
ASCII_OPENING = "([{"
"""No line ends with one of these right before an ideograph."""
UNITS = "年月日号號时時点點分秒元圆圓円角岁歲周週个個人次位名家台部条條件本篇章集期版回届級级楼樓层層度倍斤米里吨噸"
"""What may follow a number without parting from it, after any of ``百千万亿兆`` (CLREQ 3.1.4)."""

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_KANA = (  # hiragana and katakana of full size
    "\u3042\u3044\u3046\u3048\u304a-\u3062\u3064-\u3082\u3084\u3086\u3088-\u308d\u308f-\u3094"
    "\u30a2\u30a4\u30a6\u30a8\u30aa-\u30c2\u30c4-\u30e2\u30e4\u30e6\u30e8-\u30ed\u30ef-\u30f4\u30f7-\u30fa"
)
CJK = (
    "\u2e80-\u2fdf\u3004\u3006\u3007\u3012\u3013\u3020-\u3029\u3031-\u303a\u303c-\u303f\u309f\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u3200-\u33ff\ua000-\ua4cf\uff66\uff71-\uff9d" + _KANA + _IDEOGRAPHS
)
"""Regular expression ranges: characters a line may break around (UAX #14 class ID). Hangul keeps its words."""
_EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
_EXTEND = "\u0300-\u036f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef\u200c"

_close = re.escape(NO_START)
_open = re.escape(NO_END)
_e = f"(?:[{_EXTEND}]|\u200d[^\\s])*+"  # what belongs to the grapheme before it
_cjk = f"[{CJK}]"
_ascii_closing = f"[{re.escape(ASCII_CLOSING)}]|\\.++(?![^\\s{CJK}])"
_closing = f"(?:[ \u3000]*+[{_close}]{_e}(?:{_ascii_closing})*+)*+"
_after_cjk = f"(?:[\"']|{_ascii_closing})*+"
_opening = f"(?:(?:[-+−±](?=[￥＄￡￦]))?[{_open}]{_e}[ \u3000]*+|[\"'(\\[{{]++(?={_cjk}|[{_open}]))*+"
_word = f"(?:[^\\s{CJK}{_close}{_open}{_EMOJI}(\\[{{]|[(\\[{{](?![{CJK}{_open}]))"
_single = f"(?:{_cjk}{_e}(?:[\"']{_cjk}{_e}){{0,2}}+{_after_cjk})"  # straight quotes open or close: no break at either side
_UNIT = re.compile(
    f"(?P<newline>\n)|(?P<blank>[^\\S\n]++)"
    # Ideographs and full kana, each two cells, any of which may end a line: cut by counting.
    f"|(?P<run>[{_IDEOGRAPHS}{_KANA}]{{2,}}(?=[{_IDEOGRAPHS}{_KANA}]))"
    f"|{_opening}(?:"
    # A number with its unit, a word (apostrophes inside it), an address; then one that stands alone.
    f"{_word}++(?:[’‘'·]{_word}++)*+(?:(?<=[0-9０-９%])[百千万亿兆萬億]{{0,2}}[{UNITS}]?{_after_cjk})?"
    f"|{_single}"
    f"|[\U0001f1e6-\U0001f1ff]{{2}}|[{_EMOJI}]{_e}"
    f"|[{_close}]{_e}"
    f"|[^\\s]"
    f"|(?<=[{_open}{_EXTEND} \u3000]))"  # opening marks and nothing to open
    f"{_closing}"
)
_NATURAL = re.compile(r"[/.?&=_#,;:+%-]+|(?<=[a-z0-9])(?=[A-Z])")
"""After these an address or a long name is cut, when it must be."""
_SLICE = 16
"""Characters looked at for each cell of a line when a long unit is cut: enough for any real grapheme."""


HANGING = "，。、．｡､"
"""One of these may hang out of the column at the end of a line (CLREQ 3.1.7, JLREQ 3.8.2), where the reader likes."""


def lines(text: str, width: int, *, indent: int = 0, hang: bool = False) -> Iterator[tuple[int, int]]:
    """The lines of ``text``: ``(start, stop)`` in code points, without the blanks at their ends.

    Args:
        text: newlines in it end a line (an empty line where two meet); at other blanks it may be broken.
        width: cells, at least 2.
        indent: cells of the first line that are taken already, less than ``width``.
        hang: a stop or comma (:data:`HANGING`) that ends a line need not fit: the line may be two cells wider.
    """
    quick = (
        _ascii_lines(text, width, indent) if text.isascii() and "\t" not in text and indent < width else None
    )
    return iter(quick) if quick is not None else _lines(text, width, indent, hang=hang)


def _ascii_lines(text: str, width: int, indent: int) -> list[tuple[int, int]] | None:
    """The same for ASCII, where only blanks part words and each character is a cell: a search a line, not a word.

    None where a word is wider than a line, or a line begins with blanks: that is left to the rules.
    """
    found: list[tuple[int, int]] = []
    start, size = 0, len(text)
    while start < size:
        if text[start] == " ":
            return None
        beyond = start + width - indent + 1
        stop = text.find("\n", start, beyond)
        if stop < 0 and size < beyond:
            stop = size
        if stop >= 0:
            following = stop + 1
        elif (stop := text.rfind(" ", start, beyond)) < 0:
            return None
        else:
            following = stop + 1
            while following < size and text[following] == " ":
                following += 1
            following += following < size and text[following] == "\n"
        found.append((start, start + len(text[start:stop].rstrip(" "))))
        start, indent = following, 0
    return found


def _lines(text: str, width: int, indent: int, *, hang: bool) -> Iterator[tuple[int, int]]:
    """The same for any text, by the rules."""
    start = stop = 0  # of the line being filled; stop leaves out blanks at its end
    used = indent  # cells of the line, blanks at its end too
    wrapped = False  # the line goes on from the one before: blanks at its start are dropped
    for match in _UNIT.finditer(text):
        kind, here, end = match.lastgroup, match.start(), match.end()
        if here == end:  # after a blank: opening marks and nothing to open, without the marks
            continue
        if kind == "newline":
            yield start, stop
            start, stop, used, wrapped = end, end, 0, False
            continue
        if kind == "blank":
            used += cell_len(match.group())
            if start == stop and (wrapped or used > width // 2):
                start, stop, used = end, end, 0 if wrapped else indent
            continue
        cells = 2 * (end - here) if kind == "run" else cell_len(match.group())
        if used + cells > width and not (hang and _hangs(match.group(), used + cells - width)):
            for cut in (
                _run_cuts(here, end, width, used) if kind == "run" else _unit_cuts(text, here, end, width)
            ):
                if start < (last := cut if cut > here else stop):
                    yield start, last
                start, used, wrapped = cut, 0, True
            cells = 2 * (end - start) if kind == "run" else cell_len(text[start:end])
        stop, used = end, used + cells
    if stop > start:
        yield start, stop


def _hangs(unit: str, over: int) -> bool:
    """Whether a unit that is ``over`` cells too wide fits but for the stop at its end."""
    return len(unit) > 1 and unit[-1] in HANGING and over <= cell_len(unit[-1])


def _run_cuts(start: int, end: int, width: int, used: int) -> Iterable[int]:
    """Where a run of two-cell characters that may part anywhere is cut, on a line with ``used`` cells taken."""
    return range(start + max(0, width - used) // 2, end, width // 2)


def _unit_cuts(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Before a unit that doesn't fit on the line; and, where it is wider than a whole line, inside it."""
    yield start
    while end - start > 2 * width or cell_len(text[start:end]) > width:
        start = _cut(text, start, end, width)
        if start >= end:
            return
        yield start


def _cut(text: str, start: int, end: int, width: int) -> int:
    """Where a unit that is wider than a line is cut: after ``/``, ``.`` …, at a hump, else between graphemes."""
    window, stops = _fitting(text, start, end, width)
    fit = stops[-1]
    if start + fit >= end:
        return end
    for match in reversed(list(_NATURAL.finditer(window, fit // 2, fit + 1))):
        if fit // 2 < match.end() <= fit and _may_part(window, match.end()):
            return start + match.end()
    for stop in reversed(stops[len(stops) // 2 :]):
        if _may_part(window, stop):
            return start + stop
    return start + fit


def _fitting(text: str, start: int, end: int, width: int) -> tuple[str, list[int]]:
    """The text from ``start`` on, and the ends of its graphemes that fit into ``width``: at least one."""
    for size in (2 * width + 8, width * _SLICE):  # nearly always the first is enough
        window = text[start : min(end, start + size)]
        if window.isascii():
            return window, list(range(1, min(width, len(window)) + 1))
        stops: list[int] = []
        used = 0
        for _, stop, cells in graphemes(window):
            used += cells
            if used > width and stops:
                return window, stops
            stops.append(stop)
    return window, stops


def _may_part(text: str, at: int) -> bool:
    """Whether a line may end before ``text[at]`` as far as single marks go."""
    if at >= len(text) or text[at].isspace() or text[at] in NO_START or text[at - 1] in NO_END:
        return False
    return text[at - 1].isascii() or text[at] not in ASCII_CLOSING
