"""What the user has chosen: frozen values with their defaults, what each may be, and the file that holds them.

The file is TOML; one that is absent costs nothing. Whatever is wrong in it is told with file, line and key, and
the rest of it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reader import files, toml
from reader.errors import ConfigWrong, StateNotSaved

if TYPE_CHECKING:
    from pathlib import Path

    from reader.toml import Names, Value

_LARGEST = 100_000
"""Bytes of a file that are looked at: the longest sensible one has some 2,000."""
_LONGEST_SHOWN = 40
"""Cells of a name or value in a message."""


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


class Config(NamedTuple):
    """Everything that can be configured, a field for each table of the file."""

    reading: Reading = Reading()
    images: Images = Images()
    ui: Interface = Interface()


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


# -- reading ------------------------------------------------------------------------------------------------


def load(path: Path) -> Config:
    """What the file ``path`` says; the defaults where it says nothing, or is absent.

    Raises:
        ConfigWrong: something in it is wrong; the message has the first fault, the hint the others.
    """
    chosen, faults = read(path)
    if faults:
        raise ConfigWrong(faults[0], "\n".join(faults[1:]))
    return chosen


def read(path: Path) -> tuple[Config, list[str]]:
    """Like :func:`load`, but passes over what is wrong: the rest, and each fault in words (``file:line: …``)."""
    try:
        text = _text(path)
        data = _parse(path, text)
    except ConfigWrong as error:
        return Config(), [error.message]
    chosen, faults = _chosen(data)
    if not faults:
        return chosen, []
    lines = toml.lines(text)
    return chosen, [
        f"{path}:{lines.get(where) or lines.get(where[:1], 1)}: {words}" for where, words in faults
    ]


def _text(path: Path) -> str:
    """All of the file; nothing when it is absent."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except IsADirectoryError as error:
        raise ConfigWrong(f"{path}: this is a folder, and should be a file") from error
    except OSError as error:
        raise ConfigWrong(f"{path}: can't be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise ConfigWrong(f"{path}: too large, more than {_LARGEST:,} bytes")
    try:
        return data.decode("utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigWrong(f"{path}:{line}: not UTF-8; save the file in that encoding") from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    if not text:
        return {}
    import tomllib  # noqa: PLC0415 -- 4 ms that who has no file need not wait for

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigWrong(f"{path}: nested too deeply") from error
    except ValueError as error:
        # It ends with "(at line 3, column 9)" or "(at end of document)", unless a number is too long for Python.
        words, _, place = str(error).removesuffix(")").partition(" (at ")
        number = place.removeprefix("line ").partition(",")[0]
        last = text.rstrip().count("\n") + 1
        where = f"{path}:{number if number.isdecimal() else last}" if place else str(path)
        raise ConfigWrong(f"{where}: this is no TOML: {words}; nothing in the file counts") from error


def _chosen(data: dict[str, Any]) -> tuple[Config, list[tuple[Names, str]]]:
    """What is right, and what is wrong: where (table and key) and why."""
    chosen = Config()
    faults: list[tuple[Names, str]] = []
    for table, given in data.items():
        if table not in SETTINGS:
            known = ", ".join(f"[{name}]" for name in SETTINGS)
            name = f"[{_shown(table)}]" if isinstance(given, dict) else _shown(table)
            faults.append(((table,), f"{name} is unknown here; {_nearest(table)}. The tables are {known}"))
        elif not isinstance(given, dict):
            faults.append(((table,), f"{table} is to be one table, [{table}]"))
        else:
            right = {}
            for key, value in given.items():
                if fault := _fault(table, key, value):
                    faults.append(((table, key), fault))
                else:
                    right[key] = value
            chosen = chosen._replace(**{table: getattr(chosen, table)._replace(**right)})
    return chosen, faults


def _fault(table: str, key: str, value: object) -> str:
    """Why ``value`` is wrong for this setting; empty when it is right."""
    setting = SETTINGS[table].get(key)
    if setting is None:
        return f"[{table}] {_shown(key)} is unknown here; {_nearest(key)}. [{table}] has {', '.join(SETTINGS[table])}"
    is_right = (
        type(value) is type(default(table, key))
        and (not setting.choices or value in setting.choices)
        and (not isinstance(value, int) or isinstance(value, bool) or setting.low <= value <= setting.high)
    )
    if is_right:
        return ""
    written = _shown(toml.literal(value) if isinstance(value, str | bool) else value)
    usual = toml.literal(default(table, key))
    return f"[{table}] {key} = {written} is wrong; allowed is {allowed(table, key)}, and {usual} is used"


def _nearest(name: str) -> str:
    """The setting or table that was perhaps meant."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for complaints

    names = {key: f"{key} in [{table}]" for table, keys in SETTINGS.items() for key in keys}
    names |= {table: f"[{table}]" for table in SETTINGS}
    found, _, _ = process.extractOne(name, list(names), scorer=fuzz.ratio)
    return f"the nearest is {names[found]}"


def _shown(value: object) -> str:
    """A name or value of the file, safe and short."""
    from reader.text import crop, one_line  # noqa: PLC0415 -- only for complaints

    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and abs(value) >= 1 << 64:
        return "a huge number"  # Python refuses to write out more than 4,300 digits
    return crop(one_line(str(value)), _LONGEST_SHOWN)


# -- writing ------------------------------------------------------------------------------------------------

_HEADER = "# Settings of newsreader. `newsreader config` prints them all, `newsreader config --check` checks this file.\n"


def save(path: Path, table: str, key: str, value: Value) -> None:
    """Write one setting to the file, as it is now, and leave all else in it as it stands.

    Raises:
        ConfigWrong: the file can't be understood, so it was left alone.
        StateNotSaved: it can't be written, and is as it was.
    """
    try:
        with files.lock(path.with_name(f".{path.name}.lock")):
            text = _text(path)
            _parse(path, text)
            files.replace(path, toml.with_value(text or _HEADER, table, key, value))
    except ValueError as error:
        raise ConfigWrong(
            f"{path}: [{table}] {key} can't be changed: {error}",
            f"Write {key} = {toml.literal(value)} into the table [{table}] yourself.",
        ) from error
    except OSError as error:
        raise StateNotSaved(
            f"the setting could not be saved: {error.strerror or error}", f"The file is {path}."
        ) from error
