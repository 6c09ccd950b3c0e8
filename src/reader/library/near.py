"""What a word may have been meant to be: pinyin, a homophone, a slip of the finger. In titles; Latin words in bodies too.

Each kind is a query of its own, so that every hit knows why it is one. What these queries find is looked at once more by
:mod:`reader.library.marking`, against the titles themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tantivy import Occur, Query

from reader.library.entries import PIECE
from reader.library.matching import TITLE, either, pattern
from reader.library.query import All, Either, Text
from reader.library.terms import runs, title_terms
from reader.readings import plausible
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.matching import Matcher, Terms
    from reader.library.query import Tree
    from reader.model import Match
    from reader.readings import Readings, Unit

KINDS: tuple[Match, ...] = ("pinyin", "homophone", "typo")
"""From the nearest on."""

_SHORTEST_PINYIN = 2
_SHORTEST_TYPO, _TWO_TYPOS = 4, 8
"""Letters of a Latin word from which on one slip is looked for, and two."""
_LONGEST_TYPO, _LONGEST_IN_BODY = 100, 20
"""A longer word makes a larger expression than the index takes; nobody types one."""
_LONG_ENOUGH, _FEW = 3, 3
"""Letters of each word from which on words are also looked for apart, and so many of them at most: a single syllable stands
in nearly every title, and many that stand apart were one phrase."""
_VOWEL = re.compile("[aeiou]")
_SHORTEST_SLIP, _LONG = 3, 10
"""Characters of an unspaced script from which on a slip is looked for; from ``_LONG`` on one half of them must be right."""


class Stage(NamedTuple):
    """One way to look for what is near."""

    kind: Match
    tree: Tree
    """What is looked for: as it was asked, or with words joined that are read as one."""


class Near:
    """Makes the near queries of a tree.

    Args:
        matcher: makes the exact ones.
        readings: of Chinese characters.
    """

    def __init__(self, matcher: Matcher, readings: Readings) -> None:
        self._matcher, self._readings = matcher, readings
        self._schema = matcher.schema

    def stages(self, tree: Tree) -> list[Stage]:
        """The ways to look for what is near to ``tree``, the likeliest first.

        Letters that are whole syllables are pinyin before anything else. Others are a word with a slip first, when they
        look like a word (have a vowel): ``modl`` is rather *model* than 模…道路.
        """
        joined = joined_pinyin(tree, self._readings)
        stages = [Stage("pinyin", joined)]
        words = _words(tree)
        if joined != tree and len(words) <= _FEW and all(len(word.text) >= _LONG_ENOUGH for word in words):
            stages.append(Stage("pinyin", tree))
        # Pinyin that is joined has no slips; its words apart would be, nearly, in any title.
        stages += [Stage("homophone", joined), Stage("typo", joined)]
        if isinstance(tree, Text) and self._is_rather_a_word(fold(tree.text)):
            stages.insert(0, stages.pop())
        return stages

    def _is_rather_a_word(self, folded: str) -> bool:
        if len(folded) < _SHORTEST_TYPO or not folded.isascii() or _VOWEL.search(folded) is None:
            return False
        return not any(plausible(units) == 1.0 for units in self._readings.splits(folded))

    def query(self, tree: Tree, kind: Match) -> Query | None:
        """The posts that ``tree`` finds when any of its words may be of ``kind`` (or nearer); None when none can be.

        Conditions and phrases stay as they are, and so does what must not be.
        """
        if isinstance(tree, Text):
            return self._word(tree, kind)
        if isinstance(tree, Either):
            found = [query for part in tree.parts if (query := self.query(part, kind)) is not None]
            return either(found) if found else None
        if not isinstance(tree, All):
            return None
        if not any(self.query(part, kind) is not None for part in tree.parts):
            return None
        return self._matcher.all_of(tree.parts, lambda part: self._up_to(part, kind))

    def _up_to(self, tree: Tree, kind: Match) -> Query:
        """What ``tree`` finds exactly or in any kind up to ``kind``."""
        kinds = KINDS[: KINDS.index(kind) + 1]
        near = [query for each in kinds if (query := self.query(tree, each)) is not None]
        return either([Query.boost_query(self._matcher.query(tree), 3.0), *near])

    def _word(self, text: Text, kind: Match) -> Query | None:
        if text.quoted:
            return None
        folded = fold(text.text)
        if kind == "pinyin":
            return self._pinyin(folded)
        return self._homophone(folded) if kind == "homophone" else self._typo(folded)

    # -- readings -------------------------------------------------------------------------------------------

    def _pinyin(self, folded: str) -> Query | None:
        if len(folded) < _SHORTEST_PINYIN:
            return None
        splits = self._readings.splits(folded)
        if not splits:
            return None
        queries = [Query.boost_query(self._split(units), TITLE) for units in splits]
        if nodes := self._matcher.names.sounding(folded):
            queries.append(self._matcher.at(nodes, 0.1))
        return either(queries)

    def _split(self, units: tuple[Unit, ...]) -> Query:
        """The titles that are read so."""
        if all(unit.whole for unit in units):
            return self._matcher.phrase("sound", list(enumerate(unit.letters for unit in units)))
        initials = "".join(unit.letters[0] for unit in units)
        wanted = self._initials(initials)
        if len(units) > 1 and any(len(unit.letters) > 1 for unit in units):
            sounds: Terms = [
                (at, unit.letters if unit.whole else f"{unit.letters}[a-z]*") for at, unit in enumerate(units)
            ]
            wanted.append(Query.regex_phrase_query(self._schema, "sound", list(sounds)))
        elif len(units) == 1:
            wanted = [Query.regex_query(self._schema, "sound", f"{units[0].letters}[a-z]*")]
        return Query.boolean_query([(Occur.Must, query) for query in wanted])

    def _initials(self, initials: str) -> list[Query]:
        if len(initials) < PIECE:
            return [Query.regex_query(self._schema, "initials", f"{initials}[a-z]*")]
        pieces = dict.fromkeys(initials[at : at + PIECE] for at in range(len(initials) - PIECE + 1))
        return [Query.term_query(self._schema, "initials", piece) for piece in pieces]

    def _homophone(self, folded: str) -> Query | None:
        if sum(len(run.text) for run in runs(folded) if run.unspaced) < 2:
            return None
        sounds = self._readings.alternatives(folded)
        terms: Terms = [
            (at, pattern(ways[0]) if len(ways) == 1 else f"({'|'.join(map(pattern, ways))})")
            for at, ways in enumerate(sounds)
        ]
        if all(len(ways) == 1 for ways in sounds):
            return self._matcher.phrase("sound", [(at, ways[0]) for at, ways in enumerate(sounds)])
        return Query.regex_phrase_query(self._schema, "sound", list(terms)) if len(terms) > 1 else None

    # -- slips ----------------------------------------------------------------------------------------------

    def _typo(self, folded: str) -> Query | None:
        every = runs(folded)
        if len(every) == 1 and not every[0].unspaced:
            return self._latin_typo(every[0].text)
        terms = title_terms(folded)
        if sum(len(run.text) for run in every if run.unspaced) < _SHORTEST_SLIP:
            return None
        if len(terms) >= _LONG:
            half = len(terms) // 2
            ways: Iterator[Terms] = iter([list(enumerate(terms[:half])), list(enumerate(terms[half:]))])
        else:
            ways = _slips(terms)
        return either([self._matcher.phrase("title", way) for way in ways])

    def _latin_typo(self, word: str) -> Query | None:
        if not _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO:
            return None
        distance = 2 if len(word) >= _TWO_TYPOS else 1
        in_title = Query.boost_query(Query.fuzzy_term_query(self._schema, "title", word, distance), TITLE)
        if len(word) > _LONGEST_IN_BODY:
            return in_title
        # A fuzzy query would visit every pair of Chinese characters, too (at 100,000 posts 15 ms instead of 1).
        in_body = Query.regex_query(self._schema, "body", _one_slip(word))
        return either([in_title, in_body])


def joined_pinyin(tree: Tree, readings: Readings) -> Tree:
    """``tree`` with neighbouring words that are pinyin in one: blanks between syllables are a way to type them."""
    if not isinstance(tree, All):
        return tree
    parts: list[Tree] = []
    for part in tree.parts:
        before = parts[-1] if parts else None
        if (
            isinstance(part, Text)
            and isinstance(before, Text)
            and _is_pinyin(part, readings)
            and _is_pinyin(before, readings)
        ):
            parts[-1] = Text(f"{before.text} {part.text}")
        else:
            parts.append(part)
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _is_pinyin(word: Text, readings: Readings) -> bool:
    """Whether a word may be syllables and nothing else."""
    return not word.quoted and any(plausible(units) == 1.0 for units in readings.splits(fold(word.text)))


def _words(tree: Tree) -> list[Text]:
    return [part for part in tree.parts if isinstance(part, Text)] if isinstance(tree, All) else []


def _one_slip(word: str) -> str:
    """A regular expression for what is one slip away from a Latin word: a letter another, more, less, two swapped."""
    letters = [pattern(letter) for letter in word]
    ways: dict[str, None] = {}
    for at in range(len(letters) + 1):
        before, after = "".join(letters[:at]), "".join(letters[at:])
        ways[f"{before}[a-z0-9]{after}"] = None
        if at < len(letters):
            rest = "".join(letters[at + 1 :])
            ways[f"{before}[a-z0-9]?{rest}"] = None
        if at + 1 < len(letters):
            ways[f"{before}{letters[at + 1]}{letters[at]}{''.join(letters[at + 2 :])}"] = None
    return f"({'|'.join(ways)})"


def _slips(terms: list[str]) -> Iterator[Terms]:
    """What a title may have instead of ``terms``: one of them another, one more, one less, two swapped."""
    size = len(terms)
    for at in range(size):
        yield [(place, term) for place, term in enumerate(terms) if place != at]
        if at > 0:
            yield [(place + (place >= at), term) for place, term in enumerate(terms)]
            swapped = [*terms[: at - 1], terms[at], terms[at - 1], *terms[at + 1 :]]
            yield list(enumerate(swapped))
        if 0 < at < size - 1:  # without its first or last one it is the first case
            yield list(enumerate(terms[:at] + terms[at + 1 :]))
