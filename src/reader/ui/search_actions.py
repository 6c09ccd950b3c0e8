"""What one does with a search: begin it, narrow it, save it, leave it; and what is done with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.ui.article_actions import ArticleActions
    from reader.ui.browsing import Browsing
    from reader.ui.messages import Answered
    from reader.ui.screens.main import MainScreen

_PAUSE = 0.1
"""Seconds without a key after which whoever types looks at what was found."""


class SearchActions:
    """The methods named in the key table as ``search('…')``.

    Args:
        screen: whose search it is.
        browsing: knows which place is listed.
        article: finds and marks in the article.
    """

    def __init__(self, screen: MainScreen, browsing: Browsing, article: ArticleActions) -> None:
        self._screen, self._browsing, self._article = screen, browsing, article
        self._search, self._panes = screen.search, screen.panes
        self._following: Timer | None = None

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action may be carried out while one types into a box of the search; None while one does not."""
        what = parameters[0] if action == "search" and parameters else ""
        if self._search.is_typing:
            return what in {"leave_box", "leave", "save"}
        if self._screen.saving.is_typing:
            return what in {"keep_name", "leave_name"}
        return None

    # -- beginning ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the search box; in the article, the one that finds in its text."""
        if self._panes.current == "article" and not self._screen.article.is_empty:
            self._article.find()
        else:
            self._search.begin(self._panes.current)

    def begin_anywhere(self) -> None:
        """Open the search box, in the article too; what was looked for in its text is looked for in the archive."""
        self._article.finding.finish(self._begin_anywhere)

    def _begin_anywhere(self) -> None:
        looked_for = self._article.finding.needle
        if looked_for:
            self._article.leave_found()
        self._search.begin(self._panes.current, typed=looked_for or None)

    def narrow(self) -> None:
        """Search in what is listed only; among the places, find one of them."""
        if self._screen.focused is self._screen.places:
            self._screen.place_actions.find()
        elif self._search.is_on:
            self._search.begin(self._panes.current, go_on=True)
        else:
            self._search.narrow(self._panes.current, self._browsing.place)

    def related(self) -> None:
        """List posts like the current one."""
        if (post := self._screen.posts.current) is not None:
            from reader.ui.questions import like  # noqa: PLC0415 -- not for a first screen

            self._search.show(like(post), self._panes.current)
            self._panes.focus("list")

    # -- answers --------------------------------------------------------------------------------------------

    def take(self, message: Answered) -> None:
        """Show an answer."""
        if self._search.take(message):
            self._screen.lists.entitle()
            self._follow_later()

    def _follow_later(self) -> None:
        """Show the article when no key comes: the thread that reads it would slow the painting of results down."""
        if self._following is not None:
            self._following.stop()
            self._following = None
        if self._search.is_typing:
            self._following = self._screen.set_timer(_PAUSE, self._follow)
        else:
            self._screen.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Show the article of the current result; mark in it what is to be marked now, if it is shown already."""
        self._screen.preview.follow()
        if (post := self._screen.posts.current) is not None and self._screen.preview.shows(post):
            patterns = self._search.patterns(post)
            self._screen.attention.undisturbed(lambda: self._article.mark(patterns, now=True))

    # -- leaving --------------------------------------------------------------------------------------------

    def leave_box(self) -> None:
        """From the box into the results; where there are none, to a query that has some."""
        if self._search.found is None or len(self._screen.posts.listing) or not self._search.mend():
            self._search.use()
            self._panes.focus("list")

    def leave(self) -> None:
        """Back to exactly where one was."""
        if self._search.back():
            self._panes.focus("list")
            self._screen.lists.entitle()
            self._follow()
            return
        self._panes.focus(self._search.end())
        self._article.mark((), now=True)
        self._screen.lists.entitle()
        self._screen.lists.load()

    # -- keeping --------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the search that is on; rename or remove one that is saved."""
        self._screen.saving.begin()

    def keep_name(self) -> None:
        self._screen.saving.keep()

    def leave_name(self) -> None:
        self._screen.saving.leave()

    def run(self, what: str) -> None:
        """Carry out ``search('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()
