"""Templates in a source, before any parser: Liquid, Nunjucks (Hexo) and Hugo's shortcodes.

What is known becomes what it means (shortcodes.py), as HTML; control tags vanish and leave what is between them;
of all others one word is shown, as a mark: ``‹include›``. Code is left alone (regions.py).
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import NamedTuple

from reader.document import boxes, shortcodes, verbatim
from reader.document.calls import Call, marker
from reader.document.regions import Walk

_LONGEST = 2000
"""Characters of a tag: one that ends later is text."""
_RAW = re.compile(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")
_TAG = re.compile(r"[A-Za-z_][\w-]*|#")
_SHORTCODE = re.compile(r"(/?)\s*([A-Za-z_][\w.-]*(?:/[\w.-]+)*)")
_CLOSERS = re.compile(r"\{%-?\s*end(\w+)|\{\{(?:[<%]|&lt;)\s*/\s*([A-Za-z_][\w./-]*)")
_SHOWN = re.compile(r"\s*/\*(.*)\*/\s*", re.DOTALL)
"""``{{</* x */>}}``: how Hugo shows a shortcode as it is written."""
_EXPRESSION = re.compile(
    r"(?:\"([^\"]*)\"|'([^']*)'|([.$]?[A-Za-z_][\w$]*(?:\.[\w$-]+|\[[^\]]{0,60}\])*))\s*(?:\|.*)?", re.DOTALL
)
_TEX = re.compile(r"(?:[\^_}{\\]|\\[A-Za-z]+)$")
"""Before two braces that are TeX's: ``\\frac{{a}}{{b}}``."""
_TARGET = re.compile(
    r"(?:\]\(\s*<?|^[ \t]*\[(?!\^)[^\]\n]*\]:[ \t]*<?)(?:\{\{[^{}\n]*\}\}|[^\s\"'<>()])*\Z", re.MULTILINE
)
"""Before what is part of the address of a Markdown link, or of a reference."""
_LINE_END = re.compile(r"[ \t]*+(?:\n|\Z)")
_PATH_BACK = 300
"""Characters that are looked at before a template, to see what it is part of."""


class _Tag(NamedTuple):
    name: str
    text: str
    """What follows the name."""
    ends: bool
    """Whether it is an end tag, or (``alone``) has no end tag."""
    alone: bool
    kind: str
    """``%`` for Liquid, ``<`` for a shortcode of Hugo's."""
    stop: int


def plain(body: str, *, markdown: bool) -> str:
    """``body`` without templates, in the markup it has. Linear in its size."""
    if "{%" not in body and "{{" not in body:
        return body
    return _Reader(body, markdown=markdown).run()


class _Reader:
    """One pass over a body, from template to template."""

    def __init__(self, body: str, *, markdown: bool) -> None:
        self.body = body
        self.markdown = markdown
        self.out: list[str] = []
        self.ends: dict[str, int] = {}
        for match in _CLOSERS.finditer(body):
            name = match[1] or match[2]
            self.ends[name] = self.ends.get(name, 0) + 1
        self.missing: set[str] = set()
        self.open: list[tuple[str, str]] = []  # names of the pairs that are open, and what ends them

    def run(self) -> str:
        body, out, done = self.body, self.out, 0
        walk = Walk(body, r"\{\{|\{%", markdown=self.markdown)
        while (found := walk.step()) is not None:
            if isinstance(found, tuple):
                start, stop = found
                out += body[done:start], _RAW.sub("", body[start:stop])
            else:
                start = found.start()
                out.append(body[done:start])
                stop = self._template(start)
            done = walk.here = stop
        out.append(body[done:])
        return "".join(out)

    def _template(self, start: int) -> int:
        """Write what the template at ``start`` means; returns where to go on."""
        body = self.body
        if body.startswith("{%", start):
            tag = _liquid(body, start)
            return self._tag(tag, start) if tag else self._text(start, start + 2)
        for lead, end in (("{{<", ">}}"), ("{{%", "%}}"), ("{{&lt;", "&gt;}}")):
            if body.startswith(lead, start):
                stop = body.find(end, start, start + _LONGEST)
                inner = body[start + len(lead) : stop] if stop >= 0 else "{{"
                if "{{" in inner:
                    return self._text(start, start + 3)
                if shown := _SHOWN.fullmatch(inner):
                    self.out.append(f"{lead}{shown[1]}{end}")
                    return stop + len(end)
                tag = _shortcode(inner if lead != "{{&lt;" else unescape(inner), stop + len(end))
                return self._tag(tag, start) if tag else self._text(start, start + 3)
        return self._expression(start)

    def _text(self, start: int, stop: int) -> int:
        self.out.append(self.body[start:stop])
        return stop

    def _expression(self, start: int) -> int:
        body = self.body
        stop = body.find("}}", start, start + _LONGEST)
        match = _EXPRESSION.fullmatch(_inside(body, start + 2, stop)) if stop >= 0 else None
        before = body[max(0, start - 20) : start]
        in_address = match is not None and self._in_address(start)
        if match is None or (not in_address and _TEX.search(before)):
            return self._text(start, start + 2)
        literal, name = match[1] or match[2], match[3]
        stop += 2
        if in_address:
            alone = not literal and body[stop : stop + 1] in {"", "\n", " ", ")", ">"}
            # A target must not vanish: Markdown would take the rest for text. This one leads nowhere.
            self.out.append("#" if alone else (literal or "").replace(" ", "%20"))
        elif name is None:
            self.out.append(escape(literal or "", quote=False))
        else:
            if before.endswith("<") and body[stop : stop + 1] == ">":  # <{{ url }}>
                self.out[-1] = self.out[-1][:-1]
                stop += 1
            self.out.append(marker(name))
        return stop

    def _tag(self, tag: _Tag, start: int) -> int:
        if self._in_address(start):
            self.out.append(shortcodes.path(Call.of(tag.name, tag.text)).replace(" ", "%20"))
        elif tag.name in verbatim.NAMES and not (tag.ends or tag.alone):
            return self._verbatim(tag, start)
        elif tag.ends:
            self._end(tag, start)
        else:
            self._known(tag, start)
        return tag.stop

    def _known(self, tag: _Tag, start: int) -> None:
        """Write a tag that stands alone, or begins something."""
        name = tag.name
        paired = not tag.alone and self.ends.get(name, 0) > 0
        call = Call.of(name, tag.text, paired=paired)
        if name in shortcodes.SILENT:
            if paired:
                self.ends[name] -= 1
                self.open.append((name, ""))
            return
        if paired:
            self.ends[name] -= 1
            first, last = boxes.pair(call)
            self.open.append((name, last))
            self._block(first, start, tag.stop)
        elif html := shortcodes.single(call):
            if html.startswith(shortcodes.BLOCKS):
                self._block(html, start, tag.stop)
            else:
                self.out.append(html)
        else:
            self.out.append(marker(name))

    def _end(self, tag: _Tag, start: int) -> None:
        for place in range(len(self.open) - 1, max(-1, len(self.open) - 9), -1):
            if self.open[place][0] == tag.name:
                for _, last in reversed(self.open[place:]):
                    self._block(last, start, tag.stop)
                del self.open[place:]
                return
        self.ends[tag.name] = self.ends.get(tag.name, 0) - 1  # it ended nothing

    def _verbatim(self, tag: _Tag, start: int) -> int:
        """Write an element whose content is not looked into: code, a comment, a formula, what is raw."""
        key = tag.kind + tag.name
        end = None if key in self.missing else _end(key).search(self.body, tag.stop)
        if end is None:
            self.missing.add(key)
            self._known(tag, start)
            return tag.stop
        content = self.body[tag.stop : end.start()]
        if tag.name in verbatim.RAW:
            self.out.append(content)
            return end.end()
        self.ends[tag.name] = self.ends.get(tag.name, 1) - 1
        call = Call.of(tag.name, tag.text)
        if self.markdown and tag.name in verbatim.CODE:
            before, indent = self._line_before(start)
            lead = "" if before == indent else "\n\n"
            self.out.append(lead + verbatim.fence(call, content, indent) + "\n" + indent)
        else:
            self.out.append(verbatim.html(call, content))
        return end.end()

    def _block(self, html: str, start: int, stop: int) -> None:
        """Write ``html`` that makes lines: in Markdown a blank line after it lets what follows be Markdown."""
        if not html:
            return
        self.out.append(html)
        if self.markdown:
            last = _LINE_END.match(self.body, stop) is not None
            self.out.append("\n" if last else "\n\n" + self._line_before(start)[1])

    def _line_before(self, start: int) -> tuple[str, str]:
        """What stands before ``start`` on its line (the end of it), and the same if it is only an indent."""
        before = self.body[max(0, start - _PATH_BACK) : start].rpartition("\n")[2]
        return before, before if not before.strip() else ""

    def _in_address(self, start: int) -> bool:
        """Whether what starts there is part of a tag or of a link's address: no HTML may be written into it."""
        before = self.body[max(0, start - _PATH_BACK) : start]
        opening = before.rfind("<")
        if opening > before.rfind(">") and re.match(r"</?[A-Za-z]+\s", before[opening:]):
            return True
        return self.markdown and _TARGET.search(before) is not None


def _inside(body: str, start: int, stop: int) -> str:
    """What is between the braces; dashes there (``{%- … -%}``) are about white space."""
    return body[start:stop].strip().removeprefix("-").removesuffix("-").strip()


def _liquid(body: str, start: int) -> _Tag | None:
    stop = body.find("%}", start, start + _LONGEST)
    inner = _inside(body, start + 2, stop) if stop >= 0 else ""
    match = _TAG.match(inner)
    if match is None or "{%" in inner:
        return None
    name = match[0]
    return _Tag(
        name.removeprefix("end"), inner[match.end() :], name.startswith("end"), name == "#", "%", stop + 2
    )


def _shortcode(inner: str, stop: int) -> _Tag | None:
    inner = inner.strip()
    match = _SHORTCODE.match(inner)
    if match is None:
        return None
    text = inner[match.end() :]
    alone = text.endswith("/")
    return _Tag(match[2], text.removesuffix("/"), bool(match[1]), alone, "<", stop)


@cache
def _end(key: str) -> re.Pattern[str]:
    name = re.escape(key[1:])
    if key[0] == "%":
        return re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}")
    return re.compile(rf"\{{\{{(?:[<%]|&lt;)\s*/\s*{name}\s*(?:[>%]|&gt;)\}}\}}")
