"""Tables of how Chinese characters are read, made from those of pypinyin.

To import pypinyin takes 200 ms and 60 MB, and it knows tones. What a search needs of it is far less: the syllable of each
character without its tone, and the words in which a character is read in another way. That is made once and kept in the
cache, as one small text file.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from reader import files, paths
from reader.hanzi import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FORMAT = 2
"""Raise it when what the file holds, or how it is made, changes."""
_STAND_INS = 0x10F000
"""Where private characters begin that stand for syllables."""
_COMMON = 4
"""Readings of one character at most."""
_NO_SYLLABLES = frozenset({"", "m", "n", "ng", "hm", "hng"})
"""Sounds that pypinyin gives to interjections: nobody types them, and any letter would become a syllable."""
_CORRECTED_ALONE = "佛 fo 勒 le 呱 gua 喔 wo 嚼 jiao 囤 tun 曝 bao 泊 bo 爪 zhua 缪 miu 茄 qie 辗 zhan 铤 ting 长 chang 隽 jun 靓 liang 骠 piao"
"""Characters that pypinyin gives by themselves a reading that today only some of their words have."""
_CORRECTED = {
    "哪吒": "ne zha", "朝阳": "chao yang", "乐山": "le shan", "大夫": "dai fu",
    "朴槿惠": "piao jin hui", "朴正熙": "piao zheng xi", "朴智星": "piao zhi xing",
    "还款": "huan kuan", "还贷": "huan dai", "还钱": "huan qian", "还本": "huan ben",
    "区长": "qu zhang", "署长": "shu zhang", "防长": "fang zhang", "探长": "tan zhang",
    "理事长": "li shi zhang", "秘书长": "mi shu zhang", "检察长": "jian cha zhang",
}  # fmt: skip
"""Words of the news that pypinyin lacks, or reads as they are read elsewhere."""


class Sounds(NamedTuple):
    """How characters are read. Syllables have no tone; ``ü`` is written ``v``."""

    syllables: dict[str, str]
    """Each syllable with the characters that are read so by themselves."""
    further: dict[str, str]
    """Characters with more common readings: these, parted by blanks, the most common one first."""
    words: dict[str, str]
    """Words with what to read instead: as long as the word, stand-ins (:func:`stand_in`) where a character is read in
    another way. Many words are there as they are: what overlaps them is no word (举行长期 has no 行长)."""


def stand_in(place: int) -> str:
    """The private character that stands for the syllable at ``place`` among the syllables."""
    return chr(_STAND_INS + place)


def read() -> Sounds:
    """The tables: from the cache, else made from pypinyin and put there if that can be done."""
    path = _path()
    kept = _kept(path)
    if kept is not None:
        return kept
    made = _make()
    with contextlib.suppress(OSError):
        body = _written(made)
        files.replace(path, f"{_first_line(body)}\n{body}")
    return made


def are_kept() -> bool:
    """Whether the cache seems to have them."""
    return _path().exists()


def _path() -> Path:
    return paths.cache_dir() / f"readings-{_FORMAT}-{_version()}.txt"


def _version() -> str:
    """Of pypinyin: looked up in its file, which takes less than importing anything that could tell."""
    import re  # noqa: PLC0415
    from importlib.util import find_spec  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    spec = find_spec("pypinyin")
    with contextlib.suppress(OSError):
        if spec is not None and spec.origin:
            found = re.search(r"__version__ = ['\"]([\w.]+)", Path(spec.origin).read_text("utf-8"))
            return found[1] if found else "0"
    return "0"


# -- the file ---------------------------------------------------------------------------------------------------


def _first_line(body: str) -> str:
    return f"readings {_FORMAT} {crc32(body.encode()):08x}"


def _written(sounds: Sounds) -> str:
    """Four parts: a line for each syllable, a line for each character, the words, and what to read instead."""
    return "\n\n".join(
        [
            "\n".join(f"{syllable} {characters}" for syllable, characters in sounds.syllables.items()),
            "\n".join(f"{character} {readings}" for character, readings in sounds.further.items()),
            " ".join(sounds.words),
            " ".join(sounds.words.values()),
        ]
    )


def _kept(path: Path) -> Sounds | None:
    """What the file at ``path`` holds; None when it isn't there or isn't whole."""
    try:
        first, _, body = path.read_text("utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    if first != _first_line(body):
        return None
    syllables, further, words, read_as = body.split("\n\n")
    return Sounds(
        dict(line.split(" ") for line in syllables.split("\n")),
        dict(line.split(" ", 1) for line in further.split("\n")),
        dict(zip(words.split(" "), read_as.split(" "), strict=True)),
    )


# -- from pypinyin ----------------------------------------------------------------------------------------------


def _make() -> Sounds:
    """The tables, from those of pypinyin: some 400 ms."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415 -- 150 ms, 60 MB

    alone: dict[str, str] = {}
    for code, readings in PINYIN_DICT.items():
        syllable = next(filter(None, map(_syllable, readings.split(","))), "")
        if syllable:
            alone[chr(code)] = syllable
    corrected = _CORRECTED_ALONE.split()
    alone |= zip(corrected[::2], corrected[1::2], strict=True)
    spoken: dict[str, list[str]] = {}
    words = simplified("\n".join(PHRASES_DICT)).split("\n")  # a few are Traditional
    for word, parts in zip(words, PHRASES_DICT.values(), strict=True):
        syllables = [_syllable(part[0]) for part in parts]
        if len(syllables) == len(word) and all(syllables):
            spoken.setdefault(word, syllables)
    spoken |= {word: syllables.split() for word, syllables in _CORRECTED.items()}
    return tables_of(alone, spoken)


def tables_of(alone: Mapping[str, str], spoken: Mapping[str, list[str]]) -> Sounds:
    """The tables for characters with their syllables, and words with theirs."""
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    for character, syllable in alone.items():
        by_syllable[syllable].append(character)
    for syllables in spoken.values():
        for syllable in syllables:
            by_syllable[syllable]  # a few are heard in words only
    stand_ins = {syllable: stand_in(place) for place, syllable in enumerate(by_syllable)}
    other = {
        word: "".join(
            [
                character if alone.get(character) == syllable else stand_ins[syllable]
                for character, syllable in zip(word, syllables, strict=True)
            ]
        )
        for word, syllables in spoken.items()
    }
    different = {word: read_as for word, read_as in other.items() if read_as != word}
    firsts = {word[0] for word in different}
    # Words of two characters are enough: with longer ones 2 of 100,000 titles are read better.
    plain = {word: word for word in other if len(word) == 2 and word not in different and word[1] in firsts}
    return Sounds(
        {syllable: "".join(characters) for syllable, characters in by_syllable.items()},
        _further(alone, spoken),
        different | plain,
    )


def _further(alone: Mapping[str, str], spoken: Mapping[str, list[str]]) -> dict[str, str]:
    """The readings that characters have in words, for those that have more than one.

    pypinyin lists every reading a character ever had; those that no word has are of no use to who mistypes.
    """
    heard: defaultdict[str, Counter[str]] = defaultdict(Counter)
    together = Counter(chain.from_iterable(map(zip, spoken, spoken.values())))
    for (character, syllable), times in together.items():
        heard[character][syllable] = times
    further: dict[str, str] = {}
    for character, counts in heard.items():
        others = [syllable for syllable, _ in counts.most_common() if syllable != alone.get(character)]
        if others:
            further[character] = " ".join(others[: _COMMON - 1])
    return further


@cache
def _syllable(reading: str) -> str:
    """``reading`` without its tone, ``ü`` as ``v``; empty when it is none that is typed."""
    bare = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    syllable = "".join(char for char in bare if char.isascii())
    return "" if syllable in _NO_SYLLABLES else syllable
