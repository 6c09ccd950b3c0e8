"""What is known of the texts of listed posts, and of which posts it is to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.model import Post, PostId
    from reader.ui.glances import Glance

_KEPT = 4_000
"""Posts of which it is known; then it begins anew."""


class Glanced:
    """What has been seen of the texts of some posts."""

    def __init__(self) -> None:
        self._known: dict[PostId, Glance] = {}
        self._fresh: set[PostId] = set()
        self._asked: list[PostId] = []

    def of(self, post: Post) -> Glance | None:
        """What is known of a post: of what may have changed meanwhile as it was."""
        return self._known.get(post.id)

    def lacking(self, posts: Iterable[Post | None]) -> list[Post]:
        """Those of some posts that are to be asked for now; none while these have been asked for."""
        wanted = [post for post in posts if post is not None and post.id not in self._fresh]
        asked = [post.id for post in wanted]
        if asked == self._asked:
            return []
        self._asked = asked
        return wanted

    def put(self, glances: Mapping[PostId, Glance]) -> bool:
        """More is known; whether any of it is new."""
        is_new = any(self._known.get(post) != glance for post, glance in glances.items())
        if len(self._known) > _KEPT:
            self._known.clear()
            self._fresh.clear()
        self._known.update(glances)
        self._fresh.update(glances)
        self._asked = [post for post in self._asked if post not in self._fresh]
        return is_new

    def forget(self) -> None:
        """Any of it may have changed: to be asked for anew, and shown as it was until then."""
        self._fresh.clear()
        self._asked.clear()
