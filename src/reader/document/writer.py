"""Blocks back to HTML: small, well-formed (as XML, too), safe. What every export but plain text starts from.

Only what the model holds is written: no script, style, event handler or class can survive, links are unwrapped, and
nesting is as deep as the frames of a block, whatever the post did.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.document.blocks import (
    Block,
    Code,
    Heading,
    Image,
    Item,
    Media,
    Paragraph,
    Row,
    Rule,
    Span,
    Spans,
    Table,
)
from reader.document.nesting import BOXES, Close, Leaf, Open, nested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def _as_it_is(address: str) -> str:
    return address


class Addresses(NamedTuple):
    """What becomes of the addresses in a document."""

    picture: Callable[[str], str] = _as_it_is
    """The address under which a picture is found; ``""`` to lead to it by a link instead."""
    link: Callable[[str], str] = _as_it_is
    """The address to lead to; ``""`` to write the text of the link alone."""


AS_WRITTEN = Addresses()


def html(blocks: Sequence[Block], addresses: Addresses = AS_WRITTEN) -> str:
    """``blocks`` as an HTML fragment, a line for each."""
    lines: list[str] = []
    for step in nested(blocks):
        if isinstance(step, Open):
            lines.append(_opening(step))
        elif isinstance(step, Close):
            lines.append(f"</{step.tag}>")
        else:
            lines.append(_leaf(step, addresses))
    return "\n".join(lines) + "\n" if lines else ""


def _opening(step: Open) -> str:
    if step.tag == "details":
        return '<details open="open">'
    if step.tag != "ol":
        return f"<{step.tag}>"
    numerals = f' type="{step.numerals}"' if step.numerals != "1" else ""
    return f"<ol{numerals}>" if step.number == 1 else f'<ol{numerals} start="{step.number}">'


_CHECKBOXES = {
    "☐": '<input type="checkbox" disabled="disabled"/> ',
    "☑": '<input type="checkbox" checked="checked" disabled="disabled"/> ',
}


def _leaf(leaf: Leaf, addresses: Addresses) -> str:
    if isinstance(leaf.block, Paragraph):
        return _paragraph(leaf, leaf.block, addresses)
    return _BLOCKS[type(leaf.block)](leaf.block, addresses)


def _paragraph(leaf: Leaf, block: Paragraph, addresses: Addresses) -> str:
    if block.role == "math":
        return f'<div class="math-display">{escape(block.text, quote=False)}</div>'
    text = inline(block.spans, addresses)
    last = block.frames[-1] if block.frames else None
    if isinstance(last, Item) and last.first and last.marker in BOXES:
        text = _CHECKBOXES[last.marker] + text
    if leaf.role == "summary":
        return f"<summary>{text}</summary>"
    return text if leaf.role else f"<p>{text}</p>"


def _heading(block: Heading, addresses: Addresses) -> str:
    return f"<h{block.level}>{inline(block.spans, addresses)}</h{block.level}>"


def _code(block: Code, _: Addresses) -> str:
    language = f' class="language-{escape(block.language)}"' if block.language else ""
    return f"<pre><code{language}>{escape(block.text, quote=False)}</code></pre>"


def _media(block: Media, addresses: Addresses) -> str:
    return f"<p>{_anchor(block.href, escape(media_name(block)), addresses)}</p>"


def _rule(_: Rule, __: Addresses) -> str:
    return "<hr/>"


def media_name(block: Media) -> str:
    """What to call a video, an audio file, an embedded page."""
    return one_line(block.text) or block.host or block.kind


def one_line(text: str) -> str:
    """``text`` with its line breaks made blanks."""
    return " ".join(text.split())


def _anchor(href: str, text: str, addresses: Addresses) -> str:
    address = addresses.link(href) if href else ""
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _image(block: Image, addresses: Addresses) -> str:
    words = one_line(block.text)
    source = addresses.picture(block.href) if block.href else ""
    if not source:
        text = inline(block.spans, addresses) or escape(block.host or "▣")
        leads = any(span.href for span in block.spans)
        return f"<p>{text if leads else _anchor(block.link or block.href, text, addresses)}</p>"
    picture = f'<img src="{escape(source)}" alt="{escape(words)}"/>'
    if block.link:
        picture = _anchor(block.link, picture, addresses)
    if not words:
        return f"<p>{picture}</p>"
    return f"<figure>{picture}<figcaption>{inline(block.spans, addresses)}</figcaption></figure>"


# Tables


def _table(table: Table, addresses: Addresses) -> str:
    rows = [f"<tr>{''.join(_cells(row, addresses))}</tr>" for row in table.rows]
    if 0 < table.headers < len(rows):
        rows = [
            "<thead>", *rows[: table.headers], "</thead>",
            "<tbody>", *rows[table.headers :], "</tbody>",
        ]  # fmt: skip
    return "\n".join(["<table>", *rows, "</table>"])


def _cells(row: Row, addresses: Addresses) -> Iterator[str]:
    column = 0
    for cell in row:
        yield "<td></td>" * (cell.column - column)  # what a span from above covers
        tag = "th" if cell.header else "td"
        span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        align = f' style="text-align: {cell.align}"' if cell.align else ""
        yield f"<{tag}{span}{align}>{inline(cell.spans, addresses)}</{tag}>"
        column = cell.column + cell.columns


_BLOCKS: dict[type[Any], Callable[[Any, Addresses], str]] = {
    Heading: _heading,
    Code: _code,
    Image: _image,
    Media: _media,
    Table: _table,
    Rule: _rule,
}


# Text in a line

_TAGS = {
    "strong": "strong",
    "em": "em",
    "code": "code",
    "mark": "mark",
    "del": "del",
    "ins": "ins",
    "kbd": "kbd",
}
Element = tuple[str, str]
"""A tag, and the address of an ``a``."""


def elements(span: Span) -> tuple[Element, ...]:
    """The elements around the text of ``span``, outermost first: a link holds all the styles of its text."""
    link = (("a", span.href),) if span.href else ()
    styled = tuple((_TAGS[word], "") for word in span.styles if word in _TAGS)
    formula = (("math", ""),) if "math" in span.styles else ()
    return (*link, *styled, *formula)


Part = tuple[str, tuple[Element, ...]]
"""Text, and the elements around it."""


def inline(spans: Spans, addresses: Addresses = AS_WRITTEN) -> str:
    """``spans`` as phrasing content; neighbours share the elements that they have in common."""
    return _phrase(_with_ruby(spans), 0, addresses)


def _phrase(parts: list[Part], depth: int, addresses: Addresses) -> str:
    written = []
    for element, group in groupby(parts, lambda part: part[1][depth] if len(part[1]) > depth else None):
        inner = [*group]
        if element is None:
            written += [escape(text, quote=False).replace("\n", "<br/>") for text, _ in inner]
            continue
        tag, value = element
        text = _ruby(inner) if tag == "ruby" else _phrase(inner, depth + 1, addresses)
        if tag == "a":
            written.append(_anchor(value, text, addresses))
        elif tag == "math":
            written.append(f'<span class="math-tex">{text}</span>')
        else:
            written.append(f"<{tag}>{text}</{tag}>" if text.strip() else text)
    return "".join(written)


# Ruby: the model has a reading in brackets after its word, not where the word begins

_HAN = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+$")


def _with_ruby(spans: Spans) -> list[Part]:
    """``spans`` with each reading and its word in a ruby element.

    The word is the Han characters right before, no more of them than its reading has letters: each takes one at least.
    """
    parts: list[Part] = []
    for number, span in enumerate(spans):
        around = elements(span)
        if "ruby" in span.styles and parts and parts[-1][1] == around:
            before = parts[-1][0]
            if match := _HAN.search(before):
                start = max(match.start(), len(before) - len(_reading(span.text)))
                ruby = (*around, ("ruby", str(number)))
                parts[-1:] = [(before[:start], around), (before[start:], ruby), (span.text, ruby)]
                continue
        parts.append((span.text, around))
    return parts


def _reading(text: str) -> str:
    return text.removeprefix("(").removesuffix(")")


def _ruby(parts: list[Part]) -> str:
    (word, _), (text, _) = parts
    reading = escape(_reading(text), quote=False)
    return f"{escape(word, quote=False)}<rp>(</rp><rt>{reading}</rt><rp>)</rp>"
