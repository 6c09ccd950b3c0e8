"""Where the header of a post begins and ends, whatever its form; nothing is read yet.

Forms, in the order they are tried: between fences (``---`` YAML, ``;;;`` Hexo JSON, ``+++`` TOML), a JSON object,
a header without its opening fence (Hexo), and bare header lines up to the first blank one (Pelican, MultiMarkdown).
"""

from __future__ import annotations

import json
import re
from typing import Literal, NamedTuple

from reader.archive.names import is_known

Form = Literal["yaml", "hexo-json", "toml", "json", "lines", "unclosed"]

MAX_HEADER = 65_536
"""Characters. A longer header is read by the lenient reader alone, and as far as this."""
_MAX_REACH = 1_048_576
"""Characters within which a closing fence is looked for."""
_MAX_LINES = 200
"""Lines of a header without fences."""

_OPEN = re.compile(r"[\s\ufeff]*(?:(-{3,})|(;{3,})|(\+{3,}))[ \t]*\n")
_FORMS: tuple[Form, Form, Form] = ("yaml", "hexo-json", "toml")
_HEADER_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]|$)")
_JSON_START = re.compile(r"\{\s*\"")
_ANY_KEY = re.compile(r"^[ \t]*[\"']?[^\s:=#-][^:=\n]{0,60}[:=]", re.MULTILINE)


class Span(NamedTuple):
    """Where a header is in its text; offsets in characters."""

    form: Form
    start: int
    """Of the first fence, or of the header where it has none."""
    inner: int
    """Of what is between the fences."""
    end: int
    """Just after what is between the fences."""
    body: int
    """Where the body begins."""


def find_header(text: str) -> Span | None:
    """The header of ``text`` (line feeds only), or None when it is all body."""
    opening = _OPEN.match(text)
    if opening:
        return _fenced(text, opening)
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if text.startswith("{", start):
        return _json(text, start)
    return _unfenced(text, start)


def find_later_end(text: str, span: Span) -> Span | None:
    """``span`` stretched to the next fence, when header lines stand before that; else None.

    For a header that does not read: a title of several lines may hold a ``---`` of its own.
    """
    close = _close(text, span.body - 1, "-", span.body + 8_192)
    if close is None:
        return None
    between = text[span.body : close[0]]
    if not any(_is_known_line(line) for line in between.split("\n")[:_MAX_LINES]):
        return None
    return Span(span.form, span.start, span.inner, close[0], close[1])


def has_header(data: bytes) -> bool:
    """Whether a file that begins with ``data`` carries a header, as far as this much of it tells."""
    text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    span = find_header(text.replace("\r\n", "\n").replace("\r", "\n"))
    return span is not None


def _fenced(text: str, opening: re.Match[str]) -> Span | None:
    which = (opening.lastindex or 1) - 1
    form, mark = _FORMS[which], "-;+"[which]
    start, inner = opening.start(which + 1), opening.end()
    close = _close(text, inner - 1, mark, inner + _MAX_REACH)
    if close is None:
        end = _end_of_lines(text, inner)
        return Span("unclosed", start, inner, end, end) if end > inner else None
    inside = text[inner : min(close[0], inner + MAX_HEADER)]
    if inside and not inside.isspace() and not _ANY_KEY.search(inside):
        return None  # text between two rules
    return Span(form, start, inner, close[0], close[1])


def _close(text: str, at: int, mark: str, limit: int) -> tuple[int, int] | None:
    """Offsets before and after the next line that is nothing but a fence of ``mark`` (for YAML also ``...``)."""
    fence, before = "\n" + mark * 3, at
    while (at := text.find(fence, at, limit)) >= 0:
        after = text.find("\n", at + 1)
        line_end = len(text) if after < 0 else after
        if line_end - at < 400 and not text[at + 1 : line_end].rstrip().strip(mark):
            break
        at += 1
    if mark == "-" and (dots := text.find("\n...\n", before, at if at >= 0 else limit)) >= 0:
        return dots + 1, dots + 5
    return None if at < 0 else (at + 1, min(line_end + 1, len(text)))


def _json(text: str, start: int) -> Span | None:
    """A JSON object at the start, or what was to be one (a comma too many); the body is what follows it."""
    if not _JSON_START.match(text, start):
        return None
    try:
        _, end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(text[start : start + MAX_HEADER])
        end += start
    except (ValueError, RecursionError):
        end = text.find("\n}", start, start + MAX_HEADER) + 2
        if end < 2:
            return None
    return Span("json", start, start, end, end)


def _is_known_line(line: str) -> bool:
    match = _HEADER_KEY.match(line)
    return match is not None and is_known(match[1])


def _end_of_lines(text: str, start: int) -> int:
    """Where header lines that begin at ``start`` end: before the first blank or strange line; ``start`` if none."""
    at, known = start, 0
    for _ in range(_MAX_LINES):
        after = text.find("\n", at)
        line_end = len(text) if after < 0 else after
        line = text[at : min(line_end, at + 4_096)]
        if not line.strip():
            break
        if _HEADER_KEY.match(line):
            known += _is_known_line(line)
        elif at == start or (line[0] not in " \t" and line[:2] != "- "):
            break
        if after < 0:
            at = len(text)
            break
        at = line_end + 1
    return at if known else start


def _unfenced(text: str, start: int) -> Span | None:
    """A header without an opening fence: with a closing one (Hexo), or up to a blank line (MultiMarkdown)."""
    line_end = text.find("\n", start, start + 4_096)
    if not _is_known_line(text[start : line_end if line_end >= 0 else start + 4_096]):
        return None
    end = _end_of_lines(text, start)
    if end == start:
        return None
    close = _close(text, end - 1, "-", end + 200) or _close(text, end - 1, ";", end + 200)
    if close and not text[end : close[0]].strip():
        return Span("yaml", start, start, end, close[1])
    if end < len(text) and text[end] != "\n" and not text[end : end + 1].isspace():
        return None  # prose whose first line happens to look like a header
    lines = [line for line in text[start:end].split("\n") if _is_known_line(line)]
    first = lines[0].partition(":")[0].strip().lower()
    return Span("lines", start, start, end, end) if len(lines) > 1 or first in {"title", "date"} else None
