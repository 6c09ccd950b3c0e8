"""The query language: text -> a tree. A query is never an error; what can't be understood is searched as text.

::

    query  = clause { clause }                 all must match
           | query ("OR" | "|") query          either; binds looser
    clause = ["-"] ( "(" query ")" | name ":" value | '"' phrase '"' | word )

Which posts a tree finds is :mod:`reader.library.select`'s; what a date means, :mod:`reader.library.days`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """Words to find in a title, as they are after folding."""

    text: str
    quoted: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.quoted else self.text


@dataclass(frozen=True, slots=True)
class Field:
    """A condition with a name; ``value`` is one that the name can have."""

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
    """A tree, and what the user should know about how it was understood."""

    tree: Tree
    hints: tuple[str, ...] = ()


FIELDS = ("cat", "title", "author", "tag", "date", "is")
"""The names that are known."""
STATES = ("bookmarked",)
"""What ``is:`` may ask."""
_LATER = frozenset({"body", "path", "has", "len", "sort"})
"""Names that mean a field to whoever types them, but are none here."""

_TYPED_WIDE = str.maketrans("：－“”„＂（）｜", ':-""""()|')
"""What an input method types for the signs of the language."""
_TOKEN = re.compile(
    r'(?P<dashes>-+(?=[^\s|)-]))|(?P<sign>[()|])|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"()|]+)|\s+'
)
_BARE = re.compile(r'[^\s"()|]+')
_NAMED = re.compile(r"([a-z]+):", re.IGNORECASE)
_DEEPEST = 50
"""Brackets in brackets; more are passed over."""


def parse(typed: str, today: date | None = None) -> Query:
    """The query that ``typed`` means. ``parse(str(tree)).tree == tree`` for every tree that comes from here.

    Args:
        typed: anything.
        today: what relative dates are counted from; None: the clock's.
    """
    return _Parser(typed.translate(_TYPED_WIDE), today or days.today()).query()


class _Group:
    """Clauses inside one pair of brackets."""

    def __init__(self, negated: bool = False) -> None:
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
        self.negated = False
        self.too_deep = 0
        self.hints: dict[str, None] = {}

    def query(self) -> Query:
        at = 0
        while match := _TOKEN.match(self.typed, at):
            at = match.end()
            if match["dashes"]:
                self.negated = len(match["dashes"]) % 2 == 1
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["phrase"] is not None:
                self._add(Text(match["phrase"], quoted=True))
            elif match["word"]:
                at = self._word(match["word"], at)
        while len(self.groups) > 1:
            self.hints["a bracket is never closed"] = None
            self._close()
        tree = self.groups[0].tree()
        if tree is None and self.typed.strip():
            self.hints["nothing in it has a meaning: searched as it is"] = None
            tree = Text(" ".join(self.typed.replace('"', " ").split()), quoted=True)
        return Query(tree if tree is not None else All(), tuple(self.hints))

    def _add(self, clause: Tree) -> None:
        self.groups[-1].branches[-1].append(_negation(clause) if self.negated else clause)
        self.negated = False

    def _sign(self, sign: str) -> None:
        if sign == "|":
            self._or()
        elif sign == "(":
            if len(self.groups) > _DEEPEST:
                self.too_deep += 1
                self.hints["too many brackets in brackets"] = None
            else:
                self.groups.append(_Group(self.negated))
            self.negated = False
        elif self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) > 1:
            self._close()
        else:
            self.hints["a bracket is never opened"] = None

    def _close(self) -> None:
        tree = self.groups.pop().tree()
        if tree is not None:
            self._add(tree)

    def _or(self) -> None:
        branches = self.groups[-1].branches
        if not branches[-1]:
            self.hints["OR stands between two things"] = None
        else:
            branches.append([])

    def _word(self, word: str, stop: int) -> int:
        """Take a word, or the field that it begins; returns where to go on."""
        if word == "OR" and not self.negated:
            self._or()
            return stop
        if named := _NAMED.match(word):
            name, value = named[1].lower(), word[named.end() :]
            if name in FIELDS and not value and self.typed[stop : stop + 1] == '"':
                end = self.typed.find('"', stop + 1)
                end = len(self.typed) if end < 0 else end
                value, after = self.typed[stop + 1 : end], end + 1
            else:
                after = stop
            value = " ".join(value.split())
            if name in FIELDS and self._can_be(name, value):
                self._add(Field(name, value))
                return after
            self._explain(name, value)
        # A word of its own that would read as something else when it is written out.
        self._add(Text(word, quoted=word == "OR"))
        return stop

    def _can_be(self, name: str, value: str) -> bool:
        if name == "date":
            return days.span(value, self.today) is not None
        return value.lower() in STATES if name == "is" else bool(value)

    def _explain(self, name: str, value: str) -> None:
        if name == "date":
            self.hints[
                f"date:{value} is no date: try date:2021-07, date:2020..2021, date:7d, date:yesterday"
            ] = None
        elif name == "is":
            self.hints[f"is:{value} is not known: there is is:bookmarked"] = None
        elif name in FIELDS:
            self.hints[f"{name}: wants a word after it"] = None
        elif name in _LATER:
            self.hints[
                f"{name}: is no field here: there are {', '.join(f'{field}:' for field in FIELDS)}"
            ] = None


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
