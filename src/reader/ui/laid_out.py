"""What is laid out of an article: as far as one has read at once and the rest when idle; again around any place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.galley import Galley, Place
    from reader.document.lines import Line

Standing = tuple["Place", int]
"""The place at the top of the view, and how far above it (in lines, 0 or less) the view begins."""


class LaidOut:
    """The galley to be seen, and perhaps another one on its way.

    Args:
        new_galley: makes an empty one of what is shown, at the width there is; given a place, one that begins there.
    """

    def __init__(self, new_galley: Callable[[Place | None], Galley]) -> None:
        self._new_galley = new_galley
        self.galley: Galley | None = None
        """What is to be seen is on it; None before there is anything."""
        self._whole: Galley | None = (
            None  # on its way, while the galley to be seen begins at what was in view
        )

    @property
    def lines(self) -> list[Line]:
        """The lines laid out so far."""
        return self.galley.lines if self.galley else []

    @property
    def places(self) -> list[Place]:
        """Where each of these lines begins."""
        return self.galley.places if self.galley else []

    @property
    def is_part(self) -> bool:
        """Whether the galley begins at what was in view, and what stands above is on its way."""
        return self._whole is not None

    @property
    def is_complete(self) -> bool:
        """Whether every line is there."""
        return self.galley is not None and self.galley.complete and not self.is_part

    def clear(self) -> None:
        """Nothing is shown, or nobody sees it."""
        self.galley = self._whole = None

    def begin(self) -> None:
        """Lay out anew, from the beginning."""
        self.galley, self._whole = self._new_galley(None), None

    def begin_around(self, place: Place, lines: int) -> int:
        """Lay out anew so many lines from the block of ``place`` on, and the whole when idle; the line of ``place``."""
        self.galley, self._whole = self._new_galley(place), self._new_galley(None)
        self.galley.extend(lines)
        return self.galley.line_of(place)

    def approach(self, seconds: float) -> bool:
        """Lay out the whole for so long; True when it has come to what is in view, and may be settled on."""
        if self._whole is None or self.galley is None:
            return False
        self._whole.extend(1 << 60, seconds)
        return self._whole.complete or self._whole.places[-1] > self.galley.places[-1]

    def settle(self) -> None:
        """Have the whole galley in place of a part of it: the same lines, with all above them."""
        if self._whole is not None and self.galley is not None:
            self._whole.line_of(self.galley.places[-1])
            self.galley, self._whole = self._whole, None

    def standing(self, top: int) -> Standing | None:
        """Where one stands with line ``top`` at the top, to return to at any width; None before that is laid out."""
        if self.galley is None or top >= len(self.galley.places):
            return None
        place = self.galley.places[top]
        return place, top - self.galley.line_of(place)
