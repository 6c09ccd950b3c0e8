"""``newsreader export``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from string import hexdigits
from typing import TYPE_CHECKING, NamedTuple

import click

from reader import forms
from reader.cli import say, speaking
from reader.cli.finding import in_order
from reader.cli.open import choose, open_session
from reader.cli.output import print_json, print_text
from reader.cli.posts import json_object, lone_file
from reader.errors import PostNotFound, PostUnreadable, StateNotSaved, reason_of
from reader.filenames import Names, file_name
from reader.language import tr, tr_plural
from reader.new_files import whole
from reader.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.model import Post
    from reader.session import Session

_SUFFIXES = {"md": ".md", "html": ".html", "txt": ".txt", "json": ".json", "epub": ".epub"}
_FORMATS = {
    **{suffix: form for form, suffix in _SUFFIXES.items()},
    ".markdown": "md",
    ".htm": "html",
    ".xhtml": "html",
    ".text": "txt",
    ".jsonl": "json",
    ".ndjson": "json",
}
_LINES = frozenset({".jsonl", ".ndjson"})
"""Endings of files with one JSON object a line."""
_IN_ONE = frozenset({"json", "epub"})
"""Formats of which one file can hold many posts."""
_WIDTH = 80
_WINDOW = 1000
_ID = 8
"""Digits from which on a word is an id rather than one to search for."""


class Wanted(NamedTuple):
    """A post to be written, and the session that knows it."""

    session: Session
    post: Post

    def read(self) -> forms.Read:
        return forms.Read(self.session, self.session.read(self.post))


@speaking.command("export")
@click.argument("what", metavar="WHAT...", nargs=-1, required=True)
@speaking.option(
    "--to", metavar="DIR|FILE", required=True,
    help="A folder for a file a post, or the file to write; `-` prints.",
)  # fmt: skip
@speaking.option(
    "--format",
    "form",
    type=click.Choice(list(_SUFFIXES)),
    help="Without it the ending of FILE tells; else md.",
)
@speaking.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
@speaking.option(
    "--width", type=speaking.IntRange(0, 1000), default=_WIDTH, show_default=True,
    help="Cells a line in txt and json; 0: one line a paragraph.",
)  # fmt: skip
@speaking.option("--overwrite", is_flag=True, help="Replace files that exist.")
@click.pass_context
def command(
    ctx: click.Context,
    what: tuple[str, ...],
    to: str,
    form: str | None,
    archive: str | None,
    width: int,
    *,
    overwrite: bool,
) -> None:
    """Write posts as Markdown, HTML, text, JSON or EPUB.

    WHAT is a post (a path, or an id from `list`) or a query as in `search`: words, cat:, author:, tag:, date:,
    is:bookmarked; see docs/search.md. Several WHAT add up.
    """
    wanted = _wanted(what, archive)
    target = Path(os.path.expanduser(to))
    form = form or _FORMATS.get(target.suffix.lower(), "md" if to == "-" or _is_folder(to) else "")
    if not form:
        raise click.UsageError(tr("{name} does not tell the format: give --format.").format(name=target.name))
    if to == "-":
        _print(wanted, form, width)
        return
    export = _Export(form, width)
    _keep_out(target, wanted, archive)
    if _is_folder(to):
        _write_each(export, wanted, target, overwrite=overwrite)
    else:
        if len(wanted) > 1 and form not in _IN_ONE:
            told = tr("{count:,} posts as {format} are as many files: give --to a folder.")
            raise click.UsageError(told.format(count=len(wanted), format=form))
        _refuse_existing([target], overwrite=overwrite)
        export.write(target, wanted, _title(what, wanted))
    posts = len(wanted) - len(export.unread)
    say(
        tr_plural("{count:,} post to {path}", "{count:,} posts to {path}", posts).format(
            count=posts, path=target
        )
    )
    for error in export.unread:
        say(error.message, error.hint)
    if export.unread:
        ctx.exit(PostUnreadable.exit_code)


def _title(what: Sequence[str], wanted: Sequence[Wanted]) -> str:
    """What a book of ``wanted`` is called: as its only post, by its query, or as the archive."""
    if len(wanted) == 1:
        return wanted[0].post.title
    return (what[0].strip() if len(what) == 1 else "") or wanted[0].session.folder.name


# Which posts


def _wanted(what: Sequence[str], archive: str | None) -> list[Wanted]:
    """The posts that are meant, each once, in the order in which they are.

    Raises:
        PostNotFound: one of ``what`` means none.
    """
    found: dict[tuple[Path, str], Wanted] = {}
    session: Session | None = None
    for name in what:
        alone = lone_file(name) if archive is None else None
        if alone is not None:
            found.setdefault((alone.session.folder, alone.post.path), Wanted(alone.session, alone.post))
            continue
        session = session or open_session(archive)
        for post in _posts(session, name):
            found.setdefault((session.folder, post.path), Wanted(session, post))
    return list(found.values())


def _posts(session: Session, name: str) -> Iterator[Post]:
    is_id = len(name) >= _ID and all(char in hexdigits for char in name)
    if is_id or os.path.isfile(session.folder / name) or os.path.isfile(name):
        try:
            yield session.find(name)
        except PostNotFound:
            if not is_id:
                raise
        else:
            return
    ids = in_order(session, name)
    if not ids:
        raise PostNotFound(
            tr("no post {name} in {path}, and none that such a query finds").format(
                name=name, path=session.root
            ),
            tr("`newsreader list` prints posts with their ids; docs/export.md tells what a query can be."),
        )
    for start in range(0, len(ids), _WINDOW):
        yield from session.catalog.posts(ids[start : start + _WINDOW])


# Where to


def _is_folder(to: str) -> bool:
    return os.path.isdir(to) or to.endswith(("/", os.sep)) or not Path(to).suffix


def _keep_out(target: Path, wanted: Sequence[Wanted], archive: str | None) -> None:
    """Refuse to write into an archive.

    Raises:
        StateNotSaved: ``target`` is in the folder of one of the posts, or in the archive opened last.
    """
    roots = {each.session.root for each in wanted}
    if archive is None:
        roots.add(choose(None))
    place = target.resolve()
    for root in roots:
        inside = root.resolve()
        if place == inside or (root.is_dir() and place.is_relative_to(inside)):
            raise StateNotSaved(
                tr("{path} is in the archive {archive}, which is never written to").format(
                    path=target, archive=root
                ),
                tr("Give --to another folder."),
            )


def _refuse_existing(paths: Sequence[Path], *, overwrite: bool) -> None:
    existing = [path for path in paths if not overwrite and os.path.lexists(path)]
    if existing:
        more = len(existing) - 1
        told = tr("{path} (and {count:,} more) is there already") if more else tr("{path} is there already")
        raise StateNotSaved(
            told.format(path=existing[0], count=more), tr("Nothing was written; --overwrite replaces it.")
        )


def _write_each(export: _Export, wanted: Sequence[Wanted], folder: Path, *, overwrite: bool) -> None:
    names, suffix = Names(), _SUFFIXES[export.form]
    paths = [folder / names.unique(file_name(each.post, suffix), suffix) for each in wanted]
    _refuse_existing(paths, overwrite=overwrite)
    for path, each in zip(paths, wanted, strict=True):
        export.write(path, [each], each.post.title)


# Writing


class _Export:
    """Writes files of one format."""

    def __init__(self, form: str, width: int) -> None:
        self.form = form
        self.width = width
        self.unread: list[PostUnreadable] = []
        """Posts whose file could not be read: the others are written all the same."""

    def write(self, path: Path, wanted: Sequence[Wanted], title: str) -> None:
        """Write ``wanted`` into the file ``path``, whole or not at all.

        Raises:
            StateNotSaved: it can't be written.
        """
        try:
            if self.form == "epub":
                from reader.cli.book import write_book  # noqa: PLC0415 -- who wants no book needs no zipfile

                self.unread += write_book(path, wanted, title)
            elif self.form == "json":
                self._write_json(path, wanted)
            else:
                for read in self._read(wanted):
                    text = _TEXTS[self.form](read, self.width)
                    self._put(path, [clean(text).rstrip("\n")])
        except OSError as error:
            raise StateNotSaved(
                tr("{path} can't be written: {reason}").format(path=path, reason=reason_of(error)),
                tr("Give --to another folder; `newsreader export --help` tells more."),
            ) from error

    def _read(self, wanted: Sequence[Wanted]) -> Iterator[forms.Read]:
        for each in wanted:
            try:
                read = each.read()
            except PostUnreadable as error:
                self.unread.append(error)
            else:
                yield read

    def _write_json(self, path: Path, wanted: Sequence[Wanted]) -> None:
        objects = (
            json.dumps(json_object(read, self.width), ensure_ascii=False) for read in self._read(wanted)
        )
        if len(wanted) == 1 or path.suffix.lower() in _LINES:
            self._put(path, objects)
        else:
            self._put(path, objects, ("[", ",", "]"))

    @staticmethod
    def _put(path: Path, pieces: Iterable[str], frame: tuple[str, str, str] = ("", "", "")) -> None:
        """Write ``pieces``, a line for each, one after the other: a large archive is never in memory as a whole."""
        begin, between, end = frame
        with whole(path) as file:
            file.write(begin.encode() + (b"\n" if begin else b""))
            for number, piece in enumerate(pieces):
                file.write(f"{between}\n".encode() if number else b"")
                file.write(piece.encode("utf-8", "replace"))
            file.write(f"\n{end}\n".encode() if end else b"\n")


_TEXTS: dict[str, Callable[[forms.Read, int], str]] = {
    "md": forms.markdown,
    "html": forms.page,
    "txt": forms.text,
}


def _print(wanted: Sequence[Wanted], form: str, width: int) -> None:
    if form == "epub":
        raise click.UsageError(tr("A book can't be printed: give --to a file."))
    for number, each in enumerate(wanted):
        read = each.read()
        if form == "json":
            print_json(json_object(read, width))
            continue
        if number:
            print_text("")
        print_text(_TEXTS[form](read, width).rstrip("\n"))
