"""Two keys one after the other, ``]d``: the first waits for the second, and the last line shows what may follow.

The key table has such keys like any other. Textual knows single ones only: what they begin with is bound here, and
the key that follows is taken before Textual sees it, whatever has the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from reader.language import tr
from reader.ui.keynames import half, is_sequence, with_twins
from reader.ui.keys import AWAY, KEYS, Key, bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.dom import DOMNode

    from reader.ui.screens.main import MainScreen

_UNDER_WAY = frozenset({"shift", "ctrl", "alt"})
"""Keys by themselves, which some terminals send before the character that they make."""


def beginnings() -> list[BindingType]:
    """The keys that two keys begin with, bound to wait for the second."""
    return [
        Binding(
            ",".join("comma" if twin == "," else twin for twin in with_twins(first)),
            f"sequence({first!r})",
            show=False,
            priority=True,
        )
        for first in dict.fromkeys(name[0] for _, name in _all())
    ]


def following(first: str) -> list[tuple[Key, str]]:
    """What begins with a key: each, and its two keys."""
    return [(key, name) for key, name in _all() if name[0] == first]


def _all() -> Iterator[tuple[Key, str]]:
    for key in KEYS:
        if key.scope not in AWAY:
            yield from ((key, name) for name in bound(key) if is_sequence(name))


class Sequences:
    """Waits for the second of two keys.

    Args:
        screen: whose last line shows what may follow, and where it is carried out.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._first = ""

    @property
    def waiting(self) -> bool:
        """Whether the next key is the second of two."""
        return bool(self._first)

    def begin(self, first: str) -> None:
        """The first of two keys has come."""
        self._first = first
        self._screen.status.hint(*(key.id for key, _ in following(first)), begin=first)

    def end(self) -> None:
        """Wait no more."""
        if self._first:
            self._first = ""
            self._screen.tell_keys()

    async def take(self, event: events.Key) -> None:
        """The second key has come: carry out what the two stand for; Esc gives up, anything else says what there is."""
        if event.key in _UNDER_WAY:
            return
        first = self._first
        self.end()
        if event.key == "escape":
            return
        second = half(event.character or "") if event.is_printable else ""
        there = following(first)
        for key, name in there:
            if second and name[1] == second:
                await self._run(key)
                return
        names = "  ".join(name for _, name in there)
        if second:
            words = tr("{keys} is no key here; {names} are.").format(keys=first + second, names=names)
        else:
            words = tr("After {key} comes a character: {names}").format(key=first, names=names)
        self._screen.notify(words, timeout=3, markup=False)

    async def _run(self, key: Key) -> None:
        app = self._screen.app
        where: DOMNode = app if key.scope == "app" else self._screen
        if key.scope == "move" and self._screen.focused is not None:
            where = self._screen.focused
        await app.run_action(key.action, default_namespace=where)
