"""``newsreader bookmarks import`` and ``export``: in and out for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import say
from reader.cli.keeping import chosen, in_archive, open_kept, posts_told, saved, tell_unknown
from reader.cli.output import print_text
from reader.errors import ReaderError
from reader.state.exchange import FORMATS, checked, format_of

if TYPE_CHECKING:
    from reader.kept import Keepsake
    from reader.session import Session
    from reader.state.exchange.entry import Entry

_LARGEST = 200_000_000
"""Bytes of a file that is taken over at most."""
_FORMAT = click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="jsonl: our own lines; html: what browsers import; opml; md: a list of links.",
)  # fmt: skip


@click.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@in_archive
@_FORMAT
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken over.")
def import_(file: str, archive: str | None, form: str | None, *, dry_run: bool) -> None:
    """Take over the bookmarks in FILE (`-`: standard input): JSONL, Netscape HTML, OPML or Markdown.

    A link means the post with that address, else the one with that title (and date, and source). Labels and notes are
    added to what is there.
    """
    from reader.state.exchange import read  # noqa: PLC0415

    text = _text(file)
    kind = checked(form) if form else format_of(file, text)
    entries = read(text, kind)
    if not entries:
        raise ReaderError(f"{file} has no links", f"Read as {kind}; --format says otherwise.")
    session = open_kept(archive)
    if dry_run:
        posts = session.importer.meant(entries)
        for entry, post in zip(entries, posts, strict=True):
            print_text(f"{post.id if post else 'unknown':<16}  {entry.title}")
        return
    taken = session.importer.take(entries)
    saved(session)
    print_text(
        f"{posts_told(taken.kept)} of {len(entries):,} found here, bookmarks made or changed: {taken.changed:,}"
    )
    if taken.missing:
        say(f"{posts_told(taken.missing)} not in this archive: kept as missing")
    tell_unknown(taken.unknown)


def _text(file: str) -> str:
    """All of a file.

    Raises:
        ReaderError: it can't be read.
    """
    try:
        if file == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise ReaderError(f"{file} can't be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise ReaderError(f"{file} is too large: more than {_LARGEST:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReaderError(f"{file}:{line}: not UTF-8", "Save it in that encoding first.") from error


@click.command("export")
@click.argument("file", type=click.Path(allow_dash=True), default="-")
@in_archive
@_FORMAT
@click.option("--query", default="", help="Only of what this finds, in the language of `search`.")
def export(file: str, archive: str | None, form: str | None, query: str) -> None:
    """Write the bookmarks into FILE (`-`: standard output).

    The format is what the name of FILE ends with (.jsonl, .html, .opml, .md), unless it is given.
    """
    from reader.state.exchange import write  # noqa: PLC0415

    session = open_kept(archive)
    kind = checked(form) if form else format_of(file) if file != "-" else "jsonl"
    entries = [entry for keepsake in chosen(session, query) if (entry := _entry(session, keepsake, kind))]
    text = write(entries, kind, f"Bookmarks: {session.root.name}")
    data = text.encode("utf-8", "backslashreplace")
    if file == "-":
        sys.stdout.buffer.write(data)
        return
    from reader.cli.writing import whole  # noqa: PLC0415

    try:
        with whole(Path(file)) as stream:
            stream.write(data)
    except OSError as error:
        raise ReaderError(f"{file} can't be written: {error.strerror or error}") from error
    say(f"{len(entries):,} {'bookmark' if len(entries) == 1 else 'bookmarks'} written to {file}")


def _entry(session: Session, keepsake: Keepsake, form: str) -> Entry | None:
    """A bookmark as other programs take it; None for what has highlights only."""
    from reader.state.exchange.entry import Entry  # noqa: PLC0415

    mark, post = keepsake.bookmark, keepsake.post
    if mark is None:
        return None
    link = post.link
    if not link and form != "jsonl":  # our own lines say where the file is
        link = (session.folder / post.path).as_uri()
    source = mark.source or (post.authors[0] if post.authors else "")
    return Entry(
        post.title,
        link,
        source,
        mark.date,
        mark.added,
        mark.labels,
        mark.note,
        post.id,
        mark.archive,
        post.path,
    )
