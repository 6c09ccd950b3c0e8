"""The list of a place: which one, in which order, and how it is read: its first screen at once, the rest soon."""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

from reader.language import tr
from reader.library.listing import Listing
from reader.model import Selection
from reader.ui.place import ALL, OWN, Place
from reader.ui.words import KEPT_ORDERS, ORDERS, list_title, why_empty

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.kept import KeptOrder
    from reader.library.watchwords import WatchWords
    from reader.model import Order
    from reader.session import Session
    from reader.ui.loader import Found, Loader
    from reader.ui.messages import ListLoaded
    from reader.ui.place import Kind
    from reader.ui.widgets.posts import PostList

_ONE_ORDER: frozenset[Kind] = frozenset({"search", "new", "recent", "watched"})


class Browsing:
    """The place whose posts are listed, when no search is on.

    Args:
        posts: lists them.
        loader: reads the list.
    """

    def __init__(self, posts: PostList, loader: Loader) -> None:
        self._posts, self._loader = posts, loader
        self.place: Place = ALL
        self._order: Order = "date"
        self._kept_order: KeptOrder = "added"
        self._stamp = 0
        self.is_pending = False
        """Another place is still listed, because this one takes a while."""
        self._wanted: Found | None = None
        self.words: Callable[[], WatchWords | None] = lambda: None
        """The words that the user looks out for; asked in a thread."""

    def begin_at(self, place: Place, order: str, kept_order: str) -> None:
        """Begin with a place and with these orders of lists, as :attr:`orders` has them; others don't count."""
        self.place = place
        self._order = next((each for each in ORDERS if each == order), self._order)
        self._kept_order = next((each for each in KEPT_ORDERS if each == kept_order), self._kept_order)

    @property
    def orders(self) -> tuple[str, str]:
        """The order of lists, and that of what is kept."""
        return self._order, self._kept_order

    def open(self, place: Place) -> None:
        """List another place; the list that is read for the one before is no longer wanted."""
        self.place = place
        self._stamp += 1
        self._wanted = None

    def open_at(self, place: Place, wanted: Found) -> None:
        """List another place, once it has been read, and stand on a post."""
        self.open(place)
        self.is_pending, self._wanted = True, wanted

    def show_head(self) -> None:
        """The first screen of the list, at once; nothing of those that take a while."""
        self.is_pending = self.place.kind != "bookmarks" and (
            self.place.kind in OWN
            or self._order == "title"
            or (self.place.kind == "source" and not self._loader.is_quick(self.place.selection))
        )
        if self.place.kind == "bookmarks":
            self._posts.show(self._loader.bookmarks(self._kept_order), kept=True)
        elif not self.is_pending:
            self._posts.show(self._loader.folded(self._loader.head(self.place.selection, self._order)))

    def load(self, *, soon: bool = False) -> None:
        """Read the whole list; ``soon`` is for what merely follows a sync."""
        self._loader.list(self._stamp, self.chosen(), soon=soon, folds=self.place.kind != "bookmarks")

    def chosen(self) -> Callable[[], tuple[Selection, Order] | Listing]:
        """What gives the whole list, in a thread."""
        place, order, kept_order, session = self.place, self._order, self._kept_order, self._loader.session
        words = self.words
        # What has just been read stays in the list until one leaves it.
        listed = () if self.is_pending else self._posts.listing.ids

        def choose() -> tuple[Selection, Order] | Listing:
            match place.kind:
                case "search" | "watched":
                    return _found(session, place.query if place.kind == "search" else words())
                case "bookmarks":
                    return session.keeping.listing(kept_order)
                case "unread":
                    everything = session.catalog.listing(place.selection, order)
                    return session.reads.unread(everything, kept=frozenset(listed))
                case "new":
                    new = session.reads.new()
                    inside = Selection(category=place.key)
                    return _within(new, session.catalog.listing(inside)) if place.key else new
                case "recent":
                    return session.reads.recent()
            return place.selection, order

        return choose

    def is_wanted(self, message: ListLoaded) -> bool:
        """Whether a list that was read is the one that is to be shown."""
        return message.stamp == self._stamp

    def take(self, listing: Listing) -> None:
        """The list has been read whole; where the post that is wanted is not in it, all posts are listed."""
        wanted = self._wanted
        position = listing.find(wanted.row, wanted.posted) if wanted is not None else 0
        if wanted is not None and position is None and self.place.kind != "all":
            self.open_at(ALL, wanted)
            self.load()
        elif self.is_pending:
            self.is_pending, self._wanted = False, None
            self._posts.show(listing, position=position or 0, kept=self.place.kind == "bookmarks")
        else:
            self._posts.replace(listing)

    def next_order(self) -> bool:
        """Another order; False where there is only one."""
        if self.place.kind in _ONE_ORDER:
            return False
        if self.place.kind == "bookmarks":
            kept_orders = list(KEPT_ORDERS)
            self._kept_order = kept_orders[(kept_orders.index(self._kept_order) + 1) % len(kept_orders)]
        else:
            orders = list(ORDERS)
            self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        return True

    def title(self, unread: int) -> str:
        """What is listed; so many of it have not been read."""
        if self.place.kind == "bookmarks":
            order = tr(KEPT_ORDERS[self._kept_order])
        else:
            order = "" if self.place.kind in _ONE_ORDER else tr(ORDERS[self._order])
        total = None if self.is_pending else self._posts.listing.total
        folds = self._posts.listed.folds
        return list_title(self.place, total, unread, order, len(folds) if folds is not None else 0)

    def why_empty(self, *, syncing: bool) -> str:
        """Why nothing is listed."""
        return why_empty(self.place, self._loader.session.root, syncing=syncing)


def _found(session: Session, sought: str | WatchWords | None) -> Listing:
    """What a saved search finds, or the posts that have a watched word."""
    from reader.ui import saving, watched  # noqa: PLC0415 -- not before there is one

    if isinstance(sought, str):
        return saving.listing_of(session, sought)
    return watched.listing_of(session, sought)


def _within(listing: Listing, others: Listing) -> Listing:
    """The posts of a list that are in another one too."""
    wanted = bytes(map(set(others.ids).__contains__, listing.ids))
    ids, posted = (array(each.typecode, compress(each, wanted)) for each in (listing.ids, listing.posted))
    return Listing(ids, posted, listing.newest_first)
