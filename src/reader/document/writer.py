"""Blocks back to HTML: small, well-formed, safe. What exporters and html2text start from.

Only what the model holds is written: no script, style, event handler or class can survive, links are unwrapped, and
nesting is as deep as the frames of a block, whatever the post did.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reader.document.blocks import (
    Block,
    Code,
    Frame,
    Frames,
    Heading,
    Image,
    Item,
    Media,
    Paragraph,
    Quote,
    Row,
    Spans,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAGS = {
    "strong": "strong",
    "em": "em",
    "code": "code",
    "mark": "mark",
    "del": "del",
    "ins": "ins",
    "kbd": "kbd",
}


def html(blocks: Iterable[Block], *, for_markdown: bool = False) -> str:
    """``blocks`` as an HTML fragment, a line for each.

    Args:
        blocks: of a document, in order.
        for_markdown: write what html2text turns into right Markdown: boxes of tasks as ``[x]``, and text that
            Markdown would take for a tag or an entity escaped once more.
    """
    lines: list[str] = []
    inside: list[Frame] = []
    for block in blocks:
        shared = _shared(inside, block.frames)
        next_item = shared < min(len(inside), len(block.frames)) and _kind(inside[shared]) == _kind(
            block.frames[shared]
        )
        lines += [_closing(frame) for frame in reversed(inside[shared + next_item :])]
        for frame in block.frames[shared:]:
            if next_item and isinstance(frame, Item):  # of the same list
                lines.append("</li><li>")
                next_item = False
            else:
                lines.append(_opening(frame))
        inside = list(block.frames)
        lines.append(_block(block, for_markdown=for_markdown))
    lines += [_closing(frame) for frame in reversed(inside)]
    return "\n".join(lines) + "\n" if lines else ""


def _shared(before: list[Frame], after: Frames) -> int:
    """How many of the frames that are open hold the next block too."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if _kind(one) != _kind(other) or (isinstance(other, Item) and other.first):
            break
        count += 1
    return count


def _kind(frame: Frame) -> str:
    """The element that a frame is written as."""
    if isinstance(frame, Quote):
        return "blockquote"
    if not isinstance(frame, Item):
        return "dd"
    if frame.marker == "▾":
        return "div"
    return "ol" if frame.marker.strip()[:-1].isdigit() else "ul"


def _opening(frame: Frame) -> str:
    kind = _kind(frame)
    if not isinstance(frame, Item) or kind == "div":
        return f"<{kind}>"
    start = f' start="{frame.marker.strip()[:-1]}"' if kind == "ol" else ""
    return f"<{kind}{start}><li>"


def _closing(frame: Frame) -> str:
    kind = _kind(frame)
    return f"</li></{kind}>" if kind in {"ul", "ol"} else f"</{kind}>"


_BOXES = {
    # A task's marker -> its box for Markdown, and in HTML
    "☐": ("[ ] ", '<input type="checkbox" disabled>'),
    "☑": ("[x] ", '<input type="checkbox" checked disabled>'),
}


def _paragraph(block: Paragraph, *, for_markdown: bool) -> str:
    text = _spans(block.spans, for_markdown=for_markdown)
    last = block.frames[-1] if block.frames else None
    if block.role == "term":
        return f"<dt>{text}</dt>"
    if not isinstance(last, Item) or not last.first:
        return f"<p>{text}</p>"
    if boxes := _BOXES.get(last.marker):
        text = boxes[0 if for_markdown else 1] + text
    return text if last.tight or boxes else f"<p>{text}</p>"


def _block(block: Block, *, for_markdown: bool) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_spans(block.spans, for_markdown=for_markdown)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return _paragraph(block, for_markdown=for_markdown)
    if isinstance(block, Code):
        language = f' class="language-{escape(block.language)}"' if block.language else ""
        return f"<pre><code{language}>{escape(block.text)}</code></pre>"
    if isinstance(block, Image):
        picture = f'<img src="{escape(block.href)}" alt="{escape(_words(block.text))}">'
        return f'<p><a href="{escape(block.link)}">{picture}</a></p>' if block.link else f"<p>{picture}</p>"
    if isinstance(block, Media):
        return f'<p><a href="{escape(block.href)}">{escape(_words(block.text) or block.host or block.kind)}</a></p>'
    return _table(block, for_markdown=for_markdown) if isinstance(block, Table) else "<hr>"


def _words(text: str) -> str:
    return " ".join(text.split())


def _table(table: Table, *, for_markdown: bool) -> str:
    rows = (f"<tr>{''.join(_cells(row, for_markdown=for_markdown))}</tr>" for row in table.rows)
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _cells(row: Row, *, for_markdown: bool) -> Iterator[str]:
    column = 0
    for cell in row:
        yield "<td></td>" * (cell.column - column)  # what a span from above covers
        tag = "th" if cell.header else "td"
        span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        text = _spans(cell.spans, for_markdown=for_markdown)
        if for_markdown:  # a row is a line there, and a bar the end of a cell
            text = text.replace("<br>", "&lt;br&gt;").replace("|", "&amp;#124;")
        yield f"<{tag}{span}>{text}</{tag}>"
        column = cell.column + cell.columns


_LIKE_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
"""Where text would be a tag or an entity if it were Markdown."""


def _spans(spans: Spans, *, for_markdown: bool) -> str:
    parts = []
    for span in spans:
        text = span.text
        if for_markdown and "code" not in span.styles:
            text = _LIKE_MARKUP.sub(lambda match: escape(match.group()), text)
        text = escape(text, quote=False).replace("\n", "<br>")
        for style in reversed(span.styles):
            if (tag := _TAGS.get(style)) and span.text.strip():
                text = f"<{tag}>{text}</{tag}>"
        parts.append(f'<a href="{escape(span.href)}">{text}</a>' if span.href else text)
    return "".join(parts)
