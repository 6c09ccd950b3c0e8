"""What is kept, as the screen has it: read in a thread, changed at once when the user changes something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.model import Post, PostId
    from reader.session import Session
    from reader.state.bookmarks import Bookmark
    from reader.state.highlights import Highlight


class Kept(NamedTuple):
    """Bookmarks and highlights of the archive, by the ids that their posts have now."""

    bookmarks: Mapping[PostId, Bookmark] = {}
    highlights: Mapping[PostId, Sequence[Highlight]] = {}
    labels: Mapping[str, int] = {}
    """Every label and how many posts have it, most first."""
    missing: frozenset[PostId] = frozenset()
    """Those that are no longer there."""

    @property
    def posts(self) -> int:
        """How many posts something is kept of."""
        return len(self.bookmarks.keys() | self.highlights.keys())

    def note(self, post: Post) -> str:
        """The note on a post, or nothing."""
        return mark.note if (mark := self.bookmarks.get(post.id)) is not None else ""

    def labels_of(self, post: Post) -> tuple[str, ...]:
        """The labels of a post."""
        return mark.labels if (mark := self.bookmarks.get(post.id)) is not None else ()

    def with_bookmarks(self, marks: Iterable[Bookmark]) -> Kept:
        """The same with these, in the place of those of the same posts."""
        return self._replace(bookmarks={**self.bookmarks, **{mark.id: mark for mark in marks}})

    def without_bookmarks(self, posts: Iterable[Post]) -> Kept:
        """The same without the bookmarks of some posts."""
        gone = {post.id for post in posts}
        return self._replace(bookmarks={key: mark for key, mark in self.bookmarks.items() if key not in gone})

    def with_highlights(self, post: Post, marks: Sequence[Highlight]) -> Kept:
        """The same with these highlights of a post, in the place of all that it had."""
        others = {key: each for key, each in self.highlights.items() if key != post.id}
        return self._replace(highlights={**others, post.id: marks} if marks else others)


@dataclass
class KeptRead(Message):
    """What is kept, as it is in the files; sent by a thread."""

    number: int
    """Of the last change that had been made."""
    kept: Kept
    unsaved: str
    """What can't be saved just now, and why."""
    troubles: Sequence[str]
    """What is wrong with the files."""


def read(session: Session) -> Kept:
    """What is kept now; any thread may ask."""
    keeping = session.keeping
    return Kept(
        keeping.bookmarks(),
        keeping.highlighted(),
        keeping.labels(),
        frozenset(mark.id for mark in keeping.missing()),
    )


def bookmark_of(post: Post) -> Bookmark:
    """The bookmark that a post gets, as far as a screen needs it, until it has been read from the file."""
    from reader.state.bookmarks import Bookmark, now  # noqa: PLC0415

    return Bookmark(post.id, "", post.path, post.title, post.authors[0] if post.authors else "", added=now())


def highlight_of(post: Post, quote: str, note: str) -> Highlight:
    """The same for a highlight."""
    from reader.state.highlights import Highlight  # noqa: PLC0415

    return Highlight("", post.id, "", post.path, post.title, "", "", "", quote, note=note)
