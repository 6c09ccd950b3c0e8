"""The first posts of an archive: read at once, in this process, while the others that read are still waking up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import readings
from reader.library.rows import Row
from reader.library.workers import Batch, read_batch

if TYPE_CHECKING:
    from collections import deque
    from pathlib import Path

    from reader.library.workers import Scanner
    from reader.library.writer import Writer

FIRST_SCREEN = 96
"""Files read in this process, before any worker is awake, and shown at once."""


class FirstScreen:
    """Reads as many posts as a list can show.

    Args:
        writer: of the catalogue.
        root: the archive.
        scanner: reads one file.
    """

    def __init__(self, writer: Writer, root: Path, scanner: Scanner) -> None:
        self._writer, self._root, self._scanner = writer, root, scanner
        self._early: list[Batch] = []
        """What was read for the list only."""
        self.room = FIRST_SCREEN
        """Files that it still takes."""

    def read(self, queue: deque[Batch], *, indexed: bool) -> Batch:
        """Read as much of the first batch as there is room for; the rest of it stays.

        It does not wait for the tables of readings that the text index needs, and that are made once on a machine.

        Args:
            queue: what is to be read.
            indexed: wanted for the text index in any case.
        """
        batch, room = queue.popleft(), self.room
        if len(batch.files) > room:
            queue.appendleft(Batch(batch.folder, batch.files[room:]))
            batch = Batch(batch.folder, batch.files[:room])
        self.room -= len(batch.files)
        indexed = indexed or self._writer.had_posts or readings.are_at_hand()
        if not indexed:
            self._early.append(batch)
        return read_batch(self._scanner, self._root, batch, indexed=indexed)

    def read_again(self) -> None:
        """Read for the text index what was read for the list only; what has changed since is left for the end."""
        for early in self._early:
            folder = self._writer.folder(early.folder)
            have = self._writer.files(folder)
            batch = read_batch(self._scanner, self._root, Batch(early.folder, early.files))
            for (name, _), row in zip(batch.files, batch.results, strict=True):
                known = have.get(name)
                if known is None or not isinstance(row, Row) or self._writer.texts.has(known[0]):
                    continue
                if (row.size, row.mtime_ns, row.digest) == known[1:]:
                    self._writer.put(folder, row, known[0])
        self._early.clear()
