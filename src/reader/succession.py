"""An archive that was moved as a whole, or is opened by another path: what is kept of it goes along.

Bookmarks, read marks and all else name an archive by its path. Another path is taken for an earlier one of this
archive when most of the posts that are kept of it are here, under the same names and titles, and no longer there.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from reader.model import PostId, is_id, key_of
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reader.library.catalog import Catalog
    from reader.library.ledger import Ledger
    from reader.model import Post
    from reader.state.bookmarks import Bookmark
    from reader.state.highlights import Highlight
    from reader.state.state import State

_LOOKED_AT = 20
"""Posts that are looked for in the other place."""


def take_over(root: Path, state: State, catalog: Catalog, ledger: Ledger) -> list[str]:
    """Take over what is kept of this archive under other paths.

    Args:
        root: the absolute path of the archive.
        state: keeps it.
        catalog: of the archive.
        ledger: of that catalogue.

    Returns:
        Those paths.
    """
    taken = []
    for path in sorted(filter(os.path.isabs, state.others())):
        if path in state.names:
            continue  # one of those that came with another
        here = _here(_titles(path, state), catalog, ledger)
        if here and _is_left(path, root, here):
            state.take_over(path)
            taken.append(path)
    return taken


def _titles(path: str, state: State) -> dict[PostId, str]:
    """The folded titles of the posts of an archive of which something is kept."""
    aliases = state.store.aliases(path)
    titles = {opened.id: fold(opened.title) for opened in state.store.opened(path)}
    marks: list[Bookmark | Highlight] = [*state.highlights.all(), *state.bookmarks.all()]
    titles |= {mark.id: fold(mark.title) for mark in marks if mark.archive == path and is_id(mark.id)}
    return {aliases.get(each, each): title for each, title in titles.items()}


def _here(titles: Mapping[PostId, str], catalog: Catalog, ledger: Ledger) -> list[Post]:
    """Those posts as they are here, if that is half of them at least."""
    rows = ledger.rows_of([key_of(each) for each in titles])
    if len(rows) * 2 < len(titles):
        return []
    posts = [post for post in catalog.by_row(rows.values()).values() if fold(post.title) == titles[post.id]]
    return posts if len(posts) * 2 >= len(titles) else []


def _is_left(path: str, root: Path, posts: Sequence[Post]) -> bool:
    """Whether posts are no longer at a path, or it leads here."""
    with contextlib.suppress(OSError):
        if os.path.samefile(path, root):
            return True
    folder = os.path.dirname(path) if os.path.isfile(path) else path
    sample = posts[:: -(-len(posts) // _LOOKED_AT)]
    return sum(os.path.exists(os.path.join(folder, post.path)) for post in sample) * 2 < len(sample)
