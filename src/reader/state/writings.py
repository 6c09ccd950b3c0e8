"""Whether anyone has written to the state file: a connection that does nothing else is asked."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

from reader.state.connection import connect

if TYPE_CHECKING:
    from pathlib import Path

_IMPATIENCE = 0.1
"""Seconds to wait for another program's transaction."""


class Writings:
    """Counts what is written to a file, by whatever program; for any thread.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._epoch = 0  # the one that the connection belongs to

    def count(self, epoch: int) -> int:
        """Another number whenever anything was written; 0 when it can't be told.

        Args:
            epoch: a higher one than before: there is another file.
        """
        with self._lock:
            try:
                if self._connection is None or self._epoch < epoch:  # never back: numbers would come again
                    if self._connection is not None:
                        self._connection.close()
                    self._connection, self._epoch = connect(self._path, _IMPATIENCE), epoch
                (count,) = self._connection.execute("PRAGMA data_version").fetchone()
            except (sqlite3.Error, UnicodeDecodeError, OSError):  # who reads will find out
                return 0
            return int(count) + 1

    def close(self) -> None:
        """Close the connection; who asks again gets another one."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
