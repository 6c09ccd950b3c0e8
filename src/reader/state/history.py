"""What has been searched for, newest last: one history for all archives, as shells have one for all folders.

Only what was used goes in: a query whose results were entered, opened or kept, not every letter on the way there.
Small, and not worth an error: what can't be read or written is remembered until the program ends.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader import files
from reader.state.objects import fields, line_of
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST = 200
"""Queries that are remembered."""
_LONGEST = 1_000
"""Characters of a query that is worth remembering."""


class History:
    """The queries that were used; for any thread.

    Args:
        path: the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: files.Stamp | None = None
        self._queries: list[str] = []
        self._unwritten: list[str] = []

    def all(self) -> list[str]:
        """Every query once, newest last; also what other programs have added meanwhile."""
        with self._lock:
            return _newest([*self._read(), *self._unwritten])

    def add(self, query: str) -> None:
        """Remember a query as the newest one."""
        query = one_line(query)
        if not query or len(query) > _LONGEST:
            return
        with self._lock:
            self._unwritten = _newest([*self._unwritten, query])
            if self._write():
                self._unwritten = []

    def earlier(self, typed: str) -> list[str]:
        """The queries that begin with what is typed, and aren't just that; newest last."""
        wanted = typed.lstrip().casefold()
        return [
            query for query in self.all() if query.casefold().startswith(wanted) and query != typed.strip()
        ]

    def _write(self) -> bool:
        """Add what is new to the file; False when it could not be written."""
        try:
            with files.lock(self._path.with_name(f".{self._path.name}.lock"), timeout=2.0) as held:
                if not held:
                    return False
                known = self._read()
                queries = _newest([*known, *self._unwritten])
                if queries != known:
                    text = "".join(f"{line_of({'query': query})}\n" for query in queries)
                    files.replace(self._path, text, locked=True)
                    self._stamp = None  # another program may write at once
        except OSError:
            return False
        return True

    def _read(self) -> list[str]:
        """The queries in the file; as they were when it can't be read."""
        try:
            if (stamp := files.stamp(self._path)) is None or stamp != self._stamp or not stamp.settled:
                data, self._stamp = files.read(self._path)
                lines = data.decode("utf-8", "replace").split("\n")
                self._queries = _newest(filter(None, map(_parse, lines)))
        except OSError:
            pass
        return self._queries


def _newest(queries: Iterable[str]) -> list[str]:
    """The last ``MOST`` different ones, each where it stands last."""
    last = dict.fromkeys(reversed(list(queries)))
    return list(reversed(list(last)[:MOST]))


def _parse(line: str) -> str:
    """The query of a line; empty when there is none."""
    try:
        query = fields(line).get("query")
    except ValueError:
        return ""
    return one_line(query) if isinstance(query, str) and len(query) <= _LONGEST else ""
