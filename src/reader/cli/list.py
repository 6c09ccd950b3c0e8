"""``newsreader list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import speaking
from reader.cli.open import open_session
from reader.cli.output import date_text, post_object, print_json, print_text
from reader.model import Category, Order, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.query import SearchOrder
    from reader.session import Session

_WINDOW = 500


@speaking.command("list")
@click.argument("query", default="")
@speaking.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
@speaking.option("--category", help="This category and what is below it, levels joined by '/'.")
@speaking.option("--author", help="Posts of this author or source.")
@speaking.option(
    "--sort", "order", type=click.Choice(["date", "oldest", "title", "length", "relevance"]),
    help="Newest first, oldest first, by title, longest first, or best first.  [default: date]",
)  # fmt: skip
@speaking.option("--limit", type=speaking.IntRange(1), help="At most so many posts.")
@speaking.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@speaking.option("--sync", is_flag=True, help="Look for new and changed posts first.")
def command(
    query: str,
    archive: str | None,
    category: str | None,
    author: str | None,
    order: SearchOrder | None,
    limit: int | None,
    *,
    as_json: bool,
    sync: bool,
) -> None:
    """List posts, newest first: date, source, title, id.

    QUERY chooses among them, in the language of `search` (docs/search.md); only what has all of it is listed, however
    much that is, and nothing that is near.

    An archive that was never read is read first; later calls answer at once from what is known (see --sync).
    """
    session = open_session(archive, sync=sync)
    selection = Selection(_category(session, category) if category else (), author or "")
    catalog = session.catalog
    ids = _ids(session, query, selection, order, limit)
    for start in range(0, len(ids), _WINDOW):
        for post in catalog.posts(ids[start : start + _WINDOW]):
            if as_json:
                print_json(post_object(post))
            else:
                source = post.authors[0] if post.authors else "-"
                print_text(f"{date_text(post)}  {source}  {post.title}  {post.id}")


def _ids(
    session: Session, query: str, selection: Selection, order: SearchOrder | None, limit: int | None
) -> Sequence[int]:
    """The row ids of the posts to be listed, in order."""
    catalog = session.catalog
    if not query and order != "length":
        known: Order = "date" if order is None or order == "relevance" else order
        return (catalog.head(selection, known, limit) if limit else catalog.listing(selection, known)).ids
    from reader.cli.finding import in_order  # noqa: PLC0415 -- most who list want everything

    found = in_order(session, query, order)
    if selection != Selection():
        chosen = set(catalog.listing(selection).ids)
        found = [number for number in found if number in chosen]
    return found[:limit]


def _category(session: Session, typed: str) -> Category:
    """The path that was meant: names may hold a ``/`` of their own."""
    typed = typed.strip("/")
    known = (count.path for count in session.catalog.categories())
    return next((path for path in known if "/".join(path) == typed), tuple(typed.split("/")))
