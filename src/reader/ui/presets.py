"""Keys after the habits of other programs' users. Plain data: what isn't named is as in the key table.

A preset names every id whose keys it changes, those too that give a key to another.
"""

from __future__ import annotations

from reader.language import later

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "default": {},
    "newsboat": {
        "half-down": ("ctrl+d",),
        "half-up": ("ctrl+u",),
        "top": ("home",),
        "bottom": ("end",),
        "narrow": ("F", "f"),
        "find-previous": ("p",),
        "sort": ("g", "G", "\\"),
        "bookmark": ("ctrl+b", "s"),
        "labels": ("ctrl+e", "t"),
        "outline": ("c",),
        "read": ("N", "r"),
        "links": ("u", ";"),
        "open": ("o", "O"),
    },
    "mutt": {
        "page-up": ("-", "pageup"),
        "half-down": ("]",),
        "half-up": ("[",),
        "top": ("=", "home"),
        "bottom": ("*", "end"),
        "unfold": ("right",),
        "fold": ("left",),
        "quit": ("x", "Q", "ctrl+q"),
        "pane-places": ("c", "1"),
        "narrow": ("l", "f"),
        "find-previous": ("P",),
        "sort": ("o",),
        "bookmark": ("F", "s"),
        "pick": ("t",),
        "pick-all": ("&",),
        "labels": ("Y",),
        "links": ("ctrl+b", ";"),
        "read": ("N", "r"),
        "undo": ("u", "U"),
        "open": ("w",),
        "copy-citation": ("C",),
        "narrower": ("_",),
        "full-width": ("W",),
        "next-day": ("}d",),
        "previous-day": ("{d",),
        "next-month": ("}m",),
        "previous-month": ("{m",),
        "next-unread": ("}u",),
        "previous-unread": ("{u",),
    },
}
"""By the name that the settings know them by; the keys as the key table has them."""
ABOUT = {
    "newsboat": later("for hands used to newsboat"),
    "mutt": later("for hands used to mutt and NeoMutt"),
}
"""Whose habits they follow."""
