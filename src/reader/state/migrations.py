"""What the state file holds, version by version: never changed once released, only added to."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from reader.language import tr
from reader.state.connection import connect, damaged, transact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

APPLICATION_ID = 0x6E657773  # "news"

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE archive(
      id       INTEGER PRIMARY KEY,    -- private to this file
      path     NOT NULL UNIQUE,        -- absolute; bytes where it is not UTF-8
      marked   INTEGER NOT NULL        -- grows with every change of its read marks
    );
    CREATE TABLE read(                 -- posts that were read
      archive  INTEGER NOT NULL,       -- archive.id
      key      INTEGER NOT NULL,       -- PostId as a signed 64-bit number; so it is everywhere
      at       INTEGER NOT NULL,       -- UTC seconds; so it is everywhere, and nothing is ordered by it
      PRIMARY KEY(archive, key)
    ) WITHOUT ROWID;
    CREATE TABLE place(                -- how far one has come in a post
      archive  INTEGER NOT NULL,
      key      INTEGER NOT NULL,
      part     INTEGER NOT NULL,
      block    INTEGER NOT NULL,
      offset   INTEGER NOT NULL,
      at       INTEGER NOT NULL,
      PRIMARY KEY(archive, key)
    ) WITHOUT ROWID;
    CREATE TABLE opened(               -- posts that were opened, the last one with the highest id
      id       INTEGER PRIMARY KEY,
      archive  INTEGER NOT NULL,
      key      INTEGER NOT NULL,
      at       INTEGER NOT NULL,
      title    TEXT NOT NULL,
      UNIQUE(archive, key)
    );
    CREATE TABLE session(              -- what was on the screen
      archive  INTEGER PRIMARY KEY,
      data     TEXT NOT NULL,          -- a JSON object
      at       INTEGER NOT NULL
    );
    CREATE TABLE look(                 -- when one last looked, and at what
      archive  INTEGER PRIMARY KEY,
      token    INTEGER NOT NULL,
      row      INTEGER NOT NULL,
      boundary_token INTEGER NOT NULL,
      boundary_row   INTEGER NOT NULL,
      ended    INTEGER NOT NULL
    );
    CREATE TABLE alias(                -- posts that were found again under another key
      archive  INTEGER NOT NULL,
      old      INTEGER NOT NULL,
      new      INTEGER NOT NULL,
      PRIMARY KEY(archive, old)
    ) WITHOUT ROWID;
    CREATE TABLE change(               -- the journal: what can be undone, the last one with the highest id
      id       INTEGER PRIMARY KEY,
      number   INTEGER NOT NULL UNIQUE,-- its name, the same in every copy of this file
      archive  INTEGER NOT NULL,
      at       INTEGER NOT NULL,
      verb     TEXT NOT NULL,
      title    TEXT NOT NULL,
      count    INTEGER NOT NULL,
      file     TEXT NOT NULL,          -- which file of lines was changed; '': the read marks
      swaps    TEXT NOT NULL,          -- JSON list of [before, after, at]
      keys     BLOB NOT NULL,          -- of the read marks, 8 bytes each, little-endian
      undone   INTEGER NOT NULL        -- 1: it was taken back
    );
    CREATE INDEX change_of ON change(archive, undone, id);
    """,
    """
    ALTER TABLE archive ADD COLUMN same INTEGER NOT NULL DEFAULT 0;
                                       -- archive.id of the one that this is another path of; 0: of none
    """,
)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Which version a file is of; 0: there is nothing in it yet.

    Raises:
        sqlite3.Error: it can't be read, or is another program's.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner == APPLICATION_ID and version > 0:
        return int(version)
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone() or owner or version:
        raise damaged(tr("it is another program's"))
    return 0


def migrate(
    connection: sqlite3.Connection,
    before: Callable[[int], object] = lambda _: None,
    migrations: Sequence[str] = MIGRATIONS,
) -> None:
    """Bring a file to the newest version, a step at a time; each is taken whole or not at all.

    Args:
        connection: to the file.
        before: called before each step with the version there is; not for a file with nothing in it.
        migrations: SQL that makes version 1 of an empty file, version 2 of version 1, ...

    Raises:
        sqlite3.Error: the steps before that one are done.
    """
    is_new = not version_of(connection)
    while (version := version_of(connection)) < len(migrations):
        if not is_new:
            before(version)
        transact(connection, lambda connection: _step(connection, version, migrations[version]))


def _step(connection: sqlite3.Connection, version: int, script: str) -> None:
    if version_of(connection) != version:  # another program was faster
        return
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version + 1}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, each of which ends with a line: executescript() would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def empty() -> sqlite3.Connection:
    """A new database in memory, of the newest version."""
    connection = connect(None)
    migrate(connection)
    return connection
