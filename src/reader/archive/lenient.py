"""Front matter that YAML can't read: line by line, so that no post is lost to its header.

Made for crawlers that write titles without escaping: ``title: 'it's "so"'``, quotes that run over several lines,
values that begin with ``@ * [ ` %``, tabs for indent. Linear in the header's length; every value is a string, a list
of strings or lists, or a dict.
"""

from __future__ import annotations

import re
from typing import Any

from reader.archive.names import is_known

_KEY = re.compile(r"[\"']?([^\s:#\[\]{}\"',-][^:\n\"']{0,60}?)[\"']?[ \t]*[:：](?:[ \t]+(.*)|$)")
_NEVER_KEY = re.compile(r"https?$|[。，！？“”]")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_COMMENT = re.compile(r"\s#\s.*$")
_WORDY = frozenset({"title", "author", "source", "description", "summary", "excerpt", "subtitle"})
"""Keys whose values are text: a `` # `` in them is meant."""
_MAX_LINES = 5_000
_MAX_DEPTH = 4


def read_lenient(header: str, depth: int = 0) -> dict[str, Any]:
    """What can be told from ``header``; empty when no line of it looks like ``key: value``."""
    lines = [_untabbed(line) for line in header.split("\n")[:_MAX_LINES]]
    data: dict[str, Any] = {}
    at = 0
    while at < len(lines):
        match = _key(lines[at])
        if match is None:
            at += 1
            continue
        value = (match[2] or "").strip()
        end = _end(lines, at, value)
        data[match[1].strip()] = _value(match[1].strip(), value, lines[at + 1 : end], depth)
        at = end
    return data


def read_text_value(header: str, name: str) -> str | None:
    """The one-line value of ``name`` as it stands in ``header``, quotes and all; None when it has none."""
    match = re.search(rf"^{re.escape(name)}[ \t]*:[ \t]+(\S.*)$", header, re.MULTILINE)
    return match[1].strip() if match else None


def unquoted(value: str) -> str:
    """``value`` without its outer quotes, however many and however badly they match."""
    first = value[:1]
    if first not in {"'", '"'} or len(value) < 2 or value[-1] != first:
        return value[1:] if first in {"'", '"'} and value.count(first) == 1 else value
    inner = value[1:-1]
    if first == '"' and '"' not in inner.replace('\\"', ""):
        return inner.replace('\\"', '"').replace("\\\\", "\\")
    if first == "'" and "'" not in inner.replace("''", ""):
        return inner.replace("''", "'")
    while len(inner) > 1 and inner[0] == inner[-1] == first:
        inner = inner[1:-1]
    return inner


def _untabbed(line: str) -> str:
    text = line.lstrip(" \t")
    return line[: len(line) - len(text)].replace("\t", "  ") + text.rstrip()


def _key(line: str) -> re.Match[str] | None:
    """The match of a ``key: value`` line in the first column; key and value are its groups."""
    match = _KEY.match(line)
    return None if match is None or _NEVER_KEY.search(match[1]) else match


def _end(lines: list[str], start: int, value: str) -> int:
    """The index after the last line that belongs to the key on line ``start``."""
    at = start + 1
    quote = value[:1]
    if quote in {"'", '"'}:
        complete = len(value) > 1 and value[-1] == quote
        following = next((line for line in lines[at:] if line), "")
        if complete and (not following or _key(following)):
            return at
        return _end_of_quoted(lines, at, quote)
    while at < len(lines) and _key(lines[at]) is None:
        at += 1
    return at


def _end_of_quoted(lines: list[str], start: int, quote: str) -> int:
    """Before the first known key that follows a closing quote; else before the first known key at all."""
    first, last = 0, ""
    for at in range(start, len(lines)):
        line = lines[at]
        match = _key(line)
        if match and is_known(match[1]):
            if last.endswith(quote) or match[1] == "categories":
                return at
            first = first or at
        last = line or last
    return first or len(lines)


def _value(key: str, value: str, below: list[str], depth: int) -> Any:
    """The value of one key from what is on its line and the lines below it."""
    if _BLOCK.fullmatch(value):
        return _block(below, folded=value[0] == ">")
    lines = [line for line in below if line]
    if not value or value.startswith("#"):
        if lines and lines[0].lstrip().startswith("-"):
            return _items(lines)
        if lines and lines[0][0] == " " and depth < _MAX_DEPTH and (nested := _nested(lines, depth)):
            return nested
        if not lines:
            return value if key in _WORDY else ""
    if value[:1] == "[" and key not in _WORDY and (joined := " ".join([value, *lines])).endswith("]"):
        return _flow(joined)
    if value[:1] not in {"'", '"'} and key not in _WORDY:
        value = _COMMENT.sub("", value)
    whole = "\n".join([value, *below]).strip()
    return " ".join(unquoted(whole).split())


def _block(lines: list[str], *, folded: bool) -> str:
    """A block scalar, ``|`` or ``>``."""
    return (" " if folded else "\n").join(line.strip() for line in lines).strip()


def _nested(lines: list[str], depth: int) -> dict[str, Any]:
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    return read_lenient("\n".join(line[indent:] for line in lines), depth + 1)


def _items(lines: list[str]) -> list[Any]:
    """The items of a block list; a line that is none goes on with the item above it."""
    items: list[Any] = []
    for line in lines:
        text = line.strip()
        if text == "-":
            continue
        if text[:2] == "- ":
            item = text[2:].strip()
            items.append(_flow(item) if item[:1] == "[" and item[-1:] == "]" else unquoted(item))
        elif items and isinstance(items[-1], str):
            items[-1] += " " + text
    return items


def _flow(text: str) -> list[Any]:
    """``[a, 'b, c', [d]]``, two deep at most; linear."""
    outer: list[Any] = []
    target, word, quote = outer, "", ""
    for char in text[1:-1]:
        if quote:
            quote = "" if char == quote else quote
            word += char
        elif char in "'\"" and not word.strip():
            quote, word = char, char
        elif char == "[" and target is outer and not word.strip():
            target, word = [], ""
        elif char == "]" and target is not outer:
            _add(target, word)
            outer.append(target)
            target, word = outer, ""
        elif char == ",":
            _add(target, word)
            word = ""
        else:
            word += char
    _add(target, word)
    if target is not outer:
        outer.append(target)
    return outer


def _add(items: list[Any], word: str) -> None:
    if word.strip():
        items.append(unquoted(word.strip()))
