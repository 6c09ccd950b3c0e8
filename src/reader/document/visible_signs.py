"""What the parts of visible.py agree on: signs in a text that is not finished, and what a body can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.blocks import Code, Image, Media, Table
from reader.model import FEATURES

if TYPE_CHECKING:
    from reader.document.blocks import Document

BORDER = "\x01"
"""Between blocks, and where a line ends. No body has it: :func:`reader.text.clean` drops it, and those that follow."""
HEADING = "\x02"
"""At the start of a heading."""
AMPERSAND, LESS = "\x03", "\x04"
"""In place of ``&`` and ``<`` that are no markup."""

IMAGE, TABLE, CODE, LINK, VIDEO = FEATURES.values()
"""What a body can hold, by the names that a query uses."""
_PLAYERS = re.compile(
    r"youtube|youtu\.be|bilibili|vimeo|youku|v\.qq\.com|dailymotion|miaopai|ixigua|acfun|tudou|twitch|iqiyi|douyin"
    r"|weishi|video",
    re.IGNORECASE,
)


def is_player(kind: str, address: str) -> bool:
    """Whether something embedded of that ``kind`` (or tag) plays a video."""
    return kind != "audio" and _PLAYERS.search(address[:500]) is not None


def leads(href: str) -> bool:
    """Whether ``href`` is the address of a page: of the web, or relative."""
    start = href.strip()[:12]
    scheme, colon, _ = start.partition(":")
    if not start or start[0] == "#":
        return False
    return not colon or "/" in scheme or scheme.lower() in {"http", "https"}


def features_of(document: Document) -> int:
    """What the blocks of ``document`` hold, as bits of :data:`FEATURES`."""
    found = 0
    for block in document.blocks:
        if isinstance(block, Image):
            found |= IMAGE | (LINK if leads(block.link) else 0)
        elif isinstance(block, Media):
            found |= VIDEO if block.kind == "video" or is_player(block.kind, block.href) else 0
        elif isinstance(block, Table | Code):
            found |= TABLE if isinstance(block, Table) else CODE
        for span in block.spans:
            if "image" in span.styles:
                found |= IMAGE if span.text.startswith("▣") else 0
            elif leads(span.href):
                found |= LINK
    return found
