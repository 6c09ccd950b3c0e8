"""Keeping the text index in step with a catalogue that is being written: what it lacks stands in ``unindexed``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.rows import from_name, join

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection

    from reader.library.database import Database
    from reader.library.textindex import TextIndex
    from reader.library.textwriter import Entry, TextWriter


class Indexing:
    """The text index as the writer of a catalogue sees it; see :mod:`reader.library.textindex` for the order of commits.

    Args:
        database: the catalogue's.
        index: its text index.
        begin: opens the writer's transaction, where it is not open yet.
        few: only a few posts will change.
    """

    def __init__(
        self, database: Database, index: TextIndex, begin: Callable[[], sqlite3.Connection], *, few: bool
    ) -> None:
        self._index, self._begin, self._few = index, begin, few
        self._db = database.connection()
        self._writer: TextWriter | None = None
        self._lacking: set[int] = {post for (post,) in database.rows("SELECT post FROM unindexed")}
        """What the index lacked when this began, less what it has been given since."""
        self._touched: set[int] = set()

    # -- posts ----------------------------------------------------------------------------------------------

    def put(self, post: int, posted: int, nodes: Collection[int], entry: Entry, *, known: bool) -> None:
        """Put a post in, perhaps in the place of what is ``known`` of it."""
        fresh = not known and post not in self._lacking
        self._open().put(post, posted, nodes, entry, fresh=fresh)
        self._touch(post)

    def miss(self, post: int) -> None:
        """A new post is to be read for the index later."""
        self._begin().execute("INSERT OR IGNORE INTO unindexed VALUES (?)", (post,))
        self._lacking.add(post)

    def remove(self, post: int) -> None:
        """Take a post out."""
        self._open().remove(post)
        self._touch(post)

    def has(self, post: int) -> bool:
        """Whether the index holds a post as it is in the catalogue, or will with the next commit."""
        return post not in self._lacking

    def lacking(self, gone: Collection[str]) -> dict[str, list[tuple[str, int]]]:
        """The posts that are still to be read for the index, newest first: by folder, name and mtime_ns of each.

        Those that are gone from the catalogue are taken out of the index here.

        Args:
            gone: paths of files that are no longer there, and left out.
        """
        asked = f"[{','.join(map(str, self._lacking))}]"
        sql = """SELECT p.id, f.path, p.name, p.mtime_ns FROM post p JOIN folder f ON f.id = p.folder
          WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.posted DESC"""
        rows = self._db.execute(sql, (asked,)).fetchall()
        for post in self._lacking - {row[0] for row in rows}:
            self.remove(post)
        missing: dict[str, list[tuple[str, int]]] = {}
        for _, folder, name, mtime in rows:
            parent, base = from_name(folder), from_name(name)
            if join(parent, base) not in gone:
                missing.setdefault(parent, []).append((base, mtime))
        return missing

    def miss_all(self) -> None:
        """The index is gone, or of another version: every post is to be read for it."""
        db = self._begin()
        self.flush()
        db.execute("INSERT OR IGNORE INTO unindexed SELECT id FROM post")
        self._lacking = {post for (post,) in db.execute("SELECT post FROM unindexed")}

    def _touch(self, post: int) -> None:
        """The index gets a post, or loses it: until that is committed, remember it."""
        self._touched.add(post)
        self._lacking.discard(post)

    def _open(self) -> TextWriter:
        if self._writer is None:
            if not self._index.is_usable():
                self.miss_all()
            self._writer = self._index.writer(few=self._few)
        return self._writer

    # -- commits --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write down what was touched, within the transaction of the writer."""
        self._db.executemany(
            "INSERT OR IGNORE INTO unindexed VALUES (?)", [(post,) for post in self._touched]
        )
        self._touched.clear()

    def commit(self, *, wait: bool) -> bool:
        """Commit the index, the catalogue having been committed before; whether something is to be committed in that again.

        Args:
            wait: all of it and now; else when it is time, and beside what comes next.

        Raises:
            CatalogUnusable: the index could not be written; it will be made up for.
        """
        if self._writer is None:
            return False
        done = self._writer.commit() if wait else self._writer.commit_when_due()
        if done:
            self._begin().executemany(
                "DELETE FROM unindexed WHERE post = ?", [(post,) for post in sorted(done)]
            )
        return bool(done)

    def close(self) -> None:
        """Let go of the index."""
        self._touched.clear()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
