"""What is kept, as the screen has it: read in a thread, changed at once when the user changes something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.kept import Kept
from reader.state.bookmarks import Bookmark, now
from reader.ui.messages import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Post
    from reader.state.highlights import Highlight
    from reader.ui.screens.main import MainScreen

NOTHING = Kept({}, {}, {}, frozenset(), {})


@dataclass(eq=False, repr=False)
class KeptRead(Report):
    """What is kept, as it is in the files; sent by a thread."""

    number: int
    """Of the last change that had been made."""
    kept: Kept

    def deliver(self, screen: MainScreen) -> None:
        screen.keeping.take(self)


def count(kept: Kept) -> int:
    """How many posts something is kept of."""
    return len(kept.bookmarks.keys() | kept.highlights.keys())


def note_of(kept: Kept, post: Post) -> str:
    """The note on a post, or nothing."""
    return mark.note if (mark := kept.bookmarks.get(post.id)) is not None else ""


def labels_of(kept: Kept, post: Post) -> tuple[str, ...]:
    """The labels of a post."""
    return mark.labels if (mark := kept.bookmarks.get(post.id)) is not None else ()


# -- changed, before the files are -------------------------------------------------------------------------------


def with_bookmarks(kept: Kept, marks: Iterable[Bookmark]) -> Kept:
    """The same with these, in the place of those of the same posts."""
    return kept._replace(bookmarks={**kept.bookmarks, **{mark.id: mark for mark in marks}})


def without_bookmarks(kept: Kept, posts: Iterable[Post]) -> Kept:
    """The same without the bookmarks of some posts."""
    gone = {post.id for post in posts}
    return kept._replace(bookmarks={key: mark for key, mark in kept.bookmarks.items() if key not in gone})


def with_highlights(kept: Kept, post: Post, marks: Sequence[Highlight]) -> Kept:
    """The same with these highlights of a post, in the place of all that it had."""
    others = {key: each for key, each in kept.highlights.items() if key != post.id}
    return kept._replace(highlights={**others, post.id: list(marks)} if marks else others)


def bookmark_of(kept: Kept, post: Post) -> Bookmark:
    """The bookmark of a post; where it has none the one that it gets, as far as a screen needs it."""
    known = kept.bookmarks.get(post.id)
    source = post.authors[0] if post.authors else ""
    return known or Bookmark(post.id, "", post.path, post.title, source, added=now())


def highlight_of(post: Post, quote: str, note: str) -> Highlight:
    """A highlight that a post gets, as far as a screen needs it."""
    from reader.state.highlights import Highlight  # noqa: PLC0415

    return Highlight("", post.id, "", post.path, post.title, "", "", "", quote, note=note)
