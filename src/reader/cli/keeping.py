"""What the commands for bookmarks have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import say, speaking
from reader.cli.open import open_session, tell_taken_over
from reader.errors import StateNotSaved
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.kept import Keepsake
    from reader.session import Session
    from reader.state.exchange.entry import Entry

_SHOWN = 5
"""Entries of which nothing is known, and troubles, that are named at most."""
in_archive = speaking.option(
    "--archive", type=click.Path(), help="The folder; without it the last one opened."
)


def open_kept(archive: str | None) -> Session:
    """A session for a command on what is kept; what is wrong with the files is said.

    Raises:
        ArchiveNotFound: there is no such archive.
    """
    session = open_session(archive)
    session.follow()  # no sync may have been due
    tell_taken_over(session)
    troubles = session.state.troubles()
    for words in troubles[:_SHOWN]:
        say(words)
    if len(troubles) > _SHOWN:
        say(tr("… and {count:,} more").format(count=len(troubles) - _SHOWN))
    return session


def saved(session: Session) -> None:
    """What was done is on the disk.

    Raises:
        StateNotSaved: it is not.
    """
    if not session.state.retry():
        raise StateNotSaved(session.state.unsaved, tr("Nothing that was saved before is lost."))


def chosen(session: Session, query: str) -> list[Keepsake]:
    """What is kept of the posts that a query finds; without one, all that is kept."""
    keepsakes = session.keeping.keepsakes()
    if not query:
        return keepsakes
    from reader.cli.finding import in_order  # noqa: PLC0415 -- the engine is needed for a query only

    found = {post.id for post in session.posts_by_row(in_order(session, query)) if post is not None}
    return [keepsake for keepsake in keepsakes if keepsake.post.id in found]


def tell_unknown(entries: Sequence[Entry]) -> None:
    """Name some of the entries by which no post is meant."""
    if entries:
        more = len(entries) - _SHOWN
        told = (
            tr("not found in this archive, or not for certain: {titles} … and {count:,} more")
            if more > 0
            else tr("not found in this archive, or not for certain: {titles}")
        )
        named = tr("; ").join(entry.title or entry.link for entry in entries[:_SHOWN])
        say(told.format(titles=named, count=more))
