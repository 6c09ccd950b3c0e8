"""The paths an archive is known by: its own, those that it had before it was moved, and those that lead to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.state.store import ARCHIVE, archive_name, number_of

if TYPE_CHECKING:
    import sqlite3

    from reader.state.database import Database


class Names:
    """The names of all archives in the state file.

    Args:
        database: of that file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> list[str]:
        """Every path of an archive of which something was ever kept in the state file."""
        return [os.fsdecode(path) for (path,) in self._database.rows("SELECT path FROM archive")]

    def of(self, archive: str) -> tuple[str, ...]:
        """The other paths that an archive is known by."""
        name = archive_name(archive)
        rows = self._database.rows(
            f"SELECT path FROM archive WHERE {ARCHIVE} IN (id, same) AND path <> ? ORDER BY path",
            (name, name),
        )
        return tuple(os.fsdecode(path) for (path,) in rows)

    def add(self, archive: str, path: str) -> None:
        """Have an archive be known by another path, too: what the state file has of either is that of both from now on."""
        self._database.write(lambda connection: _join(connection, archive, path))


def _join(connection: sqlite3.Connection, archive: str, path: str) -> None:
    here, there = number_of(connection, archive), number_of(connection, path)
    if here == there:
        return
    for table in ("read", "place", "alias", "session", "look"):
        connection.execute(f"UPDATE OR IGNORE {table} SET archive = ? WHERE archive = ?", (there, here))
        connection.execute(f"DELETE FROM {table} WHERE archive = ?", (here,))
    # Their ids grow over all archives: what was done last stays the last.
    connection.execute("UPDATE OR REPLACE opened SET archive = ? WHERE archive = ?", (there, here))
    connection.execute("UPDATE change SET archive = ? WHERE archive = ?", (there, here))
    connection.execute("UPDATE archive SET same = ?1 WHERE id = ?2 OR same = ?2", (there, here))
    connection.execute(
        "UPDATE archive SET marked = (SELECT max(marked) FROM archive) + 1 WHERE id = ?", (there,)
    )
