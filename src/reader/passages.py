"""Highlighted passages of an archive's posts: made, annotated, taken away, and all of that entered in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.kept import note_of_both, post_of_highlight
from reader.state.bookmarks import now, origin
from reader.state.highlights import Highlight, new_key
from reader.state.journal import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.model import Post
    from reader.state.journal import Verb
    from reader.state.lines import Swap
    from reader.state.state import State


class Passages:
    """The highlights of one archive; for any thread.

    Args:
        root: the absolute path of the archive.
        state: keeps them.
    """

    def __init__(self, root: Path, state: State) -> None:
        self._root, self._state = root, state

    def every(self) -> list[Highlight]:
        """Every highlight, in the order they were made."""
        return list(self._state.highlights.of(self._root).values())

    def highlight(
        self, post: Post, quote: str, before: str = "", after: str = "", note: str = "", at: int = -1
    ) -> Highlight:
        """Highlight a passage of a post.

        Args:
            post: which post.
            quote: the passage, as one sees it (see :class:`reader.document.wording.Wording`).
            before: what stands before it.
            after: what stands behind it.
            note: on it.
            at: where in the text of the article it begins; -1: unknown.
        """
        made = Highlight(new_key(), *origin(self._root, post), now(), quote, before, after, note.strip(), at)
        self._done("highlight", [post], self._state.highlights.put([made]))
        return made

    def remove(self, key: str) -> bool:
        """Take a highlight away; False when there is none with that key."""
        posts = self._posts_of(key)
        return self._done("unhighlight", posts, self._state.highlights.remove([key]))

    def annotate(self, key: str, note: str, seen: str | None = None) -> bool:
        """Put a note in the place of what a highlight has; False when nothing has changed.

        Args:
            key: of the highlight.
            note: of any number of lines.
            seen: the note that this one was made of. Where it is another one by now, that is kept below this one.
        """
        text, posts = note.strip(), self._posts_of(key)

        def annotated(each: Highlight) -> Highlight:
            return each._replace(note=text if seen is None else note_of_both(text, each.note, seen.strip()))

        return self._done("highlight-note", posts, self._state.highlights.revise([key], annotated))

    def _posts_of(self, key: str) -> list[Post]:
        return [post_of_highlight(each) for each in self.every() if each.key == key]

    def _done(self, verb: Verb, posts: Sequence[Post], swaps: Sequence[Swap]) -> bool:
        """Enter what was done in the journal; whether anything was."""
        if not swaps:
            return False
        title = posts[0].title if len(posts) == 1 else ""
        self._state.do(Change(verb, title, len(posts), "highlights", tuple(swaps)))
        return bool(posts)
