"""What the screen says: titles of panes, what is empty and why, how far a sync has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import later, tr, tr_plural
from reader.ui.keys import key_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.kept import KeptOrder
    from reader.library.found import Found
    from reader.library.query import SearchOrder
    from reader.model import Match, Order, Progress
    from reader.ui.place import Place

ORDERS: dict[Order, str] = {
    "date": later("newest first"),
    "oldest": later("oldest first"),
    "title": later("by title"),
}
"""The orders of a list, as the sort key goes through them; in English, as the other tables here."""
KEPT_ORDERS: dict[KeptOrder, str] = {
    "added": later("last added first"),
    "date": later("newest first"),
    "oldest": later("oldest first"),
    "title": later("by title"),
    "label": later("by label"),
}
"""The same for what is kept."""
FOUND_ORDERS: dict[SearchOrder, str] = {
    "relevance": later("best first"),
    "date": later("newest first"),
    "oldest": later("oldest first"),
    "title": later("by title"),
    "length": later("longest first"),
}
NEAR: dict[Match, str] = {
    "pinyin": later("near matches · by pinyin"),
    "homophone": later("near matches · they sound the same"),
    "typo": later("near matches · a slip of the keys away"),
}
"""What stands above results that are not exact."""

HINTS = {
    "places": ("in", "unfold", "fold", "find-place", "search", "next-pane", "help", "back"),
    "list": (
        *("in", "search", "narrow", "bookmark", "sort", "next-pane", "zen", "help", "back"),
        *("read", "read-all", "undo"),
    ),
    "nothing": ("search", "find-place", "next-pane", "help", "back", "undo"),
    "picked": (
        *(
            "pick",
            "pick-range",
            "bookmark",
            "labels",
            "read",
            "copy-link",
            "export",
            "out",
            "pick-all",
            "open",
        ),
        *("copy-citation", "copy-markdown", "undo", "help"),
    ),
    "bookmarks": (
        "in",
        "note",
        "labels",
        "bookmark",
        "sort",
        "search",
        "narrow",
        "edit-note",
        "help",
        "back",
    ),
    "facets": ("in", "next-pane", "search", "out", "help"),
    "article": (
        *("page-down", "next", "bookmark", "note", "select", "search", "links", "outline", "open"),
        *("zen", "out", "help", "read", "undo"),
    ),
    "search": ("search-open", "search-complete", "search-earlier", "save-search", "search-close"),
    "name": ("name-keep", "name-close"),
    "find": ("find-keep", "find-down", "find-up", "find-close"),
    "link-bar": ("link-open", "link-copy", "link-next", "link-close"),
    "labels": ("label-keep", "label-complete", "label-close"),
    "highlight-bar": (
        *("highlight-note", "highlight-remove", "highlight-next", "highlight-copy"),
        *("highlight-edit", "highlight-leave"),
    ),
    "selecting": (
        *("select-highlight", "select-note", "select-copy", "select-paragraph", "select-sentence"),
        *("select-word-end", "select-other", "select-leave"),
    ),
    "selected": ("select-highlight", "select-note", "select-copy", "select", "select-leave"),
    "calendar": (
        *("calendar-go", "calendar-only", "calendar-next", "calendar-next-month", "calendar-next-year"),
        *("calendar-last", "calendar-every-year", "calendar-only-month", "calendar-today", "calendar-type"),
        *("calendar-close", "help"),
    ),
    "health": ("health-open", "health-copy", "health-find", "health-fold", "health-close", "help"),
}
"""The keys that the last line shows, by what has the focus, or by the screen."""

NO_POST = later("There is no post here.")
"""Of what goes for a post, in an empty list."""
END_TOUR = later("End the tour")
"""What the palette calls that, and the tour says of it."""


def banner() -> list[str]:
    """What the sample archive is, the longest way to say it first."""
    ways = (
        tr("The sample archive. {tour}: a tour. To read your own: newsreader FOLDER"),
        tr("The sample archive. {tour}: a tour. Yours: newsreader FOLDER"),
        tr("The sample archive. {tour}: a tour."),
        tr("{tour}: a tour"),
    )
    return [way.format(tour=key_name("tour")) for way in ways]


def undoable(words: str) -> str:
    """What was done, and how to take it back."""
    return tr("{done} · {key} undoes it").format(done=words, key=key_name("undo"))


def no_highlights() -> str:
    """That an article has none, and how to make one."""
    words = tr("There are no highlights here. {select} selects text, {highlight} highlights it.")
    return words.format(select=key_name("select"), highlight=key_name("select-highlight"))


def unsaved_told(why: str) -> str:
    """``not saved: No space left on device · trying again``."""
    return tr("not saved: {why} · trying again").format(why=why) if why else ""


def posts_told(count: int) -> str:
    """``1 post``, ``1,234 posts``."""
    return tr_plural("{count:,} post", "{count:,} posts", count).format(count=count)


def marked_told(count: int, *, read: bool) -> str:
    """``1,234 posts marked read``: what was done, as :mod:`reader.ui.told` has what is to be undone."""
    words = (
        tr_plural("{count:,} post marked read", "{count:,} posts marked read", count)
        if read
        else tr_plural("{count:,} post marked unread", "{count:,} posts marked unread", count)
    )
    return words.format(count=count)


def characters_told(count: int) -> str:
    """``1 character``, ``1,234 characters``."""
    return tr_plural("{count:,} character", "{count:,} characters", count).format(count=count)


def picked_told(count: int) -> str:
    """``3 picked``."""
    return tr_plural("{count:,} picked", "{count:,} picked", count).format(count=count)


def list_title(place: Place, total: int | None, unread: int, order: str, copies: int = 0) -> str:
    """``金融 · 20,979 · 311 unread · newest first · 28 copies folded``, safe as a border title, which reads markup.

    Without a total it is not known yet; without an order that is the list's own affair. Nothing of unread posts where
    all are, or none; nor of copies where none are folded.
    """
    folded = tr_plural("{count:,} copy folded", "{count:,} copies folded", copies).format(count=copies)
    unread_words = unread_told(unread, total or 0)
    parts = (place.name, "" if total is None else f"{total:,}", unread_words, order, folded if copies else "")
    return " · ".join(filter(None, parts)).replace("[", "\\[")


def why_empty(place: Place, root: Path, *, syncing: bool) -> str:
    """Why a place lists nothing, and what to do."""
    own = {
        "bookmarks": tr("No bookmarks in this archive.\nPress {key} on a post to keep it.").format(
            key=key_name("bookmark")
        ),
        "watched": tr(
            "No post has any of the watched words.\nThe commands ({key}) have all that watches others."
        ).format(key=key_name("palette")),
        "search": tr("Nothing is found by “{query}” now.").format(query=place.query),
        "recent": tr(
            "Nothing has been read yet.\n{key} opens a post; the last one stands first here."
        ).format(key=key_name("in")),
    }
    if place.kind in own:
        return own[place.kind]
    if syncing:
        return tr("Reading the archive …")
    empty = {
        "unread": tr("Everything has been read.\n{key} takes the last change back.").format(
            key=key_name("undo")
        ),
        "new": tr("Nothing has come since you last looked.\nWhat comes from now on is listed here."),
        "all": tr("No posts (.md, .html, .txt) in {folder}.\nOpen another folder: newsreader FOLDER").format(
            folder=root
        ),
    }
    return empty.get(place.kind) or tr("No posts in {place} any more.").format(place=place.name)


def nothing_found(typed: str, notes: Sequence[str], remedy: str) -> str:
    """Nothing answers to what was typed: why, and what to press, a line each."""
    if typed:
        first = tr("Nothing was found for “{query}”.").format(query=typed)
    else:
        first = tr("Nothing in this archive is like it.")
    lines = [first, *notes]
    if remedy:
        lines.append(tr("{remedy} {key} takes that.").format(remedy=remedy, key=key_name("search-open")))
    last = tr("{key} goes back to where you were.").format(key=key_name("search-close"))
    return "\n".join([*lines, last])


def unread_told(unread: int, total: int) -> str:
    """``311 unread``; nothing where all are, or none."""
    return tr("{count:,} unread").format(count=unread) if 0 < unread < total else ""


def found_title(found: Found, unread: int, name: str) -> str:
    """``Found · 1,000 of 48,211 · 311 unread · by relevance``, safe as a border title, which reads markup."""
    shown = len(found.ids)
    count = f"{shown:,}"
    if shown < found.total:
        count = tr("{shown:,} of {total:,}").format(shown=shown, total=found.total)
    order = tr(FOUND_ORDERS[found.order]) if shown > 1 else ""
    parts = (name, count, unread_told(unread, shown), order)
    return " · ".join(filter(None, parts)).replace("[", "\\[")


def not_yet_read(posts: int) -> list[str]:
    """That some posts can't be found yet: they are in the lists before they are in the text index."""
    if not posts:
        return []
    words = tr_plural(
        "{count:,} post can't be found yet: the archive is still being read.",
        "{count:,} posts can't be found yet: the archive is still being read.",
        posts,
    )
    return [words.format(count=posts)]


def progress_told(read: float, minutes_left: int, found: str) -> str:
    """``43% · 3 min left · found 3/12``; nothing of minutes at the end, nor of what is not looked for."""
    minutes = tr("{count:,} min left").format(count=minutes_left) if minutes_left else ""
    count = tr("found {count}").format(count=found) if found else ""
    return " · ".join(part for part in (f"{read:.0%}", minutes, count) if part)


def told(progress: Progress) -> str:
    """``reading 12,345 of 100,000 · 8,900/s · 10 s left``; while the walk goes on, what is left is not known."""
    if progress.finished:
        return ""
    rate = progress.done / progress.seconds if progress.seconds else 0.0
    if progress.walking or not rate:
        return tr("reading {done:,} · {rate:,.0f}/s").format(done=progress.done, rate=rate)
    left = (progress.seen - progress.done) / rate
    words = tr("reading {done:,} of {seen:,} · {rate:,.0f}/s · {left:,.0f} s left")
    return words.format(done=progress.done, seen=progress.seen, rate=rate, left=left)
