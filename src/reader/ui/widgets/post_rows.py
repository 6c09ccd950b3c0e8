"""How a row of the list of posts is drawn: of a place, of what a search found, of what is kept; and the headings between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from reader import clock, datewords
from reader.language import tr
from reader.text import cell_len, crop
from reader.ui.kept import NOTHING
from reader.ui.widgets.marked import Marked, marked_segments
from reader.ui.widgets.post_columns import (
    DAY,
    MARKED,
    PICKED,
    STARRED,
    TIME,
    UNREAD,
    columns_for,
    put,
    sign_cells,
)
from reader.ui.widgets.rows import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.listing import Group
    from reader.library.watchwords import WatchWords
    from reader.model import Post
    from reader.ui.glances import Glance
    from reader.ui.widgets.listed_posts import ListedPosts
    from reader.ui.widgets.post_columns import Columns
    from reader.ui.widgets.results import Results

_SET_IN = 2
"""Cells by which a copy is set in."""
_SOURCE = 16
"""Cells at most for the source where it stands before how the text begins."""


class Story(NamedTuple):
    """What a row tells of the copies of its post."""

    copies: int = 0
    """So many are folded under it, or stand below it."""
    is_copy: bool = False
    """It is one itself, and stands below the one it is a copy of ..."""
    of_another_day: bool = False
    """... under the heading of another day than its own."""


ALONE = Story()


class PostRows:
    """Draws rows of posts.

    Args:
        part: the style of a component class of rows.
    """

    def __init__(self, part: Callable[[str], Style]) -> None:
        self._part = part
        self.kept = NOTHING
        """What is kept of posts."""
        self.watched: WatchWords | None = None
        """Words that are coloured in titles."""

    # -- posts ----------------------------------------------------------------------------------------------

    def of(self, listed: ListedPosts, position: int, line: int, width: int) -> list[Segment]:
        """A line of the post at a position of a list, as it looks in such a list."""
        post = listed.at(position)
        if post is None:
            return self.unknown(line)
        is_read, height = listed.is_read(position), listed.arrangement.height
        if listed.are_kept:
            return self.of_kept(post, line, height, width, is_read=is_read)
        if listed.results is not None:
            return self.of_results(listed.results, post, line, height, width, is_read=is_read)
        under_day, glance, story = bool(listed.days), listed.glanced.of(post), listed.story(position)
        return self.of_place(
            post, line, height, width, glance, is_read=is_read, under_day=under_day, story=story
        )

    def of_place(
        self,
        post: Post,
        line: int,
        height: int,
        width: int,
        glance: Glance | None,
        *,
        is_read: bool,
        under_day: bool,
        story: Story = ALONE,
    ) -> list[Segment]:
        """The ``line``-th of the ``height`` lines of a post of a place.

        Args:
            post: which.
            line: from 0.
            height: 2 where it is told how the text begins.
            width: cells of the row.
            glance: what is known of its text.
            is_read: it is dim.
            under_day: it stands below a heading that says its day.
            story: the copies of the post.
        """
        cells = columns_for(width, TIME if under_day else DAY, source=height == 1)
        if line:
            return self._beginning(post, cells, width, glance)
        muted = self._part("muted")
        title = Segment(put(post.title, cells.title), self._title(post, is_read=is_read))
        if story != ALONE:
            title, aside = self._of_story(post, cells.title, story, is_read=is_read)
        parts = [Segment(self._sign(post), self._part("mark"))]
        if cells.when:
            when = _day_of(post) if story.of_another_day else _when(post, full=not under_day)
            parts.append(Segment(put(when, cells.when), muted))
        parts += self._coloured([title])
        if story != ALONE:
            parts.append(aside)
        parts += self._columns(post, cells, glance)
        return self._signed(is_read, *parts, Segment(" "))

    def _columns(self, post: Post, cells: Columns, glance: Glance | None) -> Iterator[Segment]:
        """What stands right of a title, where there is room: category, source, how long it takes to read."""
        muted = self._part("muted")
        if cells.category:
            leaf = post.categories[0][-1] if post.categories else ""
            yield Segment(f"  {put(leaf, cells.category)}", muted)
        if cells.source:
            source = post.authors[0] if post.authors else ""
            yield Segment(f"  {put(source, cells.source, right=not cells.minutes)}", muted)
        if cells.minutes:
            minutes = glance.minutes if glance is not None else 0
            known = tr("{count:,} min").format(count=minutes) if minutes else ""
            yield Segment(f"  {put(known, cells.minutes, right=True)}", muted)

    @staticmethod
    def shows_text(height: int, width: int) -> bool:
        """Whether a post of a place that has so many rows of so many cells tells anything of its text."""
        return height > 1 or columns_for(width, TIME).minutes > 0

    def _beginning(self, post: Post, cells: Columns, width: int, glance: Glance | None) -> list[Segment]:
        """The source, and how the text begins; nothing of that until it is known."""
        lead = " " * (cells.signs + cells.when)
        source = crop(post.authors[0], _SOURCE) if post.authors else ""
        text = glance.lead if glance is not None else ""
        words = f"{source} · {text}" if source and text else source + text
        return [Segment(lead), Segment(crop(words, max(0, width - len(lead) - 1)), self._part("muted"))]

    def of_results(
        self, results: Results, post: Post, line: int, height: int, width: int, *, is_read: bool
    ) -> list[Segment]:
        """The ``line``-th of the ``height`` lines of a post that was found."""
        from reader.ui.widgets.results import Looks  # noqa: PLC0415 -- not before there are some

        title = self._title(post, is_read=is_read)
        looks = Looks(title, self._part("found"), self._part("muted"), self._part("mark"), self._coloured)
        starred = post.id in self.kept.bookmarks
        segments = results.draw(post, line, height, width, looks, starred=starred)
        return segments if line else self._signed(is_read, *segments[1:])

    def of_kept(self, post: Post, line: int, height: int, width: int, *, is_read: bool) -> list[Segment]:
        """The ``line``-th of the ``height`` lines of a post that is kept."""
        from reader.ui.widgets import keepsakes  # noqa: PLC0415

        title = self._title(post, is_read=is_read)
        looks = keepsakes.Looks(
            title, self._part("mark"), self._part("label"), self._part("muted"), self._coloured
        )
        segments = keepsakes.draw(self.kept.keepsake(post), line, height, width, looks)
        return segments if line else self._signed(is_read, *segments[1:])

    def _of_story(self, post: Post, width: int, story: Story, *, is_read: bool) -> tuple[Segment, Segment]:
        """The title of a post that has copies, or is one, and what stands at its right: ``+3``."""
        aside = f" +{story.copies:,}" if story.copies else ""
        room = max(0, width - cell_len(aside))
        if story.is_copy:
            lead = " " * min(_SET_IN, room)
            muted = self._part("muted") + Style(italic=post.title_guessed)
            return Segment(lead + put(post.title, room - len(lead)), muted), Segment(aside)
        title = Segment(put(post.title, room), self._title(post, is_read=is_read))
        return title, Segment(aside, self._part("muted"))

    def picked(self, segments: list[Segment]) -> list[Segment]:
        """The first line of a post that is picked: its first cell says so, instead of whether it has been read."""
        return [Segment(put(PICKED, cell_len(segments[0].text)), self._part("mark")), *segments[1:]]

    def unknown(self, line: int) -> list[Segment]:
        """A post that is not there any more."""
        return [Segment("" if line else "   …", self._part("muted"))]

    # -- headings -------------------------------------------------------------------------------------------

    def heading_of(self, listed: ListedPosts, number: int, width: int) -> list[Segment]:
        """The heading of a list that has a number, from 0."""
        if listed.results is not None:
            return self.heading(listed.results.headings[number][1], width)
        return self.day(listed.listing.days[number], width)

    def day(self, group: Group, width: int) -> list[Segment]:
        """The heading of a day."""
        style = self._part("heading")
        day = datewords.day(group.day) if group.day else datewords.no_date()
        return columns(f" {day}", f"{len(group):,} ", width, style, self._part("muted"))

    def heading(self, text: str, width: int) -> list[Segment]:
        """Any other heading."""
        style = self._part("heading")
        return columns(f" {text}", "", width, style, style)

    # -- parts of a row -------------------------------------------------------------------------------------

    def _signed(self, is_read: bool, *segments: Segment) -> list[Segment]:
        """The first line of a post: the first of its cells says whether it has been read."""
        sign = "" if is_read else UNREAD
        return [Segment(put(sign, cell_len(UNREAD)), self._part("unread")), *segments]

    def _sign(self, post: Post) -> str:
        """A star for a bookmark, a pen for highlights only."""
        kept = self.kept
        sign = STARRED if post.id in kept.bookmarks else MARKED if post.id in kept.highlights else ""
        return put(sign, sign_cells())

    def _coloured(self, title: list[Segment]) -> list[Segment]:
        """A title, the watched words in it in their colour."""
        if self.watched is None:
            return title
        parts: list[Segment] = []
        for text, style, _ in title:
            plain, spans = style or Style(), self.watched.spans(text)
            line, look = Marked(text, spans), plain + self._part("watched")
            parts += marked_segments(line, cell_len(text), plain, look) if spans else [Segment(text, style)]
        return parts

    def _title(self, post: Post, *, is_read: bool) -> Style:
        """How a title looks: dim when its post has been read, slanted when it was guessed."""
        plain = self._part("muted") if is_read else Style()
        return plain + Style(italic=True) if post.title_guessed else plain


def _day_of(post: Post) -> str:
    """``07-01``: the day of a copy, in the place of its time."""
    return f"{clock.local(post.date.seconds):%m-%d} " if post.date is not None else ""


def _when(post: Post, *, full: bool) -> str:
    """The time below a day's heading, the day where there is no heading; ``~`` before a guess."""
    if post.date is None:
        return "     ?      " if full else "      "
    moment = clock.local(post.date.seconds)
    about = "~" if post.date.about else ""
    if full:
        return f"{about + moment.strftime('%Y-%m-%d'):<11} "
    return "~     " if post.date.about else f"{moment:%H:%M} "
