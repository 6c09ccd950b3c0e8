"""Emphasis that knows CJK, and bare addresses as links: rules of lines of Markdown, in place of markdown-it's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from reader.document.breaking import CJK, NO_END, NO_START

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_CJK = re.compile(f"[{CJK}{re.escape(NO_START)}{re.escape(NO_END)}]")
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9])(https?)$", re.IGNORECASE)
_ADDRESS = re.compile(r"://[A-Za-z0-9][!#-;=?-Z_a-z~]*")
"""What RFC 3986 lets stand in an address: it ends before CJK characters and signs, which are not in it, and before
square brackets, which are Markdown's."""
_BRACKET = re.compile(r"[()]")
_AFTER = re.compile(r"(?:[?!.,:;*_~'\"]|&[a-z]+;)$")
"""What ends a sentence or a bracket rather than an address (GFM 6.9)."""


def rules(parser: MarkdownIt) -> None:
    """Replace the rules of ``parser`` for ``*``, ``_`` and ``~~``."""
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("strikethrough", _struck)


def links(parser: MarkdownIt) -> None:
    """Teach ``parser`` that a bare address is a link."""
    parser.inline.ruler.push("address", _linked)


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


def _struck(state: StateInline, silent: bool) -> bool:
    """``~~``, likewise. An odd one is text."""
    if silent or state.src[state.pos] != "~":
        return False
    can_open, can_close, length = _flanking(state, "~")
    if length < 2:
        return False
    if length % 2:
        state.push("text", "", 0).content = "~"
    for _ in range(length // 2):
        state.push("text", "", 0).content = "~~"
        state.delimiters.append(
            Delimiter(ord("~"), 0, len(state.tokens) - 1, -1, open=can_open, close=can_close)
        )
    state.pos += length
    return True


def _flanking(state: StateInline, marker: str) -> tuple[bool, bool, int]:
    """Whether a run of ``marker`` can open or close emphasis, and its length.

    CommonMark 6.2 wants a blank or punctuation outside a run that has punctuation inside (``**“a”**b`` stays
    literal). Chinese and Japanese put no blanks there: next to a CJK character, and for CJK punctuation, that
    condition is dropped. Latin text is treated by the standard's letter. ``_`` inside a word is no emphasis, but
    between two CJK characters there is no such word.
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
    if marker != "_":
        return left, right, end - start
    between = cjk_before and cjk_after
    return (
        left and (not right or sign_before or between),
        right and (not left or sign_after or between),
        end - start,
    )


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _linked(state: StateInline, silent: bool) -> bool:
    """A bare ``https://…``, found at its colon: the scheme waits in ``pending``."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    match = _ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if scheme is None or match is None:
        return False
    rest = _balanced(match[0])
    while ending := _AFTER.search(rest[-12:]):
        rest = rest[: -len(ending[0])]
    href = state.md.normalizeLink(scheme[1] + rest)
    if len(rest) < 5 or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        token = state.push("link_open", "a", 1)
        token.attrs, token.markup, token.info = {"href": href}, "linkify", "auto"
        state.push("text", "", 0).content = scheme[1] + rest
        token = state.push("link_close", "a", -1)
        token.markup, token.info = "linkify", "auto"
    state.pos += len(rest)
    return True


def _balanced(text: str) -> str:
    """``text`` up to the first bracket that closes what it does not open."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += 1 if match[0] == "(" else -1
        if depth < 0:
            return text[: match.start()]
    return text
