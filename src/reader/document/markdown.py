"""Markdown to HTML, which html.py then reads: one path for all. CommonMark, tables, strikethrough, HTML inside.

What Jekyll, Hugo and Hexo add to the text before Markdown sees it is undone here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from reader.document.breaking import CJK, NO_END, NO_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_BRACES = re.compile("&#(?:123|x7b);|&#(?:125|x7d);", re.IGNORECASE)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_HIGHLIGHT = re.compile(r"^[ \t]*\{%-?\s*highlight\s+([\w+#.-]+)[^%\n]*%\}[ \t]*$", re.MULTILINE)
_END_HIGHLIGHT = re.compile(r"^[ \t]*\{%-?\s*endhighlight\s*-?%\}[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_CJK = re.compile(f"[{CJK}{re.escape(NO_START)}{re.escape(NO_END)}]")


_DEEPEST = 40
"""Nesting that markdown-it follows (it recurses); what is deeper it drops."""
_DEEP = re.compile(
    r"^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){15})(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+",
    re.MULTILINE,
)
"""More quotes and lists begun on one line than anyone meant: cut, so that the text after them is kept."""


def to_html(body: str) -> str:
    """``body`` as HTML. Never raises for text without lone surrogates."""
    parser = _parser()
    environment: dict[str, Any] = {}
    tokens = parser.parse(_plain_markdown(body), environment)
    _bound_addresses(tokens, len(body))
    html: str = parser.renderer.render(tokens, parser.options, environment)
    return html


def _bound_addresses(tokens: Sequence[Token], size: int) -> None:
    """Drop the addresses of links beyond a budget: one reference of 50 KB can be used 50,000 times."""
    budget = 4 * size + 100_000
    for token in tokens:
        for child in token.children or ():
            for name in ("href", "src", "title"):
                value = child.attrs.get(name)
                if isinstance(value, str):
                    budget -= len(value)
                    if budget < 0:
                        child.attrs[name] = ""


def _plain_markdown(body: str) -> str:
    if "&#" in body:
        body = _BRACES.sub(lambda match: "{" if match[0][2:].lower() in {"123;", "x7b;"} else "}", body)
    if "{%" in body:
        body = _RAW.sub("", body)
        body = _END_HIGHLIGHT.sub("```", _HIGHLIGHT.sub(r"```\1", body))
    if "{:" in body:  # Kramdown: attributes of the block above
        body = _ATTRIBUTES.sub("", body)
    return _DEEP.sub(r"\1", body)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(
        ["table", "strikethrough"]
    )
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """``*`` and ``_``: as markdown-it does it, but with flanking that knows CJK."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    can_open, can_close, length = _flanking(state, marker)
    for _ in range(length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(ord(marker), length, len(state.tokens) - 1, -1, open=can_open, close=can_close)
        )
    state.pos += length
    return True


def _flanking(state: StateInline, marker: str) -> tuple[bool, bool, int]:
    """Whether a run of ``marker`` can open or close emphasis, and its length.

    CommonMark 6.2 wants a blank or punctuation outside a run that has punctuation inside (``**“a”**b`` stays
    literal). Chinese and Japanese put no blanks there: next to a CJK character, and for CJK punctuation, that
    condition is dropped. Latin text is treated by the standard's letter.
    """
    start, end = state.pos, state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    sign_before, sign_after = _is_sign(before), _is_sign(after)
    cjk_before, cjk_after = bool(_CJK.match(before)), bool(_CJK.match(after))
    left = not blank_after and (not sign_after or cjk_after or blank_before or sign_before or cjk_before)
    right = not blank_before and (not sign_before or cjk_before or blank_after or sign_after or cjk_after)
    if marker == "*":
        return left, right, end - start
    return left and (not right or sign_before), right and (not left or sign_after), end - start


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
