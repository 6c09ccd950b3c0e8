"""HTML to blocks: a tree by Lexbor, a walk over it, and a table of small handlers, one per tag.

The walk is iterative: nesting as deep as a post likes costs a list entry, not a stack frame. A handler gets the
builder, the node and its attributes; see handler.py for what it returns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.document import equations, flows, formulas, inlines, listings, source
from reader.document.builder import Builder, Undo
from reader.document.handler import SKIP, Attributes, Handler, Then
from reader.document.source import names

if TYPE_CHECKING:
    from reader.document.blocks import Block


def blocks(body: str) -> list[Block]:
    """The blocks of an HTML fragment of any quality. Never raises; bounded for any input."""
    builder = Builder()
    builder.keep_newlines = not source.makes_lines(body)
    if formulas.has_any(body):
        builder.formulas, body = True, formulas.unbroken(body)
    tree = LexborHTMLParser(_FIRST + source.prepared(body), is_fragment=True)
    if tree.root is not None:
        walk(tree.root, builder)
    builder.flush()
    return builder.blocks


_FIRST = "<wbr>"
"""Goes before a body: what selectolax says of the first node's text and parts is of all of the body."""


def walk(first: LexborNode, builder: Builder) -> None:
    """Feed ``first``, what is in it, and its siblings after it to ``builder``."""
    stack: list[tuple[LexborNode | None, Undo | None]] = []
    node: LexborNode | None = first
    while True:
        if node is None:
            if not stack:
                return
            node, undo = stack.pop()
            if undo:
                undo()
            continue
        tag = node.tag
        if tag == "-text":
            if builder.formulas:
                equations.text(builder, node)
            else:
                builder.text(node.text_content or "")
            node = node.next
            continue
        then = _entered(builder, node, tag or "")
        if isinstance(then, str):
            node = node.next
            continue
        stack.append((node.next, then))
        node = node.child


def _entered(builder: Builder, node: LexborNode, tag: str) -> Then:
    attributes: Attributes = node.attributes
    if attributes:
        if is_hidden(tag, attributes):
            return SKIP
        if attributes.get("aria-hidden") == "true" and inlines.is_icon(node):
            return SKIP
        if words := attributes.get("class"):
            for word in words.split():
                if handler := CLASSES.get(word):
                    return handler(builder, node, attributes)
    handler = TAGS.get(tag)
    return handler(builder, node, attributes) if handler else None


# What is not shown

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = names(
    "visually-hidden visuallyhidden sr-only screen-reader-text hidden copy-code-btn copy-btn btn-copy copybtn"
    " code-copy-btn hljs-button clipboard-button headerlink header-anchor heading-anchor anchorjs-link"
    " mathjax_preview gutter linenos lineno lnt line-numbers-rows rouge-gutter lntd-gutter hljs-ln-numbers"
    " pre-numbering code-snippet__line-index footnote-backref reversefootnote data-footnote-backref footnote-return"
    " adsbygoogle advert zeroclipboard-container buttons"
)


def is_hidden(tag: str, attributes: Attributes) -> bool:
    """Whether an element is there for machines, styles or buttons only."""
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    if (style := attributes.get("style")) and _HIDDEN_STYLE.search(style):
        return True
    if words := attributes.get("class"):
        return not _HIDDEN_CLASSES.isdisjoint(words.lower().split())
    return tag == "dialog" and "open" not in attributes


# What each tag means. A tag that is not named here is transparent: only what is in it counts.

FLOWING = (
    "address article aside body center dir div dl fieldset footer form header hgroup legend main menu nav p search"
    " section summary"
)
UNSEEN = (
    "area base basefont bgsound button canvas col colgroup command datalist head keygen link map meta noembed noframes"
    " noscript option optgroup param rp script select source style svg template title track"
)
TAGS: dict[str, Handler] = {
    **dict.fromkeys(names(UNSEEN), inlines.skip),
    **dict.fromkeys(names(FLOWING), flows.flow),
    **dict.fromkeys(names("h1 h2 h3 h4 h5 h6"), flows.heading),
    "blockquote": flows.quote,
    "br": flows.line_break,
    "hr": flows.rule,
    "ul": flows.listing,
    "ol": flows.listing,
    "li": flows.item,
    "dt": flows.role("term"),
    "dd": flows.definition,
    "details": flows.details,
    "figure": flows.figure,
    "figcaption": flows.role("caption"),
    "caption": flows.role("caption"),
    "table": flows.table,
    **dict.fromkeys(names("thead tbody tfoot tr"), flows.table_part),
    "td": flows.cell,
    "th": flows.cell,
    "pre": listings.code,
    "listing": listings.code,
    "code": listings.inline,
    **dict.fromkeys(names("video audio iframe embed object frame"), flows.media),
    "img": inlines.picture,
    "a": inlines.link,
    "q": inlines.quoted,
    "rt": inlines.reading,
    "sup": inlines.superscript,
    "sub": inlines.subscript,
    "math": equations.formula,
    "input": inlines.field,
    **{tag: inlines.styled(word) for tag, word in inlines.STYLED.items()},
}
CLASSES: dict[str, Handler] = {
    "vditor-math": inlines.styled("math"),
    "math-tex": inlines.styled("math"),
    "math-display": equations.apart,
    "katex": equations.katex,
    **dict.fromkeys(
        names("MathJax MathJax_Display MathJax_CHTML MathJax_SVG MathJax_SVG_Display"), equations.mathjax
    ),
    "mwe-math-element": equations.wiki,
    "ztext-math": equations.data_tex,
    **dict.fromkeys(names("icon iconfont fa fas far fab glyphicon material-icons"), inlines.icon),
    "template-marker": inlines.styled("dim"),
    "footnotes": flows.notes,
    "ln": listings.number,
    **dict.fromkeys(names("admonition callout custom-block hint-container markdown-alert"), flows.quote),
}
"""What a class means, whatever the tag."""
