"""The article follows the cursor of the list: at once for a single move, when the key is let go for a run of them."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from reader.language import tr
from reader.ui.words import progress_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.document.blocks import Document
    from reader.document.pace import Pace
    from reader.model import Article, Post, PostId
    from reader.ui.laid_out import Standing
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
        view: where the post is shown.
        loader: reads it.
    """

    def __init__(self, posts: PostList, view: ArticleView, loader: Loader) -> None:
        self._posts, self._view, self._loader = posts, view, loader
        self._wanted: Post | None = None
        self._shown = ""
        self.article: Article | None = None
        """The post that is shown, with its body; None while it can't be read."""
        self.is_same = False
        """Whether what was shown last is the post that had been shown before: more of it, or a change in it."""
        self._found = ""
        self._pace: Pace | None = None
        self._timer: Timer | None = None
        self._moved_at = 0.0
        self._back_to: tuple[PostId, Standing] | None = None
        self.adorn: Callable[[Document, Post], Document] = lambda top, _: top
        """Adds to a head what else is to stand there."""
        self.leaving: Callable[[bool], object] = lambda _: None
        """Told before something is shown, whether it is the same post again."""
        self._is_hidden = False

    @property
    def reading(self) -> tuple[PostId, Standing] | None:
        """The post that is shown and where one stands in it."""
        standing = self._view.standing
        return (self.article.post.id, standing) if self.article is not None and standing else None

    def shows(self, post: Post) -> bool:
        """Whether it is the post that is shown, not only wanted."""
        return self._wanted is not None and self._wanted.id == post.id == self._shown

    def return_to(self, reading: tuple[PostId, Standing] | None) -> None:
        """Stand where one stood in a post, now or when it is shown again."""
        self._back_to = reading
        if reading is not None and self._shown == reading[0]:
            self._view.stand(reading[1])

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
            self.leaving(False)
            self._wanted, self._shown, self.article = None, "", None
            self._view.clear()
            self._view.border_title = ""
        elif again or post != self._wanted:
            self._wanted = post
            # Where one stands far down in it, its beginning alone would not have that place.
            self._loader.article(post, whole=post.id == self._shown)

    def take(self, message: ArticleLoaded) -> bool:
        """A post has been read: show it if it is still wanted, keeping one's place in it if it was there before."""
        if self._wanted is None or message.post.id != self._wanted.id:
            return False
        self.is_same = message.post.id == self._shown
        self.leaving(self.is_same)
        self.article, self._pace = message.article, message.pace
        file = self._loader.session.folder / message.post.path
        top = self.adorn(message.head, message.post)
        self._view.show(top, message.body, again=self.is_same, file=file)
        self._shown = message.post.id
        if message.spot is not None and not self.is_same and not self._returns:
            from reader.document.galley import Place  # noqa: PLC0415

            self._back_to = message.post.id, (Place(*message.spot), 0)
        self._is_hidden = self._view.standing is None
        if self._back_to is not None and self._returns:
            self._view.stand(self._back_to[1])
        if message.body.complete and not self._is_hidden:
            self._back_to = None
        self.tell_progress()
        return True

    @property
    def _returns(self) -> bool:
        """Whether one returns to a place in the post that is shown."""
        return self._back_to is not None and self._back_to[0] == self._shown

    def follow_view(self) -> None:
        """Something else of the article is in view, or it has been laid out."""
        if self._is_hidden and self._view.standing is not None:
            self._is_hidden = False
            if self._back_to is not None and self._returns:
                self._view.stand(self._back_to[1])
                self._back_to = None
        self.tell_progress()

    def take_failure(self, message: LoadFailed) -> None:
        """A post could not be read: say so in its place."""
        from reader.ui.head import head, note  # noqa: PLC0415

        if self._wanted is not None and message.post.id == self._wanted.id:
            text = tr("{trouble}\n\nThe file may have been moved or deleted.").format(trouble=message.message)
            self.leaving(False)
            self.article = self._pace = None
            self._view.show(self.adorn(head(message.post), message.post), note(text))
            self._shown = message.post.id

    def tell_progress(self) -> None:
        """How much has been read, and how long the rest will take, in the border."""
        view = self._view
        view.border_title = (
            "" if view.is_empty else progress_told(view.progress, self._minutes_left(), self._found)
        )

    def tell_found(self, count: str) -> None:
        """How much was found in the text, and where one is: ``3/12``, or nothing."""
        self._found = count
        self.tell_progress()

    def _minutes_left(self) -> int:
        place = self._view.bottom_place
        if place is None or self._pace is None:
            return 0
        return self._pace.minutes_from(place.block, place.offset) if place.part else self._pace.minutes
