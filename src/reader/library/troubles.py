"""Doubts about files, as a screen needs them: how many of each kind, and any window of them; and figures of the archive.

There may be as many as there are files: a list of them is an array of row ids, and rows are fetched as they are seen.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from reader.library.rows import ABOUT, UNKNOWN, from_name
from reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.library.catalog import Catalog
    from reader.model import ProblemKind

_EXTENSION = """CASE WHEN name LIKE '%.%' THEN lower(replace(name, rtrim(name, replace(name, '.', '')), ''))
  ELSE '' END"""
"""SQL for the end of a file's name, without its dot."""


class Figures(NamedTuple):
    """Numbers of a catalogue."""

    posts: int
    forms: Sequence[tuple[str, int]]
    """Ends of file names, each with its posts, biggest first."""
    guessed: int
    """Posts with a date that was not written in them."""
    undated: int
    categories: int
    authors: int
    folders: int


class Troubles:
    """Asks a catalogue; for any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._rows = catalog.database.rows

    def counts(self) -> Mapping[ProblemKind, int]:
        """How many doubts there are of each kind."""
        return dict(self._rows("SELECT kind, count(*) FROM problem GROUP BY kind"))

    def found(self, typed: str = "") -> dict[ProblemKind, array[int]]:
        """Row ids of the doubts of each kind, by path; only of those whose path or words hold each word typed."""
        words = typed.split()
        holds = "instr(lower(CAST(path AS TEXT) || ' ' || message), lower(?)) > 0"
        where = " AND ".join(["kind = ?", *[holds] * len(words)])
        inner = f"SELECT rowid AS id FROM problem WHERE {where} ORDER BY path, line"
        found = {}
        for kind in self.counts():
            ((ids,),) = self._rows(f"SELECT group_concat(id, ' ') FROM ({inner})", (kind, *words))
            found[kind] = array("Q", map(int, (ids or "").split()))
        return found

    def at(self, ids: Sequence[int]) -> list[Problem | None]:
        """The doubts of some row ids; None for those that are no longer there."""
        sql = "SELECT rowid, path, kind, message, line FROM problem WHERE rowid IN (SELECT value FROM json_each(?))"
        rows = self._rows(sql, (f"[{','.join(map(str, ids))}]",))
        known = {
            row: Problem(from_name(path), kind, message, line) for row, path, kind, message, line in rows
        }
        return [known.get(row) for row in ids]

    def encodings(self) -> Sequence[tuple[str, int]]:
        """What is said of encodings, each with how often."""
        sql = "SELECT message, count(*) FROM problem WHERE kind = 'encoding' GROUP BY message ORDER BY 2 DESC"
        return self._rows(sql)

    def figures(self) -> Figures:
        """All of them; a million posts take a second or two."""
        forms = self._rows(
            f"SELECT {_EXTENSION} AS form, count(*) FROM post GROUP BY form ORDER BY 2 DESC, 1"
        )
        ((posts, guessed, undated, categories, authors, folders),) = self._rows(
            "SELECT (SELECT posts FROM node WHERE id = 1),"
            f" (SELECT count(*) FROM post WHERE flags & {ABOUT}),"
            " (SELECT count(*) FROM place WHERE node = 1 AND posted = ?),"
            " (SELECT count(*) FROM node WHERE kind = 'category' AND posts > 0),"
            " (SELECT count(*) FROM node WHERE kind = 'author' AND posts > 0),"
            " (SELECT count(DISTINCT folder) FROM post)",
            (UNKNOWN,),
        )
        return Figures(posts, forms, guessed, undated, categories, authors, folders)
