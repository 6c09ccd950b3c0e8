"""A thread beside the screen in which the newest wish wins and nothing piles up."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from reader.ui.mishaps import survive

if TYPE_CHECKING:
    from collections.abc import Callable


class Latest:
    """Runs one job at a time in a thread of its own; of the jobs that wait, only the last one is kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = threading.Condition()
        self._next: tuple[float, Callable[[], None]] | None = None
        self._thread: threading.Thread | None = None
        self._closed = self._running = False

    def run(self, job: Callable[[], None], *, not_before: float = 0.0) -> None:
        """Run ``job`` as soon as the one before has ended, unless a later one comes first.

        Args:
            job: what is to be done.
            not_before: when it may begin, by ``time.monotonic()``.
        """
        with self._changed:
            self._next = (not_before, job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        while (job := self._due()) is not None:
            survive(job)
            self._running = False

    def _due(self) -> Callable[[], None] | None:
        """The next job, when its time has come; None when there will be no more."""
        with self._changed:
            while not self._closed:
                if self._next is None:
                    self._changed.wait()
                elif (left := self._next[0] - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    (_, job), self._next = self._next, None
                    self._running = True
                    return job
        return None

    @property
    def idle(self) -> bool:
        """Whether no job runs or waits."""
        return self._next is None and not self._running

    @property
    def overtaken(self) -> bool:
        """Whether another job is waiting for the one that runs."""
        return self._next is not None

    def close(self) -> None:
        """Let the job that runs end, and no other begin."""
        with self._changed:
            self._closed = True
            self._changed.notify()
