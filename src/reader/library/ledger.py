"""How the numbers of posts hang together: keys, which what the user did is kept under, with row ids and categories.

Keys outlive the catalogue; row ids, which lists are made of, do not.
"""

from __future__ import annotations

import sys
import threading
from array import array
from typing import TYPE_CHECKING, NamedTuple

from reader.library.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from reader.library.catalog import Catalog
    from reader.model import Category

_PACKED = """SELECT group_concat(printf('%016x%08x%08x', key, id,
  category | ((coalesce(instr(extra, '"categories"'), 0) > 0) << 31)), '') FROM post"""
"""64 bits of key, 32 of row id, 31 of category, and one that says that there are several: see ``listing.PACKED``."""
_SEVERAL = 1 << 31
_MANY = 50_000
"""Keys above which all posts are looked at: a look at one post costs as much as ten in a row."""


class Numbers(NamedTuple):
    """The numbers of all posts of one state of the catalogue, side by side."""

    generation: int
    keys: array[int]
    rows: array[int]
    """Ascending."""
    nodes: array[int]
    """Of the first category; 0: none."""
    several: dict[int, tuple[int, ...]]
    """Row ids of the posts with several categories, and the nodes of those."""
    categories: dict[int, tuple[Category, int, int]]
    """Every node of a category: its path, how many posts it holds, the node above it."""

    @property
    def last(self) -> int:
        """The highest row id."""
        return self.rows[-1] if self.rows else 0

    def chain(self, node: int) -> list[int]:
        """The node of a category and those above it."""
        chain = []
        while node in self.categories:
            chain.append(node)
            node = self.categories[node][2]
        return chain


class Sighting(NamedTuple):
    """What tells a post from others."""

    key: int
    title: str
    author: str
    posted: int


class Ledger:
    """Reads the numbers of a catalogue; for any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self._ask = catalog, catalog.database.rows
        self._lock = threading.Lock()
        self._numbers: Numbers | None = None
        self._authored: tuple[int, dict[str, array[int]]] = (0, {})

    def numbers(self) -> Numbers:
        """All of them; kept until the catalogue changes. A million posts take half a second."""
        generation = self._catalog.generation()
        with self._lock:
            if self._numbers is None or self._numbers.generation != generation:
                self._numbers = self._read(generation)
            return self._numbers

    def _read(self, generation: int) -> Numbers:
        ((packed,),) = self._ask(_PACKED)
        words = array("I")
        words.frombytes(bytes.fromhex(packed or ""))
        if sys.byteorder == "little":
            words.byteswap()
        halves = array("I", bytes(len(words) * 2))
        low, high = (0, 1) if sys.byteorder == "little" else (1, 0)
        halves[low::2], halves[high::2] = words[1::4], words[0::4]
        keys = array("q")
        keys.frombytes(halves.tobytes())
        rows, nodes = words[2::4], words[3::4]
        several: dict[int, tuple[int, ...]] = {}
        categories = self._categories()
        if nodes and max(nodes) >= _SEVERAL:
            many = [row for row, node in zip(rows, nodes, strict=True) if node >= _SEVERAL]
            by_path = {path: node for node, (path, _, _) in categories.items()}
            several = {
                row: tuple(by_path[path] for path in post.categories if path in by_path)
                for row, post in self._catalog.by_row(many).items()
            }
            nodes = array("I", [node & ~_SEVERAL for node in nodes])
        return Numbers(generation, keys, rows, nodes, several, categories)

    def _categories(self) -> dict[int, tuple[Category, int, int]]:
        categories: dict[int, tuple[Category, int, int]] = {}
        for number, parent, kind, name, posts in self._catalog.node_rows():
            if kind == "category":
                above = categories[parent][0] if parent in categories else ()
                categories[number] = ((*above, name), posts, parent)
        return categories

    def authored(self, author: str) -> array[int]:
        """The row ids of an author's posts; kept until the catalogue changes, so only a few should be asked for."""
        generation = self._catalog.generation()
        with self._lock:
            if self._authored[0] != generation:
                self._authored = (generation, {})
            known = self._authored[1]
            if author not in known:
                known[author] = self._authored_now(author)
            return known[author]

    def _authored_now(self, author: str) -> array[int]:
        node = "(SELECT id FROM node WHERE parent = 1 AND kind = 'author' AND name = ?)"
        ((packed,),) = self._ask(
            f"SELECT group_concat(printf('%08x', post), '') FROM place WHERE node = {node}", (author,)
        )
        rows = array("I")
        rows.frombytes(bytes.fromhex(packed or ""))
        if sys.byteorder == "little":
            rows.byteswap()
        return rows

    # -- keys -----------------------------------------------------------------------------------------------

    def rows_of(self, keys: Collection[int]) -> dict[int, int]:
        """The row id of each of some keys that is in the catalogue."""
        if len(keys) > _MANY:
            wanted, numbers = set(keys), self.numbers()
            return {key: row for key, row in zip(numbers.keys, numbers.rows, strict=True) if key in wanted}
        return dict(
            self._ask(
                "SELECT key, id FROM post WHERE key IN (SELECT value FROM json_each(?))",
                (_json(keys),),
            )
        )

    def keys_of(self, rows: Collection[int]) -> array[int]:
        """The keys of the posts of some row ids."""
        if len(rows) > _MANY:
            wanted, numbers = set(rows), self.numbers()
            pairs = zip(numbers.keys, numbers.rows, strict=True)
            return array("q", [key for key, row in pairs if row in wanted])
        found = self._ask("SELECT key FROM post WHERE id IN (SELECT value FROM json_each(?))", (_json(rows),))
        return array("q", [key for (key,) in found])

    def now(self, keys: Collection[int]) -> dict[int, int]:
        """The key that each post has now, of those that are there, also under another name."""
        now: dict[int, int] = {}
        searched = {key: key for key in keys}
        for _ in range(8):  # renames of renames; never a loop
            there = self.rows_of(set(searched.values()))
            now |= {key: new for key, new in searched.items() if new in there}
            lost = {key: new for key, new in searched.items() if new not in there}
            if not lost:
                break
            sql = "SELECT old, new FROM moved WHERE old IN (SELECT value FROM json_each(?))"
            moved = dict(self._ask(sql, (_json(lost.values()),)))
            searched = {key: moved[new] for key, new in lost.items() if new in moved}
        return now

    def moved(self) -> dict[int, int]:
        """Keys of files that were found again under another name, and the key each has now; only of posts that are there."""
        every: Mapping[int, int] = dict(
            self._ask("SELECT old, new FROM moved WHERE old NOT IN (SELECT key FROM post)")
        )
        ends = {old: _end(every, old) for old in every}
        there = self.rows_of(set(ends.values()))
        return {old: new for old, new in ends.items() if new in there}

    # -- since a moment -------------------------------------------------------------------------------------

    def newest(self) -> tuple[int, int]:
        """Which catalogue it is, and the highest row id that it has given: what is added later has higher ones."""
        ((token, last),) = self._ask("SELECT texts, (SELECT max(id) FROM post) FROM state")
        return int(token), int(last or 0)

    def added_after(self, row: int) -> Listing:
        """The posts above a row id, the newest first; a file that only got another name is none."""
        return self._listed("id > ?", row)

    def touched_after(self, seconds: float) -> Listing:
        """The posts whose files were changed since, the newest first; so were those that were changed when they were read."""
        return self._listed("(mtime_ns > ? OR mtime_ns = 0)", int(seconds * 1e9))

    def _listed(self, condition: str, value: int) -> Listing:
        rows = self._ask(
            f"SELECT posted, id FROM post WHERE {condition} AND key NOT IN (SELECT new FROM moved) "
            "ORDER BY posted DESC, id DESC",
            (value,),
        )
        return Listing(array("I", [row[1] for row in rows]), array("q", [row[0] for row in rows]))

    def titles(self, keys: Collection[int]) -> dict[int, str]:
        """The title of each of some keys that is in the catalogue."""
        sql = "SELECT key, title FROM post WHERE key IN (SELECT value FROM json_each(?))"
        return dict(self._ask(sql, (_json(keys),)))

    # -- what may be a post that has moved --------------------------------------------------------------------

    def titled(self, folded: Iterable[str]) -> dict[str, list[Sighting]]:
        """The posts of each of some folded titles."""
        import json  # noqa: PLC0415 -- not before something is lost

        rows = self._ask(
            "SELECT folded, key, title, author, posted FROM post "
            "WHERE folded IN (SELECT value FROM json_each(?))",
            (json.dumps(list(folded)),),
        )
        found: dict[str, list[Sighting]] = {}
        for title, *sighting in rows:
            found.setdefault(title, []).append(Sighting(*sighting))
        return found

    def linked(self) -> list[tuple[int, str]]:
        """The key and the own address on the web of each post whose front matter has one."""
        return self._ask(
            "SELECT key, json_extract(extra, '$.link') FROM post WHERE instr(extra, '\"link\"')", ()
        )

    def of_time(self, author: str, posted: int, span: int, limit: int) -> list[Sighting]:
        """The posts of an author (empty: of none) within ``span`` seconds of a moment, the nearest first."""
        node = "(SELECT id FROM node WHERE parent = 1 AND kind = 'author' AND name = ?1)" if author else "1"
        rows = self._ask(
            f"""SELECT p.key, p.title, p.author, p.posted FROM place s JOIN post p ON p.id = s.post
            WHERE s.node = {node} AND s.posted BETWEEN ?2 - ?3 AND ?2 + ?3 AND p.author = ?1
            ORDER BY abs(p.posted - ?2) LIMIT ?4""",
            (author, posted, span, limit),
        )
        return [Sighting(*row) for row in rows]


def _end(moved: Mapping[int, int], old: int) -> int:
    """Where a chain of renames ends; a circle has no end, and any of it will do."""
    new = moved[old]
    for _ in range(len(moved)):
        if new not in moved:
            break
        new = moved[new]
    return new


def _json(numbers: Iterable[int]) -> str:
    """Numbers for SQLite's ``json_each``."""
    return f"[{','.join(map(str, numbers))}]"
