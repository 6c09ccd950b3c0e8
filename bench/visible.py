"""What a reader would see of a body, by other parsers than the program's: html5lib, and cmark-gfm before it.

This is the other half of a comparison (see typeset.py), so nothing here is taken from ``reader.document``: the rules of
what is not seen are those of docs and browsers, written down a second time (unseen.py), each with its reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_plus

import html5lib
from cmarkgfm import cmark  # type: ignore[import-untyped]  # it has no types

from bench.unseen import BLOCKS, HEADINGS, IN_CODE, KNOWN, is_icon, is_unseen, name_of, needs_no_words, tex_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from reader.model import Markup


class Piece(NamedTuple):
    """Some text of a body, in the order of the source."""

    text: str
    kind: str
    """``seen``; ``may`` (may be shown or not: what stands for a picture, markers); ``mark`` (signs that one dialect of
    Markdown takes for markup and another for text)."""


_CODE = re.compile(r"(<(pre|code)(?=[\s>])[^>]*>)(.*?)(?=</\2>)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][^\s/<>]*)([^<>]*)", re.IGNORECASE)
_NO_TAG = re.compile(r"<(?!/?[a-z])", re.IGNORECASE)
_HIGHLIGHTED = re.compile(r"class\s*=[^>]*(?:line|hljs|code|token|\bL\d)", re.IGNORECASE)

_BEFORE = {"rt": "(（", "q": "“", "sup": ("^(", "["), "sub": ("_(",), "img": "▣", "li": "•◦▪☐☑"}
_AFTER = {"rt": ")）", "q": "”", "sup": ")]", "sub": ")"}
"""What a terminal, which has one size of letters, may set around an element's text."""

_LIQUID = re.compile(r"\{%.*?%\}|\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}|\{:[^{}\n]*\}|\{::[^{}\n]*\}", re.DOTALL)
"""Tags of Jekyll, Hugo, Hexo and Kramdown: they were gone before a browser saw the page, or became something else."""
_ARGUMENT = re.compile(r"[\"“']([^\"”']+)[\"”']|(?<==)([^\s\"']+)")
_NAME = re.compile(r"[\w./-]+")
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_CONTENTS = re.compile(r"^[*+-] .*\n\{:toc\}", re.IGNORECASE | re.MULTILINE)
"""Kramdown: a list that becomes a table of contents."""
_FENCE = re.compile(r"^[ \t]*\{%-?\s*(?:end)?highlight\b[^%\n]*%\}[ \t]*$", re.MULTILINE)
_SPECIAL = re.compile("<?\ue000(\\d+)\ue001>?|[*_]{1,3}|(?:^|(?<=\n)):(?=[ \t])")
"""Tags put aside; emphasis that CommonMark leaves literal beside CJK punctuation, where Chinese authors mean it; the colon
before a definition, which only other dialects know."""
_FORMULA = re.compile(r"(\$\$)[^$]+(\$\$)|(?<![\w$\\])(\$)(?=\S)[^$\n]*[\\^_{][^$\n]*(?<=\S)(\$)(?![\w$])")
"""TeX between signs, which need not be shown. With a single sign only what looks like TeX: shells and prices have it too."""
_NOTE = re.compile(r"[\[\]()（）〔〕［］↩︎^]+")
"""Around the number of a note, or alone as the way back from it."""


_EXCERPT = re.compile(r"^([ ]{0,3}<!--[ \t]*more[ \t]*-->)[ \t]*(?=\S)", re.MULTILINE)
"""The mark where an excerpt ends: Jekyll takes it out before its Markdown is read, CommonMark all of its line for HTML."""


def pieces(body: str, markup: Markup, title: str = "") -> list[Piece]:
    """The text of ``body`` in order, blocks parted by newlines.

    Args:
        body: as the program got it.
        markup: what it is written in.
        title: of the post, which stands above the body: a first heading that repeats it need not be shown.
    """
    if markup == "text":
        return [Piece(body.replace("&#123;", "{").replace("&#125;", "}"), "seen")]
    tags: list[str] = []

    def aside(match: re.Match[str]) -> str:
        tags.append(match.group())
        return f"\ue000{len(tags) - 1}\ue001"

    body = _RAW.sub("", body)
    if markup == "markdown":
        body = _EXCERPT.sub(r"\1\n", _CONTENTS.sub("", _FENCE.sub("```", body)))
    body = _LIQUID.sub(aside, body)
    html = _CODE.sub(_code_as_text, _html_of(body) if markup == "markdown" else body)
    html = _names_as_text(html)
    found = list(_Walk(title, tags, markdown=markup == "markdown").run(html))
    if title and _bare("".join(text for text, kind in found if kind == "seen")) == _bare(title):
        found = [Piece(text, "may") for text, _ in found]  # a body that says nothing else
    return found


def _html_of(body: str) -> str:
    html: str = cmark.markdown_to_html_with_extensions(
        body,
        options=cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES,
        extensions=[
            "table",
            "strikethrough",
            "tasklist",
        ],  # autolink adds no text, but keeps backslashes (\\_)
    )
    return html


def _code_as_text(code: re.Match[str]) -> str:
    """An element of code, in which only a few tags are markup: others are made text before the parser sees them."""
    kept: list[str] = []  # tables and boxes of a highlighter

    def escaped(tag: re.Match[str]) -> str:
        slash, name, attributes = tag[1], tag[2].lower(), tag[3]
        if slash and name in kept:
            kept.remove(name)
        elif not slash and name in KNOWN and _HIGHLIGHTED.search(attributes):
            kept.append(name)
        elif name not in IN_CODE:
            return "&lt;" + tag.group()[1:]
        return tag.group()

    return code[1] + _NO_TAG.sub("&lt;", _TAG.sub(escaped, code[3]))


def _names_as_text(html: str) -> str:
    """``html`` in which names in angle brackets that are no tag (``List<T>``) are text.

    Components (``<x-y>``, ``<a:b>``), and what has attributes and its end, are tags that a browser does not show.
    """
    opened: set[str] = set()

    def escaped(tag: re.Match[str]) -> str:
        slash, name, attributes = tag[1], tag[2].lower(), tag[3]
        if name in KNOWN or "-" in name or ":" in name or (slash and name in opened):
            return tag.group()
        if "=" in attributes:
            opened.add(name)
            return tag.group()
        return "&lt;" + tag.group()[1:]

    return _TAG.sub(escaped, html)


class _Walk:
    """A walk over a tree of html5lib's."""

    def __init__(self, title: str, tags: list[str], *, markdown: bool) -> None:
        self._title = _bare(title)
        self._tags = tags  # of Liquid: a number between private characters stands for each in the tree
        self._markdown = markdown
        self._code = self._notes = self._captioned = self._silent = 0  # how many such elements are open

    def run(self, html: str) -> Iterator[Piece]:
        html = html.replace("<![CDATA[", "").replace("]]>", "")  # feeds wrap text in it
        # Not parseFragment, which loses what stands in a table outside of its cells.
        page = html5lib.parse(
            f"<!doctype html><body>{html}", treebuilder="etree", namespaceHTMLElements=False
        )
        root = page[-1]
        yield from self._text(root.text)
        stack: list[tuple[Element, bool]] = [(child, True) for child in reversed(root)]
        while stack:
            element, entering = stack.pop()
            if not entering:
                yield from self._leave(element)
                yield from self._text(element.tail)
                continue
            if is_unseen(element):
                yield from self._instead(element)
                yield from self._text(element.tail)
                continue
            yield from self._enter(element)
            stack.append((element, False))
            yield from self._text(element.text)
            stack.extend((child, True) for child in reversed(element))

    def _text(self, text: str | None) -> Iterator[Piece]:
        if not text:
            return
        if self._silent or text.strip() == "[TOC]":  # a wish to a generator
            yield Piece(text, "may")
            return
        at = 0
        for start, stop, pieces_there in self._special(text):
            if start >= at:
                yield Piece(text[at:start], "seen")
                yield from pieces_there
                at = stop
        yield Piece(text[at:], "seen")

    def _special(self, text: str) -> list[tuple[int, int, list[Piece]]]:
        """What in ``text`` is no plain text: where, and what it is."""
        found = []
        for match in _SPECIAL.finditer(text):
            if match[1]:
                found.append((*match.span(), self._tag(self._tags[int(match[1])])))
            elif self._markdown and not self._code:
                found.append((*match.span(), [Piece(match.group(), "mark")]))
        if "$" in text and not self._code:
            for match in _FORMULA.finditer(text):
                signs = [match.span(group) for group in range(1, 5) if match[group]]
                found.extend((start, stop, [Piece("$", "mark")] * (stop - start)) for start, stop in signs)
        if self._notes:
            found.extend((*match.span(), [Piece(match.group(), "mark")]) for match in _NOTE.finditer(text))
        return sorted(found, key=lambda each: each[:2])

    def _tag(self, tag: str) -> list[Piece]:
        """A tag of Liquid: in code it may be a hash of Ruby or, in a saved page, a template; else it is not shown as it is."""
        if self._code and (tag.startswith("{:") or not self._markdown):
            return [Piece(tag, "seen")]
        words = [word for pair in _ARGUMENT.findall(tag) for word in pair]
        marker = [f"‹{name}›" for name in _NAME.findall(tag)[:1]]
        return [Piece(word, "may") for word in (tag, *words, *marker) if word]

    def _instead(self, element: Element) -> Iterator[Piece]:
        """What may stand for an element that is not seen: its title; the TeX that a script holds."""
        if not isinstance(element.tag, str):
            return
        name = name_of(element)
        for attribute in ("title", "alt", "aria-label"):
            if label := element.get(attribute):
                yield Piece(label, "may")
        if name == "script" and "math/tex" in element.get("type", ""):
            yield Piece(element.text or "", "seen")
        if name == "math":
            yield Piece(tex_of(element), "seen")

    def _enter(self, element: Element) -> Iterator[Piece]:
        self._count(element, 1)
        name = name_of(element)
        if name in BLOCKS or name == "br":
            yield Piece("\n", "seen")
        if name == "img":
            yield from self._picture(element)
        yield from (Piece(sign, "may") for sign in _BEFORE.get(name, ()))

    def _leave(self, element: Element) -> Iterator[Piece]:
        self._count(element, -1)
        name = name_of(element)
        yield from (Piece(sign, "may") for sign in _AFTER.get(name, ()))
        if name in BLOCKS:
            yield Piece("\n", "seen")

    def _count(self, element: Element, by: int) -> None:
        """Note that an element begins or ends, where what is in it is read in another way."""
        name = name_of(element)
        if name in {"pre", "code"}:
            self._code += by
        elif name == "a" and element.get("href", "").startswith("#"):
            self._notes += by
        elif name == "figure" and element.find(".//figcaption") is not None:
            self._captioned += by
        if (
            self._is_repeated(element, name)
            or is_icon(element)
            or "footnote-backref" in element.get("class", "")
        ):
            self._silent += by

    def _is_repeated(self, element: Element, name: str) -> bool:
        if not self._title or name not in HEADINGS:
            return False
        whole = _bare("".join(element.itertext()))
        return self._title in {whole, _bare("".join(_without_readings(element)))}

    def _picture(self, element: Element) -> Iterator[Piece]:
        """An image's alternative text is seen, unless a caption, an icon or nothing stands for it."""
        label = " ".join((element.get("alt") or "").split())
        needless = needs_no_words(element) or self._captioned or self._silent or _bare(label) == self._title
        yield Piece(label, "may" if needless else "seen")
        if tex := re.search(r"[?&]tex=([^&#]*)", element.get("src", "")):  # a formula as a picture
            yield Piece(unquote_plus(tex[1]), "seen")
        for name in ("title", "src", "data-src", "data-original", "data-original-src", "srcset"):
            if value := element.get(name):
                yield Piece(value, "may")
                yield Piece(unquote(value.partition("?")[0].rpartition("/")[2]), "may")


def _without_readings(element: Element) -> Iterator[str]:
    """The text of a heading but for the readings above its words: titles have none."""
    if isinstance(element.tag, str) and name_of(element) not in {"rt", "rp"}:
        yield element.text or ""
        for child in element:
            yield from _without_readings(child)
            yield child.tail or ""


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
