"""An article in linear mode, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.plain_lists import listed, when
from reader.cli.plain_text import plain_lines
from reader.language import tr
from reader.text import one_line

if TYPE_CHECKING:
    from reader.cli.plain_talk import Talk
    from reader.config import Config
    from reader.document.blocks import Document
    from reader.model import Post
    from reader.session import Session


class Article:
    """One that is open.

    Args:
        session: whose it is.
        talk: where it is said.
        config: when it counts as read.
        post: which post.
        position: its place in the list.

    Raises:
        PostUnreadable: its file can't be read.
    """

    def __init__(self, session: Session, talk: Talk, config: Config, post: Post, position: int) -> None:
        self.post, self.position = post, position
        self._session, self._talk, self._config = session, talk, config
        read = session.read(post)
        self._document: Document = session.document(read)
        self._lines = [
            *self._head(),
            *(plain_lines(self._document) if self._document.blocks else [tr("(no text)")]),
        ]
        self._starts, self._stop = [0], 0
        session.reads.open(post)
        if config.reading.mark_read == "open":
            self._mark()

    def _head(self) -> list[str]:
        post = self.post
        facts = [*post.authors, when(post), *(" / ".join(path) for path in post.categories)]
        return [one_line(post.title), listed(one_line(fact) for fact in facts if fact), ""]

    def _mark(self) -> None:
        if not self._session.reads.read_among([self.post]):
            self._session.reads.mark([self.post])

    @property
    def address(self) -> str:
        """Its own page in the web; empty without one."""
        from reader.document.origin import link_of  # noqa: PLC0415 -- few ask

        return link_of(self.post, self._document)

    def say(self) -> None:
        """The page one is at."""
        start = self._starts[-1]
        self._stop = self._talk.page_end(self._lines, start)
        self._talk.say("", *self._lines[start : self._stop])
        left = len(self._lines) - self._stop
        if left:
            part = tr("({percent:.0%} read; Enter goes on)")
            self._talk.say("", part.format(percent=self._stop / len(self._lines)))
        else:
            self._talk.say("", tr("(the end)"))
            if self._config.reading.mark_read == "end":
                self._mark()

    def turn(self, pages: int) -> bool:
        """Go a page on or back; False where there is none."""
        if pages > 0:
            if self._stop >= len(self._lines):
                return False
            self._starts.append(self._stop)
        elif len(self._starts) > 1:
            self._starts.pop()
        else:
            return False
        return True

    def say_rest(self) -> None:
        """All that was not said yet, at once."""
        rest = self._lines[self._stop :]
        self._starts.append(min(self._stop, max(0, len(self._lines) - 1)))
        self._stop = len(self._lines)
        self._talk.say("", *rest, "", tr("(the end)"))
        if self._config.reading.mark_read == "end":
            self._mark()
