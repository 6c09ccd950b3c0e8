"""The article: one window over a galley of lines, laid out as far as one has read and the rest when idle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.events import TextSelected
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.config import Reading
from reader.ui.bindings import bindings
from reader.ui.paint import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from textual import events
    from textual.geometry import Region
    from textual.timer import Timer

    from reader.document.blocks import Document, Image
    from reader.document.galley import Galley, Place
    from reader.document.lines import Line
    from reader.ui.drawing import Drawing, Where
    from reader.ui.marks import Label, Mark
    from reader.ui.pictures import Pictures

_SLICE = 0.008
"""Seconds of layout between two chances for a key press."""
_TURN = 0.12
"""Seconds that a page takes to turn: enough for the eye to follow."""
_CONTEXT = 3
"""Lines to be seen above and below what is revealed, where there is room."""

Standing = tuple["Place", int]
"""The place at the top of the view, and how far above it (in lines, 0 or less) the view begins."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """A head (title and facts) and a body, in a centred column."""

    BINDINGS = bindings("move")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{part}" for part in PARTS}
    DEFAULT_CSS = """
    ArticleView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Scrolled(Message):
        """Another part of the article is in view, or more of it is known."""

        view: ArticleView

        @property
        def control(self) -> ArticleView:
            return self.view

    @dataclass
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

    def __init__(self, *, id: str, reading: Reading = Reading()) -> None:  # noqa: A002, B008 -- frozen
        super().__init__(id=id)
        self.reading = reading
        self.pictures: Callable[[], Pictures | None] | None = None
        """Gives what draws pictures; None, or giving None: they are a line each."""
        self.picture_height = 20
        """Lines that a picture may take."""
        self._documents: tuple[Document, ...] = ()
        self._galley: Galley | None = None
        self._later: Timer | None = None
        self._to_the_end = False
        self._drawing: Drawing | None = None
        self._top = 0
        self._marks: Mapping[Where, Sequence[Mark]] = {}
        self._labels: Mapping[int, Sequence[Label]] = {}

    def show(self, head: Document, body: Document, *, again: bool = False, file: Path | None = None) -> None:
        """Show another article from its beginning; ``again`` the same one, keeping one's place in it.

        ``file`` is the post's, where addresses of pictures begin.
        """
        self._documents = (head, body)
        self._look_for_pictures(body, file, again=again)
        self._to_the_end &= again
        if again:
            self._lay_out_again()
        else:
            self._marks, self._labels = {}, {}
            self._lay_out()
            self.scroll_to(y=0, animate=False, immediate=True)

    def clear(self) -> None:
        """Show nothing."""
        self._documents = ()
        self._lay_out()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return not self._documents

    @property
    def documents(self) -> tuple[Document, ...]:
        """The head and the body that are shown; nothing when nothing is."""
        return self._documents

    @property
    def lines(self) -> list[Line]:
        """The lines laid out so far."""
        return self._galley.lines if self._galley else []

    @property
    def places(self) -> list[Place]:
        """Where each of these lines begins."""
        return self._galley.places if self._galley else []

    @property
    def progress(self) -> float:
        """How much has been read: 0 to 1."""
        galley = self._galley
        if galley is None:
            return 0.0
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        known = max(1, len(galley.lines))
        return min(1.0, bottom / known if galley.complete else bottom / (2 * known))

    @property
    def bottom_place(self) -> Place | None:
        """Where what is not to be seen yet begins; None when the end is in view."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        galley = self._galley
        return galley.places[bottom] if galley is not None and bottom < len(galley.places) else None

    @property
    def measure_shown(self) -> int:
        """The width of the column as it is: the measure, or less in a narrow window."""
        return self._galley.width if self._galley else self.reading.width

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))

    # -- layout ---------------------------------------------------------------------------------------------

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another way; the words at the top stay there."""
        self.reading = reading
        self._lay_out_again()

    def on_resize(self) -> None:
        if self.scrollable_content_region.width and self._column() != (self._galley and self._galley.width):
            self._lay_out_again()
        else:
            self._resize_content()

    def _column(self) -> int:
        """Cells for text: two are left free at each side where there is room."""
        width = self.scrollable_content_region.width
        return max(4, min(self.reading.width, width - 4 if width > 40 else width - 2))

    def _lay_out(self) -> None:
        from reader.document.galley import Galley  # noqa: PLC0415 -- not before there is something to lay out

        self._galley = None
        if self._documents and self.scrollable_content_region.width:  # else laid out when it is to be seen
            self._galley = Galley(self._documents, self._column(), self.reading, self._rows)
        self._draw_anew()
        self._more(self.scrollable_content_region.height * 2)

    # -- pictures -------------------------------------------------------------------------------------------

    def _look_for_pictures(self, body: Document, file: Path | None, *, again: bool) -> None:
        from reader.document.blocks import Image  # noqa: PLC0415

        addresses = [block.href for block in body.blocks if isinstance(block, Image) and block.href]
        if addresses and file is not None and self.pictures is not None and (source := self.pictures()):
            if not again:
                source.begin(file)
            source.look(addresses, self._lay_out_again)

    def _rows(self, image: Image) -> int:
        """Lines that a picture takes below its caption; none while it is not known, or not to be drawn."""
        source = self.pictures() if self.pictures is not None else None
        return (source.rows(image.href, self._column(), self.picture_height) or 0) if source else 0

    def _picture_row(self, href: str, row: int) -> Strip | None:
        source = self.pictures() if self.pictures is not None else None
        strip = source.strip(href, row) if source is not None else None
        if strip is None and source is not None and not row:
            source.request(href, self._column(), self.picture_height, self._draw_pictures)
        return strip

    def _draw_pictures(self) -> None:
        self.refresh()

    def _lay_out_again(self) -> None:
        standing = self.standing
        self._lay_out()
        self.stand(standing)

    @property
    def standing(self) -> Standing | None:
        """Where one stands, to return to at any width; None before anything is laid out."""
        top = self.scroll_offset.y
        if self._galley is None or top >= len(self._galley.places):
            return None
        place = self._galley.places[top]
        return place, top - self._line_of(place)

    def stand(self, standing: Standing | None) -> None:
        """Return to where one stood."""
        if standing is not None and self._galley is not None:
            place, above = standing
            self._go_to(self._line_of(place) + above)

    def _line_of(self, place: Place) -> int:
        assert self._galley is not None
        number = self._galley.line_of(place)
        self._resize_content()
        return number

    def _more(self, until: int, seconds: float = 60.0) -> None:
        """Lay out up to line ``until`` or for so long, and the rest when idle."""
        if self._galley is not None:
            self._galley.extend(until, seconds)
        self._resize_content()
        if self._galley is None or self._galley.complete:
            self.post_message(self.Scrolled(self))  # how much has been read is known only now
        elif self._later is None:
            self._later = self.set_timer(0.01, self._go_on)

    def _go_on(self) -> None:
        self._later = None
        if self._galley is not None and not self._galley.complete:
            self._more(1 << 60, _SLICE)
            if self._to_the_end:
                self._go_to(len(self.lines))

    def _resize_content(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.lines))

    # -- what is laid over the text -------------------------------------------------------------------------

    def mark(self, marks: Mapping[Where, Sequence[Mark]]) -> None:
        """Let stretches of some blocks look different, until other marks are given."""
        self._marks = marks
        self._draw_anew()

    def label(self, labels: Mapping[int, Sequence[Label]]) -> None:
        """Draw letters over some lines, until other labels are given."""
        self._labels = labels
        self._draw_anew()

    @property
    def in_view(self) -> range:
        """The lines to be seen."""
        top = self.scroll_offset.y
        return range(top, min(top + self.scrollable_content_region.height, len(self.lines)))

    def is_in_view(self, place: Place) -> bool:
        """Whether the line of ``place`` is to be seen."""
        return self._galley is not None and self._line_of(place) in self.in_view

    def reveal(self, place: Place, *, at_top: bool = False) -> None:
        """Scroll just so far that ``place`` is in view with some lines around it; or to the top of the view."""
        if self._galley is None:
            return
        self._to_the_end = False
        line, height = self._line_of(place), self.scrollable_content_region.height
        top, margin = self.scroll_offset.y, min(_CONTEXT, max(0, (height - 1) // 2))
        if at_top:
            self._go_to(line)
        elif not top + margin <= line < top + height - margin:
            self._go_to(line - height // 3)

    # -- drawing --------------------------------------------------------------------------------------------

    @property
    def drawing(self) -> Drawing:
        """How lines look: made anew when the theme changes."""
        if self._drawing is None:
            from reader.ui.drawing import Drawing  # noqa: PLC0415 -- and with it documents, not for a first screen

            lit = self.screen.get_component_rich_style("screen--selection")
            self._drawing = Drawing(self.get_component_rich_style, self.rich_style, lit, self._picture_row)
            self._drawing.galley = self._galley
            self._drawing.lay_over(self._marks, self._labels)
        return self._drawing

    def _draw_anew(self) -> None:
        if self._drawing is not None:
            self._drawing.galley = self._galley
            self._drawing.lay_over(self._marks, self._labels)
        self.refresh()

    def notify_style_update(self) -> None:
        self._drawing = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._galley is None:
            return [Strip.blank(crop.width, self.rich_style)] * crop.height
        drawing, width = self.drawing, self.scrollable_content_region.width  # once a frame: see RowsView
        if (width, self.text_selection) != (drawing.width, drawing.selection):
            drawing.width, drawing.selection = width, self.text_selection
            drawing.forget()
        self._top = self.scroll_offset.y
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        return self.drawing.strip(y + self._top)

    # -- selecting with the mouse ---------------------------------------------------------------------------

    def selection_updated(self, selection: Selection | None) -> None:
        del selection
        self._draw_anew()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text as it was written: no line breaks of the layout, no borders."""
        from reader.document.galley import Point  # noqa: PLC0415

        if self._galley is None or not self.lines:
            return None
        start, end = selection
        last = len(self.lines) - 1
        first = Point(min(start.y, last), max(0, start.x - self.drawing.left)) if start else Point(0, 0)
        stop = Point(min(end.y, last), max(0, end.x - self.drawing.left)) if end else Point(last, 1 << 30)
        return self._galley.text(first, stop), "\n"

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

    # -- keys -----------------------------------------------------------------------------------------------

    def _go_to(self, line: int, *, turning: bool = False) -> None:
        self.scroll_to(y=line, animate=turning, duration=_TURN, easing="out_cubic", immediate=not turning)

    def _scroll(self, lines: int, *, turning: bool = False) -> None:
        self._to_the_end = False
        self._go_to(round(self.scroll_target_y) + lines, turning=turning)

    def action_down(self) -> None:
        self._scroll(1)

    def action_up(self) -> None:
        self._scroll(-1)

    def action_page_down(self) -> None:
        self._scroll(max(1, self.scrollable_content_region.height - 2), turning=True)

    def action_page_up(self) -> None:
        self._scroll(-max(1, self.scrollable_content_region.height - 2), turning=True)

    def action_half_down(self) -> None:
        self._scroll(max(1, self.scrollable_content_region.height // 2), turning=True)

    def action_half_up(self) -> None:
        self._scroll(-max(1, self.scrollable_content_region.height // 2), turning=True)

    def action_top(self) -> None:
        self._to_the_end = False
        self._go_to(0)

    def action_bottom(self) -> None:
        self._to_the_end = True  # which may not be laid out yet: then one gets there by and by
        self._go_to(len(self.lines))
