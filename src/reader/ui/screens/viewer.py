"""One picture of an article, large, and from there the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.language import tr
from reader.pictures import web_address
from reader.text import one_line
from reader.ui.bindings import bindings
from reader.ui.keys import KEYS, Key, key_name, names
from reader.ui.pictures.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from reader.ui.pictures import Pictures


class Shown(NamedTuple):
    """A picture of an article."""

    text: str
    """Its caption."""
    href: str
    """Its address as the article has it."""
    path: Path | None
    """The file that this means; None when it is not here."""


class OpenFile(NamedTuple):
    """The user wants to see a file in the system's viewer."""

    path: Path


class OpenAddress(NamedTuple):
    """The user wants to see an address in the browser."""

    href: str


class CopyAddress(NamedTuple):
    """The user wants to have an address copied."""

    href: str


Wanted = OpenFile | OpenAddress | CopyAddress
"""What the viewer was left for."""


class Viewer(ModalScreen[Wanted | None]):
    """A picture in the middle; what it shows, where it is from and what one can do, below.

    Left with what the user wants besides reading on, or None.

    Args:
        pictures: all of the article, at least one.
        current: the one to begin with.
        source: draws them.
    """

    BINDINGS = bindings("picture")
    DEFAULT_CSS = """
    Viewer { layout: vertical; background: $background; }
    Viewer #why { height: 1fr; padding: 0 4; content-align: center middle; text-align: center; color: $text-muted; }
    Viewer #caption, Viewer #about { max-height: 3; padding: 0 2; text-align: center; }
    Viewer #about { color: $text-muted; }
    """

    def __init__(self, pictures: Sequence[Shown], current: int, source: Pictures) -> None:
        super().__init__()
        self._pictures, self._current, self._source = pictures, current, source

    def compose(self) -> ComposeResult:
        yield Canvas(self._source)
        for id_ in ("why", "caption", "about"):
            yield Static(id=id_, markup=False)

    def on_mount(self) -> None:
        self._show()

    @property
    def shown(self) -> Shown:
        """The picture in view."""
        return self._pictures[self._current]

    def _show(self) -> None:
        """What stands around the picture first: it decides how much room is left."""
        caption, address = one_line(self.shown.text), one_line(self.shown.href)
        hints = "  ".join(f"{names(key)[0]} {tr(key.label)}" for key in self._useful_keys())
        self._put("caption", caption)
        self._put("about", f"{address}\n{self._current + 1}/{len(self._pictures)}  {hints}")
        self.query_one(Canvas).show(self.shown.path)
        self._explain()

    def _useful_keys(self) -> Iterator[Key]:
        others = len(self._pictures) > 1
        return (
            key
            for key in KEYS
            if key.scope == "picture" and names(key) and (others or not key.action.startswith("turn"))
        )

    def _put(self, id_: str, text: str) -> None:
        words = self.query_one(f"#{id_}", Static)
        words.display = bool(text)
        words.update(text)

    @on(Canvas.Drawn)
    def _explain(self) -> None:
        """Say why nothing is drawn, in the picture's place."""
        why = self._why()
        self._put("why", why)
        self.query_one(Canvas).display = not why

    def _why(self) -> str:
        if self.shown.path is None:
            if web_address(self.shown.href) is None:
                return tr("This picture is not in the archive.")
            words = tr("This picture is on the web, and not fetched. {key} opens it in the browser.")
            return words.format(key=key_name("picture-open"))
        if not self._source.available():
            return tr("Pictures are not drawn: the extra “images” is not installed, or NO_COLOR is set.")
        return tr("This picture can't be drawn.") if self.query_one(Canvas).broken else ""

    def action_turn(self, by: int) -> None:
        """Show the picture ``by`` further on; after the last one comes none."""
        self._current = min(max(self._current + by, 0), len(self._pictures) - 1)
        self._show()

    def action_open(self) -> None:
        path = self.shown.path
        self.dismiss(OpenFile(path) if path is not None else OpenAddress(self.shown.href))

    def action_copy(self) -> None:
        self.dismiss(CopyAddress(self.shown.href))
