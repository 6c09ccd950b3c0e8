"""How a post becomes a row of the catalogue and a post again.

Workers make rows (plain tuples, cheap to send between processes); the writer stores them; readers turn
them back into :class:`~reader.model.Post`.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, NamedTuple

from reader.model import Category, Moment, Post, Problem, Scan, id_of, key_of
from reader.text import fold

UNKNOWN = -(1 << 62)
"""``posted`` of a post without a date: smaller than any date, so that it sorts last (and its negative still fits 64 bits)."""

ABOUT, GUESSED, DRAFT = 1, 2, 4
"""Bits of ``flags``."""

Name = str | bytes
"""A path or name as SQLite stores it: text, or bytes where it is not UTF-8."""


def to_name(path: str) -> Name:
    """``path`` for SQLite, which takes no lone surrogates."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def join(folder: str, name: str) -> str:
    """The path of a file of ``folder``, relative to the archive."""
    return f"{folder}/{name}" if folder else name


def from_name(name: Name) -> str:
    """The opposite of :func:`to_name`."""
    return name if isinstance(name, str) else os.fsdecode(name)


class Row(NamedTuple):
    """One post on its way into the catalogue; every field fits SQLite and ``marshal``."""

    key: int
    name: Name
    size: int
    mtime_ns: int
    digest: int
    title: str
    folded: str
    posted: int
    zone: int | None
    flags: int
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    extra: str | None
    same_title: int
    """What copies of a story have in common: see :mod:`reader.library.sameness`."""
    same_text: int
    problems: tuple[tuple[Name, str, str, int], ...]
    entry: tuple[Any, ...]
    """A :class:`~reader.library.textindex.Entry`; nothing where the post is to be read for the index later."""


def row_of(scan: Scan, *, indexed: bool = True) -> Row:
    """The row for a scanned file; what is ``indexed`` of it needs tables that may have to be made first."""
    from reader.library.sameness import text_number, title_number  # noqa: PLC0415 -- nor does it make any

    post = scan.post
    date = post.date
    flags = (
        (ABOUT if date is not None and date.about else 0)
        | (GUESSED if post.title_guessed else 0)
        | (DRAFT if post.draft else 0)
    )
    title = storable(post.title)
    folded = fold(title)
    authors, categories = _storable_names(post.authors, post.categories)
    extra = (
        post.tags,
        post.link,
        post.language,
        authors[1:] and authors,
        categories[1:] and categories,
        post.updated,
    )
    return Row(
        key_of(post.id),
        to_name(post.path.rpartition("/")[2]),
        *scan.fingerprint,
        title,
        folded,
        UNKNOWN if date is None else date.seconds,
        None if date is None else date.offset,
        flags,
        authors,
        categories,
        _extra_of(*extra) if any(extra) else None,
        title_number(folded, scan.text),
        text_number(scan.text),
        tuple(map(problem_row, scan.problems)) if scan.problems else (),
        _entry_of(scan, folded) if indexed else (),
    )


def _entry_of(scan: Scan, folded: str) -> tuple[Any, ...]:
    from reader.library.entries import entry_of  # noqa: PLC0415 -- tables that a list does not need

    return tuple(entry_of(scan, folded))


@lru_cache(maxsize=1_024)
def _storable_names(
    authors: tuple[str, ...], categories: tuple[Category, ...]
) -> tuple[tuple[str, ...], tuple[Category, ...]]:
    return tuple(map(storable, authors)), tuple(tuple(map(storable, category)) for category in categories)


def problem_row(problem: Problem) -> tuple[Name, str, str, int]:
    """A problem without the key of its post."""
    return to_name(problem.path), problem.kind, storable(problem.message), problem.line


def storable(text: str) -> str:
    """``text`` as SQLite and tantivy take it: without lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


@lru_cache(maxsize=256)
def _extra_of(
    tags: tuple[str, ...],
    link: str,
    language: str,
    authors: tuple[str, ...],
    categories: tuple[Category, ...],
    updated: Moment | None,
) -> str:
    """What few posts have, as JSON, without what is empty."""
    import json  # noqa: PLC0415 -- few posts need it, a first screen of them none

    extra: dict[str, Any] = {
        "tags": tags,
        "link": link,
        "language": language,
        "authors": authors,
        "categories": categories,
        "updated": updated and updated[:2],
    }
    kept = {name: value for name, value in extra.items() if value}
    return storable(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def post_of(
    key: int,
    path: str,
    title: str,
    posted: int,
    zone: int | None,
    flags: int,
    author: str,
    category: Category,
    extra: str | None,
) -> Post:
    """A post as the catalogue knows it."""
    more: dict[str, Any] = _more(extra) if extra else {}
    updated = more.get("updated")
    return Post(
        id=id_of(key),
        path=path,
        title=title,
        date=None if posted == UNKNOWN else Moment(posted, zone, bool(flags & ABOUT)),
        authors=tuple(more.get("authors", (author,) if author else ())),
        categories=tuple(map(tuple, more["categories"]))
        if "categories" in more
        else ((category,) if category else ()),
        tags=tuple(more.get("tags", ())),
        link=more.get("link", ""),
        title_guessed=bool(flags & GUESSED),
        updated=Moment(updated[0], updated[1]) if updated else None,
        language=more.get("language", ""),
        draft=bool(flags & DRAFT),
    )


def _more(extra: str) -> dict[str, Any]:
    import json  # noqa: PLC0415

    more: dict[str, Any] = json.loads(extra)
    return more
