"""What is listed on the screen, and what is said of it: the posts of a place, while no search is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr
from reader.ui.browsing import Browsing
from reader.ui.following import Following
from reader.ui.words import picked_told

if TYPE_CHECKING:
    from reader.ui.loader import Found
    from reader.ui.messages import ListLoaded
    from reader.ui.place import Place
    from reader.ui.screens.main import MainScreen


class Lists:
    """Lists the posts of places.

    Args:
        screen: whose list, places and last line say it.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen, self._posts = screen, screen.posts
        self.browsing = Browsing(screen.posts, screen.loader)
        self.following = Following(screen, self.browsing)
        self._was_empty = True

    @property
    def shows_bookmarks(self) -> bool:
        """Whether it is the bookmarks that are listed."""
        return self.browsing.place.kind == "bookmarks" and not self._screen.search.is_on

    def open(self, place: Place) -> None:
        """List the posts of a place: its first screen at once, the rest as soon as it is read."""
        self.browsing.open(place)
        self.show_head()
        self._screen.tell_keys()
        self.load()

    def follow_place(self) -> None:
        """The cursor of the places has moved."""
        here, place = self.browsing.place, self._screen.places.current
        if not place.lists:
            return
        if self._screen.search.is_on:
            self._screen.search.end()
        elif (here.kind, here.key) == (place.kind, place.key):
            return
        self.open(place)

    def go_to(self, found: Found, place: Place) -> None:
        """Stand on a post: in what is listed, if it is there; else in a place, or among all posts."""
        screen = self._screen
        position = self._posts.listing.find(found.row, found.posted)
        if position is not None:
            self._posts.go_to(position)
            return
        if screen.search.is_on:
            screen.search.end()
        self.browsing.open_at(place, found)
        screen.places.go_to(place.kind, place.key)
        self.browsing.load()

    def show_head(self) -> None:
        """The first screen of the list."""
        self.browsing.show_head()
        self.entitle()

    def load(self) -> None:
        """The rest of the list, and the article."""
        self.browsing.load()
        self._screen.preview.show()

    def take(self, message: ListLoaded) -> None:
        """A list has been read whole: show it if it is still wanted."""
        if not self.browsing.is_wanted(message) or self._screen.search.is_on:
            return
        self.browsing.take(message.listing)
        place, shown = self.browsing.place, self._screen.places.current
        if place.kind == "all" and self.browsing.is_pending and shown.kind != "all":
            self._screen.places.go_to("all")  # what was wanted is not where it was any more
        self.entitle()
        # Perhaps it is the very post that is being read.
        self._screen.preview.show(again=self.following.take_changed())

    def sort(self) -> None:
        """The next order."""
        if self._screen.search.found is not None:
            self._screen.search.sort()
        elif self.browsing.next_order():
            self.open(self.browsing.place)
        else:
            self._screen.notify(tr("This list has one order only."))

    def entitle(self) -> None:
        """Say what is listed, or why nothing is."""
        unread = self._screen.reads.unread_listed
        if self._screen.search.found is not None:
            title = self._screen.search.title(unread)
        else:
            is_unread = (
                not len(self._posts.listing) and not self._screen.session.complete
            )  # nothing is told of it yet
            self._posts.empty = self.browsing.why_empty(syncing=bool(self.following.progress) or is_unread)
            title = self.browsing.title(unread)
        if self._was_empty == bool(len(self._posts.listing)):
            self._was_empty = not self._was_empty
            self._screen.tell_keys()
        picked = len(self._posts.picks)
        self._posts.border_title = f"{picked_told(picked)} · {title}" if picked else title
        self.tell()

    def tell(self) -> None:
        """Say in the last line what goes on, and where one stands."""
        listing = self._posts.listing
        total = len(listing) if self._screen.search.found else listing.total
        where = f"{self._posts.listed.first + self._posts.position + 1:,} / {total:,}" if total else ""
        self._screen.status.tell("   ".join(part for part in (self.following.progress, where) if part))
