"""The terminal's own cursor: it stands where one types, or on the row or line one is at, after every frame.

Screen readers, braille lines and screen magnifiers follow it, and an input method opens its window there. Textual
paints a cursor of its own and hides the terminal's; it does write a move with every frame, so that all there is to
add is where to, and that it is seen: some twenty bytes a frame.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from textual.app import App
from textual.geometry import Offset

from reader.text import cell_len
from reader.ui.terminal import OWN_SHAPE, PLAIN_CURSORS, sturdy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual import events
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.widget import Widget

    from reader.ui.terminal import Line

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
UNDERLINE = "\x1b[4 q"
"""DECSCUSR: a steady underline. Beside text that is read a blinking block would be in the way."""
CORNER = Offset(0, 0)


class CursorApp(App[None], inherit_bindings=False):
    """An application whose frames leave the terminal's cursor where it belongs.

    A widget that has the focus and takes no text says by ``caret`` which of its cells one is at: an
    :class:`Offset` from the top left of its content, None where that is not to be seen. A screen where another
    widget follows the keys than the one with the focus names it by ``follower``.
    """

    cursor_on_rows = True
    """Show it also where one does not type."""

    def __init__(self, css_path: Sequence[Path] = ()) -> None:
        self._asked = CORNER
        self._shown, self._shape = False, ""
        self._frame: tuple[Offset, bool, bool] | None = None
        """Where it is to stand, while a frame is written: asked once."""
        self._late = self._held = self._missed = False
        super().__init__(css_path=list(css_path))
        self.driver_class: type[Driver] = sturdy(self.driver_class)

    # -- where ----------------------------------------------------------------------------------------------

    @property
    def cursor_position(self) -> Offset:
        """Where the cursor is to stand, in cells of the screen; Textual asks with every frame."""
        return (self._frame or self._where())[0]

    @cursor_position.setter
    def cursor_position(self, where: Offset) -> None:
        """Textual's own fields tell where they are typed into; here they are asked, when it matters."""
        self._asked = where

    @property
    def is_typed_into(self) -> bool:
        """Whether the cursor stands where text is typed."""
        return (self._frame or self._where())[1]

    @property
    def is_cursor_seen(self) -> bool:
        """Whether it is to be seen."""
        _, typed, there = self._frame or self._where()
        return there and (typed or self.cursor_on_rows)

    def _where(self) -> tuple[Offset, bool, bool]:
        """The cell; whether one types there; whether there is anything to stand on."""
        if not self._screen_stack:
            return self._asked, False, False
        screen = self.screen
        focused = screen.focused
        follower: Widget | None = getattr(screen, "follower", None) or focused
        if follower is None or not follower.is_attached:
            return CORNER, False, False
        if (typed := _insertion_point(follower)) is not None:
            return typed, True, True
        region = follower.content_region
        caret: Offset | None = getattr(follower, "caret", CORNER)
        if caret is None or not region.contains_point(region.offset + caret):
            return region.offset, False, False
        return region.offset + caret, False, True

    # -- frames ---------------------------------------------------------------------------------------------

    def _begin_update(self) -> None:
        self._late, self._frame = self._is_behind(), self._where()
        super()._begin_update()
        if self._shown and self._driver is not None:
            # Else it would be seen to run over the screen, where a terminal paints before a frame is whole.
            self._driver.write(HIDE)

    def _end_update(self) -> None:
        if self._driver is not None:
            self._shown = self.is_cursor_seen
            if self._shown:
                self._driver.write(self._new_shape() + SHOW)
        self._frame = None
        super()._end_update()
        self._hold_if_late()

    def _new_shape(self) -> str:
        """What gives the cursor another shape, where it is to have one."""
        if os.environ.get("TERM") in PLAIN_CURSORS:
            return ""
        before, self._shape = self._shape, OWN_SHAPE if self.is_typed_into else UNDERLINE
        return self._shape if self._shape != before else ""

    def forget_cursor(self) -> None:
        """The terminal was another program's for a while: nothing is known of its cursor."""
        self._shown, self._shape = False, ""

    # -- slow lines -----------------------------------------------------------------------------------------

    @property
    def _line(self) -> Line | None:
        return getattr(self._driver, "line", None)

    def _is_behind(self) -> bool:
        return self._line is not None and self._line.is_behind

    def _hold_if_late(self) -> None:
        """When a frame was painted before the last one was out, paint nothing more until both are.

        Keys that are pressed meanwhile come to one frame then, not to one each.
        """
        line, loop = self._line, self._loop
        if not self._late or line is None or loop is None or self._held:
            return
        self._held = True
        self._begin_batch()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._release)

        line.when_drained(wake)

    def _release(self) -> None:
        self._held = False
        self._end_batch()
        if not self._screen_stack:
            return
        if self._missed:
            self._missed = False
            self.screen.refresh()
        # Of what changed meanwhile the screen knows, but it has looked up already whether it may paint.
        self.screen.check_idle()

    def _display(self, screen: Screen[object], renderable: object) -> None:
        # What is laid out anew meanwhile is drawn all the same, and would be lost.
        self._missed |= self._held and renderable is not None
        super()._display(screen, renderable)  # type: ignore[arg-type]

    # -- fields ---------------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Textual's cursor must not blink under the terminal's: that one blinks if its user wants it to."""
        if getattr(event.widget, "cursor_blink", False):
            event.widget.cursor_blink = False  # type: ignore[attr-defined]


def _insertion_point(field: Widget) -> Offset | None:
    """The cell where the next character comes that is typed; None where none is."""
    value: str | None = getattr(field, "value", None)
    at: int | None = getattr(field, "cursor_position", None)
    if (
        value is not None and at is not None
    ):  # an Input; what Textual tells of it is a cell too far at its end
        x, y, _, _ = field.content_region
        return Offset(x + cell_len(value[:at]) - field.scroll_offset.x, y)
    found: Offset | None = getattr(field, "cursor_screen_offset", None)
    return found
