"""What the user has chosen: frozen values with their defaults, and what each means and may be.

:mod:`reader.config_file` has the file that holds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reader import toml

if TYPE_CHECKING:
    from reader.toml import Value


class Reading(NamedTuple):
    """How articles are set: the table ``[reading]``. :data:`SETTINGS` says what each means and may be."""

    width: int = 80
    indent: int = 0
    spacing: int = 1
    hanging: bool = False
    autospace: bool = False
    justify: bool = False
    ambiguous: Literal["narrow", "wide"] = "narrow"
    cjk_per_minute: int = 400
    words_per_minute: int = 220
    mark_read: Literal["end", "open", "never"] = "end"


class Images(NamedTuple):
    """Pictures in articles: the table ``[images]``."""

    show: bool = True
    fetch: bool = False
    height: int = 20
    protocol: Literal["auto", "kitty", "sixel", "blocks"] = "auto"
    max_bytes: int = 10_000_000


class Interface(NamedTuple):
    """The screen around articles: the table ``[ui]``."""

    theme: str = ""
    restore: bool = True


class Keys(NamedTuple):
    """What keys do: the table ``[keys]``. Which ids and keys there are, :mod:`reader.ui.keymap` knows."""

    preset: Literal["default", "newsboat", "mutt"] = "default"
    by_id: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The keys that were chosen for an id, as they are written, in the order of the file."""


class Config(NamedTuple):
    """Everything that can be configured, a field for each table of the file."""

    reading: Reading = Reading()
    images: Images = Images()
    ui: Interface = Interface()
    keys: Keys = Keys()


class Setting(NamedTuple):
    """What a setting means and may be; its type is that of its default."""

    text: str
    """A sentence or two for the file and the manual."""
    low: int = 0
    high: int = 0
    """The range of a number, both ends in it."""
    choices: tuple[str, ...] = ()
    """All that a text may be; empty: any."""


SETTINGS: dict[str, dict[str, Setting]] = {
    "reading": {
        "width": Setting(
            "Cells of a line of text at most; 80 cells are 40 Chinese characters. The column can be made wider and narrower while one reads.",
            20, 400,
        ),
        "indent": Setting(
            "Characters (of two cells) by which the first line of a paragraph is set in. 2 is usual in Chinese.", 0, 8,
        ),
        "spacing": Setting("Blank lines between two paragraphs.", 0, 1),
        "hanging": Setting("Let a stop or comma hang out of the column by one character, rather than move a line's end."),
        "autospace": Setting("Show a blank between Chinese or Japanese and Latin letters or digits. Never in code."),
        "justify": Setting("Let the lines of a paragraph end at one edge, where blanks can be added for it."),
        "ambiguous": Setting(
            "How wide the terminal draws the characters that Unicode calls ambiguous, such as “ ” … — ①: one cell or two.",
            choices=("narrow", "wide"),
        ),
        "cjk_per_minute": Setting("Chinese, Japanese and Korean characters that you read in a minute.", 50, 5000),
        "words_per_minute": Setting("Words of other languages that you read in a minute.", 50, 5000),
        "mark_read": Setting(
            "When an article counts as read: at its end, as soon as it is opened, or only when you say so.",
            choices=("end", "open", "never"),
        ),
    },
    "images": {
        "show": Setting("Draw the pictures of the archive in the article, if the extra `images` is installed."),
        "fetch": Setting("Fetch pictures that are not in the archive. Without this nothing is ever fetched."),
        "height": Setting("Lines that a picture may take at most.", 2, 100),
        "protocol": Setting(
            "How pictures reach the terminal; auto asks the environment.",
            choices=("auto", "kitty", "sixel", "blocks"),
        ),
        "max_bytes": Setting("Bytes of a picture that is fetched at most; a larger one stays a line.", 1_000, 1_000_000_000),
    },
    "ui": {
        "theme": Setting("The colours, by their name in the theme picker, which sets this. Empty: the usual ones."),
        "restore": Setting("Begin where you left off: place, list, article and how far you had read it."),
    },
    "keys": {
        "preset": Setting(
            "Whose habits the keys follow. Each can be changed by its id, see the page about keys.",
            choices=("default", "newsboat", "mutt"),
        ),
    },
}  # fmt: skip
"""What may stand in each table of the file. Messages, manual, `newsreader config` and the palette are made from it."""


def default(table: str, key: str) -> Value:
    """What a setting is when nobody has chosen."""
    value: Value = getattr(getattr(Config(), table), key)
    return value


def allowed(table: str, key: str) -> str:
    """What a setting may be, in words."""
    setting = SETTINGS[table][key]
    if setting.high - setting.low == 1:
        return f"{setting.low} or {setting.high}"
    if setting.choices:
        *most, last = map(toml.literal, setting.choices)
        return f"{', '.join(most)} or {last}"
    return {
        bool: "true or false",
        int: f"a whole number from {setting.low:,} to {setting.high:,}",
        str: "a text in quotes",
    }[type(default(table, key))]
