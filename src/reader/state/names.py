"""The paths an archive is known by: its own, and those that it had before it was moved, or that others open it by."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.state.store import archive_name, number_of

if TYPE_CHECKING:
    import sqlite3

    from reader.state.database import Database

_COPIED = {
    "read": "key, at",
    "place": "key, part, block, offset, at",
    "alias": "old, new",
    "session": "data, at",
    "look": "token, row, boundary_token, boundary_row, ended",
    "opened": "id, key, at, title",
    "change": "id, number, at, verb, title, count, file, swaps, keys, undone",
}
"""What goes along, by table."""
_ANEW = {
    # Older than all that is there: the highest id is the last one.
    "id": "(SELECT min(id) FROM {table}) - row_number() OVER (ORDER BY id DESC)",
    "number": "random() & 9223372036854775807",
}
"""Columns that get other values."""


class Names:
    """The names of all archives in the state file.

    Args:
        database: of that file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> list[str]:
        """The path of every archive of which something was ever kept in the state file."""
        return [os.fsdecode(path) for (path,) in self._database.rows("SELECT path FROM archive")]

    def of(self, archive: str) -> tuple[str, ...]:
        """The other paths that an archive is known by."""
        rows = self._database.rows(
            "SELECT path FROM archive WHERE id IN (SELECT other FROM also WHERE archive = "
            "(SELECT id FROM archive WHERE path = ?)) ORDER BY path",
            (archive_name(archive),),
        )
        return tuple(os.fsdecode(path) for (path,) in rows)

    def add(self, archive: str, path: str) -> None:
        """Have an archive be known by another path, too.

        What the state file has of that path is copied, in so far as the archive has none of its own: who opens that
        path again finds all of it.
        """
        self._database.write(lambda connection: _add(connection, archive, path))


def _add(connection: sqlite3.Connection, archive: str, path: str) -> None:
    number, other = number_of(connection, archive), number_of(connection, path)
    if connection.execute("SELECT 1 FROM also WHERE archive = ? AND other = ?", (number, other)).fetchone():
        return  # asked to do it again
    connection.execute("INSERT INTO also(archive, other) VALUES (?, ?)", (number, other))
    for table, columns in _COPIED.items():
        values = ", ".join(_ANEW.get(name, name).format(table=table) for name in columns.split(", "))
        connection.execute(
            f"INSERT OR IGNORE INTO {table}(archive, {columns}) SELECT ?, {values} FROM {table} WHERE archive = ?",
            (number, other),
        )
    connection.execute("UPDATE archive SET marked = marked + 1 WHERE id = ?", (number,))
