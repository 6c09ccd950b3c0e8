"""Keys that come before what they are for: over a slow line, pasted, or typed fast on a busy machine.

A screen that was opened takes a moment until it has a box, and that box the focus. A key that comes meanwhile would go
nowhere, or into a box that is not to be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

_TYPED = (events.Key, events.Paste)


class TypedAhead:
    """Holds what is typed until the screen that it is for has been drawn, and then lets go of it in its order.

    Args:
        app: whose events these are.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._drawn: WeakSet[Screen[object]] = WeakSet()
        self._held: list[events.Event] = []

    def holds(self, event: events.Event) -> bool:
        """Whether an event is to wait; it comes once more then."""
        if not isinstance(event, _TYPED) or event.is_forwarded or not self._app.screen_stack:
            return False
        screen = self._app.screen
        if not self._held and screen in self._drawn:
            if self._may_open_a_screen(event):
                self._drawn.discard(screen)
            return False
        self._held.append(event)
        # The focus is given by the application itself: after the screen has been drawn it is the application's turn.
        if len(self._held) == 1 and not screen.call_after_refresh(self._app.call_later, self._let_go):
            self._app.call_later(self._let_go)  # it is being closed
        return True

    def _may_open_a_screen(self, event: events.Event) -> bool:
        """Whether it is a key of the application itself, which gets it only when the screen has had no use for it."""
        return isinstance(event, events.Key) and event.key in self._app._bindings.key_to_bindings  # noqa: SLF001

    async def _let_go(self) -> None:
        held, self._held = self._held, []
        if not self._app.screen_stack:
            return  # the program has ended meanwhile
        self._drawn.add(self._app.screen)
        for event in held:
            await self._app.on_event(event)  # which holds the rest, when one of them opens a further screen
