"""The query language: text -> a tree. A query is never an error; what can't be understood is searched as text.

::

    query  = clause { clause }                 all must match
           | query ("OR" | "|") query          either; binds looser
    clause = ["-"] ( "(" query ")" | name ":" value | '"' phrase '"' | word )

``AND`` between two clauses may be said. ``sort:`` is no condition: it stands anywhere, and the last one counts. The
names and values of fields are in :mod:`reader.library.fields`; what a date means, in :mod:`reader.library.days`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.language import tr
from reader.library import days
from reader.library.fields import (
    SearchOrder,
    canonical,
    explanation,
    length_span,
    near_miss,
    order_of,
    unfinished,
)
from reader.library.tokens import narrow, prefix, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reader.library.tokens import Token

__all__ = [
    "All",
    "Clause",
    "Either",
    "Field",
    "Not",
    "Query",
    "SearchOrder",
    "Text",
    "Tree",
    "clauses",
    "joined",
    "length_span",
    "parse",
    "terms",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A word or, quoted, a phrase to find."""

    text: str
    quoted: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.quoted else self.text


@dataclass(frozen=True, slots=True)
class Field:
    """A condition with a name; ``value`` is canonical."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{self.value}" if _BARE.fullmatch(self.value) else f'{self.name}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class Not:
    """What ``part`` does not find; never a ``Not`` itself."""

    part: Tree

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, All | Either) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class All:
    """What all of at least two parts find; without parts: everything. No part is an ``All``."""

    parts: tuple[Tree, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Either) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """What any of at least two parts finds. No part is an ``Either``."""

    parts: tuple[Tree, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


Tree = Text | Field | Not | All | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A tree, the order that was asked for, and what the user should know about how it was understood."""

    tree: Tree
    hints: tuple[str, ...] = ()
    order: SearchOrder | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.tree), self.order and f"sort:{self.order}")))


class Clause(NamedTuple):
    """A clause outside of all brackets, and where it is typed."""

    start: int
    stop: int
    meaning: Tree | SearchOrder


_BARE = re.compile(r'(?!//)[^\s"()|]+')
"""A value that needs no quotes."""
_DEEPEST = 50
"""Brackets in brackets; more are passed over."""
_MOST_HINTS = 8


def parse(typed: str, today: date | None = None) -> Query:
    """The query that ``typed`` means; ``parse(str(query))`` means the same, for every query that comes from here.

    Args:
        typed: anything.
        today: what relative dates are counted from; None: the clock's.
    """
    return _Parser(narrow(typed), today or days.today()).query()


def clauses(typed: str, today: date | None = None) -> list[Clause]:
    """What ``typed`` asks for, clause by clause; nothing when an OR stands between them."""
    parser = _Parser(narrow(typed), today or days.today())
    parser.query()
    return parser.clauses if len(parser.groups[0].branches) == 1 else []


def terms(tree: Tree) -> tuple[Text | Field, ...]:
    """The words, phrases, ``title:`` and ``body:`` that what is found has: what is to be marked in it."""
    return tuple(dict.fromkeys(_terms(tree)))


def _terms(tree: Tree) -> Iterator[Text | Field]:
    if isinstance(tree, Text):
        yield tree
    elif isinstance(tree, Field):
        if tree.name in {"title", "body"}:
            yield tree
    elif not isinstance(tree, Not):
        for part in tree.parts:
            yield from _terms(part)


class _Group:
    """Clauses inside one pair of brackets."""

    def __init__(self, start: int = 0, negated: bool = False) -> None:
        self.start = start
        """Where the bracket stands, or the dash before it."""
        self.negated = negated
        """A dash stands before the bracket."""
        self.branches: list[list[Tree]] = [[]]
        """The clauses on each side of every OR."""

    def tree(self) -> Tree | None:
        """All of it; None when nothing is in it."""
        sides = [joined(All, branch) for branch in self.branches if branch]
        if not sides:
            return None
        whole = joined(Either, sides)
        return _negation(whole) if self.negated else whole


class _Parser:
    def __init__(self, typed: str, today: date) -> None:
        self.typed = typed
        self.today = today
        self.groups = [_Group()]
        self.too_deep = 0
        self.order: SearchOrder | None = None
        self.clauses: list[Clause] = []
        self.hints: dict[str, None] = {}

    def query(self) -> Query:
        for token in tokens(self.typed):
            if token.kind == "sign":
                self._sign(token)
            elif token.kind == "phrase":
                if phrase := _squeezed(token.text):  # the beginning of one says nothing yet
                    self._add(Text(phrase, quoted=True), token)
            elif token.kind == "field":
                self._field(token)
            else:
                self._word(token)
        while len(self.groups) > 1:
            self._hint(tr("a bracket is never closed"))
            self._close(len(self.typed))
        tree = self.groups[0].tree()
        if tree is None and self.order is None and self.typed.strip():
            if not self.hints:
                self._hint(tr("nothing in it has a meaning: searched as it is"))
            tree = Text(_squeezed(self.typed.replace('"', " ")), quoted=True)
        return Query(tree if tree is not None else All(), tuple(self.hints), self.order)

    def _hint(self, text: str) -> None:
        if len(self.hints) < _MOST_HINTS:
            self.hints[text] = None

    def _add(self, clause: Tree, token: Token) -> None:
        self._append(_negation(clause) if token.negated else clause, token.start, token.stop)

    def _append(self, clause: Tree, start: int, stop: int) -> None:
        self.groups[-1].branches[-1].append(clause)
        if len(self.groups) == 1:
            self.clauses.append(Clause(start, stop, clause))

    def _sign(self, token: Token) -> None:
        if token.text == "|":
            self._or()
        elif token.text == "(":
            if len(self.groups) > _DEEPEST:
                self.too_deep += 1
                self._hint(tr("too many brackets in brackets"))
            else:
                self.groups.append(_Group(token.start, token.negated))
        elif self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) > 1:
            self._close(token.stop)
        else:
            self._hint(tr("a bracket is never opened"))

    def _close(self, stop: int) -> None:
        group = self.groups.pop()
        tree = group.tree()
        if tree is not None:
            self._append(tree, group.start, stop)

    def _or(self) -> None:
        branches = self.groups[-1].branches
        if not branches[-1]:
            self._hint(tr("OR stands between two things"))
        else:
            branches.append([])

    def _word(self, token: Token) -> None:
        operator = token.text in {"OR", "AND"}
        if operator and not token.dashes:
            if token.text == "OR":
                self._or()
            return
        if (named := prefix(token.text)) and (field := near_miss(named)):
            told = tr("{name}: is no field: did you mean {field}:?")
            self._hint(told.format(name=named, field=field))
        # A word of its own that would read as something else when it is written out.
        self._add(Text(token.text, quoted=operator), token)

    def _field(self, token: Token) -> None:
        value = _squeezed(token.value)
        meaning = canonical(token.name, value, self.today)
        if meaning is None:
            self._hint(explanation(token.name, value))
            if token.stop == len(self.typed) and unfinished(token.name, value):
                return  # it is being typed: what is found meanwhile should stay
            # Quoted, it reads back as text wherever it stands.
            self._add(Text(_squeezed(token.text), quoted=True), token)
        elif meaning[0] != "sort":
            self._add(Field(*meaning), token)
        elif token.negated:
            self._hint(tr("sort: cannot be negated: try sort:{order}").format(order=meaning[1]))
            self._add(Text(token.text, quoted=True), token)
        else:
            self.order = order = order_of(meaning[1])
            if order and len(self.groups) == 1:
                self.clauses.append(Clause(token.start, token.stop, order))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _negation(tree: Tree) -> Tree:
    if isinstance(tree, Text) and tree.text.startswith("-"):
        tree = Text(tree.text, quoted=True)  # another dash in front of it would count
    return tree.part if isinstance(tree, Not) else Not(tree)


def joined(kind: type[All | Either], parts: Sequence[Tree]) -> Tree:
    """``parts`` in one tree of ``kind``; those of that kind dissolve in it, and one alone stands for itself."""
    flat: list[Tree] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
