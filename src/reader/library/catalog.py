"""The catalogue: one SQLite file per archive, read by any number of threads and programs.

Opening never fails for a damaged or outdated file: it is deleted and made anew, because the archive holds
everything that is in it. Writing is :mod:`reader.library.writer`'s.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import threading
from array import array
from typing import TYPE_CHECKING

from reader.errors import CatalogUnusable
from reader.library.listing import PACKED, Listing, unpack
from reader.library.rows import UNKNOWN, from_name, key_of, post_of
from reader.model import Category, Count, Fingerprint, Order, Post, PostId, Problem, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SCHEMA_VERSION = 1
"""Another number in a file means: delete and rebuild. Part of the file's name, so that two versions of the
program on one machine leave each other alone."""

_APPLICATION_ID = 0x6E657773  # "news"
_memory_names = itertools.count(1)

_POST_COLUMNS = """p.id, p.key, f.path, p.name, p.title, p.posted, p.zone, p.flags, p.author, p.category, p.extra
  FROM post p JOIN folder f ON f.id = p.folder"""


class Catalog:
    """What is known of the posts of one archive.

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
        self._paths: dict[int, Category] = {}
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._open_or_rebuild()
        except (sqlite3.Error, OSError) as error:
            where = f" {path}" if path else ""
            raise CatalogUnusable(f"the catalogue{where} can't be used: {error}") from error

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
            target, timeout=30, isolation_level=None, uri=self.path is None, cached_statements=64
        )
        if self.path is None:
            connection.execute("PRAGMA read_uncommitted = 1")  # a reader never waits for the writer
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            # Power loss may cost the last commits, never more; what is lost is read again.
            connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    def close(self) -> None:
        """Close this thread's connection (those of other threads close with them)."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is not None:
            known.close()
            self._local.connection = None

    def _open_or_rebuild(self) -> None:
        try:
            usable = self._usable()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                raise  # no permission, no room: deleting would not help
            usable = False
        if not usable:
            self.rebuild()

    def _usable(self) -> bool:
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE" if self.path is None else "BEGIN")
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == SCHEMA_VERSION:
                connection.execute("SELECT posts FROM node WHERE id = 1").fetchone()
                return True
            return False
        finally:
            connection.execute("ROLLBACK")

    def rebuild(self) -> None:
        """Forget everything and begin with an empty catalogue."""
        self.close()
        self._paths.clear()
        if self.path is not None:
            for suffix in ("", "-wal", "-shm", "-journal"):
                with contextlib.suppress(FileNotFoundError):
                    self.path.with_name(self.path.name + suffix).unlink()
        from importlib import resources  # noqa: PLC0415 -- seldom needed

        connection = self.connection()
        with transaction(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
                return  # another program was faster
            # executescript() would end our transaction, hence statement by statement
            for statement in _statements(
                resources.files("reader.library").joinpath("schema.sql").read_text("utf-8")
            ):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def generation(self) -> int:
        """A number that grows with every commit, whichever program made it."""
        return int(self.connection().execute("SELECT number FROM generation").fetchone()[0])

    # -- lists ----------------------------------------------------------------------------------------------

    def head(self, selection: Selection, order: Order = "date", limit: int = 256) -> Listing:
        """The first ``limit`` posts of a list and its total: what the first screen needs, at once."""
        sql, values, dated = self._query(selection, order)
        rows = (
            self.connection()
            .execute(f"SELECT posted, post FROM ({sql}) LIMIT ?", (*values, limit))
            .fetchall()
        )
        posted = array("q", [row[0] for row in rows] if dated else [])
        ids = array("I", [row[1] for row in rows])
        total = len(ids) if len(ids) < limit else max(self.count(selection), len(ids))
        return Listing(ids, posted, order != "oldest", total)

    def listing(self, selection: Selection, order: Order = "date") -> Listing:
        """The whole list."""
        sql, values, dated = self._query(selection, order)
        packed = (
            self.connection().execute(f"SELECT group_concat({PACKED}, '') FROM ({sql})", values).fetchone()[0]
        )
        return unpack(packed, newest_first=order != "oldest", dated=dated)

    def listing_of(self, wanted: Iterable[PostId]) -> Listing:
        """A list of just these posts, newest first; those not in the catalogue are left out."""
        keys = _json(key_of(post) for post in wanted)
        rows = (
            self.connection()
            .execute(
                "SELECT posted, id FROM post WHERE key IN (SELECT value FROM json_each(?)) ORDER BY posted DESC, id DESC",
                (keys,),
            )
            .fetchall()
        )
        return Listing(array("I", [row[1] for row in rows]), array("q", [row[0] for row in rows]))

    def _query(self, selection: Selection, order: Order) -> tuple[str, list[int], bool]:
        """SQL that yields ``posted, post`` in order, its values, and whether that order is by date."""
        nodes = self._nodes(selection)
        if order == "title":
            sql = f"SELECT 0 AS posted, t.post AS post FROM title t WHERE {_among(nodes, 't.post')} ORDER BY folded, t.post"
            if selection.since is None and selection.until is None and len(nodes) == 1 and nodes[0] == 1:
                sql = "SELECT 0 AS posted, post FROM title ORDER BY folded, post"
                return sql, [], False
            values: list[int] = []
            for node in nodes:
                values += [node, *_span(selection)]
            return sql, values, False
        first, *others = nodes
        sql = "SELECT posted, post FROM place a WHERE node = ? AND posted >= ? AND posted < ?"
        values = [first, *_span(selection)]
        for other in others:
            sql += " AND EXISTS (SELECT 1 FROM place b WHERE b.node = ? AND b.posted = a.posted AND b.post = a.post)"
            values.append(other)
        if order == "date":
            return f"{sql} ORDER BY posted DESC, post DESC", values, True
        # Unknown dates are the smallest numbers, yet come last in this order too.
        known = f"SELECT * FROM ({sql.replace('posted >= ?', 'posted >= max(?, ' + str(UNKNOWN + 1) + ')')} ORDER BY posted, post)"
        unknown = f"SELECT * FROM ({sql} AND posted = {UNKNOWN})"
        return f"{known} UNION ALL {unknown}", values + values, True

    def _nodes(self, selection: Selection) -> list[int]:
        """The nodes whose posts a selection shares; [0] (which has none) when one does not exist."""
        nodes = [self._node(selection.category)] if selection.category else []
        if selection.author:
            row = (
                self.connection()
                .execute(
                    "SELECT id FROM node WHERE parent = 1 AND kind = 'author' AND name = ?",
                    (selection.author,),
                )
                .fetchone()
            )
            nodes.append(row[0] if row else 0)
        return nodes or [1]

    def _node(self, category: Category) -> int:
        node = 1
        for name in category:
            row = (
                self.connection()
                .execute(
                    "SELECT id FROM node WHERE parent = ? AND kind = 'category' AND name = ?", (node, name)
                )
                .fetchone()
            )
            if row is None:
                return 0
            node = row[0]
        return node

    def count(self, selection: Selection) -> int:
        """How many posts a selection holds."""
        nodes = self._nodes(selection)
        if len(nodes) == 1 and selection.since is None and selection.until is None:
            row = self.connection().execute("SELECT posts FROM node WHERE id = ?", nodes).fetchone()
            return int(row[0]) if row else 0
        sql, values, _ = self._query(selection, "date")
        return int(self.connection().execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])

    # -- posts ----------------------------------------------------------------------------------------------

    def posts(self, ids: Sequence[int]) -> list[Post]:
        """The posts of those row ids, in their order; ids that are no longer there are left out."""
        found = {row[0]: row for row in self._rows("p.id IN (SELECT value FROM json_each(?))", _json(ids))}
        return [self._post(found[number]) for number in ids if number in found]

    def get(self, post_id: PostId) -> Post | None:
        """The post of that id, also when its file has been renamed since."""
        key = key_of(post_id)
        for _ in range(8):  # renames of renames; never a loop
            rows = list(self._rows("p.key = ?", key))
            if rows:
                return self._post(rows[0])
            row = self.connection().execute("SELECT new FROM moved WHERE old = ?", (key,)).fetchone()
            if row is None:
                return None
            key = row[0]
        return None

    def row_id(self, post_id: PostId) -> int | None:
        """The row id of a post."""
        row = self.connection().execute("SELECT id FROM post WHERE key = ?", (key_of(post_id),)).fetchone()
        return row[0] if row else None

    def starting_with(self, prefix: str, limit: int = 10) -> list[Post]:
        """The posts whose id begins with ``prefix`` (hexadecimal), for people who type ids."""
        low, high = int(prefix.ljust(16, "0"), 16), int(prefix.ljust(16, "f"), 16)
        spans = [(low, high)] if high < 1 << 63 or low >= 1 << 63 else [(low, (1 << 63) - 1), (1 << 63, high)]
        posts: list[Post] = []
        for start, stop in spans:
            start, stop = (start - (1 << 64), stop - (1 << 64)) if start >= 1 << 63 else (start, stop)
            posts += map(self._post, self._rows(f"p.key BETWEEN ? AND ? LIMIT {limit}", start, stop))
        return posts[:limit]

    def fingerprint(self, post_id: PostId) -> Fingerprint | None:
        """What the file of a post looked like when it was last read."""
        row = (
            self.connection()
            .execute("SELECT size, mtime_ns, digest FROM post WHERE key = ?", (key_of(post_id),))
            .fetchone()
        )
        return Fingerprint(*row) if row else None

    def _rows(self, where: str, *values: object) -> Iterator[tuple[object, ...]]:
        return iter(self.connection().execute(f"SELECT {_POST_COLUMNS} WHERE {where}", values).fetchall())

    def _post(self, row: Sequence[object]) -> Post:
        _, key, folder, name, title, posted, zone, flags, author, category, extra = row
        parent, base = from_name(folder), from_name(name)  # type: ignore[arg-type]
        path = f"{parent}/{base}" if parent else base
        return post_of(key, path, title, posted, zone, flags, author, self._category(category), extra)  # type: ignore[arg-type]

    def _category(self, node: int) -> Category:
        """The path of a node; nodes never change their names, so it is looked up once."""
        known = self._paths.get(node)
        if known is None:
            names: list[str] = []
            step = node
            while step > 1:
                row = (
                    self.connection()
                    .execute("SELECT parent, name FROM node WHERE id = ?", (step,))
                    .fetchone()
                )
                if row is None:
                    break
                step, name = row
                names.append(name)
            known = self._paths[node] = tuple(reversed(names))
        return known

    # -- counts ---------------------------------------------------------------------------------------------

    def categories(self) -> list[Count]:
        """Every category that holds posts, parents before children, biggest first among siblings."""
        rows = self.connection().execute(
            "SELECT id, parent, name, posts FROM node WHERE kind = 'category' AND posts > 0 ORDER BY posts DESC, name"
        )
        children: dict[int, list[tuple[int, str, int]]] = {}
        for node, parent, name, posts in rows:
            children.setdefault(parent, []).append((node, name, posts))
        counts: list[Count] = []
        stack = [((name,), node, posts) for node, name, posts in reversed(children.get(1, []))]
        while stack:
            path, node, posts = stack.pop()
            counts.append(Count(path, posts))
            stack += [
                ((*path, name), child, number) for child, name, number in reversed(children.get(node, []))
            ]
        return counts

    def problems(self) -> list[Problem]:
        """Every doubt about every file, by path."""
        rows = self.connection().execute(
            "SELECT path, kind, message, line FROM problem ORDER BY path, line, kind"
        )
        return [Problem(from_name(path), kind, message, line) for path, kind, message, line in rows]

    def titles(self, after: tuple[str, int] = ("", -1), limit: int = 20_000) -> list[tuple[str, int]]:
        """A chunk of ``(folded title, row id)`` in title order, beginning behind ``after``."""
        return (
            self.connection()
            .execute(
                "SELECT folded, post FROM title WHERE (folded, post) > (?, ?) ORDER BY folded, post LIMIT ?",
                (*after, limit),
            )
            .fetchall()
        )


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; waits for another writer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _json(numbers: Iterable[int]) -> str:
    """Numbers for SQLite's ``json_each``."""
    return f"[{','.join(map(str, numbers))}]"


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _span(selection: Selection) -> tuple[int, int]:
    low = UNKNOWN if selection.since is None else selection.since
    return low, (1 << 62 if selection.until is None else selection.until)


def _among(nodes: Iterable[int], column: str) -> str:
    return " AND ".join(
        f"{column} IN (SELECT post FROM place WHERE node = ? AND posted >= ? AND posted < ?)" for _ in nodes
    )
