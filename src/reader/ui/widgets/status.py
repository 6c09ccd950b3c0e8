"""The last line: the keys that matter here, and what goes on."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.text import cell_len, crop
from reader.ui.keys import KEYS, names

_BY_ID = {key.id: key for key in KEYS}


class Status(Widget):
    """Keys at the left, news at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--news", "status--warning"}
    DEFAULT_CSS = "Status { height: 1; dock: bottom; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: tuple[str, ...] = ()
        self._news = self._warning = ""

    @property
    def news(self) -> str:
        """What is said at the right."""
        return self._news

    def hint(self, *ids: str) -> None:
        """Show these keys of the key table."""
        if ids != self._hints:
            self._hints = ids
            self.refresh()

    def tell(self, news: str) -> None:
        """Say something at the right; an empty text says nothing."""
        if news != self._news:
            self._news = news
            self.refresh()

    def warn(self, warning: str) -> None:
        """Say something before that, for as long as it holds; an empty text says nothing."""
        if warning != self._warning:
            self._warning = warning
            self.refresh()

    def render_line(self, y: int) -> Strip:
        del y
        width, base = self.size.width, self.rich_style
        key_style = base + self.get_component_rich_style("status--key", partial=True)
        warning = crop(self._warning, max(0, width - 2))
        news = crop(self._news, max(0, width - cell_len(warning) - 4 if warning else width - 2))
        aside = cell_len(warning) + 2 * bool(warning and news) + cell_len(news)
        room = width - aside - 3
        segments: list[Segment] = []
        for id_ in self._hints:
            key = _BY_ID[id_]
            if not (written := names(key)):
                continue
            name, label = f" {written[0]}", f" {key.label} "
            room -= cell_len(name + label)
            if room < 0:
                break
            segments += [Segment(name, key_style), Segment(label, base)]
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, width - used - aside - 1), base))
        if warning:
            style = base + self.get_component_rich_style("status--warning", partial=True)
            segments += [Segment(warning, style), Segment("  " if news else "", base)]
        segments.append(Segment(news, base + self.get_component_rich_style("status--news", partial=True)))
        return Strip(segments).adjust_cell_length(width, base)
