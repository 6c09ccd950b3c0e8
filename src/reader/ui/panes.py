"""The three panes: which one has the focus, and which is to be seen where there is room for one only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

_PANES = ("places", "list", "article")
_BOXES = {
    "search": "list",
    "name": "list",
    "find": "article",
    "link-bar": "article",
    "highlight-bar": "article",
    "facets": "places",
}
"""What else can have the focus, and the pane that it belongs to."""


class Panes:
    """The panes of a screen, by their ids.

    Args:
        screen: gets the classes ``in-places``, ``in-list``, ``in-article`` and ``zen``; with the class ``has-facets``
            the facets of a search stand where the places are.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen

    @property
    def current(self) -> str:
        """The pane that has the focus; the list when something else has it."""
        focused = self._screen.focused
        name = focused.id if focused is not None else ""
        return "places" if name == "facets" else name if name in _PANES else "list"

    @property
    def shown(self) -> str:
        """The pane that was entered last."""
        return next((name for name in _PANES if self._screen.has_class(f"in-{name}")), "list")

    @property
    def is_reading(self) -> bool:
        """Whether one has entered the article, or a box or bar that belongs to it."""
        return self._screen.has_class("in-article")

    @property
    def has_facets(self) -> bool:
        """Whether the facets of a search stand where the places are."""
        return self._screen.has_class("has-facets")

    def focus(self, pane: str) -> None:
        """Focus a pane, and show it."""
        self._show(pane)
        name = "facets" if pane == "places" and self.has_facets else pane
        self._screen.set_focus(self._screen.query_one(f"#{name}"))

    def enter(self, pane: str) -> None:
        """Focus a pane, also out of zen."""
        self._screen.remove_class("zen")
        self.focus(pane)

    def step(self, steps: int) -> None:
        """Enter the next pane, around the ends."""
        self.enter(_PANES[(_PANES.index(self.current) + steps) % len(_PANES)])

    def follow_focus(self, focused: str) -> None:
        """Something has got the focus: show the pane that it belongs to; the line of labels belongs to any."""
        if focused == "labels":
            return
        self._show(_BOXES.get(focused, self.current))

    def _show(self, pane: str) -> None:
        if not self._screen.has_class(f"in-{pane}"):
            for name in _PANES:
                self._screen.set_class(name == pane, f"in-{name}", update=False)
            self._screen.update_node_styles()  # once: all of the screen is looked at

    @property
    def is_zen(self) -> bool:
        """Whether the article is shown alone."""
        return self._screen.has_class("zen")

    def leave_zen(self) -> None:
        self._screen.remove_class("zen")

    def toggle_zen(self) -> None:
        """The article alone, and back."""
        self._screen.toggle_class("zen")
        if self.is_zen:
            self.focus("article")
