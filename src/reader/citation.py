"""A post as one cites it: 标题. 来源, 日期. 链接."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import clock

if TYPE_CHECKING:
    from reader.model import Post

_STOPS = tuple(".。!！?？…")


def cite(post: Post, link: str = "") -> str:
    """``Title. Source, 2021-07-02. https://…``: what is missing leaves no mark behind.

    Args:
        post: its first author is the source; the date is that of the reader's zone.
        link: where it is found, if that is known better than by the post itself.
    """
    day = clock.local(post.date.seconds).date().isoformat() if post.date else ""
    source = ", ".join(part for part in (*post.authors[:1], day) if part)
    address = link or post.link
    parts = [post.title, source, address if address.startswith(("http://", "https://")) else ""]
    told = [part for part in parts if part]
    return " ".join(part if part == address or part.endswith(_STOPS) else f"{part}." for part in told)
