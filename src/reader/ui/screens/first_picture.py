"""A screen whose first picture is laid out once, in the layout of its window, and waits for nothing else."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

_OPENED = Path(__file__).parent.with_name("opened.tcss")
"""The look of articles, boxes, bars and other screens, half of all rules: not to be parsed before the first picture."""


class FirstPicture(Screen[None], inherit_bindings=False):
    """Narrow, medium or wide from the beginning.

    Args:
        width: columns of the window.
        classes: CSS classes, besides that of the layout.
    """

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- as Textual declares it
        (0, "-narrow"),
        (90, "-medium"),
        (140, "-wide"),
    ]

    def __init__(self, width: int, classes: str) -> None:
        # As it will be for most: another class later is another look at all styles, and another layout.
        room = next(name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS) if width >= least)
        super().__init__(classes=f"{classes} {room}")
        self._made_for = room
        """The class that its styles were made with; empty once it has come up."""

    def update_node_styles(self, animate: bool = True) -> None:
        """Textual looks at all styles once more when a screen comes up; just made, it has those that it is to have."""
        comes_up = not animate and self.stack_updates == 1
        if comes_up and self._made_for and self.has_class(self._made_for):
            self._made_for = ""
            return
        super().update_node_styles(animate)

    def go_on_after_it(self) -> None:
        """Have :meth:`go_on` called when the first picture is on the screen.

        What threads do (the first article alone imports two parsers) would slow it down.
        """
        self.call_after_refresh(self._look_further)

    def _look_further(self) -> None:
        self.app.stylesheet.read(_OPENED)
        self.go_on()

    def go_on(self) -> None:
        """What has waited for the first picture; what is opened has its look by now."""
        raise NotImplementedError
