"""Posts that a query finds, for the commands that take all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli import say
from reader.language import tr_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.query import SearchOrder
    from reader.session import Session


def in_order(session: Session, typed: str, order: SearchOrder | None = None) -> Sequence[int]:
    """The row ids of what ``typed`` finds; what is to be said about it is said.

    Args:
        session: of the archive.
        typed: in the language of :mod:`reader.library.query`.
        order: without it the one that ``typed`` asks for, else newest first.
    """
    from reader.library.query import parse  # noqa: PLC0415 -- most who list want everything

    found = session.search.find(
        typed, order=order or parse(typed).order or "date", limit=None, facets=False, suggest_other=False
    )
    assert found is not None  # nobody found it stale
    for hint in found.hints:
        say(hint)
    tell_unread(session)
    return found.ids


def tell_unread(session: Session) -> None:
    """Say so when not all posts can be found yet: another program is reading the archive, or was ended meanwhile."""
    missing = session.catalog.texts.missing()
    if missing:
        told = tr_plural(
            "{count:,} post can't be found yet: `newsreader sync` reads it",
            "{count:,} posts can't be found yet: `newsreader sync` reads them",
            missing,
        )
        say(told.format(count=missing))
