"""The state file as the rest of the state sees it: always there to be read and written, whatever the disk says.

A write that can't be made waits: a copy of the file in memory stands in for it, with all that waits done to it, until
:meth:`Database.retry` has brought it to the file. A file that is damaged is set aside and recovered
(:mod:`reader.state.recovery`); windows that have it open go on with the new one.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from reader.errors import reason_of
from reader.language import tr
from reader.state.connection import connect, damaged, meaning, transact
from reader.state.migrations import VERSION, empty
from reader.state.opening import NewerState, Stamp, copy_of, make, mend, stamp_of
from reader.state.writings import Writings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.state.copies import Copies

T = TypeVar("T")

_PATIENCE = 10.0
"""Seconds to wait for another program's transaction."""
_IMPATIENCE = 0.1
"""The same while changes wait already."""


class Database:
    """A SQLite file (or some memory), and a connection for each thread that asks.

    Nothing is made before something is written. None of the methods raises for what the disk does.

    Args:
        path: the file; None keeps everything in memory, for as long as this object lives.
        copies: where copies of the file are kept.
    """

    def __init__(self, path: Path | None, copies: Copies | None = None) -> None:
        self.path = path
        self.copies = copies
        self.trouble = ""
        """What happened to the file, for the user; empty when nothing did."""
        self._lock = threading.RLock()  # who writes, and who changes what is open
        self._local = threading.local()
        self._file: Stamp | None = None  # the one that connections are to
        self._epoch = 0  # another one: what threads have open is not that file
        self._writings = None if path is None else Writings(path)
        self._memory = empty() if path is None else None
        self._waiting: list[Callable[[sqlite3.Connection], object]] = []
        self._why = ""

    # -- reading and writing --------------------------------------------------------------------------------

    def rows(self, sql: str, values: Sequence[object] = (), shape: tuple[type, ...] = ()) -> list[Any]:
        """What a query yields; nothing while there is no file.

        Args:
            sql: one SELECT.
            values: for its question marks.
            shape: what each row must consist of; others come from damage and are left out.
        """
        rows = self._rows(sql, values)
        if not shape:
            return rows
        return [row for row in rows if all(map(isinstance, row, shape))]

    def _rows(self, sql: str, values: Sequence[object]) -> list[Any]:
        if self._memory is None:
            try:
                return self._try(lambda: self._select(sql, values))
            except (sqlite3.Error, OSError, NewerState) as error:
                with self._lock:
                    self._stand_in(error)
        with self._lock:
            if self._memory is None:  # brought to the file just now
                return self._rows(sql, values)
            return self._memory.execute(sql, values).fetchall()

    def _select(self, sql: str, values: Sequence[object]) -> list[Any]:
        if self._stamp() is None:
            return []
        return self._connection().execute(sql, values).fetchall()

    def write(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``operation`` to the file in a transaction; where that can't be, to the memory that stands in for it.

        Args:
            operation: given a connection; it may be called again, and must then come to the same. What it gives the
                first time is what counts.
        """
        with self._lock:
            if self._memory is None:
                try:
                    return self._to_file(operation)
                except (sqlite3.Error, OSError, NewerState) as error:
                    self._stand_in(error)
            assert self._memory is not None
            result = transact(self._memory, operation)
            if self.path is not None:
                self._waiting.append(operation)
            self._epoch += 1
            return result

    def _to_file(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        results: list[T] = []
        for _ in range(3):
            results.append(self._try(lambda: transact(self._connection(), operation)))
            # Set aside or deleted by someone meanwhile? Then that went into a file that nobody reads.
            if self._stamp() == self._file:
                return results[0]
        raise OSError(tr("it is replaced again and again"))

    def _try(self, action: Callable[[], T]) -> T:
        """What ``action`` gives; when the file turns out to be damaged, what it gives after that is mended.

        Raises:
            sqlite3.Error, OSError, NewerState: the file can't be used.
        """
        try:
            return action()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if meaning(error) != "damage":
                raise
        self._mend()
        try:
            return action()
        except UnicodeDecodeError as error:  # in what SQLite has to say of a damaged schema
            raise damaged(str(error)) from error

    # -- what waits -----------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> str:
        """Why changes can't be saved just now; empty when all are."""
        if not self._why:
            return ""
        told = tr("Read marks, places and undo can't be saved: {reason}. The file is {path}.")
        return told.format(reason=self._why, path=self.path)

    @property
    def unsaved_reason(self) -> str:
        """The reason in that sentence by itself."""
        return self._why

    def _stand_in(self, error: Exception) -> None:
        """Have a copy of the file in memory stand in for it.

        Raises:
            sqlite3.Error: the error is a mistake of ours.
        """
        if meaning(error) == "bug" and not isinstance(error, NewerState):
            raise error
        self._why = reason_of(error)
        if self._memory is None:
            self._memory = copy_of(self.path) or empty()
            self._epoch += 1

    def retry(self) -> bool:
        """Try to save what waits; True when nothing waits any more. Takes what others have done meanwhile."""
        with self._lock:
            if not self._why:
                return True
            waiting = list(self._waiting)

            def all_of_it(connection: sqlite3.Connection) -> None:
                for operation in waiting:
                    operation(connection)

            try:
                self._local.patience = _IMPATIENCE
                self._open()
                self._to_file(all_of_it)
            except (sqlite3.Error, OSError, NewerState) as error:
                self._stand_in(error)
                if copied := copy_of(self.path):
                    transact(copied, all_of_it)
                    self._memory = copied
                return False
            finally:
                self._local.patience = _PATIENCE
                self._epoch += 1
            self._why, self._memory = "", None
            self._waiting.clear()
            return True

    # -- connections ----------------------------------------------------------------------------------------

    def _stamp(self) -> Stamp | None:
        """Which file there is; None: none."""
        assert self.path is not None
        return stamp_of(self.path)

    def _is_open(self) -> bool:
        stamp = self._stamp()
        return stamp is not None and stamp == self._file

    def _connection(self) -> sqlite3.Connection:
        """This thread's own connection to the file there is now; makes one when there is none."""
        if not self._is_open():
            with self._lock:
                if not self._is_open():  # no other thread was faster
                    self._open()
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None or self._local.epoch != self._epoch:
            assert self.path is not None
            self._drop()
            known = connect(self.path, getattr(self._local, "patience", _PATIENCE))
            self._local.connection, self._local.epoch = known, self._epoch
        return known

    def _open(self) -> None:
        """Have a file of this version there.

        Raises:
            sqlite3.Error, OSError, NewerState: it can't be.
        """
        assert self.path is not None
        self._drop()
        self.trouble = make(self.path, self.copies) or self.trouble
        self._file = self._stamp()
        self._epoch += 1

    def _mend(self) -> bool:
        """Set a damaged file aside for a recovered one; False when there is no damage to be seen."""
        assert self.path is not None
        with self._lock:
            self._drop()
            trouble = mend(self.path, self.copies)
            if trouble:
                self.trouble, self._file = trouble, None
            return bool(trouble)

    def check(self) -> bool:
        """Look for damage and mend it; make a copy of the file when that is due.

        Takes about 20 ms for 100,000 read marks.

        Returns:
            False when there was damage, or the file can't be used: ``trouble`` and ``unsaved`` tell.
        """
        if self.path is None or self._why:
            return not self._why
        try:
            if self._stamp() is None:
                return True
            damaged = self._mend()
        except (sqlite3.Error, OSError) as error:
            with self._lock:
                self._stand_in(error)
            return False
        try:
            if self.copies is not None and self.copies.due():
                self.copies.make(self._connection(), VERSION)
        except (sqlite3.Error, OSError, NewerState) as error:
            told = tr("The weekly copy of {path} can't be made: {reason}.")
            self.trouble = self.trouble or told.format(path=self.path, reason=reason_of(error))
        return not damaged

    def close(self) -> None:
        """Close this thread's connection (those of other threads close with them)."""
        if self._writings is not None:
            self._writings.close()
        self._drop()

    def _drop(self) -> None:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is not None:
            known.close()  # to collect it may take long: it refers to itself
        self._local.connection = None

    # -- others ---------------------------------------------------------------------------------------------

    @property
    def epoch(self) -> int:
        """Another number: it is another file, or was changed in memory."""
        return self._epoch

    def version(self) -> int:
        """Another number whenever anything was written, by anyone."""
        epoch = self._epoch
        if self._memory is not None or self._writings is None:
            return epoch << 32
        try:
            stamp = self._stamp()
        except OSError:  # who reads will find out
            return epoch << 32
        if stamp is None or stamp != self._file:
            return epoch << 32 | (0 if stamp is None else 1)
        return epoch << 32 | self._writings.count(epoch)
