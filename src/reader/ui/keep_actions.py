"""What one does to keep posts: bookmark and label them, write notes on them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reader.errors import CatalogUnusable
from reader.language import tr
from reader.text import crop, one_line
from reader.ui.kept import (
    NOTHING,
    KeptRead,
    bookmark_of,
    count,
    labels_of,
    note_of,
    with_bookmarks,
    without_bookmarks,
)
from reader.ui.keys import key_name
from reader.ui.live import News
from reader.ui.messages import Damaged, Happened
from reader.ui.typed_line import TypedLine
from reader.ui.words import posts_told, undoable
from reader.ui.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from reader.document.blocks import Document
    from reader.keeping import Keeping
    from reader.kept import Kept
    from reader.model import Post
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.label_bar import LabelBar

_Result = TypeVar("_Result")
_TITLE = 60
"""Cells of a title in a message."""


class KeepActions:
    """The methods named in the key table as ``keep('…')``, and what they keep.

    The screen shows a change at once; the files follow in a thread, and the screen then shows what they say.

    Args:
        screen: whose posts are kept.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self.writer = Writer("keeping")
        """Makes all changes of the user, one after the other."""
        self.kept = NOTHING
        self._number = 0
        self._line: TypedLine[LabelBar] = TypedLine(screen)
        self._labelled: Sequence[Post] = ()

    @property
    def idle(self) -> bool:
        """Whether everything is done that was asked for."""
        return self.writer.idle and (self._line.bar is None or self._line.bar.box.idle)

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action may be carried out while labels are typed; None while they are not."""
        if not self._line.is_typing:
            return None
        return action == "keep" and parameters[0] in {"keep_labels", "leave_labels"}

    # -- the files ------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Show what is kept now."""
        self._carry_out(lambda _: None)

    def read_now(self) -> None:
        """The same at once, for a first screen that lists it."""
        self._show(self._screen.session.keeping.kept())

    def change(self, kept: Kept, job: Callable[[Keeping], object], words: str) -> None:
        """Show ``kept``, let a thread bring it about by ``job``, and say that it can be undone."""
        self._number += 1
        self._show(kept)
        self._carry_out(job)
        self._screen.notify(undoable(words), timeout=3, markup=False)

    def _carry_out(self, job: Callable[[Keeping], object]) -> None:
        session, number, send = self._screen.session, self._number, self._screen.post_message

        def run() -> None:
            try:
                _persistently(lambda: job(session.keeping), send)
                send(KeptRead(number, _persistently(session.keeping.kept, send)))
            except CatalogUnusable as error:
                send(Happened(News(trouble=f"{error.message}. {error.hint}")))

        self.writer.run(run)

    def take(self, message: KeptRead) -> None:
        """The files have been read: show it, unless something else has been changed meanwhile."""
        if message.number == self._number:
            self._show(message.kept)
        screen = self._screen
        screen.watch_state.nudge()
        if message.kept.missing:
            screen.watch_state.seek()
        if screen.lists.shows_bookmarks and len(screen.posts.listing) < count(message.kept):
            screen.lists.browsing.load()  # it was read before the last change

    def _show(self, kept: Kept) -> None:
        """Show what is kept: in the list, among the places and in the article."""
        before, self.kept, screen = self.kept, kept, self._screen
        screen.posts.show_kept(kept)
        screen.places.show(bookmarks=count(kept))
        if (post := screen.posts.current) is None:
            return
        if (note_of(kept, post), labels_of(kept, post)) != (note_of(before, post), labels_of(before, post)):
            screen.preview.show(again=True)
        if kept.highlights.get(post.id) != before.highlights.get(post.id):
            screen.highlighting.renew()

    def adorn(self, top: Document, post: Post) -> Document:
        """The head of an article, with what is kept of its post."""
        from reader.ui.head import with_kept  # noqa: PLC0415 -- and with it documents, not for a first screen

        return with_kept(top, self.kept.keepsake(post))

    # -- bookmarks ------------------------------------------------------------------------------------------

    def bookmark(self) -> None:
        """Bookmark the post (all that are picked, if one of them is not yet), or take the bookmarks away."""
        if not (posts := self._screen.picking.posts()):
            return
        new = [post for post in posts if post.id not in self.kept.bookmarks]
        told = _titled(posts[0]) if len(posts) == 1 else posts_told(len(posts))
        if new:
            kept = with_bookmarks(self.kept, [bookmark_of(self.kept, post) for post in new])
            words = tr("Bookmarked: {title}").format(title=told)
            self.change(kept, lambda keeping: keeping.keep(new), words)
        else:
            kept = without_bookmarks(self.kept, posts)
            one = tr("Bookmark removed: {title}").format(title=told)
            words = one if len(posts) == 1 else tr("Bookmarks of {posts} removed").format(posts=told)
            self.change(kept, lambda keeping: keeping.drop(posts), words)

    def bookmarks(self) -> None:
        """To the bookmarks."""
        self._screen.places.go_to("bookmarks")
        self._screen.panes.enter("list")

    # -- notes ----------------------------------------------------------------------------------------------

    def note(self) -> None:
        """Write a note on the post."""
        if (post := self._one()) is not None:
            seen = note_of(self.kept, post)
            self.write(post.title, seen, partial(self._annotate, post, seen))

    def edit_note(self) -> None:
        """Write it in the user's own editor."""
        if (post := self._one()) is not None:
            seen = note_of(self.kept, post)
            self.edit(seen, partial(self._annotate, post, seen))

    def _one(self) -> Post | None:
        """The post that a note is meant for: the current one; where several are picked, the user is told."""
        picked = self._screen.picking.count
        if picked > 1:
            words = tr("A note is for one post; {posts} are picked. {key} lets go of them.")
            told = words.format(posts=posts_told(picked), key=key_name("out"))
            self._screen.notify(told, timeout=5, markup=False)
            return None
        return next(iter(self._screen.picking.posts()), None)

    def write(self, title: str, note: str, keep: Callable[[str], None], quote: str = "") -> None:
        """Let the user write a note; ``keep`` takes what it says in the end."""
        from reader.ui.screens.note_editor import NoteEditor  # noqa: PLC0415 -- a text area takes a while to import

        self._screen.app.clear_notifications()  # in a small window they would cover it
        self._screen.app.push_screen(NoteEditor(title, note, keep, quote))

    def edit(self, note: str, keep: Callable[[str], None]) -> None:
        """The same in the user's own editor."""
        from reader.ui.editor import edit  # noqa: PLC0415

        edited = edit(self._screen.app, note)
        if edited.trouble:
            self._screen.notify(edited.trouble, severity="warning", timeout=10, markup=False)
        else:
            keep(edited.text)

    def _annotate(self, post: Post, seen: str, note: str) -> None:
        """Keep a note that was made of the one ``seen``: another window may have written another one meanwhile."""
        if note == seen:
            return
        mark = bookmark_of(self.kept, post)
        words = (tr("Note kept: {title}") if note else tr("Note removed: {title}")).format(
            title=_titled(post)
        )
        kept = with_bookmarks(self.kept, [mark._replace(note=note)])
        self.change(kept, lambda keeping: keeping.annotate(post, note, seen), words)

    # -- labels ---------------------------------------------------------------------------------------------

    def labels(self) -> None:
        """Open the line of the post's labels; of all that are picked."""
        if posts := self._screen.picking.posts():
            self.label(posts)

    def label(self, posts: Sequence[Post]) -> None:
        """Open the line of the labels that all of some posts have."""
        from reader.ui.widgets.label_bar import LabelBar, LabelBox  # noqa: PLC0415 -- Textual's input takes a while

        self._labelled = posts
        box = LabelBox(self._common(posts), self.kept.labels())
        self._line.open(LabelBar(_heading(len(posts)), box))

    def _common(self, posts: Sequence[Post]) -> list[str]:
        first, *others = [labels_of(self.kept, post) for post in posts]
        return [label for label in first if all(label in each for each in others)]

    def keep_labels(self) -> None:
        """Give the posts the labels on the line."""
        self._line.finish(lambda bar: self._take_labels(bar.box.value))

    def _take_labels(self, typed: str) -> None:
        from reader.ui.labelling import changes  # noqa: PLC0415

        posts, before = self._labelled, self._common(self._labelled)
        add, remove = changes(before, typed)
        self.leave_labels()
        if not add and not remove:
            return
        marks = []
        for post in posts:
            mark = bookmark_of(self.kept, post)
            marks.append(mark._replace(labels=(*(each for each in mark.labels if each not in remove), *add)))
        told = "  ".join(
            [
                *(f"#{label}" for label in add),
                *(tr("no longer #{label}").format(label=label) for label in remove),
            ]
        )
        what = _titled(posts[0]) if len(posts) == 1 else posts_told(len(posts))
        self.change(
            with_bookmarks(self.kept, marks),
            lambda keeping: keeping.label(posts, add, remove),
            tr("{labels}: {posts}").format(labels=one_line(told), posts=what),
        )

    def leave_labels(self) -> None:
        """Close the line, and go back to what had the focus."""
        self._line.leave()

    # -- highlights -----------------------------------------------------------------------------------------

    def highlights(self) -> None:
        """Choose among the highlights and notes of the article."""
        self._screen.highlighting.pick()

    def run(self, what: str) -> None:
        """Carry out ``keep('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()


def _persistently(action: Callable[[], _Result], send: Callable[[Message], object]) -> _Result:
    """Do something; once more where the catalogue was damaged: it is empty then, and what is kept needs none of it."""
    try:
        return action()
    except CatalogUnusable as error:
        send(Damaged(error.message))
        return action()


def _heading(count: int) -> str:
    return tr("Labels") if count == 1 else tr("Labels of {posts}").format(posts=posts_told(count))


def _titled(post: Post) -> str:
    return crop(post.title, _TITLE)
