"""OPML (opml.org/spec2): an outline of links. A branch without a link is a label for what is below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from reader.errors import ReaderError
from reader.language import tr
from reader.state.exchange.entry import Entry
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) has no way to write."""


def read(text: str) -> list[Entry]:
    """Every outline element that has a link.

    Raises:
        ReaderError: it is no XML, or has declarations of its own (which could grow without end).
    """
    from xml.etree import ElementTree as ET  # noqa: PLC0415 -- no entities of its own are let in

    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise ReaderError(
            tr("this OPML has declarations of its own"),
            tr("Take its DOCTYPE out; a list of links needs none."),
        )
    try:
        # Its first line may name another encoding: the text is decoded already.
        root = ET.fromstring(re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text))  # noqa: S314
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise ReaderError(
            tr("this is no OPML: {error}").format(error=error),
            tr("An OPML file is XML that begins with <opml>."),
        ) from error
    body = root.find("body")
    return list(_entries(body if body is not None else root))


def _entries(root: Element) -> Iterator[Entry]:
    stack: list[tuple[Element, tuple[str, ...]]] = [
        (child, ()) for child in reversed(root.findall("outline"))
    ]
    while stack:
        element, labels = stack.pop()
        known = {name.lower(): value for name, value in element.attrib.items()}
        title = one_line(known.get("text") or known.get("title") or "")
        link = (known.get("htmlurl") or known.get("url") or known.get("xmlurl") or "").strip()
        if link:
            named = tuple(filter(None, map(one_line, known.get("category", "").split(","))))
            yield Entry(
                title or link,
                link,
                one_line(known.get("source", "")),
                one_line(known.get("published", "")),
                one_line(known.get("created", "")),
                tuple(dict.fromkeys((*labels, *named))),
                known.get("description", "").strip(),
            )
        inner = labels if link or not title else (*labels, title)
        stack += [(child, inner) for child in reversed(element.findall("outline"))]


def write(entries: Sequence[Entry], heading: str) -> str:
    """A file that feed readers and outliners import."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{_attribute(heading)[1:-1]}</title></head>", "  <body>"]
    for entry in entries:
        given = {
            "text": entry.title,
            "type": "link",
            "url": entry.link,
            "created": entry.added,
            "source": entry.source,
            "published": entry.date,
            "category": ",".join(entry.labels),
            "description": entry.note,
        }
        attributes = " ".join(f"{name}={_attribute(value)}" for name, value in given.items() if value)
        lines.append(f"    <outline {attributes}/>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _attribute(value: str) -> str:
    legal = _ILLEGAL.sub("", value)
    return quoteattr(legal, {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;", '"': "&quot;"})
