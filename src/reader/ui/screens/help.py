"""The help: what keys and mouse do, those of the pane one comes from first; one types to find, and Enter does it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.language import later, other, tr
from reader.text import cell_len, crop, fold
from reader.ui.bindings import keys_of
from reader.ui.keys import AWAY, KEYS, SCOPES, Key, key_name, names
from reader.ui.mouse_words import MOUSE
from reader.ui.screens.choice import ChoiceBox, ChoiceRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

_PANES: dict[str, str] = {
    "places": later("Here, in the places"),
    "list": later("Here, in the list"),
    "bookmarks": later("Here, in the bookmarks"),
    "article": later("Here, in the article"),
    "picked": later("Here, with posts picked"),
    "selecting": later("Here, while text is selected"),
    "selected": later("Here, with text selected"),
    "facets": later("Here, beside the results"),
    "calendar": later("Here, in the calendar"),
    "health": later("Here, in the health of the archive"),
}
"""What stands above the keys of a pane, or of a screen."""
_KEYS, _MOUSE = 20, 28
"""Cells for the keys and for the mouse; the mouse is left out where there is no room."""
_ROOM_FOR_MOUSE = 84
_FEW_KEYS, _ROOM_FOR_ALL = 10, 64
"""Cells for the keys where a row has no room for all of them, and the cells from which on it has."""


class HelpRow(NamedTuple):
    """A heading, or a key with what it does."""

    heading: str = ""
    key: Key | None = None


class KeyRows(ChoiceRows):
    """The rows of the key table, with a heading for each scope. One click stands on a row, two do it."""

    CLICKS = 2

    def __init__(self, pane: str, here: Sequence[str]) -> None:
        super().__init__(id="key-rows")
        self._all = list(_rows(pane, here))
        self._table = self._all
        self._texts = {key.id: _text(key) for key in KEYS}

    def on_mount(self) -> None:
        self.set_rows(len(self._table), 1)

    def narrow(self, typed: str) -> None:
        """Leave the keys whose name or meaning holds every word, in either language; a key typed alone comes first."""
        words = fold(typed).split()
        if not words:
            self._table = self._all
        else:
            found = [key for key in KEYS if all(word in self._texts[key.id] for word in words)]
            exact = [key for key in KEYS if typed.strip() in names(key)]
            self._table = [HelpRow(key=key) for key in dict.fromkeys([*exact, *found])]
        self.set_rows(len(self._table), 0 if words else 1)

    @property
    def chosen(self) -> Key | None:
        """The key under the cursor."""
        return self._table[self.cursor].key if self._table else None

    def selectable(self, row: int) -> bool:
        return self._table[row].key is not None

    def draw_row(self, row: int, width: int) -> list[Segment]:
        heading, key = self._table[row]
        if key is None:
            return [Segment(f" {heading}", self.part("heading"))]
        indent, keys = ("   ", _KEYS) if width >= _ROOM_FOR_ALL else (" ", _FEW_KEYS)
        written = _written(names(key), keys)
        mouse = tr(MOUSE[key.id]) if key.id in MOUSE and width >= _ROOM_FOR_MOUSE else ""
        room = width - keys - len(indent) - 2 - (_MOUSE if width >= _ROOM_FOR_MOUSE else 0)
        told = tr(key.help)
        if width < _ROOM_FOR_ALL and cell_len(told) > room:
            told = tr(key.label)
        text = crop(told, max(8, room))
        gap, rest = " " * (keys + 1 - cell_len(written)), " " * max(1, room + 1 - cell_len(text))
        return [
            Segment(f"{indent}{written}{gap}", self.part("strong")),
            Segment(text, self.part("plain")),
            Segment(f"{rest}{crop(mouse, _MOUSE)}" if mouse else "", self.part("muted")),
        ]


def _written(names: Sequence[str], cells: int) -> str:
    """As many of the names of a key as there is room for; the first one at least in part."""
    written = names[0] if names else "–"
    for name in names[1:]:
        if cell_len(written) + 2 + cell_len(name) > cells:
            break
        written += f"  {name}"
    return crop(written, cells)


def _rows(pane: str, here: Sequence[str]) -> Iterator[HelpRow]:
    """Those that matter where one is; then all, by scope."""
    by_id = {key.id: key for key in KEYS}
    if pane in _PANES:
        yield HelpRow(tr(_PANES[pane]))
        yield from (HelpRow(key=by_id[id_]) for id_ in here)
        yield HelpRow()
    for number, (scope, keys) in enumerate(groupby(KEYS, key=lambda key: key.scope)):
        if number:
            yield HelpRow()
        yield HelpRow(tr(SCOPES[scope]))
        yield from (HelpRow(key=key) for key in keys)


def _text(key: Key) -> str:
    """All that a key is found by."""
    mouse = MOUSE.get(key.id, "")
    told = (
        text for each in (key.help, key.label, SCOPES[key.scope], mouse) for text in (tr(each), other(each))
    )
    return fold(" ".join((*told, *names(key), key.id)))


class HelpScreen(ChoiceBox["Key | None"]):
    """Every key that is in force. The result is the one that is to be done; None when it was closed.

    Args:
        pane: where one comes from.
        here: the ids of the keys that matter there.
    """

    BINDINGS = [Binding(keys_of("help"), "dismiss(None)", priority=True)]  # noqa: RUF012 -- as Textual declares it
    DEFAULT_CSS = """
    HelpScreen Vertical { width: 104; height: 90%; }
    """
    _rows: KeyRows

    def __init__(self, pane: str = "", here: Sequence[str] = ()) -> None:
        super().__init__(KeyRows(pane, here))
        self._pane = pane

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            told = tr("Keys · {key} closes · {enter} does it")
            box.border_title = Content(
                told.format(key=key_name("picker-close"), enter=key_name("picker-choose"))
            )
            yield Input(
                placeholder=tr("type to find: a key, or what you want to do"), compact=True, id="help-words"
            )
            yield self._rows

    def _narrow_by(self, typed: str) -> None:
        opening = next(key for key in KEYS if key.id == "help")
        if typed in names(opening) or typed == "？":
            self.dismiss(None)  # pressed once more; a line for text keeps characters from being keys
        else:
            super()._narrow_by(typed)

    def _choose(self, *, copy: bool) -> None:
        """Do it; what holds elsewhere only can't be done here."""
        del copy
        key = self._rows.chosen
        if key is None:
            return
        if not self._holds(key):
            words = tr("That key does something only there: {where}.").format(where=tr(SCOPES[key.scope]))
            self.notify(words, timeout=3, markup=False)
            return
        self.dismiss(key)

    def _holds(self, key: Key) -> bool:
        """Whether a key does something where one comes from."""
        if self._pane in AWAY:
            return key.scope == self._pane
        return key.scope not in AWAY and key.scope != "move"
