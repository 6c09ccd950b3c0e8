"""Settings on the screen: what the palette offers, and writing down what was chosen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from reader import config, config_file
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.config import Reading
    from reader.toml import Value


class Offer(NamedTuple):
    """Values of a setting that are worth a line in the palette."""

    title: str
    """With ``{}`` for the value."""
    values: tuple[Value, ...]


OFFERS: dict[str, Offer] = {
    "width": Offer("column of {} cells", (40, 60, 72, 80, 100, 120)),
    "indent": Offer("first line indent {}", (0, 1, 2)),
    "spacing": Offer("blank lines between paragraphs {}", (0, 1)),
    "hanging": Offer("hanging punctuation {}", (True, False)),
    "autospace": Offer("spaces between Chinese and Latin {}", (True, False)),
    "justify": Offer("justified lines {}", (True, False)),
    "ambiguous": Offer("ambiguous characters {}", ("narrow", "wide")),
    "cjk_per_minute": Offer("{} Chinese characters a minute", (200, 300, 400, 500, 600, 800)),
    "words_per_minute": Offer("{} words a minute", (150, 180, 220, 260, 300, 400)),
    "mark_read": Offer("an article counts as read: {}", ("end", "open", "never")),
}
"""By the key in ``[reading]``. The value in force is always offered too, wherever it comes from."""


class Choice(NamedTuple):
    """One line of the palette."""

    title: str
    value: Value
    is_current: bool


def choices(key: str, reading: Reading) -> list[Choice]:
    """The values of a setting to choose from, the one in force marked."""
    current: Value = getattr(reading, key)
    values = OFFERS[key].values
    if current not in values:
        values = tuple(sorted((*values, current)))  # only numbers can be others
    return [
        Choice(_title(key, value) + (" ✓" if value == current else ""), value, value == current)
        for value in values
    ]


def menus(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Each setting: its key, its title with the value in force, and what it means."""
    for key in OFFERS:
        yield key, f"{_title(key, getattr(reading, key))} …", meaning(key)


def meaning(key: str) -> str:
    """What a setting of ``[reading]`` means."""
    return config.SETTINGS["reading"][key].text


def _title(key: str, value: Value) -> str:
    word = {True: "on", False: "off"}[value] if isinstance(value, bool) else value
    return f"Reading: {OFFERS[key].title.format(word)}"


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
                    self._complain(f"For this time only, not saved: {error.message}. {error.hint}".strip())
