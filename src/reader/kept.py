"""What is kept of the posts of an archive, as a value: bookmarks and highlights by the ids that their posts have now."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.library.listing import Listing
from reader.library.rows import UNKNOWN
from reader.model import Moment, Order, Post, PostId, key_of, post_id
from reader.state.bookmarks import Bookmark
from reader.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from reader.library.catalog import Catalog
    from reader.library.ledger import Ledger
    from reader.seeking import Lost
    from reader.state.highlights import Highlight
    from reader.state.state import State
    from reader.whereabouts import Whereabouts


KeptOrder = Order | Literal["added", "label"]
"""How a list of what is kept is sorted: as any list, by when it was kept (the last first), or by label."""


class Keepsake(NamedTuple):
    """A post and what is kept of it."""

    post: Post
    is_missing: bool
    bookmark: Bookmark | None
    highlights: tuple[Highlight, ...]
    """In the order they stand in the post."""

    @property
    def is_noted(self) -> bool:
        """Whether it has highlights or a note."""
        return bool(self.highlights or (self.bookmark is not None and self.bookmark.note))


class Kept(NamedTuple):
    """What is kept, in one state of the files and the catalogue. A post that is missing has the id it had."""

    bookmarks: Mapping[PostId, Bookmark]
    highlights: Mapping[PostId, list[Highlight]]
    """In the order they were made."""
    ids: Mapping[PostId, list[PostId]]
    """The ids under which a post is bookmarked, in the file."""
    present: frozenset[PostId]
    """The posts that are there, of all these."""
    missing: Mapping[PostId, Bookmark]
    """What is known of those that are not, once the whole archive is known."""
    displaced: Mapping[PostId, PostId] = {}
    """Where posts are that were moved, and whose bookmarks have an id that another post has now."""

    def keepsake(self, post: Post) -> Keepsake:
        """What is kept of one post."""
        lit = sorted(self.highlights.get(post.id, ()), key=lambda each: (each.at < 0, each.at))
        return Keepsake(post, post.id in self.missing, self.bookmarks.get(post.id), tuple(lit))

    def doubtful(self, titles: Mapping[PostId, str]) -> dict[PostId, Bookmark]:
        """What is known of the posts that have another title now: edited ones, or others indeed.

        Args:
            titles: of the posts that are there.
        """
        every = {each: _bookmark_of(lit[0]) for each, lit in self.highlights.items()} | dict(self.bookmarks)
        return {
            here: mark
            for here, mark in every.items()
            if mark.id == here and mark.title and here in titles and not _same(mark.title, titles[here])
        }

    def lost(self, marks: Mapping[PostId, Bookmark]) -> list[Lost]:
        """What is remembered of some posts, to look for them."""
        from reader.seeking import Lost  # noqa: PLC0415 -- not before something is lost

        def quotes(old: PostId, title: str) -> tuple[str, ...]:
            return tuple(each.quote for each in self.highlights.get(old, ()) if each.title == title)

        def posted(date: str) -> int | None:
            seconds = seconds_of(date)
            return None if seconds == UNKNOWN else seconds

        return [
            Lost(old, mark.title, mark.source, posted(mark.date), mark.lead, quotes(old, mark.title))
            for old, mark in marks.items()
        ]

    def last_added(self) -> list[PostId]:
        """Every post, that which was kept last first; of those of one second that which stands last in the file."""
        added = {each: max(one.added for one in lit) for each, lit in self.highlights.items()}
        added |= {each: mark.added for each, mark in self.bookmarks.items()}
        order = [*self.bookmarks, *(each for each in self.highlights if each not in self.bookmarks)][::-1]
        return sorted(order, key=lambda each: seconds_of(added[each]), reverse=True)

    def by_label(self) -> list[PostId]:
        """Every post by its first label, those without any last; among these as :meth:`last_added` has them."""

        def first(each: PostId) -> tuple[bool, str]:
            mark = self.bookmarks.get(each)
            labels = mark.labels if mark is not None else ()
            return not labels, fold(labels[0]) if labels else ""

        return sorted(self.last_added(), key=first)

    def changed(
        self, marks: Iterable[tuple[Bookmark | None, Bookmark | None]], there: Collection[PostId]
    ) -> Kept | None:
        """The same after a few bookmarks of this archive were changed; None when it must be read anew to tell.

        Args:
            marks: each as it was and as it is; None: it was not, or is not.
            there: posts that are in the archive.
        """
        bookmarks, ids, present = dict(self.bookmarks), dict(self.ids), set(self.present)
        for old, new in marks:
            mark = new or old
            if (
                mark is None
                or mark.id in self.displaced
                or ids.get(mark.id, [mark.id]) != [mark.id]
                or mark.id not in present | set(there)
            ):
                return None  # it has moved, has several lines, or is missing
            if new is not None:
                bookmarks[mark.id], ids[mark.id] = new, [mark.id]
                present.add(mark.id)
            elif mark.id in ids:
                del bookmarks[mark.id], ids[mark.id]
                if mark.id not in self.highlights:
                    present.discard(mark.id)
        return self._replace(bookmarks=bookmarks, ids=ids, present=frozenset(present))

    def labels(self) -> dict[str, int]:
        """Every label and how many posts have it, most first; labels that only differ in writing are one."""
        written: dict[str, str] = {}
        counts: dict[str, int] = {}
        for mark in self.bookmarks.values():
            for label in mark.labels:
                name = written.setdefault(fold(label), label)
                counts[name] = counts.get(name, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def labelled(self, value: str) -> set[PostId]:
        """The posts with a label that is called so; else one that begins so; else one that is read so (pinyin)."""
        from reader.library.vocabulary import begins_so  # noqa: PLC0415 -- not before one asks

        wanted = fold(value)
        names = {fold(label) for mark in self.bookmarks.values() for label in mark.labels}
        meant = {wanted} & names or {name for name in names if name.startswith(wanted)}
        meant = meant or {name for name in names if begins_so(wanted, name)}
        return {each for each, mark in self.bookmarks.items() if meant.intersection(map(fold, mark.labels))}

    def noted(self, words: str = "") -> set[PostId]:
        """The posts with a note that has some words (a passage that is highlighted counts as one); with any, without words."""
        from reader.library.names import beginning  # noqa: PLC0415

        pattern = beginning(_squeezed(words))
        texts = [(each, mark.note) for each, mark in self.bookmarks.items()]
        for each, highlights in self.highlights.items():
            texts += [(each, text) for one in highlights for text in (one.note, one.quote if words else "")]
        return {each for each, text in texts if text and pattern.search(_squeezed(text))}


def read_kept(root: Path, state: State, whereabouts: Whereabouts, *, complete: bool) -> Kept:
    """What is kept of an archive.

    Args:
        root: its absolute path.
        state: keeps it.
        whereabouts: of its posts.
        complete: whether the whole archive is known: before that nothing is missing.
    """
    marks, lit = state.bookmarks.of(root), state.highlights.of(root)
    every = {each.id: _bookmark_of(each) for each in lit.values()} | marks
    places = _places(every, whereabouts)
    elsewhere = _elsewhere([*lit.values(), *marks.values()], places, whereabouts)
    displaced = {
        old: elsewhere[old, mark.title] for old, mark in marks.items() if (old, mark.title) in elsewhere
    }
    bookmarks: dict[PostId, Bookmark] = {}
    ids: dict[PostId, list[PostId]] = {}
    for old, mark in marks.items():
        here = displaced.get(old) or places.get(old, old)
        ids.setdefault(here, []).append(old)
        if here not in bookmarks or here == old:
            bookmarks[here] = mark
    highlights: dict[PostId, list[Highlight]] = {}
    for each in lit.values():
        here = elsewhere.get((each.id, each.title)) or places.get(each.id, each.id)
        highlights.setdefault(here, []).append(each)
    missing = {old: mark for old, mark in every.items() if old not in places} if complete else {}
    present = {*bookmarks, *highlights} & {*places.values(), *elsewhere.values()}
    return Kept(bookmarks, highlights, ids, frozenset(present), missing, displaced)


def kept_listing(
    kept: Kept, order: KeptOrder, catalog: Catalog, ledger: Ledger, number: Callable[[PostId], int]
) -> Listing:
    """What is kept as a list.

    Args:
        kept: all of it.
        order: of the list.
        catalog: knows the posts that are there.
        ledger: of that catalogue.
        number: the row ids of those that are missing.
    """
    if order in {"added", "label"}:
        rows = ledger.rows_of([key_of(each) for each in kept.present])
        ordered = kept.last_added() if order == "added" else kept.by_label()
        found = (number(each) if each in kept.missing else rows.get(key_of(each)) for each in ordered)
        return Listing(array("I", [row for row in found if row is not None]), array("q"))
    there = catalog.listing_of(kept.present)
    missing = {number(old): mark for old, mark in kept.missing.items()}
    if order == "title":
        titles = {row: fold(title) for row, title in catalog.titles_of(there.ids).items()}
        titles |= {row: fold(mark.title) for row, mark in missing.items()}
        return Listing(array("I", sorted(titles, key=lambda row: (titles[row], row))), array("q"))
    dated = [*zip(there.posted, there.ids, strict=True)]
    dated += [(seconds_of(mark.date), row) for row, mark in missing.items()]
    dated.sort(reverse=order == "date")
    if order == "oldest":
        dated.sort(key=lambda pair: pair[0] == UNKNOWN)  # last, in this order too
    posted = array("q", [seconds for seconds, _ in dated])
    return Listing(array("I", [row for _, row in dated]), posted, order == "date")


def _places(every: Mapping[PostId, Bookmark], whereabouts: Whereabouts) -> dict[PostId, PostId]:
    """Where the posts are that are there; an id that nobody has may have been written by hand: then the path counts."""
    places = whereabouts.now(every.keys())
    paths = {old: post_id(mark.path) for old, mark in every.items() if old not in places}
    there = whereabouts.now(set(paths.values()) - every.keys())
    return places | {old: there[new] for old, new in paths.items() if new in there}


def _elsewhere(
    kept: Iterable[Bookmark | Highlight], places: Mapping[PostId, PostId], whereabouts: Whereabouts
) -> dict[tuple[PostId, str], PostId]:
    """Where posts are whose ids others have had, too: by the id and title they are kept under."""
    other = whereabouts.elsewhere(places)
    if not other:
        return {}
    titles = whereabouts.titles([*other.values(), *(places[old] for old in other)])
    return {
        (each.id, each.title): other[each.id]
        for each in kept
        if each.id in other
        and _same(each.title, titles[other[each.id]])
        and not _same(each.title, titles[places[each.id]])
    }


def _same(kept: str, title: str) -> bool:
    """Whether a title that is kept is that of a post."""
    return kept == title or fold(kept) == fold(one_line(title))


def post_of(mark: Bookmark) -> Post:
    """A post that is missing, as far as it is known."""
    seconds = seconds_of(mark.date)
    return Post(
        mark.id,
        mark.path,
        one_line(mark.title) or mark.path,
        date=None if seconds == UNKNOWN else Moment(seconds),
        authors=(mark.source,) if mark.source else (),
    )


def post_of_highlight(highlight: Highlight) -> Post:
    """The post of a highlight, as far as that knows it."""
    return post_of(_bookmark_of(highlight))


def seconds_of(date: str) -> int:
    """UTC seconds of an ISO date, which may have been written by hand; ``UNKNOWN`` when it is none."""
    try:
        moment = datetime.fromisoformat(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return UNKNOWN


def note_of_both(text: str, there: str, seen: str) -> str:
    """A note that was made of ``seen``, where somebody may have made another one of it meanwhile (``there``)."""
    if text == seen:
        return there
    return text if there == seen or there in text else f"{text}\n\n{there}".strip()


def _bookmark_of(mark: Highlight) -> Bookmark:
    """What a highlight knows of its post, as a bookmark would."""
    return Bookmark(mark.id, mark.archive, mark.path, mark.title, mark.source, mark.date, mark.added)


def _squeezed(text: str) -> str:
    return " ".join(fold(text).split())
