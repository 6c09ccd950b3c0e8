"""The list of posts: one window over a listing of any length, with a heading for each day; or what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader import clock
from reader.library.listing import Group, Listing
from reader.text import cell_len, crop
from reader.ui.kept import NOTHING
from reader.ui.widgets.arrangement import Arrangement
from reader.ui.widgets.fetched import Fetched
from reader.ui.widgets.rows import RowsView, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.geometry import Region

    from reader.kept import Kept
    from reader.model import Hit, Post, PostId
    from reader.ui.widgets.results import Looks, Results

_SOURCE = 16
"""Cells at most for the source, at the right edge."""


class PostList(RowsView):
    """Posts of a listing.

    Args:
        fetch: the posts of some row ids; None for those that are no longer there.
        read_among: those of some posts that have been read.
    """

    @dataclass
    class Lacking(Message):
        """More is to be shown of some results than is known: their marks and passages."""

        results: Results
        positions: range
        passages: bool

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Post | None]],
        read_among: Callable[[Iterable[Post]], set[PostId]],
        *,
        id: str,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._fetched = Fetched(fetch, read_among)
        self.listing = Listing.empty()
        self.results: Results | None = None
        """What the listing was found by; None where it is that of a place."""
        self.empty = ""
        """Why nothing is listed; may have several lines."""
        self.kept = NOTHING
        """What is kept of posts."""
        self.first = 0
        """How many posts of the list come before those that are here."""
        self.lists_kept = False
        """What is kept of each post is shown with it."""
        self._arrangement = Arrangement()
        self._asked: tuple[Results, range] | None = None

    # -- what is listed -------------------------------------------------------------------------------------

    def show(
        self,
        listing: Listing,
        *,
        position: int = 0,
        results: Results | None = None,
        kept: bool = False,
        first: int = 0,
    ) -> None:
        """List other posts.

        Args:
            listing: which.
            position: the one to stand on.
            results: what they were found by.
            kept: with what is kept of each.
            first: how many posts of the list come before these, which are a part of it.
        """
        self.listing, self.results, self.lists_kept, self.first = listing, results, kept, first
        self._fetched.begin(listing.ids)
        self._arrange(position)

    def _arrange(self, position: int) -> None:
        """Give every post its rows."""
        if self.results is not None:
            headed, height = [at for at, _ in self.results.headings], self._height
        else:
            headed, height = [group.start for group in self._days], self._height
        self._arrangement = Arrangement(len(self.listing), height, headed)
        self.set_rows(self._arrangement.rows, self._arrangement.row_of(position))

    @property
    def _days(self) -> Sequence[Group]:
        is_plain = self.results is None and not self.lists_kept
        return self.listing.days if self.listing.dated and is_plain else ()

    @property
    def _height(self) -> int:
        """Rows of a post."""
        size = self.scrollable_content_region
        if self.results is not None:
            from reader.ui.widgets import results  # noqa: PLC0415 -- not before there are some

            return results.height_for(size.height, size.width)
        if self.lists_kept:
            from reader.ui.widgets import keepsakes  # noqa: PLC0415

            return keepsakes.height_for(size.height)
        return 1

    def put_hits(self, results: Results, positions: range, hits: Iterable[Hit]) -> None:
        """All is known of some results; nothing happens when others are listed."""
        if results is self.results:
            results.put(hits, positions)
            self.forget_drawn()

    def replace(self, listing: Listing) -> None:
        """List the same posts, with those that have come or gone meanwhile; the cursor stays on its post.

        At the very top it stays at the top, so that what is new is seen; elsewhere the view stays still.
        """
        position = self.position
        old = self.listing
        if position + self.first > 0 and position < len(old):
            posted = old.posted[position] if old.dated else 0
            found = listing.find(old.ids[position], posted)
            position = min(self.first + position, max(0, len(listing) - 1)) if found is None else found
        above = self.above
        self.show(listing, position=position, kept=self.lists_kept)
        if position:
            self.put_above(above)

    def show_kept(self, kept: Kept) -> None:
        """Other posts are kept, or other things of them."""
        self.kept = kept
        self.forget_drawn()

    def forget_posts(self) -> None:
        """They come from elsewhere now: fetch them anew."""
        self._fetched.begin(self.listing.ids)
        self.forget_drawn()

    def forget_read(self) -> None:
        """Others have been read than before: ask anew."""
        self._fetched.forget_read()
        self.forget_drawn()

    def show_read(self, post: Post, read: bool) -> None:
        """Show that a post has been read, or has not."""
        self._fetched.put_read(post, read)
        self.forget_drawn()

    @property
    def position(self) -> int:
        """Where in the listing the cursor stands."""
        return max(0, self._arrangement.position_of(self.cursor))

    @property
    def above(self) -> int:
        """Rows of the window above the cursor."""
        return self.cursor - self.scroll_offset.y

    def put_above(self, rows: int) -> None:
        """Scroll so that so many rows of the window are above the cursor."""
        self.scroll_to(y=self.cursor - rows, animate=False, immediate=True, force=True)

    def go_to(self, position: int) -> None:
        """Stand on the post at a position."""
        self.move_to(self._arrangement.row_of(position))

    @property
    def current(self) -> Post | None:
        """The post under the cursor."""
        return self.post_at(self.position) if len(self.listing) else None

    def post_at(self, position: int) -> Post | None:
        """The post at a position of the listing; None when it was removed meanwhile."""
        return self._fetched.at(position)

    def is_read(self, position: int) -> bool:
        """Whether the post at a position has been read."""
        return self._fetched.is_read(position)

    def step(self, steps: int) -> bool:
        """Move by posts, whatever headings lie between; False at the end of the list."""
        position = self.position + steps
        if not 0 <= position < len(self.listing):
            return False
        self.move_to(self._arrangement.row_of(position), 1 if steps > 0 else -1)
        return True

    # -- rows -----------------------------------------------------------------------------------------------

    def selectable(self, row: int) -> bool:
        return self._arrangement.heading_at(row) is None and self.first_of(row) == row

    def first_of(self, row: int) -> int:
        if self._arrangement.height == 1 or self._arrangement.heading_at(row) is not None:
            return row
        return self._arrangement.row_of(self._arrangement.position_of(row))

    def rows_of(self, row: int) -> int:
        return self._arrangement.height if self._arrangement.heading_at(row) is None else 1

    def on_resize(self) -> None:
        """Posts take as many rows as there is room for."""
        if self._height != self._arrangement.height:
            if self.results is not None:
                self.results.forget_known()
            self._asked = None
            self._arrange(self.position)

    # -- drawing --------------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        if self.results is not None:
            self._ask_for(self.results)
        return strips

    def _ask_for(self, results: Results) -> None:
        """Ask for what is not known yet of the results in view."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        first = max(0, self._arrangement.position_of(top))
        stop = min(self._arrangement.position_of(top + height) + 1, len(self.listing))
        wanted = (results, range(first, stop))
        if wanted != self._asked and results.lacking(wanted[1]):
            self._asked = wanted
            self.post_message(self.Lacking(*wanted, self._arrangement.height > 1))

    def render_line(self, y: int) -> Strip:
        lines = self.empty.split("\n")
        if not self.row_count and 1 <= y <= len(lines):
            text = Segment(crop(f"  {lines[y - 1]}", self._width), self._base + self.part("muted"))
            return Strip([text]).adjust_cell_length(self._width, self._base)
        return super().render_line(y)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        heading = self._arrangement.heading_at(row)
        if heading is not None:
            return self._draw_heading(heading, width)
        position, line = self._arrangement.position_of(row), row - self.first_of(row)
        post = self.post_at(position)
        if post is None:
            return [Segment("" if line else "   …", self.part("muted"))]
        is_read = self.is_read(position)
        segments = self._draw_line(post, line, width, is_read=is_read)
        if not line and not is_read:  # each begins with a blank
            segments[0] = Segment("•", self.part("unread"))
        return segments

    def _draw_line(self, post: Post, line: int, width: int, *, is_read: bool) -> list[Segment]:
        height = self._arrangement.height
        if self.lists_kept:
            return self._draw_kept(post, line, height, width)
        if self.results is not None:
            starred = post.id in self.kept.bookmarks
            return self.results.draw(
                post, line, height, width, self._looks(post, is_read=is_read), starred=starred
            )
        return self._draw_post(post, width, self._title(post, is_read=is_read))

    def _draw_kept(self, post: Post, line: int, height: int, width: int) -> list[Segment]:
        from reader.ui.widgets import keepsakes  # noqa: PLC0415

        looks = keepsakes.Looks(self.part("mark"), self.part("label"), self.part("muted"))
        return keepsakes.draw(self.kept.keepsake(post), line, height, width, looks)

    def _title(self, post: Post, *, is_read: bool) -> Style:
        """How a title looks: dim when its post has been read, slanted when it was guessed."""
        plain = self.part("muted") if is_read else Style()
        return plain + Style(italic=True) if post.title_guessed else plain

    def _looks(self, post: Post, *, is_read: bool) -> Looks:
        from reader.ui.widgets.results import Looks  # noqa: PLC0415

        return Looks(
            self._title(post, is_read=is_read), self.part("found"), self.part("muted"), self.part("mark")
        )

    def _draw_post(self, post: Post, width: int, title: Style) -> list[Segment]:
        muted = self.part("muted")
        star = Segment(self._sign(post), self.part("mark"))
        when = _when(post, full=not self._days)
        source = crop(post.authors[0], min(_SOURCE, width // 5)) if post.authors and width >= 44 else ""
        room = width - 3 - cell_len(when)
        return [
            Segment(" "),
            star,
            Segment(when, muted),
            *columns(post.title, source + " ", room, title, muted),
        ]

    def _sign(self, post: Post) -> str:
        """A star for a bookmark, a pen for highlights only."""
        return "★ " if post.id in self.kept.bookmarks else "✎ " if post.id in self.kept.highlights else "  "

    def _draw_heading(self, number: int, width: int) -> list[Segment]:
        style = self.part("heading")
        if self.results is not None:
            return columns(f" {self.results.headings[number][1]}", "", width, style, style)
        group = self.listing.days[number]
        day = f"{group.day:%Y-%m-%d} {group.day:%A}" if group.day else "no date"
        return columns(f" {day}", f"{len(group):,} ", width, style, self.part("muted"))


def _when(post: Post, *, full: bool) -> str:
    """The time below a day's heading, the day where there is no heading; ``~`` before a guess."""
    if post.date is None:
        return "     ?      " if full else "      "
    moment = clock.local(post.date.seconds)
    about = "~" if post.date.about else ""
    if full:
        return f"{about + moment.strftime('%Y-%m-%d'):<11} "
    return "~     " if post.date.about else f"{moment:%H:%M} "
