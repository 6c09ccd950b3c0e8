"""The word of the texts that typed letters are the pinyin of: ``duchuan`` is 渡船 where that stands in a text.

Titles are indexed by how they are read; texts, which are a hundred times as long, are not. They are indexed by pairs of
characters, and how many posts have a pair is known without looking at any. So what may be read as typed is put together
and looked up: some hundred pairs, four thousand at most, at 2 to 5 µs each.
"""

from __future__ import annotations

from itertools import islice
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from tantivy import Query

from reader.library.matching import body_phrase
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.textindex import Searcher
    from reader.readings import Readings, Unit

_FEWEST, _MOST = 2, 4
"""Syllables of a word: a character alone stands everywhere, and more are a sentence."""
_PAIRS = 2_500
"""Pairs of two syllables that are looked up: all common ones, except where both are among the dozen syllables that
fifty and more characters (*yi*, *ji*) or nearly so many are read as."""
_WAYS = 3
"""Ways to part the letters into syllables that are tried."""
_CHAINS, _NEXT = 16, 60
"""Beginnings of a longer word that are gone on with, those that most posts may have; and characters that may be next."""
_COUNTED = 8
"""Words whose posts are counted; the first or the second is it nearly always."""
_JOINING = frozenset("的了着是在和与及或于也都就又而之以已把被从对为使令这那其")
"""Characters that stand between words more than in them: 是记 is hardly a word, but many texts have it."""


class _Chain(NamedTuple):
    """Characters of which each two neighbours stand somewhere."""

    most: int
    """So many posts at most have them in a row: those that have the rarest of its pairs."""
    text: str


def heard(typed: str, readings: Readings, searcher: Searcher) -> str:
    """The word of two to four characters that is read as typed and stands in most texts; empty when there is none.

    Two characters that merely meet in texts are taken for a word only where nothing else is read so.

    Args:
        typed: is answered where it is whole syllables, with or without blanks.
        readings: of characters.
        searcher: of the archive.
    """
    ways = _parted(readings.splits(fold(typed)))
    chains: list[_Chain] = []
    for syllables in ways:
        said = [_common(readings.characters(syllable), searcher) for syllable in syllables]
        said[:2] = _bounded(said[0], said[1], _PAIRS // len(ways))
        chains += _chains(said, searcher)
    chains.sort(key=_order)
    # A character may be read otherwise in that word: 银行 is no *yin xing*.
    read_so = (chain for chain in chains if readings.syllables(chain.text) in ways)
    return _most_common(islice(read_so, _COUNTED), searcher)


def _parted(ways: Iterable[Sequence[Unit]]) -> list[list[str]]:
    """Those of ``ways`` that are whole syllables, as few as a word may have: *fang an* and *fan gan*."""
    whole = [
        [unit.letters for unit in units]
        for units in ways
        if _FEWEST <= len(units) <= _MOST and all(unit.whole for unit in units)
    ]
    fewest = min(map(len, whole), default=0)
    return [syllables for syllables in whole if len(syllables) == fewest][:_WAYS]


def _most_common(chains: Iterable[_Chain], searcher: Searcher) -> str:
    """Of ``chains`` in order the one that most texts have; empty when none has any."""
    best, having = "", 0
    for chain in chains:
        if best and (chain.most <= having or _joins(chain)):
            break
        count = _count(chain.text, searcher)
        if count > having:
            best, having = chain.text, count
    return best


def _common(characters: str, searcher: Searcher) -> list[str]:
    """The characters in order: those that most titles of this archive have, then those that are common everywhere."""
    counts = dict(zip(characters, searcher.frequencies("title", characters), strict=True))
    return sorted(characters, key=counts.__getitem__, reverse=True)


def _bounded(first: list[str], second: list[str], pairs: int) -> tuple[list[str], list[str]]:
    """The first of both, so many that they make not more than so many pairs; the shorter one is cut last."""
    side = isqrt(pairs)
    return first[: max(side, pairs // max(1, len(second)))], second[: max(side, pairs // max(1, len(first)))]


def _chains(said: Sequence[Sequence[str]], searcher: Searcher) -> list[_Chain]:
    """What stands in texts and has a character of each in ``said``."""
    first, *others = said
    chains = [_Chain(searcher.size, character) for character in first]
    for place, further in enumerate(others):
        characters = further
        if place:
            chains, characters = sorted(chains, key=_order)[:_CHAINS], further[:_NEXT]
        ends = dict.fromkeys(chain.text[-1] for chain in chains)
        pairs = [end + character for end in ends for character in characters]
        counts = dict(zip(pairs, searcher.frequencies("body", pairs), strict=True))
        chains = [
            _Chain(min(chain.most, count), chain.text + character)
            for chain in chains
            for character in characters
            if (count := counts[chain.text[-1] + character])
        ]
    return chains


def _order(chain: _Chain) -> tuple[bool, int, str]:
    """What is a word comes first, then what most posts may have."""
    return _joins(chain), -chain.most, chain.text


def _joins(chain: _Chain) -> bool:
    """Whether it is rather two words that meet."""
    return not _JOINING.isdisjoint(chain.text)


def _count(word: str, searcher: Searcher) -> int:
    """How many texts have a word."""
    terms, _ = body_phrase(word)
    if len(terms) == 1:
        return searcher.search(Query.term_query(searcher.schema, "body", terms[0][1]), 1)[1]
    return searcher.search(Query.phrase_query(searcher.schema, "body", list(terms)), 1)[1]
