"""From a query tree to a query of the text index: exactly what was asked for.

A bare word is looked for in titles, bodies and the names of authors; what a word may have been meant to be (pinyin,
homophones, typos) is :mod:`reader.library.near`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query

from reader.language import tr
from reader.library import days
from reader.library.entries import TITLED, folded_name
from reader.library.names import ids
from reader.library.placing import POST_BITS, first_place, post_at
from reader.library.query import All, Either, Field, Not, Text, length_span
from reader.library.terms import runs, title_terms
from reader.model import FEATURES
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    import tantivy

    from reader.library.names import Names, Node
    from reader.library.query import Tree
    from reader.library.states import States, Those
    from reader.library.textindex import Searcher

TITLE, BODY, AUTHOR = 4.0, 1.0, 0.4
"""How much a word counts where it is found."""
_BEGINNING, _BEGINNING_IN_BODY = 2, 3
"""Letters from which on a word is taken for the beginning of longer ones, in a title and in a body: few letters begin too
many words, and may be a syllable of pinyin."""
_LONGEST_BEGINNING = 100
"""Characters of a word from which on it is only itself: the index takes no expression of more than 1,000 states."""
_MANY, _LOOKED_AT = 1_000, 5_000
"""Posts in a state from which on those that the rest of a query finds are looked at one by one, and how many of them at
most: to look for so many takes as long."""

Terms = list[tuple[int, str]]
"""Terms at their positions, relative to each other."""


class Matcher:
    """Makes queries for one index.

    Args:
        schema: of the index.
        names: of the archive's categories and authors.
        states: knows what the user did with posts; only asked if the query does.
        today: what relative dates are counted from.
    """

    def __init__(
        self,
        schema: tantivy.Schema,
        names: Names,
        states: States,
        today: date,
    ) -> None:
        self.schema, self.names = schema, names
        self._states, self._today = states, today
        self._asked: dict[tuple[str, str], Those] = {}
        self.hints: dict[str, None] = {}
        """What the user should know; in order."""

    def query(self, tree: Tree) -> Query:
        """The posts that ``tree`` finds."""
        if isinstance(tree, Text):
            return self.word(tree)
        if isinstance(tree, Field):
            return self._field(tree.name, tree.value)
        if isinstance(tree, Not):
            return _all_but(self.query(tree.part))
        if isinstance(tree, Either):
            return either([self.query(part) for part in tree.parts])
        return self.all_of(tree.parts, self.query)

    def whole(self, tree: Tree, searcher: Searcher) -> Query:
        """The posts that ``tree`` finds, all of it.

        To look for each of very many posts that were read takes longer than most queries do: where the rest of the
        query finds few posts, those are looked at instead.
        """
        parts = tree.parts if isinstance(tree, All) else ()
        tests = {place: test for place, part in enumerate(parts) if (test := self._test(part))}
        rest = [part for place, part in enumerate(parts) if place not in tests]
        if not tests or not rest:
            return self.query(tree)
        query = self.all_of(rest, self.query)
        hits, total = searcher.search(query, _LOOKED_AT, order_by_field="place")
        if total > _LOOKED_AT:
            return self.query(tree)
        rows = map(post_at, searcher.places(hits))
        found = [row for row in rows if all(test(row) for test in tests.values())]
        return query.and_must_match(Query.term_set_query(self.schema, "post", found))

    def _test(self, part: Tree) -> Callable[[int], bool] | None:
        """Whether a post meets a condition that very many are looked for by; None for any other condition."""
        field = part.part if isinstance(part, Not) else part
        if not isinstance(field, Field) or field.name != "is":
            return None
        rows, others = self._those(field.name, field.value)
        if len(rows) < _MANY:
            return None
        among = others if isinstance(part, Not) else not others
        return lambda row: (row in rows) is among

    def all_of(self, parts: Sequence[Tree], query: Callable[[Tree], Query]) -> Query:
        """The posts that all parts find; ``query`` makes the query of one that is not negated."""
        wanted = [(Occur.Must, query(part)) for part in parts if not isinstance(part, Not)]
        barred = [(Occur.MustNot, self.query(part.part)) for part in parts if isinstance(part, Not)]
        return Query.boolean_query([*(wanted or [(Occur.Must, Query.all_query())]), *barred])

    def side_by_side(self, tree: Tree) -> Query | None:
        """The posts whose text has all words of ``tree`` as one phrase; None when there are no two."""
        parts = tree.parts if isinstance(tree, All) else ()
        words = [fold(part.text) for part in parts if isinstance(part, Text)]
        terms, goes_on = body_phrase(" ".join(words))
        if len(words) < 2 or len(terms) < 2 or goes_on:
            return None
        return self.phrase("body", terms)

    # -- words ----------------------------------------------------------------------------------------------

    def word(self, text: Text) -> Query:
        """The posts that have a word or phrase, as it is."""
        folded = fold(text.text)
        prefix = not text.quoted
        places = [
            Query.boost_query(self.in_title(folded, prefix=prefix), TITLE),
            Query.boost_query(self.in_body(folded, prefix=prefix), BODY),
        ]
        if not text.quoted and len(folded) > 1 and (authors := self.names.authors(folded)):
            places.append(self.at(authors, AUTHOR))
        return Query.disjunction_max_query(places, 0.1)

    def at(self, nodes: Sequence[Node], score: float = 1.0) -> Query:
        """The posts of any of some nodes."""
        return Query.const_score_query(Query.term_set_query(self.schema, "node", ids(nodes)), score)

    def in_title(self, folded: str, *, prefix: bool = True, field: str = "title") -> Query:
        """The posts whose title (or path) has ``folded``; its last word may be the beginning of one."""
        terms = title_terms(folded)
        return self.phrase(field, list(enumerate(terms)), prefix=prefix and _may_go_on(terms, _BEGINNING))

    def in_body(self, folded: str, *, prefix: bool = True) -> Query:
        """The posts whose body has ``folded``; its last word may be the beginning of one."""
        terms, goes_on = body_phrase(folded)
        return self.phrase(
            "body",
            terms,
            prefix=goes_on or (prefix and _may_go_on([term for _, term in terms], _BEGINNING_IN_BODY)),
        )

    def phrase(self, field: str, terms: Terms, *, prefix: bool = False) -> Query:
        """The posts that have ``terms`` one after the other; ``prefix``: the last may be the beginning of a term."""
        if not terms:
            return Query.empty_query()
        if any(len(term) > _LONGEST_BEGINNING for _, term in terms):
            prefix = False
        if len(terms) == 1:
            exact = Query.term_query(self.schema, field, terms[0][1])
            if not prefix:
                return exact
            longer = Query.regex_query(self.schema, field, pattern(terms[0][1]) + ".*")
            return Query.disjunction_max_query([exact, Query.const_score_query(longer, 0.5)], 0.0)
        if not prefix:
            return Query.phrase_query(self.schema, field, list(terms))
        *first, (at, last) = terms
        patterns = [(position, pattern(term)) for position, term in first]
        return Query.regex_phrase_query(self.schema, field, [*patterns, (at, pattern(last) + ".*")])

    # -- fields ---------------------------------------------------------------------------------------------

    def _field(self, name: str, value: str) -> Query:
        """The posts that meet a condition."""
        ways: dict[str, Callable[[str], Query]] = {
            "title": lambda value: self.in_title(fold(value)),
            "body": lambda value: self.in_body(fold(value)),
            "path": self._path,
            "cat": self._category,
            "author": self._author,
            "tag": lambda value: Query.term_query(self.schema, "tag", folded_name(value)),
            "has": lambda value: Query.term_query(self.schema, "feature", FEATURES[value]),
            "is": lambda value: self._in_state("is", value),
            "label": self._label,
            "note": lambda value: self._in_state("note", value),
            "len": self._length,
            "date": self._date,
        }
        return ways[name](value)

    def _path(self, value: str) -> Query:
        """The posts whose path has ``value``; a name that is like the title is only in that."""
        titled = Query.term_query(self.schema, "path", TITLED)
        named = Query.boolean_query([(Occur.Must, titled), (Occur.Must, self.in_title(fold(value)))])
        return either([self.in_title(fold(value), field="path"), named])

    def _category(self, value: str) -> Query:
        return self._named(self.names.meant(value), tr("no category is called {name}"), value)

    def _author(self, value: str) -> Query:
        found = self.names.authors(folded_name(value)) or self.names.sounding(value, "author")
        return self._named(found, tr("no author is called {name}"), value)

    def _named(self, nodes: Sequence[Node], none: str, value: str) -> Query:
        if not nodes:
            self.hints[none.format(name=value)] = None
        return self.at(nodes)

    def _those(self, field: str, value: str) -> Those:
        if (field, value) not in self._asked:
            self._asked[field, value] = self._states(field, value)
        return self._asked[field, value]

    def _in_state(self, field: str, value: str) -> Query:
        rows, others = self._those(field, value)
        those = Query.term_set_query(self.schema, "post", list(rows))
        return _all_but(those) if others else those

    def _label(self, value: str) -> Query:
        rows, _ = self._those("label", value)
        if not rows:
            self.hints[tr("nothing is labelled {name}").format(name=value)] = None
        return Query.term_set_query(self.schema, "post", list(rows))

    def _length(self, value: str) -> Query:
        low, high = length_span(value) or (None, None)
        return self._range(
            "size",
            None if low is None else low << POST_BITS,
            None if high is None else (high + 1) << POST_BITS,
        )

    def _date(self, value: str) -> Query:
        spans = days.spans(value, self._today)
        if spans is None:
            return Query.empty_query()
        return either(
            [
                self._range(
                    "place", first_place(span.since), None if span.until is None else first_place(span.until)
                )
                for span in spans
            ]
        )

    def _range(self, field: str, low: int | None, high: int | None) -> Query:
        """From ``low`` to below ``high``."""
        last = None if high is None else high - 1
        return Query.const_score_query(
            Query.range_query(self.schema, field, FieldType.Integer, low, last), 1.0
        )


def body_phrase(folded: str) -> tuple[Terms, bool]:
    """The terms of a body in which ``folded`` stands, and whether the last is the beginning of a pair.

    A last character alone is: the pair that begins with it, or itself at the end of a run.
    """
    terms: Terms = []
    position, goes_on = 0, False
    every = runs(folded)
    for number, run in enumerate(every):
        if not run.unspaced:
            terms.append((position, run.text))
            position += 1
            continue
        text, last = run.text, number == len(every) - 1
        terms += [(position + at, text[at : at + 2]) for at in range(len(text) - 1)]
        if len(text) == 1:
            terms.append((position, text))
            goes_on = last
        position += len(text)
    return terms, goes_on


def either(queries: Sequence[Query]) -> Query:
    """The posts that any of some queries finds."""
    if len(queries) == 1:
        return queries[0]
    return Query.disjunction_max_query(list(queries), 0.1) if queries else Query.empty_query()


def _all_but(query: Query) -> Query:
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])


def pattern(term: str) -> str:
    """A term as a regular expression of tantivy, which takes no backslash before what needs none."""
    return re.escape(term)


def _may_go_on(terms: Sequence[str], shortest: int) -> bool:
    """Whether the last term may be the beginning of a longer word; a character of an unspaced script is not."""
    if not terms:
        return False
    (run,) = runs(terms[-1]) or (None,)
    return run is not None and not run.unspaced and len(run.text) >= shortest
