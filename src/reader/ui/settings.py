"""Settings on the screen: what the palette offers, and writing down what was chosen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from reader import config, config_file
from reader.errors import ReaderError
from reader.language import later, other, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.config import Config
    from reader.toml import Value


class Offer(NamedTuple):
    """Values of a setting that are worth a line in the palette."""

    title: str
    """In English, with ``{value}``."""
    values: tuple[Value, ...]


OFFERS: dict[str, dict[str, Offer]] = {
    "reading": {
        "width": Offer(later("Reading: column of {value} cells"), (40, 60, 72, 80, 100, 120)),
        "indent": Offer(later("Reading: first line indent {value}"), (0, 1, 2)),
        "spacing": Offer(later("Reading: blank lines between paragraphs {value}"), (0, 1)),
        "hanging": Offer(later("Reading: hanging punctuation {value}"), (True, False)),
        "autospace": Offer(later("Reading: spaces between Chinese and Latin {value}"), (True, False)),
        "justify": Offer(later("Reading: justified lines {value}"), (True, False)),
        "ambiguous": Offer(later("Reading: ambiguous characters {value}"), ("narrow", "wide")),
        "cjk_per_minute": Offer(
            later("Reading: {value} Chinese characters a minute"), (200, 300, 400, 500, 600, 800)
        ),
        "words_per_minute": Offer(later("Reading: {value} words a minute"), (150, 180, 220, 260, 300, 400)),
        "mark_read": Offer(later("Reading: an article counts as read: {value}"), ("end", "open", "never")),
        "go_on": Offer(later("Reading: on to the next article at the end {value}"), (True, False)),
        "ruler": Offer(later("Reading: ruler {value}"), (True, False)),
    },
    "ui": {
        "language": Offer(later("Interface: language {value}"), ("auto", "en", "zh")),
        "night_theme": Offer(
            later("Interface: theme at night {value}"), ("", "ink", "gruvbox", "nord", "catppuccin-mocha")
        ),
        "night_begins": Offer(later("Interface: the night begins at {value} o'clock"), (18, 19, 20, 21, 22)),
        "night_ends": Offer(later("Interface: the night ends at {value} o'clock"), (5, 6, 7, 8)),
    },
}
"""By table and key. The value in force is always offered too, wherever it comes from."""
_VALUES: dict[Value, str] = {
    True: later("on"),
    False: later("off"),
    "auto": later("as the system has it"),
    "": later("the same as by day"),
    "en": "English",
    "zh": "中文",
    "narrow": later("one cell wide"),
    "wide": later("two cells wide"),
    "end": later("at its end"),
    "open": later("when it is opened"),
    "never": later("only when you say so"),
}
"""Values in words, in English where they have one; whoever looks for a language looks for its own name."""
TABLES = {"reading": later("Reading"), "ui": later("Interface")}
"""What the tables are called, in English."""


class Choice(NamedTuple):
    """One line of the palette."""

    title: str
    value: Value
    is_current: bool
    also: str = ""
    """The title in the other language."""


def choices(table: str, key: str, chosen: Config) -> list[Choice]:
    """The values of a setting to choose from, the one in force marked."""
    current: Value = getattr(getattr(chosen, table), key)
    values = OFFERS[table][key].values
    if current not in values:
        values = tuple(sorted((*values, current)))  # only numbers can be others
    return [
        Choice(
            _title(table, key, value) + (" ✓" if value == current else ""),
            value,
            value == current,
            _title(table, key, value, other),
        )
        for value in values
    ]


def menus(chosen: Config) -> Iterator[tuple[str, str, str, str]]:
    """Each setting: its table and key, its title with the value in force, and what it means."""
    for table, offers in OFFERS.items():
        for key in offers:
            title = _title(table, key, getattr(getattr(chosen, table), key))
            yield table, key, f"{title} …", meaning(table, key)


def meaning(table: str, key: str) -> str:
    """What a setting means."""
    return tr(config.SETTINGS[table][key].text)


def _title(table: str, key: str, value: Value, say: Callable[[str], str] = tr) -> str:
    word = say(_VALUES.get(value, str(value))) if isinstance(value, (bool, str)) else value
    return say(OFFERS[table][key].title).format(value=word)


class Keeper:
    """Writes settings down beside the screen, in the order in which they were chosen.

    Args:
        path: the file.
        complain: is told, in the thread that writes, why something could not be saved.
    """

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path, self._complain = path, complain
        self._wanted: dict[tuple[str, str], Value] = {}
        self._turn = threading.Lock()

    def want(self, table: str, key: str, value: Value) -> None:
        """Have a setting written by the next :meth:`write`; of several values the last one."""
        self._wanted[table, key] = value

    def write(self) -> None:
        """Write all that is wanted. For a thread: a disk may take its time."""
        from reader.ui import settings_text  # noqa: PLC0415 -- not before something is chosen

        with self._turn:
            while self._wanted:
                (table, key), value = self._wanted.popitem()
                try:
                    config_file.save(self._path, table, key, value, settings_text.blank)
                except ReaderError as error:
                    words = tr("For this time only, not saved: {trouble}. {hint}")
                    self._complain(words.format(trouble=error.message, hint=error.hint).strip())
