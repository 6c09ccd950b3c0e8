"""The command palette: every action of the key table, every setting of articles, and every category, by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui import settings
from reader.ui.keys import AWAY, KEYS, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.ui.app import ReaderApp

    Command = tuple[str, Callable[[], object], str]
    """Name, what it does, help."""

_SKIP = {"move", *AWAY}
"""Scopes whose actions make no sense from a palette."""


class ReaderCommands(Provider):
    """What the reader can do."""

    async def discover(self) -> Hits:
        for name, run, text in (*self._actions(), *self._menus()):
            yield DiscoveryHit(name, run, help=text)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, run, text in (*self._actions(), *self._settings(), *self._places()):
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=text)

    def _actions(self) -> Iterator[Command]:
        for key in KEYS:
            if key.scope not in _SKIP and key.id != "palette":
                title = key.help[0].upper() + key.help[1:]
                yield title, partial(self.screen.run_action, key.action), "  ".join(["key:", *names(key)])

    @property
    def _reader(self) -> ReaderApp:
        from reader.ui.app import ReaderApp  # noqa: PLC0415 -- which imports this module, when it is opened

        assert isinstance(self.app, ReaderApp)
        return self.app

    def _menus(self) -> Iterator[Command]:
        """A line for each setting, which leads to its values."""
        for key, title, text in settings.menus(self._reader.config.reading):
            yield title, partial(self.app.search_commands, list(self._choices(key)), "Reading"), text

    def _settings(self) -> Iterator[Command]:
        """A line for each value of each setting."""
        for key in settings.OFFERS:
            yield from self._choices(key)

    def _choices(self, key: str) -> Iterator[Command]:
        for choice in settings.choices(key, self._reader.config.reading):
            yield choice.title, partial(self._reader.set_reading, key, choice.value), settings.meaning(key)

    def _places(self) -> Iterator[Command]:
        from reader.ui.screens.main import MainScreen  # noqa: PLC0415

        if isinstance(self.screen, MainScreen):
            for count in self.screen.places.categories:
                name = "/".join(count.path)
                yield name, partial(self.screen.open_category, count.path), f"{count.posts:,} posts"
