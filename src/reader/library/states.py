"""What a query asks of what the user did with posts: ``is:read``, ``label:later``, ``note:word``. The answer is state's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple


class Those(NamedTuple):
    """Some posts of a catalogue."""

    rows: Collection[int]
    """Row ids; where there may be many, it is quick to tell whether one is among them."""
    others: bool = False
    """All posts but these are meant: of a million posts, few are not read, or few are."""


States = Callable[[str, str], Those]
"""The posts that meet a condition, given its field (``is``, ``label``, ``note``) and its canonical value."""
