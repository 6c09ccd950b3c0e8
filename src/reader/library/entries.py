"""What the text index keeps of a post: made in the processes that read the files."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader import readings
from reader.library.rows import storable
from reader.library.terms import GAP, body_terms, title_terms
from reader.library.textwriter import Entry
from reader.text import fold

if TYPE_CHECKING:
    from reader.model import Scan

PIECE = 3
"""Letters in a piece of initials: one begins at every letter."""
TITLED = "="
"""Ends the terms of a path whose file is named after the title, as crawlers do: the name is not kept twice."""


def entry_of(scan: Scan, folded_title: str) -> Entry:
    """The entry of a scanned file, whose title is folded already."""
    post, tables, title = scan.post, readings.load(), title_terms(folded_title)
    return Entry(
        title=" ".join(title),
        body=body_terms(fold(scan.text)),
        sound=" ".join(tables.syllables(folded_title)),
        initials=" ".join(initial_pieces(tables.initials(folded_title))),
        path=" ".join(_path_terms(post.path, title)),
        tags=tuple(filter(None, map(folded_name, post.tags))),
        features=tuple(bit for bit in map((1).__lshift__, range(8)) if scan.features & bit),
        length=len(scan.text),
    )


def _path_terms(path: str, title: list[str]) -> list[str]:
    """The terms of a path; of its name only ``TITLED``, where the title has the same ones."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    named = title_terms(fold(storable(stem)))
    if [term for term in named if term != GAP] == [term for term in title if term != GAP]:
        return [*_folder_terms(folder), *title_terms(fold(storable(ending))), TITLED]
    return [*_folder_terms(folder), *named, *title_terms(fold(storable(ending)))]


@lru_cache(maxsize=1_024)
def _folder_terms(folder: str) -> tuple[str, ...]:
    return tuple(title_terms(fold(storable(f"{folder}/"))))


def initial_pieces(initials: str) -> list[str]:
    """The pieces of initials as they are indexed; a sign parts what does not follow on each other."""
    return [part[at : at + PIECE] for part in initials.split(readings.GAP) for at in range(len(part))]


def folded_name(name: str) -> str:
    """A category, author or tag as names are compared: folded, its blanks one blank each."""
    return " ".join(fold(storable(name)).split())
