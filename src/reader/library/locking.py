"""One program at a time brings a catalogue up to date."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from reader import files
from reader.errors import CatalogUnusable
from reader.language import tr

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextlib.contextmanager
def only_writer(
    path: Path | None,
    in_memory: threading.Lock,
    waiting: Callable[[], None] = lambda: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Hold the lock of a catalogue over programs, for as long as it takes to get it.

    Args:
        path: of the catalogue; None: it is in memory.
        in_memory: the lock in that case.
        waiting: called once when another program has the lock.
        stopped: True ends the waiting, without the lock.

    Raises:
        CatalogUnusable: the lock can't be made.
    """
    if path is None:
        with in_memory:
            yield
        return
    lock_file = path.with_name("sync.lock")
    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock_file.open("ab").close()
    except OSError as error:
        raise CatalogUnusable(
            tr("the catalogue can't be written: {error}").format(error=error),
            tr("`newsreader paths` tells where it is."),
        ) from error
    told = False
    while True:
        with files.lock(lock_file, timeout=0.5) as held:
            if held or stopped():
                yield
                return
        if not told:
            waiting()
            told = True
