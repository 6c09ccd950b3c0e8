"""How wide the terminal draws the characters that UAX #11 calls ambiguous (``“ ” … — ① α``): one cell, or two.

Most terminals take one. Those that are set to take two need everybody who measures to agree, Textual too, and all of
them ask ``rich.cells``: so the answer is changed there, by its names for tables and for text that needs none. It
holds for the whole process.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import rich.cells

from reader.text import cell_len, crop

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASKED = ("load_cell_table", "_is_single_cell_widths")
_NARROW = {name: vars(rich.cells)[name] for name in _ASKED}
_DRAWN = range(0x2500, 0x25A0)
"""Box drawing and block elements: frames and scroll bars are counted in single cells, whatever the terminal does."""
_LAST = 0x1F200
"""No assigned character from here on is ambiguous, but for private use and variation selectors."""


def set_ambiguous(*, wide: bool) -> None:
    """Count them as two cells, or (as at the start) as one. What was measured before is to be measured again."""
    names = vars(rich.cells)
    if wide:
        narrow = names["load_cell_table"]() if not is_wide() else _NARROW["load_cell_table"]()
        marks = [point for point in range(0xA1, _LAST) if _is_ambiguous(chr(point))]
        wide_table = rich.cells.CellTable(
            narrow.unicode_version,
            _merged(narrow.widths, marks),
            narrow.narrow_to_wide.difference(map(chr, marks)),
        )
        names["load_cell_table"] = lambda _="auto": wide_table
        names["_is_single_cell_widths"] = frozenset(map(chr, range(0x20, 0x7F))).issuperset
    else:
        names.update(_NARROW)
    for cached in (rich.cells.get_character_cell_size, rich.cells.cached_cell_len, crop):
        cached.cache_clear()


def is_wide() -> bool:
    """Whether they are counted as two cells."""
    return cell_len("…") == 2


def _is_ambiguous(char: str) -> bool:
    return (
        unicodedata.east_asian_width(char) == "A"
        and unicodedata.category(char)[0]
        not in "MC"  # combining marks and format characters take no cell at all
        and ord(char) not in _DRAWN
    )


def _merged(widths: Iterable[tuple[int, int, int]], wide: list[int]) -> list[tuple[int, int, int]]:
    """``widths`` (sorted ranges), and the code points ``wide`` that none of them names, as two cells each."""
    known = list(widths)
    named = {point for start, stop, _ in known for point in range(start, min(stop, _LAST) + 1)}
    return sorted([*known, *((point, point, 2) for point in wide if point not in named)])
