"""A link with what somebody has kept of it: the value that all formats share."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple


class Entry(NamedTuple):
    """A link that was kept."""

    title: str
    link: str = ""
    """Address on the web; that of the file (``file:``) where the post has none; empty when unknown."""
    source: str = ""
    date: str = ""
    """When it was published, ISO 8601; empty when unknown."""
    added: str = ""
    """When it was kept, ISO 8601; empty when unknown."""
    labels: tuple[str, ...] = ()
    note: str = ""
    """May have several lines."""
    id: str = ""
    """Of the post, where it comes from our own lines."""
    archive: str = ""
    path: str = ""


def moment(seconds: str) -> str:
    """Seconds since 1970 (or their thousandths, as some browsers write) in ISO 8601, UTC; empty when it is none."""
    digits = seconds.strip()
    if not re.fullmatch(r"\d{1,16}", digits):
        return ""
    number = int(digits)
    while number > 100_000_000_000:  # milliseconds, microseconds: no bookmark is of the year 5138
        number //= 1_000
    return datetime.fromtimestamp(number, UTC).isoformat()


def seconds(iso: str) -> str:
    """Seconds since 1970 of a moment in ISO 8601; empty when it is none."""
    try:
        when = datetime.fromisoformat(iso)
        return str(int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()))
    except (ValueError, OverflowError, OSError):
        return ""
