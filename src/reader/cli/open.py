"""Opening an archive: for the reader, and for the commands that need one."""

from __future__ import annotations

from pathlib import Path

from reader import paths
from reader.session import Session, resolve
from reader.state import recent


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


def open_reader(archive: str | None) -> None:
    """Open the reader and stay until the user leaves it.

    Raises:
        ArchiveNotFound: there is no such archive.
    """
    root, is_demo = choose(archive)
    from reader.ui import run  # noqa: PLC0415 -- Textual, for those who read on the screen only

    run(root, is_demo=is_demo)


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
