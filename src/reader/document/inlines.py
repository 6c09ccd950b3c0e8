"""Handlers of the tags inside a line: emphasis, links, ruby, formulas, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.handler import SKIP, Attributes, Handler, Then
from reader.document.images import image
from reader.document.links import target
from reader.document.marks import lowered, raised
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

    from reader.document.builder import Builder

STYLED = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "del", "strike"), "del"),
    **dict.fromkeys(("u", "ins"), "ins"),
    **dict.fromkeys(("code", "samp", "tt"), "code"),
    "mark": "mark",
    "kbd": "kbd",
}
"""Tags that only give their text a look, and which."""


def skip(_: Builder, __: LexborNode, ___: Attributes) -> Then:
    return SKIP


def styled(word: str) -> Handler:
    """A handler for tags whose text is ``word``."""

    def enter(builder: Builder, _: LexborNode, __: Attributes) -> Then:
        if builder.preformatted and word == "code":
            return None
        return builder.styled(word)

    return enter


def link(builder: Builder, _: LexborNode, attributes: Attributes) -> Then:
    href = target(attributes.get("href"))
    return builder.linked(href) if href else None


def picture(builder: Builder, _: LexborNode, attributes: Attributes) -> Then:
    image(builder, attributes)
    return SKIP


def quoted(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    builder.literal("“")
    return lambda: builder.literal("”")


def reading(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    """A ``<rt>``: 漢字(かんじ), in the style ``ruby``; nothing when it is empty."""
    start = builder.position

    def undo() -> None:
        if text := one_line(builder.take(start)):
            builder.literal(f"({text})", "ruby")

    return undo


def superscript(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    return _moved(builder, raised)


def subscript(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    return _moved(builder, lowered)


def _moved(builder: Builder, move: Callable[[str], str]) -> Then:
    start = builder.position

    def undo() -> None:
        if not builder.leads(start):  # the number of a note keeps its link
            builder.literal(move(builder.take(start)))

    return undo


def formula(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    """MathML as the TeX it was made from, where it says so; else the letters in it."""
    inner = node.child
    if inner is not None and inner.tag == "semantics":
        part = inner.child
        while part is not None:
            if part.tag == "annotation" and "tex" in (part.attributes.get("encoding") or ""):
                builder.literal(one_line(part.text()), "math")
                return SKIP
            part = part.next
    if tex := one_line(attributes.get("alttext") or ""):
        builder.literal(tex, "math")
        return SKIP
    return builder.styled("math")


def field(builder: Builder, _: LexborNode, attributes: Attributes) -> Then:
    """An ``<input>``: the box of a task, else nothing to read."""
    if (attributes.get("type") or "").lower() == "checkbox":
        builder.mark_item("☑" if "checked" in attributes else "☐")
    return SKIP
