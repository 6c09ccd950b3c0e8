"""What workers and threads send to the screen: one dataclass each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.blocks import Document
    from reader.document.find import Finder, Match
    from reader.document.pace import Pace
    from reader.library.found import Found
    from reader.library.listing import Listing
    from reader.library.sources import Source
    from reader.model import Article, Hit, Post
    from reader.state.store import Spot
    from reader.ui.branches import Branches
    from reader.ui.live import News
    from reader.ui.narrowing import Remedy
    from reader.ui.questions import Question
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.results import Results


class Report(Message):
    """What a thread has to tell. Each kind knows which part of the screen it is for."""

    def deliver(self, screen: MainScreen) -> None:
        """Hand it to that part."""
        raise NotImplementedError


@dataclass(eq=False, repr=False)
class Happened(Report):
    """Something happened in the archive."""

    news: News

    def deliver(self, screen: MainScreen) -> None:
        screen.lists.following.take(self.news)


@dataclass(eq=False, repr=False)
class ListLoaded(Report):
    """A list has been read whole, and with it the counts of the places."""

    stamp: int
    listing: Listing
    everything: Listing
    """All posts by date, the newest first."""
    categories: Branches
    sources: Sequence[Source]
    problems: int
    """Files that need a look."""

    def deliver(self, screen: MainScreen) -> None:
        screen.arrivals.take_list(self)


@dataclass(eq=False, repr=False)
class Answered(Report):
    """The answer to a question."""

    question: Question
    found: Found
    hits: Sequence[Hit]
    """The first of what was found, without passages."""
    remedy: Remedy | None
    """What to ask instead, where nothing was found."""
    unread: int
    """So many posts can't be found yet: they are in the lists, but not in the text index."""

    def deliver(self, screen: MainScreen) -> None:
        screen.arrivals.take_answer(self)


@dataclass(eq=False, repr=False)
class Timed(Report):
    """The posts of a list have been counted along time."""

    listing: Listing

    def deliver(self, screen: MainScreen) -> None:
        if screen.posts.listing is self.listing:
            screen.posts.show_times()


@dataclass(eq=False, repr=False)
class HitsLoaded(Report):
    """What is to be shown of some results."""

    results: Results
    positions: range
    hits: Sequence[Hit]

    def deliver(self, screen: MainScreen) -> None:
        screen.posts.put_hits(self.results, self.positions, self.hits)


@dataclass(eq=False, repr=False)
class ArticleLoaded(Report):
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
    watched: Sequence[Match] = ()
    """Where words stand that the user looks out for."""

    @property
    def post(self) -> Post:
        """The post, as its file has it."""
        return self.article.post

    def deliver(self, screen: MainScreen) -> None:
        screen.arrivals.take_article(self)


@dataclass(eq=False, repr=False)
class LoadFailed(Report):
    """A post could not be read."""

    post: Post
    message: str

    def deliver(self, screen: MainScreen) -> None:
        screen.preview.take_failure(self)


@dataclass(eq=False, repr=False)
class Damaged(Report):
    """The catalogue was damaged and has been emptied: the archive is to be read again."""

    words: str

    def deliver(self, screen: MainScreen) -> None:
        screen.alarm.take_damage(self.words)
