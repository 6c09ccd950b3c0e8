"""Handlers of the tags that make blocks: paragraphs, headings, quotes, lists, figures, tables, media, notes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.document import grid
from reader.document.blocks import Image, Indent, Item, Media, Paragraph, Quote, Rule, Span
from reader.document.handler import SKIP, Attributes, Handler, Then
from reader.document.links import host, page_of, target
from reader.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from reader.document.builder import Builder


def flow(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    builder.flush()
    return builder.flush


def heading(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    builder.flush()
    before, builder.heading = builder.heading, int((node.tag or "h1")[1])

    def undo() -> None:
        builder.flush()
        builder.heading = before

    return undo


def role(word: str) -> Handler:
    """A handler for paragraphs that are a ``word``."""

    def enter(builder: Builder, _: LexborNode, __: Attributes) -> Then:
        builder.flush()
        before, builder.role = builder.role, word

        def undo() -> None:
            builder.flush()
            builder.role = before

        return undo

    return enter


def quote(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    return builder.framed(Quote())


def details(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    return builder.framed(Item("▾", tight=False))


def definition(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    return builder.framed(Indent())


def line_break(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    builder.line_break()
    return SKIP


def rule(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    builder.flush()
    if builder.blocks and not isinstance(builder.blocks[-1], Rule):
        builder.add(Rule())
    return SKIP


# Lists


class _List:
    """An open list: its kind, and what its next item is called."""

    __slots__ = ("begun", "kind", "number", "step", "width")

    def __init__(self, node: LexborNode, attributes: Attributes) -> None:
        ordered = node.tag == "ol"
        self.begun = False
        self.kind = (attributes.get("type") or "1")[:1] if ordered else ""
        count = _items(node) if ordered else 0
        self.step = -1 if "reversed" in attributes else 1
        self.number = _whole(attributes.get("start"), count if self.step < 0 else 1)
        last = self.number + self.step * max(0, count - 1)
        self.width = max(len(_label(self.kind, self.number)), len(_label(self.kind, last))) if ordered else 0


_BULLETS = "•◦▪"
"""By depth; deeper lists repeat the last."""
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _items(node: LexborNode) -> int:
    count, child = 0, node.child
    while child is not None:
        count += child.tag == "li"
        child = child.next
    return count


def _whole(value: str | None, otherwise: int) -> int:
    digits = (value or "").strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,9}", digits) else otherwise


def _label(kind: str, number: int) -> str:
    """``3.``, ``c.``, ``iii.``: what the list's ``type`` asks for, where the number has such a form."""
    if kind in {"a", "A"} and 1 <= number <= 26:
        return (chr(96 + number) if kind == "a" else chr(64 + number)) + "."
    if kind in {"i", "I"} and 1 <= number < 4000:
        text, rest = "", number
        for value, sign in _ROMAN:
            text, rest = text + sign * (rest // value), rest % value
        text += _ROMAN_ONES[rest]
        return (text if kind == "i" else text.upper()) + "."
    return f"{number}."


def listing(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    builder.flush()
    builder.lists.append(_List(node, attributes))
    parent = node.parent
    nested = parent is not None and parent.tag in {
        "ul",
        "ol",
    }  # without an <li> around it: set in as if it had one
    undo = builder.framed(Item(first=False)) if nested else builder.flush

    def leave() -> None:
        undo()
        builder.lists.pop()

    return leave


def item(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    open_list = builder.lists[-1] if builder.lists else None
    tight = _first_element(node) != "p"
    if isinstance(open_list, _List) and not open_list.begun:
        open_list.begun = True
        tight = tight and len(builder.lists) > 1  # a new list is parted from one right before it
    if not isinstance(open_list, _List) or not open_list.kind:
        depth = sum(isinstance(each, _List) and not each.kind for each in builder.lists)
        return builder.framed(Item(_BULLETS[min(max(depth, 1), len(_BULLETS)) - 1], tight=tight))
    number = _whole(attributes.get("value"), open_list.number)
    open_list.number = number + open_list.step
    return builder.framed(Item(_label(open_list.kind, number).rjust(open_list.width), tight=tight))


def _first_element(node: LexborNode) -> str:
    child = node.child
    while child is not None and (child.tag or "").startswith("-"):
        child = child.next
    return (child.tag or "") if child is not None else ""


def notes(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    """The footnotes of a post: a rule stands above them, once."""
    builder.flush()
    if builder.blocks and not isinstance(builder.blocks[-1], Rule):
        builder.add(Rule())
    return builder.flush


# Figures and media


def figure(builder: Builder, _: LexborNode, __: Attributes) -> Then:
    builder.flush()
    start = len(builder.blocks)

    def undo() -> None:
        builder.flush()
        added = builder.blocks[start:]
        pictures = [block for block in added if isinstance(block, Image)]
        captions = [block for block in added if isinstance(block, Paragraph) and block.role == "caption"]
        if len(pictures) == 1 and len(captions) == 1 and len(added) == 2:
            builder.blocks[start:] = [replace(pictures[0], spans=captions[0].spans)]

    return undo


def media(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    """A line that leads to what plays elsewhere; what is inside the tag is only for browsers that can't play it."""
    address = attributes.get("src") or attributes.get("data-src") or attributes.get("data") or ""
    child = node.child
    while not address and child is not None:
        address = (child.attributes.get("src") or "") if child.tag == "source" else ""
        child = child.next
    href = page_of(target(address))
    if not href:
        return None if node.tag == "object" else SKIP
    title = one_line(attributes.get("title") or attributes.get("alt") or "")
    kind = node.tag if node.tag in {"video", "audio"} else "embed"
    builder.flush()
    builder.add(Media(kind or "embed", (Span(title),) if title else (), href, host(href)))
    return SKIP


# Tables


def table(builder: Builder, node: LexborNode, _: Attributes) -> Then:
    builder.flush()
    data = len(builder.tables) < _TABLES_DEEP and not builder.heading and grid.is_data(node)
    read = grid.Grid() if data else None
    builder.tables.append(read)

    def undo() -> None:
        builder.flush()
        builder.tables.pop()
        if read is not None and (block := read.table()):
            builder.add(block)

    return undo


_TABLES_DEEP = 6
"""Tables in tables that are looked into: each look costs the size of what is inside."""


def table_part(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    read = builder.tables[-1] if builder.tables else None
    if not isinstance(read, grid.Grid):
        return flow(builder, node, attributes)
    if node.tag == "tr":
        read.row()
        return None
    read.in_head = node.tag == "thead"
    return None


def cell(builder: Builder, node: LexborNode, attributes: Attributes) -> Then:
    read = builder.tables[-1] if builder.tables else None
    if not isinstance(read, grid.Grid):
        return flow(builder, node, attributes)
    finish = builder.captured()
    builder.cell += 1

    def undo() -> None:
        builder.cell -= 1
        read.cell(grid.cell_spans(finish()), attributes, header=node.tag == "th")

    return undo
