"""What happens in the archive while one reads: its lists follow, and the last line tells how far a sync is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.ui.words import told

if TYPE_CHECKING:
    from reader.model import Progress
    from reader.ui.browsing import Browsing
    from reader.ui.live import News
    from reader.ui.screens.main import MainScreen


class Following:
    """Takes the news of the archive.

    Args:
        screen: shows it.
        browsing: knows which list is to be read again.
    """

    def __init__(self, screen: MainScreen, browsing: Browsing) -> None:
        self._screen, self._browsing = screen, browsing
        self._changed = False
        self.progress = ""
        """How far a sync is, in words; empty when none goes on."""
        self.synced: tuple[float, Progress] | None = None
        """When the archive was read last as a whole, UTC seconds, and how that went; None: not since the start."""

    def take_changed(self) -> bool:
        """Whether posts have changed since this was asked last."""
        changed, self._changed = self._changed, False
        return changed

    def take(self, news: News) -> None:
        """Show what has happened."""
        screen = self._screen
        if news.session is not None:
            screen.session = screen.loader.session = news.session
            screen.posts.forget_posts()
        if news.trouble:
            screen.alarm.tell(news.trouble, news.hint)
        if news.progress is not None:
            self._follow(news.progress)

    def _follow(self, progress: Progress) -> None:
        screen = self._screen
        self.progress = told(progress)
        if progress.finished and progress.seconds:  # a few files that have changed are not timed
            self.synced = time.time(), progress
        self._changed |= progress.changed > 0
        if progress.added or progress.changed or progress.removed or progress.renamed:
            if not len(screen.posts.listing) and not screen.search.is_on:
                screen.lists.open(self._browsing.place)  # the first screen of an archive never seen before
            else:
                self._browsing.load(soon=not progress.finished)
            if progress.finished:
                screen.search.follow_archive()
        elif progress.finished:
            screen.lists.entitle()  # an empty list is empty for another reason now
        screen.lists.tell()
