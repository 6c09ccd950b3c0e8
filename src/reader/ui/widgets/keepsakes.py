"""Posts as the list of what is kept shows them: with their labels, and the note or the passage that is kept of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from reader import clock, datewords
from reader.language import tr
from reader.text import cell_len, crop, one_line
from reader.ui.widgets.post_columns import MARKED, STARRED, lead_cells, put, sign_cells
from reader.ui.widgets.rows import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.style import Style

    from reader.kept import Keepsake

_SOURCE = 16
"""Cells at most for the source, at the right edge."""
_ROWS = 9
"""Rows of a window from which on a post takes two."""


class Looks(NamedTuple):
    """The styles of the parts."""

    title: Style
    """Dim when the post has been read, slanted when its title was guessed."""
    star: Style
    label: Style
    muted: Style
    coloured: Callable[[list[Segment]], list[Segment]]
    """Colours watched words in a title."""


def height_for(rows: int) -> int:
    """How many rows a post takes in a window of so many."""
    return 2 if rows >= _ROWS else 1


def draw(keepsake: Keepsake, line: int, height: int, width: int, looks: Looks) -> list[Segment]:
    """The ``line``-th of the ``height`` lines of a post."""
    return _first(keepsake, height, width, looks) if line == 0 else _second(keepsake, width, looks)


def _first(keepsake: Keepsake, height: int, width: int, looks: Looks) -> list[Segment]:
    post = keepsake.post
    source = crop(post.authors[0], min(_SOURCE, width // 4)) if post.authors and width >= 44 else ""
    if keepsake.is_missing:
        source = tr("missing")
    title = looks.muted if keepsake.is_missing else looks.title
    sign = STARRED if keepsake.bookmark is not None else MARKED if keepsake.highlights else ""  # just let go
    lead = [Segment(" "), Segment(put(sign, sign_cells()), looks.star)]
    room = width - lead_cells()
    if height > 1:
        first, *others = columns(post.title, f"{source} ", room, title, looks.muted)
        return [*lead, *looks.coloured([first]), *others]
    shown = crop(post.title, room - cell_len(source) - 2)
    rest = room - cell_len(shown) - cell_len(source) - 4
    parts = list(_cut(_asides(keepsake, looks, day=False), rest))
    used = sum(cell_len(part.text) for part in parts)
    gap = room - cell_len(shown) - used - cell_len(source) - 1
    return [
        *lead,
        *looks.coloured([Segment(shown, title)]),
        Segment("  " if parts else ""),
        *parts,
        Segment(" " * (gap - 2 * bool(parts))),
        Segment(f"{source} ", looks.muted),
    ]


def _second(keepsake: Keepsake, width: int, looks: Looks) -> list[Segment]:
    return [Segment(" " * lead_cells()), *_cut(_asides(keepsake, looks, day=True), width - lead_cells() - 1)]


def _asides(keepsake: Keepsake, looks: Looks, *, day: bool) -> Iterator[Segment]:
    """Day, labels, and the note, or else the first passage; how many more there are."""
    if day:
        yield Segment(f"{_day(keepsake)}  ", looks.muted)
    mark, passages = keepsake.bookmark, keepsake.highlights
    if mark is not None and mark.labels:
        yield Segment("".join(f"#{label} " for label in mark.labels) + " ", looks.label)
    note = mark.note if mark is not None else ""
    more = len(passages)
    if not note and passages:
        note, more = passages[0].note, more - 1
        if not note:
            note = f"“{passages[0].quote}”"
    if more:
        yield Segment(f"+{more} ", looks.label)
    if note:
        yield Segment(one_line(note), looks.muted)


def _cut(parts: Iterator[Segment], room: int) -> Iterator[Segment]:
    """As much of ``parts`` as there is room for."""
    for text, style, _ in parts:
        shown = crop(text, room)
        if room < 2 or not shown:
            return
        yield Segment(shown, style)
        room -= cell_len(shown)


def _day(keepsake: Keepsake) -> str:
    date = keepsake.post.date
    return (
        f"{'~' if date.about else ''}{clock.local(date.seconds):%Y-%m-%d}"
        if date is not None
        else datewords.no_date()
    )
