"""Opening an archive: for the reader, and for the commands that need one."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import config_file, paths
from reader.cli import say
from reader.config import Keys
from reader.errors import CatalogUnusable, ReaderError
from reader.language import tr
from reader.session import Session, resolve
from reader.state import recent
from reader.state.state import taken_over
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.progress import ProgressLine
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
        told = tr("{path}, which was open last, is not there: this is the sample archive")
        tell(told.format(path=one_line(str(gone))))


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
    if len(faults) == 1:
        return faults[0]
    told = tr("{fault} (and {count} more: newsreader config --check)")
    return told.format(fault=faults[0], count=len(faults) - 1)


def open_reader(archive: str | None, *, tour: bool = False) -> None:
    """Open the reader and stay until the user leaves it; with a tour of the sample archive, if that is wanted.

    Raises:
        ArchiveNotFound: there is no such archive.
        ReaderError: there is no terminal.
    """
    root = resolve(paths.demo_archive()) if tour and archive is None else choose(archive)
    is_served = os.environ.get("TEXTUAL_DRIVER", "").endswith(
        ":WebDriver"
    )  # by `newsreader serve`, over pipes
    if not is_served and not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise ReaderError(
            tr("the reader needs a terminal"),
            tr("In a script: `newsreader list`, `newsreader show`; see `newsreader --help`."),
        )
    if os.environ.get("TERM") == "dumb":
        from reader.cli.plain import run as run_plain  # noqa: PLC0415 -- for few

        gc.enable()
        say(tr("this terminal can't be drawn on (TERM=dumb): it goes line by line, as with --plain"))
        run_plain(archive)
        return
    from reader.ui import run  # noqa: PLC0415 -- Textual, for those who read on the screen only

    warnings: list[str] = []
    _tell_lost(archive, warnings.append)
    chosen = settings(warnings.append)
    following: Path | None = root
    while following is not None:
        is_demo = following == resolve(paths.demo_archive())
        following = run(following, chosen, is_demo=is_demo, warning="\n".join(warnings), tour=tour)
        tour = False
        warnings.clear()
        chosen = config_file.read(paths.config_file())[0]  # what was chosen meanwhile


def open_session(archive: str | None, *, sync: bool = False, progress: ProgressLine | None = None) -> Session:
    """A session for a command, its catalogue filled if it never was (or if ``sync``); ``progress`` tells how that goes.

    Raises:
        ArchiveNotFound: there is no such archive.
    """
    from reader.cli.progress import ProgressLine  # noqa: PLC0415

    root = choose(archive)
    _tell_lost(archive, say)
    with progress or ProgressLine() as line:
        try:
            session = Session(root)
            if sync or not session.complete:
                session.sync(line.show, waiting=line.waiting)
        except CatalogUnusable as error:
            line.clear()
            say(error.message, tr("The archive is read into memory, for this time only."))
            session = Session(root, in_memory=True)
            session.sync(line.show)
    tell_taken_over(session)
    return session


def tell_taken_over(session: Session) -> None:
    """Say it, once, when the archive was known by another path before."""
    while session.taken_over:
        say(taken_over(session.taken_over.pop()))
