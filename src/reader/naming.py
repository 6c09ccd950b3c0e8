"""Which post a name means: a path inside the archive or of the file system, an id or its beginning."""

from __future__ import annotations

import os
from pathlib import Path
from string import hexdigits
from typing import TYPE_CHECKING

from reader.errors import PostNotFound
from reader.language import tr
from reader.model import Post, post_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.catalog import Catalog
    from reader.model import Article


def find(name: str, catalog: Catalog, folder: Path, read: Callable[[Post], Article]) -> Post:
    """The post that ``name`` means.

    Args:
        name: anything.
        catalog: of the archive.
        folder: of the archive.
        read: reads the file of a post that the catalogue does not know.

    Raises:
        PostNotFound: none, or several ids that begin so.
        PostUnreadable: it is a file that no sync has seen yet, and can't be read.
    """
    path = _inside(folder, name)
    if path is not None:
        known = catalog.get(post_id(path))
        if known is not None:
            return known
        if os.path.isfile(folder / path):
            return read(Post(post_id(path), path, path)).post
    if 4 <= len(name) <= 16 and all(char in hexdigits for char in name):
        posts = catalog.starting_with(name, 2)
        if len(posts) == 1:
            return posts[0]
        if posts:
            raise PostNotFound(
                tr("several posts have an id that begins with {name}").format(name=name),
                tr("Give more of its digits."),
            )
    raise PostNotFound(
        tr("no post {name} in {folder}").format(name=name, folder=folder),
        tr("Give a path or an id; `newsreader list` prints ids, with --json both."),
    )


def _inside(archive: Path, name: str) -> str | None:
    """``name`` as a path relative to the archive, if it may be one."""
    folder, real = os.fspath(archive), os.path.realpath(archive)
    places = (
        (folder, os.path.join(folder, name)),
        (folder, os.path.abspath(name)),
        (real, os.path.realpath(name)),
    )
    for base, place in places:
        path = Path(os.path.normpath(place))
        if path.is_relative_to(base) and (os.path.isfile(path) or os.path.isabs(name)):
            return path.relative_to(base).as_posix()
    inside = os.path.normpath(name)
    return None if os.path.isabs(inside) or inside.startswith("..") else Path(inside).as_posix()
