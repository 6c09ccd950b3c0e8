"""Which character of an article one is at: where the terminal's cursor stands while one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset

from reader.text import cell_len

if TYPE_CHECKING:
    from reader.document.galley import Galley, Place


def caret(galley: Galley, place: Place | None, view: range) -> Offset | None:
    """The cell of ``place``, else of the first text in view; None where there is no text.

    Args:
        galley: its lines are not laid out any further for this.
        place: what one has gone to; it counts while it is to be seen.
        view: the lines to be seen.

    Returns:
        Cells from the left edge of the column, lines from the top of the view.
    """
    if (
        place is not None
        and view
        and galley.places[view.start] <= place
        and place[:2] <= galley.places[-1][:2]
    ):
        from reader.document.motions import Motions  # noqa: PLC0415 -- not before one goes somewhere in a text

        if (line := galley.line_of(place)) in view:
            return Offset(Motions(galley).cell(place), line - view.start)
    for line in view:
        text = galley.lines[line].text
        if bare := text.lstrip():
            return Offset(cell_len(text[: len(text) - len(bare)]), line - view.start)
    return None
