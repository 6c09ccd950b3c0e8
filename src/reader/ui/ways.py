"""The ways in and out: from places to posts, from posts to their text, and back, through whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.article_actions import ArticleActions
    from reader.ui.screens.main import MainScreen
    from reader.ui.search_actions import SearchActions


class Ways:
    """Where Enter and Esc and their like lead: the methods named in the key table as ``way('…')``.

    Args:
        screen: whose panes are gone through.
        article: knows what is marked in the article.
        search: leaves a search.
    """

    def __init__(self, screen: MainScreen, article: ArticleActions, search: SearchActions) -> None:
        self._screen, self._article, self._search = screen, article, search
        self._panes = screen.panes

    def go_in(self) -> None:
        """A place leads to its posts, a post to its text, a count to fewer results."""
        search, pane = self._screen.search, self._panes.current
        if pane == "places" and self._panes.has_facets:
            search.toggle_facet()
        elif pane == "places" and self._screen.place_actions.enter(self._screen.places.current):
            return
        elif pane == "places" and (query := self._screen.places.current.query):
            search.open(query)
        elif pane == "list" and search.found is not None and not len(self._screen.posts.listing):
            search.mend()
        elif pane != "article":
            search.use()
            self._panes.focus("list" if pane == "places" else "article")
        else:
            self._screen.highlighting.look()

    def unfold(self) -> None:
        """Open a branch; elsewhere like going in."""
        if not self._in_tree or not self._screen.places.unfold():
            self.go_in()

    def fold(self) -> None:
        """Close a branch; elsewhere like coming out."""
        if self._in_tree:
            self._screen.places.fold()
        else:
            self.go_out()

    @property
    def _in_tree(self) -> bool:
        return self._panes.current == "places" and not self._panes.has_facets

    def go_out(self) -> None:
        """Out of zen, the article, the search, the list."""
        if self._panes.is_zen:
            self._panes.leave_zen()
        elif self._panes.current == "article":
            if not self._article.forget_found():
                self._panes.focus("list")
        elif self._panes.current == "places" and self._panes.has_facets:
            self._panes.focus("list")
        elif self._screen.picking.clear():
            return
        elif self._screen.search.is_on:
            self._search.leave()
        else:
            self._panes.focus("places")

    def back(self) -> None:
        """Like going out, but from the list (and the places) out of the program."""
        panes = self._panes
        if panes.is_zen or panes.current == "article" or self._screen.search.is_on or self._picks:
            self.go_out()
        else:
            self._screen.app.exit()

    @property
    def _picks(self) -> bool:
        """Whether posts are picked that one lets go of first."""
        return self._panes.current == "list" and self._screen.picking.count > 0

    def next_pane(self) -> None:
        self._panes.step(1)

    def previous_pane(self) -> None:
        self._panes.step(-1)

    def zen(self) -> None:
        """The article alone, and back."""
        self._panes.toggle_zen()

    def run(self, way: str) -> None:
        """Carry out ``way('…')`` of the key table."""
        action: Callable[[], None] = getattr(self, way)
        action()
