"""What the user keeps of an archive: bookmarks with labels and notes, and highlights, joined with the posts there are now.

Whatever is changed here (highlights: in :mod:`reader.passages`) is entered in the journal, so that it can be undone. Nothing is ever deleted because its post
is gone: it is *missing* then, with its title, its source and its date.
"""

from __future__ import annotations

import threading
from functools import cached_property, partial
from typing import TYPE_CHECKING

from reader.kept import (
    Keepsake,
    Kept,
    KeptOrder,
    kept_listing,
    note_of_both,
    post_of,
    read_kept,
)
from reader.language import tr
from reader.library.listing import MISSING_FROM
from reader.library.states import Those
from reader.model import Post, PostId, key_of
from reader.state.bookmarks import LEAD, Bookmark, labels_of, now, origin, parse
from reader.state.journal import Change
from reader.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from reader.library.catalog import Catalog
    from reader.library.ledger import Ledger
    from reader.library.listing import Listing
    from reader.passages import Passages
    from reader.state.highlights import Highlight
    from reader.state.journal import Verb
    from reader.state.lines import Swap
    from reader.state.state import State
    from reader.whereabouts import Whereabouts

_FEW = 20
"""Changed lines that are followed one by one."""


class Keeping:
    """Bookmarks, labels, notes and highlights of one archive; for any thread.

    Args:
        root: the absolute path of the archive.
        state: keeps them.
        catalog: of the archive.
        ledger: of that catalogue.
        whereabouts: of its posts.
        text_of: what a reader sees of the body of a post.
    """

    def __init__(
        self,
        root: Path,
        state: State,
        catalog: Catalog,
        ledger: Ledger,
        whereabouts: Whereabouts,
        text_of: Callable[[Post], str],
    ) -> None:
        self._root, self._state, self._catalog, self._ledger = root, state, catalog, ledger
        self._whereabouts, self._text_of = whereabouts, text_of
        self._lock = threading.RLock()
        self._known: tuple[tuple[int, int, int, int], Kept] | None = None
        self._numbers: dict[PostId, int] = {}
        self._by_number: dict[int, PostId] = {}
        self._sought: tuple[int, int, int, int] | None = None

    @property
    def archive(self) -> str:
        """The absolute path of the archive, as it stands in bookmarks."""
        return str(self._root)

    @cached_property
    def passages(self) -> Passages:
        """Highlights: made, annotated, taken away."""
        from reader.passages import Passages  # noqa: PLC0415 -- not before there is one

        return Passages(self._root, self._state)

    def kept(self) -> Kept:
        """All that is kept; read again when the files or the catalogue have changed."""
        state = self._state
        with self._lock:
            stamp = self._stamp()
            if self._known is None or self._known[0] != stamp:
                complete = self._catalog.complete()
                self._known = stamp, read_kept(self._root, state, self._whereabouts, complete=complete)
            return self._known[1]

    def _stamp(self) -> tuple[int, int, int, int]:
        """Another one whenever something has changed that decides what is kept."""
        return (
            self._state.bookmarks.lines.version(),
            self._state.highlights.lines.version(),
            self._catalog.generation(),
            self._whereabouts.version(),
        )

    def _follow(self, posts: Sequence[Post], swaps: Sequence[Swap]) -> None:
        """Put a few changes of bookmarks into what is known, if nobody has made others meanwhile: to read all of them anew
        takes longer than saving one.
        """
        with self._lock:
            if self._known is None or len(swaps) > _FEW:
                return
            before, kept = self._known
            stamp = self._stamp()
            if stamp != (before[0] + 1, *before[1:]):
                return
            there = {post.id for post in posts if post.id not in kept.missing}
            changed = kept.changed(((_mark(swap.before), _mark(swap.after)) for swap in swaps), there)
            if changed is not None:
                self._known = stamp, changed

    # -- what there is --------------------------------------------------------------------------------------

    def bookmarks(self) -> Mapping[PostId, Bookmark]:
        """The bookmarks, by the ids that their posts have now; a missing one by the id it had."""
        return self.kept().bookmarks

    def missing(self) -> list[Bookmark]:
        """What is known of the posts that are kept but no longer there."""
        return list(self.kept().missing.values())

    def ids(self) -> set[PostId]:
        """The ids under which posts are kept: as they stand in the files."""
        marks, lit = self._state.bookmarks.of(self._root), self._state.highlights.of(self._root)
        return {*marks, *(each.id for each in lit.values())}

    def labels(self) -> dict[str, int]:
        """Every label and how many posts have it, most first."""
        return self.kept().labels()

    def highlights_of(self, post: Post) -> list[Highlight]:
        """The highlights of one post, in the order they were made."""
        return list(self.kept().highlights.get(post.id, ()))

    def keepsakes(self) -> list[Keepsake]:
        """What is kept of each post, the newest post first."""
        kept, rows = self.kept(), self.listing().ids
        posts = self._catalog.by_row([row for row in rows if row < MISSING_FROM])
        found = (posts.get(row) or self.missing_post(row) for row in rows)
        return [kept.keepsake(post) for post in found if post is not None]

    def listing(self, order: KeptOrder = "date") -> Listing:
        """The posts that are bookmarked or have highlights; missing ones have row ids from ``MISSING_FROM`` on."""
        return kept_listing(self.kept(), order, self._catalog, self._ledger, self._number)

    def missing_post(self, row: int) -> Post | None:
        """The missing post with that row id, as far as it is known; None when it has none."""
        mark = self.kept().missing.get(self._by_number.get(row, PostId("")))
        return None if mark is None else post_of(mark)

    def why_missing(self, post: Post) -> str:
        """What to say of a post that is missing; empty when it is not."""
        mark = self.kept().missing.get(post.id)
        if mark is None:
            return ""
        title = one_line(mark.title) or mark.path
        return tr("“{title}” is missing: it was at {path}").format(title=title, path=mark.path)

    def _number(self, old: PostId) -> int:
        with self._lock:
            number = self._numbers.setdefault(old, MISSING_FROM + len(self._numbers))
            self._by_number[number] = old
            return number

    # -- bookmarks ------------------------------------------------------------------------------------------

    def toggle(self, post: Post) -> bool:
        """Bookmark a post, or take its bookmark away; True when it is bookmarked now."""
        if self.drop([post]):
            return False
        self.keep([post])
        return True

    def keep(self, posts: Sequence[Post]) -> int:
        """Bookmark posts; how many were not so before."""
        ids = self.kept().ids
        new = [post for post in posts if post.id not in ids]
        return self._done("bookmark", new, self._put([self.draft(post) for post in new]))

    def drop(self, posts: Sequence[Post]) -> int:
        """Take the bookmarks of posts away; how many had one."""
        ids = self.kept().ids
        known = [post for post in posts if post.id in ids]
        swaps = self._state.bookmarks.remove(self._root, [old for post in known for old in ids[post.id]])
        return self._done("unbookmark", known, swaps)

    def label(self, posts: Sequence[Post], add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Give posts labels and take some away; a post that gets one is bookmarked by it.

        Returns:
            How many posts were looked at; 0 when nothing has changed.
        """
        wanted, gone = labels_of(add), set(map(fold, labels_of(remove)))

        def relabelled(mark: Bookmark) -> Bookmark:
            labels = labels_of([*mark.labels, *wanted])
            return mark._replace(labels=tuple(label for label in labels if fold(label) not in gone))

        return self._revise("label", posts, relabelled, bool(wanted))

    def annotate(self, post: Post, note: str, seen: str | None = None) -> None:
        """Put a note in the place of what a post has; an empty one is none. A post that gets one is bookmarked by it.

        Args:
            post: which post.
            note: of any number of lines.
            seen: the note that this one was made of. Where it is another one by now, that is kept below this one.
        """
        text = note.strip()

        def annotated(mark: Bookmark) -> Bookmark:
            return mark._replace(note=text if seen is None else note_of_both(text, mark.note, seen.strip()))

        self._revise("note", [post], annotated, bool(text) and text != seen)

    def _revise(
        self, verb: Verb, posts: Sequence[Post], how: Callable[[Bookmark], Bookmark], anew: bool
    ) -> int:
        """Change the bookmarks of posts; ``anew``: also make them."""
        ids, bookmarks = self.kept().ids, self._state.bookmarks
        known = [old for post in posts for old in ids.get(post.id, ())]
        swaps = bookmarks.revise(self._root, known, how) if known else []
        if anew:
            swaps += self._put([how(self.draft(post)) for post in posts if post.id not in ids])
        return self._done(verb, posts, swaps)

    def take_in(self, bookmarks: Sequence[Bookmark]) -> int:
        """Make bookmarks, or make those of the same posts like them, as one change; how many have changed."""
        swaps = self._put(bookmarks)
        self._done("import", list(map(post_of, bookmarks)), swaps)
        return len(swaps)

    def _put(self, marks: Sequence[Bookmark]) -> list[Swap]:
        """Write bookmarks. Where one has the id that another, moved post is known by, that gets the id it has now."""
        kept = self.kept()
        swaps: list[Swap] = []
        for mark in marks:
            here = kept.displaced.get(mark.id)
            post = None if here is None else self._catalog.get(here)
            if post is not None and mark.title != kept.bookmarks[post.id].title:
                moved = partial(Bookmark._replace, id=post.id, path=post.path)
                swaps += self._state.bookmarks.revise(self._root, [mark.id], moved)
        return swaps + self._state.bookmarks.put(marks)

    def draft(self, post: Post) -> Bookmark:
        """A bookmark of a post, not kept yet."""
        from reader.seeking import lead_of  # noqa: PLC0415

        lead = lead_of(self._text_of(post), LEAD)
        return Bookmark(*origin(self._root, post), added=now(), lead=lead)

    def _done(self, verb: Verb, posts: Sequence[Post], swaps: Sequence[Swap]) -> int:
        """Enter what was done in the journal; how many posts it was done to."""
        if not swaps:
            return 0
        self._follow(posts, swaps)
        title = posts[0].title if len(posts) == 1 else ""
        self._state.do(Change(verb, title, len(posts), "bookmarks", tuple(swaps)))
        return len(posts)

    # -- looking for them -----------------------------------------------------------------------------------

    def seek(self) -> int:
        """Look in the catalogue for what is missing; how many were found. Takes a while; meant for a thread."""
        kept, state = self.kept(), self._stamp()
        if state == self._sought:
            return 0
        doubtful = kept.doubtful(self._whereabouts.titles(kept.present))
        others = filter(self._whereabouts.is_other, kept.lost(doubtful))
        lost = [*kept.lost(kept.missing), *others]
        found = self._whereabouts.seek(lost, kept.present)
        self._sought = state
        return found

    def those(self, field: str, value: str) -> Those:
        """The posts that meet a condition of a query: ``is:bookmarked``, ``is:highlighted``, ``is:noted``, ``label:``, ``note:``."""
        kept = self.kept()
        ways: dict[str, Callable[[], Iterable[PostId]]] = {
            "label": lambda: kept.labelled(value),
            "note": lambda: kept.noted(value),
            "bookmarked": lambda: kept.bookmarks,
            "highlighted": lambda: kept.highlights,
            "noted": kept.noted,
        }
        found = kept.present.intersection(ways[value if field == "is" else field]())
        return Those(list(self._ledger.rows_of([key_of(each) for each in found]).values()))


def _mark(line: str | None) -> Bookmark | None:
    """The bookmark on a side of a swap."""
    return None if line is None else parse(line)
