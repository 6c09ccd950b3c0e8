"""Posts like a given one: its most telling words asked for all at once, weighed by how rare they are.

The index keeps no texts, so the words are taken from the text itself. In a script without blanks they are grown from
pairs of characters: telling pairs that stand in a row, again and again, are one word.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz
from tantivy import Occur, Query

from reader.library.found import Found
from reader.library.matching import body_phrase
from reader.library.placing import first_place, post_at, seconds_at
from reader.library.query import Either, Text
from reader.library.query import Query as Asked
from reader.library.terms import runs, title_terms
from reader.library.textindex import IndexDamaged
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import tantivy

    from reader.library.catalog import Catalog
    from reader.library.matching import Terms
    from reader.library.textindex import Searcher
    from reader.model import Post, PostId

MOST = 50
"""Posts that are shown at most."""
_READ = 20_000
"""Characters of a text that are looked at."""
_LOOKED_UP = 500
"""Words whose rarity is looked up: the most frequent ones of the text."""
_TELLING, _ASKED = 80, 24
"""Words that may be grown together, and those that are asked for in the end."""
_LONGEST = 8
"""Characters of a grown word."""
_COMMON, _RARE = 0.2, 20
"""Words that a greater share of all posts has, and more than so many of them, tell nothing."""
_FEW = 5
"""With more words than that a post must have two of them."""
_RECALL = 300
_IN_TITLE = 3
"""A word of the title counts as if the text had it so many times more; found in a title it counts so much more."""
_LEAST = 0.08
"""What a post must have of the score that the given one has itself."""
_TITLE, _NEAR = 0.35, 0.12
"""What an equal title and the same day are worth, measured by the score of the given post itself."""
_NEAR_DAYS = 30.0
_SAME_TITLE, _SAME_SCORE = 92.0, 0.1
"""Two posts are one when their titles are so alike (in percent) and their scores no further apart (as a share)."""
_DAY = 86_400
_SHORTEST, _SHORTEST_NUMBER = 2, 3
"""Letters and digits that may tell something."""
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]")
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_GRAMMAR = re.compile("[\u3041-\u309f的了是在和与也及等着就都而被把]")
"""Characters that join words rather than make them: a pair with one of them tells how things are said, not what."""


@dataclass(frozen=True)
class Related(Found):
    """Posts like one, best first, each with a score; the needles are the words by which they were found."""

    copies: dict[PostId, tuple[PostId, ...]] = field(default_factory=dict)
    """The posts that are as good as the same, by the one of them that is listed."""


class _Word(NamedTuple):
    """Something telling."""

    text: str
    weight: float


def related(catalog: Catalog, post: Post, text: str, *, limit: int = MOST) -> Related:
    """The posts most like ``post``; the same every time it is asked of the same archive.

    Args:
        catalog: of the archive.
        post: which post.
        text: what a reader sees of its body.
        limit: posts at most.
    """
    try:
        searcher = catalog.texts.searcher()
        if searcher is None:
            return Related(_asked(()), "relevance")
        return _Likeness(catalog, searcher, post, text).best(limit)
    except IndexDamaged:
        catalog.texts.damaged()
        return Related(_asked(()), "relevance")


class _Candidate(NamedTuple):
    score: float
    """Compared with the given post's own."""
    value: float
    """The same and what its title and date add."""
    place: int
    title: str


class _Likeness:
    def __init__(self, catalog: Catalog, searcher: Searcher, post: Post, text: str) -> None:
        self._catalog, self._searcher, self._post = catalog, searcher, post
        self._title, self._body = fold(post.title), fold(text[:_READ])
        self._own = catalog.row_id(post.id)

    def best(self, limit: int) -> Related:
        words = self.words()
        chosen, copies = self._folded(self._candidates(words), limit)
        return Related(
            _asked([word for word in words if self._is_a_word(word.text)]),
            "relevance",
            array("I", [post_at(candidate.place) for candidate in chosen]),
            array("q", [seconds_at(candidate.place) for candidate in chosen]),
            bytes(len(chosen)),
            array("f", [candidate.value for candidate in chosen]),
            len(chosen),
            len(chosen),
            copies=self._ids(copies),
        )

    def _ids(self, copies: dict[int, list[int]]) -> dict[PostId, tuple[PostId, ...]]:
        """The same by the ids of posts instead of row ids."""
        posts = self._catalog.by_row([number for one, others in copies.items() for number in (one, *others)])
        return {
            posts[one].id: tuple(posts[number].id for number in others if number in posts)
            for one, others in copies.items()
            if one in posts
        }

    # -- what is telling ------------------------------------------------------------------------------------

    def words(self) -> list[_Word]:
        """What tells this post from others, the most telling first."""
        counts = Counter(_pieces(self._body))
        for piece in _pieces(self._title):
            counts[piece] += _IN_TITLE
        rarity = {
            piece: rarity
            for piece, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_LOOKED_UP]
            if (rarity := self._rarity(piece)) > 0.0
        }
        telling = sorted(
            (_Word(piece, (1 + math.log(counts[piece])) * rarity[piece]) for piece in rarity),
            key=lambda word: (-word.weight, word.text),
        )[:_TELLING]
        grown = self._grown({word.text for word in telling}, rarity)
        inside = {text[at : at + 2] for text, _ in grown for at in range(len(text) - 1)}
        single = [word for word in telling if word.text not in inside]
        return sorted([*grown, *single, *self._versions()], key=lambda word: (-word.weight, word.text))[
            :_ASKED
        ]

    def _is_a_word(self, text: str) -> bool:
        """Whether a reader would know it for a word: a mere pair may be the end of one and the beginning of another."""
        return len(text) > 2 or text in self._title

    def _rarity(self, piece: str) -> float:
        """How few posts have it; 0 when no other has it, or so many that it tells nothing."""
        having, every = self._searcher.frequency("body", piece), self._searcher.size
        if having < 2 or having > max(_RARE, every * _COMMON):
            return 0.0
        return self._idf(having)

    def _versions(self) -> Iterator[_Word]:
        """Numbers of versions in the title: ``3.2.1`` tells more than its digits do."""
        for text in sorted(set(_VERSION.findall(self._title))):
            terms = list(enumerate(title_terms(text)))
            _, having = self._searcher.search(_phrase(self._searcher.schema, "title", terms), 1)
            if having > 1:
                yield _Word(text, (1 + math.log(_IN_TITLE)) * self._idf(having))

    def _idf(self, having: int) -> float:
        return math.log(1 + (self._searcher.size - having + 0.5) / (having + 0.5))

    def _grown(self, telling: set[str], rarity: dict[str, float]) -> list[_Word]:
        """Telling pairs in a row, where that row stands several times (or in the title)."""
        counts = Counter(_rows(self._body, telling))
        for row in _rows(self._title, telling):
            counts[row] += _IN_TITLE
        words = []
        for row, count in counts.items():
            if count > 1:
                rarest = max(rarity[row[at : at + 2]] for at in range(len(row) - 1))
                words.append(_Word(row, (1 + math.log(count)) * rarest * 1.2))
        return words

    # -- what is like it ------------------------------------------------------------------------------------

    def _candidates(self, words: Sequence[_Word]) -> list[_Candidate]:
        """What has those words, the best first."""
        if not words:
            return []
        query = self._query(words)
        hits, _ = self._searcher.search(query, _RECALL)
        scored = [(score, place) for (score, _), place in zip(hits, self._searcher.places(hits), strict=True)]
        own = next(
            (score for score, place in scored if post_at(place) == self._own), scored[0][0] if scored else 1.0
        )
        titles = self._catalog.titles_of(post_at(place) for _, place in scored)
        candidates = []
        for score, place in scored:
            number = post_at(place)
            if number == self._own or number not in titles or score < own * _LEAST:
                continue
            title = fold(titles[number])
            value = (
                score / own + _TITLE * fuzz.ratio(self._title, title) / 100.0 + _NEAR * self._nearness(place)
            )
            candidates.append(_Candidate(score / own, round(value, 4), place, title))
        return sorted(candidates, key=lambda candidate: (-candidate.value, -candidate.place))

    def _query(self, words: Sequence[_Word]) -> Query:
        schema, clauses = self._searcher.schema, []
        for word in words:
            body, title = body_phrase(word.text)[0], list(enumerate(title_terms(word.text)))
            ways = [
                _phrase(schema, "body", body),
                Query.boost_query(_phrase(schema, "title", title), _IN_TITLE),
            ]
            either = Query.disjunction_max_query(ways, 0.1)
            clauses.append((Occur.Should, Query.boost_query(either, word.weight)))
        return Query.boolean_query(clauses, minimum_number_should_match=2 if len(clauses) > _FEW else 1)

    def _nearness(self, place: int) -> float:
        """1 for the same day, 0 for long before or after."""
        if self._post.date is None or place < first_place(None):
            return 0.0
        return 1.0 / (1.0 + abs(seconds_at(place) - self._post.date.seconds) / _DAY / _NEAR_DAYS)

    def _folded(
        self, candidates: Sequence[_Candidate], limit: int
    ) -> tuple[list[_Candidate], dict[int, list[int]]]:
        """The best of them, and what is as good as the same as one, by the row id of that one."""
        chosen: list[_Candidate] = []
        copies: dict[int, list[int]] = {}
        for candidate in candidates:
            same = next((other for other in chosen if _same(candidate, other)), None)
            if same is not None:
                copies.setdefault(post_at(same.place), []).append(post_at(candidate.place))
            elif len(chosen) < limit:
                chosen.append(candidate)
        return chosen, copies


def _asked(words: Sequence[_Word]) -> Asked:
    """A query for any of the words."""
    return Asked(Either(tuple(Text(word.text, quoted=True) for word in words)))


def _same(one: _Candidate, other: _Candidate) -> bool:
    """Whether two posts are as good as the same: alike in title, with the same numbers in it, and in what they have
    of the given post.
    """
    return (
        abs(one.score - other.score) <= _SAME_SCORE * max(one.score, other.score)
        and fuzz.ratio(one.title, other.title, score_cutoff=_SAME_TITLE) > 0
        and _NUMBER.findall(one.title) == _NUMBER.findall(other.title)
    )


def _pieces(folded: str) -> Iterator[str]:
    """What may be telling: words of two letters and more, longer numbers, pairs of characters."""
    for run in runs(folded):
        if run.unspaced:
            pairs = (run.text[at : at + 2] for at in range(len(run.text) - 1))
            yield from (pair for pair in pairs if not _GRAMMAR.search(pair))
        elif len(run.text) >= (_SHORTEST_NUMBER if run.text.isdigit() else _SHORTEST):
            yield run.text


def _rows(folded: str, telling: set[str]) -> Iterator[str]:
    """The longest rows of telling pairs, of three characters and more."""
    for run in runs(folded):
        if not run.unspaced:
            continue
        text, start = run.text, 0
        for at in range(len(text)):
            if at + 2 > len(text) or text[at : at + 2] not in telling:
                if 3 <= at + 1 - start <= _LONGEST:
                    yield text[start : at + 1]
                start = at + 1


def _phrase(schema: tantivy.Schema, field: str, terms: Terms) -> Query:
    if len(terms) == 1:
        return Query.term_query(schema, field, terms[0][1])
    return Query.phrase_query(schema, field, list(terms))
