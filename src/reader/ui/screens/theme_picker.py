"""The theme picker: our own first, each shown on everything as soon as the cursor stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from reader.language import later, tr
from reader.ui import themes
from reader.ui.screens.picker import Picker, PickerRow
from reader.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.theme import Theme

    from reader.ui.app import ReaderApp

_ABOUT = {"ink": later("dark, for long reading"), "paper": later("light, for long reading")}


class ThemePicker(Picker):
    """Every theme there is.

    Args:
        available: the themes by name.
        current: the name of the one that is used.
        app: draws everything in another one, for as long as one looks.
    """

    def __init__(self, available: Mapping[str, Theme], current: str, app: ReaderApp) -> None:
        self.names = themes.in_order(available)
        rows = [PickerRow(name, _about(available[name])) for name in self.names]
        super().__init__(tr("Themes"), rows, self.names.index(current))
        self._show = app.try_theme

    @on(RowsView.Moved)
    def _look(self) -> None:
        if (index := self._rows.chosen) is not None:
            self._show(self.names[index])

    @on(Input.Changed)
    def _look_at_first(self) -> None:
        self.call_later(self._look)  # once the rows are narrowed


def _about(theme: Theme) -> str:
    if theme.name in _ABOUT:
        return tr(_ABOUT[theme.name])
    return tr("dark") if theme.dark else tr("light")
