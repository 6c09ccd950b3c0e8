"""Queries for one post that somebody remembers, made by rule, and which other posts would do as well.

What is written here knows nothing of the program's own tables: readings are pypinyin's, Traditional characters
OpenCC's, distances rapidfuzz's, the text of a body is :mod:`bench.visible`'s.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, pinyin
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random


class Item(NamedTuple):
    """What of a post a query is made from, or is compared with."""

    title: str
    body: str
    """What a reader sees of it, blocks parted by newlines."""
    names: tuple[str, ...] = ()
    """Of its authors and categories."""
    aside: str = ""
    """What of its body may be shown or not: markers, what stands for pictures."""


class Wanted(NamedTuple):
    """A query, and which posts it fits: the one it was made from, and those that nobody could tell from that."""

    typed: str
    fits: Callable[[Item], bool]


HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_UNSPACED = f"{HAN}\u3040-\u30ff\u30fc"
_TOKEN = re.compile(f"[{_UNSPACED}]|[^\\W{_UNSPACED}_]+")
_KANA = re.compile("[\u3040-\u30ff]")
_WORD = re.compile(r"(?<![\w-])[A-Za-z]{5,}(?![\w-])")
_COMMON = [
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
]
"""The 3,755 characters of GB 2312's first level: those in daily use."""
_RARE = [bytes((row, cell)).decode("gb2312") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF)]
"""Its second level."""


# -- what equals what --------------------------------------------------------------------------------------------


@cache
def _t2s() -> OpenCC:
    return OpenCC("t2s")


@cache
def _s2t() -> OpenCC:
    return OpenCC("s2t")


@cache
def _plain_char(char: str) -> str:
    return "".join(
        _t2s().convert(part)
        for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
        if not "\u0300" <= part <= "\u036f"
    )


@lru_cache(16_384)
def plain(text: str) -> str:
    """``text`` without what nobody means to tell apart: case, width, accents, Traditional, how wide a blank is."""
    return " ".join("".join(map(_plain_char, text)).split())


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, without tones; none of what is no Chinese character."""
    if not re.match(f"[{HAN}]", char):
        return frozenset()
    return frozenset(
        reading for reading in pinyin(char, style=Style.NORMAL, heteronym=True)[0] if reading.isalpha()
    )


def reads(letters: str, text: str, *, whole: bool = False) -> bool:
    """Whether ``letters`` are how some characters of ``text`` that stand together are read.

    Each is written whole or, unless ``whole`` is asked for, by its first letter (zh, ch, sh too), the last by its
    beginning; letters and figures stand for themselves.
    """
    text = plain(text)

    def goes_on(at: int, rest: str, *, begun: bool) -> bool:
        if not rest or at == len(text):
            return not rest
        char = text[at]
        if not char.isalnum():
            return begun and goes_on(at + 1, rest, begun=True)
        ways = {way for reading in readings(char) for way in _ways(reading, rest, whole=whole)} | {char}
        return any(rest.startswith(way) and goes_on(at + 1, rest[len(way) :], begun=True) for way in ways)

    return any(goes_on(at, letters, begun=False) for at in range(len(text)))


def _ways(reading: str, rest: str, *, whole: bool) -> set[str]:
    """How a reading may be written where ``rest`` is still to come."""
    short = set() if whole else {reading[0], re.sub("(?<=^[zcs]h).*", "", reading)}
    return {reading, *short, *({rest} if not whole and reading.startswith(rest) else ())}


def sounds_like(typed: str, text: str) -> bool:
    """Whether some characters of ``text`` that stand together could be read as ``typed`` is."""
    typed, text = plain(typed), plain(text)
    return any(
        all(
            one == other or readings(one) & readings(other)
            for one, other in zip(typed, text[at:], strict=False)
        )
        for at in range(len(text) - len(typed) + 1)
    )


def slipped(typed: str, text: str) -> bool:
    """Whether some piece of ``text`` is ``typed`` but for one slip; swapping two neighbours is one."""
    typed, text = plain(typed), plain(text)
    return any(
        OSA.distance(typed, text[at : at + size], score_cutoff=1) <= 1
        for size in range(max(1, len(typed) - 1), len(typed) + 2)
        for at in range(max(1, len(text) - size + 1))
    )


def has(typed: str, text: str) -> bool:
    """Whether ``text`` has ``typed`` as it is; letters only from the start of a word.

    Blanks between scripts don't count, and what parts words may be any sign.
    """
    typed, text = plain(typed), plain(text)
    begins = typed[:1].isalnum() and not re.match(f"[{_UNSPACED}]", typed)
    before = rf"(?<![^\W{_UNSPACED}])" if begins else ""
    parts = (" ?".join(map(re.escape, _TOKEN.findall(part))) or re.escape(part) for part in typed.split(" "))
    return re.search(before + r"[\W_]+".join(parts), text) is not None


def _anywhere(typed: str, item: Item) -> bool:
    return any(has(typed, text) for text in (item.title, item.body, item.aside, *item.names))


# -- pieces ------------------------------------------------------------------------------------------------------


def _runs(text: str, token: re.Pattern[str] = _TOKEN) -> Iterator[list[str]]:
    """Words and characters of ``text`` with nothing between them, run by run."""
    run: list[str] = []
    end = 0
    for match in token.finditer(text):
        if match.start() != end and run:
            yield run
            run = []
        run.append(match.group())
        end = match.end()
    if run:
        yield run


def piece(text: str, least: int, most: int, chance: Random, *, han: bool = False) -> str | None:
    """From ``least`` to ``most`` characters of ``text`` with nothing between them, words whole; None: it has no such."""
    token = re.compile(f"[{HAN}]") if han else _TOKEN
    found = []
    size = chance.randint(least, most)
    for run in _runs(text, token):
        for at in range(len(run)):
            taken, stop = "", at
            while stop < len(run) and len(taken) < size:
                taken, stop = taken + run[stop], stop + 1
            if least <= len(taken) <= most and (han or re.search(f"[{_UNSPACED}]", taken)):
                found.append(taken)
    return chance.choice(found) if found else None


def words(text: str, count: int, chance: Random, least: int = 1) -> str | None:
    """So many words of ``text`` with one blank between them, of ``least`` letters each."""
    word = rf"[^\W{_UNSPACED}_]{{{least},}}"
    found = re.findall(rf"(?=(?<!\S)({word}(?: {word}){{{count - 1}}})(?!\S))", text)
    return chance.choice(found) if found else None


def deep(body: str) -> str:
    """The second half of a body, from a whole word on."""
    return re.sub(r"^\w+", "", body[len(body) // 2 :])


def syllables(text: str) -> list[str]:
    """How ``text`` is read, a character each; empty where one is no Chinese one."""
    read = lazy_pinyin(text, errors="ignore")
    return read if len(read) == len(text) and all(map(str.isalpha, read)) else []


# -- the classes -------------------------------------------------------------------------------------------------


def _exact(item: Item, chance: Random) -> Wanted | None:
    typed = piece(item.title, 2, 6, chance) or words(item.title, chance.randint(1, 3), chance, 2)
    return Wanted(typed, lambda other: has(typed, other.title)) if typed else None


def _homophone(item: Item, chance: Random) -> Wanted | None:
    meant = _chinese(item, 2, 6, chance)
    read = syllables(meant) if meant else []
    if not meant or not read:
        return None
    at = chance.randrange(len(meant))
    others = [char for char in _same_reading(read[at]) if char != meant[at]]
    if not others:
        return None
    typed = meant[:at] + chance.choice(others) + meant[at + 1 :]
    return Wanted(typed, lambda other: sounds_like(typed, other.title) or _anywhere(typed, other))


@cache
def _same_reading(reading: str) -> list[str]:
    return [char for char in _COMMON if lazy_pinyin(char) == [reading]]


def slip(word: str, chance: Random, letters: list[str], kinds: str = "wmsx") -> str:
    """``word`` with one wrong, missing, swapped or extra character."""
    while True:
        at = chance.randrange(len(word))
        match chance.choice(kinds):
            case "w":
                typed = word[:at] + chance.choice(letters) + word[at + 1 :]
            case "m":
                typed = word[:at] + word[at + 1 :]
            case "s":
                typed = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
            case _:
                typed = word[:at] + chance.choice(letters) + word[at:]
        if typed != word:
            return typed


def _character(item: Item, chance: Random) -> Wanted | None:
    meant = _chinese(item, 3, 6, chance)
    if not meant:
        return None
    kinds = "wsx" if len(meant) == 3 else "wmsx" if len(meant) < 6 else "wms"
    typed = slip(meant, chance, _COMMON, kinds)
    if has(typed, item.title):
        return None  # the first or last one is missing
    return Wanted(
        typed,
        lambda other: (
            slipped(typed, other.title) or sounds_like(typed, other.title) or _anywhere(typed, other)
        ),
    )


def _chinese(item: Item, least: int, most: int, chance: Random) -> str | None:
    """A piece of a title in Chinese."""
    return None if _KANA.search(item.title) else piece(item.title, least, most, chance, han=True)


def _sound(typed: str, *, whole: bool) -> Wanted:
    letters = typed.replace(" ", "")
    return Wanted(
        typed,
        lambda other: (
            any(reads(letters, text, whole=whole) for text in (other.title, *other.names))
            or _anywhere(typed, other)
        ),
    )


def _pinyin(item: Item, chance: Random) -> Wanted | None:
    meant = _chinese(item, 2, 6, chance)
    read = _read_in(item.title, meant) if meant else []
    return _sound(chance.choice(("", "", "", " ")).join(read), whole=True) if read else None


def _read_in(title: str, meant: str) -> list[str]:
    """How ``meant`` is read where it stands in ``title``."""
    run = next(run for run in re.findall(f"[{HAN}]+", title) if meant in run)
    at = run.index(meant)
    return syllables(run)[at : at + len(meant)]


def _initials(item: Item, chance: Random) -> Wanted | None:
    meant = _chinese(item, 4, 6, chance)
    read = _read_in(item.title, meant) if meant else []
    return _sound("".join(syllable[0] for syllable in read), whole=False) if read else None


def _mixed(item: Item, chance: Random) -> Wanted | None:
    meant = _chinese(item, 3, 5, chance)
    read = _read_in(item.title, meant) if meant else []
    if not read:
        return None
    short = [chance.random() < 0.5 for _ in read[:-1]]
    if all(short) or not any(short):
        short[chance.randrange(len(short))] ^= True
    parts = [
        re.sub("(?<=^[zcs]h).*", "", syllable)
        if brief and chance.random() < 0.3
        else syllable[0]
        if brief
        else syllable
        for syllable, brief in zip(read, short, strict=False)
    ]
    last = read[-1][: chance.randint(1, len(read[-1]))]
    return _sound("".join(parts) + last, whole=False)


def _traditional(item: Item, chance: Random) -> Wanted | None:
    meant = _chinese(item, 2, 6, chance)
    typed = _s2t().convert(meant) if meant else None
    return Wanted(typed, lambda other: has(typed, other.title)) if typed and typed != meant else None


def _latin(item: Item, chance: Random) -> Wanted | None:
    places = [item.title, item.body] if chance.random() < 0.5 else [item.body, item.title]
    found = next((found for found in map(_WORD.findall, places) if found), None)
    if not found:
        return None
    meant = chance.choice(found)
    typed = slip(meant, chance, list("abcdefghijklmnopqrstuvwxyz"))
    if meant.startswith(typed):
        return None
    return Wanted(typed, lambda other: _near_word(typed, other) or _anywhere(typed, other))


def _near_word(typed: str, item: Item) -> bool:
    typed = plain(typed)
    return any(
        OSA.distance(typed, word, score_cutoff=1) <= 1
        for text in (item.title, item.body, item.aside, *item.names)
        for word in set(re.findall("[a-z]+", plain(text)))
    )


def _phrase(item: Item, chance: Random) -> Wanted | None:
    typed = piece(deep(item.body), 6, 10, chance)
    if not typed:
        typed = words(deep(item.body), 3, chance)
    if not typed or len(typed) < 6 or re.fullmatch(r"\w{1,3}( \w{1,3})*", typed):
        return None  # of words such as "in of the" nobody remembers the order
    return Wanted(typed, lambda other: has(typed, other.body) or has(typed, other.title))


def _two(item: Item, chance: Random) -> Wanted | None:
    first = piece(item.title, 2, 4, chance) or words(item.title, 1, chance, 4)
    second = piece(item.body, 2, 4, chance) or words(item.body, 1, chance, 4)
    if not first or not second or first == second:
        return None
    both = (first, second)

    def fits(other: Item) -> bool:  # who types two words does not tell which of them is of the title
        return any(has(word, other.title) for word in both) and all(
            has(word, other.title) or has(word, other.body) for word in both
        )

    return Wanted(f"{first} {second}", fits)


def _nonsense(_: Item, chance: Random) -> Wanted | None:
    if chance.random() < 0.5:
        return Wanted("".join(chance.choices(_RARE, k=chance.randint(3, 6))), lambda _: False)
    typed = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(6, 10)))
    return None if _SYLLABLES().fullmatch(typed) else Wanted(typed, lambda _: False)


@cache
def _SYLLABLES() -> re.Pattern[str]:  # noqa: N802
    known = {reading for char in _COMMON for reading in lazy_pinyin(char)}
    return re.compile(f"(?:{'|'.join(sorted(known, reverse=True))})+")


class Kind(NamedTuple):
    """A class of queries."""

    letter: str
    name: str
    make: Callable[[Item, Random], Wanted | None]
    """None where the post lends itself to none."""
    aim: float
    """The share of the first ten that is to succeed; of nonsense, the share that is to find nothing."""


KINDS = (
    Kind("a", "2 to 6 characters of the title", _exact, 0.99),
    Kind("b", "one homophone in it", _homophone, 0.97),
    Kind("c", "one character wrong, missing, swapped, extra", _character, 0.95),
    Kind("d", "full pinyin", _pinyin, 0.97),
    Kind("e", "initials of 4 to 6", _initials, 0.95),
    Kind("f", "mixed and partial pinyin", _mixed, 0.95),
    Kind("g", "Traditional for Simplified", _traditional, 0.99),
    Kind("h", "Latin word with a typo", _latin, 0.97),
    Kind("i", "phrase of 6 to 10 deep in the body", _phrase, 0.99),
    Kind("j", "a word of the title, one of the body", _two, 0.97),
    Kind("k", "nonsense: the share without a hit", _nonsense, 0.98),
)
