"""What the archive can be asked, and the results of one question that those of another are shown over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.language import tr
from reader.text import crop

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.found import Found
    from reader.library.query import SearchOrder
    from reader.model import Post
    from reader.session import Session
    from reader.ui.returning import Listed

_TITLE = 40
"""Cells at most of a title in another one."""


class Question(NamedTuple):
    """Something that the archive is asked."""

    ask: Callable[[Session, Callable[[], bool]], Found | None]
    """Gives the answer; None when it is no longer wanted, as its second argument tells."""
    typed: str = ""
    """What the user typed; empty when there is another way by which the posts were found."""
    title: str = ""
    """What its results are called; empty: found."""


def query(typed: str, order: SearchOrder | None) -> Question:
    """What answers a query."""
    return Question(
        lambda session, stale: session.search.find(typed, order=order, or_near=True, stale=stale), typed
    )


def like(post: Post) -> Question:
    """What is like a post."""
    return Question(
        lambda session, _: session.related(post),
        title=tr("Like: {title}").format(title=crop(post.title, _TITLE)),
    )


class Under(NamedTuple):
    """The results of a query that those of another question are shown over."""

    question: Question
    order: SearchOrder | None
    listed: Listed
