"""Which posts a query finds: exactly those, newest first. A scan over titles; no index, no near matches."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, NamedTuple

from reader.library import days
from reader.library.listing import Listing
from reader.library.query import Either, Field, Not, Text, parse
from reader.model import Selection
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from reader.library.catalog import Catalog
    from reader.library.query import Tree
    from reader.model import PostId


class Selected(NamedTuple):
    """The posts of a query, and what the user should know about how it was understood."""

    listing: Listing
    hints: tuple[str, ...] = ()


def select(
    catalog: Catalog, typed: str, bookmarked: Callable[[], Collection[PostId]], today: date | None = None
) -> Selected:
    """The posts that the query ``typed`` finds, newest first. Never raises for what was typed.

    Args:
        catalog: of the archive.
        typed: in the language of :mod:`reader.library.query`.
        bookmarked: which posts are bookmarked; only asked if the query does.
        today: what relative dates are counted from; None: the clock's.
    """
    now = today or days.today()
    query = parse(typed, now)
    everything = catalog.listing(Selection())
    finder = _Finder(catalog, everything, bookmarked, now)
    finder.scan_titles(query.tree)
    found = finder.find(query.tree)
    hints = (*query.hints, *finder.hints)
    if len(found) == len(everything):
        return Selected(everything, hints)
    kept = [place for place, row_id in enumerate(everything.ids) if row_id in found]
    ids = array("I", [everything.ids[place] for place in kept])
    return Selected(Listing(ids, array("q", [everything.posted[place] for place in kept])), hints)


class _Finder:
    """The sets of row ids that the parts of one query find."""

    def __init__(
        self, catalog: Catalog, everything: Listing, bookmarked: Callable[[], Collection[PostId]], today: date
    ) -> None:
        self.catalog = catalog
        self.everything = frozenset(everything.ids)
        self.bookmarked = bookmarked
        self.today = today
        self.in_titles: dict[str, set[int]] = {}
        """Folded text -> the posts whose title has it."""
        self.hints: dict[str, None] = {}

    def scan_titles(self, tree: Tree) -> None:
        """Read all titles once, for everything in ``tree`` that is looked for in them."""
        self.in_titles = {folded: set() for folded in map(_folded, _texts(tree)) if folded}
        patterns = [(text, _pattern(text), found) for text, found in self.in_titles.items()]
        after = ("", -1)
        while patterns and (chunk := self.catalog.titles(after)):
            after = chunk[-1]
            for text, pattern, found in patterns:
                if pattern is None:
                    found.update([row_id for title, row_id in chunk if text in title])
                else:
                    found.update(
                        [row_id for title, row_id in chunk if text in title and pattern.search(title)]
                    )

    def find(self, tree: Tree) -> Collection[int]:
        """The row ids of what ``tree`` finds."""
        if isinstance(tree, Text):
            return self.in_titles.get(_folded(tree.text), frozenset())
        if isinstance(tree, Field):
            return self._field(tree)
        if isinstance(tree, Not):
            return self.everything - frozenset(self.find(tree.part))
        parts = [frozenset(self.find(part)) for part in tree.parts]
        if isinstance(tree, Either):
            return frozenset().union(*parts)
        return frozenset.intersection(self.everything, *parts)

    def _field(self, field: Field) -> Collection[int]:
        if field.name == "title":
            return self.in_titles.get(_folded(field.value), frozenset())
        if field.name == "cat":
            return self._category(field.value)
        if field.name == "author":
            return self._author(field.value)
        if field.name == "tag":
            return self._tagged(field.value)
        if field.name == "is":
            return self.catalog.listing_of(self.bookmarked()).ids
        span = days.span(field.value, self.today)
        return self._listed([Selection(since=span.since, until=span.until)], dated=True) if span else ()

    def _category(self, value: str) -> Collection[int]:
        """The posts of every node whose path ends in ``value``, and below."""
        wanted = _folded(value).strip("/")
        paths = [count.path for count in self.catalog.categories()]
        found = [path for path in paths if f"/{_folded('/'.join(path))}".endswith(f"/{wanted}")]
        if not found:
            self.hints[f"no category is called {value}"] = None
        return self._listed([Selection(category=path) for path in found])

    def _author(self, value: str) -> Collection[int]:
        rows = self.catalog.database.rows("SELECT name FROM node WHERE kind = 'author' AND posts > 0", ())
        names = [name for (name,) in rows if _has(_folded(name), _folded(value))]
        return self._listed([Selection(author=name) for name in names])

    def _tagged(self, value: str) -> Collection[int]:
        tags = "FROM post, json_each(post.extra, '$.tags') AS tag"
        rows = self.catalog.database.rows(f"SELECT DISTINCT tag.value {tags}", ())
        for_all = self.catalog.database.rows(f"SELECT tag.value, post.id {tags}", ()) if rows else []
        wanted = {tag for (tag,) in rows if _folded(str(tag)) == _folded(value)}
        return {row_id for tag, row_id in for_all if tag in wanted}

    def _listed(self, selections: Iterable[Selection], *, dated: bool = False) -> set[int]:
        found: set[int] = set()
        for selection in selections:
            listing = self.catalog.listing(selection)
            ids = listing.ids
            if dated:  # a range that is open at its beginning has no posts without a date
                ids = ids[: len(ids) - sum(len(day) for day in listing.days if day.day is None)]
            found.update(ids)
        return found


def _texts(tree: Tree) -> Iterator[str]:
    """Everything in ``tree`` that is looked for in titles."""
    if isinstance(tree, Text):
        yield tree.text
    elif isinstance(tree, Field):
        if tree.name == "title":
            yield tree.value
    elif isinstance(tree, Not):
        yield from _texts(tree.part)
    else:
        for part in tree.parts:
            yield from _texts(part)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


_LATIN_START = re.compile(r"[a-z0-9\u00c0-\u024f]")


def _pattern(text: str) -> re.Pattern[str] | None:
    """What finds ``text`` at the beginning of a word; None for text that may begin anywhere, as Chinese does."""
    if not _LATIN_START.match(text):
        return None
    return re.compile(r"(?<![a-z0-9\u00c0-\u024f])" + re.escape(text))


def _has(folded: str, text: str) -> bool:
    pattern = _pattern(text)
    return bool(text) and text in folded and (pattern is None or pattern.search(folded) is not None)
