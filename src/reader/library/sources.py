"""Sources: the authors of an archive, where names with a beginning in common (新华社·国内, 新华社·国际) are one group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGN = re.compile(r"\s*[·・•/|｜]\s*|\s+[-–—]\s+")
"""What parts a source from a section of it. A hyphen does so between blanks only: names have some of their own."""


class Source(NamedTuple):
    """An author, or several whose names begin alike."""

    name: str
    """Of the author; of several what their names have in common."""
    posts: int
    """Of several all of theirs together: a post of two of them counts twice."""
    members: tuple[tuple[str, int], ...] = ()
    """Of several each whole name with its posts, biggest first."""


def parted(name: str) -> tuple[str, str]:
    """The source that a name begins with, and the section: ``("新华社", "国内")``. Other names are sources themselves."""
    if "://" in name:
        return name, ""
    sign = _SIGN.search(name)
    if sign is None or not sign.start() or sign.end() == len(name):
        return name, ""
    return name[: sign.start()], name[sign.end() :]


def grouped(authors: Iterable[tuple[str, int]]) -> list[Source]:
    """Authors with their posts as sources, biggest first; a group has at least two."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for name, posts in authors:
        groups.setdefault(parted(name)[0], []).append((name, posts))
    sources = []
    for beginning, members in groups.items():
        if len(members) == 1:
            sources.append(Source(*members[0]))
        else:
            members.sort(key=_biggest)
            sources.append(Source(beginning, sum(posts for _, posts in members), tuple(members)))
    sources.sort(key=_biggest)
    return sources


def _biggest(named: tuple[str, int] | Source) -> tuple[int, str]:
    return -named[1], named[0]
