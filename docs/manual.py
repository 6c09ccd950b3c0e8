"""The manual page ``newsreader.1``, made from the commands, the key table and the exit codes."""

from __future__ import annotations

import inspect
import re
from itertools import groupby
from typing import TYPE_CHECKING

import click

from reader import __version__
from reader.cli import EXIT_CODES
from reader.cli.commands import COMMANDS
from reader.cli.group import cli
from reader.ui.keynames import shown
from reader.ui.keys import KEYS, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = {
    "~/.config/newsreader/config.toml": "settings",
    "~/.config/newsreader/bookmarks.jsonl": "bookmarks, labels and notes, one JSON object a line",
    "~/.config/newsreader/highlights.jsonl": "highlights, the same way",
    "~/.config/newsreader/searches.jsonl": "saved searches, the same way",
    "~/.local/share/newsreader/": "read marks, places in articles, what can be undone; copies of it",
    "~/.local/state/newsreader/": "the last archives, what was searched for, logs of crashes",
    "~/.cache/newsreader/": "an index for each archive; may be deleted at any time",
}
_ENVIRONMENT = {
    "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": "the language: Simplified Chinese where they ask for Chinese, else English",
    "NO_COLOR": "no colours",
    "BROWSER": "what opens links",
    "VISUAL, EDITOR": "what notes and settings are edited with",
    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "other folders than those below",
}


def manual() -> str:
    """The page as roff (man(7))."""
    return "\n".join([f'.TH NEWSREADER 1 "" "newsreader {__version__}" "User Commands"', *_parts()]) + "\n"


def _parts() -> Iterator[str]:
    yield from (".SH NAME", r"newsreader \- read a folder of saved news in the terminal", ".SH SYNOPSIS")
    for usage in ("[ARCHIVE]", "--plain [ARCHIVE]", "--tour", "COMMAND [OPTIONS] ..."):
        yield from (r".B newsreader", _escaped(usage), ".br")
    yield from (".SH DESCRIPTION", *_paragraphs(cli.help or ""))
    yield from (
        "Without ARCHIVE the last one is opened again; the first time, a small one that comes along.",
        ".SH COMMANDS",
    )
    context = click.Context(cli, info_name="newsreader", **cli.context_settings)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield from _command(command, f"newsreader {name}")
    yield ".SH KEYS"
    yield "The defaults; each can be changed, see the table [keys] of the settings."
    for scope, keys in groupby(KEYS, key=lambda key: key.scope):
        yield f".SS {_escaped(SCOPES[scope])}"
        for key in keys:
            yield from (
                ".TP",
                rf"\fB{_escaped('  '.join(map(shown, key.keys)) or '(none)')}\fR",
                _escaped(key.help),
            )
    yield from _table("ENVIRONMENT", _ENVIRONMENT)
    yield from _table("FILES", _FILES)
    yield r"\(lqnewsreader paths\(rq tells where they are on this system."
    yield from _table("EXIT STATUS", {str(code): text for code, text in EXIT_CODES.items()})
    yield from (".SH SEE ALSO", ".BR newsboat (1),", ".BR notmuch (1),", ".BR less (1)")


def _command(command: click.Command, path: str) -> Iterator[str]:
    yield from (f".SS {_escaped(path)}", *_paragraphs(command.help or ""))
    context = click.Context(command, info_name=path, **command.context_settings)
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from (".TP", rf"\fB{_escaped(record[0])}\fR", _escaped(record[1]))
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _command(inner, f"{path} {name}")


def _table(heading: str, rows: dict[str, str]) -> Iterator[str]:
    yield f".SH {heading}"
    for name, text in rows.items():
        yield from (".TP", rf"\fB{_escaped(name)}\fR", _escaped(text))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a help text; one that keeps its lines begins with a backspace, as click has it."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", inspect.cleandoc(text))):
        if number:
            yield ".PP"
        lines = paragraph.splitlines()
        if lines[:1] == ["\b"]:
            yield from (".nf", *map(_escaped, lines[1:]), ".fi")
        else:
            yield _escaped(" ".join(line.strip() for line in lines))


def _escaped(text: str) -> str:
    """Text that means nothing to roff."""
    text = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text
