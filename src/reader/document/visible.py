"""What a reader sees of a body as plain text, fast: for the search index and for excerpts, not for reading.

``build`` is the truth, and takes some ten times as long. What differs here: white space in code is made one blank,
cells of tables are lines, readings of ruby stand after all of its words, footnotes where they are written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.document.visible_signs import (
    CODE,
    HEADING,
    IMAGE,
    LINK,
    TABLE,
    VIDEO,
    features_of,
)
from reader.model import FEATURES
from reader.text import clean, fold_but_signs

if TYPE_CHECKING:
    from reader.model import Markup


__all__ = ["CODE", "FEATURES", "IMAGE", "LINK", "TABLE", "VIDEO", "Visible", "features_of", "visible_text"]


class Visible(NamedTuple):
    """The text of a body."""

    text: str
    """Blocks and written lines separated by newlines; not folded."""
    features: int
    """Bits of :data:`FEATURES`."""


_LONG = 200_000
"""Characters above which no body is read by a tree."""
_CLEAN = re.compile(
    "[\t\n -~\xa0-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u27bf\u3000-\u9fff\uac00-\ud7a3\ufe0f\uff01-\uff5e]*+"
)
"""What most texts are made of, and cleaning leaves."""
_SIGNS = re.compile(r"[\W_]+")
_WISHES = frozenset({"[toc]", "[[toc]]"})


def visible_text(body: str, markup: Markup, *, title: str = "") -> Visible:
    """What ``build(body, markup, title=title)`` shows, nearly. Never raises; linear in the body.

    Args:
        body: as it is in the file, after the front matter.
        markup: what it is written in.
        title: of the post: a heading that repeats it above the text is left out, and so is a body that says nothing else.
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
        return Visible(
            "\n".join(filter(None, document.text.split("\n"))), features_of(document)
        )  # rules are empty
    else:
        features = 0
        if "{" in body and ("{%" in body or "{{" in body):
            from reader.document import liquid  # noqa: PLC0415

            body = liquid.plain(body, markdown=False)
    text, more = visible_html.read(body, markdown=markup == "markdown")
    lines = visible_html.lines(text)
    features |= more
    if HEADING in text or (len(lines) == 1 and not features):
        lines = _without_title(lines, title)
    return Visible(
        "\n".join([line for line in lines if len(line) > 7 or line.lower() not in _WISHES]), features
    )


def _cleaned(body: str) -> str:
    """``body`` as ``build`` cleans it, checked first by a look that takes a thirtieth of the time."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if _CLEAN.fullmatch(body):
        return body
    from reader.document.builder import PRIVATE, without_joiners  # noqa: PLC0415

    return without_joiners(PRIVATE.sub("□", clean(body)))


def _plain(body: str) -> Visible:
    body = body.replace("&#123;", "{").replace("&#125;", "}")
    rows = (" ".join(row.split()) for row in body.split("\n"))
    return Visible("\n".join([row for row in rows if row]), 0)


def _without_title(lines: list[str], title: str) -> list[str]:
    wanted = _bare(title) if title else ""
    kept = []
    for place, line in enumerate(lines):
        if line[0] != HEADING:
            if len(lines) > 1 or not wanted or not _says(line, wanted):
                kept.append(line)
        elif (said := line.strip(f"{HEADING} ")) and not (wanted and place < 3 and _bare(said) == wanted):
            kept.append(said)
    return kept


def _says(line: str, wanted: str) -> bool:
    """Whether ``line`` says what ``wanted`` does, which is bare already: of a long one the beginning tells."""
    beginning = line[: 2 * len(wanted) + 20]
    if len(beginning) < len(line) and len(_bare(beginning)) > len(wanted) + 10:
        return False
    return _bare(line) == wanted


def _bare(text: str) -> str:
    return _SIGNS.sub("", fold_but_signs(text[:2000]))
