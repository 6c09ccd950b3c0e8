"""A damaged state file: what is wrong with it, and a whole one in its place.

The damaged file is kept beside the new one. Where SQLite can still write to it, the new content is a transaction
like any other, and windows that have the file open go on with it; else another file takes its name.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import TYPE_CHECKING

from reader.language import tr
from reader.state.connection import PAGE, connect, is_cut_off, is_of_no_format, meaning
from reader.state.copies import copy_to
from reader.state.migrations import VERSION, empty, version_of
from reader.state.salvage import columns_of, salvage

if TYPE_CHECKING:
    from pathlib import Path

    from reader.state.copies import Copies


def mend(path: Path, copies: Copies | None = None) -> str:
    """Set the file at ``path`` aside and put a recovered one in its place, if it is damaged. Hold its lock.

    Returns:
        What was done, for the user; empty when the file is as it should be (or there is none).

    Raises:
        sqlite3.Error, OSError: it can't be read or replaced; it is as it was.
    """
    aside, ready = _aside(path), ready_file(path)
    if ready.exists():  # a program was ended just before the last step
        _exchange(path, aside, ready)
        told = tr("The file of read marks, places and undo was damaged; it is kept as {path}.")
        return told.format(path=aside)
    why = damage(path, copies)
    if not why:
        return ""
    fresh = empty()
    if _copied(path, aside):
        holes = recover(aside, fresh, copies)
        if _rewritten(path, fresh):
            return _report(why, aside, fresh, holes)
        aside.unlink()
    else:
        holes = recover(path, fresh, copies)
    part = ready.with_suffix(".part")
    copy_to(fresh, part)
    os.replace(part, ready)
    _exchange(path, aside, ready)
    return _report(why, aside, fresh, holes)


def damage(path: Path, copies: Copies | None = None) -> str:
    """What is wrong with the file at ``path``; empty when nothing is, or when there is none.

    Raises:
        sqlite3.Error: it can't be read just now.
    """
    if path.is_dir():
        return tr("there is a folder in its place")
    if not path.exists():
        return ""
    if 0 < path.stat().st_size < 512:  # too small for SQLite to look at what is in it
        return tr("it is no database")
    try:
        with contextlib.closing(connect(path)) as connection:
            version = version_of(connection)
            if version == 0:
                return tr("it is empty") if copies is not None and copies.all() else ""
            return _flaw(path, connection) if version <= VERSION else ""
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if meaning(error) != "damage":
            raise
        return str(error)


def _flaw(path: Path, connection: sqlite3.Connection) -> str:
    """What is wrong with a file that can be opened."""
    if is_cut_off(path):
        return tr("it was cut off")
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return " ".join(str(found).split())
    with contextlib.closing(empty()) as model:
        if version_of(connection) == VERSION and columns_of(connection) != columns_of(model):
            return tr("its tables are not what they should be")
    return tr("its format is unknown") if is_of_no_format(path) and not _may_be_changed(connection) else ""


def _may_be_changed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("UPDATE archive SET marked = marked WHERE false")
    except sqlite3.OperationalError:
        return False
    return True


def recover(path: Path, into: sqlite3.Connection, copies: Copies | None = None) -> set[str]:
    """Put what can be read of the damaged file at ``path`` into an empty database; what can't comes from a copy.

    Returns:
        The tables of which not all could be read.

    Raises:
        OSError: there is no room to work.
    """
    known = [copy.path for copy in copies.all()] if copies is not None else []
    holes = salvage(path, into, models=known)
    for older in known[:1] if holes else ():
        salvage(older, into, tables=holes)
    into.execute("UPDATE archive SET marked = marked + 1")  # who knows the marks must look again
    return holes


def copy(path: Path) -> sqlite3.Connection | None:
    """What can be read of the file at ``path``, in memory; None when nothing can. Nothing of the file is changed."""
    memory = empty()
    with (
        contextlib.suppress(sqlite3.Error, UnicodeDecodeError),
        contextlib.closing(connect(path, 0.1)) as connection,
    ):
        if version_of(connection) == VERSION:
            connection.backup(memory)
            if memory.execute("PRAGMA quick_check(1)").fetchone() == ("ok",) and _may_be_changed(memory):
                return memory
    memory = empty()
    with contextlib.suppress(OSError):
        holes = salvage(path, memory)
        if "archive" not in holes or memory.execute("SELECT 1 FROM archive").fetchone():
            return memory
    return None


def ready_file(path: Path) -> Path:
    """The recovered file, whole, on its way to ``path``."""
    return path.with_name(f"{path.name}.recovered")


def _aside(path: Path) -> Path:
    """Where the damaged file is kept."""
    name = f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    aside, number = path.with_name(name), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{name}-{number}")
    return aside


def _copied(path: Path, aside: Path) -> bool:
    """Copy a file page by page through SQLite, which no one who has it open will notice; False when it can't."""
    if path.is_dir() or path.stat().st_size % PAGE:  # it would fill what is missing of a page
        return False
    try:
        with contextlib.closing(connect(path)) as live, contextlib.closing(connect(aside)) as target:
            live.backup(target)
    except (sqlite3.Error, UnicodeDecodeError):
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()
        return False
    return True


def _rewritten(path: Path, fresh: sqlite3.Connection) -> bool:
    """Write ``fresh`` over what is in the file, in a transaction; False when SQLite can't."""
    try:
        with contextlib.closing(connect(path)) as live:
            fresh.backup(live)
            live.execute("PRAGMA journal_mode = WAL")
        return not damage(path)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _exchange(path: Path, aside: Path, ready: Path) -> None:
    """Give the file ``ready`` the name of ``path``, whose file is ``aside`` from now on. May be ended anywhere."""
    for suffix in ("-wal", "-shm", "-journal"):  # first: they must not be taken for those of the new file
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{path}{suffix}", f"{aside}{suffix}")
    if path.is_dir():
        path.rename(aside)
    elif path.exists():
        try:
            os.link(path, aside)
        except OSError:  # a file system without links
            import shutil  # noqa: PLC0415

            shutil.copyfile(path, aside)
    os.replace(ready, path)
    with contextlib.suppress(sqlite3.Error), contextlib.closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _report(why: str, aside: Path, fresh: sqlite3.Connection, holes: set[str]) -> str:
    counts = [fresh.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("read", "change")]
    told = (
        tr("The file of read marks, places and undo was damaged ({why}). It is kept as {path}; {reads} read marks and {changes} changes to undo were recovered, some may be missing or old.")
        if holes
        else tr("The file of read marks, places and undo was damaged ({why}). It is kept as {path}; {reads} read marks and {changes} changes to undo were recovered.")
    )  # fmt: skip
    return told.format(why=why, path=aside, reads=counts[0], changes=counts[1])
