"""Bringing a catalogue up to date with its archive.

A folder whose files all look as before (names, sizes, mtimes: one signature) costs its walk and nothing more.
Else each new or changed file is read, in other processes, and written in batches by this one. Killed anywhere,
the next run continues: a folder is signed only after all its files are in.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from reader.library.departures import Departures, Known
from reader.library.first_screen import FirstScreen
from reader.library.rows import ABOUT, Row, problem_row
from reader.library.workers import Batch, Pool, default_size, unreadable_row
from reader.library.writer import File, Writer, signature
from reader.model import Progress, key_of, post_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from reader.library.catalog import Catalog
    from reader.library.workers import Scanner
    from reader.model import Problem

BATCH = 64
"""Files per batch."""
COMMIT_EVERY, COMMIT_LATER = 0.7, 2.0
"""Seconds between two commits: at first, when the list on the screen fills, and at most, when a tenth of all the time has
become more."""
RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may change again within the same mtime: it is stored without
one, so that the next run compares its bytes (git's rule for "racily clean" files)."""


class WalkedFolder(Protocol):
    """A folder as the walk finds it."""

    @property
    def path(self) -> str: ...
    @property
    def files(self) -> Sequence[File]: ...


@dataclass(slots=True)
class _Folder:
    """A folder with files still to be read."""

    id: int
    sign: int | None
    has_gone: bool
    """Whether some of its posts are no longer there: it is signed when they have been taken out."""
    known: dict[str, Known]
    pending: int = 0
    sizes: dict[str, File] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    """The row ids that its posts have or will have."""
    caught_up: bool = False
    """Read once more, for the text index only: its signature stays."""


class Sync:
    """One run over one archive.

    Args:
        catalog: what is brought up to date. The caller holds the archive's lock.
        root: the archive.
        scanner: reads one file; a module-level function.
        report: called with the progress, after each commit and at the end.
        full: read every file again, whatever it looks like.
        workers: processes to read in; 0 reads in this one.
        stopped: asked now and then; True ends the run early, with everything so far kept.
    """

    def __init__(
        self,
        catalog: Catalog,
        root: Path,
        scanner: Scanner,
        *,
        report: Callable[[Progress], None] = lambda _: None,
        full: bool = False,
        workers: int | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._root, self._report, self._full, self._stopped = root, report, full, stopped
        self._writer = Writer(catalog)
        self._pool = Pool(scanner, root, default_size() if workers is None else workers)
        self._begun = time.monotonic()
        self._racy_from = time.time_ns() - RACY_NS
        self._committed = self._begun
        self._counts = Counter[str]()
        self._walking = True
        self._folders: dict[str, _Folder] = {}
        self._queue: deque[Batch] = deque()
        self._first_screen = FirstScreen(self._writer, root, scanner)

    def run(self, walked: Iterable[WalkedFolder], problems: Sequence[Problem] = ()) -> Progress:
        """Walk, read, write; the final progress.

        Args:
            walked: the folders of the archive, as the walk goes.
            problems: what the walk could not enter; looked at when it is over.

        Raises:
            CatalogUnusable: the catalogue could not be written (disk full, no permission). What was committed
                before stays.
            CatalogDamaged: it turned out to be damaged and is empty now.
        """
        with self._writer.guarded(), self._pool:
            self._run(walked, problems)
        return self._progress(finished=True)

    def _run(self, walked: Iterable[WalkedFolder], problems: Sequence[Problem]) -> None:
        unseen = self._writer.folders()
        self._departures = Departures(self._writer, had_posts=bool(unseen))
        for folder in walked:
            self._visit(folder, unseen.pop(folder.path, None))
            if self._stopped():
                break
            self._pump()
        else:
            for path, (number, _) in unseen.items():
                self._departures.note_folder(path, number)
            self._walking = False
            for problem in problems:
                self._writer.report(key_of(post_id(problem.path)), [problem_row(problem)])
            self._drain()
            self._catch_up()
            self._drain()
            if not self._stopped():
                removed, renamed = self._departures.settle()
                self._counts.update(removed=removed, renamed=renamed, added=-renamed)
                self._writer.drop_stale_reports()
                self._writer.complete()
        self._commit(finished=True)

    def _drain(self) -> None:
        """Read and write all that is queued."""
        while (self._queue or self._pool.busy) and not self._stopped():
            self._pump(wait=True)

    def _catch_up(self) -> None:
        """Read what an interrupted run has left out of the text index, or all when that is gone, newest first."""
        for path, files in self._writer.lacking(self._departures.paths()).items():
            self._counts["done"] -= len(files)
            number = self._writer.folder(path)
            have = self._writer.files(number)
            state = _Folder(number, None, has_gone=False, known=have, caught_up=True)
            for name, mtime in files:
                row_id, size, _, _ = have[name]
                state.sizes[name] = (name, size, mtime)
                state.numbers[name] = row_id
            state.pending = len(files)
            self._folders[path] = state
            self._queue.extend(Batch(path, files[i : i + BATCH]) for i in range(0, len(files), BATCH))

    # -- looking --------------------------------------------------------------------------------------------

    def _visit(self, folder: WalkedFolder, known: tuple[int, int | None] | None) -> None:
        files = folder.files
        self._counts["seen"] += len(files)
        sign = signature(files)
        if known is not None and known[1] == sign and not self._full:
            self._counts["done"] += len(files)
            return
        number = self._writer.folder(folder.path)
        have = self._writer.files(number) if known is not None else {}
        racy = any(mtime > self._racy_from for _, _, mtime in files)
        names = {file[0] for file in files}
        gone = [name for name in have if name not in names]
        for name in gone:
            self._departures.note(folder.path, name, have[name])
        state = _Folder(number, None if racy else sign, bool(gone), have)
        wanted: list[tuple[str, int]] = []
        for file in files:
            name, size, mtime = file
            old = have.get(name)
            if old is not None and old[1:3] == (size, mtime) and not self._full:
                self._counts["done"] += 1
            else:
                wanted.append((name, mtime))
                state.sizes[name] = file
                # Now, in the order of the walk: workers come back in any.
                state.numbers[name] = self._writer.reserve() if old is None else old[0]
        state.pending = len(wanted)
        if not wanted:
            self._sign(state)
            return
        if known is not None and known[1] is not None:
            # What is read now and what was then don't go together: should this run be killed, look again,
            # even if the folder looks as it did then.
            self._writer.sign(number, None)
        self._folders[folder.path] = state
        self._queue.extend(Batch(folder.path, wanted[i : i + BATCH]) for i in range(0, len(wanted), BATCH))

    def _sign(self, folder: _Folder) -> None:
        if folder.caught_up:
            return
        if folder.has_gone:
            self._departures.sign_later(folder.id, folder.sign)
        else:
            self._writer.sign(folder.id, folder.sign)

    # -- reading --------------------------------------------------------------------------------------------

    def _pump(self, *, wait: bool = False) -> None:
        """Keep the workers busy, write what came back, commit when it is time."""
        while self._queue:
            if self._first_screen.room:
                self._read_here()
                continue
            if not wait and len(self._queue) < 4 and self._pool.busy:
                break
            for batch in self._pool.submit(self._queue.popleft()):
                self._store(batch)
            self._commit_when_due()
            if self._stopped():
                return
        for batch in self._pool.collect(None if wait and self._pool.busy else 0):
            self._store(batch)
        self._commit_when_due()

    def _read_here(self) -> None:
        """The first screen does not wait for processes: where there is more to read, they start meanwhile."""
        if sum(len(batch.files) for batch in self._queue) > self._first_screen.room:
            self._pool.start()
        catching_up = self._folders[self._queue[0].folder].caught_up
        self._store(self._first_screen.read(self._queue, indexed=catching_up))
        if not self._first_screen.room:
            self._commit()
            self._pool.start()
            self._first_screen.read_again()

    def _store(self, batch: Batch) -> None:
        folder = self._folders[batch.folder]
        for (name, _), result in zip(batch.files, batch.results, strict=True):
            known = folder.known.get(name)
            if isinstance(result, Row):
                self._store_row(folder, batch, name, known, result)
            else:
                if known is not None:
                    self._writer.remove([known[0]])
                self._writer.report(*unreadable_row(batch.path(name), result))
                folder.sign = None  # try again next time
                if folder.caught_up:
                    self._writer.sign(folder.id, None)
                self._counts["unreadable"] += 1
        self._counts["done"] += len(batch.files)
        folder.pending -= len(batch.files)
        if not folder.pending:
            self._sign(folder)
            del self._folders[batch.folder]

    def _store_row(self, folder: _Folder, batch: Batch, name: str, known: Known | None, row: Row) -> None:
        # What the walk saw, not what the file looked like when it was read: a change in between is found next time.
        _, size, mtime = folder.sizes[name]
        racy = mtime > self._racy_from
        if racy or (row.size, row.mtime_ns) != (size, mtime):
            row = row._replace(size=size, mtime_ns=0 if racy else mtime)
        same = known is not None and known[3] == row.digest
        unchanged = same and not self._full and not row.flags & ABOUT
        if known is not None and unchanged and self._writer.texts.has(known[0]):
            self._writer.touch(known[0], row.size, row.mtime_ns)
            return
        self._writer.put(folder.id, row, known and known[0], reserved=folder.numbers[name])
        if known is None:
            self._departures.arrived(batch.path(name), row.size, row.digest)
            self._counts["added"] += 1
        elif not same:
            self._counts["changed"] += 1

    # -- telling --------------------------------------------------------------------------------------------

    def _progress(self, *, finished: bool = False) -> Progress:
        return Progress(
            **self._counts,
            walking=self._walking and not finished,
            finished=finished,
            seconds=time.monotonic() - self._begun,
        )

    def _commit_when_due(self) -> None:
        pause = max(COMMIT_EVERY, min(COMMIT_LATER, (self._committed - self._begun) / 10))
        if time.monotonic() - self._committed > pause:
            self._commit()

    def _commit(self, *, finished: bool = False) -> None:
        self._writer.commit(texts=finished)
        self._committed = time.monotonic()
        self._report(self._progress(finished=finished))
