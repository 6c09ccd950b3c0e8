"""``newsreader state``: everything that the program remembers of its user, in one file and back."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import speaking
from reader.cli.output import print_text
from reader.language import tr


@speaking.group("state")
def command() -> None:
    """Back up and restore bookmarks, highlights, saved searches, settings, read marks and history."""


@command.command("backup")
@click.argument("file", type=click.Path())
def backup(file: str) -> None:
    """Write all of it into FILE, a zip file; windows may be open meanwhile."""
    from reader.state.backup import backup as write  # noqa: PLC0415 -- one of two

    path = Path(file)
    write(path)
    print_text(tr("{path}: {size:,} bytes").format(path=path, size=path.stat().st_size))


@command.command("restore")
@click.argument("file", type=click.Path())
def restore(file: str) -> None:
    """Put back what `backup` wrote. What there is now is backed up first, and its place told."""
    from reader.state.backup import restore as put_back  # noqa: PLC0415

    restored = put_back(Path(file))
    told = tr("Restored: {names}. What was there before is in {path}")
    names = tr(", ").join(restored.names) or tr("nothing, the backup is empty")
    print_text(told.format(names=names, path=restored.before))
