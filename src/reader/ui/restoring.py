"""Begin where one left off: place, list, search, article, and what of the screen was to be seen."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from reader.library.listing import Listing
from reader.ui.scene import Scene, Window

if TYPE_CHECKING:
    from reader.model import PostId
    from reader.ui.returning import Listed
    from reader.ui.screens.main import MainScreen
    from reader.ui.writing import Writer

_EVERY = 5.0
"""Seconds between two looks at what is to be kept: no more is lost when the program is killed."""
_LOOKS = 12
"""After so many of these it is kept, too, what there was to be seen in the archive."""
_BEFORE, _AFTER = 60, 140
"""Posts before and after the cursor that the next start shows before it has read the list."""


class Restoring:
    """Keeps what is on a screen, and brings it back.

    Args:
        screen: whose it is.
        writer: makes all changes of the user, one after the other.
        is_on: whether the user wants that.
    """

    def __init__(self, screen: MainScreen, writer: Writer, *, is_on: bool) -> None:
        self._screen, self._writer, self._is_on = screen, writer, is_on
        self._scene = Scene()
        self._given: Scene | None = None
        self._kept: Scene | None = None
        self._wanted: PostId | None = None
        self._looks = 0

    def follow(self, before: Restoring) -> None:
        """Begin where another screen stands now, not with what is kept."""
        self._given = before._scene if before._wanted else before._now()

    # -- the beginning --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show what was on the screen, as far as it is to be had at once; or all posts."""
        state, screen = self._screen.session.state, self._screen
        if self._given is not None:
            self._scene = self._given
        elif self._is_on:
            self._scene = self._kept = Scene.from_json(state.store.session(state.archive))
        scene = self._scene
        if scene.width:
            screen.typesetting.set_width(scene.width)
        screen.lists.browsing.begin_at(scene.place, scene.order, scene.kept_order)
        screen.places.begin_at(scene.place, scene.branches)
        if scene.place.kind == "bookmarks":
            screen.keeping.read_now()
        if scene.query:
            screen.posts.empty = "…"
        else:
            self._show_list()
            screen.lists.entitle()
        screen.panes.focus(scene.pane)
        if scene.zen:
            screen.panes.toggle_zen()

    def _show_list(self) -> None:
        """The part of the list that was to be seen; its first screen where that is not known any more."""
        scene, screen = self._scene, self._screen
        window = scene.window
        if window is not None and window.token == screen.loader.token():
            listing = Listing(
                array("I", window.rows), array("q", window.posted), window.newest_first, window.total
            )
            kept = scene.place.kind == "bookmarks"
            listing = listing if kept else screen.loader.folded(listing)
            screen.posts.show(listing, position=window.at, kept=kept, first=window.first)
            screen.posts.put_above(window.above)
            return
        found = screen.loader.find(scene.post) if scene.post is not None and not scene.query else None
        if found is not None:
            screen.lists.browsing.open_at(scene.place, found)
        else:
            screen.lists.browsing.show_head()

    def go_on(self) -> None:
        """After the first picture: the search, the rest of the list, the article."""
        scene, screen = self._scene, self._screen
        if scene.query:
            self._show_list()
            screen.search.begin("list", scene.query, screen.search.order_called(scene.query_order))
            screen.posts.show(Listing.empty())
            self._wanted = scene.post
        if scene.standing and scene.post is not None:
            from reader.document.galley import Place  # noqa: PLC0415 -- and with it documents: not for a first screen

            part, block, offset, above = scene.standing
            screen.preview.return_to((scene.post, (Place(part, block, offset), above)))
        screen.lists.load()
        screen.set_interval(_EVERY, self.keep)

    def take_answer(self) -> None:
        """The search has been answered: stand where one stood in its results."""
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        screen = self._screen
        if (found := screen.loader.find(wanted)) is not None:
            screen.posts.go_to(screen.posts.listing.find(found.row, found.posted) or 0)
        screen.panes.focus(self._scene.pane if self._scene.pane != "places" else "list")
        if self._scene.zen:
            screen.panes.toggle_zen()

    # -- from then on ---------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Remember what is on the screen, if it has changed; where one is in the article; now and then the look."""
        screen, state = self._screen, self._screen.session.state
        screen.attention.keep_place()
        if self._is_on and not self._wanted and (scene := self._now()) != self._kept:
            self._kept, data = scene, scene.to_json()
            self._writer.run(lambda: state.store.keep_session(state.archive, data))
        self._looks += 1
        if not self._looks % _LOOKS:
            screen.reads.keep_look()

    def _now(self) -> Scene:
        screen = self._screen
        browsing, post, reading = screen.lists.browsing, screen.posts.current, screen.preview.reading
        width = screen.typesetting.width
        place, above = reading[1] if reading is not None else (None, 0)
        return Scene(
            browsing.place._replace(posts=None, unread=None),
            *browsing.orders,
            tuple(screen.places.open_branches),
            self._window(screen.search.listed_before),
            screen.search.typed if screen.search.is_on else "",
            screen.search.order or "",
            post.id if post is not None else None,
            (*place, above) if place is not None else (),
            screen.panes.shown,
            screen.panes.is_zen,
            width if width != screen.typesetting.reading.width else 0,
        )

    def _window(self, listed: Listed) -> Window | None:
        listing, position = listed.listing, listed.position
        start, stop = max(0, position - _BEFORE), position + _AFTER
        if not len(listing) or self._screen.lists.browsing.is_pending:
            return None
        return Window(
            self._screen.loader.token(),
            tuple(listing.ids[start:stop]),
            tuple(listing.posted[start:stop]),
            listed.first + start,
            listing.total,
            position - start,
            listed.above,
            listing.newest_first,
        )
