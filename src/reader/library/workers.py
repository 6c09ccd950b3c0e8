"""Processes that read files for a sync: two cores read twice as fast, and a file that kills its reader kills
no more than that.

Each worker has a pipe of its own and ends when that closes, so that nothing is left running when the sync is
killed. A batch whose worker died is read again file by file, until the culprit is known. Where no process can be
started at all, files are read in this one.
"""

from __future__ import annotations

import contextlib
import marshal
import multiprocessing
import os
import signal
import threading
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from reader import doubts
from reader.errors import PostUnreadable, ReaderError
from reader.library.rows import Row, join, row_of, storable, to_name
from reader.model import key_of, post_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from reader.model import Scan

    Scanner = Callable[[Path, str, int], Scan]
    """Reads the file at (archive root, relative path, mtime_ns); raises ReaderError when it can't."""


_AWAKE = b""
"""A worker's first message."""
_NICE = 2
"""By how much workers yield to the process that writes what they read, and shows the screen: as its equals they finish
before it, which then goes on alone."""


@dataclass(slots=True)
class Batch:
    """Files of one folder that are to be read."""

    folder: str
    files: list[tuple[str, int]]
    """Name and mtime_ns."""
    results: list[Row | str] = field(default_factory=list)
    """For each file its row, or in words why it could not be read."""

    def path(self, name: str) -> str:
        """The path of one of its files, relative to the archive."""
        return join(self.folder, name)


def read_batch(scanner: Scanner, root: Path, batch: Batch, *, indexed: bool = True) -> Batch:
    """Fill in the results of ``batch``, in this process; for the text index too, or for lists only."""
    batch.results = [
        _read_one(scanner, root, batch.path(name), mtime, indexed) for name, mtime in batch.files
    ]
    return batch


def _read_one(scanner: Scanner, root: Path, path: str, mtime_ns: int, indexed: bool) -> Row | str:
    try:
        return row_of(scanner(root, path, mtime_ns), indexed=indexed)
    except PostUnreadable as error:
        return error.noted
    except ReaderError as error:
        return error.message
    except Exception as error:  # noqa: BLE001 -- one post must never stop a sync; the report names the bug
        return doubts.FAILED.format(error=f"{type(error).__name__}: {error}")


def unreadable_row(path: str, why: str) -> tuple[int, list[tuple[str | bytes, str, str, int]]]:
    """The problem of a file that could not be read, for ``Writer.report``."""
    return key_of(post_id(path)), [(to_name(path), "unreadable", storable(why), 0)]


def _serve(pipe: Connection, scanner: Scanner, root: Path) -> None:
    """The life of a worker: batches in, rows out, until the pipe closes."""
    inbox = SimpleQueue[bytes | None]()
    threading.Thread(target=_fetch, args=(pipe, inbox), daemon=True).start()
    with contextlib.suppress(OSError, KeyboardInterrupt):
        if hasattr(os, "nice"):
            os.nice(_NICE)
        pipe.send_bytes(_AWAKE)
        while (data := inbox.get()) is not None:
            folder, files = marshal.loads(data)  # noqa: S302 -- from our own process
            batch = read_batch(scanner, root, Batch(folder, files))
            # marshal knows plain tuples only, and takes half the time of pickle
            pipe.send_bytes(marshal.dumps([r if isinstance(r, str) else tuple(r) for r in batch.results]))


def _fetch(pipe: Connection, inbox: SimpleQueue[bytes | None]) -> None:
    """Empty the pipe at all times: two processes that both wait until the other one reads wait for ever."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            inbox.put(pipe.recv_bytes())
    inbox.put(None)


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    batches: deque[Batch] = field(default_factory=deque)
    awake: bool = False
    """Whether it has said so: what dies before did not die of a file."""


class Pool:
    """A few worker processes; batches come back in any order.

    Args:
        scanner: a module-level function (it is sent to the processes by name).
        root: the archive.
        size: how many processes; 0 reads in this one.
    """

    DEPTH = 2
    """Batches a worker holds: one to read, one so that it never waits."""

    def __init__(self, scanner: Scanner, root: Path, size: int) -> None:
        self._scanner, self._root = scanner, root
        self._context = multiprocessing.get_context("spawn")
        self._size = size
        self._workers: list[_Worker] = []
        self._done: deque[Batch] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(timeout=5)
            if worker.process.is_alive():
                worker.process.kill()

    def start(self) -> None:
        """Start the processes, unless they are; they need a moment until they read."""
        if not self._workers:
            self._workers = [self._spawn() for _ in range(self._size)]

    def _spawn(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._scanner, self._root), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    @property
    def busy(self) -> bool:
        """Whether any batch is still to come back."""
        return bool(self._done) or any(worker.batches for worker in self._workers)

    def submit(self, batch: Batch) -> Iterator[Batch]:
        """Hand in a batch; yields those that came back while waiting for room."""
        while self._workers and all(len(worker.batches) >= self.DEPTH for worker in self._workers):
            yield from self.collect(None)
        if not self._workers:
            yield read_batch(self._scanner, self._root, batch)
            return
        worker = min(self._workers, key=lambda worker: len(worker.batches))
        self._send(worker, batch)
        yield from self.collect(0)

    def collect(self, timeout: float | None) -> Iterator[Batch]:
        """The batches that are back; waits for one at most ``timeout`` seconds (None: as long as it takes)."""
        pipes = {worker.pipe: worker for worker in self._workers if worker.batches}
        for pipe in wait(list(pipes), timeout):
            assert isinstance(pipe, Connection)
            self._receive(pipes[pipe])
        while self._done:
            yield self._done.popleft()

    def _send(self, worker: _Worker, batch: Batch) -> None:
        worker.batches.append(batch)
        with contextlib.suppress(OSError):  # it died: collect() will find out
            worker.pipe.send_bytes(marshal.dumps((batch.folder, batch.files)))

    def _receive(self, worker: _Worker) -> None:
        try:
            data = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if data == _AWAKE:
            worker.awake = True
            return
        batch = worker.batches.popleft()
        answer = marshal.loads(data)  # noqa: S302 -- from our own process
        batch.results = [r if isinstance(r, str) else Row(*r) for r in answer]
        self._done.append(batch)

    def _bury(self, worker: _Worker) -> None:
        """A worker died (a file made a C library crash): start another and find out which file it was."""
        worker.pipe.close()
        worker.process.join(timeout=5)
        if not worker.awake:
            self._workers.remove(worker)
            self._done.extend(read_batch(self._scanner, self._root, batch) for batch in worker.batches)
            return
        fresh = self._spawn()
        self._workers[self._workers.index(worker)] = fresh
        for index, batch in enumerate(worker.batches):
            if index == 0 and len(batch.files) == 1:
                how = worker.process.exitcode
                batch.results = [doubts.DIED.format(code=how)]
                self._done.append(batch)
            else:
                parts = [[file] for file in batch.files] if index == 0 else [batch.files]
                for part in parts:
                    self._send(fresh, Batch(batch.folder, part))


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started meanwhile leaves Ctrl-C to us: it ends in peace when its pipe closes."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would lift the mask below
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def default_size() -> int:
    """As many workers as there are processors to run on, at most eight."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, 8))
