"""``newsreader config``."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import click

from reader import config, paths, toml
from reader.cli.open import settings
from reader.cli.output import print_text
from reader.errors import ConfigWrong
from reader.text import one_line

_WIDTH = 96
"""Characters of a line of comment."""


@click.command("config")
@click.argument("file", required=False, type=click.Path())
@click.option("--check", is_flag=True, help="Only tell what is wrong in FILE, or in the one in use.")
@click.option("--path", "show_path", is_flag=True, help="Only tell where the file is, or would be.")
@click.pass_context
def command(ctx: click.Context, file: str | None, *, check: bool, show_path: bool) -> None:
    """Print the settings in force, as a file that can be saved; or check such a file.

    What is as usual is commented out. To begin a file of your own, print into a new one and move that to where
    --path says. --check ends with code 8 when something is wrong.
    """
    if file is not None and not check:
        ctx.fail("FILE goes with --check.")
    path = Path(file) if file is not None else paths.config_file()
    if show_path:
        print_text(one_line(os.fspath(path)))
    elif check:
        _check(path, is_named=file is not None)
    else:
        print_text(as_file(settings()))


def _check(path: Path, *, is_named: bool) -> None:
    """Say that the file is right.

    Raises:
        ConfigWrong: it is not.
    """
    if not path.exists() and not path.is_symlink():
        if is_named:
            raise ConfigWrong(f"{path}: there is no such file")
        print_text(f"{one_line(os.fspath(path))}: no such file, all is as usual")
        return
    config.load(path)
    print_text(f"{one_line(os.fspath(path))}: nothing is wrong")


def as_file(chosen: config.Config) -> str:
    """Every setting with what it means and may be; a line without ``#`` where it is not as usual."""
    parts = ["# Settings of newsreader. A line that begins with # tells the default."]
    for table, keys in config.SETTINGS.items():
        parts.append(f"[{table}]")
        for key, setting in keys.items():
            value, usual = getattr(getattr(chosen, table), key), config.default(table, key)
            words = f"{setting.text} Allowed: {config.allowed(table, key)}."
            line = f"{key} = {toml.literal(value)}"
            line = f"# {line}" if value == usual else f"{line}  # default: {toml.literal(usual)}"
            comment = textwrap.fill(words, _WIDTH, initial_indent="# ", subsequent_indent="# ")
            parts.append(f"{comment}\n{line}")
    return "\n\n".join(parts)
