"""Places found by what one types: a part of the name or path, or how the name is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from reader import datewords
from reader.pinyin import agrees
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.pinyin import Unit
    from reader.readings import Readings

_MOST = 20_000
"""Places that are looked at, those of most posts: a key takes 10 ms with so many."""
_PIECES = re.compile(r"[a-z]+|[^a-z]+")
"""Letters, which may be pinyin, and what stands between them."""
_MONTH = re.compile(r"(\d{4})(?:\s*[-./年 ]\s*(\d{1,2})月?|(\d\d))")
"""A month in figures; without a sign between them it takes two."""
_SHOWN = 1_000
"""Places that are found, the best ones."""


class _Sound(NamedTuple):
    """How a path is read."""

    syllables: Sequence[str]
    initials: str
    """The first letter of each."""
    name: int
    """Where its own name begins among these."""


class Findable(Protocol):
    """What can be found by its name: a place, a command."""

    @property
    def shown(self) -> str:
        """Its name."""

    @property
    def name(self) -> str:
        """All that it can be found by; ends in its name."""

    @property
    def posts(self) -> int | None:
        """How much is in it: of two that are as good the larger one comes first."""


T = TypeVar("T", bound=Findable)


class PlaceFinder(Generic[T]):
    """Finds places, or other things with names; best first.

    Args:
        places: all there are.
    """

    def __init__(self, places: Sequence[T]) -> None:
        if len(places) > _MOST:
            places = sorted(places, key=lambda place: -(place.posts or 0))[:_MOST]
        self.places = places
        self._names = [fold(place.shown) for place in places]
        self._paths = [fold(place.name) for place in places]
        self._readings: Readings | None = None
        self._sounds: list[_Sound | None] = []
        self._heard: dict[str, set[int]] = {}
        """Syllables and words, with the positions of those that are read with them."""

    def prepare(self) -> None:
        """Find by pinyin, too, from now on. It takes a moment: for a thread."""
        from reader import readings  # noqa: PLC0415 -- tables of Chinese, not before something is typed

        tables = readings.load()
        self._sounds = [
            None if path.isascii() else _sound(tables, path, name)
            for name, path in zip(self._names, self._paths, strict=True)
        ]
        for at, sound in enumerate(self._sounds):
            for syllable in sound.syllables if sound is not None else ():
                self._heard.setdefault(syllable, set()).add(at)
        self._readings = tables

    def find(self, typed: str) -> list[int]:
        """The positions of those that hold, or are read as, every word typed.

        Several words in a row come before the same words apart. Names that are, or begin with, what is typed come before
        those that hold it, these before paths, and these before names that are read so; of those that are as good the
        one of most posts comes first. Before all of them comes the month that is typed in figures.
        """
        words = fold(typed).split()
        if not words:
            return list(range(len(self.places)))
        ranks, places = self._ranks_of_all(words), self.places
        if month := _month(fold(typed).strip()):
            ranks |= {at: -2 for at, name in enumerate(self._names) if name == month}
        return sorted(ranks, key=lambda at: (ranks[at], -(places[at].posts or 0), at))[:_SHOWN]

    def _ranks_of_all(self, words: Sequence[str]) -> dict[int, int]:
        """How well each place fits words, each of which it has to fit."""
        ranks = self._ranks(words[0])
        for word in words[1:]:
            others = self._ranks(word)
            ranks = {at: rank + others[at] for at, rank in ranks.items() if at in others}
        if len(words) > 1:
            phrase = " ".join(words)
            ranks |= {at: -1 for at in ranks if phrase in self._names[at] or phrase in self._paths[at]}
        return ranks

    def _ranks(self, word: str) -> dict[int, int]:
        """How well each place fits a word, 0 best; without those that don't."""
        ranks = {
            at: 0 if name == word else 1 if name.startswith(word) else 2
            for at, name in enumerate(self._names)
            if word in name
        }
        for at, path in enumerate(self._paths):
            if at not in ranks and word in path:
                ranks[at] = 3
        if self._readings is not None and word.isascii():
            self._put_sounding(word, self._readings, ranks)
        pieces = _PIECES.findall(word)
        if self._readings is not None and len(pieces) > 1:  # kuaixun24, jin融
            ranks = {**self._ranks_of_all(pieces), **ranks}
        return ranks

    def _put_sounding(self, letters: str, tables: Readings, ranks: dict[int, int]) -> None:
        """Put in what is read so, and how well it fits: from the beginning of the name, inside, or what it stands in."""
        for units in tables.splits(letters):
            wanted = "".join(unit.letters[0] for unit in units)
            sure = all(len(unit.letters) == 1 and not unit.whole for unit in units)
            for at in self._hearing(units) - ranks.keys():
                sound = self._sounds[at]
                assert sound is not None
                first = sound.syllables[sound.name : sound.name + 1]
                if (
                    first and len(units) == 1 and agrees(units[0], first[0])
                ):  # most of what a few letters find
                    ranks[at] = 4
                    continue
                start = _standing(units, wanted, sound, sound.name, sure=sure)
                if start >= 0:
                    ranks[at] = 4 if start == sound.name else 5
                elif _standing(units, wanted, sound, 0, sure=sure) >= 0:
                    ranks[at] = 6

    def _hearing(self, units: Sequence[Unit]) -> set[int]:
        """The positions of those that are read with each of these, in any order."""
        found: set[int] | None = None
        for unit in dict.fromkeys(units):
            if unit.whole:
                heard = self._heard.get(unit.letters, set())
            else:
                begun = (each for syllable, each in self._heard.items() if syllable.startswith(unit.letters))
                heard = set().union(*begun)
            found = heard if found is None else found & heard
            if not found:
                break
        return found or set()


def _month(figures: str) -> str:
    """What a month is called that is written in figures; empty when this is none."""
    found = _MONTH.fullmatch(figures)
    number = int(found[2] or found[3]) if found else 0
    return fold(datewords.month(int(found[1]), number)) if found and 1 <= number <= 12 else ""


def _sound(tables: Readings, path: str, name: str) -> _Sound:
    syllables = tables.syllables(path)
    initials = "".join(syllable[0] for syllable in syllables)
    return _Sound(syllables, initials, max(0, len(syllables) - len(tables.syllables(name))))


def _standing(units: Sequence[Unit], wanted: str, sound: _Sound, start: int, *, sure: bool) -> int:
    """The first place from ``start`` on where a path is read so; -1 without one.

    Args:
        units: as it is read.
        wanted: their first letters.
        sound: of the path.
        start: among its syllables.
        sure: nothing but first letters is asked for.
    """
    at = sound.initials.find(wanted, start)
    while at >= 0 and not (sure or _agree(units, sound.syllables, at)):
        at = sound.initials.find(wanted, at + 1)
    return at


def _agree(units: Sequence[Unit], syllables: Sequence[str], start: int) -> bool:
    return all(agrees(unit, syllables[start + place]) for place, unit in enumerate(units))
