"""What the command palette offers: every action of the key table, setting, theme, place, earlier search and archive."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader import paths
from reader.language import later, other, tr
from reader.state import recent
from reader.ui import settings, watch_commands
from reader.ui.keys import AWAY, KEYS, names
from reader.ui.themes import in_order
from reader.ui.words import END_TOUR, posts_told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.ui.app import ReaderApp
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.picker import Picked

_SKIP = {"move", *AWAY}
"""Scopes whose actions make no sense from a palette."""
_SEARCHES = 100
"""Earlier searches that are offered, the last ones."""


class Command(NamedTuple):
    """One line of the palette."""

    shown: str
    """What it is called."""
    run: Callable[[], object]
    detail: str = ""
    """Its keys, or what it is for; stands at the right."""
    also: str = ""
    """What else it is found by: its name in the other language."""
    at_rest: bool = False
    """It is shown before anything is typed."""
    posts: int | None = 1 << 40
    """Of a place; what is not one comes before those that are found as well."""

    @property
    def name(self) -> str:
        """All that it is found by; ends in its name."""
        return f"{self.also} {self.shown}" if self.also else self.shown


def every(app: ReaderApp, screen: MainScreen) -> list[Command]:
    """All that there is, in the order in which it is shown before anything is typed."""
    return [
        *_tour(screen),
        *_actions(screen),
        *watch_commands.menu(app),
        *_menus(app),
        *watch_commands.every(app),
        *_settings(app),
        *_themes(app),
        *_archives(app),
        *_searches(screen),
        *_places(screen),
    ]


def choose(app: ReaderApp, title: str, commands: Iterable[Command]) -> None:
    """Let the user choose among some of them."""
    show(app, title, [command._replace(at_rest=True) for command in commands])


def show(app: ReaderApp, title: str, commands: Sequence[Command]) -> None:
    """Let the user choose, and do that."""
    from reader.ui.screens.palette import Palette  # noqa: PLC0415 -- which imports this module

    palette = Palette(title, commands)

    def do(picked: Picked | None) -> None:
        if picked is None:
            return
        command = palette.place_at(picked.index)
        if picked.copy:
            app.copy_to_clipboard(command.shown)
            app.notify(tr("Copied."), timeout=2)
        else:
            app.call_later(command.run)

    app.push_screen(palette, do)


def _tour(screen: MainScreen) -> Iterator[Command]:
    """The way out of the tour, while one is on."""
    if screen.tour is not None and screen.tour.is_on:
        yield Command(tr(END_TOUR), screen.tour.end, also=other(END_TOUR), at_rest=True)


def _actions(screen: MainScreen) -> Iterator[Command]:
    for key in KEYS:
        if key.scope not in _SKIP and key.id != "palette":
            run = partial(screen.run_action, key.action)
            # People look for `export`, though it is said in other words what that does.
            also = f"{key.id.replace('-', ' ')} {tr(key.label)} {other(key.label)} {other(key.help)}"
            yield Command(_capital(tr(key.help)), run, "  ".join(names(key)), also, at_rest=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _menus(app: ReaderApp) -> Iterator[Command]:
    """A line for each setting, which leads to its values."""
    for table, key, title, _ in settings.menus(app.config):
        lead = partial(choose, app, settings.meaning(table, key), list(_choices(app, table, key)))
        yield Command(title, lead, at_rest=True)


def _settings(app: ReaderApp) -> Iterator[Command]:
    """A line for each value of each setting."""
    for table, offers in settings.OFFERS.items():
        for key in offers:
            yield from _choices(app, table, key)


def _choices(app: ReaderApp, table: str, key: str) -> Iterator[Command]:
    for choice in settings.choices(table, key, app.config):
        yield Command(choice.title, partial(app.choosing.choose, table, key, choice.value), also=choice.also)


_THEME = later("Theme: {name}")


def _themes(app: ReaderApp) -> Iterator[Command]:
    def wear(name: str) -> None:
        app.theme = name

    for name in in_order(app.available_themes):
        run, also = partial(wear, name), other(_THEME).format(name=name)
        yield Command(tr(_THEME).format(name=name), run, also=also)


_ARCHIVE = later("Open the archive {path}")


def _archives(app: ReaderApp) -> Iterator[Command]:
    for path in recent.every(paths.recent_file()):
        if path != app.session.root:
            run = partial(app.go_on_with, path)
            yield Command(tr(_ARCHIVE).format(path=path), run, also=other(_ARCHIVE).format(path=path))


_SEARCH = later("Search again: {query}")


def _searches(screen: MainScreen) -> Iterator[Command]:
    for query in reversed(screen.session.history.all()[-_SEARCHES:]):
        run = partial(screen.search.begin, "list", typed=query)
        yield Command(tr(_SEARCH).format(query=query), run, also=other(_SEARCH).format(query=query))


def _places(screen: MainScreen) -> Iterator[Command]:
    for place in screen.places.every():
        told = "" if place.posts is None else posts_told(place.posts)
        run = partial(screen.place_actions.go_to, place)
        yield Command(place.name, run, told, posts=place.posts)
