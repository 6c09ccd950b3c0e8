"""What is done with the texts of several posts at once: copying their addresses, citations or texts, opening their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from reader.errors import ReaderError
from reader.language import later, tr, tr_plural
from reader.ui.keys import key_name
from reader.ui.messages import Report
from reader.ui.mishaps import survive
from reader.ui.words import characters_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model import Article, Post
    from reader.session import Session
    from reader.ui.screens.main import MainScreen

What = Literal["page", "citation", "markdown"]

PAGES = 10
"""Pages that are opened at once at most: a browser with fifty new tabs is no help to anyone."""
_HOSTS = 4
"""Hosts that are named before one agrees."""
_COPIED: dict[What, str] = {
    "page": later("Copied the addresses of {posts}, {length}."),
    "citation": later("Copied the citations of {posts}, {length}."),
    "markdown": later("Copied {posts} as Markdown, {length}."),
}
_BETWEEN: dict[What, str] = {"page": "\n", "citation": "\n", "markdown": "\n---\n\n"}


@dataclass(eq=False, repr=False)
class Gathered(Report):
    """The texts of some posts."""

    what: What
    text: str
    posts: str
    """How many, in words."""

    def deliver(self, screen: MainScreen) -> None:
        screen.app.copy_to_clipboard(self.text)
        words = tr(_COPIED[self.what]).format(posts=self.posts, length=characters_told(len(self.text)))
        screen.notify(words, timeout=3, markup=False)


@dataclass(eq=False, repr=False)
class Pages(Report):
    """The addresses of some posts' own pages."""

    of: tuple[int, ...]
    """The row ids of what is picked."""
    addresses: Sequence[str]

    def deliver(self, screen: MainScreen) -> None:
        screen.gathering.offer(self)


class Gathering:
    """Reads posts in a thread, and does something with them.

    Args:
        screen: where posts are picked.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._offered: Pages | None = None

    def copy(self, posts: Sequence[Post], what: What) -> None:
        """Copy something of each of some posts, one after the other."""
        session, send = self._screen.session, self._screen.post_message
        told = tr_plural("{count:,} post", "{count:,} posts", len(posts)).format(count=len(posts))

        def run() -> None:
            texts = [_text(session, post, what) for post in posts]
            send(Gathered(what, _BETWEEN[what].join(texts), told))

        self._screen.run_worker(lambda: survive(run), thread=True)

    def open(self) -> None:
        """Open the pages of the picked posts, when the user has seen which."""
        screen = self._screen
        of = tuple(screen.posts.picks.rows) if screen.picking.count <= PAGES else ()
        offered, self._offered = self._offered, None
        if offered is not None and of and offered.of == of:
            from reader.ui.opening import open_address  # noqa: PLC0415

            troubles = filter(None, [open_address(screen.app, href) for href in offered.addresses])
            if words := next(troubles, ""):
                screen.notify(words, severity="warning", markup=False)
            return
        posts = screen.picking.posts(PAGES)
        session, send = screen.session, screen.post_message

        def run() -> None:
            send(Pages(of, [page for post in posts if (page := page_of(session, post))]))

        if posts:
            screen.run_worker(lambda: survive(run), thread=True)

    def offer(self, pages: Pages) -> None:
        """Say where the pages are; the same key again opens them."""
        if not pages.addresses:
            self._screen.notify(tr("These posts do not say where they were published."), timeout=3)
            return
        self._offered = pages
        hosts = list(dict.fromkeys(urlsplit(href).hostname or href for href in pages.addresses))
        shown = ", ".join(hosts[:_HOSTS]) + (" …" if len(hosts) > _HOSTS else "")
        words = tr_plural(
            "{count} page in the browser ({hosts})? {key} again opens it.",
            "{count} pages in the browser ({hosts})? {key} again opens them.",
            len(pages.addresses),
        ).format(count=len(pages.addresses), hosts=shown, key=key_name("open"))
        self._screen.notify(words, timeout=6, markup=False)


def _text(session: Session, post: Post, what: What) -> str:
    """What is copied of a post; of one that can't be read what the list knows of it."""
    if what == "markdown":
        from reader.document.export import to_markdown  # noqa: PLC0415

        article = _read(session, post)
        body = to_markdown(article.body, article.markup).strip() if article is not None else ""
        return f"# {post.title}\n\n{body}\n"
    page = page_of(session, post)
    if what == "citation":
        from reader.citation import cite  # noqa: PLC0415

        return cite(post._replace(link=page))
    return page or str(session.folder / post.path)


def page_of(session: Session, post: Post) -> str:
    """The address of a post's own page, as its header or its text tells it; nothing where neither does."""
    from reader.document.origin import link_of  # noqa: PLC0415

    article = _read(session, post)
    return link_of(article.post, session.document(article)) if article is not None else post.link


def _read(session: Session, post: Post) -> Article | None:
    try:
        return session.read(post)
    except ReaderError:
        return None
