"""Opening an archive: for the reader, and for the commands that need one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader import paths
from reader.cli import say
from reader.errors import CatalogUnusable, ReaderError
from reader.session import Session, resolve
from reader.state import recent


def choose(archive: str | None) -> Path:
    """The archive to open: the named one, else the last one, else the demo.

    Raises:
        ArchiveNotFound: the named one is not there.
    """
    if archive is not None:
        return resolve(Path(os.path.expanduser(archive)))
    return resolve(recent.load(paths.recent_file()) or paths.demo_archive())


def open_reader(archive: str | None) -> None:
    """Open the reader and stay until the user leaves it.

    Raises:
        ArchiveNotFound: there is no such archive.
        ReaderError: there is no terminal.
    """
    root = choose(archive)
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise ReaderError(
            "the reader needs a terminal",
            "In a script: `newsreader list`, `newsreader show`; see `newsreader --help`.",
        )
    from reader.ui import run  # noqa: PLC0415 -- Textual, for those who read on the screen only

    run(root, is_demo=root == resolve(paths.demo_archive()))


def open_session(archive: str | None, *, sync: bool = False) -> Session:
    """A session for a command, its catalogue filled if it never was (or if ``sync``).

    Raises:
        ArchiveNotFound: there is no such archive.
    """
    from reader.cli.progress import ProgressLine  # noqa: PLC0415

    root = choose(archive)
    with ProgressLine() as line:
        try:
            session = Session(root)
            if sync or not session.complete:
                session.sync(line.show, waiting=line.waiting)
        except CatalogUnusable as error:
            line.clear()
            say(error.message, "The archive is read into memory, for this time only.")
            session = Session(root, in_memory=True)
            session.sync(line.show)
    return session
