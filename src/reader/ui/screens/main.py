"""The one screen one lives in: places, list, article. It composes and routes; the work is done below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import TextSelected
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from reader.config import Config
from reader.library.listing import Listing
from reader.ui.article_actions import ArticleActions
from reader.ui.attention import Attention
from reader.ui.bindings import COPYING, bindings
from reader.ui.highlight_actions import HighlightActions
from reader.ui.keep_actions import KeepActions
from reader.ui.lists import Lists
from reader.ui.loader import Loader
from reader.ui.messages import (
    Answered,
    ArticleLoaded,
    Damaged,
    ListLoaded,
    Report,
)
from reader.ui.panes import Panes
from reader.ui.preview import Preview
from reader.ui.read_actions import ReadActions
from reader.ui.restoring import Restoring
from reader.ui.saving import Saving
from reader.ui.search_actions import SearchActions
from reader.ui.searching import Searching
from reader.ui.select_actions import SelectActions
from reader.ui.state_watch import StateWatch
from reader.ui.typesetting import Typesetting
from reader.ui.undoing import Undoing
from reader.ui.visiting import Visiting
from reader.ui.ways import Ways
from reader.ui.widgets.article import ArticleView
from reader.ui.widgets.link_bar import LinkBar
from reader.ui.widgets.places import Places
from reader.ui.widgets.posts import PostList
from reader.ui.widgets.rows import RowsView
from reader.ui.widgets.status import Status
from reader.ui.words import BANNER, HINTS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from reader.model import Category
    from reader.session import Session


class MainScreen(Screen[None], inherit_bindings=False):
    """Places, list and article of one archive."""

    class ReadAgain(Message):
        """The catalogue is to be made again."""

    BINDINGS = [*bindings("go", "find", "keep", "read"), *COPYING]  # noqa: RUF012 -- as Textual declares it
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
        self.loader = Loader(session, self.post_message)
        self.posts = PostList(self.loader.posts, self.loader.read_among, id="list")
        self.preview = Preview(self.posts, self.article, self.loader)
        self.panes = Panes(self)
        self.typesetting = Typesetting(self, config)
        self.lists = Lists(self)
        self.search = Searching(self)
        self.saving = Saving(self)
        self._at_hand = ArticleActions(self, self.article, self.preview)
        self._text_actions = SelectActions(self, self.article, self._at_hand)
        self._searching = SearchActions(self, self.lists.browsing, self._at_hand)
        self._ways = Ways(self, self._at_hand, self._searching)
        self.keeping = KeepActions(self)
        self.reads = ReadActions(self, self.keeping.writer)
        self.undoing = Undoing(self, self.keeping.writer)
        self.visiting = Visiting(self)
        self.attention = Attention(self, self.keeping.writer)
        self.preview.leaving = lambda same: self.attention.leave(same=same)
        self.watch_state = StateWatch(self, self.keeping.writer)
        self.restoring = Restoring(self, self.keeping.writer, is_on=config.ui.restore)
        self.preview.adorn = self.keeping.adorn
        self.highlighting = HighlightActions(self, self.keeping, self._at_hand.copy)
        # What the key table names: ``keep('note')`` is the method of that name of what has it here.
        self.action_way, self.action_pane = self._ways.run, self.panes.enter
        self.action_search, self.action_article = self._searching.run, self._at_hand.run
        self.action_keep, self.action_highlight = self.keeping.run, self.highlighting.run
        self.action_mark, self.action_turn = self.reads.run, self.undoing.run
        self.action_select, self.action_visit = self._text_actions.run, self.visiting.go
        self.action_sort, self.action_measure = self.lists.sort, self.typesetting.measure

    def compose(self) -> ComposeResult:
        if self._is_demo:
            yield Static(BANNER, id="banner", markup=False)
        yield from (self.places, self.posts, self.article, self.status)

    def on_mount(self) -> None:
        self.places.border_title = "Places"
        self.typesetting.draw_borders()
        self.restoring.begin()
        # What threads do (the first article alone imports two parsers) would slow the first screen down.
        self.call_after_refresh(self.restoring.go_on)

    def on_unmount(self) -> None:
        self.loader.close()
        self.saving.close()
        self.restoring.keep()
        self.reads.keep_look()
        self.reads.close()
        self.watch_state.close()
        self.highlighting.shown.close()
        self.typesetting.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types into a box, keys are characters and what the box makes of them."""
        for allowed in (
            self._searching.allows(action, parameters),
            self.keeping.allows(action, parameters),
            self.highlighting.allows(action),
            self._text_actions.allows(action, parameters),
        ):
            if allowed is not None:
                return allowed
        return self._at_hand.allows(action, parameters)

    # -- lists ----------------------------------------------------------------------------------------------

    def open_category(self, path: Category) -> None:
        """Go to a category, also in the tree."""
        self.places.go_to("category", path)
        self.panes.focus("list")

    @on(ListLoaded)
    def _take_list(self, message: ListLoaded) -> None:
        self.places.show(
            total=message.total,
            categories=message.categories,
            months=message.months,
        )
        self.saving.refresh()
        self.keeping.read()
        self.lists.take(message)
        self.reads.begin_look()
        self.reads.count()
        self.watch_state.start()

    @on(RowsView.Moved, "#places")
    def _follow_place(self) -> None:
        self.lists.follow_place()

    @on(RowsView.Moved, "#list")
    def _follow_post(self) -> None:
        self.lists.tell()
        self.preview.follow()

    @on(ArticleLoaded)
    def _take_article(self, message: ArticleLoaded) -> None:
        if self.preview.take(message):
            if not self.preview.is_same:
                self._text_actions.end()
            self._at_hand.mark(self.search.patterns(message.post), now=False)
            self._at_hand.renew(same=self.preview.is_same, finder=message.finder)
            self.highlighting.renew()
            self.attention.begin(same=self.preview.is_same)

    @on(ArticleView.Scrolled)
    def _follow_article(self) -> None:
        self.preview.follow_view()
        self._at_hand.follow_view()
        self.attention.look()

    # -- the archive ----------------------------------------------------------------------------------------

    @on(Report)
    def _deliver(self, report: Report) -> None:
        report.deliver(self)

    @on(Damaged)
    def _take_damage(self, message: Damaged) -> None:
        self.notify(f"{message.words}; the archive is read again", severity="warning", markup=False)
        self.posts.show(Listing.empty())
        self.post_message(self.ReadAgain())

    # -- search ---------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask anew: the archive, or the text of the article."""
        if event.input.id == "find":
            self._at_hand.look_for(event.value)
        elif event.input.id == "search":
            self.search.type(event.value)
            self.lists.entitle()

    @on(Answered)
    def _take_answer(self, message: Answered) -> None:
        self._searching.take(message)
        self.restoring.take_answer()

    @on(PostList.Lacking)
    def _find_out_more(self, message: PostList.Lacking) -> None:
        self.loader.hits(message.results, message.positions, passages=message.passages)

    # -- panes ----------------------------------------------------------------------------------------------

    def on_descendant_focus(self) -> None:
        if self.focused is not None:
            if self.focused is not self.article:
                self._text_actions.leave()
            if self.focused.id != "highlight-bar":
                self.highlighting.leave()
            self.tell_keys()
            self.panes.follow_focus(self.focused.id or "")
            self.attention.look()

    @on(ArticleView.Selected)
    def _follow_selection(self) -> None:
        self._text_actions.follow_mouse()

    def tell_keys(self) -> None:
        """Say in the last line which keys matter now."""
        focused = self.focused.id if self.focused is not None else ""
        if focused == "list" and self.lists.shows_bookmarks:
            focused = "bookmarks"
        self.status.hint(*HINTS.get(self._text_actions.keys_for or focused or "", ()))

    @on(RowsView.Chosen)
    def _take_choice(self) -> None:
        self._ways.go_in()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    # -- posts ----------------------------------------------------------------------------------------------

    def action_next_post(self, steps: int) -> None:
        """Read the next post of the list."""
        if not self.posts.step(steps):
            self.notify(
                "This is the last post of the list." if steps > 0 else "This is the first post of the list."
            )

    # -- the article ----------------------------------------------------------------------------------------

    @on(ArticleView.Clicked)
    def _look_at(self, message: ArticleView.Clicked) -> None:
        self.highlighting.look(message.place)

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
