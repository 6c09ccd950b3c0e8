"""Going to a place by typing: one of the places, found by a part of its name, its path or its pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from textual.widgets import Input

from reader.language import later, tr
from reader.text import cell_len, one_line
from reader.ui.place_finding import Findable, PlaceFinder
from reader.ui.screens.picker import AROUND, Picked, Picker, PickerRows
from reader.ui.widgets.rows import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.ui.place import Kind, Place

_KINDS: dict[Kind, str] = {
    "search": later("saved search"),
    "source": later("source"),
    "author": later("source"),
}
"""What is said of places that are no categories."""


T = TypeVar("T", bound=Findable)


class FoundRows(PickerRows, Generic[T]):
    """What is found by its name. What each row says is made when it is in view."""

    def __init__(self, places: Sequence[T]) -> None:
        super().__init__([], 0)
        self._places = places
        self._finder: PlaceFinder[T] | None = None
        self._typed = ""
        self._shown = list(range(len(places)))

    def take(self, finder: PlaceFinder[T]) -> None:
        """What finds them is there."""
        self._finder, self._places = finder, finder.places
        self.narrow(self._typed)

    def prepare(self) -> PlaceFinder[T]:
        """What finds them; it takes a moment."""
        finder = PlaceFinder(self._places)
        finder.prepare()
        return finder

    def narrow(self, typed: str) -> None:
        """Leave the places that are called, or read, as typed, and stand on the best one."""
        self._typed = typed
        if self._finder is not None:
            self._shown = self._finder.find(typed)
            self.set_rows(len(self._shown), 0)

    def follow(self, typed: str) -> None:
        """The same, if that is not what has been typed before."""
        if typed != self._typed:
            self.narrow(typed)

    def stand_on(self, is_meant: Callable[[T], bool]) -> None:
        """Stand on the first row that is meant, if there is one."""
        row = next((row for row, at in enumerate(self._shown) if is_meant(self._places[at])), None)
        if row is not None:
            self.move_to(row)

    @property
    def is_ready(self) -> bool:
        """Whether what is typed is being followed."""
        return self._finder is not None

    def place_at(self, at: int) -> T:
        """One of all."""
        return self._places[at]


class PlaceRows(FoundRows["Place"]):
    """The places that are found."""

    def draw_row(self, row: int, width: int) -> list[Segment]:
        place = self._places[self._shown[row]]
        kind = tr(_KINDS[place.kind]) if place.kind in _KINDS else ""
        posts = "" if place.posts is None else f"{place.posts:,}"
        detail = " · ".join(filter(None, (kind, posts)))
        name, muted = f" {one_line(place.name)}", self.part("muted")
        above = name[: len(name) - len(place.shown)] if name.endswith(f"/{place.shown}") else ""
        parts = columns(name, f"{detail} ", width, self.part("plain"), muted)
        if above and cell_len(name) <= width - cell_len(detail) - 2:
            parts[:1] = [Segment(above, muted), Segment(name[len(above) :], self.part("plain"))]
        return parts


class FindingPicker(Picker, Generic[T]):
    """A box with what is found by its name.

    Args:
        title: what is to be found.
        rows: among which.
        count: how many these are.
    """

    def __init__(self, title: str, rows: FoundRows[T], count: int) -> None:
        super().__init__(title, [])
        self._count = count
        self._rows: FoundRows[T] = rows
        self._wish: Picked | None = None
        """What was chosen before it could be found."""

    def on_mount(self) -> None:
        self._tell()
        self.run_worker(self._prepare, thread=True)

    def _prepare(self) -> None:
        finder = self._rows.prepare()
        self.app.call_from_thread(self._take, finder)

    def _take(self, finder: PlaceFinder[T]) -> None:
        if self.is_mounted:
            self._rows.take(finder)
            self._tell()
            if self._wish is not None:
                self._choose(copy=self._wish.copy)

    def _choose(self, *, copy: bool) -> None:
        typed = self.query_one(Input).value
        if typed and not self._rows.is_ready:
            self._wish = Picked(0, copy)
            return
        self._rows.follow(typed)
        super()._choose(copy=copy)

    @property
    def is_ready(self) -> bool:
        """Whether what is typed is being followed."""
        return self._rows.is_ready

    def place_at(self, at: int) -> T:
        """What was picked."""
        return self._rows.place_at(at)


class PlacePicker(FindingPicker["Place"]):
    """A box that leads to a place.

    Args:
        title: what is to be found.
        places: among which.
    """

    def __init__(self, title: str, places: Sequence[Place]) -> None:
        super().__init__(title, PlaceRows(places), len(places))

    def offer(self, places: Sequence[Place]) -> None:
        """More has been read of the archive while one types: find among these from now on."""
        if len(places) == self._count:
            return

        def prepare() -> None:
            finder = PlaceFinder(places)
            finder.prepare()
            self.app.call_from_thread(self._take_more, finder)

        self.run_worker(prepare, thread=True)

    def _take_more(self, finder: PlaceFinder[Place]) -> None:
        if not self.is_mounted:
            return
        rows, self._count = self._rows, len(finder.places)
        here = rows.place_at(rows.chosen).identity if rows.chosen is not None else None
        self.query_one("#picker").styles.height = self._count + AROUND
        self._take(finder)
        if here is not None and self.follower is not None:  # one has moved to it
            rows.stand_on(lambda place: place.identity == here)
