"""A window over listed posts: what is drawn in each of its rows, what is still to be asked for that, and its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader import clock
from reader.text import crop
from reader.ui.picks import Picks
from reader.ui.widgets.listed_posts import ListedPosts
from reader.ui.widgets.post_rows import PostRows
from reader.ui.widgets.timed_rows import TimedRows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.geometry import Region

    from reader.model import Post
    from reader.ui.widgets.fetched import PostSource
    from reader.ui.widgets.results import Results

_FEW = 10
"""Posts from which on a list has a strip of time."""
_LOW = 9
"""Rows of a window from which on a post may take two."""


class PostWindow(TimedRows):
    """The rows of posts.

    Args:
        source: has the posts.
    """

    @dataclass(eq=False, repr=False)
    class Lacking(Message):
        """More is to be shown of some results than is known: their marks and passages."""

        results: Results
        positions: range
        passages: bool

    @dataclass(eq=False, repr=False)
    class Glancing(Message):
        """More is to be shown of some posts than is known: how their texts begin, how long they are."""

        posts: Sequence[Post]

    def __init__(self, source: PostSource, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.listed = ListedPosts(source)
        self.empty = ""
        """Why nothing is listed; may have several lines."""
        self.density: Literal["compact", "comfortable"] = "compact"
        """Comfortable: each post of a place has a second row with the beginning of its text."""
        self.picks = Picks()
        """The posts that are picked."""
        self._rows = PostRows(self.part)
        self._asked: tuple[Results, range] | None = None

    # -- rows -----------------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """Where in the listing the cursor stands."""
        return max(0, self.listed.arrangement.position_of(self.cursor))

    @property
    def current(self) -> Post | None:
        """The post under the cursor."""
        return self.listed.at(self.position) if len(self.listed.listing) else None

    def lay_out(self, position: int) -> None:
        """Give every post its rows, and stand on the one at a position."""
        self.listed.arrange(self._height)
        arrangement = self.listed.arrangement
        self.set_rows(arrangement.rows, arrangement.row_of(position))

    @property
    def _height(self) -> int:
        """Rows of a post."""
        size = self.scrollable_content_region
        if self.listed.results is not None:
            from reader.ui.widgets import results  # noqa: PLC0415 -- not before there are some

            return results.height_for(size.height, size.width)
        if self.listed.are_kept:
            from reader.ui.widgets import keepsakes  # noqa: PLC0415

            return keepsakes.height_for(size.height)
        return 2 if self.density == "comfortable" and size.height >= _LOW else 1

    def selectable(self, row: int) -> bool:
        return self.listed.arrangement.heading_at(row) is None and self.first_of(row) == row

    def first_of(self, row: int) -> int:
        arrangement = self.listed.arrangement
        if arrangement.height == 1 or arrangement.heading_at(row) is not None:
            return row
        return arrangement.row_of(arrangement.position_of(row))

    def rows_of(self, row: int) -> int:
        arrangement = self.listed.arrangement
        return arrangement.height if arrangement.heading_at(row) is None else 1

    def on_resize(self) -> None:
        """Posts take as many rows as there is room for."""
        if self._height != self.listed.arrangement.height:
            if self.listed.results is not None:
                self.listed.results.forget_known()
            self._asked = None
            self.lay_out(self.position)

    # -- time -----------------------------------------------------------------------------------------------

    def show_times(self) -> None:
        """Show the strip of what is listed, as far as its posts have been counted along time."""
        counts, listing = self.listed.counted, self.listed.listing
        strip = None
        if counts is not None and counts.total >= _FEW:
            from reader.ui.widgets.strip import TimeStrip  # noqa: PLC0415 -- not for the head of a list

            strip = TimeStrip(counts)
        is_head = listing.dated and not listing.complete
        self.show_strip(strip, expected=is_head and listing.total >= _FEW)

    @property
    def days_in_view(self) -> tuple[date, date] | None:
        """The days of the first and the last post in view; where the list does not run by date, that of the current one."""
        if self.listed.listing.dated:
            return self.listed.days_of(self._in_view)
        day = self.day_of_cursor
        return (day, day) if day is not None else None

    @property
    def day_of_cursor(self) -> date | None:
        """The day of the current post; None where it is not known."""
        post = self.current
        return clock.local(post.date.seconds).date() if post is not None and post.date is not None else None

    def stuck(self, row: int) -> int | None:
        arrangement, results = self.listed.arrangement, self.listed.results
        number = arrangement.heading_above(row)
        if number is None or arrangement.heading_above(row + 1) != number:
            return None  # the next heading pushes it out: it would hide the last row that is its own
        is_note = results is not None and number < results.notes
        return None if is_note else number

    def draw_stuck(self, number: int, width: int) -> list[Segment]:
        return self._rows.heading_of(self.listed, number, width)

    # -- drawing --------------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        if self.listed.results is not None:
            self._ask_for(self.listed.results)
        elif not self.listed.are_kept and self._rows.shows_text(self.listed.arrangement.height, self._width):
            self._ask_for_texts()
        return strips

    @property
    def _in_view(self) -> range:
        """The items to be seen: posts, by their numbers when those that are folded are not counted."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        arrangement = self.listed.arrangement
        first = max(0, arrangement.item_in(top))
        return range(first, min(arrangement.item_in(top + height) + 1, arrangement.items))

    def _ask_for_texts(self) -> None:
        """Ask for what is not known of the texts of the posts in view, then of those a page further down and up."""
        view = self._in_view
        further = range(view.stop, min(view.stop + len(view), self.listed.arrangement.items))
        before = range(max(0, view.start - len(view)), view.start)
        if lacking := self.listed.without_glance((*view, *further, *before)):
            self.post_message(self.Glancing(lacking))

    def _ask_for(self, results: Results) -> None:
        """Ask for what is not known yet of the results in view."""
        wanted = (results, self._in_view)
        if wanted != self._asked and results.lacking(wanted[1]):
            self._asked = wanted
            self.post_message(self.Lacking(*wanted, self.listed.arrangement.height > 1))

    def render_line(self, y: int) -> Strip:
        lines = self.empty.split("\n")
        if not self.row_count and 1 <= y <= len(lines):
            text = Segment(crop(f"  {lines[y - 1]}", self._width), self._base + self.part("muted"))
            return Strip([text]).adjust_cell_length(self._width, self._base)
        return super().render_line(y)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        arrangement = self.listed.arrangement
        heading = arrangement.heading_at(row)
        if heading is not None:
            return self._rows.heading_of(self.listed, heading, width)
        position, line = arrangement.position_of(row), row - self.first_of(row)
        segments = self._rows.of(self.listed, position, line, width)
        if not line and position in self.picks:
            return self._rows.picked(segments)
        return segments

    def tone_of(self, row: int) -> str:
        arrangement = self.listed.arrangement
        is_post = len(self.picks) and arrangement.heading_at(row) is None
        return "picked" if is_post and arrangement.position_of(row) in self.picks else ""
