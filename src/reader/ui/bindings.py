"""Textual bindings made from the key table."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from reader.ui.keys import KEYS, Scope, with_full_width


def bindings(*scopes: Scope) -> list[BindingType]:
    """The bindings of some scopes of the key table, each under the id that a keymap knows it by.

    All but those of the whole program have priority: Textual carries them out as the keys come, one after the
    other. Without it a key goes through the queue of the widget that has the focus *now*, and of two keys typed
    quickly the second would still go there, though the first has moved the focus.
    """
    return [
        Binding(
            ",".join(_escaped(name) for written in key.keys for name in with_full_width(written)),
            key.action,
            key.label,
            tooltip=key.help,
            id=key.id,
            show=False,
            priority=key.scope != "app",
        )
        for key in KEYS
        if key.scope in scopes
    ]


def _escaped(name: str) -> str:
    """A comma would part two keys."""
    return "comma" if name == "," else name
