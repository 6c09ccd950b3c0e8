"""What lists tell of the text of a post: how it begins, how long it takes to read. Read in a thread, as posts come into view."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.ui.latest import Latest
from reader.ui.messages import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.model import Post, PostId
    from reader.session import Session
    from reader.ui.loader import Loader
    from reader.ui.screens.main import MainScreen

_LEAD = 200
"""Characters of the beginning that are kept: a row of any usual terminal."""
_LARGE = 1_000_000
"""Bytes of a file from which on only its beginning is looked at, and no time is told."""
_KEPT = 4_000
"""Posts of which it is known: more than one scrolls past before looking back."""
_OFTEN = 0.05
"""Seconds between two messages while posts are read."""


class Glance(NamedTuple):
    """What a list tells of the text of a post."""

    lead: str = ""
    """Its beginning, on one line."""
    minutes: int = 0
    """Whole minutes that it takes; 0: not known, or nothing to read."""


@dataclass(eq=False, repr=False)
class Glanced(Report):
    """The texts of some posts have been looked at."""

    glances: Mapping[PostId, Glance]

    def deliver(self, screen: MainScreen) -> None:
        screen.posts.put_glances(self.glances)


class Glances:
    """Looks at texts for one screen; of several wishes the newest counts.

    Args:
        loader: knows the archive, and how fast is read.
        send: takes what was found, from the thread.
    """

    def __init__(self, loader: Loader, send: Callable[[Glanced], object]) -> None:
        self._loader, self._send = loader, send
        self._queue = Latest("glances")
        self._known: dict[tuple[PostId, int, int, int, int], Glance] = {}

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for has been sent."""
        return self._queue.idle

    def close(self) -> None:
        """No more of it."""
        self._queue.close()

    def want(self, posts: Sequence[Post]) -> None:
        """Look at the texts of some posts, in this order; those that were wanted before no longer matter."""
        self._queue.run(lambda: self._read(posts))

    def _read(self, posts: Sequence[Post]) -> None:
        session, sent = self._loader.session, monotonic()
        found: dict[PostId, Glance] = {}
        for post in posts:
            found[post.id] = self._glance(session, post)
            if monotonic() - sent > _OFTEN:
                self._send(Glanced(found))
                found, sent = {}, monotonic()
            if self._queue.overtaken:
                break
        if found:
            self._send(Glanced(found))

    def _glance(self, session: Session, post: Post) -> Glance:
        """What is told of a post; looked at only once while its file and the pace stay the same."""
        try:
            status = os.stat(session.folder / post.path)
        except (OSError, ValueError):
            return Glance()
        reading = self._loader.reading
        pace = reading.cjk_per_minute, reading.words_per_minute
        key = (post.id, status.st_mtime_ns, status.st_size, *pace)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            is_large = status.st_size > _LARGE
            known = _beginning(session, post) if is_large else _glance(session.text_of(post), *pace)
            self._known[key] = known
        return known


def _glance(text: str, cjk_per_minute: int, words_per_minute: int) -> Glance:
    from reader.document.pace import minutes_for  # noqa: PLC0415 -- not before something is listed

    return Glance(_lead(text), minutes_for(text, cjk_per_minute, words_per_minute))


def _beginning(session: Session, post: Post) -> Glance:
    """Only how a long text begins."""
    try:
        article = session.read(post)
    except ReaderError:
        return Glance()
    document = session.document(article, limit=_LEAD)
    return Glance(_lead(" ".join(block.text for block in document.blocks)))


def _lead(text: str) -> str:
    from reader.text import one_line  # noqa: PLC0415

    return one_line(text[: 4 * _LEAD])[:_LEAD]
