"""The Netscape bookmark file: a list of links in HTML that was never closed properly, and that every browser reads.

Folders become labels. ``TAGS`` is what Firefox, Pinboard and their like add; ``DD`` is the note.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from reader.state.exchange.entry import Entry, moment, seconds
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOTS = {
    "bookmarks bar",
    "bookmarks toolbar",
    "bookmarks menu",
    "other bookmarks",
    "书签栏",
    "其他书签",
    "收藏夹栏",
}
"""Folders of browsers that say nothing about what is in them."""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[Entry] = []
        self._folders: list[str] = []
        self._named = ""
        self._text: list[str] | None = None
        self._within = ""
        self._attributes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"dt", "dl", "p", "hr"}:
            self._end_note()
        if tag == "dl":
            self._folders.append(self._named)
            self._named = ""
        elif tag in {"a", "h3", "dd"}:
            self._end_note()
            self._within, self._text = tag, []
            if tag == "a":
                self._attributes = {name: value or "" for name, value in attrs}
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "dl":
            self._end_note()
            if self._folders:
                self._folders.pop()
        elif tag == "dd":
            self._end_note()
        elif tag == self._within == "h3":
            self._named = one_line("".join(self._text or ()))
            self._text, self._within = None, ""
        elif tag == self._within == "a":
            self._take_link(one_line("".join(self._text or ())))
            self._text, self._within = None, ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_note()

    def _take_link(self, title: str) -> None:
        link = self._attributes.get("href", "").strip()
        if not link or link.lower().startswith(("javascript:", "place:", "data:")):
            return
        folders = [name for name in self._folders if name and name.lower() not in _ROOTS]
        tags = [one_line(tag) for tag in self._attributes.get("tags", "").split(",")]
        labels = tuple(dict.fromkeys(filter(None, [*folders, *tags])))
        self.entries.append(
            Entry(title or link, link, added=moment(self._attributes.get("add_date", "")), labels=labels)
        )

    def _end_note(self) -> None:
        """``DD`` has no end: whatever begins next ends it."""
        if self._within == "dd" and self.entries:
            note = "".join(self._text or ()).strip()
            self.entries[-1] = self.entries[-1]._replace(note=note)
            self._text, self._within = None, ""


def read(text: str) -> list[Entry]:
    """Every link, in the order of the file."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.entries


def write(entries: Sequence[Entry], heading: str) -> str:
    """A file that browsers import."""
    title = escape(heading, quote=False)
    lines = [
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
        f"<TITLE>{title}</TITLE>",
        f"<H1>{title}</H1>",
        "<DL><p>",
    ]
    for entry in entries:
        added = f' ADD_DATE="{when}"' if (when := seconds(entry.added)) else ""
        tags = f' TAGS="{escape(",".join(entry.labels))}"' if entry.labels else ""
        lines.append(
            f'    <DT><A HREF="{escape(entry.link)}"{added}{tags}>{escape(entry.title, quote=False)}</A>'
        )
        if entry.note:
            # A line break as such would be a blank to a browser.
            lines.append(
                f"    <DD>{'<BR>'.join(escape(line, quote=False) for line in entry.note.splitlines())}</DD>"
            )
    return "\n".join([*lines, "</DL><p>", ""])
