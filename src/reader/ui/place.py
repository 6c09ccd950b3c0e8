"""A place as a value: something whose posts can be listed, or a row between such in the pane of places."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from reader import clock, datewords
from reader.language import later, tr, tr_plural
from reader.model import Selection

Kind = Literal[
    "all", "unread", "new", "watched", "bookmarks", "recent", "search", "category",
    "source", "author", "year", "month", "more", "health", "heading",
]  # fmt: skip
"""``source`` is several authors whose names begin alike; ``more`` leads to all sources, ``health`` to what is wrong
with files."""
OWN: frozenset[Kind] = frozenset({"unread", "new", "watched", "bookmarks", "recent", "search"})
"""Places whose posts are told by what the user did: no selection of the catalogue gives them."""
DOORS: frozenset[Kind] = frozenset({"more", "health"})
"""Rows that have no posts: one goes through them into another screen."""


class Place(NamedTuple):
    """Something whose posts can be listed (or a heading between such, or a door)."""

    kind: Kind
    label: str
    """Its name; of what is the program's own, in English."""
    key: tuple[str, ...] = ()
    """What tells it from its like: the category's path (below New too), the name of a source or an author,
    ``("2021",)``, ``("2021", "07")``, the name of a search."""
    posts: int | None = None
    """Of a door: what is behind it."""
    unread: int | None = None
    """How many of these have not been read; None: that is not told."""
    query: str = ""
    """Of a saved search."""
    group: str = ""
    """Of an author the source that it stands in."""
    notes: tuple[str, ...] = ()
    """Of watched words how many posts the newest day has, in words: ways to say that, the longest first."""

    @property
    def identity(self) -> tuple[Kind, tuple[str, ...]]:
        """What stays the same of it while its numbers change, and while an author comes to stand in a source."""
        return self.kind, self.key

    @property
    def depth(self) -> int:
        """How far it is set in."""
        if self.kind == "author":
            return 1 if self.group else 0
        return len(self.key) if self.kind == "new" else max(0, len(self.key) - 1)

    @property
    def lists(self) -> bool:
        """Whether it has posts to be listed."""
        return self.kind != "heading" and self.kind not in DOORS

    @property
    def name(self) -> str:
        """What the list of its posts is called."""
        if self.kind == "new" and self.key:
            return tr("New in {category}").format(category="/".join(self.key))
        if self.kind in {"author", "source"}:
            return self.key[0]
        return "/".join(self.key) if self.kind == "category" else self.shown

    @property
    def shown(self) -> str:
        """What it is called where it stands, in the language that is spoken."""
        match self.kind:
            case "month":
                return datewords.month(*map(int, self.key))
            case "year":
                return datewords.year(int(self.key[0]))
            case "more":
                return tr_plural("… {count:,} more", "… {count:,} more", self.posts or 0).format(
                    count=self.posts
                )
            case "health":
                words = tr_plural(
                    "{count:,} file needs a look", "{count:,} files need a look", self.posts or 0
                )
                return words.format(count=self.posts)
        return self.label if self.key else tr(self.label)

    @property
    def brief(self) -> str:
        """The same in fewer words, for where there is little room."""
        if self.kind == "health":
            return tr_plural("{count:,} to look at", "{count:,} to look at", self.posts or 0).format(
                count=self.posts
            )
        return self.shown

    @property
    def selection(self) -> Selection:
        """The posts it holds, if it is none of :data:`OWN`."""
        match self.kind:
            case "category":
                return Selection(category=self.key)
            case "author":
                return Selection(author=self.key[0])
            case "source":
                return Selection(source=self.key[0])
            case "year" | "month":
                year, month = int(self.key[0]), int(self.key[1]) if self.kind == "month" else 0
                following = (year + 1, 1) if month in {0, 12} else (year, month + 1)
                return Selection(
                    since=clock.midnight(date(year, month or 1, 1)), until=clock.midnight(date(*following, 1))
                )
        return Selection()


ALL = Place("all", later("All posts"))
