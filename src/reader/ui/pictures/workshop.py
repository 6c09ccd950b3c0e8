"""Drawings in the making and those made lately, for every view of one app. Its methods are for the app's thread."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from textual.color import Color

from reader.ui.pictures.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.app import App

    from reader.ui.pictures.drawing import Drawing, Wish
    from reader.ui.pictures.opening import Colour

_BUDGET = 48_000_000
"""Bytes of drawings that are kept: some forty pictures of half blocks, or a dozen in the terminal's own memory."""


class Workshop:
    """Draws in a thread, fetches in another.

    Args:
        app: whose terminal and colours the drawings are for.
        budget: bytes of drawings that are kept.
    """

    def __init__(self, app: App[Any], budget: int = _BUDGET) -> None:
        self._app = app
        self._budget, self._used = budget, 0
        self._made: OrderedDict[Wish, Drawing | None] = OrderedDict()
        self._asking: dict[Wish, list[Callable[[], None]]] = {}
        self._closed = False
        self.jobs, self.fetching = Jobs("pictures"), Jobs("fetching")

    @property
    def idle(self) -> bool:
        """Whether everything asked for is made."""
        return self.jobs.idle and self.fetching.idle

    @property
    def ground(self) -> Colour:
        """The background of the theme."""
        return Color.parse(self._app.theme_variables["background"]).rgb  # the parser remembers: 1 µs

    def deliver(self, result: Callable[[], None]) -> None:
        """Have the app's thread call ``result``; called from any thread."""
        if not self._closed:
            self._app.call_later(result)

    def drawing(self, wish: Wish) -> Drawing | None:
        """What was made for ``wish``; None when nothing was, or its file is broken."""
        drawing = self._made.get(wish)
        if drawing is not None:
            self._made.move_to_end(wish)
        return drawing

    def broken(self, wish: Wish) -> bool:
        """Whether there was no drawing it."""
        return wish in self._made and self._made[wish] is None

    def draw(self, wish: Wish, done: Callable[[], None]) -> None:
        """Make what is wished, and then call ``done``; before whatever was wished earlier."""
        if wish in self._made or self._closed:
            return
        waiting = self._asking.setdefault(wish, [])
        if done not in waiting:
            waiting.append(done)
        self.jobs.add(wish, partial(self._draw, wish))

    def forget(self) -> None:
        """Make nothing of what is wished and not yet begun."""
        self.jobs.forget()
        self.fetching.forget()
        self._asking.clear()

    def _draw(self, wish: Wish) -> None:
        from reader.ui.pictures.drawing import draw  # noqa: PLC0415 -- in the thread

        drawing = draw(wish)
        for strip in drawing.strips if drawing is not None else ():
            # Every cell has a style of its own, which the app's thread would put into codes: 80 ms for a large picture.
            strip.render(self._app.console)
        self.deliver(partial(self._keep, wish, drawing))

    def _keep(self, wish: Wish, drawing: Drawing | None) -> None:
        waiting = self._asking.pop(wish, [])
        if self._closed or wish in self._made:
            return
        if drawing is not None:
            # Here and not where it was made: between two frames, not in the midst of one.
            self._write(drawing.before)
            self._used += drawing.weight
        self._made[wish] = drawing
        while self._used > self._budget and len(self._made) > 1:
            self._drop(self._made.popitem(last=False)[1])
        for done in waiting:
            done()

    def _drop(self, drawing: Drawing | None) -> None:
        if drawing is not None:
            self._write(drawing.after)
            self._used -= drawing.weight

    def _write(self, sequence: str) -> None:
        driver = self._app._driver  # noqa: SLF001 -- Textual offers no other way to send the terminal a sequence
        if sequence and driver is not None:
            driver.write(sequence)

    def close(self) -> None:
        """Give everything back: threads, memory, and what the terminal holds."""
        self._closed = True
        self._asking.clear()
        self.jobs.close()
        self.fetching.close()
        while self._made:
            self._drop(self._made.popitem()[1])
