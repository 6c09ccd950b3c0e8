"""The text of HTML as a reader sees it: the source made ready, walked over, and its white space settled."""

from __future__ import annotations

import re
from html import unescape

from reader.document.breaking import CJK, NO_END, NO_START
from reader.document.source import CDATA, makes_lines
from reader.document.visible_signs import AMPERSAND, BORDER, CODE, LESS
from reader.document.visible_tags import ACTIONS
from reader.document.visible_walk import TAG, Walk
from reader.text import clean

_COMMENT = re.compile(r"<!---?>|<!--.*?--!?>", re.DOTALL)
_NO_TAG = re.compile(r"<[!?][^<>]*+>|</(?![A-Za-z])[^<>]*+>")
_RAW = re.compile(
    r"<(/?)(pre|code|script|style|title|textarea|xmp|noembed|noframes|iframe|svg|template)(?=[\s/>])([^<>]*+)>",
    re.IGNORECASE,
)
_NO_ELEMENT = re.compile(
    r"<(?:[!?]|(?:s(?:cript|tyle|vg)|t(?:itle|extarea|emplate)|xmp|noembed|noframes|iframe)(?=[\s/>]))",
    re.IGNORECASE,
)
"""What is no tag, or of an element whose content is no markup."""
_CAREFUL = ("class", "hidden", "display", "visibility", "dialog", "CLASS", "HIDDEN", "DISPLAY")
"""Without any of these in the attributes of a body nothing in it is hidden by them."""
_WIDE = f"{CJK}{re.escape(NO_START)}{re.escape(NO_END)}"
_SOFT = re.compile(f"\n\\s*+(?=[{_WIDE}])")
_WIDE_END = re.compile(f"[{_WIDE}]")
_EMPTY_LINES = re.compile(r"\n[^\S\n]*+\n\s*+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_TWICE = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[mn]dash|hellip|middot|copy|reg|trade|#\d{2,6}|#x[\da-f]{2,5});"
)
_INLINE_CODE = 400
_FORMULAS = re.compile(r"<math[\s>]|katex|mathjax|mwe-math|ztext-math|math/tex|<plaintext", re.IGNORECASE)

_OF_FORMULAS = (b"math", b"Math", b"MATH", b"katex", b"<plain")
"""Without any of these there is none: a third of all bodies have "path" or "that" and the like."""


def is_intricate(body: str) -> bool:
    """Whether ``body`` has what needs a tree: formulas that are written several times, one of which is shown."""
    letters = body.encode("ascii", "ignore")  # a look at these takes a tenth of the time
    return any(word in letters for word in _OF_FORMULAS) and _FORMULAS.search(body) is not None


def read(body: str, *, markdown: bool = False) -> tuple[str, int]:
    """Text of a cleaned HTML fragment, with borders, and its features. Linear in its size.

    Args:
        body: the fragment.
        markdown: whether it was made of Markdown: then newlines are blanks even where no tag makes lines.
    """
    text, features = _text(body) if "<" in body else (body, 0)
    if "\n" in text:
        text = _unbroken(text) if markdown or makes_lines(body) else text.replace("\n", BORDER)
    if "&" in text:
        text = _decoded(text)
    if AMPERSAND in text or LESS in text:
        text = text.replace(AMPERSAND, "&").replace(LESS, "<")
    return text, features


def _text(body: str) -> tuple[str, int]:
    """``body`` without tags, and its features."""
    features = 0
    if _NO_ELEMENT.search(body):
        if "<!" in body or "<?" in body:
            body = _without_comments(body)
        body, features = _without_raw(body)
    parts = TAG.split(body)
    attributes = "".join(parts[2::3])
    walk = Walk(parts, ACTIONS, careful=any(word in attributes for word in _CAREFUL))
    walk.run()
    return "".join(walk.out), walk.features | features


def lines(text: str) -> list[str]:
    """The lines of a text with borders: white space made one blank, nothing empty."""
    return [" ".join(row.split()) for row in text.split(BORDER) if row and not row.isspace()]


def _unbroken(text: str) -> str:
    """``text`` with the newlines of the source made blanks, borders, or nothing between two CJK characters."""
    text = _EMPTY_LINES.sub(BORDER, text)

    def soft(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        return "" if _WIDE_END.match(before) else " "

    return _SOFT.sub(soft, text)


def _decoded(text: str) -> str:
    """``text`` without entities; those that were escaped twice are meant as well."""
    text = _ENTITY.sub(_entity, text)
    return _TWICE.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    return clean(unescape(match[0]))


def _without_comments(body: str) -> str:
    if "<![CDATA[" in body:
        body = CDATA.sub("", body)
    if (last := body.rfind("-->") + 3) >= 3:
        body = _COMMENT.sub("", body[:last]) + body[last:]
    return _NO_TAG.sub("", body)


def _without_raw(body: str) -> tuple[str, int]:
    """``body`` without elements whose content is no markup; what is text in them stays.

    In code nothing is taken out: a ``<script>`` there is what the code says.
    """
    out, features, done = list[str](), 0, 0
    lowered_body = body.lower()
    if len(lowered_body) != len(body):
        lowered_body = body.replace("İ", "i").lower()  # the one character that becomes two
    missing: set[str] = set()
    while match := _RAW.search(body, done):
        out.append(body[done : match.start()])
        slash, name, attributes = match[1], match[2].lower(), match[3]
        done = match.end()
        if name == "iframe" and not slash:
            out.append(f"<iframe{attributes}>")
        stop = done + _INLINE_CODE if name == "code" else len(body)
        end = -1 if slash or name in missing else lowered_body.find("</" + name, done, stop)
        if name in {"pre", "code"}:
            out.append(match[0])
        if end < 0:
            if not slash and name != "code":
                missing.add(name)
            continue
        if name in {"pre", "code"}:
            out.append(body[done:end])
            done = end
            continue
        if name in {"textarea", "xmp"}:
            features |= CODE if name == "xmp" else 0
            out += BORDER, body[done:end].replace("<", "&lt;"), BORDER
        done = body.find(">", end) + 1 or len(body)
    out.append(body[done:])
    return "".join(out), features
