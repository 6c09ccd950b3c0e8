"""Writing the text index: posts in and out, and all of it visible at once."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import CatalogUnusable
from reader.library.placing import place, size

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import tantivy

_FIRST_COMMIT, _LATER = 2.0, 1.0
"""Seconds until the first commit of a long run, and the share of all the time since its beginning until each later one:
few commits make few segments, which are fast to search."""


class Entry(NamedTuple):
    """What the index keeps of one post, as workers make it: plain values that ``marshal`` knows."""

    title: str
    """Terms, joined by blanks (so are all of them)."""
    body: str
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
    """Changes a text index. Nothing is seen by readers, or survives, before :meth:`commit`."""

    def __init__(self, index: tantivy.Index, heap: int) -> None:
        import tantivy  # noqa: PLC0415

        self._document = tantivy.Document
        self._writer: tantivy.IndexWriter | None = index.writer(heap, 1)
        self._pending: set[int] = set()
        self._begun = time.monotonic()
        self._due = self._begun + _FIRST_COMMIT

    def put(self, post: int, posted: int, nodes: Collection[int], entry: Entry, *, fresh: bool) -> None:
        """Put a post in, in the place of what was known of it (nothing when it is ``fresh``)."""
        assert self._writer is not None
        if not fresh:
            self._writer.delete_documents_by_term("post", post)
        document = self._document()
        for name in ("title", "body", "sound", "initials", "path"):
            document.add_text(name, getattr(entry, name))
        for tag in entry.tags:
            document.add_text("tag", tag)
        for name, numbers in (("node", nodes), ("feature", entry.features)):
            for number in numbers:
                document.add_integer(name, number)
        document.add_integer("post", post)
        document.add_integer("place", place(posted, post))
        document.add_integer("size", size(entry.length, post))
        self._write(document)
        self._pending.add(post)

    def _write(self, document: tantivy.Document) -> None:
        assert self._writer is not None
        try:
            self._writer.add_document(document)
        except (OSError, ValueError) as error:
            raise unusable(error) from error

    def remove(self, post: int) -> None:
        """Take a post out."""
        assert self._writer is not None
        self._writer.delete_documents_by_term("post", post)
        self._pending.add(post)

    @property
    def is_due(self) -> bool:
        """Whether so much time has passed that what is pending should be committed."""
        return bool(self._pending) and time.monotonic() > self._due

    def commit(self) -> Sequence[int]:
        """Make it all visible and lasting; the row ids of what was pending.

        Raises:
            CatalogUnusable: the index could not be written; what was committed before stays.
        """
        if not self._pending:
            return ()
        assert self._writer is not None
        try:
            self._writer.commit()
        except (OSError, ValueError) as error:
            raise unusable(error) from error
        done = sorted(self._pending)
        self._pending.clear()
        now = time.monotonic()
        self._due = now + max(_FIRST_COMMIT, _LATER * (now - self._begun))
        return done

    def close(self) -> None:
        """Let go of the index, when merges of segments have ended; what is not committed is forgotten."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(OSError, ValueError):
                if self._pending:
                    writer.rollback()
                writer.wait_merging_threads()


def unusable(error: Exception) -> CatalogUnusable:
    """The error for the user."""
    return CatalogUnusable(
        f"the text index can't be written: {error}", "Is the disk full? `newsreader paths` tells where it is."
    )
