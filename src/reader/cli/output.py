"""Posts as JSON and as lines of text."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from reader import clock
from reader.forms import written_date
from reader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.model import Post

MARKED, FAINT = "1;31", "2"
"""How what was found is shown on a terminal, and what stands beside it (ECMA-48, SGR)."""


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
    """One object, one line, UTF-8 whatever the output's encoding.

    Where that is another, and for bytes of file names, JSON's escapes are used: they are ASCII.
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8" if _encoding().lower().replace("-", "") == "utf8" else "ascii")
    except UnicodeEncodeError:
        text = json.dumps(value)
    _print(text)


def print_text(text: str) -> None:
    """Text for people: safe for the terminal, whatever it can show."""
    _print(clean(text))


def print_painted(parts: Iterable[tuple[str, str]]) -> None:
    """Text for people in parts, each with the codes of its style (or none); safe as :func:`print_text` is."""
    _print("".join(f"\x1b[{style}m{clean(text)}\x1b[0m" if style else clean(text) for text, style in parts))


def in_colors(wish: str) -> bool:
    """Whether to paint, by what was asked for: ``always``, ``never``, or ``auto``: on a terminal that can.

    See https://no-color.org for ``NO_COLOR``.
    """
    if wish != "auto":
        return wish == "always"
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _encoding() -> str:
    return (sys.stdout.encoding if sys.stdout else None) or "utf-8"


def _print(text: str) -> None:
    encoding = _encoding()
    print(text.encode(encoding, "replace").decode(encoding))  # noqa: T201


def date_text(post: Post) -> str:
    """``2021-07-03 05:56`` in the reader's zone, ``~`` before a guess, blank when unknown; always 17 cells."""
    return f"{written_date(post):>17}"
