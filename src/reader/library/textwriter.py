"""Writing the text index: posts in and out, and all of it visible at once."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import CatalogUnusable
from reader.language import tr
from reader.library.placing import place, size

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import tantivy

_FIRST_COMMIT, _LATER = 2.0, 1.0
"""Seconds until the first commit of a long run, and the share of all the time since its beginning until each later one:
few commits make few segments, which are fast to search."""
_HELD = 4_096
"""Changes that are held back at most while a commit runs (some 30 MB)."""


WIDE = "utf-16-le"
"""The encoding of bodies on their way: Chinese takes half the time of UTF-8."""


class Entry(NamedTuple):
    """What the index keeps of one post, as workers make it: plain values that ``marshal`` knows."""

    title: str
    """Terms, joined by blanks (so are all of them)."""
    body: bytes
    sound: str
    """Syllables of the title."""
    initials: str
    """Pieces of the initials of those syllables."""
    path: str
    tags: tuple[str, ...]
    """Folded."""
    features: tuple[int, ...]
    length: int
    """Characters of the body."""


class TextWriter:
    """Changes a text index. Nothing is seen by readers, or survives, before a commit.

    A commit takes as long as a thousand posts do, and needs no Python: it can run beside the work, which is held back
    meanwhile and handed over when it is done.
    """

    def __init__(self, index: tantivy.Index, heap: int) -> None:
        import tantivy  # noqa: PLC0415

        self._document = tantivy.Document
        self._writer: tantivy.IndexWriter | None = index.writer(heap, 1)
        self._pending: set[int] = set()
        """Row ids of what is not committed, nor being so."""
        self._done: set[int] = set()
        """Row ids of what has been committed beside the work, until that is told."""
        self._running: _Commit | None = None
        self._held: list[tantivy.Document | int] = []
        """What is to be written, and the row ids of what is to be deleted, when the running commit is over."""
        self._begun = time.monotonic()
        self._due = self._begun + _FIRST_COMMIT

    # -- posts ----------------------------------------------------------------------------------------------

    def put(self, post: int, posted: int, nodes: Iterable[int], entry: Entry, *, fresh: bool) -> None:
        """Put a post in, in the place of what was known of it (nothing when it is ``fresh``)."""
        if not fresh:
            self._change(post)
        document = self._document()
        text, integer = document.add_text, document.add_integer
        text("title", entry.title)
        text("body", entry.body.decode(WIDE))
        text("sound", entry.sound)
        text("initials", entry.initials)
        text("path", entry.path)
        for tag in entry.tags:
            text("tag", tag)
        for node in nodes:
            integer("node", node)
        for feature in entry.features:
            integer("feature", feature)
        integer("post", post)
        integer("place", place(posted, post))
        integer("size", size(entry.length, post))
        self._change(document)
        self._pending.add(post)

    def remove(self, post: int) -> None:
        """Take a post out."""
        self._change(post)
        self._pending.add(post)

    def _change(self, change: tantivy.Document | int) -> None:
        if self._running is not None:
            if self._running.is_alive() and len(self._held) < _HELD:
                self._held.append(change)
                return
            self._finish()
        self._apply(change)

    def _apply(self, change: tantivy.Document | int) -> None:
        assert self._writer is not None
        try:
            if isinstance(change, int):
                self._writer.delete_documents_by_term("post", change)
            else:
                self._writer.add_document(change)
        except (OSError, ValueError) as error:
            raise unusable(error) from error

    # -- commits --------------------------------------------------------------------------------------------

    def commit_when_due(self) -> Collection[int]:
        """Begin a commit when enough time has passed since the last one; what one begun before has made lasting.

        Returns:
            The row ids of the posts that the index now holds (or no longer holds) as they were put in.

        Raises:
            CatalogUnusable: the index could not be written; what was committed before stays.
        """
        if self._running is not None and not self._running.is_alive():
            self._finish()
        done = self._told()
        if self._running is None and self._pending and time.monotonic() > self._due:
            self._begin()
        return done

    def commit(self) -> Collection[int]:
        """Make it all visible and lasting now; returns and raises as :meth:`commit_when_due`."""
        if self._running is not None:
            self._finish()
        if self._pending:
            self._begin()
            self._finish()
        return self._told()

    def _begin(self) -> None:
        assert self._writer is not None
        self._running = _Commit(self._writer, self._pending)
        self._pending = set()
        self._running.start()

    def _finish(self) -> None:
        """Wait until the running commit is over, and hand over what was held back."""
        assert self._running is not None
        running, self._running = self._running, None
        running.join()
        if isinstance(running.error, (OSError, ValueError)):
            raise unusable(running.error) from running.error
        if running.error is not None:
            raise running.error
        self._done |= running.posts
        now = time.monotonic()
        self._due = now + max(_FIRST_COMMIT, _LATER * (now - self._begun))
        held, self._held = self._held, []
        for change in held:
            self._apply(change)

    def _told(self) -> Collection[int]:
        """What has been committed and not been told yet, but for what was touched again since."""
        done, self._done = self._done - self._pending, set()
        return done

    def close(self) -> None:
        """Let go of the index, when merges of segments have ended; what is not committed is forgotten."""
        if self._running is not None:
            self._running.join()
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(OSError, ValueError):
                if self._pending:
                    writer.rollback()
                writer.wait_merging_threads()


class _Commit(threading.Thread):
    """A commit that runs beside the work. Nobody else uses the writer meanwhile."""

    def __init__(self, writer: tantivy.IndexWriter, posts: set[int]) -> None:
        super().__init__(name="text commit")
        self._writer = writer
        self.posts = posts
        self.error: BaseException | None = None

    def run(self) -> None:
        """Commit; what goes wrong is told by who waits for it."""
        try:
            self._writer.commit()
        except BaseException as error:  # noqa: BLE001 -- Rust's panics too
            self.error = error


def unusable(error: Exception) -> CatalogUnusable:
    """The error for the user."""
    return CatalogUnusable(
        tr("the text index can't be written: {error}").format(error=error),
        tr("Is the disk full? `newsreader paths` tells where it is."),
    )
