"""``newsreader list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.open import open_session
from reader.cli.output import date_text, post_object, print_json, print_text
from reader.model import Category, Order, Selection

if TYPE_CHECKING:
    from reader.session import Session

_WINDOW = 500


@click.command("list")
@click.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
@click.option("--category", help="This category and what is below it, levels joined by '/'.")
@click.option("--author", help="Posts of this author or source.")
@click.option(
    "--sort", "order", type=click.Choice(["date", "oldest", "title"]), default="date", show_default=True,
    help="Newest first, oldest first, or by title.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(1), help="At most so many posts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--sync", is_flag=True, help="Look for new and changed posts first.")
def command(
    archive: str | None,
    category: str | None,
    author: str | None,
    order: Order,
    limit: int | None,
    *,
    as_json: bool,
    sync: bool,
) -> None:
    """List posts, newest first: date, source, title, id.

    An archive that was never read is read first; later calls answer at once from what is known (see --sync).
    """
    session = open_session(archive, sync=sync)
    selection = Selection(_category(session, category) if category else (), author or "")
    catalog = session.catalog
    ids = (catalog.head(selection, order, limit) if limit else catalog.listing(selection, order)).ids
    for start in range(0, len(ids), _WINDOW):
        for post in catalog.posts(ids[start : start + _WINDOW]):
            if as_json:
                print_json(post_object(post))
            else:
                source = post.authors[0] if post.authors else "-"
                print_text(f"{date_text(post)}  {source}  {post.title}  {post.id}")


def _category(session: Session, typed: str) -> Category:
    """The path that was meant: names may hold a ``/`` of their own."""
    typed = typed.strip("/")
    known = (count.path for count in session.catalog.categories())
    return next((path for path in known if "/".join(path) == typed), tuple(typed.split("/")))
