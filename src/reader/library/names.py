"""The names of categories and authors, for conditions on them: which nodes of the catalogue a name means."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, NamedTuple

from reader.library.entries import folded_name
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.catalog import Catalog
    from reader.model import Category


_MOST_READ = 20_000
"""So many names, those of most posts, can be asked for by their reading."""


class Node(NamedTuple):
    """A category or an author."""

    id: int
    kind: str
    """``category`` or ``author``."""
    path: Category
    """Of an author just the name."""
    folded: str
    """The path as names are compared, levels joined by ``/``."""
    posts: int


class Names:
    """All nodes that hold posts, read once for each state of the catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._generation = -1
        self._nodes: dict[int, Node] = {}
        self._initials: dict[str, list[Node]] = {}

    def nodes(self) -> dict[int, Node]:
        """Every node by its id, parents before children."""
        generation = self._catalog.generation()
        with self._lock:
            if generation != self._generation:
                self._nodes = self._read()
                self._generation = generation
                self._initials = {}
            return self._nodes

    def _read(self) -> dict[int, Node]:
        nodes: dict[int, Node] = {}
        for number, parent, kind, name, posts in self._catalog.node_rows():
            above = nodes.get(parent)
            path = (*above.path, name) if above else (name,)
            folded = f"{above.folded}/{folded_name(name)}" if above else folded_name(name)
            nodes[number] = Node(number, kind, path, folded, posts)
        return nodes

    def categories(self, value: str) -> list[Node]:
        """The categories whose path ends in ``value`` (a name, or several joined by ``/``); failing that, those that begin so."""
        wanted = folded_name(value).strip("/")
        every = [node for node in self.nodes().values() if node.kind == "category"]
        exact = [node for node in every if f"/{node.folded}".endswith(f"/{wanted}")]
        return exact or [node for node in every if f"/{wanted}" in f"/{node.folded}"]

    def meant(self, value: str) -> list[Node]:
        """The categories that ``cat:value`` means: those that are called so, else those whose name is read so."""
        return self.categories(value) or self.sounding(value, "category")

    def authors(self, value: str) -> list[Node]:
        """The authors whose name has ``value``, at the beginning of a word where that is Latin."""
        pattern = beginning(folded_name(value))
        return [
            node for node in self.nodes().values() if node.kind == "author" and pattern.search(node.folded)
        ]

    def sounding(self, typed: str, kind: str = "") -> list[Node]:
        """The categories and authors whose own name is read as typed (pinyin); of one ``kind`` only, where that is given."""
        from reader import readings  # noqa: PLC0415 -- tables that few queries need

        tables, folded = readings.load(), fold(typed)
        if not folded or not tables.splits(folded):
            return []
        return [
            node
            for node in self._by_initial().get(folded[0], ())
            if kind in {"", node.kind}
            and any(start == 0 for start, _ in tables.places(folded, _own_name(node)))
        ]

    def _by_initial(self) -> dict[str, list[Node]]:
        """The biggest nodes by the letter that their own name begins with when it is read."""
        from reader import readings  # noqa: PLC0415

        nodes = self.nodes()
        with self._lock:
            if not self._initials:
                tables = readings.load()
                for node in sorted(nodes.values(), key=lambda node: -node.posts)[:_MOST_READ]:
                    self._initials.setdefault(tables.initials(_own_name(node))[:1], []).append(node)
            return self._initials


def _own_name(node: Node) -> str:
    """The last part of its path, folded."""
    return node.folded.rpartition("/")[2]


def beginning(folded: str) -> re.Pattern[str]:
    """What finds ``folded``: anywhere, but Latin letters and digits only at the beginning of a word."""
    at_word = r"(?<![a-z0-9\u00c0-\u024f])" if re.match(r"[a-z0-9\u00c0-\u024f]", folded) else ""
    return re.compile(at_word + re.escape(folded))


def ids(nodes: Iterable[Node]) -> list[int]:
    """Their ids."""
    return [node.id for node in nodes]
