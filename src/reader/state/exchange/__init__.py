"""Bookmarks in the formats of other programs: in and out, as text.

====================  ======================================================================================
jsonl                 our own lines (see :mod:`reader.state.bookmarks`); all that is known of a bookmark
html                  the Netscape bookmark file, which every browser reads and writes
opml                  an outline of links, as feed readers exchange it
md                    a Markdown list of links
====================  ======================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reader.errors import ReaderError
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.state.exchange.entry import Entry

Format = Literal["jsonl", "html", "opml", "md"]
FORMATS: tuple[Format, ...] = ("jsonl", "html", "opml", "md")

_ENDINGS: dict[str, Format] = {
    "jsonl": "jsonl", "json": "jsonl", "html": "html", "htm": "html", "opml": "opml", "xml": "opml",
    "md": "md", "markdown": "md", "txt": "md",
}  # fmt: skip


def format_of(name: str, text: str = "") -> Format:
    """The format of a file: as its text begins, else as its name ends, else Markdown."""
    head = text.lstrip("\ufeff \t\r\n")[:400].lower()
    if head.startswith("{"):
        return "jsonl"
    if head.startswith(("<?xml", "<opml")):
        return "opml"
    if head.startswith("<"):
        return "html"
    by_name = _ENDINGS.get(name.rpartition(".")[2].lower(), "md")
    return by_name if not head or by_name == "md" else "md"


def read(text: str, form: Format) -> list[Entry]:
    """What a file holds, in its order; what is no link in it is passed over.

    Raises:
        ReaderError: it isn't in this format at all.
    """
    if form == "jsonl":
        from reader.state.exchange import jsonl  # noqa: PLC0415 -- one of four at a time

        return jsonl.read(text)
    if form == "html":
        from reader.state.exchange import netscape  # noqa: PLC0415

        return netscape.read(text)
    if form == "opml":
        from reader.state.exchange import opml  # noqa: PLC0415

        return opml.read(text)
    from reader.state.exchange import markdown  # noqa: PLC0415

    return markdown.read(text)


def write(entries: Sequence[Entry], form: Format, heading: str) -> str:
    """``entries`` as a file of this format.

    Args:
        entries: in the order they are to stand.
        form: the format.
        heading: of the whole; jsonl has none.
    """
    if form == "jsonl":
        from reader.state.exchange import jsonl  # noqa: PLC0415

        return jsonl.write(entries)
    if form == "html":
        from reader.state.exchange import netscape  # noqa: PLC0415

        return netscape.write(entries, heading)
    if form == "opml":
        from reader.state.exchange import opml  # noqa: PLC0415

        return opml.write(entries, heading)
    from reader.state.exchange import markdown  # noqa: PLC0415

    return markdown.write(entries, heading)


def checked(name: str) -> Format:
    """The format that is called ``name``.

    Raises:
        ReaderError: none is.
    """
    form = _ENDINGS.get(name.lower())
    if form is None:
        known = tr("There are {names}.").format(names=tr(", ").join(FORMATS))
        raise ReaderError(tr("there is no format {name}").format(name=name), known)
    return form
