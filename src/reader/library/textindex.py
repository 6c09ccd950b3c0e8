"""The text index of an archive: tantivy beside the catalogue, made from it and from the files, disposable like it.

Which posts it holds is the catalogue's to say. A post that is put in or taken out stands in the catalogue's table
``unindexed`` from the same transaction on that changed the post, and leaves it only after the index has been committed:
whatever is killed in between is put in again by the next sync, and to put in twice does no harm, because what was there
before is deleted by the same commit. The folder is named after a number in the catalogue, so that an index is never
read with a catalogue that it was not made with.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import tantivy

    from reader.library.database import Database
    from reader.library.textwriter import TextWriter

VERSION = 2
"""Of the schema and of how text becomes terms: another number means another folder, made from the beginning."""

_HEAP, _SMALL_HEAP = 120_000_000, 15_000_000
"""Bytes of postings that a writer keeps before it writes a segment: a commit of a large archive makes one or two; and
what is enough for a few posts (the index takes no less)."""
_FORGET = """BEGIN IMMEDIATE;
UPDATE state SET texts = random() & 0x7fffffffffffffff, generation = generation + 1;
INSERT OR IGNORE INTO unindexed SELECT id FROM post;
COMMIT;"""

_Scored = tuple[Any, "tantivy.DocAddress"]


def _schema() -> tantivy.Schema:
    import tantivy  # noqa: PLC0415 -- 15 ms that a first screen does not need

    builder = tantivy.SchemaBuilder()
    for name in ("title", "body", "sound", "path"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field("initials", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("tag", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("post", indexed=True)
    builder.add_integer_field("node", indexed=True, fast=True)
    builder.add_integer_field("feature", indexed=True)
    builder.add_integer_field("place", fast=True)
    builder.add_integer_field("size", fast=True)
    return builder.build()


class IndexDamaged(Exception):
    """The text index is not what it should be."""


class Searcher:
    """The index at one moment; what goes wrong in it is damage, for no query that we make is wrong.

    Args:
        searcher: tantivy's.
        schema: of its index.
    """

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self.schema = schema
        self.size = searcher.num_docs
        """How many posts it holds."""

    def search(self, query: tantivy.Query, limit: int, **options: Any) -> tuple[list[_Scored], int]:
        """The best of what a query finds, with their scores (or the field they are ordered by), and how many there are.

        Raises:
            IndexDamaged: as all of these may.
        """
        with _watched():
            result = self._searcher.search(query, max(1, limit), **options)
            return result.hits, result.count  # type: ignore[attr-defined]  # its stub lacks it

    def places(self, hits: Sequence[_Scored]) -> list[int]:
        """The ``place`` of each hit."""
        with _watched():
            found = self._searcher.fast_field_values("place", [address for _, address in hits])
            return [int(place or 0) for place in found]

    def aggregate(self, query: tantivy.Query, asked: dict[str, Any]) -> dict[str, Any]:
        """Counts over what a query finds, as tantivy has them."""
        with _watched():
            return self._searcher.aggregate(query, asked)

    def frequency(self, field: str, term: str) -> int:
        """How many posts have a term."""
        with _watched():
            return self._searcher.doc_freq(field, term)

    def frequencies(self, field: str, terms: Iterable[str]) -> list[int]:
        """How many posts have each of many terms. Those that were taken out count until the index is put in order."""
        with _watched():
            frequency = self._searcher.doc_freq
            return [frequency(field, term) for term in terms]

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The terms that begin so, and how many posts have each."""
        with _watched():
            return self._searcher.terms_with_prefix(field, prefix, limit=limit)


@contextmanager
def _watched() -> Iterator[None]:
    """Turn what tantivy raises into :class:`IndexDamaged`."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexDamaged(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's own, which can't be named
            raise
        raise IndexDamaged(str(error)) from error


class TextIndex:
    """The text index that goes with one catalogue.

    Args:
        database: the catalogue's. In memory, the index is too.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._in_memory: tantivy.Index | None = None
        self._reading: tuple[int, tantivy.Index] | None = None
        self._generation = -1
        self._searcher: Searcher | None = None

    def searcher(self) -> Searcher | None:
        """The index as it was last committed; None while there is none (a sync makes it).

        Raises:
            CatalogUnusable: the catalogue can't be read.
            IndexDamaged: the index can't.
        """
        ((generation, name),) = self._database.rows("SELECT generation, texts FROM state")
        with self._lock:
            if generation != self._generation:
                self._searcher = self._reopened(name)
                self._generation = generation
            return self._searcher

    def missing(self) -> int:
        """How many posts the index does not hold as they are."""
        ((count,),) = self._database.rows("SELECT count(*) FROM unindexed")
        return int(count)

    def writer(self, *, few: bool = False) -> TextWriter:
        """What a sync writes with, perhaps only a ``few`` posts; one at a time.

        Raises:
            CatalogUnusable: the folder can't be written.
        """
        from reader.library.textwriter import TextWriter, unusable  # noqa: PLC0415 -- whoever reads needs none

        try:
            with self._lock:  # in memory readers have the same object, and tantivy lends it to one at a time
                return TextWriter(self._opened(), _SMALL_HEAP if few else _HEAP)
        except (OSError, ValueError) as error:
            raise unusable(error) from error

    def is_there(self) -> bool:
        """Whether there seems to be an index; a look at the folder only."""
        folder = self._folder
        return self._in_memory is not None if folder is None else (folder / "meta.json").is_file()

    def is_usable(self) -> bool:
        """Whether there is an index that can be opened; a writer would make an empty one otherwise."""
        if self._folder is None:
            return self._in_memory is not None
        return self._open() is not None

    def damaged(self) -> None:
        """The index turned out to be damaged: have the next sync make it anew, under another name.

        Raises:
            CatalogUnusable: not even that can be written down.
        """
        connection = self._database.connection()
        try:
            connection.executescript(_FORGET)
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            from reader.library.textwriter import unusable  # noqa: PLC0415

            raise unusable(error) from error

    # -- files ----------------------------------------------------------------------------------------------

    @property
    def _folder(self) -> Path | None:
        path = self._database.path
        if path is None:
            return None
        ((name,),) = self._database.rows("SELECT texts FROM state")
        return path.with_name(f"text-{VERSION}-{name:016x}")

    def _open(self) -> tantivy.Index | None:
        """The index in its folder; None when there is none that can be read."""
        import tantivy  # noqa: PLC0415

        folder = self._folder
        if folder is None:
            return self._in_memory
        with suppress(ValueError, OSError):
            if tantivy.Index.exists(str(folder)):
                return tantivy.Index.open(str(folder))
        return None

    def _reopened(self, name: int) -> Searcher | None:
        with _watched():
            if self._reading is None or self._reading[0] != name:
                index = self._open()
                if index is None:
                    self._reading = None
                    return None
                index.config_reader("manual")
                self._reading = (name, index)
            index = self._reading[1]
            index.reload()
            return Searcher(index.searcher(), index.schema)

    def _opened(self) -> tantivy.Index:
        """The index to write to, made if need be; what other catalogues have left behind is deleted."""
        import tantivy  # noqa: PLC0415

        folder = self._folder
        if folder is None:
            if self._in_memory is None:
                self._in_memory = tantivy.Index(_schema())
            return self._in_memory
        for other in folder.parent.glob("text-*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)  # where someone still reads it, the next sync will
        known = self._open()
        if known is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            known = tantivy.Index(_schema(), str(folder))
        return known
