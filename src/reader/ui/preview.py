"""The article follows the cursor of the list: at once for a single move, when the key is let go for a run of them."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.model import Post
    from reader.ui.loader import Loader
    from reader.ui.messages import ArticleLoaded, LoadFailed
    from reader.ui.widgets.article import ArticleView
    from reader.ui.widgets.posts import PostList

_QUIET = 0.06
"""Seconds between two moves from which on they count as single ones; a key held down repeats every 30 ms or so."""


class Preview:
    """Decides which post the article pane shows, and when it is loaded.

    Args:
        posts: whose cursor is followed.
        article: where the post is shown.
        loader: reads it.
    """

    def __init__(self, posts: PostList, article: ArticleView, loader: Loader) -> None:
        self._posts, self._article, self._loader = posts, article, loader
        self._wanted: Post | None = None
        self._shown = ""
        self._timer: Timer | None = None
        self._moved_at = 0.0

    def follow(self) -> None:
        """The cursor has moved."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        now = monotonic()
        held_down, self._moved_at = now - self._moved_at < _QUIET, now
        if held_down:
            self._timer = self._posts.set_timer(_QUIET, self.show)
        else:
            self.show()

    def show(self, *, again: bool = False) -> None:
        """Show the post under the cursor; ``again`` also when it is shown already, because it may have changed."""
        post = self._posts.current
        if post is None:
            self._wanted, self._shown = None, ""
            self._article.clear()
            self._article.border_title = ""
        elif again or post != self._wanted:
            self._wanted = post
            self._loader.article(post)

    def take(self, message: ArticleLoaded) -> None:
        """A post has been read: show it if it is still wanted, keeping one's place in it if it was there before."""
        if self._wanted is not None and message.post.id == self._wanted.id:
            self._article.show(message.head, message.body, again=message.post.id == self._shown)
            self._shown = message.post.id
            self.tell_progress()

    def take_failure(self, message: LoadFailed) -> None:
        """A post could not be read: say so in its place."""
        from reader.ui.head import head, note  # noqa: PLC0415

        if self._wanted is not None and message.post.id == self._wanted.id:
            text = f"{message.message}\n\nThe file may have been moved or deleted."
            self._article.show(head(message.post), note(text))
            self._shown = message.post.id

    def tell_progress(self) -> None:
        """How much has been read, in the border."""
        self._article.border_title = "" if self._article.is_empty else f"{self._article.progress:.0%}"
