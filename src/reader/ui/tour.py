"""A tour of three minutes: each step says what a key does, and waits until one has tried it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.language import later, tr
from reader.ui.keys import key_name
from reader.ui.widgets.tour_bar import TourBar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual.timer import Timer

    from reader.ui.screens.main import MainScreen

_LOOK = 0.2
"""Seconds between two looks at whether a step is done."""
_PAUSE = 0.8
"""Seconds for which it is said that it is."""


def _place_in_list(screen: MainScreen) -> Hashable:
    return screen.posts.position


def _place_in_article(screen: MainScreen) -> Hashable:
    article = screen.preview.article
    return article.post.id if article else "", screen.article.scroll_offset.y


def _kept(screen: MainScreen) -> Hashable:
    return frozenset(screen.posts.kept.bookmarks)


def _has_walked(screen: MainScreen, before: Hashable) -> bool:
    return isinstance(before, int) and abs(screen.posts.position - before) >= 2


def _is_reading(screen: MainScreen, _: Hashable) -> bool:
    return screen.panes.is_reading


def _has_turned(screen: MainScreen, before: Hashable) -> bool:
    return _place_in_article(screen) != before


def _is_alone(screen: MainScreen, _: Hashable) -> bool:
    return screen.has_class("zen")


def _has_kept(screen: MainScreen, before: Hashable) -> bool:
    return _kept(screen) != before


def _has_found(screen: MainScreen, _: Hashable) -> bool:
    found = screen.search.found
    return found is not None and bool(found.ids) and screen.search.is_typing


def _is_back(screen: MainScreen, _: Hashable) -> bool:
    return not screen.search.is_on


def _sees_calendar(screen: MainScreen, _: Hashable) -> bool:
    return type(screen.app.screen).__name__ == "CalendarScreen"


def _sees_help(screen: MainScreen, _: Hashable) -> bool:
    return type(screen.app.screen).__name__ in {"HelpScreen", "Palette"}


class Step(NamedTuple):
    """What is told, and by what one sees that it was tried."""

    text: str
    """In English; names of keys of the table in braces, dashes as underscores."""
    done: Callable[[MainScreen, Hashable], bool]
    begin: Callable[[MainScreen], Hashable] = lambda _: None
    """What ``done`` is to compare with."""


STEPS: tuple[Step, ...] = (
    Step(
        later(
            "A list of articles, the newest first. {down} and {up} go through it, and the article follows."
        ),
        _has_walked,
        _place_in_list,
    ),
    Step(later("{in_} goes into the article."), _is_reading),
    Step(
        later(
            "{page_down} turns the page, and at the end goes on to the next article. {next} does so at once."
        ),
        _has_turned,
        _place_in_article,
    ),
    Step(
        later("{zen} leaves you alone with the text; once more, and the rest is back."),
        _is_alone,
    ),
    Step(
        later(
            "{bookmark} keeps the article: bookmarks have a place of their own. There are labels and notes, too."
        ),
        _has_kept,
        _kept,
    ),
    Step(
        later("{undo} takes that back. Whatever you change can be taken back, tomorrow too."),
        _has_kept,
        _kept,
    ),
    Step(
        later("{search_archive} finds anything as you type; Chinese by its pinyin, too. Try: dengta"),
        _has_found,
    ),
    Step(
        later("{search_open} goes to the results, {out} from there back to where you were."),
        _is_back,
    ),
    Step(
        later(
            "{calendar} shows the days of a year. Go to one with the arrows, or type a date; {in_} lists it."
        ),
        _sees_calendar,
    ),
    Step(
        later(
            "{help} tells every key, those that matter where you are first; {palette} runs anything by its name."
        ),
        _sees_help,
    ),
)
_END = later("That was all. To read a folder of your own: newsreader FOLDER. {quit} leaves.")


class Tour:
    """Leads through the program.

    Args:
        screen: on which.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._number = -1
        self._before: Hashable = None
        self._timer: Timer | None = None
        self._is_done = False
        self._bar: TourBar | None = None

    @property
    def is_on(self) -> bool:
        """Whether one is being led."""
        return self._bar is not None

    @property
    def number(self) -> int:
        """The step one is at, from 0; as many as there are at the end."""
        return self._number

    def go_on(self) -> None:
        """Begin; from then on the next step, and at last no more."""
        if self._bar is None:
            self._bar = TourBar(self.go_on)
            self._screen.mount(self._bar)
            self._timer = self._screen.set_interval(_LOOK, self._look)
            self._number = -1
        self._number += 1
        if self._number > len(STEPS):
            self.end()
            return
        self._is_done = False
        if self._number < len(STEPS):
            self._before = STEPS[self._number].begin(self._screen)
        self._tell()

    def end(self) -> None:
        """Lead no further."""
        if self._timer is not None:
            self._timer.stop()
        if self._bar is not None:
            self._bar.remove()
        self._bar = self._timer = None
        self._number = -1

    def _look(self) -> None:
        if self._number >= len(STEPS) or self._is_done:
            return
        if STEPS[self._number].done(self._screen, self._before):
            self._is_done = True
            self._tell()
            self._screen.set_timer(_PAUSE, self._go_on_from(self._number))

    def _go_on_from(self, number: int) -> Callable[[], None]:
        def go_on() -> None:
            if self.is_on and self._number == number:  # nobody has been quicker
                self.go_on()

        return go_on

    def _tell(self) -> None:
        assert self._bar is not None
        text = STEPS[self._number].text if self._number < len(STEPS) else _END
        self._bar.tell(said(text), self._number + 1, len(STEPS) + 1, is_done=self._is_done)


def said(text: str) -> str:
    """A text with the names of keys in it."""
    return tr(text).format_map(_Names())


class _Names(dict[str, str]):
    """The first key of an id, by that id as an identifier."""

    def __missing__(self, name: str) -> str:
        return key_name(name.strip("_").replace("_", "-"))
