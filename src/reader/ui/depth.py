"""How many colours a terminal has, by what its environment says: all of them, 256, sixteen, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Depth = Literal["none", "16", "256", "all"]

_ALL = ("alacritty", "contour", "foot", "ghostty", "kitty", "rio", "wezterm", "xterm-ghostty", "xterm-kitty")
"""Terminals that have them all and say so in ``COLORTERM``, which is lost on the way through ssh; their name is not."""
_NONE = ("dumb", "unknown", "vt", "wy", "ansi-m", "linux-m", "screen-m", "xterm-m")
"""Beginnings of the names of terminals without colours: those of glass, and those that were asked to be like them."""
_SYSTEMS: dict[Depth, str] = {"none": "standard", "16": "standard", "256": "256", "all": "truecolor"}


def depth(environ: Mapping[str, str]) -> Depth:
    """How many colours there are to draw with.

    Args:
        environ: of the process. ``NO_COLOR`` (https://no-color.org) counts when something is in it.
    """
    term = environ.get("TERM", "").strip().lower()
    if environ.get("NO_COLOR") or not term or term.startswith(_NONE):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"} or term.endswith("-direct"):
        return "all"
    if any(term == name or term.startswith(f"{name}-") for name in _ALL):
        return "all"
    return "256" if "256" in term else "16"


def system(environ: Mapping[str, str]) -> str:
    """The same as Textual's ``TEXTUAL_COLOR_SYSTEM`` names it."""
    return _SYSTEMS[depth(environ)]
