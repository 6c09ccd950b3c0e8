"""``newsreader show``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.open import choose, open_session
from reader.cli.output import date_text, post_object, print_json, print_text
from reader.session import Session

if TYPE_CHECKING:
    from reader.model import Article

_WIDEST = 80


@click.command("show")
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@click.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True,
    help="What to print.",
)  # fmt: skip
@click.option(
    "--width", type=click.IntRange(10, 1000), help="Cells a line; the terminal's width, at most 80."
)
def command(posts: tuple[str, ...], archive: str | None, form: str, width: int | None) -> None:
    """Print posts. POST is a path (in the archive, or any file) or an id from `list`."""
    columns = width or min(shutil.get_terminal_size().columns, _WIDEST)
    session: Session | None = None
    for number, name in enumerate(posts):
        alone = _lone_file(name) if archive is None else None
        if alone is None and session is None:
            session = open_session(archive)
        here, article = alone or _find(session, name)
        if number and form != "json":
            print_text("")
        _PRINTERS[form](here, article, columns)


def _lone_file(name: str) -> tuple[Session, Article] | None:
    """A file that is named by its path is read as it is, no matter what any catalogue says."""
    path = os.path.abspath(os.path.expanduser(name))
    if not os.path.isfile(path):
        return None
    last = choose(None)
    is_inside = Path(path).is_relative_to(last) or Path(path).resolve().is_relative_to(last.resolve())
    session = Session(last if is_inside else Path(path), in_memory=True)
    return _find(session, path)


def _find(session: Session | None, name: str) -> tuple[Session, Article]:
    assert session is not None
    return session, session.read(session.find(name))


def _text(session: Session, article: Article, width: int) -> str:
    from reader.document.layout import layout  # noqa: PLC0415

    lines = [line.text.rstrip() for line in layout(session.document(article), width)]
    return "\n".join(lines)


def _print_text(session: Session, article: Article, width: int) -> None:
    post = article.post
    facts = [*post.authors, date_text(post).strip(), *("/".join(path) for path in post.categories)]
    print_text(post.title)
    print_text(" · ".join(fact for fact in facts if fact))
    print_text("")
    print_text(_text(session, article, width) or "(no text)")


def _print_markdown(session: Session, article: Article, width: int) -> None:
    from reader.document.export import to_markdown  # noqa: PLC0415

    del session, width
    print_text(f"# {article.post.title}\n\n{to_markdown(article.body, article.markup).strip()}")


def _print_html(session: Session, article: Article, width: int) -> None:
    from reader.document.export import to_html  # noqa: PLC0415

    del session, width
    print_text(to_html(article.body, article.markup))


def _print_json(session: Session, article: Article, width: int) -> None:
    document = session.document(article)
    print_json(
        post_object(article.post)
        | {
            "front_matter": article.front_matter,
            "text": _text(session, article, width),
            "links": [{"text": link.text, "href": link.href} for link in document.links],
        }
    )


_PRINTERS = {"text": _print_text, "markdown": _print_markdown, "html": _print_html, "json": _print_json}
