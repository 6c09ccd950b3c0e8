"""``newsreader [ARCHIVE]``: open the reader."""

from __future__ import annotations

from pathlib import Path

import click

from reader import paths
from reader.session import Session, resolve
from reader.state import recent

LAST = "open-last"
"""What the group passes when no archive was named."""


@click.command("newsreader", context_settings={"help_option_names": []})
@click.argument("archive", type=click.Path())
def command(archive: str) -> None:
    """Open the reader on an archive."""
    root, is_demo = choose(None if archive == LAST else archive)
    from reader.ui import run  # noqa: PLC0415 -- Textual, for those who read on the screen only

    run(root, is_demo=is_demo)


def choose(archive: str | None) -> tuple[Path, bool]:
    """The archive to open, and whether it is the demo: the named one, else the last one, else the demo.

    Raises:
        ArchiveNotFound: the named one is not there.
    """
    if archive is not None:
        return resolve(Path(archive).expanduser()), False
    last = recent.load(paths.recent_file())
    if last is not None:
        return resolve(last), False
    return resolve(paths.demo_archive()), True


def open_session(archive: str | None, *, sync: bool = False) -> Session:
    """A session for a command, its catalogue filled if it never was (or if ``sync``).

    Raises:
        ArchiveNotFound, CatalogUnusable
    """
    from reader.cli.progress import ProgressLine  # noqa: PLC0415

    session = Session(choose(archive)[0])
    if sync or not session.synced:
        with ProgressLine() as line:
            session.sync(line.show, waiting=line.waiting)
    return session
