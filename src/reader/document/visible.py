"""What a reader sees of a body as plain text, fast: for the search index and for excerpts, not for reading.

``build`` is the truth, and takes some ten times as long. What differs here: white space in code is made one blank,
cells of tables are lines, readings of ruby stand after all of its words, footnotes where they are written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.document.blocks import Code, Image, Media, Table
from reader.text import clean, fold

if TYPE_CHECKING:
    from reader.document.blocks import Document
    from reader.model import Markup

IMAGE, TABLE, CODE, LINK, VIDEO = 1, 2, 4, 8, 16
FEATURES = {"image": IMAGE, "table": TABLE, "code": CODE, "link": LINK, "video": VIDEO}
"""What a body can hold, by the names that a query uses."""


class Visible(NamedTuple):
    """The text of a body."""

    text: str
    """Blocks and written lines separated by newlines; not folded."""
    features: int
    """Bits of :data:`FEATURES`."""


_LONG = 200_000
"""Characters above which no body is read by a tree."""
_SIGNS = re.compile(r"[\W_]+")
_WISHES = frozenset({"[toc]", "[[toc]]"})
_HEADING = "\x02"


def visible_text(body: str, markup: Markup, *, title: str = "") -> Visible:
    """What ``build(body, markup, title=title)`` shows, nearly. Never raises; linear in the body.

    Args:
        body: as it is in the file, after the front matter.
        markup: what it is written in.
        title: of the post: a heading that repeats it above the text is left out.
    """
    body = _cleaned(body)
    if not body or body.isspace():
        return Visible("", 0)
    if markup == "text":
        return _plain(body)
    from reader.document import visible_html  # noqa: PLC0415 - parsers cost time at start-up

    if markup == "markdown":
        from reader.document import visible_markdown  # noqa: PLC0415

        if not visible_markdown.is_written(body):
            return _plain(body)
        body, features = visible_markdown.to_html(body)
    elif len(body) < _LONG and visible_html.is_intricate(body):
        from reader.document.building import build  # noqa: PLC0415

        document = build(body, markup, title=title)
        return Visible(document.text, features_of(document))
    else:
        features = 0
        if "{%" in body or "{{" in body:
            from reader.document import liquid  # noqa: PLC0415

            body = liquid.plain(body, markdown=False)
    text, more = visible_html.read(body, markdown=markup == "markdown")
    lines = visible_html.lines(text)
    if _HEADING in text:
        lines = _without_title(lines, title)
    return Visible("\n".join([line for line in lines if line.lower() not in _WISHES]), features | more)


def features_of(document: Document) -> int:
    """What the blocks of ``document`` hold, as bits of :data:`FEATURES`."""
    from reader.document.visible_html import is_player, leads  # noqa: PLC0415

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


def _cleaned(body: str) -> str:
    """``body`` as ``build`` cleans it, checked first by a look that takes a tenth of the time."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if body.replace("\n", "").replace("\u3000", "").replace("\xa0", "").isprintable():
        return body
    from reader.document.builder import JOINERS, PRIVATE  # noqa: PLC0415

    body = PRIVATE.sub("□", clean(body))
    return JOINERS.sub("", body) if "\u200d" in body or "\u200c" in body else body


def _plain(body: str) -> Visible:
    body = body.replace("&#123;", "{").replace("&#125;", "}")
    rows = (" ".join(row.split()) for row in body.split("\n"))
    return Visible("\n".join([row for row in rows if row]), 0)


def _without_title(lines: list[str], title: str) -> list[str]:
    wanted = _bare(title) if title else ""
    kept = []
    for place, line in enumerate(lines):
        if line[0] != _HEADING:
            kept.append(line)
        elif (said := line.strip("\x02 ")) and not (wanted and place < 3 and _bare(said) == wanted):
            kept.append(said)
    return kept


def _bare(text: str) -> str:
    return _SIGNS.sub("", fold(text[:2000]))
