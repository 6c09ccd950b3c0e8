"""Titles: the clean-up of those that were written, and a guess where there is none."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from reader.text import one_line

if TYPE_CHECKING:
    from reader.model import Markup

MAX_TITLE = 500
"""Characters of a title that are kept for display."""
_GUESS = 60
"""Characters of a title that is made of the body's first words."""
_LOOK = 20_000
"""Characters of a body in which a heading or first words are looked for."""

UNTITLED = "(untitled)"
"""What is left when neither header, body nor file name gives a word."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,8});")
_CJK = "\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef“”‘’…—"
_QUOTED = re.compile(rf"(^|[{_CJK} ])_([^_\s](?:[^_]{{0,78}}[^_\s])?)_(?=$|[{_CJK} ])")
_HAS_CJK = re.compile(f"[{_CJK}]")

_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_ATX = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.:][^{}]{0,200}\}$")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\](?:\([^()\s]{0,2000}\)|\[[^\[\]]{0,200}\])")
_MARKS = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]|>+|[-*+][ \t]|\d{1,3}[.)][ \t])+|[*`~]{1,3}|^[-=_* ]{3,}$", re.MULTILINE
)
_NOT_TEXT = ("style", "script", "svg", "noscript")
_DATED = re.compile(r"^(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8})[-_. ]+(?=.)")
_NAMELESS = re.compile(
    r"(?:_?index|readme|untitled|post|\d*|[\W_]*)(?:[._]?[a-z]{2}(?:[-_][A-Za-z]{2,4})?)?", re.IGNORECASE
)


def display_title(raw: str) -> str:
    """``raw`` as it is shown: entities decoded once, quotes put back, one clean line of at most 500 characters.

    Empty when there is nothing to see in it.
    """
    text = raw[: MAX_TITLE * 4]
    if "&" in text:
        text = _decoded(text)
    text = one_line(text)
    if not text[:1].isalnum() and not any(unicodedata.category(char)[0] in "LNPS" for char in text):
        return ""  # joiners and accents without a letter: nothing to see
    if "_" in text:
        text = _requoted(text)
    return text if len(text) <= MAX_TITLE else text[: MAX_TITLE - 1].rstrip() + "…"


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _requoted(title: str) -> str:
    """``_X_`` as “X” where CJK is around or inside: crawlers turn quotes into ``_`` to get a file name.

    An odd ``_`` out (it stood for a colon or a slash) makes the pairing a guess: then only pairs whose inside
    begins and ends without a blank are taken, from the left.
    """

    def replaced(match: re.Match[str]) -> str:
        before, inside = match.groups()
        after = title[match.end() : match.end() + 1]
        if _HAS_CJK.search(inside) or ((before + after).strip() and before != " " and after != " "):
            return f"{before}“{inside}”"
        return match[0]

    return _QUOTED.sub(replaced, title)


def guess_title(body: str, markup: Markup, path: str, *, blank: bool, slug: str = "") -> str:
    """A title for a post that has none: never empty, one clean line.

    Args:
        body: without header.
        markup: what the body is written in.
        path: of the file, for its name.
        blank: True when there was a header with an empty title: its author meant a note without one, whose
            first words say more than the name of its file.
        slug: the name of the post in its address, for when that of the file says nothing.
    """
    body = body[:_LOOK]
    named = name_title(path) or name_title(slug)
    if blank:
        return display_title(first_words(body)) or named or UNTITLED
    heading = "" if markup == "text" else (_html_heading(body) if markup == "html" else _heading(body))
    return display_title(_plain(heading)) or named or display_title(first_words(body)) or UNTITLED


def name_title(path: str) -> str:
    """The name of a file as a title: without suffix, date and dashes; empty when it says nothing (``index``)."""
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    stem = stem if dot and len(suffix) < 9 else name
    if _NAMELESS.fullmatch(stem):
        stem = folder.rpartition("/")[2] if stem.lower().startswith(("index", "_index")) else ""
    stem = _DATED.sub("", stem)
    if " " not in stem:
        stem = stem.replace("-", " ").replace("_", " ") if stem.isascii() else stem
    return display_title(stem)


def first_words(body: str) -> str:
    """The first words of ``body`` without its markup; ``…`` says that more follows."""
    text = one_line(_plain(body[:_LOOK]))
    if len(text) <= _GUESS:
        return text
    cut = text[:_GUESS]
    space = cut.rfind(" ", _GUESS - 15)
    if space > 0 and not _HAS_CJK.match(text[_GUESS]):
        cut = cut[:space]
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" ,;:，；：、") + "…"


def _plain(text: str) -> str:
    """Text without tags, entities and the marks of Markdown."""
    if "<" in text:
        for name in _NOT_TEXT:
            text = _without(text, name)
        text = _TAG.sub(" ", text)
    text = _MARKS.sub("", _LINK.sub(r"\1", text))
    return _decoded(text) if "&" in text else text


def _without(text: str, name: str) -> str:
    """``text`` without the elements of one tag; linear, an unclosed one goes on to the end."""
    lower = text.lower()
    if len(lower) != len(text):  # one of few characters whose lower case is longer
        return text
    kept, at = [], 0
    while (start := lower.find("<" + name, at)) >= 0:
        kept.append(text[at:start])
        end = lower.find("</" + name, start)
        if end < 0:
            return "".join(kept)
        at = lower.find(">", end) + 1 or len(text)
    return "".join([*kept, text[at:]]) if kept else text


def _html_heading(body: str) -> str:
    """The text of the first h1, h2 or h3; empty when there is none."""
    lower = body.lower()
    starts = [at for level in "123" if (at := lower.find("<h" + level)) >= 0]
    if not starts or len(lower) != len(body):
        return ""
    start = min(starts)
    end = lower.find("</h", start)
    return body[start:end] if end >= 0 else ""


def _heading(body: str) -> str:
    """The first Markdown heading outside fenced code, in the first 200 lines."""
    fenced, previous = False, ""
    for line in body.split("\n", 200)[:200]:
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            if atx := _ATX.match(line[:2_000]):
                return _ATTRIBUTES.sub("", atx[1])
            if previous.strip() and previous[:4].strip() and _SETEXT.match(line[:200]):
                return _ATTRIBUTES.sub("", previous.strip())
        previous = "" if fenced else line
    return ""
