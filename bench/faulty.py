"""A disk that fails: the N-th call of the system that reading, locking or writing a file makes raises an error."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from reader import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CALLS = (
    *((os, name) for name in ("open", "write", "fsync", "close", "replace", "unlink", "chmod", "mkdir")),
    *((os, name) for name in ("stat", "fstat")),
    *((files, name) for name in ("_try_lock", "_unlock")),
    (Path, "open"),
)


class Disk:
    """Counts the calls, and lets some fail."""

    def __init__(self, number: int, error: int, *, for_good: bool) -> None:
        self.calls = 0
        self._number, self._error, self._for_good = number, error, for_good

    @property
    def failed(self) -> bool:
        """Whether a call has failed."""
        return self.calls >= self._number

    def failing(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        """``call``, which fails when it is its turn."""

        def wrapped(*args: Any, **more: Any) -> Any:
            self.calls += 1
            if self.calls == self._number or (self._for_good and self.calls > self._number):
                if name == "close":
                    call(*args, **more)  # as in Linux: it is closed all the same
                raise OSError(self._error, os.strerror(self._error))
            return call(*args, **more)

        return wrapped


@contextlib.contextmanager
def failing(number: int, error: int, *, for_good: bool = False) -> Iterator[Disk]:
    """Let call ``number`` (from 1) fail, and if ``for_good`` all that follow."""
    disk = Disk(number, error, for_good=for_good)
    with contextlib.ExitStack() as stack:
        for owner, name in _CALLS:
            stack.enter_context(mock.patch.object(owner, name, disk.failing(getattr(owner, name), name)))
        yield disk
