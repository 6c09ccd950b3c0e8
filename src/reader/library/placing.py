"""Numbers that sort posts and tell which they are: the fast fields ``place`` (by date) and ``size`` (by length)."""

from __future__ import annotations

POST_BITS = 25
"""A number of the fast fields ``place`` and ``size`` has the row id in so many low bits: what is sorted by it is sorted to
the end, and tells which posts they are."""
_MASK = (1 << POST_BITS) - 1
_FARTHEST = 1 << 37
"""Seconds (4,355 years) beyond which one date is as far as another; an unknown date is the farthest past."""


def place(posted: int, post: int) -> int:
    """Where a post stands among all by date, as the fast field ``place`` has it."""
    return (max(-_FARTHEST, min(posted, _FARTHEST - 1)) << POST_BITS) | post


def first_place(since: int | None) -> int:
    """The first place at or after a moment; without one that of the earliest known date."""
    return (-_FARTHEST + 1 if since is None else max(-_FARTHEST + 1, min(since, _FARTHEST - 1))) << POST_BITS


def seconds_at(place: int) -> int:
    """The date in a ``place``."""
    return place >> POST_BITS


def size(length: int, post: int) -> int:
    """Where a post stands among all by length, as the fast field ``size`` has it."""
    return (length << POST_BITS) | post


def post_at(place: int) -> int:
    """The row id in a ``place`` (or a ``size``)."""
    return place & _MASK
