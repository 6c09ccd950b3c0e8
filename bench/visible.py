"""What a reader would see of a body, by other parsers than the program's: html5lib, and cmark-gfm before it.

This is the other half of a comparison (see typeset.py), so nothing here is taken from ``reader.document``: the rules of
what is not seen are those of docs and browsers, written down a second time, each with its reason.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_plus

import html5lib
from cmarkgfm import cmark  # type: ignore[import-untyped]  # it has no types

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


# What a browser or a reader does not see

_PROGRAMS = (
    "script style template noscript title link meta base head datalist param source track col colgroup"
)
"""Never rendered (HTML 15.3.1): programs, styles, what is kept for scripts."""
_EMBEDDED = "svg canvas map area object video audio iframe embed applet noembed noframes frameset"
"""What is inside is no running text, or only for browsers that can't play it."""
_PRESSED = "button select option optgroup input keygen command"
"""To press and choose from: a saved page can't be operated."""
_UNSEEN = frozenset(f"{_PROGRAMS} {_EMBEDDED} {_PRESSED} rp".split())
"""``<rp>``: parentheses for browsers without ruby; a reader gets ours."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:"
    # For screen readers only, by the names that the large frameworks use.
    r"hidden|sr-only|visually-?hidden|screen-reader-text"
    # Buttons that copy code ("复制代码"): text of the page's workings.
    r"|copy-code-btn|(?:code-)?copy-?btn|btn-copy|hljs-button|clipboard-button|zeroclipboard-container"
    # The sign after a heading that leads to the heading.
    r"|headerlink|header-anchor|heading-anchor|anchorjs-link"
    # The second and third copy of a formula (KaTeX, MathJax): one is shown.
    r"|katex-html|mathjax_preview|mjx_assistive_mathml"
    # Line numbers beside code, which copies of code must not have.
    r"|gutter|linenos|lineno|line-numbers-rows|rouge-gutter|lntd-gutter"
    # Advertisements that announce themselves.
    r"|adsbygoogle|advert)(?:\s|$)",
    re.IGNORECASE,
)
_ICON_TEXT = 4
"""An ``aria-hidden`` element of so many characters is an icon (a letter of an icon font): it may be missing."""

# What makes lines (CSS: display other than inline)

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
        "img",
    ]
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_KNOWN = (
    _UNSEEN
    | _BLOCKS
    | frozenset(
        [
            "a",
            "abbr",
            "acronym",
            "b",
            "basefont",
            "bdi",
            "bdo",
            "bgsound",
            "big",
            "blink",
            "br",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "frame",
            "i",
            "image",
            "img",
            "ins",
            "kbd",
            "label",
            "mark",
            "marquee",
            "meter",
            "nobr",
            "output",
            "picture",
            "plaintext",
            "progress",
            "q",
            "rb",
            "rt",
            "rtc",
            "ruby",
            "s",
            "samp",
            "slot",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "textarea",
            "time",
            "tt",
            "u",
            "var",
            "wbr",
            "math",
            "semantics",
            "annotation",
            "annotation-xml",
            "mi",
            "mn",
            "mo",
            "ms",
            "mtext",
            "mrow",
            "mfrac",
            "msqrt",
            "mroot",
            "mstyle",
            "merror",
            "mpadded",
            "mphantom",
            "mfenced",
            "menclose",
            "msub",
            "msup",
            "msubsup",
            "munder",
            "mover",
            "munderover",
            "mmultiscripts",
            "mtable",
            "mtr",
            "mtd",
            "mspace",
            "maction",
            "mglyph",
        ]
    )
)
_IN_CODE = frozenset(
    [
        "span",
        "b",
        "i",
        "em",
        "strong",
        "a",
        "br",
        "mark",
        "u",
        "font",
        "sub",
        "sup",
        "code",
        "pre",
        "s",
        "del",
        "ins",
        "kbd",
        "var",
        "samp",
    ]
)
"""Tags that are markup inside code. Any other was code once, which a crawler unescaped: it is text."""

_CODE = re.compile(r"(<(pre|code)(?=[\s>])[^>]*>)(.*?)(?=</\2>)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)([^>]*)", re.IGNORECASE)
_NO_TAG = re.compile(r"<(?!/?[a-z])", re.IGNORECASE)
_HIGHLIGHTED = re.compile(r"class\s*=[^>]*(?:line|hljs|code|token|\bL\d)", re.IGNORECASE)

_LAZY_LABELS = frozenset(
    ["", "image", "img", "picture", "photo", "图片", "图像", "图", "undefined", "null", "none", "alt"]
)
"""Alternative texts that say nothing: they need not be shown."""
_SMALL = 32
"""Pixels up to which a picture is an icon: a long description of it may be missing."""

_BEFORE = {"rt": "(（", "q": "“", "sup": ("^(", "["), "sub": ("_(",), "img": "▣", "li": "•◦▪☐☑"}
_AFTER = {"rt": ")）", "q": "”", "sup": ")]", "sub": ")"}
"""What a terminal, which has one size of letters, may set around an element's text."""

_LIQUID = re.compile(r"\{%.*?%\}|\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}|\{:[^{}\n]*\}|\{::[^{}\n]*\}", re.DOTALL)
"""Tags of Jekyll, Hugo, Hexo and Kramdown: they were gone before a browser saw the page, or became something else."""
_ARGUMENT = re.compile(r"[\"“']([^\"”']+)[\"”']|(?<==)([^\s\"']+)")
_NAME = re.compile(r"[\w./-]+")
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_FENCE = re.compile(r"^[ \t]*\{%-?\s*(?:end)?highlight\b[^%\n]*%\}[ \t]*$", re.MULTILINE)
_SPECIAL = re.compile("\ue000(\\d+)\ue001|[*_]{1,3}")
"""Tags put aside; and emphasis that CommonMark leaves literal beside CJK punctuation, where Chinese authors mean it."""


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

    body = _LIQUID.sub(aside, _RAW.sub("", _FENCE.sub("```", body) if markup == "markdown" else body))
    html = _CODE.sub(_code_as_text, _html_of(body) if markup == "markdown" else body)
    html = _TAG.sub(_name_as_text, html)
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
        elif not slash and name in _KNOWN and _HIGHLIGHTED.search(attributes):
            kept.append(name)
        elif name not in _IN_CODE:
            return "&lt;" + tag.group()[1:]
        return tag.group()

    return code[1] + _NO_TAG.sub("&lt;", _TAG.sub(escaped, code[3]))


def _name_as_text(tag: re.Match[str]) -> str:
    """A name in angle brackets that is no tag (``List<T>``): text. Components (``<x-y>``, ``<a:b>``) are not shown."""
    if tag[2].lower() in _KNOWN or any(sign in tag.group() for sign in "=-:"):
        return tag.group()
    return "&lt;" + tag.group()[1:]


class _Walk:
    """A walk over a tree of html5lib's."""

    def __init__(self, title: str, tags: list[str], *, markdown: bool) -> None:
        self._title = _bare(title)
        self._tags = tags  # of Liquid: a number between private characters stands for each in the tree
        self._markdown = markdown
        self._code = 0
        self._captioned = 0
        self._silent = 0  # inside of what may be missing

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
            if not isinstance(element.tag, str) or self._is_unseen(
                element
            ):  # a comment has a function for a tag
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
        for match in _SPECIAL.finditer(text):
            if kind := self._kind(match):
                yield Piece(text[at : match.start()], "seen")
                text_of_match = self._tags[int(match[1])] if match[1] else match.group()
                yield Piece(text_of_match, kind)
                if match[1]:  # its arguments, or its name as a marker
                    yield from (
                        Piece(word, "may") for word in chain.from_iterable(_ARGUMENT.findall(text_of_match))
                    )
                    yield from (Piece(f"‹{name}›", "may") for name in _NAME.findall(text_of_match)[:1])
                at = match.end()
        yield Piece(text[at:], "seen")

    def _kind(self, match: re.Match[str]) -> str:
        """What a tag of Liquid is where it stands, or a sign of emphasis; empty for plain text."""
        if match[1]:
            tag = self._tags[int(match[1])]
            is_code = tag.startswith("{:") or not self._markdown  # a hash of Ruby; templates in a saved page
            return "seen" if self._code and is_code else "may"
        return "mark" if self._markdown and not self._code else ""

    def _is_unseen(self, element: Element) -> bool:
        if _name(element) in _UNSEEN or element.get("hidden", "until-found") != "until-found":
            return True
        if _HIDDEN_STYLE.search(element.get("style", "")) or _HIDDEN_CLASS.search(element.get("class", "")):
            return True
        if _name(element) == "math":  # instead of which its TeX is shown
            return bool(_tex(element))
        return _name(element) == "dialog" and element.get("open") is None

    def _instead(self, element: Element) -> Iterator[Piece]:
        """What may stand for an element that is not seen: its title; the TeX that a script holds."""
        if not isinstance(element.tag, str):
            return
        name = _name(element)
        for attribute in ("title", "alt", "aria-label"):
            if label := element.get(attribute):
                yield Piece(label, "may")
        if name == "script" and "math/tex" in element.get("type", ""):
            yield Piece(element.text or "", "seen")
        if name == "math":
            yield Piece(_tex(element), "seen")

    def _enter(self, element: Element) -> Iterator[Piece]:
        name = _name(element)
        self._code += name in {"pre", "code"}
        if name in _BLOCKS or name == "br":
            yield Piece("\n", "seen")
        if name == "figure":
            self._captioned += _has(element, "figcaption")
        if (
            self._is_repeated(element, name)
            or (
                element.get("aria-hidden") == "true"
                and len("".join(element.itertext()).strip()) <= _ICON_TEXT
            )
            or "footnote-backref" in element.get("class", "")  # the way back from a note
        ):
            self._silent += 1
        if name == "img":
            yield from self._picture(element)
        yield from (Piece(sign, "may") for sign in _BEFORE.get(name, ()))

    def _leave(self, element: Element) -> Iterator[Piece]:
        name = _name(element)
        self._code -= name in {"pre", "code"}
        if name == "figure":
            self._captioned -= _has(element, "figcaption")
        if (
            self._is_repeated(element, name)
            or (
                element.get("aria-hidden") == "true"
                and len("".join(element.itertext()).strip()) <= _ICON_TEXT
            )
            or "footnote-backref" in element.get("class", "")
        ):
            self._silent -= 1
        yield from (Piece(sign, "may") for sign in _AFTER.get(name, ()))
        if name in _BLOCKS:
            yield Piece("\n", "seen")

    def _is_repeated(self, element: Element, name: str) -> bool:
        return bool(self._title) and name in _HEADINGS and _bare("".join(element.itertext())) == self._title

    def _picture(self, element: Element) -> Iterator[Piece]:
        """An image's alternative text is seen, unless a caption, an icon or nothing stands for it."""
        label = " ".join((element.get("alt") or "").split())
        sides = [
            int(match[0])
            for side in ("width", "height")
            if (match := re.match(r"\d+", element.get(side, "")))
        ]
        needless = (
            label.lower() in _LAZY_LABELS
            or self._captioned
            or self._silent
            or min(sides, default=_SMALL + 1) <= _SMALL
            or re.search(r"emoji|emoticon|avatar|smiley|icon", element.get("class", ""))
            or _bare(label) == self._title
            or "tex=" in element.get("src", "")
        )
        yield Piece(label, "may" if needless else "seen")
        if tex := re.search(r"[?&]tex=([^&#]*)", element.get("src", "")):  # a formula as a picture
            yield Piece(unquote_plus(tex[1]), "seen")
        for name in ("title", "src", "data-src", "data-original", "data-original-src", "srcset"):
            if value := element.get(name):
                yield Piece(value, "may")
                yield Piece(unquote(value.partition("?")[0].rpartition("/")[2]), "may")


def _name(element: Element) -> str:
    """The tag without its namespace, lower case."""
    return element.tag.rpartition("}")[2].lower()


def _has(element: Element, tag: str) -> bool:
    return element.find(f".//{tag}") is not None


def _tex(element: Element) -> str:
    for part in element.iter():
        if isinstance(part.tag, str) and _name(part) == "annotation" and "tex" in part.get("encoding", ""):
            return part.text or ""
    return element.get("alttext", "")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
