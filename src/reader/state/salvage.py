"""What can still be read of a damaged state file, row by row, around the holes."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.state.connection import PAGE, connect
from reader.state.migrations import empty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_SMALLEST, _GREATEST = -(1 << 63), (1 << 63) - 1
_DEPTH = 10
"""How often a stretch that can't be read is halved in search of what can ..."""
_FUTILE = 3
"""... and as how often it counts where nothing was found at either end."""
_TYPES: dict[str, type | tuple[type, ...]] = {
    "INTEGER": int, "TEXT": str, "BLOB": bytes, "": (str, bytes),
}  # fmt: skip
_ERRORS = (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError)


class Column(NamedTuple):
    name: str
    type: str
    key: int
    """Its place in the primary key, from 1; 0: it is not in it."""


def columns_of(connection: sqlite3.Connection) -> dict[str, list[Column]]:
    """The tables of a state file that this version knows, the smallest first.

    Raises:
        sqlite3.Error: the schema can't be read.
    """
    tables = ("archive", "session", "look", "alias", "opened", "place", "read", "change")
    return {
        table: [
            Column(name, kind, key)
            for _, name, kind, _, _, key in connection.execute(f"PRAGMA table_info({table})")
        ]
        for table in tables
    }


def salvage(
    path: Path,
    into: sqlite3.Connection,
    *,
    models: Sequence[Path] = (),
    tables: Collection[str] | None = None,
) -> set[str]:
    """Put what can be read of the file at ``path`` into a database, beside what is there already.

    Args:
        path: the file; it is copied before it is opened, and stays as it is.
        into: of the newest version.
        models: copies of the same file; where its first page is of no use, theirs says where the tables are.
        tables: only these.

    Returns:
        The tables of which not all could be read.

    Raises:
        OSError: the file can't be read at all, or there is no room for a copy of it.
    """
    wanted = {
        table: columns for table, columns in columns_of(into).items() if tables is None or table in tables
    }
    if path.is_dir():
        return set(wanted)
    with tempfile.TemporaryDirectory(prefix="newsreader-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, "state.sqlite")
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        os.truncate(
            copy, copy.stat().st_size // PAGE * PAGE
        )  # SQLite would fill the rest of a page with zeros
        source = _opened(copy, models)
        if source is None:
            return set(wanted)
        with contextlib.closing(source):
            into.execute("BEGIN")
            holes = {table for table, columns in wanted.items() if not _take(source, into, table, columns)}
            into.execute("COMMIT")
    return holes


def _opened(copy: Path, models: Sequence[Path]) -> sqlite3.Connection | None:
    """A connection to a damaged file that can find its tables; None when there is none to be had."""
    if source := _connected(copy):
        return source
    for page in _first_pages(models):
        _lend(copy, page)
        if source := _connected(copy):
            return source
    return None


def _connected(copy: Path) -> sqlite3.Connection | None:
    try:
        connection = connect(copy)
    except _ERRORS:
        return None
    try:
        connection.execute("PRAGMA writable_schema = 1")  # which also bears with a file that is too short
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'read'").fetchone():
            return connection
    except _ERRORS:
        pass
    connection.close()
    return None


def _first_pages(models: Sequence[Path]) -> Iterator[bytes]:
    for model in models:
        with contextlib.suppress(OSError), model.open("rb") as file:
            yield file.read(PAGE)
    with contextlib.closing(empty()) as fresh:
        yield fresh.serialize()[:PAGE]


def _lend(copy: Path, page: bytes) -> None:
    """Put another first page into a file: it holds nothing but where the tables begin, which is the same in all."""
    data = copy.read_bytes()
    pages = max(-(-len(data) // PAGE), 1)
    if len(page) < PAGE or len(data) <= PAGE:
        return
    header = bytearray(page)
    header[28:32] = pages.to_bytes(4, "big")
    header[32:40] = bytes(8)  # no free pages
    header[92:96] = header[24:28]  # that count of pages is valid
    copy.write_bytes(bytes(header) + data[PAGE:].ljust((pages - 1) * PAGE, b"\0"))


def _take(source: sqlite3.Connection, into: sqlite3.Connection, table: str, columns: list[Column]) -> bool:
    """Copy a table; False when some of it can't be read."""
    with contextlib.suppress(*_ERRORS):
        there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
        columns = [column for column in columns if column.name in there]
        if any(column.key for column in columns):
            archives = {row[0] for row in into.execute("SELECT id FROM archive")} or set(range(1, 9))
            reader = _Table(source, table, columns)
            names = ", ".join(column.name for column in columns)
            marks = ", ".join("?" * len(columns))
            into.executemany(
                f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", reader.rows(sorted(archives))
            )
            return reader.whole
    return False


class _Run(NamedTuple):
    rows: list[tuple[Any, ...]]
    ended: bool
    """Whether these are all; else there was an error."""
    orderly: bool
    """Whether none was out of order."""


class _Table:
    """A table of a damaged file.

    Args:
        source: the file.
        name: of the table.
        columns: those to be read; the last one of the primary key is an integer, the one before it an archive.
    """

    def __init__(self, source: sqlite3.Connection, name: str, columns: list[Column]) -> None:
        self.whole = True
        """Whether everything could be read so far."""
        keys = sorted((column.key, place) for place, column in enumerate(columns) if column.key)
        self._source = source
        self._keys = [place for _, place in keys]
        self._shape = [_TYPES[column.type] for column in columns]
        self._names = [columns[place].name for place in self._keys]
        self._sql = f"SELECT {', '.join(column.name for column in columns)} FROM {name}"

    def rows(self, archives: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """The rows that are what they should be; some may come several times."""
        for step in (1, -1):
            run = self._run("", (), step)
            yield from run.rows
            if run.ended and (run.orderly or step < 0):
                return
            self.whole = False
        if len(self._keys) > 1:
            for archive in archives:
                yield from self._between("archive = ? AND ", (archive,), _SMALLEST, _GREATEST, _DEPTH)
        else:
            yield from self._between("", (), _SMALLEST, _GREATEST, _DEPTH)

    def _between(
        self, where: str, values: tuple[int, ...], low: int, high: int, depth: int
    ) -> Iterator[tuple[Any, ...]]:
        """Rows from both ends up to what can't be read; then the same of each half of that."""
        where_key = f"WHERE {where}{self._names[-1]} BETWEEN ? AND ?"
        found = False
        for step in (1, -1):
            run = self._run(where_key, (*values, low, high), step)
            yield from run.rows
            if run.ended:
                return
            if run.rows:
                found = True
                last = run.rows[-1][self._keys[-1]]
                low, high = (last + 1, high) if step > 0 else (low, last - 1)
        depth -= 1 if found else _FUTILE
        if depth > 0 and low < high:
            middle = (low + high) // 2
            yield from self._between(where, values, low, middle, depth)
            yield from self._between(where, values, middle + 1, high, depth)

    def _run(self, where: str, values: tuple[int, ...], step: int) -> _Run:
        """The rows in the order of their keys, or against it, up to the first error."""
        order = ", ".join(name if step > 0 else f"{name} DESC" for name in self._names)
        rows: list[tuple[Any, ...]] = []
        orderly = True
        try:
            for row in self._source.execute(f"{self._sql} {where} ORDER BY {order}", values):
                if not all(map(isinstance, row, self._shape)):
                    self.whole = False
                elif rows and not self._follows(row, rows[-1], step):
                    orderly = False  # this one is wrong, or the one before it
                    if len(rows) > 1 and self._follows(row, rows[-2], step):
                        rows[-1] = row
                else:
                    rows.append(row)
        except _ERRORS:
            return _Run(rows, False, orderly)
        return _Run(rows, True, orderly)

    def _follows(self, row: tuple[Any, ...], last: tuple[Any, ...], step: int) -> bool:
        for place in self._keys:
            if row[place] != last[place]:
                return bool((row[place] > last[place]) is (step > 0))
        return False
