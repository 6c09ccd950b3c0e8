"""Panes with a title in their border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip


class Entitled(ScrollView, inherit_bindings=False):
    """A pane whose title has a blank before and after it; Textual gives it one only where there is a corner."""

    def render_lines(self, crop: Region) -> list[Strip]:
        title = self._border_title
        if not title:
            return super().render_lines(crop)
        self._border_title = title.pad(0 if self.styles.border_left[0] else 1, 1)
        try:
            return super().render_lines(crop)
        finally:
            self._border_title = title
