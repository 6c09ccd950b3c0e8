"""The articles that were read, one after the other, and the way back through them and forward again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.language import tr
from reader.text import crop
from reader.ui.place import ALL, Place

if TYPE_CHECKING:
    from reader.model import Post, PostId
    from reader.ui.screens.main import MainScreen

_REMEMBERED = 200
"""Visits one can go back through."""
_TITLE = 60
"""Cells of a title in a message."""


class Visit(NamedTuple):
    """An article that was read."""

    id: PostId
    title: str
    place: Place
    """What was listed then."""


class Visiting:
    """Remembers visits, beginning with those of earlier starts.

    Args:
        screen: where articles are shown.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._visits: list[Visit] | None = None
        self._at = -1

    def add(self, post: Post) -> None:
        """An article is read; what was ahead is forgotten, unless one has come to it by going through visits."""
        visits = self._known()
        if visits and visits[self._at].id == post.id:
            return
        del visits[self._at + 1 :]
        visits.append(Visit(post.id, post.title, self._screen.lists.browsing.place))
        del visits[:-_REMEMBERED]
        self._at = len(visits) - 1

    def go(self, steps: int) -> None:
        """Go to the article before, or after."""
        visits = self._known()
        article = self._screen.preview.article
        shown = article.post.id if article is not None else None
        at = self._at
        if not (
            steps < 0 and visits and visits[at].id != shown
        ):  # else one has only passed over others since
            at += steps
        while 0 <= at < len(visits):
            self._at, visit = at, visits[at]
            if (found := self._screen.loader.find(visit.id)) is not None:
                visits[at] = visit._replace(id=found.post.id)  # it may have been renamed
                self._screen.lists.go_to(found, visit.place)
                return
            words = tr("No longer in the archive: {title}").format(title=crop(visit.title, _TITLE))
            self._screen.notify(words, timeout=3, markup=False)
            at += steps
        first, last = tr("This is the first article that you opened."), tr("You have not gone further.")
        self._screen.notify(first if steps < 0 else last, timeout=2)

    def _known(self) -> list[Visit]:
        if self._visits is None:
            state = self._screen.session.state
            opened = state.store.opened(state.archive, _REMEMBERED)
            self._visits = [Visit(each.id, each.title, ALL) for each in reversed(opened)]
            self._at = len(self._visits) - 1
        return self._visits
