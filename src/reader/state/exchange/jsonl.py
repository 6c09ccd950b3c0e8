"""Our own lines: one JSON object each, as in ``bookmarks.jsonl``, with the address of the post added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.errors import ReaderError
from reader.language import tr
from reader.state.exchange.entry import Entry
from reader.state.lines import fields, line_of
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = ("title", "link", "source", "date", "added", "id", "archive", "path")
_PATHS = {"archive", "path"}
"""They keep their blanks."""


def read(text: str) -> list[Entry]:
    """Every line that is a bookmark.

    Raises:
        ReaderError: there are lines, and none of them is.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    entries = [entry for line in lines if (entry := _entry(line)) is not None]
    if lines and not entries:
        raise ReaderError(
            tr("none of these lines is a bookmark"),
            tr(
                "Each is to be a JSON object with a title or an id. Of a browser, export the bookmarks as HTML."
            ),
        )
    return entries


def _entry(line: str) -> Entry | None:
    try:
        data = fields(line)
    except ValueError:
        return None
    given = {name: str(data[name]) for name in _TEXTS if data.get(name) is not None}
    texts = {name: text if name in _PATHS else one_line(text) for name, text in given.items()}
    if not texts.get("title") and not texts.get("id") and not texts.get("link"):
        return None
    labels = data.get("labels")
    note = data.get("note")
    return Entry(
        **{"title": "", **texts},
        labels=tuple(filter(None, map(one_line, map(str, labels)))) if isinstance(labels, list) else (),
        note=note if isinstance(note, str) else "",
    )


def write(entries: Sequence[Entry]) -> str:
    """A line for each, without what is empty."""
    return "".join(f"{line_of(_data(entry))}\n" for entry in entries)


def _data(entry: Entry) -> dict[str, Any]:
    order = ("id", "archive", "path", "title", "source", "date", "added", "labels", "note", "link")
    known = entry._asdict()
    return {name: known[name] for name in order if known[name]}
