"""Labels on a line: which one is being typed, what it may become, and what the line says in the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.state.bookmarks import labels_of
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_COMMAS = re.compile("[,，、]")
"""What may stand between two labels."""
MOST = 50
"""Labels that are offered."""


class Candidate(NamedTuple):
    """A label that is meant perhaps."""

    label: str
    posts: int
    """So many posts have it."""


def line_of(labels: Iterable[str]) -> str:
    """The line to begin with: behind the last label a comma, so that one types on."""
    return "".join(f"{label}, " for label in labels)


def labels_on(line: str) -> tuple[str, ...]:
    """The labels that a line names, each once."""
    return labels_of(_COMMAS.split(line))


def changes(before: Iterable[str], line: str) -> tuple[list[str], list[str]]:
    """The labels to add and those to take away, so that what had those of ``before`` has those on the line."""
    old, now = ({fold(label): label for label in labels} for labels in (before, labels_on(line)))
    return [now[each] for each in now if each not in old], [old[each] for each in old if each not in now]


def piece_at(line: str, cursor: int) -> tuple[int, int]:
    """Where the label stands that the cursor is in, without the blanks around it."""
    start = max((match.end() for match in _COMMAS.finditer(line, 0, cursor)), default=0)
    following = _COMMAS.search(line, cursor)
    stop = following.start() if following else len(line)
    while start < stop and line[start].isspace():
        start += 1
    while stop > start and line[stop - 1].isspace():
        stop -= 1
    return start, stop


def candidates(
    line: str, cursor: int, known: Mapping[str, int], sounds_like: Callable[[str, str], bool]
) -> Sequence[Candidate]:
    """Known labels that the one at the cursor may become, best first: begun so, holding it, read so.

    Args:
        line: what is typed.
        cursor: where.
        known: labels and how many posts have each, most first.
        sounds_like: whether letters are, or begin, the pinyin of a label.
    """
    start, stop = piece_at(line, cursor)
    typed = fold(line[start:stop])
    taken = set(map(fold, labels_on(f"{line[:start]},{line[stop:]}")))

    def rank(label: str) -> int | None:
        own = fold(label)
        if own in taken or own == typed:
            return None
        if typed in own:
            return 0 if own.startswith(typed) else 1
        return 2 if typed.isascii() and typed.isalpha() and sounds_like(typed, label) else None

    fitting = [(place, label) for label in known if (place := rank(label)) is not None]
    fitting.sort(key=lambda pair: pair[0])  # and among those the order that they came in
    return [Candidate(label, known[label]) for _, label in fitting[:MOST]]


def with_label(line: str, cursor: int, label: str) -> tuple[str, int]:
    """The line with ``label`` in the place of the one at the cursor, and where the cursor is then: behind a comma."""
    start, stop = piece_at(line, cursor)
    before, after = line[:start], line[stop:].lstrip()
    if before and not before[-1].isspace():
        before += " "
    put = f"{before}{label}, "
    return f"{put}{_COMMAS.sub('', after, count=1).lstrip()}", len(put)
