"""What the text index keeps of a post: made in the processes that read the files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.text import fold

if TYPE_CHECKING:
    from reader.library.textwriter import Entry
    from reader.model import Scan


def entry_of(scan: Scan, folded_title: str) -> Entry:
    """The entry of a scanned file, whose title is folded already."""
    from reader import readings  # noqa: PLC0415 -- 15 ms in all that a list does not need
    from reader.library.terms import body_terms, title_terms  # noqa: PLC0415
    from reader.library.textwriter import Entry  # noqa: PLC0415

    post, tables = scan.post, readings.load()
    path = fold(os.fsencode(post.path).decode("utf-8", "replace"))
    return Entry(
        title=" ".join(title_terms(folded_title)),
        body=body_terms(fold(scan.text)),
        sound=" ".join(tables.syllables(folded_title)),
        initials=" ".join(initial_pieces(tables.initials(folded_title))),
        path=" ".join(title_terms(path)),
        tags=tuple(filter(None, map(folded_name, post.tags))),
        features=tuple(bit for bit in map((1).__lshift__, range(8)) if scan.features & bit),
        length=len(scan.text),
    )


PIECE = 3
"""Letters in a piece of initials: one begins at every letter."""


def initial_pieces(initials: str) -> list[str]:
    """The pieces of initials as they are indexed; a sign parts what does not follow on each other."""
    from reader import readings  # noqa: PLC0415

    return [part[at : at + PIECE] for part in initials.split(readings.GAP) for at in range(len(part))]


def folded_name(name: str) -> str:
    """A category, author or tag as names are compared: folded, its blanks one blank each."""
    return " ".join(fold(storable(name)).split())


def storable(text: str) -> str:
    """``text`` as SQLite and tantivy take it: without lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
