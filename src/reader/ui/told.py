"""What a change was, in words. Knows no Textual: linear mode says it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import later, tr
from reader.text import crop
from reader.ui.words import posts_told

if TYPE_CHECKING:
    from reader.state.journal import Change, Verb

_TITLE = 60
"""Cells of a title in a message."""
_DONE: dict[Verb, tuple[str, str]] = {
    "read": (later("marked read: {title}"), later("{posts} marked read")),
    "unread": (later("marked unread: {title}"), later("{posts} marked unread")),
    "bookmark": (later("bookmarked: {title}"), later("{posts} bookmarked")),
    "unbookmark": (later("bookmark removed: {title}"), later("bookmarks of {posts} removed")),
    "label": (later("labels changed: {title}"), later("labels of {posts} changed")),
    "note": (later("note changed: {title}"), later("notes on {posts} changed")),
    "highlight": (later("highlighted: {title}"), later("highlights in {posts}")),
    "unhighlight": (later("highlight removed: {title}"), later("highlights in {posts} removed")),
    "highlight-note": (
        later("note on a highlight changed: {title}"),
        later("notes on highlights in {posts} changed"),
    ),
    "save-search": (later("search saved: {title}"), later("{posts} saved")),
    "rename-search": (later("search renamed: {title}"), later("{posts} renamed")),
    "remove-search": (later("search removed: {title}"), later("{posts} removed")),
    "import": (later("imported: {title}"), later("{posts} imported")),
}
"""What a change did to a post or a search that is named, and to a number of posts; in English."""


def told(change: Change) -> str:
    """What a change was: ``1,234 posts marked read``, ``note changed: TITLE``."""
    # Another version may know more verbs.
    one, several = _DONE.get(change.verb, (f"{change.verb}: {{title}}", f"{change.verb}: {{posts}}"))
    if change.count == 1 and change.title:
        return tr(one).format(title=crop(change.title, _TITLE))
    return tr(several).format(posts=posts_told(change.count))
