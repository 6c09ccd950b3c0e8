"""Another theme at night: which one is due now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reader.config import Interface

LOOK_AGAIN = 20.0
"""Seconds between two looks at the clock."""


def is_night(hour: int, begins: int, ends: int) -> bool:
    """Whether the night is on in an hour (0 to 23) that begins and ends at whole hours; never where both are the same."""
    return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends


def due(wanted: Interface) -> Literal["theme", "night_theme"]:
    """The setting whose theme is to be shown now."""
    if not wanted.night_theme:
        return "theme"
    hour = datetime.now().astimezone().hour
    return "night_theme" if is_night(hour, wanted.night_begins, wanted.night_ends) else "theme"
