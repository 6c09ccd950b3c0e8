"""All characters of a text at once: long numbers that have a byte for each character, the first one lowest.

``&``, ``|`` and ``>>`` on such a number do for every character, and with its neighbour, what a loop takes ten times as
long for. The planes of a text are the lowest bytes of its characters, the next ones, and so on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_RARE = 0x80
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def number(data: bytes) -> int:
    """``data`` as a number."""
    return int.from_bytes(data, "little")


def planes_of(text: str) -> list[bytes]:
    """The planes of ``text``: two, or three if a character is beyond U+FFFF."""
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) == 2 * len(text):
        return [data[::2], data[1::2]]
    data = text.encode("utf-32-le", "surrogatepass")
    return [data[::4], data[1::4], data[2::4]]


def text_of(rows: Sequence[Sequence[int]], size: int) -> str:
    """``size`` times as many characters as there are rows: the first of each, then the second of each, and so on.

    Args:
        rows: each the planes of a text, as numbers.
        size: how many characters each of these texts has.
    """
    width = 2 if len(rows[0]) == 2 else 4
    data = bytearray(width * len(rows) * size)
    for place, row in enumerate(rows):
        for at, plane in enumerate(row):
            if plane:
                data[width * place + at :: width * len(rows)] = plane.to_bytes(size, "little")
    return data.decode("utf-16-le" if width == 2 else "utf-32-le")


class Kinds:
    """Tells of what kind each character of a text is.

    Args:
        kind_of: the kind of one character, 0 to 127.
        even: of blocks (256 characters, by their number) that are all of one kind: which it is.
        mixed: other blocks, which most texts have. Any that is in neither is looked up when a text has it.
    """

    def __init__(self, kind_of: Callable[[str], int], even: Mapping[int, int], mixed: Sequence[int]) -> None:
        self._mixed = [(block, _only(block), _kinds_in(kind_of, block)) for block in mixed]
        self._kind_of = kind_of
        common = {**even, **dict.fromkeys(mixed, 0)}
        self._common = bytes(common)
        self._blocks = bytes(common.get(block, _RARE) for block in range(256))

    def of(self, text: str, planes: Sequence[bytes]) -> int:
        """The kinds of the characters of a text; the highest bit of each has no meaning."""
        low, high = planes[:2]
        blocks = high.translate(self._blocks)
        found = number(blocks)
        for block, where, kinds in self._mixed:
            if block in high:
                found |= number(high.translate(where)) & number(low.translate(kinds))
        if _RARE in blocks:
            for block in set(high.translate(None, self._common)):
                found |= number(high.translate(_only(block))) & self._kinds(low, block)
        if len(planes) > 2:
            found &= number(planes[2].translate(_only(0)))
            for block in {ord(char) >> 8 for char in _BEYOND.findall(text)}:
                there = number(planes[2].translate(_only(block >> 8)))
                there &= number(high.translate(_only(block & 0xFF)))
                found |= there & self._kinds(low, block)
        return found

    def _kinds(self, low: bytes, block: int) -> int:
        """Of what kinds characters would be, if all were in ``block``."""
        return number(low.translate(_kinds_in(self._kind_of, block)))


@cache
def _only(byte: int) -> bytes:
    """A table that keeps the places of ``byte``."""
    return bytes(0xFF if other == byte else 0 for other in range(256))


@cache
def _kinds_in(kind_of: Callable[[str], int], block: int) -> bytes:
    """The kinds of the characters of a block."""
    return bytes(kind_of(chr(block << 8 | low)) for low in range(256))
