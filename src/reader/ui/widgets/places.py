"""The pane of places: everything, what is unread, new, kept and read; saved searches, categories, sources, months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment

from reader.text import cell_len, shortened
from reader.ui.place import ALL, DOORS, OWN, Place
from reader.ui.place_tree import PlaceTree, above
from reader.ui.widgets.rows import RowsView, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from textual import events

    from reader.library.listing import Group
    from reader.library.sources import Source
    from reader.model import Count
    from reader.tallies import Tally
    from reader.ui.branches import Branches
    from reader.ui.place import Kind
    from reader.ui.place_tree import Branch

_BRIGHT: frozenset[Kind] = frozenset({"unread", "new"})
"""Places whose number is one of posts that wait to be read."""


class Places(RowsView):
    """The tree of places. Branches open and close; cursor and view stay where they are when counts change."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tree = PlaceTree()
        self._wanted: Place | None = None
        self._shown: list[Place] = [ALL]
        self._is_still = False

    def show(
        self,
        *,
        total: int | None = None,
        bookmarks: int | None = None,
        unread: Tally | None = None,
        authors: Mapping[str, int] | None = None,
        unread_in: Mapping[date, int] | None = None,
        new: Tally | None = None,
        categories: Branches | None = None,
        sources: Sequence[Source] | None = None,
        months: Sequence[Group] | None = None,
        searches: Sequence[Place] | None = None,
        problems: int | None = None,
        watched: Place | Literal[False] | None = None,
    ) -> None:
        """Other counts; what is not given stays as it is. ``watched`` is False when no words are watched any more."""
        tree = self._tree
        tree.total = tree.total if total is None else total
        tree.marks = tree.marks if bookmarks is None else bookmarks
        tree.unread, tree.new = unread or tree.unread, new or tree.new
        tree.unread_of = tree.unread_of if authors is None else authors
        tree.unread_in = tree.unread_in if unread_in is None else unread_in
        tree.categories = tree.categories if categories is None else categories
        tree.sources = tree.sources if sources is None else sources
        tree.months = tree.months if months is None else months
        tree.searches = tree.searches if searches is None else searches
        tree.problems = tree.problems if problems is None else problems
        tree.watched = tree.watched if watched is None else watched or None
        self._rebuild()

    @property
    def categories(self) -> Sequence[Count]:
        """Every category."""
        return self._tree.categories.counts

    @property
    def authors(self) -> Sequence[str]:
        """Those whose posts stand behind the sources that are shown, folded away or not."""
        return self._tree.authors()

    @property
    def shown(self) -> Sequence[Place]:
        """Every row, also those out of view."""
        return self._shown

    @property
    def current(self) -> Place:
        """The place under the cursor."""
        return self._shown[self.cursor]

    def every(self) -> list[Place]:
        """Every place that one can go to, also those that are folded away."""
        return self._tree.every()

    def go_to(self, kind: Kind, key: tuple[str, ...] = ()) -> None:
        """Stand on a place, opening what it is in; nothing happens when there is no such place."""
        self._tree.open_to(kind, key)
        self._rebuild()
        if (row := self._row_of(kind, key)) is not None:
            self.move_to(row)

    def unfold(self) -> bool:
        """Open the branch under the cursor; False when it is open, or no branch."""
        place, tree = self.current, self._tree
        if not tree.is_branch(place) or tree.is_open(place):
            return False
        tree.turn(place)
        self._rebuild()
        return True

    def fold(self) -> None:
        """Close the branch under the cursor, or go to the one it is in."""
        place, tree = self.current, self._tree
        if tree.is_branch(place) and tree.is_open(place):
            tree.turn(place)
            self._rebuild()
            return
        for kind, key in above(place):
            if (row := self._row_of(kind, key)) is not None:
                self.move_to(row)
                return

    @property
    def open_branches(self) -> list[Branch]:
        """The branches that are open: the kind of tree and the key of each."""
        return sorted(self._tree.open)

    def begin_at(self, place: Place, branches: Iterable[Branch]) -> None:
        """Stand on a place, as soon as it is there, with these branches open."""
        self._tree.open, self._wanted = set(branches), place
        if place.kind in {"author", "source"}:
            self._tree.also = place.identity
        self._rebuild()

    def _go(self, row: int) -> None:
        self._wanted = None
        super()._go(row)

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y - self.gutter.top
        if not 0 <= row < self.row_count:
            return
        event.prevent_default()
        place, here = self._shown[row], self.current
        sign = self.gutter.left + 1 + 2 * place.depth
        if self._tree.is_branch(place) and event.x in range(sign, sign + 2):
            self._tree.turn(place)
            self._rebuild()
            if self.current.identity != here.identity:  # it has been folded away
                self.post_message(self.Moved(self))
            return
        super().on_click(event)
        if place.kind in DOORS and event.chain == 1:
            self.post_message(self.Chosen(self))

    # -- rows -----------------------------------------------------------------------------------------------

    def _row_of(self, kind: Kind, key: tuple[str, ...]) -> int | None:
        wanted = kind, key
        return next((row for row, place in enumerate(self._shown) if place.identity == wanted), None)

    def _rebuild(self) -> None:
        """Make the rows anew; the place one stands on keeps its line of the screen."""
        before, old, top = self._shown, self.cursor, self.scroll_offset.y
        rows = self._tree.rows()
        if rows == before and self._wanted is None:
            self.forget_drawn()  # a sign may have turned
            return
        self._shown = rows
        row = self._here(self._wanted or before[old])
        if row and self._wanted is not None:
            self._wanted = None
        is_seen = 0 <= old - top < self.scrollable_content_region.height
        self._is_still = True
        self.set_rows(len(rows), row)
        self._is_still = False
        if is_seen:
            self.scroll_to(y=max(0, row - (old - top)), animate=False, immediate=True, force=True)
            self.reveal()

    def _here(self, place: Place) -> int:
        """The row of a place, else of what it stands in, else the first one."""
        chain = [place.identity] if self._wanted is not None else [place.identity, *above(place)]
        found = (self._row_of(*each) for each in chain)
        return next((row for row in found if row is not None), 0)

    def reveal(self) -> None:
        if not self._is_still:
            super().reveal()

    def selectable(self, row: int) -> bool:
        return self._shown[row].kind != "heading"

    def draw_row(self, row: int, width: int) -> list[Segment]:
        place = self._shown[row]
        muted = self.part("muted")
        if place.kind == "heading":
            return columns(f" {place.shown}", "", width, self.part("heading"), muted)
        tree = self._tree
        sign = ("▾ " if tree.is_open(place) else "▸ ") if tree.is_branch(place) else "  "
        label = f" {'  ' * place.depth}{sign}{place.shown}"
        if place.kind in DOORS:
            if cell_len(label) > width:
                label = f"   {place.brief}"
            return columns(label, "", width, muted, muted)
        has_unread = place.unread is None or place.unread > 0
        style = self.part("muted") if not has_unread else self.part("plain")
        if place.kind == "all" or (place.kind in OWN and not place.key):
            style = self.part("strong")
        if place.notes:
            note = shortened(place.notes, width - cell_len(label) - 2)
            return columns(label, f"{note} ", width, style, muted)
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
