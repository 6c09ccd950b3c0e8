"""The rows of the health of an archive: what is said of it as a whole, then every doubt about a file, by kind.

There may be a million: only those in view are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from reader import health
from reader.language import tr
from reader.text import cell_len, crop
from reader.ui.bindings import bindings
from reader.ui.widgets.rows import RowsView, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from reader.model import Problem, ProblemKind

_BLOCK = 64
"""Doubts fetched in one go."""
_BLOCKS = 64
"""Fetched blocks that are kept."""
_ROWS = 2
"""Rows of a doubt: the file, and what was seen."""
_ABOUT = 22
"""Cells of what a fact is about, where there is room."""


class Section(NamedTuple):
    """The doubts of a kind."""

    kind: ProblemKind
    ids: Sequence[int]
    start: int
    """The row of its heading; a blank one stands above."""
    is_open: bool

    @property
    def stop(self) -> int:
        """The row behind its last one."""
        return self.start + 1 + (_ROWS * len(self.ids) if self.is_open else 0)


class HealthRows(RowsView):
    """Facts, and doubts under the headings of their kinds.

    Args:
        fetch: the doubts of some row ids; None for those that are no longer there.
    """

    BINDINGS = bindings("move")

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[Problem | None]]) -> None:
        super().__init__(id="health-rows")
        self._fetch = fetch
        self._facts: Sequence[tuple[str, str]] = ()
        self._found: dict[ProblemKind, Sequence[int]] = {}
        self._folded: set[ProblemKind] = set()
        self._sections: list[Section] = []
        self._starts: list[int] = []
        self._blocks: dict[tuple[ProblemKind, int], Sequence[Problem | None]] = {}
        self._is_begun = False

    def show(
        self,
        facts: Sequence[tuple[str, str]] | None = None,
        found: dict[ProblemKind, Sequence[int]] | None = None,
    ) -> None:
        """Other facts or doubts; what is not given stays. The cursor stays on its doubt, where that is still there."""
        here = self._here()
        self._facts = self._facts if facts is None else facts
        if found is not None:
            self._found = found
            self._blocks.clear()
            self._is_begun |= any(found.values())
        self._lay(here)

    # -- where things are -----------------------------------------------------------------------------------

    def _lay(self, here: tuple[ProblemKind, int] | None) -> None:
        """Lay the sections out; stand on a doubt, or on a heading (row id 0)."""
        self._sections.clear()
        row = len(self._facts)
        for kind in health.KINDS:
            if ids := self._found.get(kind):
                section = Section(kind, ids, row + 1, kind not in self._folded)
                self._sections.append(section)
                row = section.stop
        self._starts = [section.start for section in self._sections]
        self.set_rows(row, self._row_of(*here) if here is not None else self._first())

    def _first(self) -> int:
        """The first doubt, else the first heading."""
        if not self._sections:
            return 0
        first = self._sections[0]
        return first.start + (1 if first.is_open else 0)

    def _here(self) -> tuple[ProblemKind, int] | None:
        """The kind and row id of the doubt under the cursor; 0 for a heading, None for nothing of that."""
        section = self._section(self.cursor) if self._is_begun else None
        if section is None:
            return None
        at = (self.cursor - section.start - 1) // _ROWS
        return section.kind, section.ids[at] if 0 <= at < len(section.ids) else 0

    def _row_of(self, kind: ProblemKind, row_id: int) -> int:
        section = next((section for section in self._sections if section.kind == kind), None)
        if section is None:
            return self._first()
        try:
            at = section.ids.index(row_id) if row_id and section.is_open else None
        except ValueError:
            at = None
        return section.start if at is None else section.start + 1 + _ROWS * at

    def _section(self, row: int) -> Section | None:
        """The section that a row belongs to; None for facts and for what parts sections."""
        at = bisect_right(self._starts, row) - 1
        if at < 0 or row >= self._sections[at].stop:
            return None
        return self._sections[at]

    def _problem(self, section: Section, at: int) -> Problem | None:
        number, offset = divmod(at, _BLOCK)
        key = section.kind, number
        if key not in self._blocks:
            while len(self._blocks) >= _BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[key] = self._fetch(section.ids[number * _BLOCK : (number + 1) * _BLOCK])
        block = self._blocks[key]
        return block[offset] if offset < len(block) else None

    # -- the cursor -----------------------------------------------------------------------------------------

    @property
    def current(self) -> Problem | None:
        """The doubt under the cursor; None on a heading."""
        section = self._section(self.cursor)
        if section is None or self.cursor == section.start:
            return None
        return self._problem(section, (self.cursor - section.start - 1) // _ROWS)

    @property
    def is_on_heading(self) -> bool:
        """Whether the cursor stands on the heading of a kind."""
        return self.cursor in self._starts

    def fold(self) -> None:
        """Fold the kind under the cursor away."""
        section = self._section(self.cursor)
        if section is not None and section.is_open:
            self._folded.add(section.kind)
            self._lay((section.kind, 0))

    def unfold(self) -> bool:
        """Show the doubts of the kind under the cursor; False where they are shown."""
        section = self._section(self.cursor)
        if section is None or section.is_open:
            return False
        self._folded.discard(section.kind)
        self._lay((section.kind, 0))
        return True

    def selectable(self, row: int) -> bool:
        section = self._section(row)
        return (section is not None and (row - section.start - 1) % _ROWS == 0) or row in self._starts

    def first_of(self, row: int) -> int:
        section = self._section(row)
        if section is None or row == section.start:
            return row
        return row - (row - section.start - 1) % _ROWS

    def rows_of(self, row: int) -> int:
        section = self._section(row)
        return 1 if section is None or row == section.start else _ROWS

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        event.prevent_default()
        if self.is_on_heading and event.chain == 1 and not self.unfold():
            self.fold()

    # -- drawing --------------------------------------------------------------------------------------------

    def draw_row(self, row: int, width: int) -> list[Segment]:
        plain, muted = self.part("plain"), self.part("muted")
        if row < len(self._facts):
            about, fact = self._facts[row]
            room = min(_ABOUT, width // 3)
            return [
                Segment(f" {crop(about, room)}{' ' * max(1, room - cell_len(about))}", muted),
                Segment(crop(fact, max(0, width - room - 2)), plain),
            ]
        section = self._section(row)
        if section is None:
            return []
        if row == section.start:
            sign = "▾" if section.is_open else "▸"
            heading = f" {sign} {health.title(section.kind, len(section.ids))}"
            return columns(heading, "", width, self.part("heading"), muted)
        at, line = divmod(row - section.start - 1, _ROWS)
        problem = self._problem(section, at)
        if problem is None:
            gone = tr("(no longer so)")
            return columns(f"   {gone}" if line == 0 else "", "", width, muted, muted)
        if line == 0:
            return columns(f"   {_path(health.where(problem), width - 4)}", "", width, plain, muted)
        return columns(f"     {health.words(problem)}", "", width, muted, muted)


def _path(path: str, room: int) -> str:
    """A path that has room: where it has not, its end says more than its beginning."""
    if cell_len(path) <= room:
        return path
    start = max(0, len(path) - room)
    while start < len(path) and cell_len(path[start:]) >= room:
        start += 1
    return f"…{path[start:]}"
