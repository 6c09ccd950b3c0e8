"""Posts as JSON and as lines of text."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from reader import clock
from reader.text import clean

if TYPE_CHECKING:
    from reader.model import Post


def post_object(post: Post) -> dict[str, Any]:
    """The fields every ``--json`` has."""
    return {
        "id": post.id,
        "path": post.path,
        "title": post.title,
        "date": clock.iso(post.date.seconds, post.date.offset) if post.date else None,
        "author": post.authors[0] if post.authors else "",
        "categories": list(post.categories[0]) if post.categories else [],
        "tags": list(post.tags),
        "url": post.link,
    }


def print_json(value: dict[str, Any]) -> None:
    """One object, one line. What the output's encoding lacks, bytes of file names too, becomes JSON's escapes."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        text = json.dumps(value)
    _print(text)


def print_text(text: str) -> None:
    """Text for people: safe for the terminal, whatever it can show."""
    _print(clean(text))


def _encoding() -> str:
    return (sys.stdout.encoding if sys.stdout else None) or "utf-8"


def _print(text: str) -> None:
    encoding = _encoding()
    print(text.encode(encoding, "replace").decode(encoding))  # noqa: T201


def date_text(post: Post) -> str:
    """``2021-07-03 05:56`` in the reader's zone, ``~`` before a guess, blank when unknown; always 17 cells."""
    if post.date is None:
        return " " * 17
    moment = clock.local(post.date.seconds).strftime("%Y-%m-%d %H:%M")
    return f"{'~' if post.date.about else ' '}{moment:>16}"
