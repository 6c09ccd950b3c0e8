"""A window over the lines of documents: laid out as far as one has read and the rest when idle, scrolled, drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.bindings import bindings
from reader.ui.paint import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.geometry import Region
    from textual.timer import Timer

    from reader.config import Reading
    from reader.document.blocks import Document, Image
    from reader.document.galley import Galley, Place
    from reader.document.lines import Line
    from reader.ui.drawing import Drawing
    from reader.ui.marks import Label, Marks

_SLICE = 0.008
"""Seconds of layout between two chances for a key press."""
_TURN = 0.12
"""Seconds that a page takes to turn: enough for the eye to follow."""
_DEEP = 400
"""Lines above the view from which on the view is laid out again first and the rest when idle."""
_CONTEXT = 3
"""Lines to be seen above and below what is revealed, where there is room."""

_LAYERS = ("kept", "found", "selected")
"""What is laid over the text, the last on top."""

Standing = tuple["Place", int]
"""The place at the top of the view, and how far above it (in lines, 0 or less) the view begins."""


class GalleyView(ScrollView, can_focus=True, inherit_bindings=False):
    """Documents one after the other, in a centred column."""

    BINDINGS = bindings("move")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{part}" for part in PARTS}
    DEFAULT_CSS = """
    GalleyView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    @dataclass
    class Scrolled(Message):
        """Something else is in view, or more of it is known."""

        view: GalleyView

        @property
        def control(self) -> GalleyView:
            return self.view

    def __init__(self, *, id: str, reading: Reading) -> None:  # noqa: A002 -- Textual's own name for it
        super().__init__(id=id)
        self.reading = reading
        self._documents: tuple[Document, ...] = ()
        self._galley: Galley | None = None
        self._whole: Galley | None = None  # on its way, while the galley shown begins at what was in view
        self._later: Timer | None = None
        self._to_the_end = False
        self._progress = 0.0
        self._drawing: Drawing | None = None
        self._top = 0
        self._marks: dict[str, Marks] = {layer: {} for layer in _LAYERS}
        self._labels: Mapping[int, Sequence[Label]] = {}

    # -- for subclasses -------------------------------------------------------------------------------------

    def picture_rows(self, image: Image) -> int:
        """Lines that a picture takes below its caption; none where it is not to be drawn."""
        raise NotImplementedError

    def picture_row(self, href: str, row: int) -> Strip | None:
        """One of these lines; None while it is not there."""
        raise NotImplementedError

    # -- what is shown --------------------------------------------------------------------------------------

    def set_documents(self, documents: tuple[Document, ...], *, again: bool) -> None:
        """Show other documents from their beginning; ``again`` the same ones, or more of them, keeping one's place."""
        self._documents = documents
        self._to_the_end &= again
        if again:
            self.lay_out_again()
        else:
            self._marks, self._labels = {layer: {} for layer in _LAYERS}, {}
            self._lay_out()
            self.scroll_to(y=0, animate=False, immediate=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return not self._documents

    @property
    def documents(self) -> tuple[Document, ...]:
        """What is shown, in reading order."""
        return self._documents

    @property
    def galley(self) -> Galley | None:
        """What the lines are on, from the beginning of the article; None before anything is laid out."""
        self._settle()
        return self._galley

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
        if galley is None or self._whole is not None:
            return self._progress
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        known = max(1, len(galley.lines))
        self._progress = min(1.0, bottom / known if galley.complete else bottom / (2 * known))
        return self._progress

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
        self.lay_out_again()

    def on_resize(self) -> None:
        if self.scrollable_content_region.width and self.column != (self._galley and self._galley.width):
            self.lay_out_again()
        else:
            self._resize_content()

    @property
    def column(self) -> int:
        """Cells for text: two are left free at each side where there is room."""
        width = self.scrollable_content_region.width
        return max(4, min(self.reading.width, width - 4 if width > 40 else width - 2))

    def _lay_out(self) -> None:
        self._galley = self._whole = None
        if self._documents and self.scrollable_content_region.width:  # else laid out when it is to be seen
            self._galley = self._new_galley()
        self._draw_anew()
        self._more(self.scrollable_content_region.height * 2)

    def _new_galley(self, start: Place | None = None) -> Galley:
        from reader.document.galley import Galley  # noqa: PLC0415 -- not before there is something to lay out

        return Galley(self._documents, self.column, self.reading, self.picture_rows, start)

    def lay_out_again(self) -> None:
        """Lay everything out anew: the width, or what there is, has changed; the words at the top stay there."""
        standing, self._labels = self.standing, {}  # letters are drawn over lines, which are others now
        if standing is None or self.scroll_offset.y < _DEEP or not self.scrollable_content_region.width:
            self._lay_out()
            self.stand(standing)
            self.post_message(self.Scrolled(self))
            return
        # What stands far above would take longer than a frame: what is in view first, the whole when idle.
        place, above = standing
        self._galley, self._whole = self._new_galley(place), self._new_galley()
        self._galley.extend(self.scrollable_content_region.height * 3)
        self._draw_anew()
        self._resize_content()
        self._go_to(self._galley.line_of(place) + above)
        self._go_on_later()

    def _settle(self) -> None:
        """Show the whole galley in place of the part that was in view: the same lines, with all above them."""
        if self._whole is None or self._galley is None:
            return
        standing, last = self.standing, self._galley.places[-1]
        self._whole.line_of(last)
        self._galley, self._whole = self._whole, None
        self._draw_anew()
        self._resize_content()
        self.stand(standing)
        self.post_message(self.Scrolled(self))

    @property
    def standing(self) -> Standing | None:
        """Where one stands, to return to at any width; None before anything is laid out."""
        top = self.scroll_offset.y
        if self._galley is None or top >= len(self._galley.places):
            return None
        place = self._galley.places[top]
        return place, top - self._galley.line_of(place)

    def stand(self, standing: Standing | None) -> None:
        """Return to where one stood."""
        if standing is not None and self._galley is not None:
            place, above = standing
            self._go_to(self._line_of(place) + above)

    def _line_of(self, place: Place) -> int:
        self._settle()
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
        else:
            self._go_on_later()

    def _go_on_later(self) -> None:
        if self._later is None:
            self._later = self.set_timer(0.01, self._go_on)

    def _go_on(self) -> None:
        self._later = None
        if self._whole is not None and self._galley is not None:
            self._whole.extend(1 << 60, _SLICE)
            if self._whole.complete or self._whole.places[-1] > self._galley.places[-1]:
                self._settle()
            self._go_on_later()
        elif self._galley is not None and not self._galley.complete:
            self._more(1 << 60, _SLICE)
            if self._to_the_end:
                self._go_to(len(self.lines))

    def _resize_content(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.lines))

    # -- what is laid over the text -------------------------------------------------------------------------

    def mark(self, marks: Marks, layer: str = "found") -> None:
        """Let stretches of some blocks look different, until other marks are given for that layer.

        Args:
            marks: what is to look different.
            layer: ``kept`` lies under ``found``, ``selected`` above it.
        """
        assert layer in self._marks
        self._marks[layer] = marks
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

    def keep_in_view(self, place: Place) -> None:
        """Scroll just so far that ``place`` is in view."""
        line, view = self._line_of(place), self.in_view
        self._to_the_end = False
        if line < view.start:
            self._go_to(line)
        elif line >= view.stop:
            self._go_to(line - self.scrollable_content_region.height + 1)

    # -- drawing --------------------------------------------------------------------------------------------

    @property
    def drawing(self) -> Drawing:
        """How lines look: made anew when the theme changes."""
        if self._drawing is None:
            from reader.ui.drawing import Drawing  # noqa: PLC0415 -- and with it documents, not for a first screen

            lit = self.screen.get_component_rich_style("screen--selection")
            self._drawing = Drawing(self.get_component_rich_style, self.rich_style, lit, self.picture_row)
            self._drawing.galley = self._galley
            self._drawing.lay_over(tuple(self._marks.values()), self._labels)
        return self._drawing

    def _draw_anew(self) -> None:
        if self._drawing is not None:
            self._drawing.galley = self._galley
            self._drawing.lay_over(tuple(self._marks.values()), self._labels)
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

    # -- keys -----------------------------------------------------------------------------------------------

    def _go_to(self, line: int, *, turning: bool = False) -> None:
        # By force: of what has just been laid out it is not known yet that there is something to scroll.
        self.scroll_to(
            y=line, animate=turning, duration=_TURN, easing="out_cubic", immediate=not turning, force=True
        )

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
        self._settle()
        self._go_to(0)

    def action_bottom(self) -> None:
        self._settle()
        self._to_the_end = True  # which may not be laid out yet: then one gets there by and by
        self._go_to(len(self.lines))
