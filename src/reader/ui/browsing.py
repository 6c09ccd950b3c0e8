"""The list of a place: which one, in which order, and how it is read: its first screen at once, the rest soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.widgets.places import ALL, Place
from reader.ui.words import KEPT_ORDERS, ORDERS, list_title, why_empty

if TYPE_CHECKING:
    from reader.kept import KeptOrder
    from reader.library.listing import Listing
    from reader.model import Order, Selection
    from reader.ui.loader import Loader
    from reader.ui.messages import ListLoaded
    from reader.ui.widgets.posts import PostList


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

    def open(self, place: Place) -> None:
        """List another place; the list that is read for the one before is no longer wanted."""
        self.place = place
        self._stamp += 1

    def show_head(self) -> None:
        """The first screen of the list, at once."""
        if self.place.kind == "bookmarks":
            self._posts.show(self._loader.bookmarks(self._kept_order), kept=True)
        elif (
            self.place.kind != "search" and self._order != "title"
        ):  # which takes a while, and would not be at once
            self._posts.show(self._loader.head(self.place.selection, self._order))

    def load(self, *, soon: bool = False) -> None:
        """Read the whole list; ``soon`` is for what merely follows a sync."""
        place, order, loader, kept_order = self.place, self._order, self._loader, self._kept_order

        def choose() -> tuple[Selection, Order] | Listing:
            if place.kind == "search":
                from reader.ui.saving import listing_of  # noqa: PLC0415 -- not before there is one

                return listing_of(loader.session, place.query)
            if place.kind == "bookmarks":
                return loader.session.keeping.listing(kept_order)
            return place.selection, order

        loader.list(self._stamp, choose, soon=soon)

    def is_wanted(self, message: ListLoaded) -> bool:
        """Whether a list that was read is the one that is to be shown."""
        return message.stamp == self._stamp

    def next_order(self) -> bool:
        """Another order; False where there is only one."""
        if self.place.kind == "search":
            return False
        if self.place.kind == "bookmarks":
            kept_orders = list(KEPT_ORDERS)
            self._kept_order = kept_orders[(kept_orders.index(self._kept_order) + 1) % len(kept_orders)]
        else:
            orders = list(ORDERS)
            self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        return True

    @property
    def title(self) -> str:
        """What is listed."""
        if self.place.kind == "bookmarks":
            order = KEPT_ORDERS[self._kept_order]
        else:
            order = "" if self.place.kind == "search" else ORDERS[self._order]
        return list_title(self.place, self._posts.listing.total, order)

    def why_empty(self, *, syncing: bool) -> str:
        """Why nothing is listed."""
        return why_empty(self.place, self._loader.session.root, syncing=syncing)
