"""Handlers of the tags inside a line: emphasis, links, marks of notes, ruby, pictures."""

from __future__ import annotations

import re
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
    **dict.fromkeys(("samp", "tt"), "code"),
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


_BACK = re.compile(r"[\s\ufe0e\ufe0f]*[↩↑⤴⏎↵^⇧⬆#¶§🔗]?[\s\ufe0e\ufe0f]*")
"""Text of a link in the page that says nothing: the way back from a note, the anchor of a heading."""
_NOTE = re.compile(
    r"#(?:user-content-)?_?(?:fn|footnote|note|cite_note|ftn|endnote|easy-footnote|sdfootnote)", re.IGNORECASE
)


def link(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    href = attributes.get("href")
    if href and href.startswith("#") and _BACK.fullmatch(node.text()) and node.css_first("img") is None:
        return SKIP
    href = target(href)
    return builder.linked(href) if href else None


def picture(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    around = node.parent
    sources: list[Attributes] = []
    if around is not None and around.tag == "picture":
        sources = [each.attributes for each in around.css("source")]
    image(builder, attributes, sources)
    return SKIP


_ICON_TEXT = 4
"""Characters that an icon may have: a sign, or a letter of a font of its own."""


def is_icon(node: LexborNode) -> bool:
    """Whether nothing at ``node`` is a word, or a picture with a name."""
    if node.css_first("img") is not None:
        return False
    text = node.text().strip()
    return len(text) <= _ICON_TEXT and not any(char.isalnum() for char in text)


def icon(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    """What has the class of an icon: dropped unless there are words in it."""
    if node.tag in {"i", "span", "em"} and is_icon(node):
        return SKIP
    return picture(builder, node, attributes) if node.tag == "img" else None


def quoted(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    builder.literal("“")
    return lambda: builder.literal("”")


def reading(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    """A ``<rt>``: 漢字(かんじ), in the style ``ruby``; nothing when it is empty. Two in a row are one reading."""
    start = builder.position

    def undo() -> None:
        if text := one_line(builder.take(start)):
            before = builder.last_in("ruby")
            builder.literal(f"{before.removesuffix(')')}{text})" if before else f"({text})", "ruby")

    return undo


def superscript(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    inner = node.css_first("a")
    if inner is not None and _NOTE.match(inner.attributes.get("href") or ""):
        return _note(builder)
    return _moved(builder, raised)


def _note(builder: Builder) -> Then:
    """The mark of a note: ``¹`` for a number, ``[a]`` for anything else. It leads nowhere outside."""
    start = builder.position

    def undo() -> None:
        if text := one_line(builder.take(start)).strip("[]［］ "):
            builder.literal(raised(text) if text.isdecimal() else f"[{text}]", "note")

    return undo


def subscript(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    return _moved(builder, lowered)


def _moved(builder: Builder, move: Callable[[str], str]) -> Then:
    start = builder.position

    def undo() -> None:
        if not builder.leads(start):  # the number of a note keeps its link
            builder.literal(move(builder.take(start)))

    return undo


def field(builder: Builder, _: LexborNode, attributes: Attributes) -> Then:
    """An ``<input>``: the box of a task, else nothing to read."""
    if (attributes.get("type") or "").lower() == "checkbox":
        builder.mark_item("☑" if "checked" in attributes else "☐")
    return SKIP
