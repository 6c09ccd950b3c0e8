"""How Chinese is read, for searching: the syllables of a title, what typed letters may mean, and where they stand.

All text is folded (:func:`reader.text.fold`), thus Simplified; syllables have no tone and ``ü`` is written ``v``.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cached_property, lru_cache
from itertools import compress, repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from reader import sounds
from reader.pinyin import Speller, Unit, agrees, plausible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.sounds import Sounds

__all__ = ["GAP", "Readings", "Unit", "load", "plausible"]

GAP = "."
"""A token that is no reading: stands for signs and blanks, so that nothing matches across them."""
_GAP = f" {GAP} "
_GAPS = re.compile(r"\.(?: +\.)+")
_DOTS = re.compile(r"\.{2,}")
_MOST = 4
"""Readings of one character."""
_EAST_ASIAN = "\u2e80"
"""From here on letters that have no reading (kana, Hangul) are no part of a Latin word."""

_SECOND_LEVEL = 0xD8
"""The lead byte from which on GB2312 has its second level."""
_TABLED = 0xFB00
"""Code points below are looked up in a list."""
_BEYOND = re.compile(f"[{chr(_TABLED)}-\U0010ffff]")

Span = tuple[int, int]
"""From and to, in code points."""


class _Token(NamedTuple):
    """A syllable, a word or a gap of a title, and where it stands."""

    sound: str
    start: int
    stop: int


class _Read(NamedTuple):
    """How a title is read."""

    tokens: Sequence[_Token]
    initials: str
    """The first letter of each token."""


class Readings:
    """Answers by the tables of :mod:`reader.sounds`; safe for threads."""

    def __init__(self, tables: Sounds) -> None:
        letters = ord(_EAST_ASIAN)
        self._sounds = _Table([*map(_sound_of, range(letters)), *repeat(_GAP, _TABLED - letters)], _sound_of)
        """Code point to ``" yin "``, to ``" . "``, or to the character itself when it belongs to a word."""
        for place, (syllable, characters) in enumerate(tables.syllables.items()):
            self._sounds.put(map(ord, characters + sounds.stand_in(place)), f" {syllable} ")
        initials = {sound: sound.strip()[:1] for sound in set(self._sounds.tabled)}
        self._initials = _Table([initials[sound] for sound in self._sounds.tabled], self._initial_of)
        self._syllables = tables.syllables
        self._further = tables.further
        self._words = tables.words
        self._sizes: dict[str, tuple[int, ...]] = {}
        """Two characters that words begin with: the sizes of these words, the longest first."""
        self._begin = {word[:2] for word in tables.words}
        self._changing = {word[:2] for word, read_as in tables.words.items() if word != read_as}
        first, second = ("".join({begin[place] for begin in self._changing}) for place in (0, 1))
        self._candidates = re.compile(f"(?=([{first}][{second}]))" if first else "(?!)").findall
        longer = sorted((word for word in tables.words if len(word) > 2), key=len)
        for word in longer:
            sizes = self._sizes.get(word[:2], (2,))
            if sizes[0] != len(word):
                self._sizes[word[:2]] = len(word), *sizes
        # For each of some hundred titles the same is asked.
        self._splits = lru_cache(maxsize=64)(Speller(tables.syllables).splits)
        self._alternatives = lru_cache(maxsize=64)(self._ways_of)
        self._tokens = lru_cache(maxsize=4_096)(self._tokenized)

    # -- titles ---------------------------------------------------------------------------------------------

    def syllables(self, folded: str) -> list[str]:
        """How ``folded`` is read: a syllable for each Chinese character (银行 as *yin hang*), each Latin word as it is.

        :data:`GAP` stands for whatever is between these.
        """
        return self._syllables_of(self._in_context(folded))

    def initials(self, folded: str) -> str:
        """The first letters of the syllables; Latin words and gaps as they are: ``sjsai`` for 上交所AI."""
        return self._initials_of(self._in_context(folded))

    def both(self, folded: str) -> tuple[list[str], str]:
        """What :meth:`syllables` and :meth:`initials` give, in two thirds of the time."""
        read_as = self._in_context(folded)
        return self._syllables_of(read_as), self._initials_of(read_as)

    def _syllables_of(self, read_as: str) -> list[str]:
        return _GAPS.sub(GAP, self._sounds.translated(read_as)).strip(" .").split()

    def _initials_of(self, read_as: str) -> str:
        return _DOTS.sub(GAP, self._initials.translated(read_as)).strip(GAP)

    def _initial_of(self, code: int) -> str:
        return self._sounds[code].strip()[:1]

    def _in_context(self, text: str) -> str:
        """``text`` with stand-ins for the characters that their word gives another reading; as long as it was."""
        # A character at a time this would take as long as all else that is done for a title.
        if self._changing.isdisjoint(self._candidates(text)):
            return text
        begin = self._begin.__contains__
        places = list(compress(range(len(text)), map(begin, map(add, text, text[1:]))))
        parts: list[str] = []
        done = 0
        for at in places:
            if at >= done:
                for size in self._sizes.get(text[at : at + 2], (2,)):
                    read_as = self._words.get(text[at : at + size])
                    if read_as is not None:
                        parts += text[done:at], read_as
                        done = at + size
                        break
        parts.append(text[done:])
        return "".join(parts)

    def _tokenized(self, folded: str) -> _Read:
        """What :meth:`syllables` gives (and gaps at the ends), with offsets."""
        tokens: list[_Token] = []
        word = gap = -1
        for at, char in enumerate(f"{self._in_context(folded)}\n"):  # ends the last word
            sound = self._sounds[ord(char)]
            if sound == char:
                word = at if word < 0 else word
                gap = -1
                continue
            if word >= 0:
                tokens.append(_Token(folded[word:at], word, at))
                word = -1
            if sound != _GAP:
                tokens.append(_Token(sound.strip(), at, at + 1))
                gap = -1
            elif gap < 0:
                tokens.append(_Token(GAP, at, at + 1))
                gap = at
        if tokens and tokens[-1].start == len(folded):
            tokens.pop()
        return _Read(tokens, "".join(token.sound[0] for token in tokens))

    # -- queries --------------------------------------------------------------------------------------------

    def splits(self, typed: str) -> list[tuple[Unit, ...]]:
        """How typed letters may be read as pinyin, best first; see :meth:`reader.pinyin.Speller.splits`."""
        return list(self._splits(typed))

    def alternatives(self, folded: str) -> list[tuple[str, ...]]:
        """What :meth:`syllables` gives, each with the other common readings of its character after it."""
        return list(self._alternatives(folded))

    def _ways_of(self, folded: str) -> list[tuple[str, ...]]:
        tokens = list(self._tokens(folded).tokens)
        while tokens and tokens[-1].sound == GAP:
            tokens.pop()
        return [self._ways(token, folded) for token in tokens if token.sound != GAP or token is not tokens[0]]

    def _ways(self, token: _Token, text: str) -> tuple[str, ...]:
        if token.stop - token.start > 1 or token.sound == GAP:
            return (token.sound,)
        char = text[token.start]
        alone = self._sounds[ord(char)].strip()
        ways = dict.fromkeys([token.sound, alone, *self._further.get(char, "").split()])
        return tuple(ways)[:_MOST]

    def characters(self, syllable: str) -> str:
        """The characters that are read so, alone or in some words, the most common ones first.

        Those that GB/T 2312 lacks are none: what has no place among its 6,763 is in hardly any text.
        """
        read_so = dict.fromkeys([*self._syllables.get(syllable, ""), *self._read_further.get(syllable, ())])
        levels = {character: level for character in read_so if (level := _level(character))}
        return "".join(sorted(levels, key=levels.__getitem__))

    @cached_property
    def _read_further(self) -> dict[str, list[str]]:
        """The syllables that characters are read as in some words, with these."""
        found: dict[str, list[str]] = {}
        for character, syllables in self._further.items():
            for syllable in syllables.split():
                found.setdefault(syllable, []).append(character)
        return found

    # -- where they stand -----------------------------------------------------------------------------------

    def places(self, typed: str | Sequence[Unit], folded_title: str) -> list[Span]:
        """Where in a folded title the typed pinyin is read: spans in order that don't overlap.

        Of several ways to read it the best that is there counts, and those that are as plausible.
        """
        ways = self.splits(typed) if isinstance(typed, str) else [tuple(typed)]
        read = self._tokens(folded_title)
        found: list[Span] = []
        least = 0.0
        for units in ways:
            if found and plausible(units) < least:
                continue
            spans = _standing(units, read)
            if spans and not found:
                least = plausible(units)
            found += spans
        return _apart(found)

    def sounding_like(self, folded_query: str, folded_title: str) -> list[Span]:
        """Where a folded title has what sounds like the query, character for character, whatever the tones."""
        wanted = [ways.__contains__ for ways in self.alternatives(folded_query)]
        return _apart(_aligned(wanted, self._tokens(folded_title).tokens))


def _standing(units: Sequence[Unit], read: _Read) -> list[Span]:
    """Where a title is read as ``units``. Their first letters are found before anything is compared."""
    wanted, tokens = "".join(unit.letters[0] for unit in units), read.tokens
    spans: list[Span] = []
    at = read.initials.find(wanted) if wanted else -1
    while at >= 0:
        if all(agrees(unit, tokens[at + place].sound) for place, unit in enumerate(units)):
            spans.append((tokens[at].start, tokens[at + len(units) - 1].stop))
        at = read.initials.find(wanted, at + 1)
    return spans


def _aligned(tests: Sequence[Callable[[str], bool]], tokens: Sequence[_Token]) -> list[Span]:
    """Where tokens that follow on each other pass ``tests``, one for one."""
    size = len(tests)
    if not size:
        return []
    return [
        (tokens[at].start, tokens[at + size - 1].stop)
        for at in range(len(tokens) - size + 1)
        if all(test(tokens[at + place].sound) for place, test in enumerate(tests))
    ]


def _apart(spans: list[Span]) -> list[Span]:
    """``spans`` in order; those that overlap made one."""
    whole: list[Span] = []
    for start, stop in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = whole[-1][0], max(stop, whole[-1][1])
        else:
            whole.append((start, stop))
    return whole


class _Table(dict[int, str]):
    """What code points become.

    Args:
        tabled: for those below ``_TABLED``. They are most of what is read, and a list of them stays in the cache of a
            processor where a dict of forty thousand does not.
        ask: for any other, once.
    """

    def __init__(self, tabled: list[str], ask: Callable[[int], str]) -> None:
        super().__init__()
        self.tabled = tabled
        self._ask = ask

    def put(self, codes: Iterable[int], value: str) -> None:
        for code in codes:
            if code < _TABLED:
                self.tabled[code] = value
            else:
                self[code] = value

    def translated(self, text: str) -> str:
        return text.translate(self if _BEYOND.search(text) else self.tabled)

    def __missing__(self, code: int) -> str:
        value = self[code] = self.tabled[code] if code < _TABLED else self._ask(code)
        return value


def _sound_of(code: int) -> str:
    """Of what is no Chinese character: a letter or digit as it is, for words are made of these; else a gap."""
    char = chr(code)
    return char if char < _EAST_ASIAN and unicodedata.category(char)[0] in "LNM" else _GAP


def _level(character: str) -> int:
    """Of a character in GB/T 2312-1980: 1 for the 3,755 most common ones, 2 for 3,008 others; 0 when it has none."""
    try:
        first, *_ = character.encode("gb2312")
    except UnicodeEncodeError:
        return 0
    return 1 if first < _SECOND_LEVEL else 2


_lock = threading.Lock()
_loaded: Readings | None = None


def are_at_hand() -> bool:
    """Whether :func:`load` takes a few milliseconds only."""
    return _loaded is not None or sounds.are_kept()


def load() -> Readings:
    """The readings, made once for the process: in a few milliseconds, but the very first time half a second."""
    global _loaded  # noqa: PLW0603
    with _lock:
        if _loaded is None:
            _loaded = Readings(sounds.read())
        return _loaded
