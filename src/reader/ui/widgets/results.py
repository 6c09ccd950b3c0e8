"""What a search has found, as a list shows it: what is marked, passages, and the lines that say why a match is near."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reader import clock
from reader.language import tr
from reader.library.found import KNOWN, LIMIT, MATCHES
from reader.text import cell_len
from reader.ui.widgets.marked import Marked, marked_segments, parted
from reader.ui.widgets.post_columns import STARRED, lead_cells, put, sign_cells
from reader.ui.words import NEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.segment import Segment
    from rich.style import Style

    from reader.library.found import Found
    from reader.library.timescale import Counts
    from reader.model import Hit, Post, PostId

_SOURCE = 16
"""Cells at most for the source, where it stands before a passage."""
_HEIGHTS = ((34, 4), (20, 3), (9, 2))
"""From so many rows of a window on, a result takes so many; in lower ones a single one."""


class Looks(NamedTuple):
    """The styles of a result's parts."""

    title: Style
    found: Style
    muted: Style
    star: Style
    coloured: Callable[[list[Segment]], list[Segment]]
    """Colours watched words in a title."""


class Results:
    """The results of one search.

    Args:
        found: what was found.
        notes: what the user should know of it; stands above the results.
        before: the results shown before these: their passages stay until there are others.
    """

    def __init__(self, found: Found, notes: Sequence[str] = (), before: Results | None = None) -> None:
        self.found = found
        self.headings = [(0, note) for note in notes] + list(_near_headings(found))
        """The positions that something is to be said above, and what."""
        self.notes = len(notes)
        """So many of them, the first, are about all that was found."""
        self.hits: dict[PostId, Hit] = {}
        """What is known of posts: why and where each was found."""
        self._before = before.hits if before is not None else {}
        self._known: set[int] = set()
        self._copies: dict[PostId, tuple[PostId, ...]] = getattr(found, "copies", {})

    def put(self, hits: Iterable[Hit], known: range = range(0)) -> None:
        """More is known of some; ``known`` are the positions of those of which there is no more to know."""
        for hit in hits:
            before = self._before.get(hit.post.id)
            if not known and before is not None and not hit.snippet:
                carried = hit._replace(snippet=before.snippet, snippet_marks=before.snippet_marks)
                self.hits[hit.post.id] = carried
            else:
                self.hits[hit.post.id] = hit
        self._known.update(known)

    @cached_property
    def counts(self) -> Counts:
        """What was found along time: all of it by months, where that is known, else what is listed by days."""
        from reader.library.timescale import Counts  # noqa: PLC0415

        months = self.found.facets.months
        if len(months) > 1:
            return Counts(months, by_month=True)
        seconds = [at for at in self.found.posted if at >= KNOWN] if len(self.found.posted) <= LIMIT else []
        return Counts(sorted(Counter(clock.local(at).date() for at in seconds).items()))

    def forget_known(self) -> None:
        """More is to be shown than before: all may be lacking."""
        self._known.clear()

    def lacking(self, positions: range) -> bool:
        """Whether something is still to be asked of the results at some positions."""
        return not self._known.issuperset(positions)

    def draw(
        self, post: Post, line: int, height: int, width: int, looks: Looks, *, starred: bool
    ) -> list[Segment]:
        """The ``line``-th of the ``height`` lines of a result."""
        hit = self.hits.get(post.id)
        if line == 0:
            copies = len(self._copies.get(post.id, ()))
            day = _day(post) if height < 3 and width >= 36 else ""
            aside = f"+{copies} {day}" if copies else day
            return _first_line(post, hit, width, looks, starred=starred, aside=aside.strip())
        if line == 1 and height > 2:
            return marked_segments(
                Marked(" " * lead_cells() + _facts(post, width)), width, looks.muted, looks.muted
            )
        if hit is None or not hit.snippet:
            return []
        passage = Marked(hit.snippet, hit.snippet_marks)
        source = f"{_cropped_source(post)} · " if height == 2 and width >= 60 and post.authors else ""
        room = width - lead_cells() - 1 - cell_len(source)
        number, lines = (0, 1) if height < 4 else (line - 2, height - 2)
        part = parted(passage, room, lines)[number]
        lead = marked_segments(Marked(" " * lead_cells() + source), width, looks.muted, looks.muted)
        return [*lead, *marked_segments(part, room, looks.muted, looks.found)]


def height_for(rows: int, width: int) -> int:
    """How many rows a result takes in a window of that size."""
    if width < 36:
        return 1
    return next((height for least, height in _HEIGHTS if rows >= least), 1)


def _first_line(
    post: Post, hit: Hit | None, width: int, looks: Looks, *, starred: bool, aside: str
) -> list[Segment]:
    from rich.segment import Segment  # noqa: PLC0415

    end = f" {aside} " if aside else " "
    title = Marked(post.title, hit.title_marks if hit is not None and hit.post.title == post.title else ())
    room = width - lead_cells() - cell_len(end)
    shown = marked_segments(title, room, looks.title, looks.found)
    gap = room - sum(cell_len(text) for text, _, _ in shown)
    return [
        Segment(" "),
        Segment(put(STARRED if starred else "", sign_cells()), looks.star),
        *looks.coloured(shown),
        Segment(" " * gap),
        Segment(end, looks.muted),
    ]


def _facts(post: Post, width: int) -> str:
    """``新华社 · 2021-07-02 · 金融/中证网``; where it is narrow without the categories."""
    facts = [post.authors[0] if post.authors else "", _day(post)]
    if width >= 50:
        facts += ["/".join(path) for path in post.categories[:1]]
    return " · ".join(fact for fact in facts if fact)


def _cropped_source(post: Post) -> str:
    from reader.text import crop  # noqa: PLC0415

    return crop(post.authors[0], _SOURCE)


def _day(post: Post) -> str:
    if post.date is None:
        return ""
    return f"{'~' if post.date.about else ''}{clock.local(post.date.seconds):%Y-%m-%d}"


def _near_headings(found: Found) -> Iterable[tuple[int, str]]:
    """A heading above the first result of each kind that is not exact; where they are mixed, one above all."""
    if found.order != "relevance" and len({*found.kinds}) > 1:
        yield 0, tr("near matches")
        return
    position = 0
    for kind, group in groupby(found.kinds):
        if kind:
            yield position, tr(NEAR[MATCHES[kind]])
        position += len(list(group))
