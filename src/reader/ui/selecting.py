"""Selecting text of the article by keys: one end stays, the other is moved. What the mouse has selected counts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.galley import Place, Stretch
from reader.document.motions import Motions
from reader.ui.marks import Mark, over

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.find import Match
    from reader.ui.widgets.article import ArticleView

_MOVES: dict[str, Callable[[Motions, Place], Place]] = {
    "left": Motions.backward,
    "right": Motions.forward,
    "word": Motions.next_word,
    "word_back": Motions.word_before,
    "word_end": Motions.word_end,
    "sentence": Motions.sentence_end,
    "sentence_back": Motions.sentence_start,
    "block": Motions.block_end,
    "block_back": Motions.block_start,
    "line_start": Motions.line_start,
    "line_end": Motions.line_end,
    "top": Motions.beginning,
    "bottom": lambda motions, place: motions.end() or place,
}
"""What is done to the end that moves."""
_LINES: dict[str, tuple[int, float]] = {
    "down": (1, 0),
    "up": (-1, 0),
    "page_down": (-2, 1),
    "page_up": (2, -1),
    "half_down": (0, 0.5),
    "half_up": (0, -0.5),
}
"""By how many lines, and by how many times the height of the window."""


class Selecting:
    """The text that is selected: places, which no other width moves.

    Args:
        view: the article.
        found: the place that one has gone to of those that were found in it.
    """

    def __init__(self, view: ArticleView, found: Callable[[], Match | None]) -> None:
        self._view, self._found = view, found
        self._ends: tuple[Place, Place] | None = None
        """The one that stays, and the one that moves: characters that are both selected."""
        self._cell = -1
        """Where lines are left and entered, going up or down."""

    @property
    def is_on(self) -> bool:
        """Whether keys select."""
        return self._ends is not None

    @property
    def stretch(self) -> Stretch | None:
        """What is selected, by keys or with the mouse."""
        if self._ends is None:
            return self._view.selected
        galley = self._view.galley
        assert galley is not None
        return Stretch(min(self._ends), Motions(galley).after(max(self._ends)))

    @property
    def text(self) -> str:
        """What is selected, as it was written."""
        galley, stretch = self._view.galley, self.stretch
        return galley.text_between(*stretch) if galley is not None and stretch is not None else ""

    # -- beginning and ending -------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Begin with what the mouse has selected, else what was found, else the first line in view below the head.

        False when there is no text to select.
        """
        galley, view = self._view.galley, self._view.in_view
        if galley is None or not view:
            return False
        motions, selected, match = Motions(galley), self._view.selected, self._found()
        ends: tuple[Place | None, Place | None]
        if selected is not None and selected.start < selected.stop:
            ends = motions.stand(selected.start), self._last(motions, selected.stop)
        elif match is not None and self._view.is_in_view(Place(*match[:3])):
            start, stop = (Place(match.part, match.block, offset) for offset in (match.start, match.stop))
            ends = motions.stand(start), self._last(motions, stop)
        else:
            lines = [found for line in view if (found := motions.on_line(line, 0)) is not None]
            first = next((found for found in lines if found.part), lines[0] if lines else None)
            ends = first, first
        anchor, caret = ends
        if anchor is None or caret is None:
            return False
        self._view.screen.clear_selection()
        self._view.is_selecting = True
        self._put(anchor, caret)
        return True

    @staticmethod
    def _last(motions: Motions, stop: Place) -> Place | None:
        return motions.before(stop) or motions.backward(stop)

    def end(self) -> None:
        """Let keys select no more."""
        if self._ends is not None:
            self._ends, self._view.is_selecting = None, False
            self._view.mark({}, "selected")

    # -- moving ---------------------------------------------------------------------------------------------

    def move(self, how: str) -> None:
        """Move the end that moves, as the key table says."""
        galley = self._view.galley
        if self._ends is None or galley is None:
            return
        motions, (anchor, caret) = Motions(galley), self._ends
        if how == "paragraph":
            self._put(*_paragraphs(motions, min(anchor, caret), max(anchor, caret)))
            return
        if how == "other_end":
            self._put(caret, anchor)
            return
        if how in _MOVES:
            self._put(anchor, _MOVES[how](motions, caret))
            return
        lines, heights = _LINES[how]
        height = self._view.scrollable_content_region.height
        cell = motions.cell(caret) if self._cell < 0 else self._cell
        self._put(anchor, motions.lines(caret, lines + round(heights * height), cell))
        self._cell = cell

    def _put(self, anchor: Place, caret: Place) -> None:
        self._ends, self._cell = (anchor, caret), -1
        stretch, galley = self.stretch, self._view.galley
        assert stretch is not None
        assert galley is not None
        marks = {where: list(each) for where, each in over(self._view.documents, stretch, "selected").items()}
        marks[caret[:2]].append(Mark(caret.offset, Motions(galley).after(caret).offset, "caret"))
        self._view.mark(marks, "selected")
        self._view.keep_in_view(caret)


def _paragraphs(motions: Motions, first: Place, last: Place) -> tuple[Place, Place]:
    """The whole paragraphs from ``first`` to ``last``; where they are whole already, the next one too."""
    start, stop = motions.first_of(first), motions.last_of(last)
    return start, motions.block_end(stop) if (start, stop) == (first, last) else stop
