"""Textual bindings made from the key table, with the keys that are in force when a screen is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from reader.ui.keynames import is_character, is_sequence, with_twins
from reader.ui.keys import KEYS, Key, Scope, bound

if TYPE_CHECKING:
    from collections.abc import Iterable

COPYING: list[BindingType] = [Binding("ctrl+c,super+c", "screen.copy_text", show=False)]
"""What a screen keeps of Textual's own keys; the others are in the table."""


def bindings(*scopes: Scope) -> list[BindingType]:
    """The bindings of some scopes of the key table, each under its id.

    All but those of the whole program have priority: Textual carries them out as the keys come, one after the
    other. Without it a key goes through the queue of the widget that has the focus *now*, and of two keys typed
    quickly the second would still go there, though the first has moved the focus.
    """
    return [
        _binding(key, found, priority=key.scope != "app")
        for key in KEYS
        if key.scope in scopes and (found := _single(key))
    ]


def everywhere() -> list[BindingType]:
    """What is done wherever one is, while one types too: quitting, by keys that are no characters."""
    (quitting,) = (key for key in KEYS if key.id == "quit")
    found = [name for name in _single(quitting) if not is_character(name)]
    return [_binding(quitting, found, priority=True)] if found else []


def keys_of(*ids: str) -> str:
    """The keys of some ids, for a binding that does the same where the table's own don't hold."""
    return _joined(name for key in KEYS if key.id in ids for name in _single(key))


def _single(key: Key) -> list[str]:
    """The keys in force that are one key; :mod:`reader.ui.sequences` takes care of the others."""
    return [name for name in bound(key) if not is_sequence(name)]


def _binding(key: Key, names: Iterable[str], *, priority: bool) -> Binding:
    return Binding(
        _joined(names), key.action, key.label, tooltip=key.help, id=key.id, show=False, priority=priority
    )


def _joined(names: Iterable[str]) -> str:
    """As Textual wants them; a comma would part two keys."""
    return ",".join("comma" if twin == "," else twin for name in names for twin in with_twins(name))
