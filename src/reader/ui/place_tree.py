"""The rows of the places: what is known of an archive, put in order; what is folded away takes no time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reader.language import later, tr
from reader.library.sources import parted
from reader.ui.branches import Branches
from reader.ui.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from reader.library.listing import Group
    from reader.library.sources import Source
    from reader.model import Category
    from reader.tallies import Tally
    from reader.ui.place import Kind

Branch = tuple[str, tuple[str, ...]]
"""The kind of tree, and the key of what stands in it."""

TOP_SOURCES = 8
"""Sources that are shown; the others are found by typing."""
_SPARED = 2
"""So few more are shown, too: a row that leads to them would take as much room."""


class PlaceTree:
    """What there is, and which branches are open."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.marks: int | None = None
        self.unread: Tally | None = None
        self.new: Tally | None = None
        self.unread_of: Mapping[str, int] = {}
        """Unread posts by author, of those that are known."""
        self.unread_in: Mapping[date, int] = {}
        """Unread posts by the first day of a month."""
        self.categories = Branches()
        self.sources: Sequence[Source] = ()
        self.months: Sequence[Group] = ()
        self.searches: Sequence[Place] = ()
        self.watched: Place | None = None
        """That of watched words; None when there are none."""
        self.problems = 0
        """Files that need a look."""
        self.open: set[Branch] = set()
        self.also: tuple[Kind, tuple[str, ...]] | None = None
        """A source or an author that is shown, though it is none of the biggest."""
        self._branches: set[Branch] = set()

    # -- branches -------------------------------------------------------------------------------------------

    def is_branch(self, place: Place) -> bool:
        """Whether something stands in a place that is shown."""
        return branch_of(place) in self._branches

    def is_open(self, place: Place) -> bool:
        """Whether that is shown."""
        return branch_of(place) in self.open

    def turn(self, place: Place) -> None:
        """Open a branch, or close it."""
        self.open ^= {branch_of(place)}

    def open_to(self, kind: Kind, key: tuple[str, ...]) -> None:
        """Open what a place stands in."""
        if kind in {"author", "source"}:
            self.also = kind, key
            group = parted(key[0])[0]
            if kind == "author" and any(
                source.members for source in self._shown_sources() if source.name == group
            ):
                self.open.add(("source", (group,)))
            return
        tree = tree_of(kind)
        self.open |= {(tree, key[:size]) for size in range(_first(kind), len(key))}

    # -- rows -----------------------------------------------------------------------------------------------

    def rows(self) -> list[Place]:
        """Every row that is shown."""
        self._branches = set()
        unread, new = self.unread, self.new
        rows = [
            Place("all", later("All posts"), (), self.total, unread.total if unread else None),
            Place("unread", later("Unread"), (), unread.total if unread else None),
            Place("new", later("New"), (), new.total if new else None),
            *self._news(),
            *([self.watched] if self.watched is not None else []),
            Place("bookmarks", later("Bookmarks"), (), self.marks),
            Place("recent", later("Recently read")),
        ]
        if self.problems:
            rows.append(Place("health", "", (), self.problems))
        for heading, section in (
            (later("Saved searches"), self.searches),
            (later("Categories"), list(self._categories())),
            (later("Sources"), list(self._sources())),
            (later("Months"), list(self._months())),
        ):
            if section:
                rows += [Place("heading", ""), Place("heading", heading), *section]
        return rows

    def _news(self) -> Iterator[Place]:
        """The categories that have new posts."""
        numbers = self.new.categories if self.new is not None else {}
        top = ("new", ())
        if top not in self.open:
            if any(numbers.values()):
                self._branches.add(top)
            return
        for at, posts, is_branch in self.categories.seen_among(
            numbers, lambda path: ("new", path) in self.open
        ):
            path = self.categories.counts[at].path
            self._branches.add(top)
            if is_branch:
                self._branches.add(("new", path))
            yield Place("new", _label(path), path, posts)

    def _categories(self) -> Iterator[Place]:
        tree = self.categories
        unread = self.unread.categories if self.unread is not None else {}
        for at in tree.seen(lambda path: ("category", path) in self.open):
            path, posts = tree.counts[at]
            if tree.is_branch(at):
                self._branches.add(("category", path))
            yield Place("category", _label(path), path, posts, unread.get(path))

    def _sources(self) -> Iterator[Place]:
        """The biggest sources, one that is shown besides, and a way to the others."""
        shown = self._shown_sources()
        for source in shown:
            yield from self._source(source)
        left = len(self.sources) - len(shown)
        if not left:
            return
        if self.also is not None and (found := self._beside(*self.also, shown)):
            yield from found
        yield Place("more", "", (), left)

    def _shown_sources(self) -> Sequence[Source]:
        few = len(self.sources) <= TOP_SOURCES + _SPARED
        return self.sources if few else self.sources[:TOP_SOURCES]

    def _source(self, source: Source) -> Iterator[Place]:
        top = self._top(source)
        if not source.members:
            yield top
            return
        self._branches.add(branch_of(top))
        yield top
        if self.is_open(top):
            for name, posts in source.members:
                yield self._member(source, name, posts, parted(name)[1])

    def _top(self, source: Source) -> Place:
        """A source, or the author that it is alone."""
        if not source.members:
            return self._alone(source.name, source.posts)
        _, unread = _together([self._member(source, *member) for member in source.members])
        return Place("source", source.name, (source.name,), source.posts, unread)

    def _member(self, source: Source, name: str, posts: int, section: str = "") -> Place:
        """An author of a source, called by the section it is."""
        return Place("author", section or name, (name,), posts, self.unread_of.get(name), group=source.name)

    def _alone(self, name: str, posts: int) -> Place:
        """An author who is shown outside a source."""
        return Place("author", name or tr("(no name)"), (name,), posts, self.unread_of.get(name))

    def authors(self) -> list[str]:
        """Those whose posts stand behind the sources that are shown, folded away or not."""
        shown = list(self._shown_sources())
        if self.also is not None:
            key = self.also[1][0]
            shown += [source for source in self.sources if source.name in {key, parted(key)[0]}]
        return [name for source in shown for name, _ in source.members or ((source.name, 0),)]

    def _beside(self, kind: Kind, key: tuple[str, ...], shown: Sequence[Source]) -> list[Place]:
        """What is shown besides the biggest sources; nothing when it is there already, or nowhere."""
        group = parted(key[0])[0] if kind == "author" else key[0]
        if any(key[0] == source.name or (source.members and group == source.name) for source in shown):
            return []
        for source in self.sources[len(shown) :]:
            if source.name == key[0] and (kind == "source") is bool(source.members):
                return list(self._source(source))
            if kind == "author" and source.members and source.name == group:
                return [self._alone(*member) for member in source.members if member[0] == key[0]]
        return []

    def _months(self) -> Iterator[Place]:
        for year, months in self._years():
            self._branches.add(branch_of(year))
            yield year
            if self.is_open(year):
                yield from months

    def _years(self) -> Iterator[tuple[Place, list[Place]]]:
        """Years, each with its months."""
        dated = [(group.day, group) for group in self.months if group.day is not None]
        for year, groups in groupby(dated, lambda month: month[0].year):
            months = [self._month(day, group) for day, group in groups]
            yield Place("year", f"{year}", (f"{year}",), *_together(months)), months

    def _month(self, day: date, group: Group) -> Place:
        return Place(
            "month", f"{day:%Y-%m}", (f"{day.year}", f"{day:%m}"), len(group), self.unread_in.get(day)
        )

    # -- all ------------------------------------------------------------------------------------------------

    def every(self) -> list[Place]:
        """Every place that one can go to, folded away or not."""
        unread = self.unread.categories if self.unread is not None else {}
        own = [place for place in self.rows() if not place.key and place.lists]
        places = [*own, *self.searches]
        places += [
            Place("category", _label(path), path, posts, unread.get(path))
            for path, posts in self.categories.counts
        ]
        for source in self.sources:
            places += [self._top(source), *(self._member(source, *member) for member in source.members)]
        for year, months in self._years():
            places += [year, *months]
        return places


def branch_of(place: Place) -> Branch:
    """What a place is called as a branch."""
    return tree_of(place.kind), place.key


def tree_of(kind: Kind) -> str:
    """Years and months are one tree."""
    return "month" if kind == "year" else kind


def above(place: Place) -> Iterable[tuple[Kind, tuple[str, ...]]]:
    """What a place stands in, the nearest first."""
    if place.kind == "author":
        return [("source", (place.group,))] if place.group else []
    if place.kind == "month":
        return [("year", place.key[:1])]
    if place.kind not in {"category", "new"}:
        return []
    return [(place.kind, place.key[:size]) for size in range(len(place.key) - 1, _first(place.kind) - 1, -1)]


def _first(kind: Kind) -> int:
    """The length of the keys of the branches at the top of a tree: New is one itself."""
    return 0 if kind == "new" else 1


def _together(places: Sequence[Place]) -> tuple[int, int | None]:
    """The posts of several places that share none, and how many of them have not been read, where all tell."""
    known = [place.unread for place in places if place.unread is not None]
    return sum(place.posts or 0 for place in places), sum(known) if len(known) == len(places) else None


def _label(path: Category) -> str:
    return path[-1] or tr("(no name)")
