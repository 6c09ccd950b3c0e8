"""The nodes that posts stand at: the root, categories, authors. Made when a post needs them, counted with every commit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import CatalogDamaged
from reader.language import tr

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from reader.library.database import Database
    from reader.model import Category

ROOT = 1
_REMEMBERED = 50_000
"""Combinations of authors and categories that are looked up only once."""


class Standing(NamedTuple):
    """Where a post stands."""

    nodes: tuple[int, ...]
    """Every node but the root, each once."""
    category: int
    """The node of its first category; 0 without one."""


class Nodes:
    """The nodes of a catalogue that is being written.

    Args:
        database: the catalogue's.
        begin: opens the writer's transaction, where it is not open yet.
    """

    def __init__(self, database: Database, begin: Callable[[], sqlite3.Connection]) -> None:
        self._db, self._begin = database.connection(), begin
        rows = database.rows("SELECT id, parent, kind, name FROM node")
        self._known: dict[tuple[int, str, str], int] = {
            (parent, kind, name): node for node, parent, kind, name in rows
        }
        self._next = 1 + max((node for node, *_ in rows), default=ROOT)
        self._standings: dict[tuple[tuple[str, ...], tuple[Category, ...]], Standing] = {}
        self._counts: Counter[tuple[int, ...]] = Counter()

    def standing(self, authors: tuple[str, ...], categories: tuple[Category, ...]) -> Standing:
        """Where a post of those authors and categories stands; nodes are made if need be."""
        known = self._standings.get((authors, categories))
        if known is None:
            chains = [self._chain("category", path) for path in categories]
            nodes = {node for chain in chains for node in chain}
            nodes.update(*(self._chain("author", (author,)) for author in authors))
            known = Standing(tuple(sorted(nodes)), chains[0][-1] if chains else 0)
            if len(self._standings) >= _REMEMBERED:
                self._standings.clear()
            self._standings[authors, categories] = known
        return known

    def _chain(self, kind: str, path: tuple[str, ...]) -> list[int]:
        """The nodes of a path, outermost first."""
        nodes: list[int] = []
        parent = ROOT
        for name in path:
            parent = self._node(parent, kind, name)
            nodes.append(parent)
        return nodes

    def _node(self, parent: int, kind: str, name: str) -> int:
        node = self._known.get((parent, kind, name))
        if node is None:
            node, self._next = self._next, self._next + 1
            self._begin().execute("INSERT INTO node VALUES (?, ?, ?, ?, 0)", (node, parent, kind, name))
            self._known[parent, kind, name] = node
        return node

    def path(self, node: int) -> Category:
        """The names down to a category.

        Raises:
            CatalogDamaged: it does not hang below the root.
        """
        names: list[str] = []
        while node > ROOT:
            row = self._db.execute("SELECT parent, name FROM node WHERE id = ?", (node,)).fetchone()
            if row is None or row[0] >= node:
                raise CatalogDamaged(tr("the catalogue has a category that hangs in the air"))
            node, name = row
            names.append(name)
        return tuple(reversed(names))

    # -- counts ---------------------------------------------------------------------------------------------

    def count(self, standing: Standing, posts: int) -> None:
        """So many posts (fewer than none: gone) came to stand there."""
        self._counts[standing.nodes] += posts

    def flush(self) -> None:
        """Write down the counts, within the writer's transaction."""
        changed: Counter[int] = Counter()
        for nodes, posts in self._counts.items():
            for node in (ROOT, *nodes):
                changed[node] += posts
        self._db.executemany(
            "UPDATE node SET posts = posts + ? WHERE id = ?",
            [(posts, node) for node, posts in changed.items()],
        )
        self._counts.clear()
