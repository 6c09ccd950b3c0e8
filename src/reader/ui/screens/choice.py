"""A box to choose in by typing: a line, and below it the rows that are left by what is typed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segment
from textual import on
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from reader.language import tr
from reader.text import crop
from reader.ui.bindings import bindings
from reader.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.widget import Widget

T = TypeVar("T")


class ChoiceRows(RowsView, can_focus=False):
    """The rows that are left. What is typed goes to the line above: this never has the focus."""

    CLICKS = 1
    is_narrowed = False
    """Whether something is typed."""

    def narrow(self, typed: str) -> None:
        """Leave the rows that are meant by what is typed."""
        raise NotImplementedError

    def _draw(self, row: int, width: int) -> Strip:
        self._lit = True  # the keys move this cursor, though the line above has the focus
        return super()._draw(row, width)

    def render_line(self, y: int) -> Strip:
        if y or self.row_count or not self.is_narrowed:
            return super().render_line(y)
        words = crop(" " + tr("Nothing is called so."), self._width)
        strip = Strip([Segment(words, self._base + self.part("muted"))])
        return strip.adjust_cell_length(self._width, self._base)

    def on_click(self, event: events.Click) -> None:
        """A click stands on a row; as many as it takes choose it, as Enter does."""
        event.prevent_default()
        row = event.y + self.scroll_offset.y - self.gutter.top
        if 0 <= row < self.row_count and self.selectable(row := self.first_of(row)):
            self.move_to(row)
            if event.chain >= self.CLICKS:
                self.post_message(self.Chosen(self))


class ChoiceBox(ModalScreen[T]):
    """Keys move in the rows while one types, and choose one. Subclasses compose the box, with one line to type into.

    Args:
        rows: what there is to choose.
    """

    BINDINGS = bindings("picker")
    DEFAULT_CSS = """
    ChoiceBox { align: center middle; }
    ChoiceBox Vertical { max-width: 100%; }
    ChoiceBox Input { height: 1; margin: 0 0 1 0; }
    ChoiceBox RowsView { height: 1fr; }
    ChoiceBox.-low Vertical { height: 100%; max-height: 100%; }
    ChoiceBox.-low Input { margin: 0; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 -- as Textual declares it

    def __init__(self, rows: ChoiceRows) -> None:
        super().__init__()
        self._rows = rows
        self._has_moved = False
        self._typed = ""

    # -- for subclasses -------------------------------------------------------------------------------------

    def _narrowed(self) -> None:
        """Other rows are left."""

    def _choose(self, *, copy: bool) -> None:
        """The current row is chosen, perhaps to be copied; there may be none."""
        raise NotImplementedError

    # -- typing ---------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _follow_line(self, event: Input.Changed) -> None:
        if self.is_current:  # else it was closed by a key that came after what was typed
            self._narrow_by(event.value)

    def _narrow_by(self, typed: str) -> None:
        if typed != self._typed:
            self._typed, self._has_moved = typed, False
            self._rows.is_narrowed = bool(typed.strip())
            self._rows.narrow(typed)
            self._narrowed()

    def _when_typed(self, action: Callable[[], object]) -> None:
        """Do something when all has come that was typed before: a key with a meaning overtakes characters for the box."""
        box = self.query_one(Input)

        def act() -> None:
            if self.is_current:  # else the key was pressed twice
                self._narrow_by(box.value)
            if self.is_current:  # else that closed it
                action()

        box.call_later(act)

    # -- moving and choosing --------------------------------------------------------------------------------

    @property
    def follower(self) -> Widget | None:
        """What the terminal's cursor follows: the rows, from when one has moved in them until one types again."""
        return self._rows if self._has_moved else None

    def action_move(self, rows: int) -> None:
        self._move(lambda: self._rows.move_to(self._rows.cursor + rows, rows))

    def action_page_down(self) -> None:
        self._move(self._rows.action_page_down)

    def action_page_up(self) -> None:
        self._move(self._rows.action_page_up)

    def _move(self, move: Callable[[], object]) -> None:
        def moved() -> None:
            self._has_moved = True
            move()

        self._when_typed(moved)

    def action_choose(self, copy: bool) -> None:
        self._when_typed(lambda: self._choose(copy=copy))

    @on(RowsView.Chosen)
    def _take_click(self) -> None:
        self._choose(copy=False)
