"""What the text index keeps of a post: made in the processes that read the files."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader import readings
from reader.library.rows import storable
from reader.library.terms import GAP, body_terms, title_terms
from reader.library.textwriter import WIDE, Entry
from reader.text import fold, fold_but_signs

if TYPE_CHECKING:
    from reader.model import Scan

PIECE = 3
"""Letters in a piece of initials: one begins at every letter."""
TITLED = "="
"""Ends the terms of a path whose file is named after the title, as crawlers do: the name is not kept twice."""


def entry_of(scan: Scan, folded_title: str) -> Entry:
    """The entry of a scanned file, whose title is folded already."""
    post, title = scan.post, title_terms(folded_title)
    syllables, initials = readings.load().both(folded_title)
    return Entry(
        title=" ".join(title),
        body=body_terms(fold_but_signs(scan.text)).encode(WIDE),
        sound=" ".join(syllables),
        initials=" ".join(initial_pieces(initials)),
        path=_path_terms(post.path, post.title, folded_title, title),
        tags=tuple(filter(None, map(folded_name, post.tags))) if post.tags else (),
        features=_bits(scan.features),
        length=len(scan.text),
    )


@lru_cache(maxsize=256)
def _bits(features: int) -> tuple[int, ...]:
    return tuple(bit for bit in map((1).__lshift__, range(8)) if features & bit)


def _path_terms(path: str, as_written: str, folded_title: str, title: list[str]) -> str:
    """The terms of a path; of its name only ``TITLED``, where the title has the same ones."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    before, after, titled = _terms_around(folder, ending)
    if stem == as_written:
        return titled
    folded = fold(storable(stem))
    if folded == folded_title:
        return titled
    named = title_terms(folded)
    if [term for term in named if term != GAP] == [term for term in title if term != GAP]:
        return titled
    return " ".join((*before, *named, *after))


@lru_cache(maxsize=1_024)
def _terms_around(folder: str, ending: str) -> tuple[list[str], list[str], str]:
    """The terms of what stands before and after the name of a post, and of a path whose name is its title."""
    before, after = title_terms(fold(storable(f"{folder}/"))), title_terms(fold(storable(ending)))
    return before, after, " ".join((*before, *after, TITLED))


def initial_pieces(initials: str) -> list[str]:
    """The pieces of initials as they are indexed; a sign parts what does not follow on each other."""
    return [part[at : at + PIECE] for part in initials.split(readings.GAP) for at in range(len(part))]


@lru_cache(maxsize=4_096)
def folded_name(name: str) -> str:
    """A category, author or tag as names are compared: folded, its blanks one blank each."""
    return " ".join(fold(storable(name)).split())
