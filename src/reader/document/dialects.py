"""What Kramdown, pandoc, GitHub and generators of sites write into Markdown and CommonMark does not know.

Attributes are dropped (but for the language of code), boxes become quotations. Code is left alone (regions.py).
"""

from __future__ import annotations

import re

from reader.document.regions import Walk

_SIGNS = ("{:", "{#", "{.", "\n*[", "markdown=", "> [!", ":::")
"""One of them is in every source that has something to do here."""
_KRAMDOWN = (
    r"(?:^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+[^\n]*\n[ \t]*)?\{:\s*toc\b[^{}\n]*\}"  # with the item it replaces
    r"|\{:[^{}\n]*\}"
)
_WANTED = (
    rf"{_KRAMDOWN}|^\*\[[^\]\n]+\]:[^\n]*|<[A-Za-z]+\s[^<>\n]*\bmarkdown\s*=[^<>\n]*>|</summary>|\{{[#.][^{{}}\n]*\}}"
    r"|^(?:[ \t]*>)+[ \t]*\[![A-Za-z]+\][+-]?|^[ \t]*:{3,}[^\n]*"
)
_ATTRIBUTES = re.compile(
    r"\{:?\s*(?:(?:[#.][^\W\d][^\s{}]*|[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s{}]*))\s*)*\}"
)
_SPAN = re.compile(r"[)\]*_`>\"]$")
"""Before attributes of a link, a picture, emphasis, code."""
_UNDERLINE = re.compile(r"[ \t]*\n(?:=+|-+)[ \t]*(?:\n|\Z)")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_COMMENT_END = re.compile(r"\{:/(?:comment)?\}")
_BOX = re.compile(r":{3,}[ \t]*(?:\{\s*\.?)?([A-Za-z][\w-]*)?[^\s}]*\}?[ \t]*([^\n{}]*)")
_FAR = 200
"""Characters of a line that are looked at before a find."""


def plain(body: str) -> str:
    """``body`` as CommonMark would have it. Linear in its size."""
    if not any(sign in body for sign in _SIGNS) and not body.startswith("*["):
        return body
    return _Reader(body).run()


class _Reader:
    """One pass over a body."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.boxes = 0
        self.comments = "{::comment" in body

    def run(self) -> str:
        body, out, done = self.body, [], 0
        walk = Walk(body, _WANTED, markdown=True)
        while (found := walk.step()) is not None:
            if not isinstance(found, tuple):
                out.append(body[done : found.start()])
                text, done = self._read(found)
                out.append(text)
                walk.here = done
        out.append(body[done:])
        return "".join(out)

    def _read(self, found: re.Match[str]) -> tuple[str, int]:
        """What to write for a find, and where to go on."""
        text, stop = found[0], found.end()
        bare = text.lstrip(" \t>")
        if bare.startswith("{::"):
            return self._extension(text, stop)
        if "{:" in text and text.endswith("}"):
            return self._attributes(text, found.start(), stop), stop
        if text[0] == "{":
            return self._braces(text, found.start(), stop), stop
        if text[0] == "<":
            inside = text[1] != "/" or "markdown=" in self.body
            return text + "\n\n" if inside else text, stop
        if text[0] == "*":
            return "", stop
        return (self._box(text), stop) if bare.startswith(":::") else (_alert(text), stop)

    def _extension(self, text: str, stop: int) -> tuple[str, int]:
        """``{::comment}…{:/comment}`` goes; of others (``nomarkdown``, ``options``) only the tags."""
        if text.startswith("{::comment") and not text.endswith("/}") and self.comments:
            if end := _COMMENT_END.search(self.body, stop):
                return "", end.end()
            self.comments = False
        return "", stop

    def _attributes(self, text: str, start: int, stop: int) -> str:
        """``{: .class #id name="value"}`` of Kramdown, of the block above it or the span before it."""
        before = self.body[max(0, start - _FAR) : start].rpartition("\n")[2]
        last = _LINE_END.match(self.body, stop) is not None
        if not before.strip(" \t>") and last:
            if "language-" in text:
                return "\n\n" + text.strip() + "\n"
            return ""
        drop = _SPAN.search(before) or (last and before[-1:].isspace() and _ATTRIBUTES.fullmatch(text))
        return "" if drop or text.startswith("{:/") else text

    def _braces(self, text: str, start: int, stop: int) -> str:
        """``{#id}`` and ``{.class}`` of pandoc, Goldmark and VuePress, at the end of a heading or after a span."""
        if not _ATTRIBUTES.fullmatch(text):
            return text
        before = self.body[max(0, start - _FAR) : start].rpartition("\n")[2]
        if _LINE_END.match(self.body, stop):
            title = before.lstrip().startswith("#") or _UNDERLINE.match(self.body, stop)
            if title or not before.strip() or before.endswith((")", "]")):
                return ""
        return "" if before.endswith((")", "]")) else text

    def _box(self, text: str) -> str:
        """``:::tip Title`` … ``:::``."""
        match = _BOX.fullmatch(text.strip())
        if match and match[1]:
            self.boxes += 1
            title = match[2].strip()
            return "<blockquote>\n\n" + (f"**{title}**\n\n" if title else "")
        if self.boxes:
            self.boxes -= 1
            return "</blockquote>\n\n"
        return text


def _alert(text: str) -> str:
    """``> [!NOTE]`` of GitHub: a quotation whose first line is its kind."""
    lead, _, word = text.rpartition("[!")
    return f"{lead}**{word.rstrip('+-').rstrip(']').capitalize()}**  "
