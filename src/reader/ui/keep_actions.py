"""What one does to keep posts: bookmark them, and whatever else is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.screens.main import MainScreen


class KeepActions:
    """The methods named in the key table as ``keep('…')``.

    Args:
        screen: whose posts are kept.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def bookmark(self) -> None:
        """Bookmark the post, or take its bookmark away."""
        screen = self._screen
        if (post := screen.posts.current) is None:
            return
        try:
            kept = screen.session.toggle_bookmark(post)
            screen.posts.bookmarked = screen.session.bookmarked()
        except ReaderError as error:
            screen.notify(f"{error.message}. {error.hint}", severity="error", timeout=10, markup=False)
            return
        screen.posts.forget_drawn()
        screen.places.show(bookmarks=len(screen.posts.bookmarked))
        done = "Bookmarked" if kept else "Bookmark removed"
        screen.notify(f"{done}: {post.title}", timeout=2, markup=False)

    def bookmarks(self) -> None:
        """To the bookmarks."""
        self._screen.places.go_to("bookmarks")
        self._screen.panes.enter("list")

    def run(self, what: str) -> None:
        """Carry out ``keep('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()
