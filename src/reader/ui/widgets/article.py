"""The article: a head and a body, their pictures, and what the mouse does with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.events import TextSelected
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from reader.config import Reading
from reader.ui.bindings import bindings
from reader.ui.widgets.ruled_view import RuledView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual import events
    from textual.strip import Strip

    from reader.document.blocks import Document, Image
    from reader.document.galley import Place, Stretch
    from reader.ui.pictures import Pictures


class ArticleView(RuledView):
    """A head (title and facts) and a body, in a centred column."""

    BINDINGS = bindings("move", "select")

    @dataclass(eq=False, repr=False)
    class LinkClicked(Message):
        """Text that leads somewhere was clicked."""

        view: ArticleView
        place: Place
        """Where its line begins."""
        href: str
        at: int
        """Where the link's text begins in the block's, -1 where it has none there."""

        @property
        def control(self) -> ArticleView:
            return self.view

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """Text that leads nowhere was clicked."""

        view: ArticleView
        place: Place

        @property
        def control(self) -> ArticleView:
            return self.view

    @dataclass(eq=False, repr=False)
    class Selected(Message):
        """Something was selected with the mouse, or is no longer."""

        view: ArticleView

        @property
        def control(self) -> ArticleView:
            return self.view

    def __init__(self, *, id: str, reading: Reading = Reading()) -> None:  # noqa: A002, B008 -- frozen
        super().__init__(id=id, reading=reading)
        self.is_selecting = False
        """Text is being selected by keys: those that move the view move the selection instead."""
        self.has_selection = False
        """Something is selected with the mouse."""
        self.pictures: Callable[[], Pictures | None] | None = None
        """Gives what draws pictures; None, or giving None: they are a line each."""
        self.picture_height = 20
        """Lines that a picture may take."""

    def show(self, head: Document, body: Document, *, again: bool = False, file: Path | None = None) -> None:
        """Show another article from its beginning; ``again`` the same one, keeping one's place in it.

        ``file`` is the post's, where addresses of pictures begin.
        """
        self._look_for_pictures(body, file, again=again)
        self.set_documents((head, body), again=again)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the view itself rest while they select."""
        return not self.is_selecting and super().check_action(action, parameters)

    def clear(self) -> None:
        """Show nothing."""
        self.set_documents((), again=False)

    # -- pictures -------------------------------------------------------------------------------------------

    def _look_for_pictures(self, body: Document, file: Path | None, *, again: bool) -> None:
        from reader.document.blocks import Image  # noqa: PLC0415

        addresses = [block.href for block in body.blocks if isinstance(block, Image) and block.href]
        if addresses and file is not None and self.pictures is not None and (source := self.pictures()):
            if not again:
                source.begin(file)
            source.look(addresses, self.lay_out_again)

    def picture_rows(self, image: Image) -> int:
        """Lines that a picture takes below its caption; none while it is not known, or not to be drawn."""
        source = self.pictures() if self.pictures is not None else None
        return (source.rows(image.href, self.column, self.picture_height) or 0) if source else 0

    def picture_row(self, href: str, row: int) -> Strip | None:
        source = self.pictures() if self.pictures is not None else None
        strip = source.strip(href, row) if source is not None else None
        if strip is None and source is not None and not row:
            source.request(href, self.column, self.picture_height, self._draw_pictures)
        return strip

    def _draw_pictures(self) -> None:
        self.refresh()

    # -- selecting with the mouse ---------------------------------------------------------------------------

    def selection_updated(self, selection: Selection | None) -> None:
        self._draw_anew()
        if (selection is not None) != self.has_selection:
            self.has_selection = selection is not None
            self.post_message(self.Selected(self))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text as it was written: no line breaks of the layout, no borders."""
        galley, stretch = self._laid_out.galley, self._stretch(selection)
        return (galley.text_between(*stretch), "\n") if galley and stretch else None

    @property
    def selected(self) -> Stretch | None:
        """What is selected with the mouse."""
        return self._stretch(self.text_selection) if self.text_selection is not None else None

    def _stretch(self, selection: Selection) -> Stretch | None:
        from reader.document.galley import Point, Stretch  # noqa: PLC0415

        galley = self._laid_out.galley
        if galley is None or not galley.lines:
            return None
        start, end = selection
        last = len(self.lines) - 1
        first = Point(min(start.y, last), max(0, start.x - self.drawing.left)) if start else Point(0, 0)
        stop = Point(min(end.y, last), max(0, end.x - self.drawing.left)) if end else Point(last, 1 << 30)
        return Stretch(galley.place_at(first), galley.place_at(stop))

    def on_click(self, event: events.Click) -> None:
        """A link that is clicked is offered; two clicks select a word, three the paragraph as far as it is seen."""
        from reader.ui.marks import char_at, word_at  # noqa: PLC0415

        offset = event.get_content_offset(self)
        if offset is None or not 0 <= (number := offset.y + self.scroll_offset.y) < len(self.lines):
            return
        line = self.lines[number]
        char = char_at(line.text, offset.x - self.drawing.left)
        if event.chain == 1:
            for run, start, stop in line.stretches():
                if start <= char < stop and run.href:
                    self.post_message(self.LinkClicked(self, self.places[number], run.href, run.at))
                    return
                if start <= char < stop and run.at >= 0:
                    place = self.places[number]._replace(offset=run.at + char - start)
                    self.post_message(self.Clicked(self, place))
            return
        event.prevent_default()  # Textual would select all of the article
        if event.chain == 2:
            start, stop = word_at(line.text, char)
            self._select(Offset(start, number), Offset(stop, number))
        else:
            block = self.places[number][:2]
            same = [other for other in self.in_view if self.places[other][:2] == block]
            self._select(Offset(0, same[0]), Offset(len(self.lines[same[-1]].text), same[-1]))

    def _select(self, start: Offset, stop: Offset) -> None:
        left = Offset(self.drawing.left, 0)
        self.screen.selections = {self: Selection(start + left, stop + left)}
        self.screen.post_message(TextSelected())
