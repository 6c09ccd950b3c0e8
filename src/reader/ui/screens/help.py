"""The help: what keys and mouse do, those of the pane one comes from first; one types to find, and Enter does it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.document.breaking import lines
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
    "nothing": later("Here, in the list"),
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
_INDENT, _KEYS, _MOUSE = 3, 20, 29
"""Cells before the keys, for them, and for the mouse, which is left out where there is no room."""
_LEFT = _INDENT + _KEYS + 1
_AROUND = 5
"""Cells of the box that are no row: its border, what is empty beside it, the scrollbar."""
_ROOM_FOR_MOUSE = 84
_FEW_KEYS, _ROOM_FOR_ALL = 10, 64
"""Cells for the keys where a row has no room for all of them, and the cells from which on it has."""


class HelpRow(NamedTuple):
    """A heading, or a key with what it does."""

    heading: str = ""
    key: Key | None = None

    @property
    def mouse(self) -> str:
        """What the mouse does of it."""
        return tr(MOUSE[self.key.id]) if self.key is not None and self.key.id in MOUSE else ""

    def widest(self) -> int:
        """Cells that are enough for all of it."""
        told = cell_len(tr(self.key.help)) if self.key is not None else 0
        return _LEFT + told + 1 + (_MOUSE if self.mouse else 0)

    def told(self, width: int) -> list[str]:
        """What it says, in as many lines as it takes in so wide a row: one alone where there is little room."""
        if self.key is None:
            return [f" {self.heading}"]
        text = tr(self.key.help)
        if width < _ROOM_FOR_ALL:
            room = width - _FEW_KEYS - 3
            return [text if cell_len(text) <= room else crop(tr(self.key.label), max(8, room))]
        room = width - _LEFT - 1 - (_MOUSE if self.mouse and width >= _ROOM_FOR_MOUSE else 0)
        return [text[start:stop] for start, stop in lines(text, room)]


class KeyRows(ChoiceRows):
    """The rows of the key table, with a heading for each scope. One click stands on a row, two do it."""

    CLICKS = 2

    def __init__(self, pane: str, here: Sequence[str]) -> None:
        super().__init__(id="key-rows")
        self._all = list(_rows(pane, here))
        self._table = self._all
        self._texts = {key.id: _text(key) for key in KEYS}
        self._lines: list[tuple[int, int, str]] = []
        """The rows: the number of an entry of the table, of a line in it, and that line."""

    @property
    def widest(self) -> int:
        """Cells that are enough for every row."""
        return max(row.widest() for row in self._all)

    def on_resize(self) -> None:
        self._lay(self._lines[self.cursor][0] if self._lines else 1)
        super().on_resize()

    def narrow(self, typed: str) -> None:
        """Leave the keys whose name or meaning holds every word, in either language; a key typed alone comes first."""
        words = fold(typed).split()
        if not words:
            self._table = self._all
        else:
            found = [key for key in KEYS if all(word in self._texts[key.id] for word in words)]
            exact = [key for key in KEYS if typed.strip() in names(key)]
            self._table = [HelpRow(key=key) for key in dict.fromkeys([*exact, *found])]
        self._lay(0 if words else 1)

    def _lay(self, entry: int) -> None:
        """Lay the table out, and stand on an entry of it."""
        width = self.scrollable_content_region.width
        self._lines = [
            (number, line, text)
            for number, row in enumerate(self._table)
            for line, text in enumerate(row.told(width))
        ]
        self.set_rows(
            len(self._lines), next((at for at, row in enumerate(self._lines) if row[0] == entry), 0)
        )

    @property
    def chosen(self) -> Key | None:
        """The key under the cursor."""
        return self._table[self._lines[self.cursor][0]].key if self._lines else None

    def selectable(self, row: int) -> bool:
        number, line, _ = self._lines[row]
        return not line and self._table[number].key is not None

    def first_of(self, row: int) -> int:
        return row - self._lines[row][1]

    def rows_of(self, row: int) -> int:
        if not self._lines:
            return 1
        number, stop = self._lines[row][0], row + 1
        while stop < len(self._lines) and self._lines[stop][0] == number:
            stop += 1
        return stop - row

    def draw_row(self, row: int, width: int) -> list[Segment]:
        number, line, text = self._lines[row]
        entry = self._table[number]
        if entry.key is None:
            return [Segment(text, self.part("heading"))]
        indent, keys = (_INDENT, _KEYS) if width >= _ROOM_FOR_ALL else (1, _FEW_KEYS)
        written = "" if line else _written(names(entry.key), keys)
        mouse = "" if line or width < _ROOM_FOR_MOUSE else entry.mouse
        gap = " " * (keys + 1 - cell_len(written))
        rest = " " * max(1, width - indent - keys - 1 - cell_len(text) - _MOUSE)
        return [
            Segment(f"{' ' * indent}{written}{gap}", self.part("strong")),
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
    HelpScreen Vertical { height: 90%; }
    """
    _rows: KeyRows

    def __init__(self, pane: str = "", here: Sequence[str] = ()) -> None:
        super().__init__(KeyRows(pane, here))
        self._pane = pane

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.styles.width = self._rows.widest + _AROUND
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
