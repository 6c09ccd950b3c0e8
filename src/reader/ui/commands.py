"""The command palette: every action of the key table, and every category, by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui.keys import KEYS, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SKIP = {"move", "search"}
"""Scopes whose actions make no sense from a palette."""


class ReaderCommands(Provider):
    """What the reader can do."""

    async def discover(self) -> Hits:
        for name, run, text in self._actions():
            yield DiscoveryHit(name, run, help=text)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, run, text in (*self._actions(), *self._places()):
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=text)

    def _actions(self) -> Iterator[tuple[str, Callable[[], object], str]]:
        for key in KEYS:
            if key.scope not in _SKIP and key.id != "palette":
                title = key.help[0].upper() + key.help[1:]
                yield title, partial(self.screen.run_action, key.action), f"key: {'  '.join(names(key))}"

    def _places(self) -> Iterator[tuple[str, Callable[[], object], str]]:
        from reader.ui.screens.main import MainScreen  # noqa: PLC0415

        if isinstance(self.screen, MainScreen):
            for count in self.screen.places.categories:
                name = "/".join(count.path)
                yield name, partial(self.screen.open_category, count.path), f"{count.posts:,} posts"
