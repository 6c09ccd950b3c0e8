"""The file of settings: what it says, what is wrong in it, and one setting changed.

It is TOML; one that is absent costs nothing. Whatever is wrong in it is told with file, line and key, and the rest
of it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader import files, toml
from reader.config import SETTINGS, Config, allowed, default
from reader.errors import ConfigWrong, StateNotSaved, reason_of
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reader.toml import Names, Value

_LARGEST = 100_000
"""Bytes of a file that are looked at: one with every setting has some 12,000."""
_LONGEST_WORD = 100
"""Characters of a word in a list."""
_LONGEST_SHOWN = 40
"""Cells of a name or value in a message."""


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
    places = toml.lines(text)
    return chosen, [
        f"{path}:{places.get(where) or places.get(where[:1], 1)}: {words}" for where, words in faults
    ]


def lines(path: Path) -> dict[Names, int]:
    """The line (from 1) where each table and each key of the file begins; nothing when it can't be understood."""
    try:
        text = _text(path)
        _parse(path, text)
    except ConfigWrong:
        return {}
    return toml.lines(text)


def _text(path: Path) -> str:
    """All of the file; nothing when it is absent."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except IsADirectoryError as error:
        raise ConfigWrong(tr("{path}: this is a folder, and should be a file").format(path=path)) from error
    except OSError as error:
        raise ConfigWrong(
            tr("{path}: can't be read: {reason}").format(path=path, reason=reason_of(error))
        ) from error
    if len(data) > _LARGEST:
        raise ConfigWrong(tr("{path}: too large, more than {size:,} bytes").format(path=path, size=_LARGEST))
    try:
        return data.decode("utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        told = tr("{path}:{line}: not UTF-8; save the file in that encoding")
        raise ConfigWrong(told.format(path=path, line=line)) from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    if not text:
        return {}
    import tomllib  # noqa: PLC0415 -- 4 ms that who has no file need not wait for

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigWrong(tr("{path}: nested too deeply").format(path=path)) from error
    except ValueError as error:
        # It ends with "(at line 3, column 9)" or "(at end of document)", unless a number is too long for Python.
        words, _, place = str(error).removesuffix(")").partition(" (at ")
        number = place.removeprefix("line ").partition(",")[0]
        last = text.rstrip().count("\n") + 1
        where = f"{path}:{number if number.isdecimal() else last}" if place else str(path)
        told = tr("{where}: this is no TOML: {reason}; nothing in the file counts")
        raise ConfigWrong(told.format(where=where, reason=tr(words))) from error


def _chosen(data: dict[str, Any]) -> tuple[Config, list[tuple[Names, str]]]:
    """What is right, and what is wrong: where (table and key) and why."""
    chosen = Config()
    faults: list[tuple[Names, str]] = []
    for table, given in data.items():
        if table not in SETTINGS:
            known = tr(", ").join(f"[{name}]" for name in SETTINGS)
            name = f"[{_shown(table)}]" if isinstance(given, dict) else _shown(table)
            told = tr("{name} is unknown here; the nearest is {nearest}. The tables are {known}")
            words = told.format(name=name, nearest=_nearest(table), known=known)
            faults.append(((table,), words))
        elif not isinstance(given, dict):
            faults.append(((table,), tr("{table} is to be one table, [{table}]").format(table=table)))
        else:
            right = {}
            for key, value in given.items():
                why = faults_of(table, key, value)
                faults += (((table, key), each) for each in why)
                if key in SETTINGS[table] and isinstance(default(table, key), tuple):
                    right[key] = _right_words(value, SETTINGS[table][key].high)
                elif not why:
                    right[key] = value
            if table == "keys":
                right = _keys(right)
            chosen = chosen._replace(**{table: getattr(chosen, table)._replace(**right)})
    return chosen, faults


def _keys(right: dict[str, Any]) -> dict[str, Any]:
    """The table ``[keys]``: beside its setting, keys by ids that are looked at where they are known."""
    by_id = tuple(
        (id_, tuple(filter(None, [written] if isinstance(written, str) else written)))
        for id_, written in right.items()
        if id_ not in SETTINGS["keys"]
    )
    return {key: value for key, value in right.items() if key in SETTINGS["keys"]} | {"by_id": by_id}


def fault(table: str, key: str, value: object) -> str:
    """Why ``value`` is wrong for this setting, and what is used in its place; empty when it is right."""
    return next(iter(faults_of(table, key, value)), "")


def faults_of(table: str, key: str, value: object) -> list[str]:
    """All that is wrong with ``value`` for this setting: of a list of words each one that is none."""
    if key in SETTINGS[table] and isinstance(default(table, key), tuple):
        return _list_faults(table, key, value)
    why = _fault(table, key, value)
    return [why] if why else []


def _fault(table: str, key: str, value: object) -> str:
    setting = SETTINGS[table].get(key)
    if setting is None and table == "keys":
        written = value if isinstance(value, list) else [value]
        is_right = all(isinstance(name, str) for name in written)
        told = tr('[keys] {key} is to be a key in quotes, or a list of such: ["j", "Down"]')
        return "" if is_right else told.format(key=_shown(key))
    if setting is None:
        told = tr("[{table}] {key} is unknown here; the nearest is {nearest}. [{table}] has {known}")
        return told.format(
            table=table, key=_shown(key), nearest=_nearest(key), known=tr(", ").join(SETTINGS[table])
        )
    is_right = (
        type(value) is type(default(table, key))
        and (not setting.choices or value in setting.choices)
        and (not isinstance(value, int) or isinstance(value, bool) or setting.low <= value <= setting.high)
    )
    if is_right:
        return ""
    shown = _shown(toml.literal(value) if isinstance(value, str | bool) else value)
    usual = toml.literal(default(table, key))
    told = tr("[{table}] {key} = {value} is wrong; allowed is {allowed}, and {usual} is used")
    return told.format(table=table, key=key, value=shown, allowed=allowed(table, key), usual=usual)


def _list_faults(table: str, key: str, value: object) -> list[str]:
    """Why not all of ``value`` is right for a setting that is a list of words."""
    if not isinstance(value, list | tuple):
        told = tr("[{table}] {key} is wrong; allowed is {allowed}")
        return [told.format(table=table, key=key, allowed=allowed(table, key))]
    told = tr("[{table}] {key}: {reason}; the others count")
    faults = [told.format(table=table, key=key, reason=why) for each in value if (why := why_no_word(each))]
    most = SETTINGS[table][key].high
    if len(value) > most:
        told = tr("[{table}] {key} has {count:,} words; the first {most:,} count")
        faults.append(told.format(table=table, key=key, count=len(value), most=most))
    return faults


def why_no_word(value: object) -> str:
    """Why ``value`` is no word to look out for; empty when it is one."""
    if not isinstance(value, str):
        told = tr("{value} is no word or phrase in quotes")
        return told.format(value=_shown(toml.literal(value) if isinstance(value, bool) else value))
    if not any(map(str.isalnum, value)):
        return tr("“{word}” has no letter or digit").format(word=_shown(value))
    told = tr("“{word}” has more than {most:,} characters")
    return told.format(word=_shown(value), most=_LONGEST_WORD) if len(value) > _LONGEST_WORD else ""


def _right_words(value: object, most: int) -> tuple[str, ...]:
    """The words of a list that count."""
    found = value if isinstance(value, list | tuple) else ()
    return tuple(word for word in found if not why_no_word(word))[:most]


def _nearest(name: str) -> str:
    """The setting or table that was perhaps meant."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for complaints

    placed = tr("{key} in [{table}]")
    names = {key: placed.format(key=key, table=table) for table, keys in SETTINGS.items() for key in keys}
    names |= {table: f"[{table}]" for table in SETTINGS}
    found, _, _ = process.extractOne(name, list(names), scorer=fuzz.ratio)
    return names[found]


def _shown(value: object) -> str:
    """A name or value of the file, safe and short."""
    from reader.text import crop, one_line  # noqa: PLC0415 -- only for complaints

    if isinstance(value, dict | list):
        return tr("a table") if isinstance(value, dict) else tr("a list")
    if isinstance(value, int) and abs(value) >= 1 << 64:
        return tr("a huge number")  # Python refuses to write out more than 4,300 digits
    return crop(one_line(str(value)), _LONGEST_SHOWN)


# -- writing ------------------------------------------------------------------------------------------------


def save(
    path: Path,
    table: str,
    key: str,
    value: Value,
    blank: Callable[[], str] = lambda: "# Settings of newsreader.\n",
) -> None:
    """Write one setting to the file, as it is now, and leave all else in it as it stands.

    Args:
        path: the file.
        table: where the setting is, as in :data:`reader.config.SETTINGS`.
        key: its name there; in the table ``keys`` also an id of a key.
        value: what it is to be, right for it.
        blank: gives the text that a file begins with which isn't there, or is empty.

    Raises:
        ConfigWrong: the file can't be understood, so it was left alone.
        StateNotSaved: it can't be written, and is as it was.
    """
    try:
        with _locked(path):
            text = _text(path)
            _parse(path, text)
            files.replace(path, toml.with_value(text or blank(), table, key, value))
    except ValueError as error:
        raise ConfigWrong(
            tr("{path}: [{table}] {key} can't be changed: {reason}").format(
                path=path, table=table, key=key, reason=error
            ),
            tr("Write {key} = {value} into the table [{table}] yourself.").format(
                key=key, value=toml.literal(value), table=table
            ),
        ) from error
    except OSError as error:
        raise StateNotSaved(
            tr("the setting could not be saved: {reason}").format(reason=reason_of(error)),
            tr("The file is {path}.").format(path=path),
        ) from error


def begin(path: Path, blank: Callable[[], str]) -> bool:
    """Make the file, if it isn't there; whether it was made.

    Raises:
        StateNotSaved: it can't be written.
    """
    try:
        with _locked(path):
            if path.exists() or path.is_symlink():
                return False
            files.replace(path, blank())
    except OSError as error:
        raise StateNotSaved(
            tr("the file of settings could not be made: {reason}").format(reason=reason_of(error)),
            tr("It would be {path}.").format(path=path),
        ) from error
    return True


def _locked(path: Path) -> AbstractContextManager[bool]:
    return files.lock(path.with_name(f".{path.name}.lock"))
