"""What one does with text of the article: select it by keys; copy or highlight what they or the mouse have selected."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.language import tr

if TYPE_CHECKING:
    from reader.ui.article_actions import ArticleActions
    from reader.ui.screens.main import MainScreen
    from reader.ui.selecting import Selecting
    from reader.ui.widgets.article import ArticleView

_WITH_MOUSE = frozenset({"begin", "highlight", "annotate", "copy", "leave"})
"""What can be done with text that the mouse has selected."""
_WHILE_SELECTING = frozenset({"measure", "zen", "quit"})
"""What else can be done while keys select."""
_LEFT_TO_SELECTION = frozenset({"go_in", "go_out", "copy_page", "note"})
"""Actions whose keys do something with the text that the mouse has selected, where it has."""


class SelectActions:
    """What the key table names as ``select('…')``.

    Args:
        screen: tells the user, and gives the article the focus.
        view: the article.
        article: knows what was found in it, and copies.
    """

    def __init__(self, screen: MainScreen, view: ArticleView, article: ArticleActions) -> None:
        self._screen, self._view, self._article = screen, view, article

    @cached_property
    def _selecting(self) -> Selecting:
        from reader.ui.selecting import Selecting  # noqa: PLC0415 -- and with it documents, not for a first screen

        return Selecting(self._view, lambda: self._article.finding.current)

    @property
    def keys_for(self) -> str:
        """Which keys matter: those for text being ``selecting``, for ``selected`` text, or none of both."""
        if self._view.is_selecting:
            return "selecting"
        return "selected" if self._view.has_selection and self._view.has_focus else ""

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action may be carried out now; None where nothing that is selected has a say in that."""
        what, keys = parameters[0] if parameters else action, self.keys_for
        if action == "select":
            if keys == "selecting":
                return what != "begin"
            return what in _WITH_MOUSE if keys else what == "begin"
        if keys == "selecting":
            return action in _WHILE_SELECTING
        return False if keys and what in _LEFT_TO_SELECTION else None

    # -- selecting ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Select by keys."""
        self._screen.panes.focus("article")
        if not self._selecting.begin():
            self._screen.notify(tr("There is no text to select."), timeout=2)
        self._screen.tell_keys()

    def leave(self) -> None:
        """Let keys select no more; what the mouse has selected stays so."""
        if self._view.is_selecting:
            self._selecting.end()
            self._screen.tell_keys()

    def end(self) -> None:
        """Select nothing."""
        self.leave()
        self._screen.clear_selection()

    def follow_mouse(self) -> None:
        """The mouse has selected something, or nothing any more."""
        if self._view.has_selection:
            self.leave()
        self._screen.tell_keys()

    # -- what is done with it -------------------------------------------------------------------------------

    def copy(self) -> None:
        self._article.copy(self._selecting.text, tr("Copied the selection, {length}."))
        self.end()

    def highlight(self, *, noting: bool) -> None:
        """Highlight it, with a note or without one."""
        stretch = self._selecting.stretch
        if stretch is None or not self._screen.highlighting.add(stretch, noting=noting):
            self._screen.notify(tr("Only the text of an article can be highlighted."), timeout=3)
        self.end()

    def run(self, what: str) -> None:
        """Carry out ``select('what')`` of the key table."""
        if what == "begin":
            self.begin()
        elif what == "copy":
            self.copy()
        elif what in {"highlight", "annotate"}:
            self.highlight(noting=what == "annotate")
        elif what == "leave":
            self.end()
        else:
            self._selecting.move(what)
