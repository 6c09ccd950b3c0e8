"""Whether an article is read, or merely passed over, and what follows: its read mark, the place in it, the history."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from reader.model import is_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.document.galley import Place
    from reader.model import Post
    from reader.ui.screens.main import MainScreen
    from reader.ui.writing import Writer

_GLANCE = 1.0
"""Seconds below which an article has been glanced at, whatever was to be seen of it."""
_STAY = 2.0
"""Seconds after which one stays with an article that merely follows the cursor of the list."""


class Attention:
    """Watches the article that is shown.

    One reads in an article by entering it or by scrolling it. It is read to its end when that has come into view so,
    a short one as soon as one has entered it.

    Args:
        screen: whose article it is.
        writer: makes all changes of the user, one after the other.
    """

    def __init__(self, screen: MainScreen, writer: Writer) -> None:
        self._screen, self._view, self._writer = screen, screen.article, writer
        self._post: Post | None = None
        self._shown_at = 0.0
        self._stood: Place | None = None
        """The place at the top that nobody has chosen."""
        self._had_moved = False
        self._is_visited = self._is_marked = False
        self._timers: list[Timer] = []

    # -- what is shown --------------------------------------------------------------------------------------

    def leave(self, *, same: bool) -> None:
        """Another article is about to be shown, or the same one again."""
        self._had_moved = same and self._has_moved
        if not same:
            self.keep_place()
            self._post = None

    def begin(self, *, same: bool) -> None:
        """It is shown, and the view stands where it is put."""
        if not self._had_moved:
            self._stood = self._top
        if same:
            self.look()
            return
        article = self._screen.preview.article
        self._post = article.post if article is not None and is_id(article.post.id) else None
        for timer in self._timers:
            timer.stop()
        if self._post is None:
            return
        self._shown_at, self._is_visited = monotonic(), False
        self._is_marked = bool(self._screen.loader.read_among([self._post]))
        self._timers = [self._screen.set_timer(seconds, self.look) for seconds in (_GLANCE, _STAY)]
        self.look()

    def undisturbed(self, move: Callable[[], object]) -> None:
        """Do what may move the view without the user having moved it."""
        had_moved = self._has_moved
        move()
        if not had_moved:
            self._stood = self._top

    def look(self) -> None:
        """The view has moved, the focus has, or time has passed."""
        if self._post is None:
            return
        if self._stood is None:
            self._stood = self._top  # it was hidden until now
        is_entered, shown_for = self._screen.panes.is_reading, monotonic() - self._shown_at
        if not self._is_visited and (is_entered or shown_for >= _STAY):
            self._is_visited = True
            self._visit(self._post)
        if not self._is_marked and self._is_read(is_entered=is_entered, shown_for=shown_for):
            self._is_marked = True
            self._screen.reads.mark(self._post, True)

    def _is_read(self, *, is_entered: bool, shown_for: float) -> bool:
        how = self._screen.typesetting.reading.mark_read
        if how == "end":
            return shown_for >= _GLANCE and (is_entered or self._has_moved) and self._is_at_end
        return how == "open" and is_entered

    def _visit(self, post: Post) -> None:
        self._screen.visiting.add(post)
        session = self._screen.session
        self._writer.run(lambda: session.reads.open(post))

    # -- where one is in it ---------------------------------------------------------------------------------

    @property
    def _top(self) -> Place | None:
        standing = self._view.standing
        return standing[0] if standing is not None else None

    @property
    def _has_moved(self) -> bool:
        return self._post is not None and self._stood is not None and self._top not in {None, self._stood}

    @property
    def _is_at_end(self) -> bool:
        is_whole = all(document.complete for document in self._view.documents)
        return is_whole and not self._view.is_empty and self._view.progress >= 1

    def keep_place(self) -> None:
        """Remember where one is in the article, if one has moved in it; at its end: at its beginning."""
        post, place = self._post, self._top
        if post is None or place is None or not self._has_moved:
            return
        from reader.state.store import Spot  # noqa: PLC0415

        spot = Spot(0, 0, 0) if self._is_at_end else Spot(*place)
        self._stood = place
        state = self._screen.session.state
        self._writer.run(lambda: state.store.keep_place(state.archive, post.id, spot))
