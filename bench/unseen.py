"""Which elements of a page a reader would see: the rules of browsers and of this program, each with its reason.

Written down a second time, for bench.visible: nothing here is taken from ``reader.document``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# What a browser or a reader does not see

_PROGRAMS = (
    "script style template noscript title link meta base head datalist param source track col colgroup"
)
"""Never rendered (HTML 15.3.1): programs, styles, what is kept for scripts."""
_EMBEDDED = "svg canvas map area object video audio iframe embed applet noembed noframes frameset"
"""What is inside is no running text, or only for browsers that can't play it."""
_PRESSED = "button select option optgroup input keygen"
"""To press and choose from: a saved page can't be operated."""
UNSEEN = frozenset(f"{_PROGRAMS} {_EMBEDDED} {_PRESSED} rp".split())
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

_MAKE_LINES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu"
    " nav ol p pre search section summary table tbody td tfoot th thead tr ul xmp img"
)
BLOCKS = frozenset(_MAKE_LINES.split())
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

# What is a tag at all

_INLINE = (
    "a abbr acronym b basefont bdi bdo bgsound big blink br cite code data del dfn em font frame i image"
    " img ins kbd label mark marquee meter nobr output picture plaintext progress q rb rt rtc ruby s samp"
    " slot small span strike strong sub sup textarea time tt u var wbr math semantics annotation"
    " annotation-xml mi mn mo ms mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced"
    " menclose msub msup msubsup munder mover munderover mmultiscripts mtable mtr mtd mspace maction"
    " mglyph"
)
KNOWN = UNSEEN | BLOCKS | frozenset(_INLINE.split())
_MARK_UP_CODE = "span b i em strong a br mark u font sub sup code pre s del ins kbd var samp"
IN_CODE = frozenset(_MARK_UP_CODE.split())
"""Tags that are markup inside code. Any other was code once, which a crawler unescaped: it is text."""


def name_of(element: Element) -> str:
    """The tag without its namespace, lower case."""
    return element.tag.rpartition("}")[2].lower()


def is_unseen(element: Element) -> bool:
    """Whether nothing of ``element`` is shown."""
    if not isinstance(element.tag, str):  # a comment has a function for a tag
        return True
    name = name_of(element)
    if name in UNSEEN or element.get("hidden", "until-found") != "until-found":
        return True
    if _HIDDEN_STYLE.search(element.get("style", "")) or _HIDDEN_CLASS.search(element.get("class", "")):
        return True
    if name == "math":  # its TeX is shown instead
        return bool(tex_of(element))
    return name == "dialog" and element.get("open") is None


def is_icon(element: Element) -> bool:
    """Whether ``element`` is a sign for the eyes only, which may be missing."""
    return element.get("aria-hidden") == "true" and len("".join(element.itertext()).strip()) <= _ICON_TEXT


def tex_of(element: Element) -> str:
    """The TeX that a formula of MathML was made from, where it says so."""
    for part in element.iter():
        if isinstance(part.tag, str) and name_of(part) == "annotation" and "tex" in part.get("encoding", ""):
            return part.text or ""
    return element.get("alttext", "")


def needs_no_words(picture: Element) -> bool:
    """Whether the alternative text of an ``<img>`` may be missing: an icon, a formula, or a text that says nothing."""
    sides = [
        int(match[0]) for side in ("width", "height") if (match := re.match(r"\d+", picture.get(side, "")))
    ]
    return (
        " ".join((picture.get("alt") or "").split()).lower() in _SAY_NOTHING
        or min(sides, default=_SMALL + 1) <= _SMALL
        or re.search(r"emoji|emoticon|avatar|smiley|icon", picture.get("class", "")) is not None
        or "tex=" in picture.get("src", "")
    )


_SAY_NOTHING = frozenset(
    ["", "image", "img", "picture", "photo", "图片", "图像", "图", "undefined", "null", "none", "alt"]
)
_SMALL = 32
"""Pixels up to which a picture is an icon."""
