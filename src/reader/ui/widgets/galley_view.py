"""A window over the lines of documents: they are laid out for its width, marked, drawn, and scrolled to a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from reader.ui.laid_out import LaidOut
from reader.ui.layers import Layers
from reader.ui.paint import PARTS
from reader.ui.widgets.entitled import Entitled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.geometry import Region
    from textual.timer import Timer

    from reader.config import Reading
    from reader.document.blocks import Document, Image
    from reader.document.galley import Galley, Place
    from reader.document.lines import Line
    from reader.ui.drawing import Drawing
    from reader.ui.laid_out import Standing
    from reader.ui.marks import Label, Marks

_SLICE = 0.008
"""Seconds of layout between two chances for a key press."""
_DEEP = 400
"""Lines above the view from which on the view is laid out again first and the rest when idle."""


class GalleyView(Entitled, can_focus=True, inherit_bindings=False):
    """Documents one after the other, in a centred column."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{part}" for part in PARTS}
    DEFAULT_CSS = """
    GalleyView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    @dataclass(eq=False, repr=False)
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
        self._laid_out = LaidOut(self._new_galley)
        self._later: Timer | None = None
        self._to_the_end = False
        self._drawing: Drawing | None = None
        self._top = 0
        self._nothing = Strip.blank(0)
        self._layers = Layers()

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
            self._layers = Layers()
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
        return self._laid_out.galley

    @property
    def lines(self) -> list[Line]:
        """The lines laid out so far."""
        return self._laid_out.lines

    @property
    def places(self) -> list[Place]:
        """Where each of these lines begins."""
        return self._laid_out.places

    @property
    def in_view(self) -> range:
        """The lines to be seen."""
        top = self.scroll_offset.y
        return range(top, min(top + self.scrollable_content_region.height, len(self.lines)))

    @property
    def measure_shown(self) -> int:
        """The width of the column as it is: the measure, or less in a narrow window."""
        galley = self._laid_out.galley
        return galley.width if galley else self.reading.width

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))

    # -- layout ---------------------------------------------------------------------------------------------

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another way; the words at the top stay there."""
        self.reading = reading
        self.lay_out_again()

    def on_resize(self) -> None:
        galley = self._laid_out.galley
        if self.scrollable_content_region.width and self.column != (galley and galley.width):
            self.lay_out_again()
        else:
            self._resize_content()

    @property
    def column(self) -> int:
        """Cells for text: two are left free at each side where there is room."""
        width = self.scrollable_content_region.width
        return max(4, min(self.reading.width, width - 4 if width > 40 else width - 2))

    def _lay_out(self) -> None:
        if self._documents and self.scrollable_content_region.width:
            self._laid_out.begin()
        else:  # when it is to be seen
            self._laid_out.clear()
        self._draw_anew()
        self._more(self.scrollable_content_region.height * 2)

    def _new_galley(self, start: Place | None) -> Galley:
        from reader.document.galley import Galley  # noqa: PLC0415 -- not before there is something to lay out

        return Galley(self._documents, self.column, self.reading, self.picture_rows, start)

    def lay_out_again(self) -> None:
        """Lay everything out anew: the width, or what there is, has changed; the words at the top stay there."""
        standing = self.standing
        self._layers.labels = {}  # they are drawn over lines, which are others now
        is_there = standing is not None and self._has(standing[0])
        if not is_there or self.scroll_offset.y < _DEEP or not self.scrollable_content_region.width:
            self._lay_out()
            self.stand(standing)
            self.post_message(self.Scrolled(self))
            return
        assert standing is not None
        # What stands far above would take longer than a frame: what is in view first, the whole when idle.
        place, above = standing
        line = self._laid_out.begin_around(place, self.scrollable_content_region.height * 3)
        self._draw_anew()
        self._resize_content()
        self._go_to(line + above)
        self._go_on_later()

    def _has(self, place: Place) -> bool:
        """Whether the block of a place is in what is shown: another version of a post may be shorter."""
        return place.part < len(self._documents) and place.block < len(self._documents[place.part].blocks)

    def _settle(self) -> None:
        """Have all lines above those that were in view."""
        if self._laid_out.is_part:
            standing = self.standing
            self._laid_out.settle()
            self._draw_anew()
            self._resize_content()
            self.stand(standing)
            self.post_message(self.Scrolled(self))

    @property
    def standing(self) -> Standing | None:
        """Where one stands, to return to at any width; None before anything is laid out."""
        return self._laid_out.standing(self.scroll_offset.y)

    def stand(self, standing: Standing | None) -> None:
        """Return to where one stood."""
        if standing is not None and self._laid_out.galley is not None:
            place, above = standing
            self._go_to(self._line_of(place) + above)

    def _go_to(self, line: int) -> None:
        # By force: of what has just been laid out it is not known yet that there is something to scroll.
        self.scroll_to(y=line, animate=False, immediate=True, force=True)

    def _line_of(self, place: Place) -> int:
        self._settle()
        galley = self._laid_out.galley
        assert galley is not None
        number = galley.line_of(place)
        self._resize_content()
        return number

    def _more(self, until: int, seconds: float = 60.0) -> None:
        """Lay out up to line ``until`` or for so long, and the rest when idle."""
        galley = self._laid_out.galley
        if galley is not None:
            galley.extend(until, seconds)
        self._resize_content()
        if galley is None or galley.complete:
            self.post_message(self.Scrolled(self))  # how much has been read is known only now
        else:
            self._go_on_later()

    def _go_on_later(self) -> None:
        if self._later is None:
            self._later = self.set_timer(0.01, self._go_on)

    def _go_on(self) -> None:
        self._later = None
        if self._laid_out.is_part:
            if self._laid_out.approach(_SLICE):
                self._settle()
            self._go_on_later()
        elif self._laid_out.galley is not None and not self._laid_out.is_complete:
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
            layer: ``watched`` lies under ``kept``, that under ``found``, ``selected`` above it.
        """
        self._layers.mark(layer, marks)
        self._draw_anew()

    @property
    def marks_shown(self) -> tuple[Marks, ...]:
        """What is laid over the text, the last on top."""
        return tuple(self._layers.marks.values())

    def label(self, labels: Mapping[int, Sequence[Label]]) -> None:
        """Draw letters over some lines, until other labels are given."""
        self._layers.labels = labels
        self._draw_anew()

    @property
    def caret(self) -> Offset | None:
        """Where the terminal's cursor stands: at what one has gone to, else at the first line in view."""
        galley = self._laid_out.galley
        if galley is None:
            return None
        from reader.ui import carets  # noqa: PLC0415 -- not before there is an article

        found = carets.caret(galley, self._layers.pointed, self.in_view)
        return found + Offset(self.drawing.left, 0) if found is not None else None

    # -- drawing --------------------------------------------------------------------------------------------

    @property
    def drawing(self) -> Drawing:
        """How lines look: made anew when the theme changes."""
        if self._drawing is None:
            from reader.ui.drawing import Drawing  # noqa: PLC0415 -- and with it documents, not for a first screen

            lit = self.screen.get_component_rich_style("screen--selection")
            self._drawing = Drawing(self.get_component_rich_style, self.rich_style, lit, self.picture_row)
            self._drawing.galley = self._laid_out.galley
            self._drawing.lay_over(self.marks_shown, self._layers.labels)
        return self._drawing

    def _draw_anew(self) -> None:
        if self._drawing is not None:
            self._drawing.galley = self._laid_out.galley
            self._drawing.lay_over(self.marks_shown, self._layers.labels)
        self.refresh()

    def notify_style_update(self) -> None:
        self._drawing = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._laid_out.galley is None:  # documents are not imported for that
            self._nothing = Strip.blank(self.scrollable_content_region.width, self.rich_style)
            return super().render_lines(crop)
        drawing, width = self.drawing, self.scrollable_content_region.width  # once a frame: see RowsView
        if (width, self.text_selection) != (drawing.width, drawing.selection):
            drawing.width, drawing.selection = width, self.text_selection
            drawing.forget()
        self._top = self.scroll_offset.y
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        if self._laid_out.galley is None:
            return self._nothing
        return self.drawing.strip(y + self._top)
