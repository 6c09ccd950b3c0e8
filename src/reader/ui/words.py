"""What the screen says: titles of panes, what is empty and why, how far a sync has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.keys import key_name

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Order, Progress
    from reader.ui.widgets.places import Place

ORDERS: dict[Order, str] = {"date": "newest first", "oldest": "oldest first", "title": "by title"}
"""The orders of a list, as the sort key goes through them."""

HINTS = {
    "places": ("in", "unfold", "fold", "search", "next-pane", "help", "back"),
    "list": ("in", "search", "bookmark", "sort", "next-pane", "zen", "help", "back"),
    "article": ("page-down", "next", "bookmark", "search", "links", "outline", "open", "zen", "out", "help"),
    "search": ("search-open", "search-close"),
    "find": ("find-keep", "find-down", "find-up", "find-close"),
    "link-bar": ("link-open", "link-copy", "link-next", "link-close"),
}
"""The keys that the last line shows, by what has the focus."""

BANNER = "The sample archive. To read your own: newsreader FOLDER"


def list_title(place: Place, total: int, order: Order) -> str:
    """The title of a place's list, safe as a border title, which reads markup."""
    return f"{place.name} · {total:,} · {ORDERS[order]}".replace("[", "\\[")


def why_empty(place: Place, root: Path, *, syncing: bool) -> str:
    """Why a place lists nothing, and what to do."""
    if place.kind == "bookmarks":
        return f"No bookmarks in this archive. Press {key_name('bookmark')} on a post to keep it."
    if syncing:
        return "Reading the archive …"
    if place.kind == "all":
        return f"No posts (.md, .html, .txt) in {root}. Open another folder: newsreader FOLDER"
    return f"No posts in {place.name} any more."


def nothing_found(typed: str) -> str:
    """Nothing answers to what was typed."""
    return f"No title with “{typed}”, nor one like it. {key_name('search-close')} goes back."


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
