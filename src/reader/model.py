"""The values that all layers share: frozen, small, standard library only.

A :class:`Post` is what a list needs to know of a post; an :class:`Article` is the post with its body, read
from the file when it is opened. A :class:`Problem` is a doubt about a file: never an exception.

They are named tuples: a frozen dataclass takes five times as long to define (7 ms of every start in all) and
ten times as long to make, which a sync does a million times.
"""

from __future__ import annotations

import os
from _blake2 import blake2b  # hashlib would load OpenSSL, which a first screen does not need (5 ms)
from typing import Any, Literal, NamedTuple, NewType

PostId = NewType("PostId", str)
"""16 hexadecimal digits, made from the path of the post inside its archive: stable across rebuilt indexes."""

Category = tuple[str, ...]
"""One nested category path, outermost first: ``("金融", "中证网", "资讯")``."""

Markup = Literal["html", "markdown", "text"]
"""What a body is written in."""

Order = Literal["date", "oldest", "title"]
"""How a list is sorted: newest first, oldest first, or by folded title. Unknown dates always come last."""


FEATURES = {"image": 1, "table": 2, "code": 4, "link": 8, "video": 16}
"""What a body may hold that one may look for, as bits."""

Match = Literal["exact", "pinyin", "homophone", "typo"]
"""How a post has what was asked for: as it is; as its reading; as another writing of that reading; but for a slip."""


def post_id(path: str) -> PostId:
    """The id of the post at ``path`` (relative to the archive, ``/`` between folders, surrogate-escaped)."""
    return PostId(blake2b(os.fsencode(path), digest_size=8).hexdigest())


def is_id(text: str) -> bool:
    """Whether it can be the id of a post: in a file of the user's own there may stand anything."""
    return len(text) == 16 and all(char in "0123456789abcdefABCDEF" for char in text)


def key_of(post_id: PostId) -> int:
    """The number a post is stored under: its id as signed 64 bits."""
    value = int(post_id, 16)
    return value - (1 << 64) if value >> 63 else value


def id_of(key: int) -> PostId:
    """The id of the post stored under ``key``."""
    return PostId(f"{key & 0xFFFF_FFFF_FFFF_FFFF:016x}")


class Moment(NamedTuple):
    """A point in time as a post gave it."""

    seconds: int
    """Seconds since 1970-01-01 UTC."""
    offset: int | None = None
    """Minutes east of UTC that were written with the date; None when no zone was written (read as UTC)."""
    about: bool = False
    """True when the date was not written in the post but guessed (from the file's name or its mtime)."""


ProblemKind = Literal["unreadable", "encoding", "header", "title", "date", "category", "size", "name"]
"""What a problem is about. ``unreadable`` is the only one that keeps a file out of the lists."""


class Problem(NamedTuple):
    """A doubt about one file: what was seen and what was guessed instead."""

    path: str
    """Relative to the archive."""
    kind: ProblemKind
    message: str
    """One line for the user, e.g. ``date 'Invalid Date' is no date; taken from the file name``."""
    line: int = 0
    """1-based line in the file; 0 when the whole file is meant."""


class Fingerprint(NamedTuple):
    """What tells whether a file has changed since it was last read."""

    size: int
    mtime_ns: int
    digest: int = 0
    """Signed 64 bits of BLAKE2b over the bytes; 0 when they were not read."""


class Post(NamedTuple):
    """What the lists, the catalogue and the command line know of one post.

    ``raw_title``, ``thumbnail`` and ``encoding`` are known only where the post comes from its file: no list needs
    them, so the catalogue does not keep them.
    """

    id: PostId
    path: str
    """Relative to the archive root, ``/`` between folders, surrogate-escaped where the name is not UTF-8."""
    title: str
    """For display: entities decoded, one line, no control characters; never empty."""
    date: Moment | None = None
    """None when unknown."""
    authors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    """Usually one nested path; several when the post says so."""
    tags: tuple[str, ...] = ()
    link: str = ""
    """The post's own address on the web (front matter), or empty."""
    raw_title: str = ""
    """As the front matter has it, before display clean-up; empty when the title was guessed."""
    title_guessed: bool = False
    """True when there was no title and it was taken from a heading, the body or the file name."""
    updated: Moment | None = None
    language: str = ""
    """BCP 47 tag (``zh-Hans``, ``en``) from the front matter, or empty."""
    thumbnail: str = ""
    """Address or path of the header image; placeholders are dropped, proxy prefixes stripped."""
    draft: bool = False
    encoding: str = "utf-8"
    """How the bytes were read; anything else than utf-8 was detected."""


class Article(NamedTuple):
    """A post with what is in its file."""

    post: Post
    body: str
    markup: Markup
    front_matter: dict[str, Any]
    """The header as read: str, list, dict, only (JSON-serialisable)."""
    problems: tuple[Problem, ...] = ()


class Scan(NamedTuple):
    """What a sync learns from one file."""

    post: Post
    fingerprint: Fingerprint
    problems: tuple[Problem, ...] = ()
    text: str = ""
    """What a reader sees of the body."""
    features: int = 0
    """What the body holds: bits of :data:`FEATURES`."""


class Selection(NamedTuple):
    """Which posts a list holds: everything, or those that meet every condition given."""

    category: Category = ()
    """This node of the category tree and everything below it."""
    author: str = ""
    since: int | None = None
    """UTC seconds, inclusive."""
    until: int | None = None
    """UTC seconds, exclusive."""
    source: str = ""
    """The author of that name, and those whose names begin with it and a sign: see :mod:`reader.library.sources`."""


class Hit(NamedTuple):
    """One post that a search found, and why."""

    post: Post
    match: Match = "exact"
    score: float = 0.0
    title_marks: tuple[tuple[int, int], ...] = ()
    """What was found in the title: slices of it, in code points."""
    snippet: str = ""
    """The passage of the body that best shows what was found, on one line; empty when there is no text (or none was
    asked for)."""
    snippet_marks: tuple[tuple[int, int], ...] = ()
    """What was found in the snippet: slices of it."""


class Count(NamedTuple):
    """A category node and how many posts it and its branches hold."""

    path: Category
    posts: int


class Progress(NamedTuple):
    """How far a sync has come."""

    seen: int = 0
    """Files found so far."""
    done: int = 0
    """Files read (or known to be unchanged) so far."""
    added: int = 0
    changed: int = 0
    removed: int = 0
    renamed: int = 0
    unreadable: int = 0
    walking: bool = True
    """True while the folder walk goes on, so that ``seen`` still grows."""
    finished: bool = False
    seconds: float = 0.0
    """Since the sync began."""
