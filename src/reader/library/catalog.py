"""The catalogue: what is known of the posts of one archive, read by any number of threads and programs.

It answers questions. The file they are answered from is :mod:`reader.library.database`'s, writing is
:mod:`reader.library.writer`'s.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from reader.library.database import Database
from reader.library.listing import PACKED, Listing, unpack
from reader.library.ordering import MERGED, list_sql
from reader.library.rows import UNKNOWN, from_name, join, post_of
from reader.library.sources import parted
from reader.library.textindex import TextIndex
from reader.model import Category, Count, Fingerprint, Order, Post, PostId, Problem, Selection, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_POST = """SELECT p.id, p.key, f.path, p.name, p.title, p.posted, p.zone, p.flags, p.author, p.category, p.extra
  FROM post p JOIN folder f ON f.id = p.folder"""
_SIGN = 1 << 63


class Catalog:
    """What is known of the posts of one archive.

    Args:
        path: the SQLite file; its folder is created. None keeps everything in memory, for as long as this
            object lives.

    Raises:
        CatalogUnusable: the file can be neither opened nor created. Every question may raise it too, and
            CatalogDamaged when the file turns out to be damaged.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.database = Database(path)
        self.texts = TextIndex(self.database)
        self._rows = self.database.rows

    def close(self) -> None:
        """Close this thread's connection (those of other threads close with them)."""
        self.database.close()

    def generation(self) -> int:
        """A number that grows with every commit, whichever program made it."""
        return int(self._one("SELECT generation FROM state") or 0)

    def complete(self) -> bool:
        """Whether a sync has ever gone through to its end."""
        return bool(self._one("SELECT complete FROM state"))

    def token(self) -> int:
        """Names the catalogue: another one after it was made anew, with other row ids."""
        return int(self._one("SELECT texts FROM state") or 0)

    def folders(self) -> list[str]:
        """The folders that hold posts, relative to the archive, ``""`` for its own."""
        return [from_name(path) for (path,) in self._rows("SELECT path FROM folder", ())]

    def _one(self, sql: str, *values: object) -> Any:
        """The first value of the first row; None without a row."""
        rows = self._rows(sql, values)
        return rows[0][0] if rows else None

    # -- lists ----------------------------------------------------------------------------------------------

    def head(self, selection: Selection, order: Order = "date", limit: int = 128) -> Listing:
        """The first ``limit`` posts of a list and its total: what the first screen needs, at once."""
        sql, values = self._list_sql(selection, order)
        rows = self._rows(f"SELECT posted, post FROM ({sql}) LIMIT ?", (*values, limit))
        try:
            posted = array("q", [row[0] for row in rows] if order != "title" else [])
            ids = array("I", [row[1] for row in rows])
        except (TypeError, OverflowError) as error:  # SQLite knows no checksums
            raise self.database.damaged() from error
        total = len(ids) if len(ids) < limit else max(self.count(selection), len(ids))
        return Listing(ids, posted, order != "oldest", total)

    def listing(self, selection: Selection, order: Order = "date") -> Listing:
        """The whole list."""
        sql, values = self._list_sql(selection, order)
        packed = self._one(f"SELECT group_concat({PACKED}, '') FROM ({sql})", *values)
        return unpack(packed, newest_first=order != "oldest", dated=order != "title")

    def is_quick(self, selection: Selection) -> bool:
        """Whether the first screen of a list is there at once, in the order of dates."""
        return len(self._any_of(selection)) <= MERGED

    def listing_of(self, wanted: Iterable[PostId]) -> Listing:
        """A list of just these posts, newest first; those not in the catalogue are left out."""
        rows = self._rows(
            "SELECT posted, id FROM post WHERE key IN (SELECT value FROM json_each(?)) ORDER BY posted DESC, id DESC",
            (_json(map(key_of, wanted)),),
        )
        return Listing(array("I", [row[1] for row in rows]), array("q", [row[0] for row in rows]))

    def count(self, selection: Selection) -> int:
        """How many posts a selection holds."""
        nodes = self._nodes(selection)
        is_node = len(nodes) == 1 and not selection.source
        if is_node and selection.since is None and selection.until is None:
            return int(self._one("SELECT posts FROM node WHERE id = ?", *nodes) or 0)
        sql, values = self._list_sql(selection, "date")
        return int(self._one(f"SELECT count(*) FROM ({sql})", *values))

    def dates(self, ids: Iterable[int]) -> dict[int, int]:
        """``posted`` of the posts of those row ids."""
        return dict(
            self._rows(
                "SELECT id, posted FROM post WHERE id IN (SELECT value FROM json_each(?))", (_json(ids),)
            )
        )

    def _list_sql(self, selection: Selection, order: Order) -> tuple[str, list[int]]:
        return list_sql(self._nodes(selection), selection, order, self._any_of(selection))

    def _nodes(self, selection: Selection) -> list[int]:
        """The nodes whose posts a selection shares; 0 (which has none) in the place of one that does not exist."""
        nodes = []
        if selection.category:
            node = 1
            for name in selection.category:
                node = self._node(node, "category", name)
            nodes.append(node)
        if selection.author:
            nodes.append(self._node(1, "author", selection.author))
        return nodes or [1]

    def _any_of(self, selection: Selection) -> list[int]:
        """The nodes of the authors that are one source; 0 in the place of a source that does not exist."""
        if not selection.source:
            return []
        begun = "SELECT id, name FROM node WHERE parent = 1 AND kind = 'author' AND name >= ? AND name < ?"
        rows = self._rows(begun, (selection.source, f"{selection.source}\U0010ffff"))
        return [node for node, name in rows if parted(name)[0] == selection.source] or [0]

    def _node(self, parent: int, kind: str, name: str) -> int:
        sql = "SELECT id FROM node WHERE parent = ? AND kind = ? AND name = ?"
        return self._one(sql, parent, kind, name) or 0

    # -- posts ----------------------------------------------------------------------------------------------

    def posts(self, ids: Sequence[int]) -> list[Post]:
        """The posts of those row ids, in their order; ids that are no longer there are left out."""
        found = self.by_row(ids)
        return [found[number] for number in ids if number in found]

    def by_row(self, ids: Iterable[int]) -> dict[int, Post]:
        """The posts of those row ids that are still there."""
        rows = self._rows(f"{_POST} WHERE p.id IN (SELECT value FROM json_each(?))", (_json(ids),))
        paths: dict[int, Category] = {}
        return {row[0]: self._post(row, paths) for row in rows}

    def get(self, post_id: PostId) -> Post | None:
        """The post of that id, also when its file has been renamed since."""
        key = key_of(post_id)
        for _ in range(8):  # renames of renames; never a loop
            for row in self._rows(f"{_POST} WHERE p.key = ?", (key,)):
                return self._post(row, {})
            key = self._one("SELECT new FROM moved WHERE old = ?", key)
            if key is None:
                return None
        return None

    def row_id(self, post_id: PostId) -> int | None:
        """The row id of a post."""
        row_id: int | None = self._one("SELECT id FROM post WHERE key = ?", key_of(post_id))
        return row_id

    def starting_with(self, prefix: str, limit: int = 10) -> list[Post]:
        """The posts whose id begins with ``prefix`` (hexadecimal), for people who type ids."""
        low, high = int(prefix.ljust(16, "0"), 16), int(prefix.ljust(16, "f"), 16)
        # Keys are signed: the upper half of the ids are the negative ones.
        halves = [(low, min(high, _SIGN - 1)), (max(low, _SIGN) - 2 * _SIGN, high - 2 * _SIGN)]
        spans = [span for span in halves if -_SIGN <= span[0] <= span[1] < _SIGN]
        sql = f"{_POST} WHERE p.key BETWEEN ? AND ? LIMIT ?"
        rows = [row for span in spans for row in self._rows(sql, (*span, limit))]
        return [self._post(row, {}) for row in rows[:limit]]

    def fingerprint(self, post_id: PostId) -> Fingerprint | None:
        """What the file of a post looked like when it was last read."""
        rows = self._rows("SELECT size, mtime_ns, digest FROM post WHERE key = ?", (key_of(post_id),))
        return Fingerprint(*rows[0]) if rows else None

    def _post(self, row: Sequence[Any], paths: dict[int, Category]) -> Post:
        """The post of a row; ``paths`` keeps those of categories from one row to the next."""
        _, key, folder, name, title, posted, zone, flags, author, category, extra = row
        path_of_category = self._category(category, paths)
        try:
            parent, base = from_name(folder), from_name(name)
            path = join(parent, base)
            return post_of(key, path, title, posted, zone, flags, author, path_of_category, extra)
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # SQLite knows no checksums
            raise self.database.damaged() from error

    def _category(self, node: int, paths: dict[int, Category]) -> Category:
        """The path of a node."""
        if node <= 1:
            return ()
        if node not in paths:
            rows = self._rows("SELECT parent, name FROM node WHERE id = ?", (node,))
            if not rows:
                return ()
            parent, name = rows[0]
            if parent >= node:  # a parent is made before its children: this would go round in a circle
                raise self.database.damaged()
            paths[node] = (*self._category(parent, paths), name)
        return paths[node]

    def titles_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The titles of the posts of those row ids."""
        sql = "SELECT id, title FROM post WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._rows(sql, (_json(ids),)))

    # -- counts ---------------------------------------------------------------------------------------------

    def categories(self) -> list[Count]:
        """Every category that holds posts, parents before children, biggest first among siblings."""
        rows = self._rows(
            "SELECT id, parent, name, posts FROM node WHERE kind = 'category' AND posts > 0 ORDER BY posts, name DESC"
        )
        children: dict[int, list[tuple[int, str, int]]] = {}
        for node, parent, name, posts in rows:
            children.setdefault(parent, []).append((node, name, posts))
        counts: list[Count] = []
        stack: list[tuple[Category, int, int]] = [((), 1, 0)]
        while stack:
            path, node, posts = stack.pop()
            if path:
                counts.append(Count(path, posts))
            stack += [((*path, name), child, number) for child, name, number in children.get(node, [])]
        return counts

    def authors(self) -> list[tuple[str, int]]:
        """Every author with posts, by name."""
        sql = "SELECT name, posts FROM node WHERE parent = 1 AND kind = 'author' AND posts > 0 ORDER BY name"
        return self._rows(sql, ())

    def span(self) -> tuple[int | None, int | None]:
        """The oldest and the newest known date, UTC seconds; None where no post has one."""
        known = "FROM place WHERE node = 1 AND posted > ?"
        sql = (
            f"SELECT (SELECT min(posted) {known}), (SELECT max(posted) {known})"  # each one step in the table
        )
        ((first, last),) = self._rows(sql, (UNKNOWN, UNKNOWN))
        return first, last

    def next_date(self, since: int | None) -> int | None:
        """The oldest known date at or after a moment (None: of all), UTC seconds; None where no post has one."""
        sql = "SELECT min(posted) FROM place WHERE node = 1 AND posted >= ?"  # one step in the table
        ((found,),) = self._rows(sql, (UNKNOWN + 1 if since is None else since,))
        return None if found is None else int(found)

    def node_rows(self) -> list[tuple[int, int, str, str, int]]:
        """Every category and author that holds posts: id, parent, kind, name, posts; parents before children."""
        sql = "SELECT id, parent, kind, name, posts FROM node WHERE posts > 0 AND id > 1 ORDER BY id"
        return self._rows(sql)

    def doubtful(self) -> int:
        """How many files there is a doubt about."""
        return int(self._one("SELECT count(DISTINCT key) FROM problem"))

    def problems(self) -> list[Problem]:
        """Every doubt about every file, by path."""
        rows = self._rows("SELECT path, kind, message, line FROM problem ORDER BY path, line, kind")
        return [Problem(from_name(path), kind, message, line) for path, kind, message, line in rows]


def _json(numbers: Iterable[int]) -> str:
    """Numbers for SQLite's ``json_each``."""
    return f"[{','.join(map(str, numbers))}]"
