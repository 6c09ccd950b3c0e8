"""The SQLite file of a catalogue: opened, made, checked, made again.

Opening never fails for a damaged or outdated file: it is emptied and filled anew, because the archive holds
everything that is in it. What stands in it is :mod:`reader.library.catalog`'s business.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import files
from reader.errors import CatalogDamaged, CatalogUnusable
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEMA_VERSION = 5
"""Another number in a file means: empty it and begin anew."""

_APPLICATION_ID = 0x6E657773  # "news"
_SCHEMA = Path(__file__).with_name("schema.sql")
_PATIENCE = 30
"""Seconds to wait for another program's transaction."""
_memory_names = itertools.count(1)


class _Connection(sqlite3.Connection):
    """A connection that goes with its thread, whichever thread collects it."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # it may never have been opened
            self.close()


class Database:
    """A file (or some memory) with the schema in it, and a connection for each thread that asks.

    Args:
        path: the SQLite file; its folder is created. None keeps everything in memory, for as long as this
            object lives.

    Raises:
        CatalogUnusable: the file can be neither opened nor created.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._uri = f"file:newsreader-{os.getpid()}-{next(_memory_names)}?mode=memory&cache=shared"
        self._local = threading.local()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            if not self._looks_ready():
                self._make()
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        # Memory lasts as long as any connection to it, and a thread's own goes with the thread.
        self._anchor = self.connection() if path is None else None

    def _unusable(self, error: Exception) -> CatalogUnusable:
        told = (
            tr("the catalogue {path} can't be used: {error}").format(path=self.path, error=error)
            if self.path
            else tr("the catalogue can't be used: {error}").format(error=error)
        )
        hint = tr("Is the disk full, or the folder not yours? `newsreader paths` tells where it is.")
        return CatalogUnusable(told, hint)

    # -- connections ----------------------------------------------------------------------------------------

    def connection(self) -> sqlite3.Connection:
        """This thread's own connection, in autocommit mode."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = self._local.connection = self._connect()
        return known

    def _connect(self) -> sqlite3.Connection:
        target = self._uri if self.path is None else str(self.path)
        connection = sqlite3.connect(
            target, timeout=_PATIENCE, isolation_level=None, uri=self.path is None, cached_statements=64,
            check_same_thread=False, factory=_Connection,
        )  # fmt: skip
        try:
            if self.path is None:
                connection.execute("PRAGMA read_uncommitted = 1")  # a reader never waits for the writer
            else:
                # Power loss may cost the last commits, never more; what is lost is read again.
                connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute("PRAGMA temp_store = MEMORY")
        except UnicodeDecodeError as error:  # in what SQLite has to say of a damaged schema
            connection.close()
            raise sqlite3.OperationalError(str(error)) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close this thread's connection (those of other threads close with them)."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is not None:
            known.close()
            self._local.connection = None

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """What a query yields.

        Raises:
            CatalogDamaged: the file turned out to be damaged; it has been emptied.
            CatalogUnusable: it can't be read.
        """
        try:
            return self.connection().execute(sql, values).fetchall()
        except UnicodeDecodeError as error:
            raise self.damaged() from error
        except sqlite3.Error as error:
            if not is_damage(error):
                raise self._unusable(error) from error
            raise self.damaged() from error

    # -- making and making again ----------------------------------------------------------------------------

    def damaged(self) -> CatalogDamaged:
        """Empty the damaged file; the error to raise for it."""
        try:
            self.rebuild()
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        return CatalogDamaged(
            tr("the catalogue was damaged and has been emptied"), tr("A sync makes it again.")
        )

    def rebuild(self) -> None:
        """Forget everything and begin with an empty catalogue."""
        with self._alone():
            self._empty()

    def _make(self) -> None:
        with self._alone():
            self.close()  # what was opened before may have been deleted since
            if not self._is_ready():  # another program may have been faster
                self._empty()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One program at a time makes a file anew, or the second would empty what the first has begun."""
        if self.path is None:
            yield
        else:
            with files.lock(self.path.with_name("make.lock"), timeout=_PATIENCE):
                yield

    def _looks_ready(self) -> bool:
        """Whether the file is as it should be, asked without a lock: an error may come from who makes it just now."""
        try:
            return self._is_ready()
        except sqlite3.Error:
            return False

    def _is_ready(self) -> bool:
        try:
            connection = self.connection()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return bool(version == SCHEMA_VERSION and connection.execute("SELECT * FROM state").fetchone())
        except sqlite3.Error as error:
            if is_damage(error):
                return False
            raise  # no permission, no room: making it anew would not help

    def _empty(self) -> None:
        """Put an empty catalogue in the place of what is there."""
        empty = sqlite3.connect(":memory:", isolation_level=None)
        with contextlib.closing(empty):
            empty.executescript(_SCHEMA.read_text("utf-8"))
            empty.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            empty.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            try:
                self._write_ahead()
                # A transaction like any other: who has the file open goes on with it. To delete it would leave
                # them with a file nobody else sees, and the WAL they delete at their end would be the new one's.
                empty.backup(self.connection())
            except sqlite3.Error as error:
                if self.path is None or not is_damage(error):
                    raise
                self._delete(self.path)
                self._write_ahead()
                empty.backup(self.connection())

    def _write_ahead(self) -> None:
        """Have the file in WAL mode, for good: readers then never wait for the writer."""
        if self.path is None:
            return
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                self.connection().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # Someone looks at the file: here SQLite itself would not wait.
                code = getattr(error, "sqlite_errorcode", None)
                if code != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def _delete(self, path: Path) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is not what it should be, and not that something is in the way."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own: text that is no UTF-8
        return isinstance(error, sqlite3.OperationalError)
    if code == sqlite3.SQLITE_IOERR_SHORT_READ:  # the file was cut off, or its WAL is gone
        return True
    if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT):
        return True
    return code == sqlite3.SQLITE_ERROR and "no such" in str(error)  # a table, a column
