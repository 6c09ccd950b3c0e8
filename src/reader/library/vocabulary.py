"""The names of an archive for completion: categories, authors, tags, months, with their counts, and how they sound."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from reader import readings
from reader.library.textindex import IndexDamaged
from reader.model import Count, Selection
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.library.catalog import Catalog
    from reader.library.names import Names

_TAGS = 50
"""Tags that are looked at: a completion shows fewer."""
_READINGS = 50_000
"""Answers about readings that are kept."""


class _State(NamedTuple):
    """What was read of one state of the catalogue."""

    generation: int
    categories: Sequence[Count]
    authors: Sequence[tuple[str, int]]


class Vocabulary:
    """What :func:`reader.library.completion.complete` asks; for any thread.

    Args:
        catalog: of the archive.
        names: of its categories and authors.
        labels: that the user has given, each with its number of posts.
    """

    def __init__(self, catalog: Catalog, names: Names, labels: Callable[[], Mapping[str, int]]) -> None:
        self._catalog, self._names, self._labels = catalog, names, labels
        self._lock = threading.Lock()
        self._state = _State(-1, (), ())
        self._months: tuple[int, Mapping[str, int]] = (-1, {})
        self._sounding: dict[tuple[str, str], bool] = {}

    def categories(self) -> Sequence[Count]:
        """Every category, whole paths."""
        return self._read().categories

    def authors(self) -> Sequence[tuple[str, int]]:
        """Every author."""
        return self._read().authors

    def tags(self, beginning: str) -> Sequence[tuple[str, int]]:
        """The most frequent of the tags that, folded, begin so."""
        texts = self._catalog.texts
        try:
            searcher = texts.searcher()
            return [] if searcher is None else searcher.terms("tag", beginning, _TAGS)
        except IndexDamaged:
            texts.damaged()
            return []

    def labels(self) -> Sequence[tuple[str, int]]:
        """Every label that the user has given."""
        return list(self._labels().items())

    def months(self) -> Mapping[str, int]:
        """The months that have posts, as ``2021-07``, the newest first."""
        generation = self._catalog.generation()
        with self._lock:
            if self._months[0] != generation:
                groups = self._catalog.listing(Selection()).months
                counts = {f"{group.day:%Y-%m}": len(group) for group in groups if group.day is not None}
                self._months = generation, counts
            return self._months[1]

    def sounds_like(self, letters: str, name: str) -> bool:
        """Whether ``letters`` are, or begin, the pinyin of a name."""
        key = letters, name
        if key not in self._sounding:
            if len(self._sounding) > _READINGS:
                self._sounding.clear()
            self._sounding[key] = begins_so(letters, name)
        return self._sounding[key]

    def _read(self) -> _State:
        generation = self._catalog.generation()
        with self._lock:
            if self._state.generation != generation:
                nodes = list(self._names.nodes().values())
                self._state = _State(
                    generation,
                    [Count(node.path, node.posts) for node in nodes if node.kind == "category"],
                    [(node.path[-1], node.posts) for node in nodes if node.kind == "author"],
                )
            return self._state


def begins_so(letters: str, name: str) -> bool:
    tables = readings.load()
    if name.isascii() or not tables.splits(letters):
        return False
    return any(start == 0 for start, _ in tables.places(letters, fold(name)))
