"""Going through documents: by lines and pages, to the end, to a place in them; and how far one has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.bindings import bindings
from reader.ui.widgets.galley_view import GalleyView

if TYPE_CHECKING:
    from reader.document.galley import Place

_TURN = 0.12
"""Seconds that a page takes to turn: enough for the eye to follow."""
_CONTEXT = 3
"""Lines to be seen above and below what is revealed, where there is room."""


class PagedView(GalleyView):
    """Documents that one turns the pages of."""

    BINDINGS = bindings("move")

    _progress = 0.0

    # -- how far one has come -------------------------------------------------------------------------------

    @property
    def progress(self) -> float:
        """How much has been read: 0 to 1."""
        laid_out = self._laid_out
        if laid_out.galley is not None and not laid_out.is_part:
            bottom = self.scroll_offset.y + self.scrollable_content_region.height
            known = max(1, len(laid_out.lines))
            self._progress = min(1.0, bottom / known if laid_out.is_complete else bottom / (2 * known))
        return self._progress

    @property
    def bottom_place(self) -> Place | None:
        """Where what is not to be seen yet begins; None when the end is in view."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        return self.places[bottom] if bottom < len(self.places) else None

    # -- to a place -----------------------------------------------------------------------------------------

    def is_in_view(self, place: Place) -> bool:
        """Whether the line of ``place`` is to be seen."""
        return self._laid_out.galley is not None and self._line_of(place) in self.in_view

    def reveal(self, place: Place, *, at_top: bool = False) -> None:
        """Scroll just so far that ``place`` is in view with some lines around it; or to the top of the view."""
        if self._laid_out.galley is None:
            return
        self._to_the_end = False
        line, height = self._line_of(place), self.scrollable_content_region.height
        top, margin = self.scroll_offset.y, min(_CONTEXT, max(0, (height - 1) // 2))
        if at_top:
            self._go_to(line)
        elif not top + margin <= line < top + height - margin:
            self._go_to(line - height // 3)

    def keep_in_view(self, place: Place) -> None:
        """Scroll just so far that ``place`` is in view."""
        line, view = self._line_of(place), self.in_view
        self._to_the_end = False
        if line < view.start:
            self._go_to(line)
        elif line >= view.stop:
            self._go_to(line - self.scrollable_content_region.height + 1)

    # -- keys -----------------------------------------------------------------------------------------------

    def _scroll(self, lines: int) -> None:
        self._to_the_end = False
        self._go_to(round(self.scroll_target_y) + lines)

    def _turn(self, lines: int) -> None:
        """Scroll so that the eye can follow."""
        self._to_the_end = False
        line = round(self.scroll_target_y) + lines
        self.scroll_to(y=line, duration=_TURN, easing="out_cubic", force=True)

    def action_down(self) -> None:
        self._scroll(1)

    def action_up(self) -> None:
        self._scroll(-1)

    def action_page_down(self) -> None:
        self._turn(max(1, self.scrollable_content_region.height - 2))

    def action_page_up(self) -> None:
        self._turn(-max(1, self.scrollable_content_region.height - 2))

    def action_half_down(self) -> None:
        self._turn(max(1, self.scrollable_content_region.height // 2))

    def action_half_up(self) -> None:
        self._turn(-max(1, self.scrollable_content_region.height // 2))

    def action_top(self) -> None:
        self._to_the_end = False
        self._settle()
        self._go_to(0)

    def action_bottom(self) -> None:
        self._settle()
        self._to_the_end = True  # which may not be laid out yet: then one gets there by and by
        self._go_to(len(self.lines))
