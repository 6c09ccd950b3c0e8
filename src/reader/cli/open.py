"""Opening an archive: for the reader, and for the commands that need one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import config_file, paths
from reader.cli import say
from reader.config import Keys
from reader.errors import CatalogUnusable, ReaderError
from reader.session import Session, resolve
from reader.state import recent
from reader.state.state import taken_over
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.config import Config


def choose(archive: str | None) -> Path:
    """The archive to open: the named one, else the last one, else the demo.

    Raises:
        ArchiveNotFound: the named one is not there.
    """
    if archive is not None:
        return resolve(Path(os.path.expanduser(archive)))
    return resolve(recent.load(paths.recent_file()) or paths.demo_archive())


def _tell_lost(archive: str | None, tell: Callable[[str], object]) -> None:
    """Say so when the last archive was meant, and is no longer there."""
    if archive is None and (gone := recent.lost(paths.recent_file())):
        tell(f"{one_line(str(gone))}, which was open last, is not there: this is the sample archive")


def settings(tell: Callable[[str], object] = say) -> Config:
    """What the user has chosen, in force from here on. What is wrong in the file is told, and passed over."""
    path = paths.config_file()
    chosen, faults = config_file.read(path)
    if chosen.keys != Keys():
        from reader.ui import keymap  # noqa: PLC0415 -- few have keys of their own

        faults += keymap.use(chosen.keys, path)
    if faults:
        tell(summary(faults))
    if chosen.reading.ambiguous == "wide":
        from reader.ambiguous import set_ambiguous  # noqa: PLC0415 -- few ever need it

        set_ambiguous(wide=True)
    return chosen


def summary(faults: list[str]) -> str:
    """The first fault of the file of settings, and how to see the others."""
    more = f" (and {len(faults) - 1} more: newsreader config --check)" if len(faults) > 1 else ""
    return f"{faults[0]}{more}"


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

    warnings: list[str] = []
    _tell_lost(archive, warnings.append)
    chosen = settings(warnings.append)
    run(root, chosen, is_demo=root == resolve(paths.demo_archive()), warning="\n".join(warnings))


def open_session(archive: str | None, *, sync: bool = False) -> Session:
    """A session for a command, its catalogue filled if it never was (or if ``sync``).

    Raises:
        ArchiveNotFound: there is no such archive.
    """
    from reader.cli.progress import ProgressLine  # noqa: PLC0415

    root = choose(archive)
    _tell_lost(archive, say)
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
    tell_taken_over(session)
    return session


def tell_taken_over(session: Session) -> None:
    """Say it, once, when the archive was known by another path before."""
    while session.taken_over:
        say(taken_over(session.taken_over.pop()))
