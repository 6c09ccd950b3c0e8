"""Opening the state file: made when there is none, brought to this version, set aside and recovered when damaged."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from reader import files
from reader.language import tr
from reader.state.connection import connect, is_cut_off, is_of_no_format
from reader.state.migrations import VERSION, empty, migrate, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from reader.state.copies import Copies

_PATIENCE = 10.0
"""Seconds to wait for another program that makes or mends the file."""
_IMPATIENCE = 0.1

Stamp = tuple[int, int]
"""Which file it is: device, inode."""


class NewerState(Exception):
    """The file was made by a newer version of the program."""


def stamp_of(path: Path) -> Stamp | None:
    """Which file there is; None: none.

    Raises:
        OSError: it can't be told.
    """
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def make(path: Path, copies: Copies | None) -> str:
    """Have a file of this version at ``path``, of which no damage is seen at once.

    Returns:
        What was done about damage, for the user; empty when there was none.

    Raises:
        sqlite3.Error, OSError, NewerState: it can't be.
    """
    if _is_ready(path):
        return ""
    path.parent.mkdir(parents=True, exist_ok=True)
    trouble = mend(path, copies)
    with files.lock(_lock_file(path), _PATIENCE), contextlib.closing(connect(path)) as connection:
        if version_of(connection) > VERSION:
            raise NewerState(tr("it was made by a newer version of this program"))
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, lambda version: copies and copies.make(connection, version))
    return trouble


def _is_ready(path: Path) -> bool:
    """Whether the file is as it should be, asked without a lock: an error may come from who makes it just now."""
    if (
        stamp_of(path) is None
        or os.path.exists(f"{path}.recovered")
        or is_cut_off(path)
        or is_of_no_format(path)
    ):
        return False
    try:
        with contextlib.closing(connect(path, _IMPATIENCE)) as connection:
            return version_of(connection) == VERSION
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def mend(path: Path, copies: Copies | None) -> str:
    """Set the file aside for a recovered one, if it is damaged; tells what was done.

    Raises:
        sqlite3.Error, OSError: it can't be; it is as it was.
    """
    from reader.state import recovery  # noqa: PLC0415 -- not in a start like any other

    with files.lock(_lock_file(path), _PATIENCE):
        return recovery.mend(path, copies)


def copy_of(path: Path | None) -> sqlite3.Connection | None:
    """What can be read of the file, in memory; None when nothing can. Of no file that is all of nothing."""
    from reader.state.recovery import copy  # noqa: PLC0415 -- hardly ever needed

    try:
        return empty() if path is None or stamp_of(path) is None else copy(path)
    except OSError:
        return None


def _lock_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")
