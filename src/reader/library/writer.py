"""The one writer of a catalogue and its text index: rows in, places, counts and titles kept true, whole batches only."""

from __future__ import annotations

import contextlib
import marshal
import sqlite3
import time
import zlib
from itertools import chain
from typing import TYPE_CHECKING

from reader.errors import CatalogDamaged, CatalogUnusable
from reader.language import tr
from reader.library.database import is_damage
from reader.library.indexing import Indexing
from reader.library.nodes import ROOT, Nodes
from reader.library.rows import Name, Row, from_name, post_of, to_name
from reader.library.textwriter import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reader.library.catalog import Catalog

File = tuple[str, int, int]
"""Name, size in bytes, mtime in nanoseconds."""

_VARIABLES = 999
"""In one statement, at most, of any SQLite."""


def signature(files: Sequence[File]) -> int:
    """A number that changes when any file of a folder does, so that one comparison says that nothing did.

    ``marshal`` (version 2 writes equal values as equal bytes) takes a tenth of the time of comparing the files
    one by one with what the catalogue knows.
    """
    data = marshal.dumps(list(files), 2)
    return zlib.crc32(data) << 31 ^ zlib.adler32(data)  # 63 bits


def _insert(db: sqlite3.Connection, into: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows of one width, as many as may be with each statement: three quarters of the time of one by one."""
    if not rows:
        return
    row = f"({','.join('?' * len(rows[0]))})"
    together = _VARIABLES // len(rows[0])
    whole = len(rows) - len(rows) % together
    many = f"{into} VALUES {','.join([row] * together)}"
    for at in range(0, whole, together):
        db.execute(many, list(chain.from_iterable(rows[at : at + together])))
    db.executemany(f"{into} VALUES {row}", rows[whole:])


class Writer:
    """Changes a catalogue. One at a time, from one thread (a sync holds a lock over programs).

    The first change opens a transaction; :meth:`commit` ends it, and only then do readers see any of it. The text index
    is committed less often, and always after the catalogue: see :mod:`reader.library.textindex`.

    Args:
        catalog: is changed.
        few: only a few posts will be.
    """

    def __init__(self, catalog: Catalog, *, few: bool = False) -> None:
        self._database = catalog.database
        self._db = catalog.database.connection()
        self._open = False
        self._folders: dict[Name, int] = {}
        self._rows: list[tuple[object, ...]] = []
        self._places: list[tuple[int, int, int]] = []
        self._problems: list[tuple[object, ...]] = []
        rows = self._database.rows
        self._nodes = Nodes(catalog.database, self._begin)
        ((self._generation, self._complete),) = rows("SELECT generation, complete FROM state")
        ((last_post,),) = rows("SELECT coalesce(max(id), 0) FROM post")
        self._next_post: int = 1 + last_post
        reports = rows("SELECT DISTINCT key FROM problem WHERE key NOT IN (SELECT key FROM post)")
        self._stale_reports: set[int] = {key for (key,) in reports}
        self.texts = Indexing(catalog.database, catalog.texts, self._begin, few=few)
        self.had_posts = last_post > 0
        """Whether there were any when this began."""
        if self.had_posts and not catalog.texts.is_there():
            self.texts.miss_all()

    def _begin(self) -> sqlite3.Connection:
        if not self._open:
            self._db.execute("BEGIN IMMEDIATE")
            self._open = True
            if self._db.execute("SELECT generation FROM state").fetchone() != (self._generation,):
                raise CatalogDamaged(tr("the catalogue was made anew by another program"))
        return self._db

    def commit(self, *, texts: bool = True) -> None:
        """Make everything since the last commit visible to readers; all of the text index too, if ``texts``.

        Raises:
            CatalogUnusable: the text index could not be written; it will be made up for.
        """
        self._commit()
        if self.texts.commit(wait=texts):
            self._commit()

    def _commit(self) -> None:
        if not self._open:
            return
        self._flush()
        self._nodes.flush()
        # By the clock, so that a catalogue made anew never comes to a number that someone remembers of the old one.
        self._generation = max(self._generation + 1, time.time_ns() // 1_000_000)
        self._db.execute("UPDATE state SET generation = ?, complete = ?", (self._generation, self._complete))
        self._db.execute("COMMIT")
        self._open = False

    def complete(self) -> None:
        """Say that the catalogue now knows the whole archive."""
        if not self._complete:
            db = self._begin()
            self._complete = 1
            self._flush()
            if self._database.path is not None:  # readers of memory would find the tables locked
                self._index_copies(db)

    @staticmethod
    def _index_copies(db: sqlite3.Connection) -> None:
        """Have copies found fast. Made at once this takes a second for a million posts; kept up with every post, a tenth
        of a first sync.
        """
        db.execute(
            "CREATE INDEX IF NOT EXISTS post_same_title ON post(same_title, same_text) WHERE same_title > 0"
        )
        db.execute("CREATE INDEX IF NOT EXISTS post_same_text ON post(same_text) WHERE same_text > 0")

    def rollback(self) -> None:
        """Forget everything since the last commit; the writer is of no use after it."""
        for pending in (self._rows, self._places, self._problems):
            pending.clear()
        self.texts.close()
        if self._open:
            self._open = False
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Whatever goes wrong meanwhile, nothing since the last commit is kept.

        Raises:
            CatalogUnusable: the catalogue can't be written.
            CatalogDamaged: it turned out to be damaged and is empty now.
        """
        try:
            yield
            self.texts.close()
        except BaseException as error:
            with contextlib.suppress(sqlite3.Error):
                self.rollback()
            if isinstance(error, CatalogDamaged) or (isinstance(error, sqlite3.Error) and is_damage(error)):
                raise self._database.damaged() from error
            if isinstance(error, sqlite3.Error):
                raise CatalogUnusable(
                    tr("the catalogue can't be written: {error}").format(error=error),
                    tr("Is the disk full? `newsreader paths` tells where it is."),
                ) from error
            raise

    def _flush(self) -> None:
        db = self._db
        _insert(db, "REPLACE INTO post", self._rows)
        # Sorted, neighbouring rows land on the same page: a third of the time at a million posts.
        _insert(db, "INSERT OR IGNORE INTO place", sorted(self._places))
        db.executemany("INSERT INTO problem VALUES (?,?,?,?,?)", self._problems)
        self.texts.flush()
        for pending in (self._rows, self._places, self._problems):
            pending.clear()

    # -- folders --------------------------------------------------------------------------------------------

    def folders(self) -> dict[str, tuple[int, int | None]]:
        """Every known folder: its id and signature."""
        rows = self._db.execute("SELECT path, id, signature FROM folder").fetchall()
        return {from_name(path): (number, sign) for path, number, sign in rows}

    def folder(self, path: str) -> int:
        """The id of a folder, made known if need be."""
        name = to_name(path)
        if name not in self._folders:
            db = self._begin()
            db.execute("INSERT OR IGNORE INTO folder(path) VALUES (?)", (name,))
            self._folders[name] = db.execute("SELECT id FROM folder WHERE path = ?", (name,)).fetchone()[0]
        return self._folders[name]

    def lacking(self, gone: Collection[str]) -> dict[str, list[tuple[str, int]]]:
        """What the text index lacks; see :meth:`Indexing.lacking`."""
        self._flush()
        return self.texts.lacking(gone)

    def files(self, folder: int) -> dict[str, tuple[int, int, int, int]]:
        """The posts of a folder as they were last read: name to (row id, size, mtime_ns, digest)."""
        self._flush()
        rows = self._db.execute(
            "SELECT name, id, size, mtime_ns, digest FROM post WHERE folder = ?", (folder,)
        ).fetchall()  # at once: half-way, damage would leave the statement open and the file in use
        return {from_name(name): (number, size, mtime, digest) for name, number, size, mtime, digest in rows}

    def sign(self, folder: int, sign: int | None) -> None:
        """Remember that all files of a folder have been read as ``sign`` says (None: look again next time)."""
        self._begin().execute("UPDATE folder SET signature = ? WHERE id = ?", (sign, folder))

    def drop_folder(self, folder: int) -> None:
        """Forget a folder, its posts having been removed before."""
        self._begin().execute("DELETE FROM folder WHERE id = ?", (folder,))
        self._folders = {name: number for name, number in self._folders.items() if number != folder}

    # -- posts ----------------------------------------------------------------------------------------------

    def reserve(self) -> int:
        """A row id for a post that will be put later: posts of the same second are listed in this order."""
        number, self._next_post = self._next_post, self._next_post + 1
        return number

    def put(self, folder: int, row: Row, known: int | None = None, *, reserved: int | None = None) -> int:
        """Add a post, or put it in the place of the one with row id ``known``; its row id."""
        db = self._begin()
        if known is None and self.had_posts:
            # A file read before an interrupted rename, or by another program's sync: never twice.
            found = db.execute("SELECT id FROM post WHERE key = ?", (row.key,)).fetchone()
            known = found[0] if found else None
        if known is None:
            number = self.reserve() if reserved is None else reserved
        else:
            number = known
            self.remove([known])
        standing = self._nodes.standing(row.authors, row.categories)
        self._nodes.count(standing, 1)
        nodes, posted = standing.nodes, row.posted
        self._places.append((ROOT, posted, number))
        self._places += [(node, posted, number) for node in nodes]
        if row.key in self._stale_reports:
            self._drop_reports([row.key])
        if row.problems:
            self._problems += [(row.key, *problem) for problem in row.problems]
        if row.entry:
            self.texts.put(number, posted, nodes, Entry(*row.entry), known=known is not None)
        else:
            self.texts.miss(number)
        self._rows.append(
            (
                number, row.key, folder, row.name, row.size, row.mtime_ns, row.digest, row.title,
                row.folded, posted, row.zone, row.flags, row.authors[0] if row.authors else "",
                standing.category, row.extra, row.same_title, row.same_text,
            )
        )  # fmt: skip
        return number

    def known(self, key: int) -> tuple[int, int] | None:
        """The row id and digest of the post with ``key``."""
        self._flush()
        row: tuple[int, int] | None = self._db.execute(
            "SELECT id, digest FROM post WHERE key = ?", (key,)
        ).fetchone()
        return row

    def touch(self, post: int, size: int, mtime_ns: int) -> None:
        """The file was touched, its bytes are the same."""
        self._begin().execute("UPDATE post SET size = ?, mtime_ns = ? WHERE id = ?", (size, mtime_ns, post))

    def remove(self, posts: Collection[int]) -> None:
        """Take posts out of the catalogue."""
        if not posts:
            return
        db = self._begin()
        self._flush()
        for number in posts:
            row = db.execute(
                "SELECT key, title, posted, zone, flags, author, category, extra FROM post WHERE id = ?",
                (number,),
            ).fetchone()
            if row is None:
                continue
            key, title, posted, zone, flags, author, category, extra = row
            post = post_of(key, "", title, posted, zone, flags, author, self._nodes.path(category), extra)
            standing = self._nodes.standing(post.authors, post.categories)
            self._nodes.count(standing, -1)
            db.executemany(
                "DELETE FROM place WHERE node = ? AND posted = ? AND post = ?",
                [(node, posted, number) for node in (ROOT, *standing.nodes)],
            )
            db.execute("DELETE FROM problem WHERE key = ?", (key,))
            db.execute("DELETE FROM post WHERE id = ?", (number,))
            self.texts.remove(number)

    def report(self, key: int, problems: Iterable[tuple[Name, str, str, int]]) -> None:
        """Put problems of a file that is no post in the place of those known of it."""
        self._drop_reports([key])
        self._problems += [(key, *problem) for problem in problems]

    def drop_stale_reports(self) -> None:
        """Forget the problems of files that are no posts, but for those that this writer was told of."""
        if self._stale_reports:
            self._drop_reports(list(self._stale_reports))

    def _drop_reports(self, keys: list[int]) -> None:
        self._begin().executemany("DELETE FROM problem WHERE key = ?", [(key,) for key in keys])
        self._stale_reports.difference_update(keys)

    def move(self, old: int, new: int) -> None:
        """The post with key ``old`` is now found under ``new``."""
        db = self._begin()
        db.execute("DELETE FROM moved WHERE old = ?", (new,))
        db.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (old, new))
