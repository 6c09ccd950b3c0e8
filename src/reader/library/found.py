"""What a query finds, as a value: which posts, in which order, why, and how many of what."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facets import Facets
from reader.library.listing import Listing
from reader.library.marking import needles
from reader.library.near import KINDS
from reader.library.placing import first_place, seconds_at
from reader.library.rows import UNKNOWN

if TYPE_CHECKING:
    from reader.library.marking import Needle
    from reader.library.query import Query, SearchOrder
    from reader.model import Match

MATCHES: tuple[Match, ...] = ("exact", *KINDS)
LIMIT = 1_000
"""Hits by relevance at most: nobody reads on who can type another word. By date all of them are listed."""
KNOWN = seconds_at(first_place(None))
"""Seconds before that stand for no date."""


@dataclass(frozen=True)
class Found:
    """What a query finds."""

    asked: Query
    order: SearchOrder
    ids: array[int] = field(default_factory=lambda: array("I"))
    """Row ids in the catalogue, best first (or in the order that was asked for); not all when there are more than
    ``LIMIT``."""
    posted: array[int] = field(default_factory=lambda: array("q"))
    """UTC seconds of each."""
    kinds: bytes = b""
    """For each the place of its kind in ``MATCHES``."""
    scores: array[float] = field(default_factory=lambda: array("f"))
    total: int = 0
    """How many there are, near ones too."""
    exact: int = 0
    """So many of the ids, the first, are exact; in another order than that of relevance all, or none."""
    facets: Facets = Facets()  # noqa: RUF009 -- a value
    hints: tuple[str, ...] = ()
    suggestion: str = ""
    """A query that finds something, when this one does not."""

    def first(self, limit: int | None) -> Found:
        """The same with so many hits at most."""
        if limit is None or limit >= len(self.ids):
            return self
        return replace(
            self,
            ids=self.ids[:limit],
            posted=self.posted[:limit],
            kinds=self.kinds[:limit],
            scores=self.scores[:limit],
            exact=min(self.exact, limit),
        )

    @cached_property
    def listing(self) -> Listing:
        """The same as a list of posts."""
        dated = self.order in {"date", "oldest"}
        posted = array("q", [UNKNOWN if at < KNOWN else at for at in self.posted]) if dated else array("q")
        return Listing(self.ids, posted, self.order != "oldest")

    @cached_property
    def needles(self) -> list[Needle]:
        """What is to be marked."""
        return needles(self.asked.tree)
