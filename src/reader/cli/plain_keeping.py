"""What is done with posts in linear mode: bookmarks, notes, read marks, and undoing all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr
from reader.text import one_line
from reader.ui.told import told
from reader.ui.words import marked_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cli.plain_talk import Talk
    from reader.model import Post
    from reader.session import Session


class Keeper:
    """Changes what is kept, and says what was done.

    Args:
        session: whose posts they are.
        talk: where it is said.
    """

    def __init__(self, session: Session, talk: Talk) -> None:
        self._session, self._talk = session, talk

    def bookmark(self, posts: Sequence[Post]) -> None:
        """Bookmark each post, or take its bookmark away."""
        for post in posts:
            is_kept = self._session.keeping.toggle(post)
            words = tr("Bookmarked: {title}") if is_kept else tr("Bookmark removed: {title}")
            self._talk.say(words.format(title=one_line(post.title)))

    def read(self, posts: Sequence[Post]) -> None:
        """Mark posts read; where all of them are, unread."""
        known = self._session.reads.read_among(posts)
        read = any(post.id not in known for post in posts)
        count = self._session.reads.mark(posts, read)
        self._talk.say(marked_told(count, read=read))

    def note(self, post: Post, text: str) -> None:
        """Add a line to the note on a post; without one say the note."""
        mark = self._session.keeping.bookmarks().get(post.id)
        before = mark.note if mark is not None else ""
        if text:
            self._session.keeping.annotate(post, f"{before}\n{text}".strip())
            self._talk.say(tr("Noted on: {title}").format(title=one_line(post.title)))
        else:
            self._talk.say(*(before.splitlines() or [tr("There is no note yet.")]))

    def undo(self) -> None:
        """Take the last change back."""
        change = self._session.state.undo()
        undone = tr("Undone: {change}")
        self._talk.say(undone.format(change=told(change)) if change is not None else tr("Nothing to undo."))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        change = self._session.state.redo()
        again = tr("Done again: {change}")
        self._talk.say(again.format(change=told(change)) if change is not None else tr("Nothing to redo."))
