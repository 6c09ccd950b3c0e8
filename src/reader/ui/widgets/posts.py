"""The list of posts: one window over a listing of any length, with a heading for each day."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader import clock
from reader.library.listing import Group, Listing
from reader.text import cell_len, crop
from reader.ui.widgets.rows import RowsView, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model import Post, PostId

BLOCK = 64
"""Posts fetched from the catalogue in one go."""
_BLOCKS = 32
"""Fetched blocks that are kept."""
_SOURCE = 16
"""Cells at most for the source, at the right edge."""


class PostList(RowsView):
    """Posts of a listing.

    Args:
        fetch: the posts of some row ids.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[Post]], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._fetch = fetch
        self.listing = Listing.empty()
        self.empty = ""
        self.bookmarked: set[PostId] = set()
        self._headed = False
        self._starts: list[int] = []
        self._blocks: dict[int, Sequence[Post]] = {}

    # -- what is listed -------------------------------------------------------------------------------------

    def show(self, listing: Listing, *, position: int = 0, headings: bool = True) -> None:
        """List other posts and stand on the one at ``position``."""
        self.listing = listing
        self._blocks.clear()
        self._headed = headings and listing.dated
        self._starts = (
            [group.start + number for number, group in enumerate(listing.days)] if self._headed else []
        )
        self.set_rows(len(listing) + len(self._starts), self._row_of(position))

    def replace(self, listing: Listing) -> None:
        """List the same posts, with those that have come or gone meanwhile; the cursor stays on its post.

        At the very top it stays at the top, so that what is new is seen; elsewhere the view stays still.
        """
        position = self.position
        old = self.listing
        if 0 < position < len(old):
            posted = old.posted[position] if old.dated else 0
            found = listing.find(old.ids[position], posted)
            position = min(position, max(0, len(listing) - 1)) if found is None else found
        above = self.cursor - self.scroll_offset.y
        self.show(listing, position=position)
        if position:
            self.scroll_to(y=self.cursor - above, animate=False, immediate=True)

    def forget_posts(self) -> None:
        """They come from elsewhere now: fetch them anew."""
        self._blocks.clear()
        self.forget_drawn()

    @property
    def position(self) -> int:
        """Where in the listing the cursor stands."""
        return self._position_of(self.cursor)

    @property
    def current(self) -> Post | None:
        """The post under the cursor."""
        return self.post_at(self.position) if len(self.listing) else None

    def post_at(self, position: int) -> Post | None:
        """The post at a position of the listing; None when it was removed meanwhile."""
        if not 0 <= position < len(self.listing):
            return None
        number, offset = divmod(position, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            while len(self._blocks) >= _BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            ids = self.listing.ids[number * BLOCK : (number + 1) * BLOCK]
            block = self._blocks[number] = self._fetch(ids)
        return block[offset] if offset < len(block) else None

    def step(self, steps: int) -> bool:
        """Move by posts, whatever headings lie between; False at the end of the list."""
        position = self.position + steps
        if not 0 <= position < len(self.listing):
            return False
        self.move_to(self._row_of(position), 1 if steps > 0 else -1)
        return True

    # -- rows and positions ---------------------------------------------------------------------------------

    def _row_of(self, position: int) -> int:
        if not self._headed:
            return position
        return position + bisect_right(self.listing.days, position, key=lambda group: group.start)

    def _position_of(self, row: int) -> int:
        if not self._headed:
            return row
        before = bisect_right(self._starts, row)
        return row - before

    def _heading_at(self, row: int) -> Group | None:
        if not self._headed:
            return None
        number = bisect_right(self._starts, row) - 1
        return self.listing.days[number] if number >= 0 and self._starts[number] == row else None

    def selectable(self, row: int) -> bool:
        return self._heading_at(row) is None

    # -- drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        if not self.row_count and y == 1:
            text = Segment(crop(f"  {self.empty}", self._width), self._base + self.part("muted"))
            return Strip([text]).adjust_cell_length(self._width, self._base)
        return super().render_line(y)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        heading = self._heading_at(row)
        if heading is not None:
            return self._draw_heading(heading, width)
        post = self.post_at(self._position_of(row))
        if post is None:
            return [Segment("  …", self.part("muted"))]
        muted = self.part("muted")
        star = Segment("★ " if post.id in self.bookmarked else "  ", self.part("mark"))
        when = _when(post, full=not self._headed)
        source = crop(post.authors[0], min(_SOURCE, width // 5)) if post.authors and width >= 44 else ""
        title = Style(italic=True) if post.title_guessed else Style()
        room = width - 3 - cell_len(when)
        return [
            Segment(" "),
            star,
            Segment(when, muted),
            *columns(post.title, source + " ", room, title, muted),
        ]

    def _draw_heading(self, group: Group, width: int) -> list[Segment]:
        style = self.part("heading")
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
