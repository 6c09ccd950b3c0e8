"""``newsreader import``: what was read and flagged in other programs."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import speaking
from reader.cli.keeping import open_kept, saved, tell_unknown
from reader.cli.output import print_text
from reader.language import tr


@speaking.group("import")
def command() -> None:
    """Take over what was read and kept in another program."""


@command.command("newsboat")
@click.argument("path", type=click.Path(), default="~/.local/share/newsboat/cache.db")
@speaking.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
def newsboat(path: str, archive: str | None) -> None:
    """Mark posts read that newsboat has as read, and bookmark those with flags (labels flag-a, flag-b …).

    PATH is its cache.db; it is only read. A post is found by its address, else by its title and date.
    """
    from reader.state.exchange.newsboat import read  # noqa: PLC0415

    items = read(Path(path).expanduser())
    session = open_kept(archive)
    posts = session.importer.meant([item.entry for item in items])
    pairs = list(zip(items, posts, strict=True))
    marked = session.reads.mark([post for item, post in pairs if item.is_read and post is not None])
    taken = session.importer.take([item.entry for item in items if item.is_flagged])
    saved(session)
    told = tr(
        "{found:,} of {all:,} articles found here: {read:,} marked read, bookmarks made or changed: {changed:,}"
    )
    found = sum(post is not None for post in posts)
    print_text(told.format(found=found, all=len(items), read=marked, changed=taken.changed))
    tell_unknown([item.entry for item, post in pairs if post is None])
