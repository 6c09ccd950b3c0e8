"""A line into which something is typed below the panes: opened, and left for what had the focus before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen
    from textual.widget import Widget
    from textual.widgets import Input


class Bar(Protocol):
    """A widget with a box to type into."""

    @property
    def box(self) -> Input: ...


AnyBar = TypeVar("AnyBar", bound=Bar)


class TypedLine(Generic[AnyBar]):
    """The place of a bar on a screen.

    Args:
        screen: gets it.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self.bar: AnyBar | None = None
        self._back_to: Widget | None = None

    @property
    def is_typing(self) -> bool:
        """Whether keys are characters for the bar."""
        return self.bar is not None and self._screen.focused is self.bar.box

    def open(self, bar: AnyBar) -> None:
        """Show a bar, in the place of the one before, and type into it."""
        self.leave()
        self.bar, self._back_to = bar, self._screen.focused
        self._screen.mount(bar)  # type: ignore[arg-type]  # every bar is a widget, which a protocol can't say
        self._screen.set_focus(bar.box)

    def finish(self, take: Callable[[AnyBar], object]) -> None:
        """Do something with what is typed, when all of it has come that was typed before this: keys overtake characters that
        wait for the box. Nothing, where the bar has been left by then: the key was pressed twice.
        """
        bar = self.bar
        if bar is not None:
            bar.box.call_later(lambda: take(bar) if self.bar is bar else None)

    def leave(self) -> None:
        """Close the bar, and go back to what had the focus."""
        bar, self.bar = self.bar, None
        if bar is None:
            return
        if self._back_to is not None and self._back_to.is_attached:
            self._screen.set_focus(self._back_to)
        bar.remove()  # type: ignore[attr-defined]
