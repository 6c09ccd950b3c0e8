"""A session joins the parts: one archive, its catalogue, the user's state. Both front ends use it and nothing else."""

from __future__ import annotations

import os
import threading
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.errors import ArchiveNotFound, CatalogDamaged, PostUnreadable
from reader.language import tr
from reader.library.catalog import Catalog
from reader.library.listing import MISSING_FROM
from reader.model import Article, Post, PostId, Problem, Progress
from reader.state.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from reader.document.blocks import Document
    from reader.imports import Importer
    from reader.keeping import Keeping
    from reader.library.copies import Copies
    from reader.library.ledger import Ledger
    from reader.library.related import Related
    from reader.library.search import Search
    from reader.library.states import Those
    from reader.library.vocabulary import Vocabulary
    from reader.reads import Reads
    from reader.state.history import History
    from reader.state.searches import Searches
    from reader.whereabouts import Whereabouts


def resolve(archive: Path) -> Path:
    """The absolute path of an archive.

    Raises:
        ArchiveNotFound: there is no such folder or file.
    """
    if not os.path.exists(archive):
        raise ArchiveNotFound(
            tr("there is no folder or file {path}").format(path=archive),
            tr("Give the folder that holds your posts."),
        )
    return Path(os.path.abspath(archive)) if archive.is_symlink() else archive.resolve()


@lru_cache(maxsize=128)  # the next key that is typed mostly finds what the last one did
def _text_of(folder: Path, path: str, mtime_ns: int, size: int) -> str:
    """What a reader sees of a file as it was at ``mtime_ns``, when it had ``size`` bytes.

    Raises:
        PostUnreadable: it can't be read.
    """
    from reader.archive.parse import read_article  # noqa: PLC0415
    from reader.document.visible import visible_text  # noqa: PLC0415

    del mtime_ns, size  # they tell one state of the file from another
    article = read_article(folder, path)
    return visible_text(article.body, article.markup, title=article.post.title).text


class Session:
    """One archive, open.

    Args:
        root: what :func:`resolve` gave.
        in_memory: keep the catalogue in memory, because the cache can't be written.
        state: what the user did, where it is open already.

    Raises:
        CatalogUnusable: the catalogue can't be opened.
    """

    def __init__(self, root: Path, *, in_memory: bool = False, state: State | None = None) -> None:
        self.root = root
        self.folder = root if root.is_dir() else root.parent
        self.catalog = Catalog(None if in_memory else paths.catalog_file(root))
        self.state = state or State(root)
        self.taken_over: list[str] = []
        """Other paths of which what is kept was taken over into this archive."""
        self._in_memory_lock = threading.Lock()

    @cached_property
    def search(self) -> Search:
        """Answers queries, see :mod:`reader.library.search`."""
        from reader.library.search import Search  # noqa: PLC0415 -- tantivy and rapidfuzz are not needed to start

        return Search(self.catalog, self._in_state, self.text_of)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names of the archive, for completion."""
        from reader.library.vocabulary import Vocabulary  # noqa: PLC0415 -- not before something is typed

        return Vocabulary(self.catalog, self.search.names, self.keeping.labels)

    @cached_property
    def searches(self) -> Searches:
        """The searches that the user has saved, of all archives."""
        return self.state.searches

    @cached_property
    def _ledger(self) -> Ledger:
        from reader.library.ledger import Ledger  # noqa: PLC0415 -- not before the first screen, as what follows

        return Ledger(self.catalog)

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Where posts are now."""
        from reader.whereabouts import Whereabouts  # noqa: PLC0415

        return Whereabouts(self.state, self.catalog, self._ledger, self.text_of)

    @cached_property
    def keeping(self) -> Keeping:
        """Bookmarks, labels, notes and highlights."""
        from reader.keeping import Keeping  # noqa: PLC0415

        return Keeping(self.root, self.state, self.catalog, self._ledger, self.whereabouts, self.text_of)

    @cached_property
    def importer(self) -> Importer:
        """Takes over what was kept in other programs."""
        from reader.imports import Importer  # noqa: PLC0415

        return Importer(self.keeping, self.catalog, self._ledger)

    @cached_property
    def reads(self) -> Reads:
        """What has been read, what is new."""
        from reader.reads import Reads  # noqa: PLC0415

        def now(ids: Collection[PostId]) -> Mapping[PostId, PostId]:
            return self.whereabouts.now(ids)

        return Reads(self.state, self.catalog, self._ledger, now)

    @cached_property
    def copies(self) -> Copies:
        """Which posts are copies of others."""
        from reader.library.copies import Copies  # noqa: PLC0415

        return Copies(self.catalog)

    @cached_property
    def history(self) -> History:
        """What was searched for."""
        from reader.state.history import History  # noqa: PLC0415

        return History(paths.history_file())

    @property
    def synced(self) -> bool:
        """Whether the catalogue holds anything yet."""
        return self.catalog.generation() > 0

    @property
    def complete(self) -> bool:
        """Whether the catalogue has ever known the whole archive; not while the first sync goes on."""
        return self.catalog.complete()

    # -- files ----------------------------------------------------------------------------------------------

    def sync(
        self,
        report: Callable[[Progress], None] = lambda _: None,
        *,
        full: bool = False,
        workers: int | None = None,
        stopped: Callable[[], bool] = lambda: False,
        waiting: Callable[[], None] = lambda: None,
    ) -> Progress:
        """Bring the catalogue up to date, in this process and its workers.

        Args:
            report: told how it goes.
            full: read every file again.
            workers: see :class:`~reader.library.sync.Sync`.
            stopped: True ends it early; what is in stays in.
            waiting: called once when another program is syncing the same archive, before waiting for it.

        Raises:
            CatalogUnusable: the catalogue can't be written.
            ArchiveNotFound: the archive is no longer there.
        """
        from reader.archive.walk import walk  # noqa: PLC0415 -- and its like: a window that only reads needs none
        from reader.library.locking import only_writer  # noqa: PLC0415
        from reader.library.sync import Sync  # noqa: PLC0415
        from reader.scanning import scan  # noqa: PLC0415

        def run() -> Progress:
            problems: list[Problem] = []
            sync = Sync(
                self.catalog, self.folder, scan, report=report, full=full, workers=workers, stopped=stopped
            )
            return sync.run(walk(self.root, problems), problems)

        with only_writer(self.catalog.path, self._in_memory_lock, waiting, stopped):
            if stopped():
                return Progress()
            try:
                progress = run()
            except CatalogDamaged:
                progress = run()  # from the beginning: it is empty now
        self.follow()
        return progress

    def sync_files(self, changed: Sequence[str]) -> Progress | None:
        """Bring the catalogue up to date with a few files (paths relative to the archive) that were just changed.

        Returns:
            What was done; None when only a whole :meth:`sync` can tell what is to be done.

        Raises:
            CatalogUnusable: the catalogue can't be written.
        """
        from reader.library.changes import sync_files  # noqa: PLC0415
        from reader.library.locking import only_writer  # noqa: PLC0415
        from reader.scanning import scan  # noqa: PLC0415

        if any(path.rpartition("/")[2].lower().startswith("readme.") for path in changed):
            return None  # whether it is a post depends on the others
        with only_writer(self.catalog.path, self._in_memory_lock):
            try:
                progress = sync_files(self.catalog, self.folder, scan, changed)
            except CatalogDamaged:
                return None
        if progress is not None and progress.renamed:
            self.follow()
        return progress

    def follow(self) -> None:
        """Have what is remembered of posts go with files that were renamed, and with the archive as a whole."""
        from reader.succession import take_over  # noqa: PLC0415 -- not before the first screen

        self.taken_over += take_over(self.root, self.state, self.catalog, self._ledger)
        self.whereabouts.follow(self.keeping.ids)

    def read(self, post: Post) -> Article:
        """The post with its body.

        Raises:
            PostUnreadable: its file can't be read.
        """
        from reader.archive.parse import read_article  # noqa: PLC0415

        try:
            return read_article(self.folder, post.path)
        except PostUnreadable as error:
            why = self.keeping.why_missing(post)
            if not why:
                raise
            raise PostUnreadable(
                tr("{why}. What you keep of it stays, and is found again when the post comes back.").format(
                    why=why
                ),
                error.hint,
            ) from error

    def document(
        self, article: Article, *, limit: int = 0, stopped: Callable[[], bool] = lambda: False
    ) -> Document:
        """The body of an article as blocks: see :func:`reader.document.build`."""
        from reader.document import build  # noqa: PLC0415 -- a list needs none

        return build(article.body, article.markup, title=article.post.title, limit=limit, stopped=stopped)

    def find(self, name: str) -> Post:
        """The post that ``name`` means: a path (inside the archive, or of the file system), an id or its beginning.

        Raises:
            PostNotFound: none, or several ids that begin so.
            PostUnreadable: it is a file that no sync has seen yet, and can't be read.
        """
        from reader.naming import find  # noqa: PLC0415 -- a screen knows its posts

        return find(name, self.catalog, self.folder, self.read)

    def text_of(self, post: Post) -> str:
        """What a reader sees of the body of a post, as plain text; empty when its file can't be read."""
        try:
            status = os.stat(self.folder / post.path)
            return _text_of(self.folder, post.path, status.st_mtime_ns, status.st_size)
        except (OSError, ValueError, PostUnreadable):
            return ""

    def related(self, post: Post) -> Related:
        """The posts most like one, see :mod:`reader.library.related`."""
        from reader.library.related import related  # noqa: PLC0415 -- not before it is asked for

        return related(self.catalog, post, self.text_of(post))

    def posts_by_row(self, rows: Sequence[int]) -> list[Post | None]:
        """The posts of some row ids, also of missing ones that are kept; None for those that are no longer there."""
        posts = self.catalog.by_row(rows)
        return [
            posts.get(row) or (self.keeping.missing_post(row) if row >= MISSING_FROM else None)
            for row in rows
        ]

    def _in_state(self, field: str, value: str) -> Those:
        """The posts in a state that a query can ask for, see :mod:`reader.library.states`."""
        if field == "is" and value in {"read", "unread", "new"}:
            return self.reads.those(value)
        return self.keeping.those(field, value)
