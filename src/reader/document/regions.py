"""Where code stands in a source: nothing in it is markup or a template. Fences, indents, backticks, ``<pre>``.

A rough reading, as fast as a search, for what changes the source before a parser sees it; the parser decides what
is shown as code.
"""

from __future__ import annotations

import re
from functools import cache

Region = tuple[int, int]
"""Start and stop of a piece of code, offsets into the source."""

_FENCE = re.compile(
    r"(?:[ \t]*+(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*+[ \t]*+(?:(`{3,})[^`\n]*+|(~{3,})[^\n]*+)(?:\n|\Z)"
)
_LEAD = re.compile(r"(?:[ \t]*+>)*+([ \t]*+)((?:[-*+]|\d{1,9}[.)])[ \t]++|\[\^[^\]\s]++\]:|:[ \t]++)?")
"""What stands before the words of a line: its indent, and the mark of an item, a note or a definition."""
_BLANK_LINE = re.compile(r"\n[ \t]*+\n")
_SHELLS = "pre|code|script|style|textarea"
_LONGEST_RUN = 30
"""Backticks of a run that can begin inline code. Bounds how often a paragraph is searched for the other end."""


class Walk:
    """A cursor that goes from one find of a pattern to the next, and steps over code.

    Args:
        body: the source.
        wanted: what to look for, as the text of a pattern without groups.
        markdown: fences, indents and backticks make code, not only tags.
    """

    def __init__(self, body: str, wanted: str, *, markdown: bool) -> None:
        self.body = body
        self.here = 0
        """Where the search goes on; who took more than the find moves it."""
        self._markdown = markdown
        self._tokens = _tokens(wanted, markdown=markdown)
        self._offset = 0  # column where the text of the list item that is open begins
        self._blank, self._code = True, False  # what the line before is
        self._missing: set[str] = set()
        self._paragraph = 0
        self._runs: dict[int, int] = {}  # length of a run of backticks -> up to here there is no other

    def step(self) -> re.Match[str] | Region | None:
        """The next find, or the code before it; ``None`` at the end."""
        body, size = self.body, len(self.body)
        while self.here < size:
            start = self.here
            begins = self._markdown and (not start or body[start - 1] == "\n")
            if begins and (end := self._code_line(start)) > start:
                self.here = end
                return start, end
            token = self._tokens.search(body, start)
            if token is None:
                self.here = size
                return None
            first = token[0][0]
            if token[1] is None:
                self.here = token.start()
                return token
            self.here = token.end()
            if first != "\n":
                end = self._ticks(token) if first == "`" else self._shell(token)
                if end:
                    self.here = end
                    return token.start(), end
        return None

    def _code_line(self, start: int) -> int:
        """Where the code ends that begins with the line at ``start``; ``start`` itself for a line of text."""
        body = self.body
        if fence := _FENCE.match(body, start):
            self._blank = self._code = False
            marks = fence[1] or fence[2]
            close = _closing(marks[0], min(len(marks), 99)).search(body, fence.end())
            return close.end() if close else len(body)
        lead = _LEAD.match(body, start)
        stop = lead.end() if lead else start
        if lead is None or stop >= len(body) or (body[stop] == "\n" and not lead[2]):
            self._blank = True
            return start
        indent = len(lead[1].expandtabs(4))
        if indent >= self._offset + 4 and (self._blank or self._code):
            self._code = True
            return body.find("\n", start) + 1 or len(body)
        if lead[2]:
            self._offset = indent + (4 if lead[2][0] == "[" else len(lead[2]))
        elif self._blank and indent < self._offset:
            self._offset = indent
        self._blank = self._code = False
        return start

    def _ticks(self, token: re.Match[str]) -> int:
        """Where inline code that begins at ``token`` ends; 0 when it is only a backtick."""
        length = len(token[0])
        if length > _LONGEST_RUN or self.body[token.start() - 1 : token.start()] == "\\":
            return 0
        if self._paragraph < token.end():
            end = _BLANK_LINE.search(self.body, token.end())
            self._paragraph = end.start() if end else len(self.body)
        if self._runs.get(length, -1) >= self._paragraph:
            return 0
        other = _run(length).search(self.body, token.end(), self._paragraph)
        if other:
            return other.end()
        self._runs[length] = self._paragraph
        return 0

    def _shell(self, token: re.Match[str]) -> int:
        """Where the element whose tag begins at ``token`` ends; 0 when nothing ends it."""
        name = token[0][1:].lower()
        if name in self._missing:
            return 0
        end = _end_tag(name).search(self.body, token.end())
        if end is None:
            self._missing.add(name)
            return 0
        return end.end()


@cache
def _tokens(wanted: str, *, markdown: bool) -> re.Pattern[str]:
    shells = rf"<(?:{_SHELLS})(?=[\s>])"
    code = rf"\n|`+|{shells}" if markdown else shells
    return re.compile(rf"({code})|{wanted}", re.IGNORECASE | re.MULTILINE)


@cache
def _closing(mark: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*+{mark}{{{length},}}[ \t]*+(?:\n|\Z)", re.MULTILINE)


@cache
def _run(length: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!`)`{{{length}}}(?!`)")


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)
