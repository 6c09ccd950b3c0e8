"""Where a post is from: its own address on the web, and what relative addresses in it mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from reader.text import fold

if TYPE_CHECKING:
    from reader.document.blocks import Document
    from reader.model import Post

_WORDS = frozenset(
    (
        *(
            "原文",
            "原文链接",
            "原文地址",
            "原文网址",
            "阅读原文",
            "查看原文",
            "点击查看原文",
            "原贴",
            "原帖",
            "原链接",
        ),
        *("查看全文", "阅读全文", "来源", "来源链接", "元記事", "元の記事"),
        *("link", "source", "original", "permalink", "read more", "original article", "original post"),
        *("source link", "view original", "read the original", "full article"),
    )
)
"""What a link to the post itself is called, folded."""
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")


def link_of(post: Post, document: Document) -> str:
    """The post's own address: from its front matter, else the first link that calls itself the original; else ``""``.

    Only ``http:`` and ``https:`` count.
    """
    if _on_the_web(post.link):
        return post.link
    for link in document.links:
        if _on_the_web(link.href) and _SIGNS.sub("", fold(link.text)) in _WORDS:
            return link.href
    return ""


def _on_the_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


_SAFE = "%/:=&?~+!$,;'@()*-._"
"""What an address may hold besides letters and digits (RFC 3986), and percent signs of what is encoded already."""
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?")


def absolute(address: str, base: str = "") -> str:
    """``address`` for use outside of the archive: absolute, in ASCII, valid; ``""`` when it can't be made so.

    Args:
        address: as the post has it. ``http``, ``https`` and ``mailto`` alone are passed on.
        base: the address of the post itself, by which a relative one is understood.
    """
    try:
        parts = urlsplit(urljoin(base, address) if _on_the_web(base) else address)
        host = parts.netloc.rpartition("@")[2].lower()
        if host and not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    path, query, fragment = (_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    if scheme == "mailto":
        return urlunsplit((scheme, "", path, query, "")) if "@" in path else ""
    if scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return ""
    return urlunsplit((scheme, host, path, query, fragment))


def _encoded(part: str) -> str:
    return _BAD_PERCENT.sub("%25", quote(part, _SAFE))
