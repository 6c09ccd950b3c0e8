"""``newsreader show``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from reader import forms
from reader.cli import speaking
from reader.cli.open import open_session, settings
from reader.cli.output import print_json, print_text
from reader.cli.posts import json_object, lone_file
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.session import Session


@speaking.command("show")
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@speaking.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
@speaking.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True,
    help="What to print.",
)  # fmt: skip
@speaking.option(
    "--width",
    type=speaking.IntRange(10, 1000),
    help="Cells a line; the terminal's width, at most that of the settings (80).",
)
def command(posts: tuple[str, ...], archive: str | None, form: str, width: int | None) -> None:
    """Print posts. POST is a path (in the archive, or any file) or an id from `list`."""
    reading = settings().reading
    columns = width or min(shutil.get_terminal_size().columns, reading.width)
    session: Session | None = None
    for number, name in enumerate(posts):
        read = lone_file(name) if archive is None else None
        if read is None:
            session = session or open_session(archive)
            read = forms.Read(session, session.read(session.find(name)))
        read = read._replace(reading=reading)
        if form == "json":
            print_json(json_object(read, columns))
            continue
        if number:
            print_text("")
        print_text(_PRINTED[form](read, columns))


_PRINTED: dict[str, Callable[[forms.Read, int], str]] = {
    "text": lambda read, width: forms.text(read, width, tr("(no text)")),
    "markdown": forms.markdown,
    "html": forms.fragment,
}
