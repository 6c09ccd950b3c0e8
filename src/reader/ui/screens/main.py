"""The one screen one lives in: places, list, article. It composes and routes; the work is done below it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.events import TextSelected
from textual.message import Message

from reader.config import Config
from reader.language import tr
from reader.ui.alarm import Alarm
from reader.ui.arrivals import Arrivals
from reader.ui.article_actions import ArticleActions
from reader.ui.attention import Attention
from reader.ui.bindings import COPYING, bindings
from reader.ui.highlight_actions import HighlightActions
from reader.ui.keep_actions import KeepActions
from reader.ui.list_looks import ListLooks
from reader.ui.lists import Lists
from reader.ui.loader import Loader
from reader.ui.messages import Report
from reader.ui.panes import Panes
from reader.ui.picking import Picking
from reader.ui.place_actions import PlaceActions
from reader.ui.preview import Preview
from reader.ui.read_actions import ReadActions
from reader.ui.restoring import Restoring
from reader.ui.saving import Saving
from reader.ui.screens.first_picture import FirstPicture
from reader.ui.search_actions import SearchActions
from reader.ui.searching import Searching
from reader.ui.select_actions import SelectActions
from reader.ui.sequences import Sequences, beginnings
from reader.ui.state_watch import StateWatch
from reader.ui.time_actions import TimeActions
from reader.ui.typesetting import Typesetting
from reader.ui.undoing import Undoing
from reader.ui.visiting import Visiting
from reader.ui.watched import Watched
from reader.ui.ways import Ways
from reader.ui.widgets.article import ArticleView
from reader.ui.widgets.places import Places
from reader.ui.widgets.posts import PostList
from reader.ui.widgets.rows import RowsView
from reader.ui.widgets.status import Status
from reader.ui.words import HINTS, NO_POST

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from reader.model import Category
    from reader.session import Session
    from reader.ui.gathering import Gathering
    from reader.ui.tour import Tour
    from reader.ui.widgets.link_bar import LinkBar


class MainScreen(FirstPicture, inherit_bindings=False):
    """Places, list and article of one archive."""

    class ReadAgain(Message):
        """The catalogue is to be made again."""

    BINDINGS = [*bindings("go", "find", "time", "keep", "read"), *beginnings(), *COPYING]  # noqa: RUF012 -- as Textual declares it
    AUTO_FOCUS = "#list"

    def __init__(
        self,
        session: Session,
        width: int,
        *,
        is_demo: bool = False,
        config: Config = Config(),  # noqa: B008
    ) -> None:
        super().__init__(width, "in-list")
        self.session = session
        self._is_demo = is_demo
        self.places = Places(id="places")
        self.article = ArticleView(id="article", reading=config.reading)
        self.status = Status(id="status")
        self.loader = Loader(session, self.post_message)
        self.posts = PostList(self.loader, id="list")
        self.preview = Preview(self.posts, self.article, self.loader)
        self.panes = Panes(self)
        self.typesetting = Typesetting(self, config)
        self.lists = Lists(self)
        self.list_looks = ListLooks(self, config)
        self.watched = Watched(self, config.watch.words)
        self.search = Searching(self)
        self.saving = Saving(self)
        self._at_hand = ArticleActions(self, self.article, self.preview)
        self._text_actions = SelectActions(self, self.article, self._at_hand)
        self._searching = SearchActions(self, self.lists.browsing, self._at_hand)
        self.tour: Tour | None = None
        self.place_actions = PlaceActions(self, self._at_hand.copy)
        self._ways = Ways(self, self._at_hand, self._searching)
        self.keeping = KeepActions(self)
        self.reads = ReadActions(self, self.keeping.writer)
        self.picking = Picking(self)
        self.undoing = Undoing(self, self.keeping.writer)
        self.visiting = Visiting(self)
        self.time, self.sequences = TimeActions(self), Sequences(self)
        self.attention = Attention(self, self.keeping.writer)
        self.preview.leaving = lambda same: self.attention.leave(same=same)
        self.watch_state = StateWatch(self, self.keeping.writer)
        self.restoring = Restoring(self, self.keeping.writer, is_on=config.ui.restore)
        self.preview.adorn = self.keeping.adorn
        self.highlighting = HighlightActions(self, self.keeping, self._at_hand.copy)
        self.arrivals = Arrivals(self, self._at_hand, self._text_actions, self._searching)
        self.alarm = Alarm(self)
        self._carry_out()

    def _carry_out(self) -> None:
        """What the key table names: ``keep('note')`` is the method of that name of what has it here."""
        self.action_way, self.action_pane = self._ways.run, self.panes.enter
        self.action_place = self.place_actions.run
        self.action_search, self.action_article = self._searching.run, self._at_hand.run
        self.action_keep, self.action_highlight = self.keeping.run, self.highlighting.run
        self.action_mark, self.action_turn = self.reads.run, self.undoing.run
        self.action_select, self.action_visit = self._text_actions.run, self.visiting.go
        self.action_sort, self.action_measure = self.lists.sort, self.typesetting.measure
        self.action_density, self.action_pick = self.list_looks.density, self.picking.run
        self.action_time, self.action_sequence = self.time.run, self.sequences.begin

    def again(self, config: Config) -> MainScreen:
        """A screen like this one, which stands where it stands."""
        other = MainScreen(self.session, self.app.size.width, is_demo=self._is_demo, config=config)
        other.restoring.follow(self.restoring)
        other.reads.follow(self.reads)
        return other

    @cached_property
    def gathering(self) -> Gathering:
        """Reads several posts at once."""
        from reader.ui.gathering import Gathering  # noqa: PLC0415 -- not before several are picked

        return Gathering(self)

    def compose(self) -> ComposeResult:
        if self._is_demo:
            from reader.ui.widgets.banner import Banner  # noqa: PLC0415 -- for the sample archive only

            yield Banner(id="banner")
        yield from (self.places, self.posts, self.article, self.status)

    def on_mount(self) -> None:
        self.places.border_title = tr("Places")
        self.typesetting.draw_borders()
        self.restoring.begin()
        self.go_on_after_it()

    def go_on(self) -> None:
        """After the first picture: what was open."""
        self.article.update_node_styles()
        self.restoring.go_on()

    def on_unmount(self) -> None:
        self.loader.close()
        self.saving.close()
        self.list_looks.close()
        self.watched.close()
        self.picking.close()
        self.restoring.keep()
        self.reads.keep_look()
        self.reads.close()
        self.time.close()
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

    @on(RowsView.Moved, "#places")
    def _follow_place(self) -> None:
        self.lists.follow_place()

    @on(RowsView.Moved, "#list")
    def _follow_post(self) -> None:
        self.lists.tell()
        self.preview.follow()

    @on(ArticleView.Scrolled)
    def _follow_article(self) -> None:
        self.preview.follow_view()
        self._at_hand.follow_view()
        self.attention.look()

    # -- the archive ----------------------------------------------------------------------------------------

    @on(Report)
    def _deliver(self, report: Report) -> None:
        report.deliver(self)

    # -- search ---------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask anew: the archive, or the text of the article."""
        if event.input.id == "find":
            self._at_hand.look_for(event.value)
        elif event.input.id == "search":
            self.search.type(event.value)
            self.lists.entitle()

    @on(PostList.Pointed)
    def _go_through_time(self, message: PostList.Pointed) -> None:
        self.time.point(message.days, message.steps)

    @on(PostList.Picked)
    def _pick(self, message: PostList.Picked) -> None:
        (self.picking.up_to if message.up_to else self.picking.toggle)(message.position)

    @on(PostList.Lacking)
    def _find_out_more(self, message: PostList.Lacking) -> None:
        self.loader.hits(message.results, message.positions, passages=message.passages)

    @on(PostList.Glancing)
    def _look_at_texts(self, message: PostList.Glancing) -> None:
        self.list_looks.want(message.posts)

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

    @property
    def keys_for(self) -> str:
        """Where one is, as :data:`reader.ui.words.HINTS` has it."""
        focused = self.focused.id if self.focused is not None else ""
        if focused == "list" and self.picking.count:
            focused = "picked"
        elif focused == "list" and not len(self.posts.listing):
            focused = "nothing"
        elif focused == "list" and self.lists.shows_bookmarks:
            focused = "bookmarks"
        return self._text_actions.keys_for or focused or ""

    def tell_keys(self) -> None:
        """Say in the last line which keys matter now."""
        self.status.hint(*HINTS.get(self.keys_for, ()))

    @on(RowsView.Chosen)
    def _take_choice(self) -> None:
        self._ways.go_in()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    # -- posts ----------------------------------------------------------------------------------------------

    def action_next_post(self, steps: int) -> None:
        """Read the next post of the list."""
        if not len(self.posts.listing):
            self.notify(tr(NO_POST), timeout=3)
        elif not self.posts.step(steps):
            last, first = tr("This is the last post of the list."), tr("This is the first post of the list.")
            self.notify(last if steps > 0 else first)

    def action_tour(self) -> None:
        """Lead through the program, a step at a time."""
        if self.tour is None:
            from reader.ui.tour import Tour  # noqa: PLC0415 -- once in a life

            self.tour = Tour(self)
        self.tour.go_on()

    def action_export(self) -> None:
        """Take the article out of the reader."""
        from reader.ui import exporting  # noqa: PLC0415 -- not before it is wanted

        exporting.begin(self)

    # -- the article ----------------------------------------------------------------------------------------

    @on(ArticleView.Ended)
    def _go_on(self) -> None:
        self.action_next_post(1)

    @on(ArticleView.Clicked)
    def _look_at(self, message: ArticleView.Clicked) -> None:
        self.highlighting.look(message.place)

    def on_link_bar_typed(
        self, message: LinkBar.Typed
    ) -> None:  # by its name: no bar before a link is wanted
        self._at_hand.linking.type(message.letter)

    @on(ArticleView.LinkClicked)
    def _offer_link(self, message: ArticleView.LinkClicked) -> None:
        self._at_hand.linking.choose_at(message.place[:2], message.at, message.href)

    @on(TextSelected)
    def _copy_selection(self) -> None:
        if text := self.get_selected_text():
            self._at_hand.copy(text, tr("Copied the selection, {length}."))
