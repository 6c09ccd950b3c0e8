"""Bringing a catalogue up to date with a few files that were just changed, without a walk."""

from __future__ import annotations

import stat
from collections import Counter
from typing import TYPE_CHECKING

from reader.library.rows import ABOUT, Row, join
from reader.library.workers import Batch, read_batch, unreadable_row
from reader.library.writer import Writer
from reader.model import Progress, key_of, post_id

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from pathlib import Path

    from reader.library.catalog import Catalog
    from reader.library.workers import Scanner


def sync_files(catalog: Catalog, root: Path, scanner: Scanner, paths: Iterable[str]) -> Progress | None:
    """Bring the catalogue up to date with a few files, without a walk.

    Args:
        catalog: the caller holds the archive's lock.
        root: the folder that ``paths`` are relative to.
        scanner: reads one file.
        paths: of files that were added, changed or removed.

    Returns:
        What was done, or None (and nothing done) when one of them lies in a folder that no walk has visited: only
        a walk knows whether it counts.
    """
    places = [path.rpartition("/") for path in dict.fromkeys(paths)]
    writer = Writer(catalog, few=True)
    few = _Few(writer, root, scanner)
    with writer.guarded():
        folders = writer.folders()
        if any(folder not in folders for folder, _, _ in places):
            return None
        for folder, _, name in places:
            few.look_at(join(folder, name), folders[folder][0])
        few.settle()
        writer.commit()
    return Progress(seen=len(places), done=len(places), **few.counts, walking=False, finished=True)


class _Few:
    """A few files, one after the other."""

    def __init__(self, writer: Writer, root: Path, scanner: Scanner) -> None:
        self._writer, self._root, self._scanner = writer, root, scanner
        self._gone: dict[int, int] = {}  # digest -> key
        self._arrived: dict[int, int] = {}
        self.counts = Counter[str]()

    def look_at(self, path: str, folder: int) -> None:
        """Bring the catalogue up to date with one file."""
        parent, _, name = path.rpartition("/")
        key = key_of(post_id(path))
        known = self._writer.known(key)
        self._writer.sign(folder, None)
        status = _regular(self._root / path)
        result = None
        if status is not None:
            batch = Batch(parent, [(name, status.st_mtime_ns)])
            (result,) = read_batch(self._scanner, self._root, batch).results
        if isinstance(result, Row):
            self._store(folder, result, known)
            return
        self._writer.remove([known[0]] if known else [])
        self._writer.report(*unreadable_row(path, result) if result is not None else (key, ()))
        if result is not None:
            self.counts["unreadable"] += 1
        elif known is not None:
            self._gone[known[1]] = key
            self.counts["removed"] += 1

    def _store(self, folder: int, row: Row, known: tuple[int, int] | None) -> None:
        same = known is not None and known[1] == row.digest
        if known is not None and same and not row.flags & ABOUT and self._writer.texts.has(known[0]):
            return
        self._writer.report(row.key, ())
        # Without its mtime: it was changed only just now, and may be again.
        self._writer.put(folder, row._replace(mtime_ns=0), known[0] if known else None)
        if known is None:
            self._arrived[row.digest] = row.key
        if not same:
            self.counts["added" if known is None else "changed"] += 1

    def settle(self) -> None:
        """See which of the files that are gone were only renamed."""
        for digest in self._gone.keys() & self._arrived.keys():
            self._writer.move(self._gone[digest], self._arrived[digest])
            self.counts.update(renamed=1, removed=-1, added=-1)


def _regular(path: Path) -> os.stat_result | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None
