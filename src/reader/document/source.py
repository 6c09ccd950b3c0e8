"""What is put right in the source of an HTML body before it is parsed: tags that are text, and nesting without end.

The parser means what a browser means; here is what a browser would get wrong, or take minutes for.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from reader.text import clean


def names(text: str) -> frozenset[str]:
    """The words of ``text``: a table of tags or classes that reads as one."""
    return frozenset(text.split())


_TEXT_LEVEL = (
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark meter nobr"
    " output picture progress q rb rp rt rtc ruby s samp small source span strike strong sub sup time tt u var wbr"
)
_MAKES_LINES = (
    "address article aside blockquote br caption center dd details dialog dir dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot"
    " th thead tr ul"
)
_OTHERS = (
    "applet area audio base basefont bgsound body canvas col colgroup datalist div embed frame frameset head html"
    " iframe keygen link listing map marquee math meta noembed noframes noscript object optgroup option param"
    " plaintext script search select slot style svg template textarea title track video xmp"
)
_FOREIGN = (
    "annotation annotation-xml circle clippath defs desc ellipse filter foreignobject g image line lineargradient mask"
    " menclose mfenced mfrac mglyph mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup"
    " msup mtable mtd mtext mtr munder munderover path pattern polygon polyline radialgradient rect semantics stop"
    " symbol text tspan use"
)
KNOWN = names(f"{_TEXT_LEVEL} {_MAKES_LINES} {_OTHERS} {_FOREIGN}")
IN_CODE = names("span b i em strong a br mark u font sub sup code pre s del ins kbd var samp")
"""Tags that are markup inside ``<pre>``; all others were code once, unescaped by a crawler."""
ROWS = names("thead tbody tr td th")
"""Parts of a table that numbers lines of code, inside ``<pre>``."""
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
"""Elements that a parser opens again in every block after them, when they were not closed (HTML 13.2.4.3)."""
_VOID = names("area base br col embed hr img input link meta param source track wbr")
_UNCOUNTED = _VOID | names("p li dt dd td th tr tbody thead tfoot option optgroup rt rp rb a nobr")
"""Elements that the next of their kind ends, so that they nest only by way of others."""
_HTML_SCOPES = names("applet button caption marquee object select table template")
_FOREIGN_SCOPES = names("math annotation-xml mi mn mo ms mtext svg foreignobject desc")
"""Elements whose inside an end tag can't reach out of (HTML 13.2.4.2)."""
_RAW = names("script style title textarea xmp noembed noframes iframe svg template")
"""Elements whose content is no markup, or is never shown: taken out, or made text, before the parser sees it."""

_LINES = re.compile(rf"<(?:{'|'.join(_MAKES_LINES.split())})(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(  # HTML 13.2.5.6 to 13.2.5.40: a tag, its name, its attributes
    r"<(/?)([A-Za-z][^\s/>]*)"
    r"((?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]++)?)?)*+)>"
)
_ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]++)?)?")
_COMMENT_END = re.compile(r"--!?>")
RAW_TAGS = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
LINE_OF_CODE = re.compile(
    r"\bclass\s*=\s*[\"']?[^\"'>]*(?:line|hljs|code|token|rouge|lnt|L\d)", re.IGNORECASE
)

DEEPEST = 400
"""Elements that may be open at once (browsers: 512). Lexbor takes 4.5 s for 60,000 nested divs, 20 ms for this."""
_FORMATS = 8
"""Formatting elements that may be open at once: each is copied into every block until it is closed."""
_INLINE_CODE = 400
"""Characters of a ``<code>`` outside ``<pre>`` whose tags are taken for text."""
_ATTRIBUTES = 64
"""Attributes that an element keeps: the parser compares each with all before it."""
_MISTAKES = 50
"""Tags that never end: after as many the rest is text (each costs a look at all of it)."""


def makes_lines(body: str) -> bool:
    """Whether any tag in ``body`` makes lines; in a body without one, the newlines do."""
    return _LINES.search(body) is not None


def prepared(body: str, deepest: int = DEEPEST) -> str:
    """``body`` ready for the parser.

    * Names that are no tags (``List<T>``, ``<CET口试>``) become text, and so do all but a few tags inside code.
    * Scripts, styles, comments, ``<svg>`` are taken out; what is text in them (``<textarea>``, TeX) is kept as text.
    * At most ``deepest`` elements are open at once: the tags of the others are taken out, their content stays.
    """
    body = clean(body)
    if "{%" in body:
        body = RAW_TAGS.sub("", body)
    if "<![CDATA[" in body:
        body = CDATA.sub("", body)
    return _Scan(body, deepest).run() if "<" in body else body


class _Scope:
    """Elements open inside one that end tags can't reach out of."""

    __slots__ = ("cells", "name", "open")

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: dict[str, int] = {}
        self.cells = False


class _Scan:
    """One pass over a body, from tag to tag."""

    def __init__(self, body: str, deepest: int) -> None:
        self.body = body
        self.deepest = deepest
        self.out: list[str] = []
        self.verbatim = 0  # up to here only the tags of IN_CODE are markup
        self.kept: dict[str, int] = {}  # open elements in code that are markup in spite of their name
        self.missing: set[str] = set()  # end tags that don't occur any more
        self.scopes = [_Scope("")]
        self.depth = self.formats = 0
        self.dropped: dict[str, int] = {}

    def run(self) -> str:
        body, out, here, mistakes = self.body, self.out, 0, 0
        last = body.rfind(">")
        while 0 <= (start := body.find("<", here)) < last and mistakes < _MISTAKES:
            out.append(body[here:start])
            if match := _TAG.match(body, start):
                here = self._tag(match)
            elif body[start + 1] in "!?/" and start >= self.verbatim:
                here = self._no_tag(start)
            else:
                mistakes += body[start + 1].isalpha()
                out.append("&lt;")
                here = start + 1
        out.append(body[here:].replace("<", "&lt;"))
        return "".join(out)

    def _no_tag(self, start: int) -> int:
        """Step over a comment, a doctype, an instruction; returns where it ends."""
        if not self.body.startswith("<!--", start):
            return self.body.find(">", start) + 1
        if self.body.startswith((">", "->"), start + 4):
            return self.body.find(">", start) + 1
        if "--" not in self.missing and (end := _COMMENT_END.search(self.body, start + 4)):
            return end.end()
        self.missing.add("--")
        self.out.append("&lt;")
        return start + 1

    def _tag(self, match: re.Match[str]) -> int:
        """Pass on, drop, or make text of one tag; returns where to go on."""
        slash, name, attributes = match.groups()
        name = name.lower()
        if not self._is_markup(match.start(), slash, name, attributes):
            self.out.append("&lt;")
            return match.start() + 1
        if name in _RAW:
            return self._raw(match, name, attributes)
        if slash:
            if self._closes(name):
                self.out.append(match.group())
            return match.end()
        if name == "plaintext" or not self._opens(name, attributes):
            return match.end()
        if attributes.count("=") > _ATTRIBUTES or len(attributes.split()) > 4 * _ATTRIBUTES:
            few = islice(_ATTRIBUTE.finditer(attributes), _ATTRIBUTES)
            self.out.append(f"<{name} {' '.join(each.group() for each in few)}>")
        else:
            self.out.append(match.group())
        if name in {"pre", "code"} and match.end() > self.verbatim:
            limit = len(self.body) if name == "pre" else match.end() + _INLINE_CODE
            self.verbatim = max(self.verbatim, self._end_of(name, match.end(), limit))
        return match.end()

    def _is_markup(self, start: int, slash: str, name: str, attributes: str) -> bool:
        if start < self.verbatim:
            if name in IN_CODE:
                return True
            if slash:
                self.kept[name] = self.kept.get(name, 0) - 1
                return self.kept[name] >= 0
            kept = name in KNOWN and LINE_OF_CODE.search(attributes) is not None
            kept = kept or (name in ROWS and self.kept.get("table", 0) > 0)
            self.kept[name] = max(0, self.kept.get(name, 0)) + kept
            return kept
        if name in KNOWN or "=" in attributes or "-" in name or ":" in name:
            return True
        return bool(slash) and name in self.scopes[-1].open

    def _end_of(self, name: str, start: int, limit: int) -> int:
        """Where the end tag ``</name`` starts, before ``limit``; 0 when there is none."""
        if name in self.missing:
            return 0
        match = _end_tag(name).search(self.body, start, limit)
        if match is None and limit == len(self.body):
            self.missing.add(name)
        return match.start() if match else 0

    def _raw(self, match: re.Match[str], name: str, attributes: str) -> int:
        """Take out an element whose content is no markup; keep what is text in it."""
        if match[1]:
            return match.end()
        if name == "iframe":
            self.out.append(match.group() + "</iframe>")
        end = self._end_of(name, match.end(), len(self.body))
        if not end:
            return match.end()
        if name in {"textarea", "xmp"} or (name == "script" and "math/tex" in attributes):
            content = self.body[match.end() : end].replace("<", "&lt;")
            self.out.append(content.join(_shell(name, attributes)))
        elif name == "script" and (gist := _GIST.search(attributes)):
            self.out.append(f'<iframe src="{gist[1]}"></iframe>')
        return self.body.find(">", end) + 1 or len(self.body)

    def _opens(self, name: str, attributes: str) -> bool:
        scope = self.scopes[-1]
        if name in _UNCOUNTED:
            scope.cells = scope.cells or name in {"td", "th"}
            return True
        if attributes.endswith("/") and name in _FOREIGN_NAMES:
            return True
        formatting = name in _FORMATTING
        if self.depth >= self.deepest or (formatting and self.formats >= _FORMATS):
            self.dropped[name] = self.dropped.get(name, 0) + 1
            return False
        self.depth += 1
        self.formats += formatting
        scope.open[name] = scope.open.get(name, 0) + 1
        if name in _HTML_SCOPES or name in _FOREIGN_SCOPES:
            self.scopes.append(_Scope(name))
        return True

    def _closes(self, name: str) -> bool:
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return False
        if name == "table":
            self._leave_to("table")
        elif name == self.scopes[-1].name and (
            name in _HTML_SCOPES or not any(self.scopes[-1].open.values())
        ):
            self._leave_to(name)
        scope = self.scopes[-1]
        if scope.open.get(name):
            scope.open[name] -= 1
            self.depth -= 1
            self.formats -= name in _FORMATTING
        return True

    def _leave_to(self, name: str) -> None:
        """Close every scope up to the innermost ``name``, if it can be reached."""
        at = len(self.scopes) - 1
        while at and self.scopes[at].name != name and self.scopes[at].name in _HTML_SCOPES - {"template"}:
            at -= 1
        if not at or self.scopes[at].name != name:
            return
        for scope in self.scopes[at:]:
            for element, count in scope.open.items():
                self.depth -= count
                if element in _FORMATTING and scope.cells:  # outside cells they are not forgotten
                    self.formats -= count
        del self.scopes[at:]


def _shell(name: str, attributes: str) -> tuple[str, str]:
    """What text taken out of an element is put into."""
    if name == "textarea":
        return "", ""
    if name == "xmp":
        return "<pre>", "</pre>"
    if "display" in attributes:
        return '<div class="math-display">', "</div>"
    return '<span class="math-tex">', "</span>"


_GIST = re.compile(r"src\s*=\s*[\"']?(https?://gist\.github\.com/[^\s\"'>]+?)\.js")
"""Code that a script would fetch from there."""
_FOREIGN_NAMES = frozenset(_FOREIGN.split())


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
