"""Traditional Chinese characters as Simplified ones, one for one, by the tables of OpenCC.

Character by character, not word by word: whatever a text and a query were written with, they become the same, and
no offset moves.
"""

from __future__ import annotations

import contextlib
import re
import signal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
"""Extension A, the unified and the compatibility ideographs: what is looked up beforehand."""
_RARE = "\U00020000-\U0003ffff"
"""The other extensions, as a range: 75,000 characters that hardly a text has are looked up when one has them."""
_SAMPLE, _MANY = 100, 4
"""With so many Traditional characters among the first ones, a text is taken to be Traditional as a whole."""
_LONG = 100_000
"""What is found in a longer text could take a hundred times its room."""
_FEW = 32
"""Different characters that are replaced one by one in less time than it takes to look at all of the text."""


@cache
def _han() -> re.Pattern[str]:
    """Any ideograph. Made when it is needed: a class of so many takes as long as importing ten modules."""
    return re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def simplified(text: str) -> str:
    """``text`` with every Traditional character made Simplified; as long as ``text``, and idempotent.

    Where OpenCC is not there (some systems have no build of it) ``text`` as it is.
    """
    if text.isascii() or not _han().search(text):
        return text
    find, _, table = _tables()
    if len(text) < _LONG and len(find(text, 0, _SAMPLE)) < _MANY:
        changing = set(find(text))
        if len(changing) < _FEW:
            for char in changing:
                text = text.replace(char, chr(table[ord(char)]))
            return text
    return text.translate(table)


def is_simplified(text: str) -> bool:
    """Whether :func:`simplified` leaves ``text`` as it is, which has no character beyond U+FFFF."""
    return text.isascii() or not _han().search(text) or bool(_tables().keeps(text))


class _Table(dict[int, int]):
    """From code point to code point, for :meth:`str.translate`.

    What is asked for and not there is put there: an exception for each character that stays as it is would take
    longer than all the rest.
    """

    def __init__(self, known: dict[int, int], convert: Callable[[str], str]) -> None:
        super().__init__(known)
        self._convert = convert

    def __missing__(self, code: int) -> int:
        other = code
        if code > 0xFFFF:
            converted = self._convert(chr(code))
            other = ord(converted) if len(converted) == 1 else code
        self[code] = other
        return other


class _Tables(NamedTuple):
    find: Callable[..., list[str]]
    """What there is to translate in a text (from, to): a thousand characters take 4 µs, translating them 40."""
    keeps: Callable[[str], object]
    """True for a text without rare characters in which there is nothing to translate: takes a quarter of the time."""
    table: _Table


@cache
def _tables() -> _Tables:
    """Made by the first text that has a Chinese character: some 15 ms, half of it for loading OpenCC."""
    try:
        with _uninterrupted():
            from opencc import OpenCC  # noqa: PLC0415 -- 22 ms

            convert = OpenCC("t2s").convert
    except Exception:  # noqa: BLE001 -- missing, or built for another system, or without its tables
        return _Tables(lambda *_: [], lambda _: True, _Table({}, str))
    return _made(convert)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits: a library in C++ that is interrupted while it is loaded makes an ImportError of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _made(convert: Callable[[str], str]) -> _Tables:
    characters = [chr(code) for block in _BLOCKS for code in block]
    # Each on a line of its own: no words, so that no character depends on its neighbours.
    others = convert("\n".join(characters)).split("\n")
    changed = {
        one: other
        for one, other in zip(characters, others, strict=True)
        if one != other and len(other) == 1
    }  # fmt: skip
    # Some are Simplified to what is Traditional for something else (薴 to 苧, 苧 to 苎): go all the way.
    known = {ord(one): ord(changed.get(other, other)) for one, other in changed.items()}
    traditional = "".join(changed)
    find, keeps = re.compile(f"[{traditional}{_RARE}]").findall, re.compile(f"[^{traditional}]*+").fullmatch
    return _Tables(find, keeps, _Table(known, convert))
