"""Changes of what the user keeps, carried out beside the screen: a disk may take its time, and none may be left out."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from reader.ui.mishaps import survive

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 30.0
"""Seconds that the end of the program waits for a disk that does not answer."""


class Writer:
    """Runs all jobs that it is given in a thread of its own, one after the other, in their order."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = threading.Condition()
        self._jobs: deque[Callable[[], None]] = deque()
        self._thread: threading.Thread | None = None
        self._is_closed = self._is_running = False

    def run(self, job: Callable[[], None]) -> None:
        """Run ``job`` after all that were given before."""
        with self._changed:
            self._jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._is_running = False
                while not self._jobs:
                    if self._is_closed:
                        self._thread = None
                        return
                    self._changed.wait()
                job = self._jobs.popleft()
                self._is_running = True
            survive(job)

    @property
    def idle(self) -> bool:
        """Whether all jobs are done."""
        with self._changed:
            return not self._jobs and not self._is_running

    def close(self) -> None:
        """Wait until all jobs are done."""
        with self._changed:
            self._is_closed = True
            thread = self._thread
            self._changed.notify()
        if thread is not None:
            thread.join(_PATIENCE)
