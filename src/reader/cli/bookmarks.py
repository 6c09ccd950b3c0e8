"""``newsreader bookmarks``: what is kept of an archive, for scripts, and in and out for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reader.cli import say, speaking
from reader.cli.bookmark_files import export, import_
from reader.cli.keeping import chosen, in_archive, open_kept, saved
from reader.cli.output import date_text, post_object, print_json, print_text
from reader.errors import PostNotFound, ReaderError, StateNotSaved
from reader.language import tr, tr_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.kept import Keepsake
    from reader.model import Post
    from reader.session import Session

_JSON = speaking.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@speaking.group("bookmarks")
def command() -> None:
    """List, make and change bookmarks; take them over from other programs, and hand them on."""


command.add_command(import_)
command.add_command(export)


# -- what there is ------------------------------------------------------------------------------------------


@command.command("list")
@click.argument("query", default="")
@in_archive
@speaking.option("--limit", type=speaking.IntRange(1), help="At most so many.")
@_JSON
def list_(query: str, archive: str | None, limit: int | None, *, as_json: bool) -> None:
    """List what is bookmarked or has highlights, newest posts first, with labels and notes.

    QUERY chooses among it, in the language of `search`: `label:later`, `note:tide`, `date:2021`. Without one, missing
    posts are listed too.
    """
    session = open_kept(archive)
    for keepsake in chosen(session, query)[:limit]:
        if as_json:
            print_json(_object(keepsake))
        else:
            _print(keepsake)


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
    print_text(
        "  ".join([date_text(post), *parts, *([tr("(missing)")] if keepsake.is_missing else []), post.id])
    )
    notes = mark.note.splitlines() if mark else []
    for highlight in keepsake.highlights:
        notes += [f"▌ {line}" for line in highlight.quote.splitlines()]
        notes += [f"  {line}" for line in highlight.note.splitlines()]
    for line in notes:
        print_text(f"    {line}")


@command.command("notes")
@click.argument("query", default="")
@in_archive
def notes(query: str, archive: str | None) -> None:
    """Print notes and highlights as Markdown, post by post, each with its citation.

    QUERY chooses among the posts, in the language of `search`.
    """
    from reader.keepsakes import markdown  # noqa: PLC0415 -- the document layer

    text = markdown(chosen(open_kept(archive), query))
    if text:
        print_text(text.rstrip("\n"))
    else:
        say(
            tr("there are no notes and no highlights among what this finds")
            if query
            else tr("there are no notes and no highlights")
        )


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
@in_archive
@speaking.option("--label", "labels", multiple=True, help="A label; may be given several times.")
@speaking.option("--note", help="A note; with several posts the same for each.")
def add(posts: tuple[str, ...], archive: str | None, labels: tuple[str, ...], note: str | None) -> None:
    """Bookmark posts. POST is a path or an id, as for `show`."""
    session = open_kept(archive)
    those = _posts(session, posts)
    new = session.keeping.keep(those)
    if labels:
        session.keeping.label(those, add=labels)
    if note is not None:
        for post in those:
            session.keeping.annotate(post, note)
    saved(session)
    before = len(those) - new
    told = tr_plural("{count:,} post bookmarked", "{count:,} posts bookmarked", new).format(count=new)
    had = tr_plural("{count:,} post had been before", "{count:,} posts had been before", before)
    print_text(tr("{done}, {before}").format(done=told, before=had.format(count=before)))


@command.command("remove")
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@in_archive
def remove(posts: tuple[str, ...], archive: str | None) -> None:
    """Take the bookmarks of posts away, with their labels and notes. `U` in the reader brings them back."""
    session = open_kept(archive)
    gone = session.keeping.drop(_posts(session, posts))
    saved(session)
    print_text(
        tr_plural("{count:,} bookmark removed", "{count:,} bookmarks removed", gone).format(count=gone)
    )


@command.command("label")
@click.argument("posts", metavar="[POST...]", nargs=-1)
@in_archive
@speaking.option("--add", "wanted", multiple=True, help="Give this label; may be given several times.")
@speaking.option("--remove", "gone", multiple=True, help="Take this label away; may be given several times.")
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
    session = open_kept(archive)
    if posts:
        if not wanted and not gone:
            ctx.fail(tr("--add or --remove is missing."))
        changed = session.keeping.label(_posts(session, posts), wanted, gone)
        saved(session)
        told = tr_plural("labels of {count:,} post changed", "labels of {count:,} posts changed", changed)
        print_text(told.format(count=changed))
        return
    for name, count in session.keeping.labels().items():
        if as_json:
            print_json({"label": name, "posts": count})
        else:
            print_text(f"{count:>6,}  {name}")


def _edited(text: str) -> str | None:
    """What becomes of a text in the user's editor; None when it was left without saving.

    Raises:
        ReaderError: the editor failed.
    """
    try:
        return speaking.edit(text, extension=".md")
    except click.ClickException as error:
        raise ReaderError(error.format_message(), tr("The note is as it was.")) from error


@command.command("note")
@click.argument("post")
@click.argument("text", required=False)
@in_archive
@speaking.option("--edit", is_flag=True, help="Write it in $EDITOR.")
@click.pass_context
def note(ctx: click.Context, post: str, text: str | None, archive: str | None, *, edit: bool) -> None:
    """Print the note of a post, or put TEXT in its place (`-`: what stands on the standard input; empty: none)."""
    if edit and text is not None:
        ctx.fail(tr("TEXT and --edit don't go together."))
    session = open_kept(archive)
    (meant,) = _posts(session, [post])
    mark = session.keeping.bookmarks().get(meant.id)
    before = mark.note if mark else ""
    if edit:
        text = _edited(before)
    elif text is None:
        print_text(before)
        return
    elif text == "-":
        text = sys.stdin.read()
    if text is not None:  # else the editor was left without saving
        session.keeping.annotate(meant, text, before if edit else None)
        try:
            saved(session)
        except StateNotSaved:
            if edit:
                print_text(text)  # which is nowhere else
            raise
