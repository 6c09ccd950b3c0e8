"""Copies of the state file in a folder of their own: before each migration, and one a week."""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import TYPE_CHECKING, NamedTuple

from reader.state.connection import connect

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_WEEK = 7 * 86_400
_KEPT = 4
_NAME = re.compile(r"state-v(\d+)-(\d+)-\d{8}-\d{6}\.sqlite")


class Copy(NamedTuple):
    number: int
    """Grows from copy to copy: the clock may go backwards, and does not tell which is the newest."""
    version: int
    """Of the state file."""
    path: Path


class Copies:
    """The copies in ``folder``; it is made with the first one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Copy]:
        """The copies there are, newest first."""
        try:
            names = os.listdir(self.folder)
        except OSError:
            return []
        found = ((name, _NAME.fullmatch(name)) for name in names)
        copies = [Copy(int(match[2]), int(match[1]), self.folder / name) for name, match in found if match]
        return sorted(copies, reverse=True)

    def make(self, connection: sqlite3.Connection, version: int) -> Path:
        """Copy the file that ``connection`` is to; then the newest few copies are kept, and the last of each version.

        Raises:
            sqlite3.Error, OSError: there is no copy.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((copy.number for copy in self.all()), default=0) + 1
        path = self.folder / f"state-v{version}-{number:04}-{time.strftime('%Y%m%d-%H%M%S')}.sqlite"
        part = path.with_suffix(".part")
        try:
            copy_to(connection, part)
            os.replace(part, path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
        self._prune()
        return path

    def due(self) -> bool:
        """Whether the newest copy is a week old, or from the future."""
        newest = next(iter(self.all()), None)
        if newest is None:
            return True
        try:
            age = time.time() - newest.path.stat().st_mtime
        except OSError:
            return True
        return not -86_400 < age < _WEEK

    def _prune(self) -> None:
        seen: set[int] = set()
        for position, copy in enumerate(self.all()):
            if position >= _KEPT and copy.version in seen:
                with contextlib.suppress(OSError):
                    copy.path.unlink()
            seen.add(copy.version)


def copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """Make ``path`` a copy of the database of ``connection``: one file, without a log beside it.

    Raises:
        sqlite3.Error: what there is of it is of no use.
    """
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with contextlib.closing(connect(path)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
