"""Jobs in a thread, the newest first: what is wanted last is what is in view."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Jobs:
    """Does one job after the other in a thread of its own, which ends with :meth:`close`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = threading.Condition()
        self._waiting: dict[Hashable, Callable[[], None]] = {}
        self._thread: threading.Thread | None = None
        self._running: Hashable | None = None
        self._closed = False

    def add(self, key: Hashable, job: Callable[[], None]) -> None:
        """Do ``job`` next, unless one of the same ``key`` is being done already; one that waits comes forward."""
        with self._changed:
            if self._closed or key == self._running:
                return
            self._waiting.pop(key, None)
            self._waiting[key] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            job()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            self._running = None
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            self._running, job = self._waiting.popitem()
            return job

    @property
    def idle(self) -> bool:
        """Whether no job is being done or waits."""
        with self._changed:
            return not self._waiting and self._running is None

    def forget(self) -> None:
        """Do none of the jobs that wait."""
        with self._changed:
            self._waiting.clear()

    def close(self) -> None:
        """Let the job that is being done end, and no other begin."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify()
