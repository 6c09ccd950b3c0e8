"""The fast path for front matter: a line grammar so narrow that what it accepts is what YAML would say.

It accepts ``key: value`` with an ASCII key in the first column, values that are plain or quoted without any
escape, empty values, and block lists of such values: nine headers of ten in real archives. Everything else, down to
a comment or a tab, is refused (None) and goes to YAML itself. A property test holds it to ``yaml.CBaseLoader``.
"""

from __future__ import annotations

import re
from functools import lru_cache

ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids in a stream (1.1 section 5.1), what it takes for a line break (NEL, LS, PS), and tabs."""

_LINE = re.compile(r"(?:([A-Za-z][A-Za-z0-9_-]{0,63}):(?= |\Z)|( *)- )(.*)")
"""A key in the first column, or the indent of an item; then the rest of the line."""

_SHORT = 128
"""Characters of a line that other headers may have too."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>%@`")
"""Characters that mean something to YAML at the start of a plain scalar (1.1 section 5.3)."""


def read_strict(header: str) -> dict[str, str | list[str]] | None:
    """``header`` as YAML's base loader reads it (every scalar a string), or None when it is not that simple."""
    if ODD.search(header):
        return None
    data: dict[str, str | list[str]] = {}
    key = ""
    width: str | None = ""
    items: list[str] | None = None  # of the key above, as long as it has no value of its own
    for line in header.split("\n"):
        if (read := (_read_short_line if len(line) < _SHORT else _read_line)(line)) is None:
            if line.strip(" "):
                return None
            continue
        name, indent, scalar = read
        if name is not None:
            key, items = name, [] if scalar is None else None
            data[key] = scalar or ""
        elif scalar is None or items is None or (items and indent != width):
            return None
        else:
            items.append(scalar)
            data[key], width = items, indent
    return data


def _read_line(line: str) -> tuple[str | None, str | None, str | None] | None:
    """Key, or indent of an item, and the value, None when there is none; None when the line is blank or not that simple."""
    if (match := _LINE.fullmatch(line)) is None:
        return None
    name, indent, rest = match.groups()
    if not rest.strip(" "):
        return name, indent, None
    scalar = _scalar(rest)
    return None if scalar is None else (name, indent, scalar)


_read_short_line = lru_cache(maxsize=2_048)(_read_line)  # more than half of them are in other headers too


def _scalar(text: str) -> str | None:
    """One plain or quoted scalar on one line, or None when it takes more than this grammar."""
    text = text.strip(" ")
    first = text[:1]
    if first in {"'", '"'}:
        closed = len(text) > 1 and text[-1] == first and text.count(first) == 2
        return text[1:-1] if closed and (first == "'" or "\\" not in text) else None
    if not first or first in _INDICATORS or text[-1] == ":" or ": " in text or " #" in text:
        return None
    return text
