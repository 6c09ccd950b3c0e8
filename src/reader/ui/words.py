"""What the screen says: titles of panes, what is empty and why, how far a sync has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.keys import key_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.kept import KeptOrder
    from reader.library.found import Found
    from reader.library.query import SearchOrder
    from reader.model import Match, Order, Progress
    from reader.ui.widgets.places import Place

ORDERS: dict[Order, str] = {"date": "newest first", "oldest": "oldest first", "title": "by title"}
"""The orders of a list, as the sort key goes through them."""
KEPT_ORDERS: dict[KeptOrder, str] = {
    "added": "last added first",
    "date": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "label": "by label",
}
"""The same for what is kept."""
FOUND_ORDERS: dict[SearchOrder, str] = {
    "relevance": "best first",
    "date": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "length": "longest first",
}
NEAR: dict[Match, str] = {
    "pinyin": "near matches · by pinyin",
    "homophone": "near matches · they sound the same",
    "typo": "near matches · a slip of the keys away",
}
"""What stands above results that are not exact."""

HINTS = {
    "places": ("in", "unfold", "fold", "search", "next-pane", "help", "back"),
    "list": (
        *("in", "search", "narrow", "bookmark", "sort", "next-pane", "zen", "help", "back"),
        *("read", "read-all", "undo"),
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
}
"""The keys that the last line shows, by what has the focus."""

NO_HIGHLIGHTS = f"There are no highlights here. {key_name('select')} selects text, {key_name('select-highlight')} highlights it."
BANNER = "The sample archive. To read your own: newsreader FOLDER"


def undoable(words: str) -> str:
    """What was done, and how to take it back."""
    return f"{words} · {key_name('undo')} undoes it"


def unsaved_told(unsaved: str) -> str:
    """``not saved: No space left on device · trying again``, from the whole sentence about it."""
    why = unsaved.partition(": ")[2].partition(". The file is")[0]
    return f"not saved: {why} · trying again" if unsaved else ""


def posts_told(count: int) -> str:
    """``1 post``, ``1,234 posts``."""
    return f"{count:,} {'post' if count == 1 else 'posts'}"


def list_title(place: Place, total: int | None, unread: int, order: str) -> str:
    """``金融 · 20,979 · 311 unread · newest first``, safe as a border title, which reads markup.

    Without a total it is not known yet; without an order that is the list's own affair. Nothing of unread posts where
    all are, or none.
    """
    parts = (place.name, "" if total is None else f"{total:,}", unread_told(unread, total or 0), order)
    return " · ".join(filter(None, parts)).replace("[", "\\[")


def why_empty(place: Place, root: Path, *, syncing: bool) -> str:
    """Why a place lists nothing, and what to do."""
    own = {
        "bookmarks": f"No bookmarks in this archive.\nPress {key_name('bookmark')} on a post to keep it.",
        "search": f"Nothing is found by “{place.query}” now.",
        "recent": f"Nothing has been read yet.\n{key_name('in')} opens a post; the last one stands first here.",
    }
    if place.kind in own:
        return own[place.kind]
    if syncing:
        return "Reading the archive …"
    empty = {
        "unread": f"Everything has been read.\n{key_name('undo')} takes the last change back.",
        "new": "Nothing has come since you last looked.\nWhat comes from now on is listed here.",
        "all": f"No posts (.md, .html, .txt) in {root}.\nOpen another folder: newsreader FOLDER",
    }
    return empty.get(place.kind, f"No posts in {place.name} any more.")


def nothing_found(typed: str, notes: Sequence[str], remedy: str) -> str:
    """Nothing answers to what was typed: why, and what to press, a line each."""
    lines = [f"Nothing was found for “{typed}”." if typed else "Nothing in this archive is like it.", *notes]
    if remedy:
        lines.append(f"{remedy} {key_name('search-open')} takes that.")
    return "\n".join([*lines, f"{key_name('search-close')} goes back to where you were."])


def unread_told(unread: int, total: int) -> str:
    """``311 unread``; nothing where all are, or none."""
    return f"{unread:,} unread" if 0 < unread < total else ""


def found_title(found: Found, unread: int, name: str) -> str:
    """``Found · 1,000 of 48,211 · 311 unread · by relevance``, safe as a border title, which reads markup."""
    shown = len(found.ids)
    count = f"{shown:,}" if shown >= found.total else f"{shown:,} of {found.total:,}"
    order = FOUND_ORDERS[found.order] if shown > 1 else ""
    parts = (name, count, unread_told(unread, shown), order)
    return " · ".join(filter(None, parts)).replace("[", "\\[")


def not_yet_read(posts: int) -> list[str]:
    """That some posts can't be found yet: they are in the lists before they are in the text index."""
    if not posts:
        return []
    return [
        f"{posts:,} {'posts' if posts > 1 else 'post'} can't be found yet: the archive is still being read."
    ]


def progress_told(read: float, minutes_left: int, found: str) -> str:
    """``43% · 3 min left · found 3/12``; nothing of minutes at the end, nor of what is not looked for."""
    minutes = f"{minutes_left:,} min left" if minutes_left else ""
    return " · ".join(part for part in (f"{read:.0%}", minutes, found and f"found {found}") if part)


def told(progress: Progress) -> str:
    """``reading 12,345 of 100,000 · 8,900/s · 10 s left``; while the walk goes on, what is left is not known."""
    if progress.finished:
        return ""
    rate = progress.done / progress.seconds if progress.seconds else 0.0
    if progress.walking or not rate:
        return f"reading {progress.done:,} · {rate:,.0f}/s"
    left = (progress.seen - progress.done) / rate
    return f"reading {progress.done:,} of {progress.seen:,} · {rate:,.0f}/s · {left:,.0f} s left"
