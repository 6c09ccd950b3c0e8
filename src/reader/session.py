"""A session joins the parts: one archive, its catalogue, the user's state. Both front ends use it and nothing else."""

from __future__ import annotations

import contextlib
import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader import clock, files, paths
from reader.errors import ArchiveNotFound, PostNotFound
from reader.library.catalog import Catalog
from reader.model import Article, Post, PostId, Problem, Progress, Scan, post_id
from reader.state.bookmarks import Bookmarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.document.blocks import Document
    from reader.library.listing import Listing
    from reader.library.titles import TitleSearch


def resolve(archive: Path) -> Path:
    """The absolute path of an archive.

    Raises:
        ArchiveNotFound: there is no such folder or file.
    """
    if not archive.exists():
        raise ArchiveNotFound(
            f"there is no folder or file {archive}", "Give the folder that holds your posts."
        )
    return Path(os.path.abspath(archive)) if archive.is_symlink() else archive.resolve()


def scan(root: Path, path: str, mtime_ns: int) -> Scan:
    """What the catalogue keeps of one file; runs in the processes of a sync."""
    from reader.archive.scan import scan as scan_file  # noqa: PLC0415

    return scan_file(root if root.is_dir() else root.parent, path, mtime_ns)


class Session:
    """One archive, open.

    Args:
        root: what :func:`resolve` gave.
        in_memory: keep the catalogue in memory, because the cache can't be written.

    Raises:
        CatalogUnusable: the catalogue can't be opened.
    """

    def __init__(self, root: Path, *, in_memory: bool = False) -> None:
        self.root = root
        self.folder = root if root.is_dir() else root.parent
        self.catalog = Catalog(None if in_memory else paths.catalog_file(root))
        self.bookmarks = Bookmarks(paths.bookmarks_file())
        self._in_memory_lock = threading.Lock()

    @cached_property
    def titles(self) -> TitleSearch:
        """Search by title."""
        from reader.library.titles import TitleSearch  # noqa: PLC0415 -- rapidfuzz is not needed to start

        return TitleSearch(self.catalog)

    @property
    def synced(self) -> bool:
        """Whether the catalogue holds anything yet."""
        return self.catalog.generation() > 0

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
        """
        from reader.archive.walk import walk  # noqa: PLC0415 -- and its like: a window that only reads needs none
        from reader.library.sync import Sync  # noqa: PLC0415

        with self._only_writer(waiting, stopped):
            if stopped():
                return Progress()
            problems: list[Problem] = []
            sync = Sync(
                self.catalog, self.root, scan, report=report, full=full, workers=workers, stopped=stopped
            )
            return sync.run(walk(self.root, problems), problems)

    def sync_files(self, changed: Sequence[str]) -> Progress | None:
        """Bring the catalogue up to date with a few files (paths relative to the archive) that were just changed.

        Returns:
            What was done; None when only a whole :meth:`sync` can tell what is to be done.
        """
        from reader.library.sync import sync_files  # noqa: PLC0415

        with self._only_writer(lambda: None, lambda: False):
            return sync_files(self.catalog, self.folder, scan, changed)

    @contextlib.contextmanager
    def _only_writer(self, waiting: Callable[[], None], stopped: Callable[[], bool]) -> Iterator[None]:
        """Hold the archive's lock over programs, for as long as it takes to get it."""
        if self.catalog.path is None:
            with self._in_memory_lock:
                yield
            return
        lock_file = self.catalog.path.with_name("sync.lock")
        told = False
        while True:
            with files.lock(lock_file, timeout=0.5) as held:
                if held or stopped():
                    yield
                    return
            if not told:
                waiting()
                told = True

    def read(self, post: Post) -> Article:
        """The post with its body.

        Raises:
            PostUnreadable: its file can't be read.
        """
        from reader.archive.parse import read_article  # noqa: PLC0415

        return read_article(self.folder, post.path)

    def document(self, article: Article) -> Document:
        """The body of an article as blocks."""
        from reader.document import build  # noqa: PLC0415 -- a list needs none

        return build(article.body, article.markup, title=article.post.title)

    def find(self, name: str) -> Post:
        """The post that ``name`` means: a path (inside the archive, or of the file system), an id or its beginning.

        Raises:
            PostNotFound: none, or several ids that begin so.
        """
        inside = self._inside(name)
        if inside is not None:
            known = self.catalog.get(post_id(inside))
            if known is not None:
                return known
            if (self.folder / inside).is_file():
                return self.read(Post(post_id(inside), inside, inside)).post
        if 4 <= len(name) <= 16 and all(char in "0123456789abcdef" for char in name):
            posts = self.catalog.starting_with(name, 2)
            if len(posts) == 1:
                return posts[0]
            if posts:
                raise PostNotFound(
                    f"several posts have an id that begins with {name}", "Give more of its digits."
                )
        raise PostNotFound(
            f"no post {name} in {self.root}",
            "Give a path inside the archive or an id; `newsreader list` prints both.",
        )

    def _inside(self, name: str) -> str | None:
        """``name`` as a path relative to the archive, if it may be one."""
        for path in (self.folder / name, Path(os.path.abspath(name))):
            if path.is_file() and path.is_relative_to(self.folder):
                return path.relative_to(self.folder).as_posix()
        return None if os.path.isabs(name) else name

    # -- state ----------------------------------------------------------------------------------------------

    def toggle_bookmark(self, post: Post) -> bool:
        """Bookmark a post or take its bookmark away; True when it is bookmarked now.

        Raises:
            StateNotSaved: the file could not be written.
        """
        date = clock.iso(post.date.seconds, post.date.offset) if post.date else ""
        return self.bookmarks.toggle(self.root, post, date)

    def bookmarked(self) -> set[PostId]:
        """The posts of this archive that are bookmarked, wherever they have been moved to."""
        marks = self.bookmarks.of(self.root)
        found = (self.catalog.get(mark) for mark in marks)
        return {post.id for post in found if post is not None}

    def bookmark_listing(self) -> Listing:
        """The bookmarked posts, newest first."""
        return self.catalog.listing_of(self.bookmarked())
