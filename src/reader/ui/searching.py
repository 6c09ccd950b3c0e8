"""A search: the box, the answers, and the way back to exactly where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.ui.words import nothing_found

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.library.listing import Listing
    from reader.ui.loader import Loader
    from reader.ui.messages import Found
    from reader.ui.widgets.posts import PostList
    from reader.ui.widgets.search_box import SearchBox


class Before(NamedTuple):
    """Where one was when the search began."""

    listing: Listing
    position: int
    focus: str


class Searching:
    """A search by title, from the opening of its box until its results are left.

    Args:
        screen: gets the box.
        posts: lists the results.
        loader: finds them.
    """

    def __init__(self, screen: Screen[None], posts: PostList, loader: Loader) -> None:
        self._screen, self._posts, self._loader = screen, posts, loader
        self._box: SearchBox | None = None
        self._before: Before | None = None

    @property
    def is_typing(self) -> bool:
        """Whether keys are characters for the box."""
        return self._box is not None and self._screen.focused is self._box

    @property
    def typed(self) -> str:
        """What has been typed, while the search is on."""
        return self._box.value.strip() if self._box is not None else ""

    @property
    def is_on(self) -> bool:
        """Whether the list holds the results of a search (or will, with the next character)."""
        return self._before is not None

    def begin(self, focus: str) -> None:
        """Open the box, or go back into it.

        Args:
            focus: the pane to return to in the end.
        """
        if self._box is None:
            from reader.ui.widgets.search_box import SearchBox  # noqa: PLC0415 -- not before it is needed

            self._before = Before(self._posts.listing, self._posts.position, focus)
            self._loader.warm()
            self._box = SearchBox()
            self._screen.mount(self._box)
        self._screen.set_focus(self._box)  # now, not when its turn comes: the next key is for the box

    def type(self, typed: str) -> None:
        """Every character typed is a new question; an emptied box shows the list again."""
        if typed.strip():
            self._loader.find(typed)
        elif self._before is not None:
            self._posts.show(self._before.listing, position=self._before.position)

    def take(self, message: Found) -> bool:
        """Show an answer, unless something else has been typed meanwhile; whether it was shown."""
        if self._box is None or self._box.value != message.typed:
            return False
        self._posts.empty = nothing_found(message.typed)
        self._posts.show(message.listing, headings=False)
        return True

    def end(self) -> str:
        """Close the box and list what was listed before; the pane to return to."""
        before, self._before = self._before, None
        if self._box is not None:
            self._box.remove()
            self._box = None
        if before is None:
            return "list"
        self._posts.show(before.listing, position=before.position)
        return before.focus
