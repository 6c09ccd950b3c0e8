"""Words that the user looks out for: where they stand in a text, and the query that finds the posts that have them.

They are whole words and phrases, folded as everything that is searched for; no pinyin, nothing near.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta
from functools import cached_property
from operator import neg
from typing import TYPE_CHECKING, NamedTuple

from reader import clock
from reader.library import days
from reader.library.marking import needles, original
from reader.library.query import Either, Text, joined
from reader.library.rows import UNKNOWN
from reader.library.terms import runs
from reader.text import fold_with_offsets

if TYPE_CHECKING:
    from datetime import date

    from reader.library.listing import Listing


class WatchWords:
    """What is looked out for.

    Args:
        words: words and phrases as they were written.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    @property
    def query(self) -> str:
        """What finds every post that has any of the words; empty when there is none."""
        written = (" ".join(word.replace('"', " ").split()) for word in self.words)
        parts = [Text(word, quoted=True) for word in dict.fromkeys(written) if word]
        return str(joined(Either, parts)) if parts else ""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds any of the words in folded text, the longest of those that begin alike; None when there is none."""
        wanted = (
            needles(joined(Either, [Text(word, quoted=True) for word in self.words])) if self.words else []
        )
        wanted.sort(key=lambda needle: -len(needle.folded))
        if not wanted:
            return None
        # At most places of a text none of them begins: one look at the character there tells.
        first = "".join(sorted({re.escape(runs(needle.folded)[0].text[0]) for needle in wanted}))
        return re.compile(f"(?=[{first}])(?:{'|'.join(needle.pattern.pattern for needle in wanted)})")

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where any of them stands in a short text: slices of it, in code points, in order and apart."""
        if self.pattern is None:
            return ()
        folded, offsets = fold_with_offsets(text)
        found = [match.span() for match in self.pattern.finditer(folded)]
        return tuple(original(found, offsets)) if found else ()


class Newest(NamedTuple):
    """The newest day of an archive, of those that have come."""

    day: date
    is_today: bool


def newest_day(listing: Listing) -> Newest | None:
    """The newest day of a list that runs newest first, posts of days to come aside; None when none has a date."""
    today = days.today()
    following = clock.midnight(today + timedelta(1))
    at = bisect_right(listing.posted, -following, key=neg)
    newest = listing.posted[at] if at < len(listing.posted) else UNKNOWN
    if newest == UNKNOWN:
        return None
    day = clock.local(newest).date()
    return Newest(day, is_today=day == today)
