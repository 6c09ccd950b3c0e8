"""What a person has read, where they were, what was on the screen: kept in one SQLite file, for all archives.

Posts are known by their ids here, or by their keys (:func:`reader.model.key_of`) where there may be many. Nothing
raises for what the disk does: see :class:`~reader.state.database.Database`.
"""

from __future__ import annotations

import os
import time
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.model import PostId, id_of, key_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from reader.state.database import Database

_OPENED = 1_000
"""How many opened posts of an archive are remembered."""
_NUMBER = "CASE same WHEN 0 THEN id ELSE same END"
ARCHIVE = f"(SELECT {_NUMBER} FROM archive WHERE path = ?)"
"""The number of an archive, by any of its paths."""


class Spot(NamedTuple):
    """Where one was in a post."""

    part: int
    """Index of the document."""
    block: int
    """Index of the block in it."""
    offset: int
    """Code points into the block."""


class Opened(NamedTuple):
    """A post that was opened."""

    id: PostId
    at: int
    """UTC seconds."""
    title: str


class Look(NamedTuple):
    """What was the newest when one looked. A token names a catalogue, a row a post in it."""

    token: int
    row: int
    boundary_token: int
    """Of the look before: what came after that is new."""
    boundary_row: int
    ended: int
    """UTC seconds."""


class Store:
    """The state of all archives; an archive is named by its absolute path.

    Args:
        database: where it is kept.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    # -- read marks -----------------------------------------------------------------------------------------

    def read_among(self, archive: str, ids: Iterable[PostId]) -> set[PostId]:
        """Those of ``ids`` that were read; meant for a screenful."""
        wanted = {key_of(post_id): post_id for post_id in ids}
        rows = self.database.rows(
            f"SELECT key FROM read WHERE archive = {ARCHIVE} AND key IN (SELECT value FROM json_each(?))",
            (archive_name(archive), json_of(wanted)),
        )
        return {wanted[key] for (key,) in rows if key in wanted}

    def read_keys(self, archive: str) -> array[int]:
        """The keys of all posts that were read, in ascending order."""
        rows = self.database.rows(
            f"SELECT key FROM read WHERE archive = {ARCHIVE} AND typeof(key) = 'integer' ORDER BY key",
            (archive_name(archive),),
        )
        return array("q", [key for (key,) in rows])

    def reads_version(self, archive: str) -> tuple[int, int]:
        """Another value whenever the read marks of ``archive`` have changed."""
        rows = self.database.rows(
            f"SELECT marked FROM archive WHERE id = {ARCHIVE}", (archive_name(archive),), (int,)
        )
        return self.database.epoch, rows[0][0] if rows else 0

    def mark(self, archive: str, keys: Sequence[int], read: bool = True) -> array[int]:
        """Mark posts read, or unread; the keys of those that were not so before, in ascending order."""
        return self.database.write(lambda connection: mark(connection, archive, keys, read))

    # -- in a post ------------------------------------------------------------------------------------------

    def place(self, archive: str, post_id: PostId) -> Spot | None:
        """Where one was in a post; None when one was not in it."""
        rows = self.database.rows(
            f"SELECT part, block, offset FROM place WHERE archive = {ARCHIVE} AND key = ?",
            (archive_name(archive), key_of(post_id)),
            (int, int, int),
        )
        return Spot(*rows[0]) if rows else None

    def keep_place(self, archive: str, post_id: PostId, spot: Spot) -> None:
        """Remember where one is in a post."""
        values = (key_of(post_id), *spot, int(time.time()))
        self.database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO place(archive, key, part, block, offset, at) VALUES (?, ?, ?, ?, ?, ?)",
                (number_of(connection, archive), *values),
            )
        )

    def opened(self, archive: str, limit: int = _OPENED) -> list[Opened]:
        """The posts that were opened, each once, the last one first."""
        rows = self.database.rows(
            f"SELECT key, at, title FROM opened WHERE archive = {ARCHIVE} ORDER BY id DESC LIMIT ?",
            (archive_name(archive), limit),
            (int, int, str),
        )
        return [Opened(id_of(key), at, title) for key, at, title in rows]

    def keep_opened(self, archive: str, post_id: PostId, title: str) -> None:
        """Remember that a post was opened."""
        key, now, title = key_of(post_id), int(time.time()), storable(title)

        def operation(connection: sqlite3.Connection) -> None:
            number = number_of(connection, archive)
            connection.execute(
                "INSERT OR REPLACE INTO opened(archive, key, at, title) VALUES (?, ?, ?, ?)",
                (number, key, now, title),
            )
            connection.execute(
                "DELETE FROM opened WHERE archive = ? AND id <= "
                "(SELECT id FROM opened WHERE archive = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (number, number, _OPENED),
            )

        self.database.write(operation)

    # -- an archive -----------------------------------------------------------------------------------------

    def session(self, archive: str) -> dict[str, Any]:
        """What was on the screen; empty when nothing was."""
        import json  # noqa: PLC0415 -- an archive that is new to one has none

        rows = self.database.rows(
            f"SELECT data FROM session WHERE archive = {ARCHIVE}", (archive_name(archive),), (str,)
        )
        try:
            data = json.loads(rows[0][0]) if rows else {}
        except (ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}

    def keep_session(self, archive: str, data: Mapping[str, Any]) -> None:
        """Remember what is on the screen: what JSON can hold."""
        import json  # noqa: PLC0415

        values = (json.dumps(data), int(time.time()))
        self.database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO session(archive, data, at) VALUES (?, ?, ?)",
                (number_of(connection, archive), *values),
            )
        )

    def look(self, archive: str) -> Look | None:
        """The last look at an archive; None when there was none."""
        rows = self.database.rows(
            f"SELECT {', '.join(Look._fields)} FROM look WHERE archive = {ARCHIVE}",
            (archive_name(archive),),
            (int,) * len(Look._fields),
        )
        return Look(*rows[0]) if rows else None

    def keep_look(self, archive: str, look: Look) -> None:
        """Remember a look at an archive instead of the last one."""
        self.database.write(
            lambda connection: connection.execute(
                f"INSERT OR REPLACE INTO look(archive, {', '.join(Look._fields)}) VALUES (?, ?, ?, ?, ?, ?)",
                (number_of(connection, archive), *look),
            )
        )

    # -- posts that have moved ------------------------------------------------------------------------------

    def aliases(self, archive: str) -> dict[PostId, PostId]:
        """Posts that were found again: the id they were known by, the one they have now."""
        rows = self.database.rows(
            f"SELECT old, new FROM alias WHERE archive = {ARCHIVE}", (archive_name(archive),), (int, int)
        )
        return {id_of(old): id_of(new) for old, new in rows}

    def keep_aliases(self, archive: str, aliases: Mapping[PostId, PostId]) -> None:
        """Remember posts that were found again."""
        pairs = [(key_of(old), key_of(new)) for old, new in aliases.items()]

        def operation(connection: sqlite3.Connection) -> None:
            number = number_of(connection, archive)
            connection.executemany(
                "INSERT OR REPLACE INTO alias(archive, old, new) VALUES (?, ?, ?)",
                [(number, old, new) for old, new in pairs],
            )

        self.database.write(operation)

    def follow(self, archive: str, moved: Sequence[tuple[int, int]]) -> None:
        """Have read marks, places and opened posts go with posts whose files were renamed: (old key, new key)."""
        moved = list(moved)
        if moved:
            self.database.write(lambda connection: _follow(connection, archive, moved))


def mark(connection: sqlite3.Connection, archive: str, keys: Sequence[int], read: bool) -> array[int]:
    """:meth:`Store.mark` inside a transaction."""
    number = number_of(connection, archive)
    wanted = json_of(sorted(set(keys)))
    known = "EXISTS (SELECT 1 FROM read WHERE archive = ? AND key = value)"
    rows = connection.execute(
        f"SELECT value FROM json_each(?) WHERE {'NOT ' if read else ''}{known}", (wanted, number)
    )
    changed = array("q", [key for (key,) in rows])
    if not changed:
        return changed
    if read:
        connection.execute(
            "INSERT OR IGNORE INTO read(archive, key, at) SELECT ?, value, ? FROM json_each(?)",
            (number, int(time.time()), json_of(changed)),
        )
    else:
        connection.execute(
            "DELETE FROM read WHERE archive = ? AND key IN (SELECT value FROM json_each(?))",
            (number, json_of(changed)),
        )
    connection.execute("UPDATE archive SET marked = marked + 1 WHERE id = ?", (number,))
    return changed


def _follow(connection: sqlite3.Connection, archive: str, moved: Sequence[tuple[int, int]]) -> None:
    number = number_of(connection, archive)
    now_at = dict(moved)
    for table, columns in (("read", "at"), ("place", "part, block, offset, at"), ("opened", "at, title, id")):
        where = "WHERE archive = ? AND key IN (SELECT value FROM json_each(?))"
        rows = connection.execute(
            f"SELECT key, {columns} FROM {table} {where}", (number, json_of(now_at))
        ).fetchall()
        connection.execute(f"DELETE FROM {table} {where}", (number, json_of(now_at)))
        connection.executemany(
            f"INSERT OR REPLACE INTO {table}(archive, key, {columns}) "
            f"VALUES (?, ?{', ?' * (columns.count(',') + 1)})",
            [(number, now_at[key], *row) for key, *row in rows],
        )
        if table == "read" and rows:
            connection.execute("UPDATE archive SET marked = marked + 1 WHERE id = ?", (number,))


def number_of(connection: sqlite3.Connection, archive: str) -> int:
    """The number of an archive in the file; it gets one when it is new."""
    name = archive_name(archive)
    row = connection.execute(f"SELECT {_NUMBER} FROM archive WHERE path = ?", (name,)).fetchone()
    if row is None:
        return connection.execute("INSERT INTO archive(path, marked) VALUES (?, 0)", (name,)).lastrowid or 0
    return int(row[0])


def archive_name(archive: str) -> str | bytes:
    """A path for SQLite, which takes no lone surrogates."""
    try:
        archive.encode()
    except UnicodeEncodeError:
        return os.fsencode(archive)
    return archive


def storable(text: str) -> str:
    """Text for SQLite, which takes no lone surrogates."""
    return text.encode("utf-8", "replace").decode()


def json_of(keys: Iterable[int]) -> str:
    """Keys as JSON, for ``json_each``."""
    return f"[{','.join(map(str, keys))}]"
