"""The last line: the keys that matter here, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.language import tr
from reader.text import cell_len, crop
from reader.ui.keys import KEYS, names

if TYPE_CHECKING:
    from collections.abc import Iterable

_BY_ID = {key.id: key for key in KEYS}


class Status(Widget):
    """Keys at the left, news at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--news", "status--warning"}
    DEFAULT_CSS = "Status { height: 1; dock: bottom; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: tuple[str, ...] = ()
        self._begin = ""
        self._news = self._warning = ""

    @property
    def news(self) -> str:
        """What is said at the right."""
        return self._news

    def hint(self, *ids: str, begin: str = "") -> None:
        """Show these keys of the key table, of each the first one that begins with ``begin``."""
        if (ids, begin) != (self._hints, self._begin):
            self._hints, self._begin = ids, begin
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

    def _fitting(self, room: int) -> Iterable[tuple[str, str]]:
        """Key and label of the hints that there is room for; how to leave and to get help goes before all but the first."""
        hints: list[tuple[str, str, str]] = []
        for id_ in self._hints:
            key = _BY_ID[id_]
            written = next((name for name in names(key) if name.startswith(self._begin)), "")
            if written:
                hints.append((id_, f" {written}", f" {tr(key.label)} "))
        left, taken = room, set()
        for id_, name, label in sorted(hints, key=lambda hint: (hint != hints[0], not _stays(hint[0]))):
            left -= cell_len(name + label)
            if left < 0:
                break
            taken.add(id_)
        return [(name, label) for id_, name, label in hints if id_ in taken]

    def render_line(self, y: int) -> Strip:
        del y
        width, base = self.size.width, self.rich_style
        key_style = base + self.get_component_rich_style("status--key", partial=True)
        warning = crop(self._warning, max(0, width - 2))
        news = crop(self._news, max(0, width - cell_len(warning) - 4 if warning else width - 2))
        aside = cell_len(warning) + 2 * bool(warning and news) + cell_len(news)
        room = width - aside - 3
        segments: list[Segment] = []
        for name, label in self._fitting(room):
            segments += [Segment(name, key_style), Segment(label, base)]
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, width - used - aside - 1), base))
        if warning:
            style = base + self.get_component_rich_style("status--warning", partial=True)
            segments += [Segment(warning, style), Segment("  " if news else "", base)]
        segments.append(Segment(news, base + self.get_component_rich_style("status--news", partial=True)))
        return Strip(segments).adjust_cell_length(width, base)


def _stays(id_: str) -> bool:
    """Whether a hint stays where there is no room for all: that of the help, and those of ways out."""
    return id_ in {"help", "out"} or id_.endswith(("-close", "-leave"))
