"""Blocks back to HTML: small, well-formed, safe. What exporters and html2text start from.

Only what the model holds is written: no script, style, event handler or class can survive, links are unwrapped, and
nesting is as deep as the frames of a block, whatever the post did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from reader.document.blocks import Block, Cell, Code, Frame, Frames, Heading, Image, Item, Media, Paragraph, Quote, Spans, Table

_TAGS = {"strong": "strong", "em": "em", "code": "code", "mark": "mark", "del": "del", "ins": "ins", "kbd": "kbd"}


def html(blocks: Iterable[Block]) -> str:
    """``blocks`` as an HTML fragment, a line for each."""
    lines: list[str] = []
    inside: list[Frame] = []
    for block in blocks:
        shared = _shared(inside, block.frames)
        next_item = shared < min(len(inside), len(block.frames)) and _kind(inside[shared]) == _kind(block.frames[shared])
        lines += [_closing(frame) for frame in reversed(inside[shared + next_item :])]
        for frame in block.frames[shared:]:
            if next_item and isinstance(frame, Item):  # of the same list
                lines.append(f"</li><li>{_box(frame)}")
                next_item = False
            else:
                lines.append(_opening(frame))
        inside = list(block.frames)
        lines.append(_block(block))
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
    return f"<{kind}{start}><li>{_box(frame)}"


def _closing(frame: Frame) -> str:
    kind = _kind(frame)
    return f"</li></{kind}>" if kind in {"ul", "ol"} else f"</{kind}>"


def _box(item: Item) -> str:
    return {"☐": "[ ] ", "☑": "[x] "}.get(item.marker, "")


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_spans(block.spans)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{_spans(block.spans)}</p>" if block.role != "term" else f"<dt>{_spans(block.spans)}</dt>"
    if isinstance(block, Code):
        language = f' class="language-{escape(block.language)}"' if block.language else ""
        return f"<pre><code{language}>{escape(block.text)}</code></pre>"
    if isinstance(block, Image):
        picture = f'<img src="{escape(block.href)}" alt="{escape(_words(block.text))}">'
        return f'<p><a href="{escape(block.link)}">{picture}</a></p>' if block.link else f"<p>{picture}</p>"
    if isinstance(block, Media):
        return f'<p><a href="{escape(block.href)}">{escape(_words(block.text) or block.host or block.kind)}</a></p>'
    return _table(block) if isinstance(block, Table) else "<hr>"


def _words(text: str) -> str:
    return " ".join(text.split())


def _table(table: Table) -> str:
    return "<table>\n" + "\n".join(f"<tr>{''.join(_cells(row))}</tr>" for row in table.rows) + "\n</table>"


def _cells(row: tuple[Cell, ...]) -> Iterator[str]:
    column = 0
    for cell in row:
        yield "<td></td>" * (cell.column - column)  # what a span from above covers
        tag = "th" if cell.header else "td"
        span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        yield f"<{tag}{span}>{_spans(cell.spans)}</{tag}>"
        column = cell.column + cell.columns


def _spans(spans: Spans) -> str:
    parts = []
    for span in spans:
        text = escape(span.text, quote=False).replace("\n", "<br>")
        for style in reversed(span.styles):
            if (tag := _TAGS.get(style)) and span.text.strip():
                text = f"<{tag}>{text}</{tag}>"
        parts.append(f'<a href="{escape(span.href)}">{text}</a>' if span.href else text)
    return "".join(parts)
