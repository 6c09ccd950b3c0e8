"""The one screen one lives in: places, list, article. It composes and routes; the work is done below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import TextSelected
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from reader.config import Config
from reader.errors import ReaderError
from reader.library.listing import Listing
from reader.ui.article_actions import ArticleActions
from reader.ui.bindings import bindings
from reader.ui.loader import Loader
from reader.ui.messages import ArticleLoaded, Damaged, Found, Happened, ListLoaded, LoadFailed
from reader.ui.panes import Panes
from reader.ui.preview import Preview
from reader.ui.searching import Searching
from reader.ui.widgets.article import ArticleView
from reader.ui.widgets.link_bar import LinkBar
from reader.ui.widgets.places import ALL, Place, Places
from reader.ui.widgets.posts import PostList
from reader.ui.widgets.rows import RowsView
from reader.ui.widgets.status import Status
from reader.ui.words import BANNER, HINTS, ORDERS, list_title, told, why_empty

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from reader.config import Reading
    from reader.model import Category, Order
    from reader.session import Session
    from reader.ui.pictures import Pictures

_NARROWEST, _WIDEST = 20, 400
"""Cells of a column of text: at least, and so many that it fills any window."""


class MainScreen(Screen[None]):
    """Places, list and article of one archive."""

    class ReadAgain(Message):
        """The catalogue is to be made again."""

    BINDINGS = bindings("go", "find", "keep", "read")
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- as Textual declares it
        (0, "-narrow"),
        (90, "-medium"),
        (140, "-wide"),
    ]

    def __init__(self, session: Session, *, is_demo: bool = False, config: Config = Config()) -> None:  # noqa: B008
        super().__init__()
        self.session = session
        self._is_demo = is_demo
        self.places = Places(id="places")
        self.article = ArticleView(id="article", reading=config.reading)
        self.status = Status(id="status")
        self._loader = Loader(session, self.post_message)
        self._loader.reading = config.reading
        self.posts = PostList(self._loader.posts, id="list")
        self._preview = Preview(self.posts, self.article, self._loader)
        self._search = Searching(self, self.posts, self._loader)
        self.panes = Panes(self)
        self._at_hand = ArticleActions(self, self.article, self._preview)
        self._place: Place = ALL
        self._order: Order = "date"
        self._stamp = 0
        self._changed = False
        self._syncing = ""
        self._reading, self._images = config.reading, config.images
        self._pictures: Pictures | None = None
        self.article.pictures, self.article.picture_height = self.pictures, config.images.height

    def compose(self) -> ComposeResult:
        if self._is_demo:
            yield Static(BANNER, id="banner", markup=False)
        yield from (self.places, self.posts, self.article, self.status)

    def on_mount(self) -> None:
        self.places.border_title = "Places"
        self.set_class(self._reading.ambiguous == "wide", "-plain-borders")
        self.set_focus(self.posts)
        self._show_head()
        # What threads do (the first article alone imports two parsers) would slow the first screen down.
        self.call_after_refresh(self._load_rest)

    def on_unmount(self) -> None:
        self._loader.close()
        if self._pictures is not None:
            self._pictures.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types into a box, keys are characters and what the box makes of them."""
        if self._search.is_typing:
            return action in {"leave_box", "leave_search"}
        return self._at_hand.allows(action, parameters)

    # -- lists ----------------------------------------------------------------------------------------------

    def open_place(self, place: Place) -> None:
        """List the posts of a place: its first screen at once, the rest as soon as it is read."""
        self._place = place
        self._stamp += 1
        self._show_head()
        self._load_rest()

    def open_category(self, path: Category) -> None:
        """Go to a category, also in the tree."""
        self.places.go_to("category", path)
        self.panes.focus("list")

    def _show_head(self) -> None:
        """The first screen of the list."""
        place = self._place
        if place.kind == "bookmarks":
            self.posts.show(self._loader.bookmarks(self.posts.bookmarked))
        elif self._order != "title":  # which takes a while, and would not be at once
            self.posts.show(self._loader.head(place.selection, self._order))
        self._entitle()

    def _load_rest(self) -> None:
        """The rest of the list, and the article."""
        self._load_list()
        self._preview.show()

    def _load_list(self, *, soon: bool = False) -> None:
        place, order, session = self._place, self._order, self.session
        if place.kind == "bookmarks":
            self._loader.list(self._stamp, session.bookmark_listing, soon=soon)
        else:
            self._loader.list(self._stamp, lambda: (place.selection, order), soon=soon)

    @on(ListLoaded)
    def _take_list(self, message: ListLoaded) -> None:
        self.places.show(
            total=message.total,
            bookmarks=len(message.bookmarked),
            categories=message.categories,
            months=message.months,
        )
        if message.bookmarked != self.posts.bookmarked:
            self.posts.bookmarked = message.bookmarked
            self.posts.forget_drawn()
        if message.stamp != self._stamp or self._search.is_on:
            return
        self.posts.replace(message.listing)
        self._entitle()
        self._preview.show(again=self._changed)  # perhaps it is the very post that is being read
        self._changed = False

    def _entitle(self) -> None:
        """Say what is listed, or why nothing is."""
        listing = self.posts.listing
        if self._search.is_on:
            self.posts.border_title = f"Titles found · {len(listing):,}"
        else:
            self.posts.empty = why_empty(self._place, self.session.root, syncing=bool(self._syncing))
            self.posts.border_title = list_title(self._place, listing.total, self._order)
        self._tell_status()

    def _tell_status(self) -> None:
        total = self.posts.listing.total
        where = f"{self.posts.position + 1:,} / {total:,}" if total else ""
        self.status.tell("   ".join(part for part in (self._syncing, where) if part))

    @on(RowsView.Moved, "#places")
    def _follow_place(self) -> None:
        if self._search.is_on:
            self._search.end()
        self.open_place(self.places.current)

    @on(RowsView.Moved, "#list")
    def _follow_post(self) -> None:
        self._tell_status()
        self._preview.follow()

    @on(ArticleLoaded)
    def _take_article(self, message: ArticleLoaded) -> None:
        if self._preview.take(message):
            self._at_hand.renew(same=self._preview.is_same)

    @on(LoadFailed)
    def _take_failure(self, message: LoadFailed) -> None:
        self._preview.take_failure(message)

    @on(ArticleView.Scrolled)
    def _follow_article(self) -> None:
        self._preview.tell_progress()
        self._at_hand.follow_view()

    # -- the archive ----------------------------------------------------------------------------------------

    @on(Happened)
    def _take_news(self, message: Happened) -> None:
        news = message.news
        if news.session is not None:
            self.session = self._loader.session = news.session
            self.posts.forget_posts()
        if news.trouble:
            self.notify(news.trouble, severity="warning", timeout=10, markup=False)
        progress = news.progress
        if progress is None:
            return
        self._syncing = told(progress)
        self._changed |= progress.changed > 0
        if progress.added or progress.changed or progress.removed or progress.renamed:
            if not len(self.posts.listing) and not self._search.is_on:
                self.open_place(self._place)  # the first screen of an archive never seen before
            else:
                self._load_list(soon=not progress.finished)
        elif progress.finished:
            self._entitle()  # an empty list is empty for another reason now
        self._tell_status()

    @on(Damaged)
    def _take_damage(self, message: Damaged) -> None:
        self.notify(f"{message.words}; the archive is read again", severity="warning", markup=False)
        self.posts.show(Listing.empty())
        self.post_message(self.ReadAgain())

    # -- search ---------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the search box; in the article, the one that finds in its text."""
        if self.panes.current == "article" and not self.article.is_empty:
            self._at_hand.find()
        else:
            self._search.begin(self.panes.current)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask anew: the archive, or the text of the article."""
        if event.input.id == "find":
            self._at_hand.look_for(event.value)
        else:
            self._search.type(event.value)
            self._entitle()

    @property
    def searched(self) -> str:
        """What the archive was searched for, while the list holds the results."""
        return self._search.typed

    @on(Found)
    def _take_answer(self, message: Found) -> None:
        if self._search.take(message):
            self._entitle()
            self._preview.show()

    def action_leave_box(self) -> None:
        """From the box into the results."""
        self.panes.focus("list")

    def action_leave_search(self) -> None:
        """Back to exactly where one was."""
        self.panes.focus(self._search.end())
        self._entitle()
        self._load_rest()

    # -- panes ----------------------------------------------------------------------------------------------

    def on_descendant_focus(self) -> None:
        if self.focused is not None:
            self.status.hint(*HINTS.get(self.focused.id or "", ()))
            self.panes.follow_focus(self.focused.id or "")

    def action_pane(self, pane: str) -> None:
        """Focus a pane."""
        self.panes.enter(pane)

    def action_next_pane(self) -> None:
        self.panes.step(1)

    def action_previous_pane(self) -> None:
        self.panes.step(-1)

    @on(RowsView.Chosen)
    def action_go_in(self) -> None:
        """A place leads to its posts, a post to its text."""
        pane = self.panes.current
        if pane != "article":
            self.panes.focus("list" if pane == "places" else "article")

    def action_unfold(self) -> None:
        """Open a branch; elsewhere like going in."""
        if self.panes.current != "places" or not self.places.unfold():
            self.action_go_in()

    def action_fold(self) -> None:
        """Close a branch; elsewhere like coming out."""
        if self.panes.current != "places":
            self.action_go_out()
        else:
            self.places.fold()

    def action_go_out(self) -> None:
        """Out of zen, the article, the search, the list."""
        if self.panes.is_zen:
            self.panes.leave_zen()
        elif self.panes.current == "article":
            if not self._at_hand.forget_found():
                self.panes.focus("list")
        elif self._search.is_on:
            self.action_leave_search()
        else:
            self.panes.focus("places")

    def action_back(self) -> None:
        """Like going out, but from the list (and the places) out of the program."""
        if self.panes.is_zen or self.panes.current == "article" or self._search.is_on:
            self.action_go_out()
        else:
            self.app.exit()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def action_zen(self) -> None:
        """The article alone, and back."""
        self.panes.toggle_zen()

    # -- posts ----------------------------------------------------------------------------------------------

    def action_next_post(self, steps: int) -> None:
        """Read the next post of the list."""
        if not self.posts.step(steps):
            self.notify(
                "This is the last post of the list." if steps > 0 else "This is the first post of the list."
            )

    def action_sort(self) -> None:
        """The next order."""
        if self._search.is_on or self._place.kind == "bookmarks":
            self.notify("Search results run from the best, bookmarks from the newest.")
            return
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.open_place(self._place)

    def action_bookmark(self) -> None:
        """Bookmark the post, or take its bookmark away."""
        post = self.posts.current
        if post is None:
            return
        try:
            kept = self.session.toggle_bookmark(post)
            self.posts.bookmarked = self.session.bookmarked()
        except ReaderError as error:
            self.notify(f"{error.message}. {error.hint}", severity="error", timeout=10, markup=False)
            return
        self.posts.forget_drawn()
        self.places.show(bookmarks=len(self.posts.bookmarked))
        self.notify(f"{'Bookmarked' if kept else 'Bookmark removed'}: {post.title}", timeout=2, markup=False)

    def action_bookmarks(self) -> None:
        """To the bookmarks."""
        self.places.go_to("bookmarks")
        self.action_pane("list")

    # -- the article ----------------------------------------------------------------------------------------

    def apply_reading(self, reading: Reading) -> None:
        """Set articles in another way, from now on."""
        self._reading = self._loader.reading = reading
        self.set_class(reading.ambiguous == "wide", "-plain-borders")
        self.article.set_reading(reading)
        self._preview.show(again=True)

    def action_measure(self, change: int) -> None:
        """A wider or narrower column; 0 switches between the whole width and the usual measure."""
        width = self.article.reading.width
        if change:
            width = max(_NARROWEST, min(self.article.measure_shown + change, _WIDEST))
        else:
            width = _WIDEST if width < _WIDEST else self._reading.width
        self.article.set_reading(self.article.reading._replace(width=width))

    def action_article(self, what: str) -> None:
        """Do something with the article: a method of :class:`~reader.ui.article_actions.ArticleActions`."""
        self._at_hand.run(what)

    @on(LinkBar.Typed)
    def _type_label(self, message: LinkBar.Typed) -> None:
        self._at_hand.linking.type(message.letter)

    @on(ArticleView.LinkClicked)
    def _offer_link(self, message: ArticleView.LinkClicked) -> None:
        self._at_hand.linking.choose_at(message.place[:2], message.at, message.href)

    @on(TextSelected)
    def _copy_selection(self) -> None:
        if text := self.get_selected_text():
            self._at_hand.copy(text, "the selection")

    def pictures(self) -> Pictures | None:
        """What draws pictures, where the extra for it is installed and the user wants them."""
        if self._pictures is None and self._images.show:
            from reader.ui.pictures import Pictures  # noqa: PLC0415 -- not before there is one

            self._pictures = Pictures(self.app, self.session.folder, self._images)
        return self._pictures if self._pictures is not None and self._pictures.available() else None
