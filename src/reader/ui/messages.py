"""What workers and threads send to the screen: one dataclass each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.blocks import Document
    from reader.document.find import Finder
    from reader.document.pace import Pace
    from reader.library.found import Found
    from reader.library.listing import Group, Listing
    from reader.model import Article, Count, Hit, Post
    from reader.state.store import Spot
    from reader.ui.live import News
    from reader.ui.narrowing import Remedy
    from reader.ui.searching import Question
    from reader.ui.widgets.results import Results


@dataclass
class Happened(Message):
    """Something happened in the archive."""

    news: News


@dataclass
class ListLoaded(Message):
    """A list has been read whole, and with it the counts of the places."""

    stamp: int
    listing: Listing
    total: int
    categories: Sequence[Count]
    months: Sequence[Group]


@dataclass
class Answered(Message):
    """The answer to a question."""

    question: Question
    found: Found
    hits: Sequence[Hit]
    """The first of what was found, without passages."""
    remedy: Remedy | None
    """What to ask instead, where nothing was found."""
    unread: int
    """So many posts can't be found yet: they are in the lists, but not in the text index."""


@dataclass
class HitsLoaded(Message):
    """What is to be shown of some results."""

    results: Results
    positions: range
    hits: Sequence[Hit]


@dataclass
class ArticleLoaded(Message):
    """A post has been read and understood."""

    article: Article
    head: Document
    body: Document
    pace: Pace | None = None
    """How long the body takes to read; None when there is nothing to read."""
    finder: Finder | None = None
    """Finds in it, where something is to be marked at once."""
    spot: Spot | None = None
    """Where one left it."""

    @property
    def post(self) -> Post:
        """The post, as its file has it."""
        return self.article.post


@dataclass
class LoadFailed(Message):
    """A post could not be read."""

    post: Post
    message: str


@dataclass
class Damaged(Message):
    """The catalogue was damaged and has been emptied: the archive is to be read again."""

    words: str
