"""Read marks on the screen: made, shown in the list, counted for the places."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.language import tr
from reader.library.listing import Listing
from reader.ui.latest import Latest
from reader.ui.messages import Report
from reader.ui.words import NO_POST, marked_told, undoable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from reader.model import Post
    from reader.reads import Reads
    from reader.session import Session
    from reader.tallies import Tally
    from reader.ui.screens.main import MainScreen
    from reader.ui.writing import Writer


@dataclass(eq=False, repr=False)
class Marked(Report):
    """Read marks have been made."""

    number: int
    """Of the change."""
    words: str
    """What the user should know of it."""

    def deliver(self, screen: MainScreen) -> None:
        screen.reads.take(self)


@dataclass(eq=False, repr=False)
class Counted(Report):
    """How many posts have not been read, and how many are new."""

    unread: Tally
    new: Tally
    authors: dict[str, int]
    """How many posts of each author that is shown among the places have not been read."""
    months: dict[date, int]
    """How many posts of each month have not been read, by its first day."""
    listing: Listing
    """A list ..."""
    listed: int
    """... and how many of it have not been read."""

    def deliver(self, screen: MainScreen) -> None:
        screen.reads.show(self)


class ReadActions:
    """The methods named in the key table as ``mark('…')``, and what follows from marks.

    The list shows a mark at once; the file follows in a thread, and the places when that has counted.

    Args:
        screen: whose list and places show it.
        writer: makes all changes of the user, one after the other.
    """

    def __init__(self, screen: MainScreen, writer: Writer) -> None:
        self._screen, self._posts, self._writer = screen, screen.posts, writer
        self._counts = Latest("unread posts")
        self._number = self._done = 0
        self._unread: Tally | None = None
        self._is_looking = False
        self._everything = Listing.empty()
        self._listed: tuple[Listing, int] | None = None

    @property
    def idle(self) -> bool:
        """Whether everything has been counted."""
        return self._counts.idle

    def close(self) -> None:
        """Count no more."""
        self._counts.close()

    # -- marking --------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Mark the post read, or unread; all that are picked."""
        if self._screen.picking.count:
            self._toggle_picked()
        elif not len(self._posts.listing):
            self._screen.notify(tr(NO_POST), timeout=3)
        elif (post := self._posts.current) is None:
            return
        else:
            read = not self._posts.listed.is_read(self._posts.position)
            self.mark(post, read)
            if not self._posts.is_on_screen:  # where one would see it
                words = tr("Marked read") if read else tr("Marked unread")
                self._screen.notify(undoable(words), timeout=2)

    def _toggle_picked(self) -> None:
        """Mark all read that are picked; if all have been read, unread."""
        rows, read = self._screen.picking.rows(), True

        def mark(session: Session) -> int:
            nonlocal read
            meant, marks = rows(), session.reads.rows()
            read = any(row not in marks for row in meant)
            return session.reads.mark(meant, read)

        def told(count: int) -> str:
            return undoable(marked_told(count, read=read))

        self._change(mark, told)

    def mark(self, post: Post, read: bool) -> None:
        """Mark a post, without a word; with it the copies that are folded under it, if it is the current one."""
        current = self._posts.current
        rows = self._posts.listed.row_ids_at(self._posts.position)
        if current is None or current.id != post.id or len(rows) < 2:
            self._posts.show_read(post, read)
            self._change(lambda session: session.reads.mark([post], read), lambda _: "")
            return
        self._posts.show_read(post, read)
        self._change(lambda session: session.reads.mark(rows, read), lambda _: "")

    def every(self) -> None:
        """Mark everything read that is in the list."""
        listing, choose = self._posts.listing, self._screen.lists.browsing.chosen()
        if not len(listing):
            self._screen.notify(tr("There is nothing here to be marked read."), timeout=3)
            return

        def rows(session: Session) -> Sequence[int]:
            if listing.complete:
                return listing.ids
            chosen = choose()
            return (chosen if isinstance(chosen, Listing) else session.catalog.listing(*chosen)).ids

        def told(count: int) -> str:
            if not count:
                return tr("Everything in this list has been read already.")
            return undoable(marked_told(count, read=True))

        self._change(lambda session: session.reads.mark(rows(session)), told)

    def _change(self, job: Callable[[Session], int], told: Callable[[int], str]) -> None:
        self._number += 1
        session, number, send = self._screen.session, self._number, self._screen.post_message

        def run() -> None:
            try:
                words = told(job(session))
            except ReaderError as error:  # of the catalogue; the list will tell of it
                words = error.message
            send(Marked(number, words))

        self._writer.run(run)

    def take(self, message: Marked) -> None:
        """Marks have been made."""
        self._done = message.number
        self._screen.watch_state.nudge()
        if message.words:
            self._screen.notify(message.words, timeout=4, markup=False)
        self.refresh()

    def refresh(self) -> None:
        """Marks have changed, here or elsewhere: show that."""
        if self._done == self._number:  # else what is shown is ahead of the file
            self._posts.forget_read()
        self.count()
        self._screen.saving.refresh()

    # -- counting -------------------------------------------------------------------------------------------

    def count(self, everything: Listing | None = None) -> None:
        """Count anew, in a thread: marks, posts or the list are others.

        Args:
            everything: all posts by date, where these are others.
        """
        if everything is not None:
            self._everything = everything
        everything = self._everything
        session, listing, send = self._screen.session, self._posts.listing, self._screen.post_message
        authors = self._screen.places.authors

        def run() -> None:
            try:
                send(_counted(session, authors, everything, listing))
            except ReaderError:
                return  # the list will tell of it

        self._counts.run(run)

    def begin_look(self) -> None:
        """What came after the last look is new from now on; once, when the whole archive is known."""
        if not self._is_looking and self._screen.session.complete:
            self._is_looking = True
            self._look(lambda reads: reads.begin_look())

    def follow(self, before: ReadActions) -> None:
        """Take the place of another screen's: what is new for the user stays so."""
        self._is_looking = before._is_looking

    def keep_look(self) -> None:
        """Remember what there is to be seen."""
        if self._is_looking:
            self._look(lambda reads: reads.keep_look())

    def _look(self, job: Callable[[Reads], None]) -> None:
        session = self._screen.session

        def run() -> None:
            with suppress(ReaderError):  # of the catalogue; the list will tell of it
                job(session.reads)

        self._writer.run(run)

    def show(self, message: Counted) -> None:
        """Show what was counted."""
        self._unread, self._listed = message.unread, (message.listing, message.listed)
        self._screen.places.show(
            unread=message.unread, authors=message.authors, unread_in=message.months, new=message.new
        )
        self._screen.lists.entitle()

    @property
    def unread_listed(self) -> int:
        """How many posts of the list have not been read, as far as that is known."""
        if self._listed is not None and self._listed[0] is self._posts.listing:
            return self._listed[1]
        if self._unread is None or self._screen.search.is_on:
            return 0
        place = self._screen.lists.browsing.place
        if place.kind == "category":
            return self._unread.categories.get(place.key, 0)
        return self._unread.total if place.kind == "all" else 0

    def run(self, what: str) -> None:
        """Carry out ``mark('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()


def _counted(session: Session, authors: Sequence[str], everything: Listing, listing: Listing) -> Counted:
    reads, unread = session.reads, session.reads.counts()
    return Counted(
        *(unread, reads.new_counts(), reads.unread_of(authors), reads.unread_in(everything)),
        *(listing, len(reads.unread(listing))),
    )
