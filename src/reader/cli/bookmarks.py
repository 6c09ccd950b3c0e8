"""``newsreader bookmarks``: what is kept of an archive, for scripts, and in and out for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import say
from reader.cli.open import open_session
from reader.cli.output import date_text, post_object, print_json, print_text
from reader.errors import PostNotFound, ReaderError, StateNotSaved
from reader.state.exchange import FORMATS, checked, format_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.kept import Keepsake
    from reader.model import Post
    from reader.session import Session
    from reader.state.exchange.entry import Entry

_LARGEST = 200_000_000
"""Bytes of a file that is taken over at most."""
_SHOWN = 5
"""Entries that are named at most when nothing is known of them."""
_ARCHIVE = click.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group("bookmarks")
def command() -> None:
    """List, make and change bookmarks; take them over from other programs, and hand them on."""


def saved(session: Session) -> None:
    """What was done is on the disk.

    Raises:
        StateNotSaved: it is not.
    """
    if not session.state.retry():
        raise StateNotSaved(session.state.unsaved, "Nothing that was saved before is lost.")


# -- what there is ------------------------------------------------------------------------------------------


@command.command("list")
@click.argument("query", default="")
@_ARCHIVE
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@_JSON
def list_(query: str, archive: str | None, limit: int | None, *, as_json: bool) -> None:
    """List what is bookmarked or has highlights, newest posts first, with labels and notes.

    QUERY chooses among it, in the language of `search`: `label:later`, `note:tide`, `date:2021`. Without one, missing
    posts are listed too.
    """
    session = open_session(archive)
    for keepsake in _chosen(session, query)[:limit]:
        if as_json:
            print_json(_object(keepsake))
        else:
            _print(keepsake)


def _chosen(session: Session, query: str) -> list[Keepsake]:
    keepsakes = session.keeping.keepsakes()
    if not query:
        return keepsakes
    from reader.cli.finding import in_order  # noqa: PLC0415 -- the engine is needed for a query only

    found = {post.id for post in session.posts_by_row(in_order(session, query)) if post is not None}
    return [keepsake for keepsake in keepsakes if keepsake.post.id in found]


def _object(keepsake: Keepsake) -> dict[str, object]:
    mark = keepsake.bookmark
    return post_object(keepsake.post) | {
        "bookmarked": mark is not None,
        "missing": keepsake.is_missing,
        "added": mark.added if mark else "",
        "labels": list(mark.labels) if mark else [],
        "note": mark.note if mark else "",
        "highlights": [
            {"key": each.key, "quote": each.quote, "note": each.note, "added": each.added}
            for each in keepsake.highlights
        ],
    }


def _print(keepsake: Keepsake) -> None:
    post, mark = keepsake.post, keepsake.bookmark
    labels = [f"#{label}" for label in mark.labels] if mark else []
    parts = [post.authors[0] if post.authors else "-", post.title, *labels]
    print_text("  ".join([date_text(post), *parts, *(["(missing)"] if keepsake.is_missing else []), post.id]))
    notes = mark.note.splitlines() if mark else []
    for highlight in keepsake.highlights:
        notes += [f"▌ {line}" for line in highlight.quote.splitlines()]
        notes += [f"  {line}" for line in highlight.note.splitlines()]
    for line in notes:
        print_text(f"    {line}")


@command.command("notes")
@click.argument("query", default="")
@_ARCHIVE
def notes(query: str, archive: str | None) -> None:
    """Print notes and highlights as Markdown, post by post, each with its citation.

    QUERY chooses among the posts, in the language of `search`.
    """
    from reader.keepsakes import markdown  # noqa: PLC0415 -- the document layer

    text = markdown(_chosen(open_session(archive), query))
    if text:
        print_text(text.rstrip("\n"))
    else:
        say("there are no notes and no highlights" + (" among what this finds" if query else ""))


# -- changing -----------------------------------------------------------------------------------------------


def _posts(session: Session, names: Sequence[str]) -> list[Post]:
    """The posts of those names; those that are missing, but kept, too."""
    lost = {
        keepsake.post.id: keepsake.post for keepsake in session.keeping.keepsakes() if keepsake.is_missing
    }
    lost |= {post.path: post for post in lost.values()}  # type: ignore[misc]  # by either name
    posts = []
    for name in names:
        try:
            posts.append(session.find(name))
        except PostNotFound:
            if name not in lost:
                raise
            posts.append(lost[name])  # type: ignore[index]
    return posts


@command.command("add")
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@_ARCHIVE
@click.option("--label", "labels", multiple=True, help="A label; may be given several times.")
@click.option("--note", help="A note; with several posts the same for each.")
def add(posts: tuple[str, ...], archive: str | None, labels: tuple[str, ...], note: str | None) -> None:
    """Bookmark posts. POST is a path or an id, as for `show`."""
    session = open_session(archive)
    chosen = _posts(session, posts)
    new = session.keeping.keep(chosen)
    if labels:
        session.keeping.label(chosen, add=labels)
    if note is not None:
        for post in chosen:
            session.keeping.annotate(post, note)
    saved(session)
    print_text(f"{_posts_told(new)} bookmarked, {_posts_told(len(chosen) - new)} had been before")


@command.command("remove")
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@_ARCHIVE
def remove(posts: tuple[str, ...], archive: str | None) -> None:
    """Take the bookmarks of posts away, with their labels and notes. `U` in the reader brings them back."""
    session = open_session(archive)
    gone = session.keeping.drop(_posts(session, posts))
    saved(session)
    print_text(f"{gone:,} {'bookmark' if gone == 1 else 'bookmarks'} removed")


@command.command("label")
@click.argument("posts", metavar="[POST...]", nargs=-1)
@_ARCHIVE
@click.option("--add", "wanted", multiple=True, help="Give this label; may be given several times.")
@click.option("--remove", "gone", multiple=True, help="Take this label away; may be given several times.")
@_JSON
@click.pass_context
def label(
    ctx: click.Context,
    posts: tuple[str, ...],
    archive: str | None,
    wanted: tuple[str, ...],
    gone: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Give labels to posts, or take some away; without POST: list all labels and how many posts have each."""
    session = open_session(archive)
    if posts:
        if not wanted and not gone:
            ctx.fail("--add or --remove is missing.")
        changed = session.keeping.label(_posts(session, posts), wanted, gone)
        saved(session)
        print_text(f"labels of {_posts_told(changed)} changed")
        return
    for name, count in session.keeping.labels().items():
        if as_json:
            print_json({"label": name, "posts": count})
        else:
            print_text(f"{count:>6,}  {name}")


@command.command("note")
@click.argument("post")
@click.argument("text", required=False)
@_ARCHIVE
@click.option("--edit", is_flag=True, help="Write it in $EDITOR.")
@click.pass_context
def note(ctx: click.Context, post: str, text: str | None, archive: str | None, *, edit: bool) -> None:
    """Print the note of a post, or put TEXT in its place (`-`: what stands on the standard input; empty: none)."""
    if edit and text is not None:
        ctx.fail("TEXT and --edit don't go together.")
    session = open_session(archive)
    (chosen,) = _posts(session, [post])
    mark = session.keeping.bookmarks().get(chosen.id)
    before = mark.note if mark else ""
    if edit:
        text = click.edit(before, extension=".md")
    elif text is None:
        print_text(before)
        return
    elif text == "-":
        text = sys.stdin.read()
    if text is not None:  # else the editor was left without saving
        session.keeping.annotate(chosen, text)
        saved(session)


def _posts_told(count: int) -> str:
    return f"{count:,} {'post' if count == 1 else 'posts'}"


# -- in and out ---------------------------------------------------------------------------------------------

_FORMAT = click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="jsonl: our own lines; html: what browsers import; opml; md: a list of links.",
)  # fmt: skip


@command.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@_ARCHIVE
@_FORMAT
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken over.")
def import_(file: str, archive: str | None, form: str | None, *, dry_run: bool) -> None:
    """Take over the bookmarks in FILE (`-`: standard input): JSONL, Netscape HTML, OPML or Markdown.

    A link means the post with that address, else the one with that title (and date, and source). Labels and notes are
    added to what is there.
    """
    from reader.state.exchange import read  # noqa: PLC0415

    text = _text(file)
    entries = read(text, checked(form) if form else format_of(file, text))
    session = open_session(archive)
    if dry_run:
        posts = session.importer.meant(entries)
        for entry, post in zip(entries, posts, strict=True):
            print_text(f"{post.id if post else 'unknown':<16}  {entry.title}")
        return
    taken = session.importer.take(entries)
    saved(session)
    print_text(
        f"{_posts_told(taken.kept)} of {len(entries):,} found here, {taken.changed:,} bookmarks made or changed"
    )
    if taken.missing:
        say(f"{_posts_told(taken.missing)} not in this archive: kept as missing")
    tell_unknown(taken.unknown)


def tell_unknown(entries: Sequence[Entry]) -> None:
    """Name some of the entries by which no post is meant."""
    if entries:
        more = f" … and {len(entries) - _SHOWN:,} more" if len(entries) > _SHOWN else ""
        named = "; ".join(entry.title or entry.link for entry in entries[:_SHOWN])
        say(f"not found in this archive, or not for certain: {named}{more}")


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


@command.command("export")
@click.argument("file", type=click.Path(allow_dash=True), default="-")
@_ARCHIVE
@_FORMAT
@click.option("--query", default="", help="Only of what this finds, in the language of `search`.")
def export(file: str, archive: str | None, form: str | None, query: str) -> None:
    """Write the bookmarks into FILE (`-`: standard output).

    The format is what the name of FILE ends with (.jsonl, .html, .opml, .md), unless it is given.
    """
    from reader.state.exchange import write  # noqa: PLC0415

    session = open_session(archive)
    chosen = checked(form) if form else format_of(file) if file != "-" else "jsonl"
    entries = [entry for keepsake in _chosen(session, query) if (entry := _entry(session, keepsake, chosen))]
    text = write(entries, chosen, f"Bookmarks: {session.root.name}")
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
