"""Where one was before results were listed, and the way back to exactly there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.library.listing import Listing
    from reader.model import PostId
    from reader.ui.laid_out import Standing
    from reader.ui.picks import Picks
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.posts import PostList
    from reader.ui.widgets.results import Results


class Listed(NamedTuple):
    """A list as it was left."""

    listing: Listing
    results: Results | None
    position: int
    above: int
    """Rows of the window above the cursor."""
    first: int
    """How many posts of the list come before these."""
    kept: bool
    """It shows what is kept of each post."""
    picks: Picks
    """The posts that are picked."""

    @classmethod
    def of(cls, posts: PostList) -> Listed:
        """What is listed now."""
        first, kept = posts.listed.first, posts.listed.are_kept
        return cls(posts.listing, posts.results, posts.position, posts.above, first, kept, posts.picks)

    def show_again(self, posts: PostList) -> None:
        """List it, and stand where one stood."""
        posts.show(
            self.listing,
            position=self.position,
            results=self.results,
            kept=self.kept,
            first=self.first,
            picks=self.picks,
        )
        posts.put_above(self.above)


class Before(NamedTuple):
    """Where one was when a search began."""

    listed: Listed
    pane: str
    """The one that had the focus."""
    is_zen: bool
    reading: tuple[PostId, Standing] | None
    """The post that was shown, and where one stood in it."""

    @classmethod
    def of(cls, screen: MainScreen, pane: str) -> Before:
        """Where one is now, in ``pane``."""
        return cls(Listed.of(screen.posts), pane, screen.panes.is_zen, screen.preview.reading)

    def return_to(self, screen: MainScreen) -> None:
        """Go back there; the focus is for the caller to move."""
        self.listed.show_again(screen.posts)
        screen.preview.return_to(self.reading)
        if self.is_zen:
            screen.add_class("zen")
