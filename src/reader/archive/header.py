"""From the header of a post to a dict of plain values: simple ones at once, the rest through python-frontmatter and
handlers of our own.

YAML goes to the strict reader first (fast), then to libyaml's base loader (every scalar stays the string that was
written; no tag is ever constructed), then to the lenient reader. What YAML reads without complaint but not as it was
meant (``title: [快讯] x``, ``title: 第 #3 期``) is put right afterwards.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, NamedTuple

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from reader import doubts
from reader.archive.fences import MAX_HEADER, Form, Span, find_header, find_later_end
from reader.archive.lenient import read_lenient, read_text_value, unquoted
from reader.archive.strict import read_strict

_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_MAX_BRACKETS = 400
_MAX_DASHES = re.compile(r"(?:[-?:][ \t]+){20}")
"""libyaml recurses per nesting level and takes the process down at some 50,000 levels: refused long before."""
_MAX_DOTS = 40
"""In one TOML key; tomllib takes time in the square of them (30,000: four seconds)."""
_MAX_NODES, _MAX_DEPTH = 5_000, 12
"""Of the values that are kept; an alias bomb stops here."""

_ASSIGNED = re.compile(r"^([\w-]+)[ \t]*=[ \t]*", re.MULTILINE)

_MENDED = re.compile(r"^(title|author|source)[ \t]*:[ \t]+(?:[\[{&!*#]|[^'\"\n|>].*\s#\S)", re.MULTILINE)
_HASH_ITEM = re.compile(r"^\s*-\s+#\S", re.MULTILINE)


class Note(NamedTuple):
    """A doubt about the header."""

    message: str
    line: int
    """1-based, in the file."""


class Header(NamedTuple):
    """What stood above the body."""

    values: dict[str, Any]
    """str, list and dict only."""
    form: Form | None
    """None when the text has no header."""
    body: int
    """Offset of the body in the text."""
    notes: tuple[Note, ...] = ()


def read_header(text: str) -> Header:
    """The header of ``text`` (line feeds only); never raises."""
    span = find_header(text)
    if span is None:
        return Header({}, None, 0)
    if span.form == "yaml" and (simple := _simple(text, span)) is not None:
        return Header(simple, "yaml", span.body)
    notes: list[Note] = []
    line = text.count("\n", 0, span.inner) + 1
    handler = _HANDLERS[span.form](span, line, notes)
    values, _ = frontmatter.parse(text[span.start : span.end], handler=handler)
    if handler.failed and span.form == "yaml" and (longer := find_later_end(text, span)):
        span = longer
        values = read_lenient(text[span.inner : span.end])
    if not values and text[span.inner : span.end].strip():
        return Header({}, None, 0)
    return Header(values, span.form, span.body, tuple(notes))


def _simple(text: str, span: Span) -> dict[str, str | list[str]] | None:
    """The header of ``text`` where the strict reader takes it."""
    header = text[span.start : span.end].rstrip()[span.inner - span.start :]
    return read_strict(header) if len(header) <= MAX_HEADER else None


def plain(value: Any) -> Any:
    """``value`` with nothing but str, list and dict in it, at most 5,000 of them, 12 deep.

    Raises:
        ValueError: there are more, as aliases in a YAML header can make them.
    """
    return _Plain().copy(value, 0)


class _Plain:
    def __init__(self) -> None:
        self._left = _MAX_NODES

    def copy(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > _MAX_DEPTH:
            raise ValueError("too many values, or too deep")
        if isinstance(value, str):
            return value if value.isascii() else value.encode("utf-8", "replace").decode()
        if isinstance(value, dict):
            return {self._key(key): self.copy(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.copy(item, depth + 1) for item in value]
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else value.isoformat(" ") if hasattr(value, "hour") else str(value)

    def _key(self, key: Any) -> str:
        text = (
            key if isinstance(key, str) else " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
        )
        return text.encode("utf-8", "replace").decode()


class _Handler(BaseHandler):
    """One reading of one header: python-frontmatter asks it to split and to load."""

    FM_BOUNDARY = re.compile("")

    def __init__(self, span: Span, line: int, notes: list[Note]) -> None:
        super().__init__()
        self._fence = span.inner - span.start
        self._line = line
        self._notes = notes
        self.failed = False

    def split(self, text: str) -> tuple[str, str]:
        """The header without its opening fence; the body is not looked at here."""
        return text[self._fence :], ""

    def load(self, fm: str) -> dict[str, Any]:
        """The values of the header; the lenient reader's when it is too long or does not read."""
        if len(fm) > MAX_HEADER:
            self._note(doubts.LONG_HEADER.format(size=f"{len(fm):,}", most=f"{MAX_HEADER:,}"))
            return read_lenient(fm[:MAX_HEADER])
        try:
            return self._read(fm)
        except (ValueError, RecursionError, yaml.YAMLError) as error:
            self.failed = True
            self._note(*self._why(error))
            return self._salvaged(fm)

    def _read(self, header: str) -> dict[str, Any]:
        raise NotImplementedError

    def _salvaged(self, header: str) -> dict[str, Any]:
        """What can be told from a header that does not read."""
        return read_lenient(header)

    def _why(self, error: Exception) -> tuple[str, int]:
        """What to tell the user, and the line inside the header."""
        mark = getattr(error, "problem_mark", None)
        told = (getattr(error, name, None) for name in ("problem", "reason", "msg"))
        reason = next(filter(None, told), None) or str(error).partition(" (at ")[0]  # the place in TOML
        if isinstance(error, RecursionError):
            reason = "nested too deep"
        line = mark.line if mark else getattr(error, "lineno", 1) - 1
        return doubts.BAD_HEADER.format(form=self._name, reason=reason[:80]), line

    _name = "YAML"

    def _note(self, message: str, line: int = 0) -> None:
        self._notes.append(Note(message, self._line + line))


class _Yaml(_Handler):
    def _read(self, header: str) -> dict[str, Any]:
        if header.count("[") + header.count("{") > _MAX_BRACKETS or _MAX_DASHES.search(header):
            raise ValueError("nested too deep")
        loaded = yaml.load(header, Loader=_Loader)  # noqa: S506 - the base loader makes strings, lists, dicts only
        if not isinstance(loaded, dict):
            raise ValueError("not a mapping")  # noqa: TRY004 - a matter of the file, not of our types
        return self._mended(header, plain(loaded))

    @staticmethod
    def _mended(header: str, values: dict[str, Any]) -> dict[str, Any]:
        """Values as their author meant them where YAML saw a comment, a tag, an anchor or a list."""
        for match in _MENDED.finditer(header):
            name = match[1]
            if name != "title" and isinstance(values.get(name), list | dict):
                continue
            if (text := read_text_value(header, name)) is not None:
                values[name] = unquoted(text)
        if _HASH_ITEM.search(header):
            again = read_lenient(header)
            values.update(
                {name: again[name] for name in ("tags", "categories", "keywords") if again.get(name)}
            )
        return values


class _Lines(_Handler):
    """Pelican and MultiMarkdown: ``Key: value`` lines, longer values indented below."""

    def _read(self, header: str) -> dict[str, Any]:
        return read_lenient(header)


class _Unclosed(_Lines):
    def _read(self, header: str) -> dict[str, Any]:
        self._note(doubts.OPEN_HEADER)
        return super()._read(header)


class _Json(_Handler):
    _name = "JSON"

    def _read(self, header: str) -> dict[str, Any]:
        text = header.strip()
        loaded = json.loads(
            text if text.startswith("{") else "{" + text.rstrip(",") + "}",
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
        if not isinstance(loaded, dict):
            raise ValueError("not an object")  # noqa: TRY004
        values: dict[str, Any] = plain(loaded)
        return values

    def _salvaged(self, header: str) -> dict[str, Any]:
        lines = (line.strip() for line in header.split("\n"))
        return read_lenient("\n".join(line.rstrip(",") for line in lines if line not in {"{", "}"}))


class _Toml(_Handler):
    _name = "TOML"

    def _read(self, header: str) -> dict[str, Any]:
        if any(line.partition("=")[0].count(".") > _MAX_DOTS for line in header.split("\n")):
            raise ValueError("keys too deep")
        values: dict[str, Any] = plain(tomllib.loads(header, parse_float=str))
        return values

    def _salvaged(self, header: str) -> dict[str, Any]:
        return read_lenient(_ASSIGNED.sub(r"\1: ", header))


_HANDLERS: dict[Form, type[_Handler]] = {
    "yaml": _Yaml,
    "hexo-json": _Json,
    "toml": _Toml,
    "json": _Json,
    "lines": _Lines,
    "unclosed": _Unclosed,
}
