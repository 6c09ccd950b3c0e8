"""What a query finds, told by looking at every post: plain Python that the search is compared with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.library import days
from reader.library.fields import length_span
from reader.library.query import All, Either, Field, Not, Text
from reader.model import FEATURES
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from reader.library.query import Tree
    from reader.model import Post


class Whole(NamedTuple):
    """A post with all that a query can ask of it."""

    post: Post
    body: str
    features: int = 0
    states: frozenset[str] = frozenset()
    """What is told of it: ``is:read``, ``label:later``, ``note:word``."""


class _Atom(NamedTuple):
    text: str
    start: int
    stop: int

    @property
    def stands_alone(self) -> bool:
        """Whether it is a character that words are made of, not a word."""
        return "\u0e01" <= self.text[0] <= "\ud7a3"


_ATOM = re.compile(
    r"[\u0e01-\u0e4e\u3041-\u309f\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3]|[🎉🚀]|[a-z0-9а-я]+[+#]*"
)
"""A character of Thai, Japanese, Chinese or Korean; a picture; a word."""


def _atoms(text: str) -> list[_Atom]:
    return [_Atom(found.group(), *found.span()) for found in _ATOM.finditer(fold(text))]


IN_TITLE, IN_BODY = 2, 3
"""Letters from which on a last word may be the beginning of one."""


def has(text: str, asked: str, shortest: int = IN_TITLE, *, quoted: bool = False) -> bool:
    """Whether ``text`` has ``asked``: characters side by side, words whole, signs between them or not.

    The last word may be the beginning of one, unless ``asked`` is quoted or it is shorter than
    ``shortest``. Two characters that a sign parts must not be asked for: titles and bodies differ in that.
    """
    stands, wanted = _atoms(text), _atoms(asked)
    size = len(wanted)
    return bool(wanted) and any(
        _agree(stands[at : at + size], wanted, 1 << 30 if quoted else shortest)
        for at in range(len(stands) - size + 1)
    )


def _agree(stands: list[_Atom], wanted: list[_Atom], shortest: int) -> bool:
    for place in range(1, len(wanted)):
        if wanted[place - 1].stands_alone and wanted[place].stands_alone:
            assert wanted[place - 1].stop == wanted[place].start
            if stands[place - 1].stop != stands[place].start:
                return False
    *_, end = stands
    *_, last = wanted
    begins = not last.stands_alone and len(last.text) >= shortest
    return [each.text for each in stands[:-1]] == [each.text for each in wanted[:-1]] and (
        end.text.startswith(last.text) if begins else end.text == last.text
    )


def _named(name: str, asked: str) -> bool:
    """Whether a name has ``asked``, which begins a word where it is Latin."""
    name, asked = fold(name), " ".join(fold(asked).split())
    return any(
        name.startswith(asked, at) and not (asked[0].isascii() and at and name[at - 1].isascii() and name[at - 1].isalnum())
        for at in range(len(name))
    )  # fmt: skip


def _levels(path: Iterable[str]) -> list[str]:
    return [fold(level) for level in path]


def _within(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or low <= number) and (high is None or number <= high)


class Naive:
    """Answers for posts that are all known."""

    def __init__(self, posts: Iterable[Whole], today: date) -> None:
        self.posts, self.today = list(posts), today
        self._categories = [
            _levels(path[: depth + 1])
            for whole in self.posts
            for path in whole.post.categories
            for depth in range(len(path))
        ]

    def find(self, tree: Tree) -> set[str]:
        """The paths of what a query finds."""
        return {whole.post.path for whole in self.posts if self._meets(whole, tree)}

    def _meets(self, whole: Whole, tree: Tree) -> bool:
        if isinstance(tree, Text):
            return self._has_word(whole, tree)
        if isinstance(tree, Field):
            return self._has_field(whole, tree.name, tree.value)
        if isinstance(tree, Not):
            return not self._meets(whole, tree.part)
        if isinstance(tree, Either):
            return any(self._meets(whole, part) for part in tree.parts)
        assert isinstance(tree, All)
        return all(self._meets(whole, part) for part in tree.parts)

    def _has_word(self, whole: Whole, word: Text) -> bool:
        by = [] if word.quoted or len(fold(word.text)) < 2 else whole.post.authors
        return (
            has(whole.post.title, word.text, quoted=word.quoted)
            or has(whole.body, word.text, IN_BODY, quoted=word.quoted)
            or any(_named(author, word.text) for author in by)
        )

    def _has_field(self, whole: Whole, name: str, value: str) -> bool:
        post = whole.post
        told = f"{name}:{value}" in whole.states
        ways: dict[str, Callable[[], bool]] = {
            "is": lambda: told,
            "label": lambda: told,
            "note": lambda: told,
            "title": lambda: has(post.title, value),
            "body": lambda: has(whole.body, value, IN_BODY),
            "path": lambda: has(post.path, value),
            "author": lambda: any(_named(author, value) for author in post.authors),
            "cat": lambda: self._in_category(post, _levels(value.strip("/").split("/"))),
            "tag": lambda: fold(value) in map(fold, post.tags),
            "has": lambda: bool(whole.features & FEATURES[value]),
            "len": lambda: _within(len(whole.body), *(length_span(value) or ())),
            "date": lambda: self._is_of(post, value),
        }
        return ways[name]()

    def _is_of(self, post: Post, value: str) -> bool:
        span = days.span(value, self.today)
        assert span is not None
        if post.date is None:
            return False
        last = None if span.until is None else span.until - 1
        return _within(post.date.seconds, span.since, last)

    def _in_category(self, post: Post, wanted: list[str]) -> bool:
        """Below a category whose path ends so; where there is none, whose name (or path) begins so."""

        def ends(path: list[str]) -> bool:
            return path[-len(wanted) :] == wanted

        def begins(path: list[str]) -> bool:
            return any(
                path[at : at + len(wanted) - 1] == wanted[:-1] and path[at + len(wanted) - 1].startswith(wanted[-1])
                for at in range(len(path) - len(wanted) + 1)
            )  # fmt: skip

        meant = ends if any(map(ends, self._categories)) else begins
        return any(
            meant(_levels(path[: depth + 1])) for path in post.categories for depth in range(len(path))
        )
