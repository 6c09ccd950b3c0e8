"""Connections to a SQLite file of the user's, and what their errors mean."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

PAGE = 4096
"""Bytes of a page: what SQLite takes where nothing else is said."""
_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CONSTRAINT,  # no statement of ours breaks one unless an index and its table disagree
    sqlite3.SQLITE_TOOBIG,  # a length that can't be
    sqlite3.SQLITE_ERROR,  # a table that is missing, a format that is unknown
)
_REFUSED = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
)


class Connection(sqlite3.Connection):
    """A connection that goes with its thread, whichever thread collects it."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # it may never have been opened
            self.close()


def connect(path: Path | None, patience: float = 10.0) -> sqlite3.Connection:
    """A connection to the file at ``path`` (None: to some memory of its own), in autocommit mode.

    Args:
        path: it is made when it is not there; its folder is not.
        patience: seconds to wait for another program's transaction.

    Raises:
        sqlite3.Error: it can't be opened; damage may show only when it is used.
    """
    connection = sqlite3.connect(
        ":memory:" if path is None else path, timeout=patience, isolation_level=None, cached_statements=64,
        check_same_thread=False, factory=Connection,
    )  # fmt: skip
    try:
        connection.text_factory = _text
        # Power loss must cost nothing that was said to be saved: 0.2 to 10 ms for each change, beside 0.01.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
    except UnicodeDecodeError as error:  # in what SQLite has to say of a damaged schema
        connection.close()
        raise damaged(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _text(data: bytes) -> str:
    """Text of a file that may be damaged."""
    return data.decode("utf-8", "replace")


def damaged(message: str) -> sqlite3.DatabaseError:
    """The error of a file that is not what it should be."""
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def transact(connection: sqlite3.Connection, operation: Callable[[sqlite3.Connection], T]) -> T:
    """What ``operation`` gives; what it writes is there as a whole or not at all.

    Raises:
        sqlite3.Error: nothing was written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = operation(connection)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise
    return result


def is_cut_off(path: Path) -> bool:
    """Whether a page is not whole, of which SQLite says nothing. What stands in the log may yet make it whole.

    Raises:
        OSError: there is no such file.
    """
    log = f"{path}-wal"
    return os.stat(path).st_size % PAGE > 0 and not (os.path.exists(log) and os.stat(log).st_size)


def is_of_no_format(path: Path) -> bool:
    """Whether a file says that it is of a format to come, which SQLite reads and never writes (fileformat2, 1.3.3). What
    stands in the log may say otherwise.

    Raises:
        OSError: there is no such file.
    """
    if os.path.isdir(path):
        return False
    with open(path, "rb") as file:
        formats = file.read(20)[18:]
    return not {*formats} <= {1, 2}


def meaning(error: Exception) -> Literal["damage", "refused", "bug"]:
    """What an error says: the file is not what it should be, it can't be used just now, or we have made a mistake."""
    if isinstance(error, UnicodeDecodeError):  # in what SQLite has to say of a damaged schema
        return "damage"
    if isinstance(error, OSError):
        return "refused"
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own
        return "refused" if type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError) else "bug"
    # A short read: the file was cut off, or its log is gone.
    if code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF in _DAMAGE:
        return "damage"
    return "refused" if code & 0xFF in _REFUSED else "bug"
