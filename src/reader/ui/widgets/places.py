"""The places: everything, what is unread, new, kept and read; saved searches, the tree of categories, the months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.segment import Segment

from reader import clock
from reader.model import Category, Selection
from reader.text import cell_len
from reader.ui.widgets.rows import RowsView, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from reader.library.listing import Group
    from reader.model import Count
    from reader.tallies import Tally

Kind = Literal[
    "all", "unread", "new", "bookmarks", "recent", "search", "category", "year", "month", "heading"
]
OWN: frozenset[Kind] = frozenset({"unread", "new", "bookmarks", "recent", "search"})
"""Places whose posts are told by what the user did: no selection of the catalogue gives them."""


class Place(NamedTuple):
    """Something whose posts can be listed (or a heading between such)."""

    kind: Kind
    label: str
    key: tuple[str, ...] = ()
    """What tells it from its like: the category's path (below New too), ``("2021",)``, ``("2021", "07")``, the name of
    a search."""
    posts: int | None = None
    unread: int | None = None
    """How many of these have not been read; None: that is not told."""
    query: str = ""
    """Of a saved search."""

    @property
    def depth(self) -> int:
        """How far it is set in."""
        return len(self.key) if self.kind == "new" else max(0, len(self.key) - 1)

    @property
    def name(self) -> str:
        """What the list of its posts is called."""
        if self.kind == "new" and self.key:
            return f"New in {'/'.join(self.key)}"
        return "/".join(self.key) if self.kind == "category" else "-".join(self.key) or self.label

    @property
    def selection(self) -> Selection:
        """The posts it holds, if it is none of :data:`OWN`."""
        if self.kind == "category":
            return Selection(category=self.key)
        if self.kind in {"year", "month"}:
            year, month = int(self.key[0]), int(self.key[1]) if self.kind == "month" else 0
            following = (year + 1, 1) if month in {0, 12} else (year, month + 1)
            return Selection(
                since=clock.midnight(date(year, month or 1, 1)), until=clock.midnight(date(*following, 1))
            )
        return Selection()


ALL = Place("all", "All posts")
_BRIGHT: frozenset[Kind] = frozenset({"unread", "new"})
"""Places whose number is one of posts that wait to be read."""


class Places(RowsView):
    """The tree of places. Branches open and close; what is open stays open when counts change."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._total: int | None = None
        self._marks: int | None = None
        self._unread: Tally | None = None
        self._new: Tally | None = None
        self._wanted: Place | None = None
        self.categories: Sequence[Count] = ()
        self._months: Sequence[Group] = ()
        self._searches: Sequence[Place] = ()
        self._open: set[tuple[str, tuple[str, ...]]] = set()
        self._shown: list[Place] = [ALL]
        self._branches: set[tuple[str, tuple[str, ...]]] = set()

    def show(
        self,
        *,
        total: int | None = None,
        bookmarks: int | None = None,
        unread: Tally | None = None,
        new: Tally | None = None,
        categories: Sequence[Count] | None = None,
        months: Sequence[Group] | None = None,
        searches: Sequence[Place] | None = None,
    ) -> None:
        """Other counts; what is not given stays as it is."""
        self._total = self._total if total is None else total
        self._marks = self._marks if bookmarks is None else bookmarks
        self._unread, self._new = unread or self._unread, new or self._new
        self.categories = self.categories if categories is None else categories
        self._months = self._months if months is None else months
        self._searches = self._searches if searches is None else searches
        self._rebuild()

    @property
    def shown(self) -> Sequence[Place]:
        """Every row, also those out of view."""
        return self._shown

    @property
    def current(self) -> Place:
        """The place under the cursor."""
        return self._shown[self.cursor]

    def go_to(self, kind: Kind, key: tuple[str, ...] = ()) -> None:
        """Stand on a place, opening what it is in; nothing happens when there is no such place."""
        self._open |= {(_tree(kind), key[:size]) for size in range(_first(kind), len(key))}
        self._rebuild()
        for row, place in enumerate(self._shown):
            if (place.kind, place.key) == (kind, key):
                self.move_to(row)

    def unfold(self) -> bool:
        """Open the branch under the cursor; False when it is open, or no branch."""
        at = (_tree(self.current.kind), self.current.key)
        if at not in self._branches or at in self._open:
            return False
        self._open.add(at)
        self._rebuild()
        return True

    def fold(self) -> None:
        """Close the branch under the cursor, or go to the one it is in."""
        place = self.current
        at = (_tree(place.kind), place.key)
        if at in self._open:
            self._open.discard(at)
            self._rebuild()
        elif len(place.key) > _first(place.kind):
            above = next(p for p in self._shown if (_tree(p.kind), p.key) == (at[0], place.key[:-1]))
            self.move_to(self._shown.index(above))

    @property
    def open_branches(self) -> list[tuple[str, tuple[str, ...]]]:
        """The branches that are open: the kind of tree and the key of each."""
        return sorted(self._open)

    def begin_at(self, place: Place, branches: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Stand on a place, as soon as it is there, with these branches open."""
        self._open, self._wanted = set(branches), place
        self._rebuild()

    def _go(self, row: int) -> None:
        self._wanted = None
        super()._go(row)

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        if event.x < 2 + 2 * self.current.depth + 1 and not self.unfold():  # on its triangle
            self.fold()

    def _rebuild(self) -> None:
        here = self._wanted or (self._shown[self.cursor] if self.cursor < len(self._shown) else ALL)
        unread, new = self._unread, self._new
        news = [Place("new", "New", (), new.total if new else None), *self._news()]
        places = [
            Place("all", "All posts", (), self._total, unread.total if unread else None),
            Place("unread", "Unread", (), unread.total if unread else None),
            *self._visible(news),
            Place("bookmarks", "Bookmarks", (), self._marks),
            Place("recent", "Recently read"),
        ]
        in_categories = unread.categories if unread else {}
        categories = [
            Place("category", _label(each.path), each.path, each.posts, in_categories.get(each.path))
            for each in self.categories
        ]
        months = list(_calendar(self._months))
        self._branches = {(_tree(place.kind), place.key[:-1]) for place in (*news[1:], *categories, *months)}
        if self._searches:
            places += [Place("heading", ""), Place("heading", "Saved searches"), *self._searches]
        if categories:
            places += [Place("heading", ""), Place("heading", "Categories"), *self._visible(categories)]
        if months:
            places += [Place("heading", ""), Place("heading", "Months"), *self._visible(months)]
        self._shown = places
        row = next(
            (n for n, place in enumerate(places) if (place.kind, place.key) == (here.kind, here.key)), 0
        )
        if row:
            self._wanted = None
        self.set_rows(len(places), row)

    def _news(self) -> Iterable[Place]:
        """The categories that have new posts."""
        counts = self._new.categories if self._new else {}
        for each in self.categories:
            if posts := counts.get(each.path, 0):
                yield Place("new", _label(each.path), each.path, posts)

    def _visible(self, places: Iterable[Place]) -> list[Place]:
        return [
            place
            for place in places
            if all(
                (_tree(place.kind), place.key[:size]) in self._open
                for size in range(_first(place.kind), len(place.key))
            )
        ]

    def selectable(self, row: int) -> bool:
        return self._shown[row].kind != "heading"

    def draw_row(self, row: int, width: int) -> list[Segment]:
        place = self._shown[row]
        muted = self.part("muted")
        if place.kind == "heading":
            return columns(f" {place.label}", "", width, self.part("heading"), muted)
        at = (_tree(place.kind), place.key)
        sign = ("▾ " if at in self._open else "▸ ") if at in self._branches else "  "
        label = f" {'  ' * place.depth}{sign}{place.label}"
        has_unread = place.unread is None or place.unread > 0
        style = self.part("muted") if not has_unread else self.part("plain")
        if place.kind == "all" or (place.kind in OWN and not place.key):
            style = self.part("strong")
        bright, dim = _numbers(place, width - cell_len(label) - 2)
        parts = columns(label, f"{bright}{dim} ", width, style, muted)
        return [*parts[:-1], Segment(bright, self.part("plain")), Segment(f"{dim} ", muted)]


def _numbers(place: Place, room: int) -> tuple[str, str]:
    """The numbers of a place: of unread posts, bright, and of all where these are more, if there is room for both."""
    if place.posts is None:
        return "", ""
    total = f"{place.posts:,}"
    if place.unread is None:
        return (total, "") if place.posts and place.kind in _BRIGHT else ("", total)
    if not place.unread:
        return "", total
    bright, dim = f"{place.unread:,}", f"/{total}"
    return (bright, dim if place.unread < place.posts and len(bright + dim) <= room else "")


def _first(kind: Kind) -> int:
    """The length of the keys of the branches at the top of a tree: New is one itself."""
    return 0 if kind == "new" else 1


def _tree(kind: Kind) -> str:
    """Years and months are one tree."""
    return "month" if kind == "year" else kind


def _label(path: Category) -> str:
    return path[-1] or "(no name)"


def _calendar(months: Sequence[Group]) -> Iterable[Place]:
    """Years, each with its months, from the months of a listing that runs newest first."""
    years: dict[int, list[Group]] = {}
    for group in months:
        if group.day is not None:
            years.setdefault(group.day.year, []).append(group)
    for year, groups in years.items():
        yield Place("year", f"{year}", (f"{year}",), sum(map(len, groups)))
        for group in groups:
            assert group.day is not None
            yield Place("month", f"{group.day:%Y-%m}", (f"{year}", f"{group.day:%m}"), len(group))
