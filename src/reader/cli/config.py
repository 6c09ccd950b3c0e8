"""``newsreader config``: print, ask for, change, edit and check the settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import config, config_file, paths, toml
from reader.cli import say, speaking
from reader.cli.open import settings
from reader.cli.output import print_text
from reader.config import SETTINGS
from reader.errors import ConfigWrong, ReaderError
from reader.language import tr
from reader.text import one_line
from reader.ui import keymap, settings_text, theme_names
from reader.ui.keys import KEYS, bound

if TYPE_CHECKING:
    from reader.toml import Value

_IN_USE = "-"
"""What `--check` checks without a FILE."""
_WORDS = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
_NAMED = 5
"""Settings that are named at most when a file has nothing of them."""


@speaking.group("config", invoke_without_command=True)
@speaking.option(
    "--check", "file", metavar="[FILE]", is_flag=False, flag_value=_IN_USE, type=click.Path(),
    help="Only tell what is wrong in FILE, or in the one in use.",
)  # fmt: skip
@speaking.option("--path", "show_path", is_flag=True, help="Only tell where the file is, or would be.")
@click.pass_context
def command(ctx: click.Context, file: str | None, *, show_path: bool) -> None:
    """Print the settings in force, as a file that can be saved; or get, set, edit or check them.

    What is as usual is commented out. --check ends with code 8 when something is wrong.
    """
    if ctx.invoked_subcommand is not None:
        return
    if show_path:
        _tell_path()
    elif file is not None:
        _check(paths.config_file() if file == _IN_USE else Path(file), is_named=file != _IN_USE)
    else:
        print_text(settings_text.as_file(settings()).removesuffix("\n"))


def _tell_path() -> None:
    print_text(one_line(os.fspath(paths.config_file())))


@command.command("path")
def tell_path() -> None:
    """Tell where the file is, or would be."""
    _tell_path()


# -- checking -----------------------------------------------------------------------------------------------


def _faults(path: Path) -> list[str]:
    """All that is to be told about a file."""
    chosen, faults = config_file.read(path)
    faults += theme_names.told(chosen.ui, path)
    return faults + keymap.told(keymap.resolve(chosen.keys).faults, path)


def _check(path: Path, *, is_named: bool) -> None:
    """Say that the file is right.

    Raises:
        ConfigWrong: it is not.
    """
    shown = one_line(os.fspath(path))
    if not path.exists() and not path.is_symlink():
        if is_named:
            raise ConfigWrong(tr("{path}: there is no such file").format(path=path))
        print_text(tr("{path}: no such file, all is as usual").format(path=shown))
    elif faults := _faults(path):
        raise ConfigWrong(faults[0], "\n".join(faults[1:]))
    else:
        print_text(tr("{path}: nothing is wrong").format(path=shown))


# -- one setting --------------------------------------------------------------------------------------------


def _every() -> dict[str, str]:
    """Every setting by its name on the command line, and what it means."""
    named = {
        f"{table}.{key}": setting.text for table, keys in SETTINGS.items() for key, setting in keys.items()
    }
    return {name: tr(text) for name, text in (named | {f"keys.{key.id}": key.help for key in KEYS}).items()}


def _complete_key(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[object]:
    del ctx, parameter
    from click.shell_completion import CompletionItem  # noqa: PLC0415 -- only when the shell asks

    return [CompletionItem(name, help=text) for name, text in _every().items() if name.startswith(typed)]


def _complete_value(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    del parameter
    named: str | tuple[str, str] = ctx.params.get("key") or ""
    table, key = named if isinstance(named, tuple) else (*named.split(".", 1), "")[:2]
    setting = SETTINGS.get(table, {}).get(key)
    if setting is None:
        return []
    words = ("true", "false") if isinstance(config.default(table, key), bool) else setting.choices
    return [word for word in words if word.startswith(typed)]


class _Key(click.ParamType[tuple[str, str]]):
    """A setting by its name: table and key."""

    name = "KEY"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if value not in _every():
            from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for complaints

            found, _, _ = process.extractOne(value, list(_every()), scorer=fuzz.ratio)
            told = tr("there is no setting {name}; the nearest is {nearest}.")
            self.fail(told.format(name=value, nearest=found), param, ctx)
        table, _, key = value.partition(".")
        return table, key


_key = click.argument("key", type=_Key(), shell_complete=_complete_key)


@command.command("get")
@_key
def get(key: tuple[str, str]) -> None:
    """Tell what a setting is, e.g. `config get reading.width`; of several keys each on a line.

    KEY is the table and the key in it. Keys of the keyboard are in the table keys, by the ids that
    `newsreader keys` lists: keys.bookmark.
    """
    table, name = key
    chosen = settings()
    if table == "keys" and name not in SETTINGS[table]:
        value = settings_text.written(bound(keymap.BY_ID[name]))
        for written in value if isinstance(value, tuple) else (value,):
            print_text(str(written))
    else:
        value = getattr(getattr(chosen, table), name)
        for each in value if isinstance(value, tuple) else (value,):
            print_text(one_line(each) if isinstance(each, str) else toml.literal(each))


@command.command("set")
@_key
@click.argument("value", nargs=-1, required=True, shell_complete=_complete_value)
@click.pass_context
def change(ctx: click.Context, key: tuple[str, str], value: tuple[str, ...]) -> None:
    """Change a setting in the file, e.g. `config set reading.width 72`; all else in it stays as it stands.

    A key of the keyboard may be several: `config set keys.next J Ctrl+N`, and so may watched words; "" leaves none. The file is made when
    it isn't there, with every setting in it, explained.
    """
    table, name = key
    path = paths.config_file()
    if table == "keys" and name not in SETTINGS[table]:
        chosen, notes = _keys(ctx, path, name, value)
    elif isinstance(config.default(table, name), tuple):
        chosen, notes = _words(ctx, table, name, value), []
    elif len(value) > 1:
        ctx.fail(tr("{name} is one value.").format(name=f"{table}.{name}"))
    else:
        chosen, notes = _value(ctx, table, name, value[0]), []
    config_file.save(path, table, name, chosen, settings_text.blank)
    for note in notes:
        say(note)


def _value(ctx: click.Context, table: str, name: str, written: str) -> Value:
    """What was meant by a value on the command line."""
    usual = config.default(table, name)
    value: Value | None = None
    if isinstance(usual, bool):
        value = _WORDS.get(written.lower())
    elif isinstance(usual, str):
        value = written
    elif written.replace("_", "").removeprefix("-").isdecimal():
        value = int(written) if len(written) < 20 else None
    if value is None or config_file.fault(table, name, value):
        told = tr("{name} can't be {value}; allowed is {allowed}.")
        named, allowed = f"{table}.{name}", config.allowed(table, name)
        ctx.fail(told.format(name=named, value=one_line(written), allowed=allowed))
    if table == "ui" and name in theme_names.SETTINGS and (why := theme_names.fault(written)):
        ctx.fail(why)
    return value


def _words(ctx: click.Context, table: str, name: str, written: tuple[str, ...]) -> Value:
    """The list that was meant; empty when all that was written is an empty text."""
    words = tuple(dict.fromkeys(filter(None, (one_line(word) for word in written))))
    wrong = filter(None, map(config_file.why_no_word, words))
    if why := next(wrong, "") or config_file.fault(table, name, words):
        ctx.fail(why)
    return words


def _keys(ctx: click.Context, path: Path, id_: str, written: tuple[str, ...]) -> tuple[Value, list[str]]:
    """The keys that were meant, and what they cost others."""
    names = tuple(filter(None, written))
    keys = config_file.read(path)[0].keys
    others = tuple((other, given) for other, given in keys.by_id if other != id_)
    before = set(keymap.resolve(keys._replace(by_id=others)).faults)
    after = keymap.resolve(keys._replace(by_id=(*others, (id_, names)))).faults
    new = [fault for fault in after if fault not in before]
    for fault in new:
        if not fault.counts:
            ctx.fail(fault.words)
    return names[0] if len(names) == 1 else names or "", [fault.words for fault in new]


# -- the file -----------------------------------------------------------------------------------------------


@command.command("edit")
def edit() -> None:
    """Open the file in $VISUAL or $EDITOR, and tell afterwards what is wrong in it.

    The file is made when it isn't there: every setting is in it, explained and commented out. One that is there is
    left as it is.
    """
    path = paths.config_file()
    if not config_file.begin(path, settings_text.blank):
        _tell_missing(path)
    try:
        speaking.edit(filename=os.fspath(path))
    except click.ClickException as error:
        raise ReaderError(error.format_message(), tr("The file is {path}.").format(path=path)) from error
    _check(path, is_named=False)


def _tell_missing(path: Path) -> None:
    """Say which settings the file has nothing of: it was perhaps begun by an older version."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError):
        return  # whoever edits it will see
    missing = [
        f"{table}.{key}"
        for table, keys in SETTINGS.items()
        for key in keys
        if f"{key} =" not in text and f"{key}=" not in text
    ]
    if missing:
        more = len(missing) - _NAMED
        told = (
            tr("the file says nothing of {names} and {count} more")
            if more > 0
            else tr("the file says nothing of {names}")
        )
        say(
            told.format(names=tr(", ").join(missing[:_NAMED]), count=more),
            tr("That is all right; `newsreader config` prints every setting, explained."),
        )
