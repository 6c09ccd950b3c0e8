"""Whether anything moves by itself: only where it is wished, and where a terminal near enough can draw it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.types import AnimationLevel

_SLOW = frozenset({"linux", "dumb", "vt100", "vt220"})
"""Values of ``TERM`` for terminals that draw a picture line by line, where one can watch them."""
_FAR = ("SSH_CONNECTION", "SSH_TTY", "MOSH_CONNECTION")
"""Set where the terminal is another machine's: the pictures of a movement come late, and then all at once."""


def level(known: AnimationLevel, *, wished: bool, environ: Mapping[str, str] = os.environ) -> AnimationLevel:
    """How much Textual may move.

    Args:
        known: what ``TEXTUAL_ANIMATIONS`` comes to; it may only lessen what the settings say.
        wished: the setting.
        environ: what the terminal is known by.
    """
    is_far = any(environ.get(name) for name in _FAR)
    return known if wished and not is_far and environ.get("TERM", "") not in _SLOW else "none"
