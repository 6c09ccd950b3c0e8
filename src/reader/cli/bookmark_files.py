"""``newsreader bookmarks import`` and ``export``: in and out for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import say, speaking
from reader.cli.keeping import chosen, in_archive, open_kept, saved, tell_unknown
from reader.cli.output import print_text
from reader.errors import ReaderError, reason_of
from reader.language import tr, tr_plural
from reader.state.exchange import FORMATS, checked, format_of

if TYPE_CHECKING:
    from reader.kept import Keepsake
    from reader.session import Session
    from reader.state.exchange.entry import Entry

_LARGEST = 200_000_000
"""Bytes of a file that is taken over at most."""
_FORMAT = speaking.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="jsonl: our own lines; html: what browsers import; opml; md: a list of links.",
)  # fmt: skip


@speaking.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@in_archive
@_FORMAT
@speaking.option("--dry-run", is_flag=True, help="Only tell what would be taken over.")
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
        raise ReaderError(
            tr("{file} has no links").format(file=file),
            tr("Read as {format}; --format says otherwise.").format(format=kind),
        )
    session = open_kept(archive)
    if dry_run:
        posts = session.importer.meant(entries)
        for entry, post in zip(entries, posts, strict=True):
            print_text(f"{post.id if post else 'unknown':<16}  {entry.title}")
        return
    taken = session.importer.take(entries)
    saved(session)
    told = tr_plural(
        "{found:,} post of {all:,} found here, bookmarks made or changed: {changed:,}",
        "{found:,} posts of {all:,} found here, bookmarks made or changed: {changed:,}",
        taken.kept,
    )
    print_text(told.format(found=taken.kept, all=len(entries), changed=taken.changed))
    if taken.missing:
        told = tr_plural(
            "{count:,} post not in this archive: kept as missing",
            "{count:,} posts not in this archive: kept as missing",
            taken.missing,
        )
        say(told.format(count=taken.missing))
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
        raise ReaderError(
            tr("{file} can't be read: {reason}").format(file=file, reason=reason_of(error))
        ) from error
    if len(data) > _LARGEST:
        raise ReaderError(
            tr("{file} is too large: more than {size:,} bytes").format(file=file, size=_LARGEST)
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReaderError(
            tr("{file}:{line}: not UTF-8").format(file=file, line=line), tr("Save it in that encoding first.")
        ) from error


@speaking.command("export")
@click.argument("file", type=click.Path(allow_dash=True), default="-")
@in_archive
@_FORMAT
@speaking.option("--query", default="", help="Only of what this finds, in the language of `search`.")
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
    from reader.new_files import whole  # noqa: PLC0415

    try:
        with whole(Path(file)) as stream:
            stream.write(data)
    except OSError as error:
        raise ReaderError(
            tr("{file} can't be written: {reason}").format(file=file, reason=reason_of(error))
        ) from error
    count = len(entries)
    told = tr_plural("{count:,} bookmark written to {file}", "{count:,} bookmarks written to {file}", count)
    say(told.format(count=count, file=file))


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
