"""The one screen one lives in: places, list, article. It composes and routes; the work is done below it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, cast

from textual import on
from textual.screen import Screen
from textual.widgets import Static

from reader.errors import ReaderError
from reader.ui.bindings import bindings
from reader.ui.loader import Loader
from reader.ui.messages import ArticleLoaded, Found, Happened, ListLoaded, LoadFailed
from reader.ui.widgets.article import MEASURE, ArticleView
from reader.ui.widgets.places import ALL, Place, Places
from reader.ui.widgets.posts import PostList
from reader.ui.widgets.rows import RowsView
from reader.ui.widgets.status import Status

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widgets import Input

    from reader.library.listing import Listing
    from reader.model import Category, Order, Post
    from reader.session import Session

_QUIET = 0.06
"""Seconds without another move after which the article follows the cursor; a single move is followed at once."""
_ORDERS: dict[Order, str] = {"date": "newest first", "oldest": "oldest first", "title": "by title"}
_HINTS = {
    "places": ("in", "unfold", "fold", "search", "next-pane", "help", "back"),
    "list": ("in", "search", "bookmark", "sort", "next-pane", "zen", "help", "back"),
    "article": ("page-down", "next", "previous", "bookmark", "search", "zen", "out", "help"),
    "search": ("search-open", "search-close"),
}
_WIDE = ("places", "list", "article")


class _Left(NamedTuple):
    """Where one was when the search began."""

    listing: Listing
    position: int
    focus: str


class MainScreen(Screen[None]):
    """Places, list and article of one archive."""

    BINDINGS = bindings("go", "find", "keep", "read")
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- as Textual declares it
        (0, "-narrow"),
        (90, "-medium"),
        (140, "-wide"),
    ]

    def __init__(self, session: Session, *, is_demo: bool = False) -> None:
        super().__init__()
        self.session = session
        self._is_demo = is_demo
        self._loader = Loader(session, self.post_message)
        self._place: Place = ALL
        self._order: Order = "date"
        self._stamp = 0
        self._left: _Left | None = None
        self._shown: Post | None = None
        self._painted = ""
        self._changed = False
        self._wanted: Timer | None = None
        self._moved_at = 0.0
        self._reload_after = 0.0
        self._syncing = ""
        self._measure = MEASURE

    def compose(self) -> ComposeResult:
        if self._is_demo:
            yield Static("The sample archive. To read your own: newsreader FOLDER", id="banner", markup=False)
        yield Places(id="places")
        yield PostList(self.session.catalog.posts, id="list")
        yield ArticleView(id="article")
        yield Status(id="status")

    def on_mount(self) -> None:
        self.places = self.query_one(Places)
        self.posts = self.query_one(PostList)
        self.article = self.query_one(ArticleView)
        self.status = self.query_one(Status)
        self.places.border_title = "Places"
        self.posts.focus()
        self.posts.bookmarked = self.session.bookmarked()
        self._show_head()
        # What threads do (the first article alone imports two parsers) would slow the first screen down.
        self.call_after_refresh(self._load_rest)

    def on_unmount(self) -> None:
        self._loader.close()

    # -- lists ----------------------------------------------------------------------------------------------

    def open_place(self, place: Place) -> None:
        """List the posts of a place: its first screen at once, the rest as soon as it is read."""
        self._left = None
        self._place = place
        self._stamp += 1
        self._show_head()
        self._load_rest()

    def _show_head(self) -> None:
        """The first screen of the list."""
        place = self._place
        self.posts.empty = self._why_empty()
        if place.kind == "bookmarks":
            self.posts.show(self.session.bookmark_listing())
        elif self._order != "title":
            self.posts.show(self.session.catalog.head(place.selection, self._order))
        self._entitle()

    def _load_rest(self) -> None:
        """The rest of the list, and the article."""
        self._load_list()
        self._preview()

    def open_category(self, path: Category) -> None:
        """Go to a category, also in the tree."""
        self.places.go_to("category", path)
        self._focus("list")

    def _load_list(self, pause: float = 0.0) -> None:
        place, order, session = self._place, self._order, self.session
        if place.kind == "bookmarks":
            self._loader.list(self._stamp, session.bookmark_listing, pause)
        else:
            self._loader.list(self._stamp, lambda: (place.selection, order), pause)

    @on(ListLoaded)
    def _take_list(self, message: ListLoaded) -> None:
        self.places.show(
            total=message.total,
            bookmarks=len(self.posts.bookmarked),
            categories=message.categories,
            months=message.months,
        )
        self._reload_after = max(0.2, 3 * message.seconds)
        if message.stamp != self._stamp or self._left is not None:
            return
        self.posts.replace(message.listing)
        if self._changed:
            self._shown, self._changed = None, False  # perhaps it is the one that is being read
        self.posts.empty = self._why_empty()
        self._entitle()
        self._preview()

    def _why_empty(self) -> str:
        if self._place.kind == "bookmarks":
            return "No bookmarks in this archive. Press s on a post to keep it."
        if self._syncing:
            return "Reading the archive …"
        if self._place.kind == "all":
            return (
                f"No posts (.md, .html, .txt) in {self.session.root}. Open another folder: newsreader FOLDER"
            )
        return f"No posts in {self._place.name} any more."

    def _entitle(self) -> None:
        listing = self.posts.listing
        if self._left is not None:
            self.posts.border_title = f"Titles found · {len(listing):,}"
        else:
            self.posts.border_title = _plain(
                f"{self._place.name} · {listing.total:,} · {_ORDERS[self._order]}"
            )
        self._tell_status()

    def _tell_status(self) -> None:
        where = (
            f"{self.posts.position + 1:,} / {self.posts.listing.total:,}" if len(self.posts.listing) else ""
        )
        self.status.tell("   ".join(part for part in (self._syncing, where) if part))

    @on(RowsView.Moved, "#places")
    def _follow_place(self) -> None:
        if self._left is not None:
            self._close_search()
        self.open_place(self.places.current)

    @on(RowsView.Moved, "#list")
    def _follow_post(self) -> None:
        self._tell_status()
        if self._wanted is not None:
            self._wanted.stop()
        now = monotonic()
        quick, self._moved_at = now - self._moved_at < _QUIET, now
        # Held down, the key brings a move every 30 ms or so: the article waits until it is let go.
        self._wanted = self.set_timer(_QUIET, self._preview) if quick else None
        if not quick:
            self._preview()

    def _preview(self) -> None:
        post = self.posts.current
        if post is None:
            self._shown, self._painted = None, ""
            self.article.clear()
            self.article.border_title = ""
        elif post != self._shown:
            self._shown = post
            self._loader.article(post)

    @on(ArticleLoaded)
    def _take_article(self, message: ArticleLoaded) -> None:
        if self._shown is not None and message.post.id == self._shown.id:
            self.article.show(message.head, message.body, again=message.post.id == self._painted)
            self._painted = message.post.id
            self._tell_progress()

    @on(LoadFailed)
    def _take_failure(self, message: LoadFailed) -> None:
        from reader.ui.head import head, note  # noqa: PLC0415

        if self._shown is not None and message.post.id == self._shown.id:
            self.article.show(
                head(message.post), note(f"{message.message}\n\nThe file may have been moved or deleted.")
            )

    @on(ArticleView.Scrolled)
    def _tell_progress(self) -> None:
        self.article.border_title = "" if self.article.is_empty else f"{self.article.progress:.0%}"

    # -- the archive ----------------------------------------------------------------------------------------

    @on(Happened)
    def _take_news(self, message: Happened) -> None:
        news = message.news
        if news.session is not None:
            self.session = self._loader.session = news.session
            self.posts.fetch_with(news.session.catalog.posts)
        if news.trouble:
            self.notify(news.trouble, severity="warning", timeout=10, markup=False)
        progress = news.progress
        if progress is None:
            return
        self._syncing = ""
        self._changed |= progress.changed > 0
        if not progress.finished:
            of = "" if progress.walking else f" of {progress.seen:,}"
            left = (progress.seen - progress.done) * progress.seconds / max(1, progress.done)
            self._syncing = f"reading {progress.done:,}{of}" + (
                "" if progress.walking else f" · {left:,.0f} s left"
            )
        if progress.added or progress.changed or progress.removed or progress.renamed or progress.finished:
            first = not len(self.posts.listing)
            if first and self._left is None:
                self.open_place(self._place)  # the first screen of an archive never seen before
            else:
                self._load_list(0.0 if progress.finished else self._reload_after)
        self._tell_status()

    # -- search ---------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the search box."""
        box = self._box()
        if box is None:
            self._left = _Left(self.posts.listing, self.posts.position, self._pane())
            self._loader.warm()
            from textual.widgets import Input  # noqa: PLC0415 -- and its validators, not before they are needed

            box = Input(placeholder="title …", id="search", compact=True)
            self.mount(box)
        box.focus()

    def _box(self) -> Input | None:
        return cast("Input | None", next(iter(self.query("#search")), None))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every character typed is a new question."""
        if event.value.strip():
            self._loader.find(event.value)
        elif self._left is not None:
            self.posts.show(self._left.listing, position=self._left.position)
            self._entitle()

    @on(Found)
    def _take_answer(self, message: Found) -> None:
        box = self._box()
        if self._left is None or box is None or box.value != message.typed:
            return
        self.posts.empty = f"No title with “{message.typed}”, nor one like it. Esc goes back."
        self.posts.show(message.listing, headings=False)
        self._entitle()
        self._preview()

    def on_input_submitted(self) -> None:
        """Enter."""
        self.action_leave_box()

    def action_leave_box(self) -> None:
        """From the box into the results."""
        self._focus("list")

    def _close_search(self) -> None:
        box, left = self._box(), self._left
        self._left = None
        if box is not None:
            box.remove()
        if left is not None:
            self.posts.empty = self._why_empty()
            self.posts.show(left.listing, position=left.position)
            self._focus(left.focus)
            self._entitle()
            self._preview()
            self._load_list()

    # -- panes ----------------------------------------------------------------------------------------------

    def _pane(self) -> str:
        """The pane that has the focus."""
        focused = self.focused
        return focused.id if focused is not None and focused.id in _WIDE else "list"

    def _focus(self, pane: str) -> None:
        self._show_pane(pane)
        self.query_one(f"#{pane}").focus()

    def _show_pane(self, pane: str) -> None:
        """In a narrow window only one pane is to be seen."""
        for name in _WIDE:
            self.set_class(name == pane, f"in-{name}")

    def on_descendant_focus(self) -> None:
        focused = self.focused
        if focused is None:
            return
        self.status.hint(*_HINTS.get(focused.id or "", ()))
        self._show_pane("list" if focused.id == "search" else self._pane())

    def action_pane(self, pane: str) -> None:
        """Focus a pane."""
        self.remove_class("zen")
        self._focus(pane)

    def action_next_pane(self) -> None:
        self.action_pane(_WIDE[(_WIDE.index(self._pane()) + 1) % 3])

    def action_previous_pane(self) -> None:
        self.action_pane(_WIDE[(_WIDE.index(self._pane()) - 1) % 3])

    @on(RowsView.Chosen)
    def action_go_in(self) -> None:
        """A place leads to its posts, a post to its text."""
        pane = self._pane()
        if pane != "article":
            self._focus("list" if pane == "places" else "article")

    def action_unfold(self) -> None:
        """Open a branch; elsewhere like going in."""
        if self._pane() != "places" or not self.places.unfold():
            self.action_go_in()

    def action_fold(self) -> None:
        """Close a branch; elsewhere like coming out."""
        if self._pane() != "places":
            self.action_go_out()
        else:
            self.places.fold()

    def action_go_out(self) -> None:
        """Out of zen, the article, the search, the list."""
        if self.has_class("zen"):
            self.remove_class("zen")
        elif self._pane() == "article":
            self._focus("list")
        elif self._left is not None:
            self._close_search()
        else:
            self._focus("places")

    def action_back(self) -> None:
        """Like going out, but from the list (and the places) out of the program."""
        if self.has_class("zen") or self._pane() == "article" or self._left is not None:
            self.action_go_out()
        else:
            self.app.exit()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def action_zen(self) -> None:
        """The article alone, and back."""
        self.toggle_class("zen")
        if self.has_class("zen"):
            self._focus("article")

    # -- posts ----------------------------------------------------------------------------------------------

    def action_next_post(self, steps: int) -> None:
        """Read the next post of the list."""
        if not self.posts.step(steps):
            self.notify(
                "This is the last post of the list." if steps > 0 else "This is the first post of the list."
            )

    def action_measure(self, change: int) -> None:
        """A wider or narrower column; 0 switches between the whole width and the usual measure."""
        if change:
            self._measure = max(20, min(self.article.measure_shown + change, 400))
        else:
            self._measure = 400 if self._measure < 400 else MEASURE
        self.article.set_measure(self._measure)

    def action_sort(self) -> None:
        """The next order."""
        if self._left is not None or self._place.kind == "bookmarks":
            self.notify("Search results run from the best, bookmarks from the newest.")
            return
        orders = list(_ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.open_place(self._place)

    def action_bookmark(self) -> None:
        """Bookmark the post, or take its bookmark away."""
        post = self.posts.current
        if post is None:
            return
        try:
            kept = self.session.toggle_bookmark(post)
        except ReaderError as error:
            self.notify(f"{error.message}. {error.hint}", severity="error", timeout=10, markup=False)
            return
        self.posts.bookmarked = self.session.bookmarked()
        self.posts.forget_drawn()
        self.places.show(bookmarks=len(self.posts.bookmarked))
        self.notify(f"{'Bookmarked' if kept else 'Bookmark removed'}: {post.title}", timeout=2, markup=False)

    def action_bookmarks(self) -> None:
        """To the bookmarks."""
        self.places.go_to("bookmarks")
        self.action_pane("list")


def _plain(text: str) -> str:
    """Text as a border title, which reads markup."""
    return text.replace("[", "\\[")
