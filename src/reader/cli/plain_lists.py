"""What is listed in linear mode, and how a post is said in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader import clock, datewords
from reader.forms import written_date
from reader.language import tr, tr_context, tr_plural
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.cli.plain_talk import Talk
    from reader.library.listing import Listing
    from reader.model import Category, Post
    from reader.session import Session


@dataclass
class Listed:
    """A list, and the page of it that was said."""

    title: str
    listing: Listing
    start: int = 0
    stop: int = 0
    """The page: positions in the list; empty before the first one."""

    def turn(self, pages: int, size: int) -> bool:
        """Go a page on or back; False, and nothing is changed, where there is none."""
        if pages > 0:
            if self.stop >= len(self.listing):
                return False
            self.start = self.stop
        else:
            if not self.start:
                return False
            self.start = max(0, self.start - size)
        self.stop = min(self.start + size, len(self.listing))
        return True

    def go_to(self, position: int, size: int) -> None:
        """Let a page begin with a position."""
        self.start = max(0, min(position, len(self.listing) - 1))
        self.stop = min(self.start + size, len(self.listing))


class Lists:
    """Says pages of posts.

    Args:
        session: whose they are.
        talk: where they are said.
    """

    def __init__(self, session: Session, talk: Talk) -> None:
        self._session, self._talk = session, talk

    def say(self, listed: Listed) -> None:
        """The page of a list, its posts numbered as they stand in the whole of it."""
        total = len(listed.listing)
        count = tr_plural("{count:,} post", "{count:,} posts", total).format(count=total)
        if not total:
            self._talk.say(tr("{title}: no posts").format(title=listed.title))
            return
        if not listed.stop:
            listed.turn(1, self._talk.posts_a_page)
        if listed.start or listed.stop < total:
            words = tr("{title}: {count}, {first:,} to {last:,}")
            heading = words.format(title=listed.title, count=count, first=listed.start + 1, last=listed.stop)
        else:
            heading = tr("{title}: {count}").format(title=listed.title, count=count)
        self._talk.say("", heading, *self._rows(listed))

    def _rows(self, listed: Listed) -> Iterator[str]:
        rows = listed.listing.ids[listed.start : listed.stop]
        posts = self._session.posts_by_row(rows)
        read = self._session.reads.read_among([post for post in posts if post is not None])
        kept = self._session.keeping.bookmarks()
        for number, post in enumerate(posts, listed.start + 1):
            if post is None:
                yield tr("{number}. (no longer there)").format(number=number)
            else:
                yield said(number, post, is_read=post.id in read, is_kept=post.id in kept)


def said(number: int, post: Post, *, is_read: bool, is_kept: bool) -> str:
    """A post in one line: first what tells it from others."""
    facts = [
        *(one_line(author) for author in post.authors[:1]),
        when(post) or datewords.no_date(),
        *([] if is_read else [tr("unread")]),
        *([tr("bookmarked")] if is_kept else []),
    ]
    return numbered(number, one_line(post.title), listed(facts))


def numbered(number: int, title: str, told: str) -> str:
    """Something to choose by its number, with what is told of it."""
    return tr("{number}. {title} ({facts})").format(number=number, title=title, facts=told)


def listed(facts: Iterable[str]) -> str:
    """What is told of a post."""
    # TRANSLATORS: between author, date and whether it has been read
    return tr_context("between facts", ", ").join(facts)


def when(post: Post) -> str:
    """``2021-07-03 05:56`` in the reader's zone, ``about 2021-07-03`` for a guess; empty when it is unknown."""
    if post.date is not None and post.date.about:
        return datewords.about(clock.local(post.date.seconds).date())
    return written_date(post)


def say_categories(talk: Talk, paths: list[tuple[Category, int]]) -> None:
    """Categories to choose from by number."""
    talk.say("", tr("Categories; a number goes to one, 0 to all posts:"))
    for number, (path, posts) in enumerate(paths, 1):
        talk.say(numbered(number, " / ".join(map(one_line, path)), f"{posts:,}"))
