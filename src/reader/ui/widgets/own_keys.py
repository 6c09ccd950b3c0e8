"""Keys of a box to type into, in the order that they were typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget


async def acted_on(box: Widget, event: events.Key) -> bool:
    """Carry out what a key does in a box (moving, deleting) now; False when it does nothing there.

    Textual does so when the key has come back through the queue of the program, after characters that were typed behind
    it: what is typed quickly, or over a slow line, would come out in another order.
    """
    for binding in box._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 -- Textual has no other way in
        if await box.app.run_action(binding.action, default_namespace=box):
            event.stop()
            event.prevent_default()
            return True
    return False
