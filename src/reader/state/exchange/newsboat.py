"""What was read and flagged in newsboat: its ``cache.db``, an SQLite file with a row for each article (``rss_item``)."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.language import later, tr
from reader.state.exchange.entry import Entry, moment
from reader.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

_HINT = later("newsboat keeps it as ~/.local/share/newsboat/cache.db or ~/.newsboat/cache.db.")
_SQL = """SELECT title, url, author, pubDate, unread = 0, coalesce(flags, '') FROM rss_item
  WHERE unread = 0 OR coalesce(flags, '') <> '' ORDER BY pubDate, id"""


class Item(NamedTuple):
    """An article that was read or flagged."""

    entry: Entry
    """Its labels are the letters of its flags, ``flag-s``."""
    is_read: bool
    is_flagged: bool


def read(path: Path) -> list[Item]:
    """Every article that was read or flagged, oldest first; the file is not written to.

    Raises:
        ReaderError: it can't be read, or is no cache of newsboat.
    """
    if not path.is_file():
        raise ReaderError(tr("there is no file {path}").format(path=path), tr(_HINT))
    try:
        # Not immutable: newsboat may be running, and then what it wrote last stands in a journal beside the file.
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            rows = connection.execute(_SQL).fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        told = tr("{path} is no cache of newsboat: {error}").format(path=path, error=error)
        raise ReaderError(
            tr("newsboat has it locked") if "locked" in str(error) else told, tr(_HINT)
        ) from error
    return [_item(*row) for row in rows]


def _item(title: object, url: object, author: object, date: object, is_read: object, flags: object) -> Item:
    letters = [letter for letter in str(flags) if letter.isalpha()]
    entry = Entry(
        one_line(str(title or "")),
        str(url or "").strip(),
        one_line(str(author or "")),
        moment(str(date)),
        labels=tuple(f"flag-{letter}" for letter in dict.fromkeys(letters)),
    )
    return Item(entry, bool(is_read), bool(letters))
