"""How lists look: one row a post or two, and what is told there of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from reader.language import tr
from reader.ui.glances import Glances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.config import Config
    from reader.model import Post
    from reader.ui.app import ReaderApp
    from reader.ui.screens.main import MainScreen

Density = Literal["compact", "comfortable"]


class ListLooks:
    """Says how the list of a screen looks.

    Args:
        screen: whose list it is.
        config: what the user has chosen.
    """

    def __init__(self, screen: MainScreen, config: Config) -> None:
        self._screen = screen
        self.glances = Glances(screen.loader, screen.post_message)
        self._has_begun = False
        self._wanted: Sequence[Post] = ()
        screen.posts.density = config.ui.density
        screen.loader.folds = config.ui.fold_copies

    def begin(self) -> None:
        """A list has been read whole: from now on texts may be looked at. Before, the first screen would wait for it."""
        self._has_begun = True
        if self._wanted:
            self.glances.want(self._wanted)
            self._wanted = ()

    def want(self, posts: Sequence[Post]) -> None:
        """Look at the texts of some posts."""
        if self._has_begun:
            self.glances.want(posts)
        else:
            self._wanted = posts

    def density(self) -> None:
        """One row a post, or two; kept for the next start."""
        posts, app = self._screen.posts, cast("ReaderApp", self._screen.app)
        other: Density = "comfortable" if posts.density == "compact" else "compact"
        posts.set_density(other)
        app.choosing.set_interface("density", other)
        words = {
            "compact": tr("Lists with one row a post."),
            "comfortable": tr("Lists with a second row: the source, and how the text begins."),
        }
        self._screen.notify(words[other], timeout=2)

    def close(self) -> None:
        """Look at no more texts."""
        self.glances.close()
