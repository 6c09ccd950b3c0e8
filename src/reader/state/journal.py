"""The journal of what was changed, for undo and redo. It survives the program, and all windows share it."""

from __future__ import annotations

import os
import sys
import time
from array import array
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reader.state.store import ARCHIVE, archive_name, number_of, storable
from reader.state.swaps import Swap

if TYPE_CHECKING:
    import sqlite3

    from reader.state.database import Database

Verb = Literal[
    "read", "unread", "bookmark", "unbookmark", "label", "note", "highlight", "unhighlight", "highlight-note",
    "save-search", "rename-search", "remove-search", "import",
]  # fmt: skip
"""What a change did."""

_KEPT = 500
"""How many changes of an archive are kept ..."""
_ROOM = 32_000_000
"""... and how many bytes of keys, for who marks everything read every day; the last change is kept in any case."""
_COLUMNS = "number, verb, title, count, file, swaps, keys"
_SHAPE = (int, str, str, int, str, str, bytes)


class Change(NamedTuple):
    """Something that was changed, and can be changed back."""

    verb: Verb
    title: str
    """Of the post or the search, when it is one; else empty."""
    count: int  # type: ignore[assignment]  # nobody counts in it
    """How many posts (or searches)."""
    file: str = ""
    """Which file of lines: ``bookmarks``, ``highlights``, ``searches``; empty: the read marks."""
    swaps: tuple[Swap, ...] = ()
    """The lines of that file."""
    keys: array[int] = array("q")
    """The posts whose read marks were changed."""
    number: int = 0
    """Its name in the journal; 0: it is not in it."""


class Journal:
    """The journals of all archives, each for itself.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, archive: str, change: Change) -> Change:
        """Enter a change that was made; what had been undone can't be made again after that. Gives it its number."""
        change = numbered(change)
        self._database.write(lambda connection: record(connection, archive, change))
        return change

    def last(self, archive: str) -> Change | None:
        """The change that undo would take back; None when there is none."""
        return self._first(archive, "undone = 0 ORDER BY id DESC")

    def undone(self, archive: str) -> Change | None:
        """The change that redo would make again; None when there is none."""
        return self._first(archive, "undone = 1 ORDER BY id")

    def set_undone(self, number: int, undone: bool) -> None:
        """Enter that a change was taken back, or made again."""
        self._database.write(lambda connection: set_undone(connection, number, undone))

    def _first(self, archive: str, which: str) -> Change | None:
        offset = 0
        while rows := self._database.rows(
            f"SELECT {_COLUMNS} FROM change WHERE archive = {ARCHIVE} AND {which} LIMIT 1 OFFSET ?",
            (archive_name(archive), offset),
        ):
            change = _change_of(rows[0])
            if change is not None:
                return change
            offset += 1  # a damaged one
        return None


def numbered(change: Change) -> Change:
    """A change with a number of its own."""
    return change._replace(number=int.from_bytes(os.urandom(8), "big") >> 1 or 1)


def record(connection: sqlite3.Connection, archive: str, change: Change) -> None:
    """:meth:`Journal.record` inside a transaction, for a change that is :func:`numbered`."""
    import json  # noqa: PLC0415 -- who changes nothing needs none

    number = number_of(connection, archive)
    connection.execute("DELETE FROM change WHERE archive = ? AND undone", (number,))
    connection.execute(
        "INSERT OR IGNORE INTO change(archive, number, verb, title, count, file, swaps, keys, at, undone) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (
            number,
            change.number,
            change.verb,
            storable(change.title),
            change.count,
            change.file,
            json.dumps(change.swaps),
            _little(change.keys).tobytes(),
            int(time.time()),
        ),
    )
    connection.execute(
        "DELETE FROM change WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER newest AS place, "
        "sum(length(keys)) OVER newest AS room FROM change WHERE archive = ? WINDOW newest AS (ORDER BY id DESC)) "
        "WHERE place > ? OR room > ? AND place > 1)",
        (number, _KEPT, _ROOM),
    )


def set_undone(connection: sqlite3.Connection, number: int, undone: bool) -> None:
    """:meth:`Journal.set_undone` inside a transaction."""
    connection.execute("UPDATE change SET undone = ? WHERE number = ?", (int(undone), number))


def _change_of(row: tuple[Any, ...]) -> Change | None:
    """The change in a row; None when damage has made it unreadable."""
    import json  # noqa: PLC0415

    if not all(map(isinstance, row, _SHAPE)):
        return None
    number, verb, title, count, file, swaps, keys = row
    try:
        return Change(
            verb, title, count, file, tuple(Swap(*swap) for swap in json.loads(swaps)),
            _little(array("q", keys)), number,
        )  # fmt: skip
    except (ValueError, TypeError, RecursionError):
        return None


def _little(keys: array[int]) -> array[int]:
    """Keys in the byte order of the file, or back from it."""
    if sys.byteorder == "big":
        keys = keys[:]
        keys.byteswap()
    return keys
