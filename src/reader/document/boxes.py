"""Pairs of tags around content: boxes of hints, quotations, what unfolds. What stands before and after it, as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reader.document.calls import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.calls import Call


def _titled(call: Call) -> str:
    """The title of a box; the words that only name its kind or its colour are no title."""
    title = call.get("title", "header", "summary", "text")
    if not title and (quoted := re.search(r"\"([^\"]+)\"|'([^']+)'", call.text)) and not call.named:
        title = quoted[1] or quoted[2]
    elif not title and call.words and (" " in call.words[-1] or not call.words[-1].isascii()):
        title = call.words[-1]
    return escape(title, quote=False)


def _box(call: Call) -> tuple[str, str]:
    title = _titled(call)
    return "<blockquote>" + (f"<p><strong>{title}</strong></p>" if title else ""), "</blockquote>"


def _quotation(call: Call) -> tuple[str, str]:
    """``blockquote author, source address title``: the last three stand below the words."""
    where = re.search(r"(?:https?:)?//\S+", call.text)
    said = call.text[: where.start()].strip() if where else call.text
    author, _, source = (part.strip(" \"'") for part in said.partition(","))
    if where:
        shown = call.text[where.end() :].strip() or source or where[0].partition("//")[2].partition("/")[0]
        source = link(where[0], shown)
    else:
        source = escape(source, quote=False)
    by = ", ".join(filter(None, (escape(author, quote=False), source)))
    return "<blockquote>", (f"<p>— {by}</p>" if by else "") + "</blockquote>"


def _details(call: Call) -> tuple[str, str]:
    title = call.get("title", "summary", "text", "label")
    if not title:
        title = (
            call.get(word=0) if re.search(r"[\"']", call.text) else re.sub(r"\s*@\S+|,\s*\w+$", "", call.text)
        )
    return f"<details><summary>{escape(title, quote=False) or '…'}</summary>", "</details>"


def _anchor(call: Call) -> tuple[str, str]:
    return f'<div><a href="{escape(call.get("href", "url", "link", "relref", word=0))}">', "</a></div>"


_SIMPLE_BOXES = (
    "note notel notice admonition callout alert hint info tip tips warning danger caution important success quote"
    " pullquote cq centerquote attention question example notification message box"
)
PAIRS: dict[str, Callable[[Call], tuple[str, str]]] = {
    **dict.fromkeys(_SIMPLE_BOXES.split(), _box),
    "blockquote": _quotation,
    "pullquote": lambda _: ("<blockquote>", "</blockquote>"),
    **dict.fromkeys(
        [
            "details",
            "expand",
            "spoiler",
            "collapse",
            "fold",
            "folding",
            "hideblock",
            "hidetoggle",
            "accordion",
        ],
        _details,
    ),
    **dict.fromkeys(["button", "btn", "link", "cta"], _anchor),
}


def pair(call: Call) -> tuple[str, str]:
    """The HTML before and after the content of a tag that has an end tag."""
    known = PAIRS.get(call.name)
    return known(call) if known else ("", "")
