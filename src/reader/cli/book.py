"""Posts as a book: what it is called, how its contents are grouped, where its pictures come from."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader import clock, forms
from reader.document import Document
from reader.document.epub import About, Book, Chapter, identifier
from reader.document.page import Head, language_of
from reader.errors import PostUnreadable
from reader.new_files import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.cli.export import Wanted
    from reader.model import Post

_PICTURE = 8_000_000
"""Bytes of a picture that a book takes."""
_CREATORS = 8
"""Sources that are named; more of them are no help to a library."""
_EARLIEST = 315_532_800
"""1980-01-01: the date of a book of posts without one."""


def write_book(path: Path, wanted: Sequence[Wanted], title: str) -> list[PostUnreadable]:
    """Write a book of ``wanted``, whole or not at all, chapter by chapter.

    Returns:
        What could not be read; in its place the book says so.

    Raises:
        OSError: nothing was changed.
    """
    grouped = _grouped(wanted)
    chapters = [Chapter(each.post.title, group) for group, each in grouped]
    unread: list[PostUnreadable] = []
    with whole(path) as file:
        book = Book(file, _about([each.post for _, each in grouped], title), chapters)
        try:
            for _, each in grouped:
                unread += _add(book, each)
            book.close()
        except BaseException:
            book.abandon()
            raise
    return unread


def _add(book: Book, wanted: Wanted) -> list[PostUnreadable]:
    """Write a post as the next chapter; what went wrong with it."""
    try:
        read = wanted.read()
    except PostUnreadable as error:
        book.add(Head(wanted.post.title, (error.noted,)), Document(), lambda _: None, lambda _: "")
        return [error]
    document = read.document()
    head = forms.head(read, document)
    book.add(head, document, forms.pictures(read, _PICTURE), forms.link_from(head.link))
    return []


def _grouped(wanted: Sequence[Wanted]) -> list[tuple[tuple[str, ...], Wanted]]:
    """``wanted`` in reading order, each with the headings above it: categories where there are several, else months."""
    categories = [each.post.categories[0] if each.post.categories else () for each in wanted]
    if len(set(categories)) > 1:
        # Posts of a category come before those of its branches; categories in the order in which they first come.
        first = {category: place for place, category in reversed([*enumerate(_prefixes(categories))])}
        keys = [
            tuple(first[category[: depth + 1]] for depth in range(len(category))) for category in categories
        ]
        order = sorted(range(len(wanted)), key=lambda place: keys[place])
        return [(categories[place], wanted[place]) for place in order]
    months = [_month(each.post) for each in wanted]
    if len(set(months)) == 1:
        return [((), each) for each in wanted]
    place_of = {month: place for place, month in reversed([*enumerate(months)])}
    order = sorted(range(len(wanted)), key=lambda place: place_of[months[place]])
    return [((months[place],), wanted[place]) for place in order]


def _prefixes(categories: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for category in categories:
        for depth in range(len(category)):
            yield category[: depth + 1]


def _month(post: Post) -> str:
    return clock.local(post.date.seconds).strftime("%Y-%m") if post.date else "—"


def _about(posts: Sequence[Post], title: str) -> About:
    """What the book says of itself; the newest post is its date, so that the same posts make the same book."""
    newest = max((post.date.seconds for post in posts if post.date), default=_EARLIEST)
    moment = clock.local(newest).astimezone(UTC)
    sources = [
        source for source, _ in Counter(post.authors[0] for post in posts if post.authors).most_common()
    ]
    languages = Counter(language_of(post.language, post.title) for post in posts)
    return About(
        title=title,
        identifier=identifier(title, *(post.id for post in posts)),
        language=languages.most_common(1)[0][0],
        modified=f"{datetime.strftime(moment, '%Y').zfill(4)}-{moment:%m-%dT%H:%M:%S}Z",
        creators=tuple(sources) if len(sources) <= _CREATORS else (),
    )
