"""The list of posts: one window over a listing of any length, with a heading for each day; or what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.message import Message

from reader.ui.picks import Picks
from reader.ui.widgets.post_window import PostWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual import events

    from reader.kept import Kept
    from reader.library.listing import Listing
    from reader.library.watchwords import WatchWords
    from reader.model import Hit, Post, PostId
    from reader.ui.glances import Glance
    from reader.ui.widgets.fetched import PostSource
    from reader.ui.widgets.results import Results


class PostList(PostWindow):
    """Posts of a listing: which are shown, what has changed of them, where one stands among them.

    Args:
        source: has the posts.
    """

    @dataclass(eq=False, repr=False)
    class Picked(Message):
        """The mouse picks a post, or lets go of it; or picks all up to it."""

        position: int
        up_to: bool

    def __init__(self, source: PostSource, *, id: str) -> None:  # noqa: A002
        super().__init__(source, id=id)
        self.carry: Callable[[Listing, Results | None, Picks | None], Picks] = lambda listing, *_: Picks(
            listing
        )
        """What of them is picked in another list, unless that is known."""

    # -- what is listed -------------------------------------------------------------------------------------

    @property
    def listing(self) -> Listing:
        """The posts and their order."""
        return self.listed.listing

    @property
    def results(self) -> Results | None:
        """What the listing was found by; None where it is that of a place."""
        return self.listed.results

    def show(
        self,
        listing: Listing,
        *,
        position: int = 0,
        results: Results | None = None,
        kept: bool = False,
        first: int = 0,
        picks: Picks | None = None,
    ) -> None:
        """List other posts.

        Args:
            listing: which.
            position: the one to stand on.
            results: what they were found by.
            kept: with what is kept of each.
            first: how many posts of the list come before these, which are a part of it.
            picks: those of them that are picked, where that is known.
        """
        self.picks = self.carry(listing, results, picks)
        self.listed.begin(listing, results, are_kept=kept, first=first)
        self.listed.reveal(position)
        self.lay_out(position)
        self.listed.fetch_anew()
        self.show_times()

    def replace(self, listing: Listing) -> None:
        """List the same posts, with those that have come or gone meanwhile; the cursor stays on its post.

        At the very top it stays at the top, so that what is new is seen; elsewhere the view stays still.
        """
        position, first = self.position, self.listed.first
        old = self.listing
        if position + first > 0 and position < len(old):
            posted = old.posted[position] if old.dated else 0
            found = listing.find(old.ids[position], posted)
            position = min(first + position, max(0, len(listing) - 1)) if found is None else found
        above = self.above
        self.forget_glances()
        self.show(listing, position=position, kept=self.listed.are_kept)
        if position:
            self.put_above(above)

    # -- what has changed of it -----------------------------------------------------------------------------

    def set_density(self, density: Literal["compact", "comfortable"]) -> None:
        """Give each post one row or two; the cursor stays on its post, and where it is in the window."""
        position, above = self.position, self.above
        self.density = density
        self.lay_out(position)
        self.put_above(min(above, self.scrollable_content_region.height - self.listed.arrangement.height))

    def put_hits(self, results: Results, positions: range, hits: Iterable[Hit]) -> None:
        """All is known of some results; nothing happens when others are listed."""
        if results is self.results:
            results.put(hits, positions)
            self.forget_drawn()

    @property
    def kept(self) -> Kept:
        """What is kept of posts."""
        return self._rows.kept

    def show_kept(self, kept: Kept) -> None:
        """Other posts are kept, or other things of them."""
        self._rows.kept = kept
        self.forget_drawn()

    def forget_posts(self) -> None:
        """They come from elsewhere now: fetch them anew."""
        self.listed.fetch_anew()
        self.forget_glances()
        self.forget_read()

    def put_glances(self, glances: Mapping[PostId, Glance]) -> None:
        """More is known of the texts of some posts."""
        if self.listed.glanced.put(glances):
            self.forget_drawn()

    def forget_glances(self) -> None:
        """The texts of posts may have changed, or how long they take: ask anew."""
        self.listed.glanced.forget()
        self.refresh()

    def look_for(self, words: WatchWords | None) -> None:
        """Colour other words in titles."""
        if words is not self._rows.watched:
            self._rows.watched = words
            self.forget_drawn()

    def forget_read(self) -> None:
        """Others have been read than before: ask anew."""
        self.listed.forget_read()
        self.forget_drawn()

    def show_read(self, post: Post, read: bool) -> None:
        """Show that a post has been read, or has not, and with it those that are folded under it."""
        current = self.current
        is_current = current is not None and current.id == post.id
        self.listed.put_read(post, read, self.position if is_current else None)
        self.forget_drawn()

    # -- where one stands -----------------------------------------------------------------------------------

    @property
    def above(self) -> int:
        """Rows of the window above the cursor."""
        return self.cursor - self.scroll_offset.y

    def put_above(self, rows: int) -> None:
        """Scroll so that so many rows of the window are above the cursor."""
        top = self.cursor - rows
        top -= max(0, self.covered(top) - rows)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self.reveal()  # the window may be another one than that in which they were counted

    def go_to(self, position: int) -> None:
        """Stand on the post at a position; where it is folded under another one, unfold it."""
        if self.listed.arrangement.is_hidden(position):
            self.listed.reveal(position)
            self._fold_anew()
        self.move_to(self.listed.arrangement.row_of(position))

    def go_below(self, number: int) -> None:
        if self.results is not None:
            self.go_to(self.results.headings[number][0])
        else:
            self.move_to(self.listed.arrangement.row_under(number))
        self.put_above(1)

    def step(self, steps: int) -> bool:
        """Move by posts, whatever headings lie between; False at the end of the list."""
        arrangement = self.listed.arrangement
        item = arrangement.item_of(self.position) + steps
        if not 0 <= item < arrangement.items:
            return False
        self.move_to(arrangement.row_of(arrangement.position_at(item)), 1 if steps > 0 else -1)
        return True

    # -- copies and picks -----------------------------------------------------------------------------------

    def toggle_copies(self) -> bool:
        """Show the copies of the current post, or fold them again; False when it has none."""
        if not self.listed.toggle_copies(self.position):
            return False
        self._fold_anew()
        return True

    def _fold_anew(self) -> None:
        """Others are folded: the cursor and the view stay, as far as they can."""
        position, above = self.position, self.above
        self.lay_out(position)
        self.listed.fetch_anew()
        self.put_above(above)
        if self.position != position:
            self.post_message(self.Moved(self))  # from a copy to what it is folded under

    def on_click(self, event: events.Click) -> None:
        """With Ctrl a click picks, with Shift it picks all up to there."""
        row = event.y + self.scroll_offset.y - self.gutter.top
        if not (event.ctrl or event.shift) or not 0 <= row < self.row_count:
            return
        arrangement = self.listed.arrangement
        if arrangement.heading_at(row) is None:
            event.prevent_default()
            self.focus()
            position = arrangement.position_of(row)
            self.go_to(position)
            self.post_message(self.Picked(position, up_to=event.shift))
