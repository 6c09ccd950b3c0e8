"""What may be meant by what is being typed into the search box: asked in a thread, the newest question first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.ui.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.completion import Completion
    from reader.session import Session


_AFTER = 0.02
"""Seconds that the search itself has first."""


class Completer:
    """Completes queries about one archive.

    Args:
        session: gives the archive.
        send: takes an answer with the question it is of, from any thread.
    """

    def __init__(
        self, session: Callable[[], Session], send: Callable[[str, int, Completion], object]
    ) -> None:
        self._session, self._send = session, send
        self._queue = Latest("completions")

    def ask(self, typed: str, cursor: int) -> None:
        """Complete what is typed before the cursor."""
        self._queue.run(lambda: self._answer(typed, cursor), not_before=time.monotonic() + _AFTER)

    def _answer(self, typed: str, cursor: int) -> None:
        from reader.library.completion import complete  # noqa: PLC0415 -- not before something is typed

        try:
            names = self._session().vocabulary
            completion = complete(typed, cursor, names, names.sounds_like)
        except ReaderError:  # the answer to the query itself will tell
            return
        self._send(typed, cursor, completion)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked has been answered."""
        return self._queue.idle

    def close(self) -> None:
        """No more answers."""
        self._queue.close()
