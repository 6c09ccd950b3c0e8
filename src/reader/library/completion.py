"""What the piece of a query at the cursor may become: fields, their values, and the names of an archive."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.library import days
from reader.library.fields import CONTENTS, FIELDS, ORDERS, STATES
from reader.library.query import Field
from reader.library.tokens import narrow, tokens
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.library.tokens import Token
    from reader.model import Category, Count

    SoundsLike = Callable[[str, str], bool]
    """Whether typed letters are, or begin, the reading (pinyin) of a name."""


class Names(Protocol):
    """What an archive has names for, each with its number of posts."""

    def categories(self) -> Sequence[Count]:
        """Every category, whole paths."""

    def authors(self) -> Sequence[tuple[str, int]]:
        """Every author."""

    def tags(self, beginning: str) -> Sequence[tuple[str, int]]:
        """Tags that, folded, begin so (all of them, for an empty one); may be only the most frequent."""

    def labels(self) -> Sequence[tuple[str, int]]:
        """Every label that the user has given."""

    def months(self) -> Mapping[str, int]:
        """The months that have posts, as ``2021-07``."""


class Candidate(NamedTuple):
    """One thing that the piece may become."""

    text: str
    """What takes its place: ``cat:金融``; a name of a field ends in its colon, so that one types on."""
    label: str
    """What to show of it."""
    posts: int | None = None
    """How many posts it stands for; None when that is not known."""


class Completion(NamedTuple):
    """What may take the place of ``typed[start:stop]``, best first."""

    start: int
    stop: int
    candidates: tuple[Candidate, ...] = ()


_NAMING = frozenset({"cat", "author", "tag", "label"})
"""Fields whose values are names: these stay called as they were typed."""
LIMIT = 12
"""Candidates that are shown."""


def complete(
    typed: str,
    cursor: int,
    names: Names,
    sounds_like: SoundsLike | None = None,
    limit: int = LIMIT,
) -> Completion:
    """What the piece of ``typed`` at the cursor may become; what stands behind the cursor in it is replaced too.

    Args:
        typed: a query, as far as it is there.
        cursor: offset in code points.
        names: of the archive.
        sounds_like: knows how names are read; None: nothing is looked for by its reading.
        limit: candidates at most.
    """
    cursor = min(max(cursor, 0), len(typed))
    token = _at(narrow(typed), cursor)
    if token is None:
        return Completion(cursor, cursor)
    start, stop = token.start + token.dashes, token.stop
    found: Iterable[_Ranked]
    if token.kind == "word":
        fit = _Fit(typed[start:cursor], sounds_like)
        found = [*_field_names(fit), *_beginning(fit, names)]
    elif cursor < token.value_start:
        stop = token.value_start
        found = _field_names(_Fit(typed[start:cursor], None))
    else:
        value = narrow(typed)[token.value_start : cursor].strip('"')
        found = _values(token.name, _Fit(value, sounds_like), names)
    there = typed[start:stop]
    best = nsmallest(limit + 1, found, key=lambda ranked: (ranked[0], -(ranked[1].posts or 0)))
    candidates = [candidate for _, candidate in best]
    if token.kind == "field" and token.name in _NAMING and cursor >= token.value_start:
        candidates = [
            _called(candidate, token.name, typed[start : token.value_start]) for candidate in candidates
        ]
    candidates = [candidate for candidate in candidates if candidate.text != there]
    return Completion(start, stop, tuple(candidates[:limit]))


def _called(candidate: Candidate, name: str, typed: str) -> Candidate:
    """A value of the field ``name``, which is called as it was ``typed``: ``作者：``."""
    canonical = f"{name}:"
    if not candidate.text.startswith(canonical):
        return candidate
    return candidate._replace(text=typed + candidate.text.removeprefix(canonical))


_Ranked = tuple[int, Candidate]
"""A candidate with how well it fits, 0 best; of those that fit alike the one with most posts comes first."""


def _at(typed: str, cursor: int) -> Token | None:
    """The word or field that the cursor is in or behind."""
    for token in tokens(typed):
        if token.start + token.dashes < cursor <= token.stop:
            return token if token.kind in {"word", "field"} else None
    return None


@lru_cache(maxsize=32_768)  # the same names at every key: 1 to 3 µs each
def _folded(name: str) -> str:
    return " ".join(fold(name).split())


class _Fit:
    """How well names fit what is typed: as their beginning, inside of them, by their reading."""

    def __init__(self, typed: str, sounds_like: SoundsLike | None) -> None:
        self.folded = _folded(typed)
        self._sounds_like = sounds_like

    def of(self, name: str) -> int | None:
        """0, 1 or 2; None when it does not fit."""
        return self._of(self.folded, name)

    def of_path(self, path: Category) -> int | None:
        """The same for a category: for its own name, where what is typed before that are levels above it.

        Names may hold a ``/`` themselves.
        """
        if not self.folded:
            return 0 if len(path) == 1 else None
        ranks = []
        above = ""
        for level in reversed(path[:-1]):
            above = f"{_folded(level)}/{above}"
            if self.folded.startswith(above):
                ranks.append(self._of(self.folded[len(above) :].lstrip(), path[-1]))
        ranks.append(self.of(path[-1]))
        return min((rank for rank in ranks if rank is not None), default=None)

    def _of(self, folded: str, name: str) -> int | None:
        own = _folded(name)
        if folded in own:
            return 0 if own.startswith(folded) else 1
        if self._sounds_like and folded.isascii() and folded.isalpha() and not own.isascii():
            return 2 if self._sounds_like(folded, name) else None
        return None


def _candidate(field: str, name: str, posts: int | None = None) -> Candidate | None:
    """A condition on ``name``; None for a name with a quote in it, which no query can hold."""
    value = " ".join(name.split())
    plain = narrow(value)
    if '"' in plain or not value:
        return None
    quoted = str(Field(field, plain)).endswith('"')
    return Candidate(f'{field}:"{value}"' if quoted else f"{field}:{value}", f"{field}:{value}", posts)


def _ranked(field: str, found: Iterable[tuple[str, int | None, int | None]]) -> Iterator[_Ranked]:
    """Names, each with its posts and how well it fits (None: not at all), as candidates."""
    for name, posts, rank in found:
        if rank is not None and (candidate := _candidate(field, name, posts)):
            yield rank, candidate


# -- bare words -------------------------------------------------------------------------------------------------


def _field_names(fit: _Fit) -> Iterator[_Ranked]:
    """Fields, under the name that is being typed where that is Chinese."""
    for name, aliases in FIELDS.items():
        alias = next((alias for alias in (name, *aliases) if fit.of(alias) == 0), None)
        if alias is not None:
            text = f"{name if alias.isascii() else alias}:"
            yield -1, Candidate(text, text)


def _beginning(fit: _Fit, names: Names) -> Iterator[_Ranked]:
    """Categories and authors whose own name begins so, or is read so."""
    categories = (("/".join(path), posts, fit.of(path[-1])) for path, posts in names.categories())
    authors = ((name, posts, fit.of(name)) for name, posts in names.authors())
    for rank, candidate in chain(_ranked("cat", categories), _ranked("author", authors)):
        if rank != 1:
            yield rank, candidate


# -- values -----------------------------------------------------------------------------------------------------

_LENGTHS = (">1000", ">2000", ">5000", ">10000", "<300", "<1000")
_TABLES: dict[str, Mapping[str, Iterable[str]]] = {
    "is": STATES,
    "has": CONTENTS,
    "sort": dict(ORDERS.items()),
}


def _values(field: str, fit: _Fit, names: Names) -> Iterator[_Ranked]:
    if field == "cat":
        paths = (("/".join(path), posts, fit.of_path(path)) for path, posts in names.categories())
        return _ranked(field, paths)
    counted: dict[str, Callable[[], Sequence[tuple[str, int]]]] = {
        "author": names.authors,
        "label": names.labels,
        "tag": lambda: names.tags(fit.folded),
    }
    if field in counted:
        return _ranked(field, ((name, posts, fit.of(name)) for name, posts in counted[field]()))
    if field in {"date", "since", "after", "until", "before"}:
        return _dates(field, fit.folded, names.months())
    if field == "len":
        fitting = (length for length in _LENGTHS if length.startswith(fit.folded))
        return _ranked(field, ((length, None, rank) for rank, length in enumerate(fitting)))
    table = _TABLES.get(field, {})
    begun = (value for value, also in table.items() if any(fit.of(name) == 0 for name in (value, *also)))
    return _ranked(field, ((value, None, rank) for rank, value in enumerate(begun)))


_WORDS = (
    "today",
    "yesterday",
    "7d",
    "30d",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "last-year",
)
_CHINESE = (
    "今天",
    "昨天",
    "前天",
    "本周",
    "上周",
    "本月",
    "上个月",
    "近七天",
    "近三个月",
    "今年",
    "去年",
    "前年",
)


def _dates(field: str, typed: str, months: Mapping[str, int]) -> Iterator[_Ranked]:
    """Words, and years with posts or, once one is there, its months; the newest first. In a range, for its end."""
    first, dots, begun = typed.rpartition("..") if field == "date" else ("", "", typed)
    if first and days.span(first, date.max) is None:
        return iter(())
    counts: dict[str, int] = {}
    for month, posts in months.items():
        counts[month[:4]] = counts.get(month[:4], 0) + posts
        if len(begun) >= 4:  # else a year is still being typed
            counts[month] = posts
    known = sorted(counts, key=lambda name: (len(name), _newest_first(name)))
    names = [*_WORDS, *known] if not begun else [*known, *_WORDS, *_CHINESE]
    fitting = (name for name in names if name.startswith(begun))
    if dots or field != "date":
        counts = {}  # the end of a range is not all of it
    return _ranked(
        field, ((f"{first}{dots}{name}", counts.get(name), rank) for rank, name in enumerate(fitting))
    )


def _newest_first(name: str) -> int:
    return -int(name.replace("-", ""))
