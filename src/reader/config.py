"""What the user has chosen: frozen values with their defaults, and what each means and may be.

:mod:`reader.config_file` has the file that holds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reader import toml
from reader.language import later, tr

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
    go_on: bool = True
    ruler: bool = False


class Images(NamedTuple):
    """Pictures in articles: the table ``[images]``."""

    show: bool = True
    fetch: bool = False
    height: int = 20
    protocol: Literal["auto", "kitty", "sixel", "blocks"] = "auto"
    max_bytes: int = 10_000_000


class Interface(NamedTuple):
    """The screen around articles: the table ``[ui]``."""

    language: Literal["auto", "en", "zh"] = "auto"
    theme: str = ""
    night_theme: str = ""
    night_begins: int = 20
    night_ends: int = 7
    density: Literal["compact", "comfortable"] = "compact"
    fold_copies: bool = True
    restore: bool = True
    cursor: bool = True
    animations: bool = True


class Keys(NamedTuple):
    """What keys do: the table ``[keys]``. Which ids and keys there are, :mod:`reader.ui.keymap` knows."""

    preset: Literal["default", "newsboat", "mutt"] = "default"
    by_id: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The keys that were chosen for an id, as they are written, in the order of the file."""


class Watch(NamedTuple):
    """What to look out for: the table ``[watch]``."""

    words: tuple[str, ...] = ()


class Config(NamedTuple):
    """Everything that can be configured, a field for each table of the file."""

    reading: Reading = Reading()
    images: Images = Images()
    ui: Interface = Interface()
    keys: Keys = Keys()
    watch: Watch = Watch()


class Setting(NamedTuple):
    """What a setting means and may be; its type is that of its default."""

    text: str
    """A sentence or two for the file and the manual, in English."""
    low: int = 0
    high: int = 0
    """The range of a number, both ends in it; of a list how many texts it may have."""
    choices: tuple[str, ...] = ()
    """All that a text may be; empty: any."""


SETTINGS: dict[str, dict[str, Setting]] = {
    "reading": {
        "width": Setting(
            later("Cells of a line of text at most; 80 cells are 40 Chinese characters. The column can be made wider and narrower while one reads."),
            20, 400,
        ),
        "indent": Setting(
            later("Characters (of two cells) by which the first line of a paragraph is set in. 2 is usual in Chinese."), 0, 8,
        ),
        "spacing": Setting(later("Blank lines between two paragraphs."), 0, 1),
        "hanging": Setting(later("Let a stop or comma hang out of the column by one character, rather than move a line's end.")),
        "autospace": Setting(later("Show a blank between Chinese or Japanese and Latin letters or digits. Never in code.")),
        "justify": Setting(later("Let the lines of a paragraph end at one edge, where blanks can be added for it.")),
        "ambiguous": Setting(
            later("How wide the terminal draws the characters that Unicode calls ambiguous, such as “ ” … — ①: one cell or two."),
            choices=("narrow", "wide"),
        ),
        "cjk_per_minute": Setting(later("Chinese, Japanese and Korean characters that you read in a minute."), 50, 5000),
        "words_per_minute": Setting(later("Words of other languages that you read in a minute."), 50, 5000),
        "mark_read": Setting(
            later("When an article counts as read: at its end, as soon as it is opened, or only when you say so."),
            choices=("end", "open", "never"),
        ),
        "go_on": Setting(later("Let the key for the next page go on to the next article at the end of one.")),
        "ruler": Setting(
            later("Lay a ruler under the line that you read; the keys for a line up and down move it.")
        ),
    },
    "images": {
        "show": Setting(later("Draw the pictures of the archive in the article, if the extra `images` is installed.")),
        "fetch": Setting(later("Fetch pictures that are not in the archive. Without this nothing is ever fetched.")),
        "height": Setting(later("Lines that a picture may take at most."), 2, 100),
        "protocol": Setting(
            later("How pictures reach the terminal; auto asks the environment."),
            choices=("auto", "kitty", "sixel", "blocks"),
        ),
        "max_bytes": Setting(later("Bytes of a picture that is fetched at most; a larger one stays a line."), 1_000, 1_000_000_000),
    },
    "ui": {
        "language": Setting(
            later("The language of the program: English, Simplified Chinese, or the one that the system asks for."),
            choices=("auto", "en", "zh"),
        ),
        "theme": Setting(later("The colours, by their name in the theme picker, which sets this. Empty: the usual ones.")),
        "night_theme": Setting(later("Other colours at night. Empty: the same as by day.")),
        "night_begins": Setting(later("The hour at which the night begins."), 0, 23),
        "night_ends": Setting(later("The hour at which it ends."), 0, 23),
        "density": Setting(
            later(
                "Rows of a post in lists: one (compact), or a second one with the source and the beginning of the text"
                " (comfortable)."
            ),
            choices=("compact", "comfortable"),
        ),
        "fold_copies": Setting(
            later("Show a story that was crawled several times as one row in lists by date, with the number of its copies.")
        ),
        "restore": Setting(later("Begin where you left off: place, list, article and how far you had read it.")),
        "cursor": Setting(
            later(
                "Let the terminal's own cursor stand on the row or line you are at, for screen readers, braille and"
                " magnifiers. Where you type it is always to be seen."
            )
        ),
        "animations": Setting(
            later(
                "Let pages of an article turn smoothly. Without this nothing moves by itself; nor over SSH, nor on the"
                " Linux console."
            )
        ),
    },
    "watch": {
        "words": Setting(
            later(
                "Words and phrases to look out for: they are coloured in titles and texts, and a place lists the posts"
                " that have any of them."
            ),
            0, 500,
        ),
    },
    "keys": {
        "preset": Setting(
            later("Whose habits the keys follow. Each can be changed by its id, see the page about keys."),
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
        return tr("{low} or {high}").format(low=setting.low, high=setting.high)
    if setting.choices:
        *most, last = map(toml.literal, setting.choices)
        return tr("{most} or {last}").format(most=tr(", ").join(most), last=last)
    return {
        bool: tr("true or false"),
        int: tr("a whole number from {low:,} to {high:,}").format(low=setting.low, high=setting.high),
        str: tr("a text in quotes"),
        tuple: tr('a list of words in quotes, {high:,} at most: ["tide", "high water"]').format(
            high=setting.high
        ),
    }[type(default(table, key))]
