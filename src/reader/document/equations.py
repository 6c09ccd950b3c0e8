"""Handlers of formulas: MathML, KaTeX, MathJax and what sites make of them. Shown as TeX, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document import formulas
from reader.document.handler import SKIP, Attributes, Then
from reader.text import clean, one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from reader.document.builder import Builder


def text(builder: Builder, node: LexborNode) -> None:
    """Add the text at ``node``, its formulas as such: one that is alone in its paragraph is a block."""
    data = node.text_content or ""
    if builder.preformatted or "code" in builder.styles or not formulas.has_any(data):
        builder.text(data)
        return
    for piece, tex in formulas.cut(data):
        if not tex:
            builder.text(piece)
        else:
            alone = len(data.strip()) - len(piece) <= 8 and data.strip().endswith(("$$", "]"))
            _written(builder, piece, apart=alone and _is_all(node))


def _is_all(node: LexborNode) -> bool:
    """Whether nothing stands beside the text at ``node``."""
    parent = node.parent
    return (
        node.next is None
        and node.prev is None
        and parent is not None
        and parent.tag in {"p", "div", "section"}
    )


def formula(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    """A ``<math>``, as the TeX it was made from, where it says so; else the letters in it."""
    if tex := _tex(node, attributes):
        return _written(builder, tex, apart=attributes.get("display") == "block")
    return builder.styled("math")


def katex(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    """KaTeX writes a formula three times: as MathML, as TeX in it, and as boxes for the screen."""
    if tex := _tex(node, {}):
        parent = node.parent
        apart = parent is not None and "katex-display" in (parent.attributes.get("class") or "")
        return _written(builder, tex, apart=apart)
    for inner in node.css(".katex-mathml, math"):
        if inner.text().strip():
            return _letters(builder, inner)
    return builder.styled("math")


def mathjax(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    """MathJax shows a formula in front of the script (made a ``math-tex``, see source.py) that it came from."""
    after = node.next
    while after is not None and (after.tag or "").startswith("-") and not (after.text_content or "").strip():
        after = after.next
    if after is not None and (after.attributes.get("class") or "") in {"math-tex", "math-display"}:
        return SKIP
    inner = node.css_first("math")
    if inner is None:
        return builder.styled("math")
    if tex := _tex(inner, inner.attributes):
        return _written(builder, tex, apart=inner.attributes.get("display") == "block")
    return _letters(builder, inner)


def data_tex(builder: Builder, _: LexborNode, attributes: Attributes) -> Then:
    """``<span data-tex="x^2">``: what is in it is for the screen."""
    if tex := attributes.get("data-tex"):
        return _written(builder, tex, apart=False)
    return builder.styled("math")


def wiki(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    """A formula of MediaWiki: MathML that is hidden, and a picture that says the same."""
    inner = node.css_first("math")
    tex = _tex(inner, inner.attributes) if inner is not None else ""
    if not tex and (picture := node.css_first("img")) is not None:
        tex = picture.attributes.get("alt") or ""
    return _written(builder, tex, apart=False) if tex else None


def apart(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    """A formula that is a block of its own; its newlines are kept."""
    return _written(builder, node.text(), apart=True)


def _tex(node: LexborNode, attributes: Attributes) -> str:
    for part in node.css("annotation"):
        if "tex" in (part.attributes.get("encoding") or "") and part.text().strip():
            return part.text()
    return attributes.get("alttext") or ""


def _letters(builder: Builder, node: LexborNode) -> Then:
    builder.literal(one_line(node.text()), "math")
    return SKIP


def _written(builder: Builder, tex: str, *, apart: bool) -> Then:
    """Add ``tex`` to the line, or as a block."""
    tex = tex.strip()
    if tex.startswith("{\\displaystyle") and tex.endswith("}"):
        tex = tex[len("{\\displaystyle") : -1].strip()
    if not apart or builder.cell or builder.heading or builder.preformatted:
        builder.literal(one_line(tex), "math")
        return SKIP
    rows = [row.rstrip().expandtabs(2) for row in clean(tex).split("\n")]
    builder.flush()
    before, builder.role = builder.role, "math"
    builder.literal("\n".join(row for row in rows if row.strip()))
    builder.flush()
    builder.role = before
    return SKIP
