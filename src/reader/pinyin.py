"""Latin letters that were typed, as the pinyin they may be: whole syllables, and beginnings of some."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 12
"""Ways to read what was typed, at most."""
_LONGEST = 200
"""Letters; more than that is no pinyin that someone typed."""
_KEPT = 16
"""Ways kept for each place on the way. Only more than :data:`MOST` matter."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_PARTING = " '’"
"""What may be typed between two syllables."""
_DOUBLE = frozenset({"zh", "ch", "sh"})
_RARE = frozenset({"bong", "cei", "din", "eng", "fiao", "nun", "wong"})
"""Syllables of characters that no news has."""
_VOWELS = frozenset("aeo")
"""Letters that are syllables by themselves."""
_ROUNDED = frozenset("jqxy")
"""After these ``u`` is spoken ``ü``, and some type it so."""


class Unit(NamedTuple):
    """What stands for one character."""

    letters: str
    """``ü`` is written ``v``, also where ``u`` was typed."""
    whole: bool
    """A complete syllable; else the beginning of one: its initial, or at the end as much as was typed."""


Units = tuple[Unit, ...]


def plausible(units: Units) -> float:
    """The share of letters that are in whole syllables, from 0 to 1: ``market`` as *ma r ke t* has two thirds.

    Pure initials have none; what then counts is that many follow on each other in a title.
    """
    letters = sum(len(unit.letters) for unit in units)
    return sum(len(unit.letters) for unit in units if unit.whole) / letters if letters else 0.0


def agrees(unit: Unit, syllable: str) -> bool:
    """Whether ``unit`` stands for ``syllable``."""
    return syllable == unit.letters if unit.whole else syllable.startswith(unit.letters)


class _Way(NamedTuple):
    """A way to read some of the letters. Compared by what it costs: few units first, then many whole ones."""

    units: int
    parts: int
    """Letters that are no whole syllable."""
    last: Unit | None
    before: _Way | None


class Speller:
    """Reads letters as pinyin.

    Args:
        syllables: all there are, ``ü`` written ``v``.
    """

    def __init__(self, syllables: Iterable[str]) -> None:
        self._wholes: dict[str, tuple[str, ...]] = {}
        """As typed: the syllables that may be meant."""
        self._starts: dict[str, tuple[str, ...]] = {}
        for syllable in sorted(set(syllables) - _RARE):
            for typed in _spellings(syllable):
                _add(self._wholes, typed, syllable)
                for size in range(1, len(syllable)):
                    _add(self._starts, typed[:size], syllable[:size])
        self._initials = frozenset(start for start in self._starts if len(start) == 1 or start in _DOUBLE)
        self._longest = max(map(len, self._wholes), default=0)

    def splits(self, typed: str) -> list[Units]:
        """The ways to read ``typed`` (folded), best first, at most :data:`MOST`; none when it can't be pinyin.

        A blank or an apostrophe parts two syllables. The last unit may be any beginning, as the rest may not have
        been typed yet.
        """
        pieces = typed.translate(_PARTED).split()
        letters = "".join(pieces)
        if not letters or len(letters) > _LONGEST or not _LETTERS.issuperset(letters):
            return []
        borders: set[int] = set()
        at = 0
        for piece in pieces:
            at += len(piece)
            borders.add(at)
        ways = self._ways(letters, borders)
        if not ways:
            return []
        found = [_settled(way) for way in _worthwhile(ways)][:MOST]
        initials = tuple(Unit(letter, whole=False) for letter in letters)
        if len(letters) <= 2 * len(found[0]) and initials not in found and self._initials.issuperset(letters):
            found[MOST - 1 :] = [initials]
        return found

    def _ways(self, letters: str, borders: set[int]) -> list[_Way]:
        """The cheapest ways to read all of ``letters``, in order."""
        size = len(letters)
        upto: list[list[_Way]] = [[_Way(0, 0, None, None)]]
        for stop in range(1, size + 1):
            ways: list[_Way] = []
            for start in range(stop - 1, max(-1, stop - self._longest - 1), -1):
                units = list(self._units(letters[start:stop], last=stop == size))
                for way in upto[start] if units else ():
                    ways += (
                        _Way(way.units + 1, way.parts + (0 if unit.whole else stop - start), unit, way)
                        for unit in units
                    )
                if start in borders:
                    break
            upto.append(sorted(ways, key=_cost)[:_KEPT])
        return upto[size]

    def _units(self, piece: str, *, last: bool) -> Iterator[Unit]:
        """What ``piece`` may be."""
        if len(piece) > 1:  # a, e and o are beginnings, until all around them is whole
            for syllable in self._wholes.get(piece, ()):
                yield Unit(syllable, whole=True)
        if last or piece in self._initials:
            for start in self._starts.get(piece, ()):
                yield Unit(start, whole=False)


_PARTED = str.maketrans(dict.fromkeys(_PARTING, " "))


def _spellings(syllable: str) -> list[str]:
    """How ``syllable`` is typed."""
    if "v" in syllable:
        return [syllable, syllable.replace("v", "u")]
    if syllable[0] in _ROUNDED and "u" in syllable:
        return [syllable, syllable.replace("u", "v")]
    return [syllable]


def _add(into: dict[str, tuple[str, ...]], typed: str, meant: str) -> None:
    before = into.get(typed, ())
    if meant not in before:
        into[typed] = (*before, meant)


def _cost(way: _Way) -> tuple[int, int]:
    return way.units, way.parts


def _worthwhile(ways: list[_Way]) -> list[_Way]:
    """Those of ``ways`` with hardly more units than need be, and no lone initials where whole syllables are shorter."""
    most = ways[0].units + 1
    complete = next((way.units for way in ways if way.before and not way.before.parts), most)
    return [way for way in ways if way.units <= most and (way.units <= complete or _only_last_is_part(way))]


def _only_last_is_part(way: _Way) -> bool:
    return way.before is None or way.before.parts == 0


def _settled(way: _Way) -> Units:
    """The units of ``way``. A lone ``a``, ``e`` or ``o`` among whole syllables is one itself (e luo si)."""
    units: list[Unit] = []
    at: _Way | None = way
    while at is not None and at.last is not None:
        units.append(at.last)
        at = at.before
    units.reverse()
    inner = units[:-1]
    if all(unit.whole or unit.letters in _VOWELS for unit in inner) and any(unit.whole for unit in units):
        units[:-1] = [Unit(unit.letters, whole=True) for unit in inner]
    return tuple(units)
