"""Handlers of code blocks, however a highlighter wraps them: with gutters, in tables, a tag for each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.handler import SKIP, Attributes, Then
from reader.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from reader.document.builder import Builder

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|brush:?|highlight-source|sourceCode)[-: ]\s*([\w+#.-]+)", re.IGNORECASE
)
_HEXO = re.compile(r"^\s*highlight\s+([\w+#.-]+)\s*$")
"""``<figure class="highlight python">``."""
_NO_LANGUAGE = frozenset(
    [
        "hljs",
        "plaintext",
        "text",
        "plain",
        "none",
        "nohighlight",
        "highlight",
        "code",
        "undefined",
        "auto",
        "default",
        "chroma",
    ]
)
_AROUND = frozenset(["div", "figure", "td", "tr", "tbody", "table", "code"])
"""Elements around a ``pre`` that may say its language."""
_FARTHEST = 7
"""Of them: a table with a column of numbers stands between."""


def code(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    """A ``<pre>``."""
    if builder.preformatted or builder.cell:
        builder.flush()
        return builder.flush
    builder.flush()
    builder.preformatted += 1
    language = _language(node, attributes)

    def undo() -> None:
        builder.preformatted -= 1
        builder.code(language)

    return undo


def _language(node: LexborNode, attributes: Attributes) -> str:
    """What ``pre``, the ``code`` in it, or the boxes around it call the language; highlighters differ."""
    candidates = [attributes]
    inner = node.child
    while inner is not None and inner.tag == "-text":
        inner = inner.next
    if inner is not None and inner.tag == "code":
        candidates.append(inner.attributes)
    parent, steps = node.parent, 0
    while parent is not None and parent.tag in _AROUND and steps < _FARTHEST:
        candidates.append(parent.attributes)
        parent, steps = parent.parent, steps + 1
    for each in candidates:
        named = each.get("data-lang") or each.get("data-language") or each.get("lang") or ""
        words = each.get("class") or ""
        if match := _LANGUAGE.search(words) or _HEXO.match(words):
            named = match[1]
        if named and named.lower() not in _NO_LANGUAGE:
            return one_line(named).lower()
    return ""


def inline(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    """A ``<code>``: a style, or inside ``<pre>`` a line where there are several of them."""
    if not builder.preformatted:
        return builder.styled("code")
    before = node.prev
    while before is not None and before.tag == "-text" and not (before.text_content or "").strip():
        before = before.prev
    if before is not None and before.tag == "code":
        builder.flush()
    return None


def number(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    """The number of a line of code."""
    return SKIP if builder.preformatted else None
