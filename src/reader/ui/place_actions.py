"""What one does with places as such: find one by typing, go to it, go through the doors between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr
from reader.ui.place import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import PostId
    from reader.ui.place import Place
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.picker import Picked
    from reader.ui.screens.place_picker import PlacePicker


class PlaceActions:
    """The methods named in the key table as ``place('…')``.

    Args:
        screen: whose places they are.
        copy: takes a text, and what to say of that.
    """

    def __init__(self, screen: MainScreen, copy: Callable[[str, str], None]) -> None:
        self._screen, self._copy = screen, copy
        self._picker: PlacePicker | None = None
        """While any place is being found."""

    def run(self, what: str) -> None:
        """Carry out ``place('…')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()

    def find(self) -> None:
        """Find any place by typing."""
        self._picker = self._find(tr("Go to"), self._screen.places.every())

    def follow(self) -> None:
        """There are other places than before."""
        if self._picker is not None:
            self._picker.offer(self._screen.places.every())

    def find_source(self) -> None:
        """Find a source by typing."""
        places = self._screen.places.every()
        self._find(tr("Sources"), [place for place in places if place.kind in {"author", "source"}])

    def _find(self, title: str, places: list[Place]) -> PlacePicker:
        from reader.ui.screens import place_picker  # noqa: PLC0415 -- not before it is opened

        picker = place_picker.PlacePicker(title, places)

        def go(picked: Picked | None) -> None:
            self._picker = None
            if picked is None:
                return
            place = picker.place_at(picked.index)
            if picked.copy:
                self._copy(place.name, tr("Copied the name of the place, {length}."))
            else:
                self.go_to(place)

        self._screen.app.push_screen(picker, go)
        return picker

    def go_to(self, place: Place) -> None:
        """Stand on a place, and list its posts."""
        screen = self._screen
        screen.places.go_to(place.kind, place.key)
        screen.lists.follow_place()
        screen.panes.enter("list")

    def enter(self, place: Place) -> bool:
        """Go through a door; False when it is none."""
        if place.kind == "more":
            self.find_source()
        elif place.kind == "health":
            self.health()
        else:
            return False
        return True

    def health(self) -> None:
        """What could not be read of the archive, what was guessed, and how big it is."""
        from reader.ui.screens.health import HealthScreen  # noqa: PLC0415 -- not before it is opened

        screen = self._screen

        def read(post: PostId | None) -> None:
            if post is not None and (found := screen.loader.find(post)) is not None:
                screen.lists.go_to(found, ALL)
                screen.panes.enter("article")

        screen.app.push_screen(HealthScreen(screen.session, lambda: screen.lists.following.synced), read)
