"""The reader's own time zone: which day and month a moment falls on, and how it is written."""

from __future__ import annotations

import time
from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta, timezone

_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIN, _MAX = -62_135_596_800, 253_402_300_799
"""Years 1 to 9999, in seconds."""


def local(seconds: int) -> datetime:
    """The moment ``seconds`` (UTC) in the reader's zone; clamped to the years 1 to 9999."""
    moment = _EPOCH + timedelta(seconds=min(max(seconds, _MIN), _MAX))
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):  # the C library knows no zone for that year
        return moment


def midnight(day: date) -> int:
    """UTC seconds at which ``day`` begins in the reader's zone."""
    try:
        start = int(time.mktime((day.year, day.month, day.day, 0, 0, 0, 0, 0, -1)))
    except (OverflowError, ValueError):
        return int((datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH).total_seconds())
    if local(start - 1).date() < day <= local(start).date():
        return start
    # The clocks were changed at midnight: there is none that day, or there are two.
    around = range(start - 2 * _DAY, start + 2 * _DAY)
    return around[bisect_left(around, day, key=lambda seconds: local(seconds).date())]


def iso(seconds: int, offset: int | None = None) -> str:
    """ISO 8601 in the zone the date was written in, UTC when none was written."""
    zone = timezone(timedelta(minutes=offset)) if offset and abs(offset) < 24 * 60 else UTC
    moment = _EPOCH + timedelta(seconds=min(max(seconds, _MIN + 86_400), _MAX - 86_400))
    return moment.astimezone(zone).isoformat()
