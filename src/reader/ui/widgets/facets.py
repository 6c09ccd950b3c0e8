"""What is found, counted: categories, authors and months. Choosing one narrows the search, choosing it again widens it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.segment import Segment

from reader.language import tr
from reader.library.query import Field
from reader.text import cell_len
from reader.ui.narrowing import conditions
from reader.ui.widgets.rows import RowsView, columns
from reader.ui.widgets.timeline import HEIGHT, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from reader.library.facets import Facets as Counted
    from reader.library.facets import MonthCount

_CATEGORIES, _AUTHORS = 12, 8
"""So many are shown at most: the biggest."""
_MONTHS = 24
"""More months than that are counted by years, until one year is chosen."""
_MARGIN = 3
"""Cells left and right of the timeline."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"


class Facet(NamedTuple):
    """A row: a heading, a condition that is in force, or one that would narrow the search."""

    kind: Literal["heading", "chosen", "name", "time", "graph"]
    label: str
    clause: str = ""
    posts: int = 0
    """How many it would leave; of a graph, which of its rows it is."""
    share: float = 0.0
    """Of the biggest count beside it, as its bar shows; 0 without a bar."""


class Facets(RowsView):
    """The counts over everything that was found."""

    CLICKS = 1

    def __init__(self) -> None:
        super().__init__(id="facets")
        self._facets: list[Facet] = []
        self._timeline = Timeline(())
        self._pointed = ""
        self.border_title = tr("Narrow")

    def show(self, typed: str, counted: Counted) -> None:
        """Other counts; the cursor stays on what it stands on, or where it stands, while it is in use."""
        here = self.current
        if not self.has_focus:
            here, self._cursor = None, 0
        self._timeline = Timeline(counted.months)
        self._facets = list(_facets(typed, counted))
        same = (row for row, facet in enumerate(self._facets) if here and facet.clause == here.clause)
        row = next(same, min(self.cursor, len(self._facets) - 1))
        while 0 <= row < len(self._facets) - 1 and not self.selectable(row):
            row += 1
        self.set_rows(len(self._facets), row)

    @property
    def current(self) -> Facet | None:
        """The row under the cursor, if it is one that can be chosen."""
        facet = self._facets[self.cursor] if self.cursor < len(self._facets) else None
        return facet if facet is not None and facet.clause else None

    def take_choice(self) -> str:
        """The condition that was chosen: where the timeline was clicked, or under the cursor; empty when there is none."""
        pointed, self._pointed = self._pointed, ""
        return pointed or (self.current.clause if self.current is not None else "")

    def on_click(self, event: events.Click) -> None:
        """A click into the timeline chooses the months that stand there."""
        row = event.y + self.scroll_offset.y - self.gutter.top
        if 0 <= row < len(self._facets) and self._facets[row].kind == "graph":
            self._pointed = self._timeline.clause_at(event.x - _MARGIN, self._width - 2 * _MARGIN)
            self.focus()
            self.post_message(self.Chosen(self))

    def selectable(self, row: int) -> bool:
        return bool(self._facets[row].clause)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        facet = self._facets[row]
        muted, plain = self.part("muted"), self.part("plain")
        if facet.kind == "graph":
            line = self._timeline.lines(width - 2 * _MARGIN)[facet.posts]
            return [
                Segment(" " * _MARGIN),
                Segment(line, self.part("bar" if facet.posts < HEIGHT else "muted")),
            ]
        if facet.kind == "heading":
            return columns(f" {facet.label}", "", width, self.part("heading"), muted)
        if facet.kind == "chosen":
            return columns(f" × {facet.label}", "", width, self.part("strong"), muted)
        count = f"{facet.posts:,} "
        if facet.kind == "name" or (facet.kind == "time" and not facet.share):
            return columns(f"   {facet.label}", count, width, plain, muted)
        label = f"   {facet.label:<7} "
        bar = _bar(facet.share, width - cell_len(label) - max(7, cell_len(count)) - 1)
        return [
            Segment(label, plain),
            Segment(bar, self.part("bar")),
            *columns("", count, width - cell_len(label) - cell_len(bar), plain, muted),
        ]


def _facets(typed: str, counted: Counted) -> Iterable[Facet]:
    chosen = [str(condition) for condition in conditions(typed)]
    if chosen:
        yield Facet("heading", tr("Narrowed to"))
        yield from (Facet("chosen", clause, clause) for clause in chosen)
        yield Facet("heading", "")
    categories = [
        Facet("name", count.path[-1], str(Field("cat", "/".join(count.path))), count.posts)
        for count in counted.categories[:_CATEGORIES]
        if count.path[-1]
    ]
    authors = [
        Facet("name", count.path[-1], str(Field("author", count.path[-1])), count.posts)
        for count in counted.authors[:_AUTHORS]
        if count.path[-1]
    ]
    time = tr("Time")
    for heading, facets in (
        (tr("Categories"), categories),
        (tr("Authors"), authors),
        (time, _times(counted.months)),
    ):
        left = [facet for facet in facets if facet.clause not in chosen]
        if left:
            yield Facet("heading", heading)
            if heading == time and len(counted.months) > _MONTHS:
                yield from (Facet("graph", "", posts=row) for row in range(HEIGHT + 1))
                left = [facet._replace(share=0.0) for facet in left]
            yield from left
            yield Facet("heading", "")


def _times(months: Sequence[MonthCount]) -> list[Facet]:
    """The months, newest first; the years where there are many months."""
    counts = [(f"{count.month:%Y-%m}", count.posts) for count in months]
    if len(counts) > _MONTHS:
        years = groupby(counts, key=lambda count: count[0][:4])
        counts = [(year, sum(posts for _, posts in group)) for year, group in years]
    most = max((posts for _, posts in counts), default=1)
    return [Facet("time", when, f"date:{when}", posts, posts / most) for when, posts in reversed(counts)]


def _bar(share: float, width: int) -> str:
    """``share`` of ``width`` cells, to the eighth of a cell; never nothing."""
    eighths = max(1, round(share * max(0, width) * 8))
    if width <= 0:
        return ""
    if cell_len("…") > 1:  # the terminal may draw blocks two cells wide
        return "=" * max(1, eighths // 8)
    whole, part = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")
