"""The text of HTML without a tree: a list of tags and what is between them, walked once.

A tree costs ten times as much. What it would tell is guessed here from names alone, so that text out of place is
found elsewhere than in a document; nothing of it is lost. Between functions a block's border is :data:`BORDER`.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from reader.document.breaking import CJK, NO_END, NO_START
from reader.document.html import FLOWING, UNSEEN, is_hidden
from reader.document.images import file_name, is_picture, look
from reader.document.links import target
from reader.document.marks import lowered, raised
from reader.document.source import CDATA, IN_CODE, KNOWN, LINE_OF_CODE, ROWS, makes_lines, names
from reader.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

IMAGE, TABLE, CODE, LINK, VIDEO = 1, 2, 4, 8, 16
BORDER = "\x01"
"""Between blocks, and where a line ends. No body has it: :func:`reader.text.clean` drops it."""
HEADING = "\x02"
AMPERSAND, LESS = "\x03", "\x04"
"""In place of ``&`` and ``<`` that are no markup."""
_BLANKS = f"{BORDER}{HEADING} \n\t"
"""At the start of a heading, likewise."""

_TAG = (
    re.compile(  # ends before a "<" that is not in quotes: so each character is read once, whatever is wrong
        r"<(/?[A-Za-z][^\s/<>]*+)"
        r"((?:[\s/]++|[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s<>]++)?)?)*+>?)"
    )
)
_ATTRIBUTE = re.compile(
    r"([^\s/<>][^\s/<>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|((?![\"'])[^\s<>]++))?)?"
)
_COMMENT = re.compile(r"<!---?>|<!--.*?--!?>", re.DOTALL)
_NO_TAG = re.compile(r"<[!?][^<>]*+>|</(?![A-Za-z])[^<>]*+>")
_RAW = re.compile(
    r"<(/?)(pre|code|script|style|title|textarea|xmp|noembed|noframes|iframe|svg|template)(?=[\s/>])([^>]*+)>",
    re.IGNORECASE,
)
_ANY_RAW = re.compile(
    r"<(?:s(?:cript|tyle|vg)|t(?:itle|extarea|emplate)|xmp|noembed|noframes|iframe)(?=[\s/>])", re.IGNORECASE
)
_GIST = re.compile(r"src\s*=\s*[\"']?https?://gist\.github\.com/")
_CAREFUL = ("class", "hidden", "display", "visibility", "dialog", "CLASS", "HIDDEN", "DISPLAY")
"""Without any of these in a body nothing in it is hidden by its attributes."""
_SUSPECT = re.compile(r"class|hidden|display|visibility", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s<>]++))", re.IGNORECASE)
_BACK = re.compile(r"[\s\ufe0e\ufe0f]*[↩↑⤴⏎↵^⇧⬆#¶§🔗]?[\s\ufe0e\ufe0f]*")
_NOTE = re.compile(
    r"#(?:user-content-)?_?(?:fn|footnote|note|cite_note|ftn|endnote|easy-footnote|sdfootnote)", re.IGNORECASE
)
_PLAYERS = re.compile(
    r"youtube|youtu\.be|bilibili|vimeo|youku|v\.qq\.com|dailymotion|miaopai|ixigua|acfun|tudou|twitch|iqiyi|douyin"
    r"|weishi|video",
    re.IGNORECASE,
)
_WIDE = f"{CJK}{re.escape(NO_START)}{re.escape(NO_END)}"
_SOFT = re.compile(f"\n\\s*+(?=[{_WIDE}])")
_WIDE_END = re.compile(f"[{_WIDE}]")
_EMPTY_LINES = re.compile(r"\n[^\S\n]*+\n\s*+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_TWICE = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[mn]dash|hellip|middot|copy|reg|trade|#\d{2,6}|#x[\da-f]{2,5});"
)
_DATA_CELL = 1000
_TABLES_DEEP = 6
_INLINE_CODE = 400
_LAID_OUT = names("table pre h1 h2 h3 h4 blockquote iframe video audio figure details dl")
_FORMULAS = re.compile(r"<math[\s>]|katex|mathjax|mwe-math|ztext-math|math/tex|<plaintext", re.IGNORECASE)


def is_intricate(body: str) -> bool:
    """Whether ``body`` has what needs a tree: formulas that are written several times, one of which is shown."""
    return ("ath" in body or "ATH" in body or "katex" in body or "<plain" in body) and _FORMULAS.search(
        body
    ) is not None


def read(body: str, *, markdown: bool = False) -> tuple[str, int]:
    """Text of a cleaned HTML fragment, with borders, and its features. Linear in its size.

    Args:
        body: the fragment.
        markdown: whether it was made of Markdown: then newlines are blanks even where no tag makes lines.
    """
    text, features = _text(body) if "<" in body else (body, 0)
    if "\n" in text:
        text = _unbroken(text) if markdown or makes_lines(body) else text.replace("\n", BORDER)
    if "&" in text:
        text = _decoded(text)
    if AMPERSAND in text or LESS in text:
        text = text.replace(AMPERSAND, "&").replace(LESS, "<")
    return text, features


def _text(body: str) -> tuple[str, int]:
    """``body`` without tags, and its features."""
    if "<!" in body or "<?" in body:
        body = _without_comments(body)
    if _ANY_RAW.search(body):
        body, features = _without_raw(body)
    else:
        features = 0
    parts = _TAG.split(body)
    walk = _Walk(parts, features, careful=any(word in body for word in _CAREFUL))
    walk.run()
    return "".join(walk.out), walk.features


def lines(text: str) -> list[str]:
    """The lines of a text with borders: white space made one blank, nothing empty."""
    return [" ".join(row.split()) for row in text.split(BORDER) if row and not row.isspace()]


def _unbroken(text: str) -> str:
    """``text`` with the newlines of the source made blanks, borders, or nothing between two CJK characters."""
    text = _EMPTY_LINES.sub(BORDER, text)

    def soft(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        return "" if _WIDE_END.match(before) else " "

    return _SOFT.sub(soft, text)


def _decoded(text: str) -> str:
    """``text`` without entities; those that were escaped twice are meant as well."""
    text = _ENTITY.sub(_entity, text)
    return _TWICE.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    return clean(unescape(match[0]))


def _without_comments(body: str) -> str:
    if "<![CDATA[" in body:
        body = CDATA.sub("", body)
    if (last := body.rfind("-->") + 3) >= 3:
        body = _COMMENT.sub("", body[:last]) + body[last:]
    return _NO_TAG.sub("", body)


def _without_raw(body: str) -> tuple[str, int]:
    """``body`` without elements whose content is no markup; what is text in them stays.

    In code nothing is taken out: a ``<script>`` there is what the code says.
    """
    out, features, done = list[str](), 0, 0
    lowered_body = body.lower() if body.isascii() else _ascii_lower(body)
    missing: set[str] = set()
    while match := _RAW.search(body, done):
        out.append(body[done : match.start()])
        slash, name, attributes = match[1], match[2].lower(), match[3]
        done = match.end()
        if name == "iframe" and not slash:
            out.append(f"<iframe{attributes}>")
        stop = done + _INLINE_CODE if name == "code" else len(body)
        end = -1 if slash or name in missing else lowered_body.find("</" + name, done, stop)
        if name in {"pre", "code"}:
            out.append(match[0])
        if end < 0:
            if not slash and name != "code":
                missing.add(name)
            continue
        if name in {"pre", "code"}:
            out.append(body[done:end])
            done = end
            continue
        if name in {"textarea", "xmp"}:
            features |= CODE if name == "xmp" else 0
            out += BORDER, body[done:end].replace("<", "&lt;"), BORDER
        done = body.find(">", end) + 1 or len(body)
    out.append(body[done:])
    return "".join(out), features


def _ascii_lower(text: str) -> str:
    return text.translate(_LOWER)


_LOWER = {upper: upper + 32 for upper in range(65, 91)}


class _Walk:
    """One pass over the parts of a body: text, name of a tag, its attributes with ``>``, and so on."""

    def __init__(self, parts: list[str], features: int, *, careful: bool) -> None:
        self.parts = parts
        self.out = [parts[0]]
        self.features = features
        self.careful = careful
        self.cells = 0
        """Open tables of data."""
        self.tables: list[bool] = []
        self.headings = 0
        self.figures: list[list[int]] = []
        """Of each open figure: places in ``out`` of what its pictures are called, and below 0 of its captions."""

    def run(self) -> None:
        parts, out, actions, careful = self.parts, self.out, ACTIONS, self.careful
        here, size = 1, len(parts)
        while here < size:
            action = actions.get(parts[here])
            if careful and len(parts[here + 1]) > 5 and parts[here][0] != "/":
                here = self._careful(here)
            elif action.__class__ is str and parts[here + 1][-1:] == ">":
                out.append(action)
                out.append(parts[here + 2])
                here += 3
            else:
                here = self.other(here)

    def other(self, here: int) -> int:
        """What is at ``here`` when it is no mere border: returns where to go on."""
        parts = self.parts
        name, attributes = parts[here], parts[here + 1]
        if attributes[-1:] == ">":
            action = ACTIONS.get(name)
            if action is None:
                action = ACTIONS.get(name.lower())
            if action is None:
                action = self._unknown(name, attributes)
            if not isinstance(action, str):
                return action(self, here)
            self.out.append(action)
        else:
            self.out += "<", name, attributes
        self.out.append(parts[here + 2])
        return here + 3

    def _unknown(self, name: str, attributes: str) -> str:
        bare = name.removeprefix("/").lower()
        if bare in KNOWN or "=" in attributes or "-" in name or ":" in name:
            return ""
        if name[0] == "/":  # ends what had attributes
            return "" if bare in map(str.lower, self.parts[1::3][:2000]) else f"<{name}{attributes}"
        return f"<{name}{attributes}"

    def _careful(self, here: int) -> int:
        """The same for a tag that may be hidden."""
        text = self.parts[here + 1]
        if _SUSPECT.search(text):
            found = attributes_of(text)
            name = self.parts[here].lower()
            if is_hidden(name, found):
                return here + 3 if name in _VOID else self.past(here)
            after = self.parts[here + 2]
            if found.get("aria-hidden") == "true" and len(after) < 5 and not any(map(str.isalnum, after)):
                self.parts[here + 2] = ""
            if "code" in (classes := found.get("class") or "") and "template-marker" in classes:
                return self.past(here)
        return self.other(here)

    # Elements that are not gone into

    def after(self, here: int) -> int:
        self.out.append(self.parts[here + 2])
        return here + 3

    def end_of(self, here: int) -> int:
        """The place of the tag that ends the element that begins at ``here``: its own, or that of one around it."""
        parts, name = self.parts, self.parts[here].lower()
        depth = total = 0
        for place in range(here + 3, len(parts), 3):
            other = parts[place].lower()
            if other == name:
                depth += 1
            elif other[0] == "/":
                if other[1:] == name:
                    depth -= 1
                    if depth < 0:
                        return place
                elif other[1:] in _COUNTED:
                    total -= 1
                    if total < 0:
                        return place
            elif other in _COUNTED:
                total += 1
            elif name == "p" and other in _ENDS_PARAGRAPH:
                return place
        return len(parts)

    def past(self, here: int) -> int:
        """Step over the element that begins at ``here``."""
        end = self.end_of(here)
        if end < len(self.parts) and self.parts[end].lower() == "/" + self.parts[here].lower():
            return self.after(end)
        return end

    # Code

    def code(self, here: int) -> int:
        """A ``<pre>``: its newlines count, most tags in it are text."""
        end = self._named(here, "/pre", len(self.parts))
        self.out.append(BORDER)
        if end < 0:
            self.features |= CODE
            return self.after(here)
        start = len(self.out)
        self._verbatim(here, end, BORDER)
        if not self.cells and not "".join(self.out[start:]).replace(BORDER, "").isspace():
            self.features |= CODE
        self.out.append(BORDER)
        return self.after(end)

    def inline_code(self, here: int) -> int:
        end = self._named(here, "/code", here + 120)
        if end < 0 or sum(map(len, self.parts[here + 2 : end])) > _INLINE_CODE:
            return self.after(here)
        self._verbatim(here, end, "\n")
        return self.after(end)

    def _named(self, here: int, name: str, stop: int) -> int:
        parts = self.parts
        for place in range(here + 3, min(stop, len(parts)), 3):
            if parts[place] == name or parts[place].lower() == name:
                return place
        return -1

    def _verbatim(self, here: int, end: int, newline: str) -> None:
        """Write what is between two tags as code."""
        parts, out, kept = self.parts, self.out, dict[str, int]()
        out.append(parts[here + 2].replace("\n", newline))
        place = here + 3
        while place < end:
            name, attributes = parts[place].lower(), parts[place + 1]
            bare = name.removeprefix("/")
            if bare in IN_CODE or bare in _ALWAYS:
                if bare == "br" or (bare == "code" and newline == BORDER and not parts[place + 2].strip()):
                    out.append(BORDER)
                elif name[0] != "/" and "class" in attributes and is_hidden(name, attributes_of(attributes)):
                    place = min(self.end_of(place), end - 3)
            elif name[0] == "/":
                kept[bare] = kept.get(bare, 0) - 1
                out.append(BORDER if kept[bare] >= 0 else f"<{parts[place]}{attributes}")
            else:
                keep = (bare in KNOWN and LINE_OF_CODE.search(attributes) is not None) or (
                    bare in ROWS and kept.get("table", 0) > 0
                )
                kept[bare] = max(0, kept.get(bare, 0)) + keep
                if not keep:
                    out.append(f"<{parts[place]}{attributes}")
                elif is_hidden(name, attributes_of(attributes)):
                    place = min(self.end_of(place), end - 3)
                    kept[bare] -= 1
                else:
                    out.append(BORDER)
            out.append(parts[place + 2].replace("\n", newline))
            place += 3

    # Links and small signs

    def link(self, here: int) -> int:
        if self.features & LINK and "#" not in self.parts[here + 1]:
            return self.after(here)
        match = _HREF.search(self.parts[here + 1])
        href = (match[1] or match[2] or match[3] or "") if match else ""
        following = self.parts[here + 3] if here + 3 < len(self.parts) else ""
        text = self.parts[here + 2]
        if href.startswith("#"):
            if following == "/a" and _BACK.fullmatch(text):
                return self.after(here + 3)
        elif leads(href) and (
            text.strip() or (following != "/a" and not (following == "img" and is_picture(href)))
        ):
            self.features |= LINK
        return self.after(here)

    def superscript(self, here: int) -> int:
        parts = self.parts
        if parts[here + 3 : here + 4] == ["/sup"]:
            self.out.append(raised(parts[here + 2]))
            return self.after(here + 3)
        link = parts[here + 3 : here + 7 : 3] == ["a", "/a"] and _HREF.search(parts[here + 4])
        if link and _NOTE.match(link[1] or link[2] or link[3] or ""):
            text = one_line(parts[here + 2] + parts[here + 5]).strip("[]［］ ")
            self.out.append(raised(text) if text.isdecimal() else f"[{text}]")
            return self.after(here + 6)
        return self.after(here)

    def subscript(self, here: int) -> int:
        if self.parts[here + 3 : here + 4] == ["/sub"]:
            self.out.append(lowered(self.parts[here + 2]))
            return self.after(here + 3)
        return self.after(here)

    def ruby(self, here: int) -> int:
        """A ``<ruby>``: the readings stand after all of the words, so that these are found as they are spoken."""
        end = self.end_of(here)
        words, into = [self.parts[here + 2]], 0
        readings: list[str] = []
        for place in range(here + 3, end, 3):
            name = self.parts[place].lower()
            if name in {"rt", "rp", "/rt", "/rp", "rb", "/rb", "rtc", "/rtc"}:
                into = {"rt": 1, "rp": 2}.get(name, 0)
            (words, readings, [])[into].append(self.parts[place + 2])
        text = "".join(map(one_line, readings))
        self.out += "".join(words), f"({text})" if text else ""
        return self.after(end) if end < len(self.parts) else end

    # Pictures and what plays

    def picture(self, here: int) -> int:
        kind, label, address = look(attributes_of(self.parts[here + 1]))
        if kind == "picture":
            self.features |= IMAGE
            if self.cells or self.headings:
                self.out.append(f"▣ {_escaped(label)}")
                return self.after(here)
            label = label or file_name(target(address) if "?" in address else address)
            self.out.append(BORDER)
            if self.figures:
                self.figures[-1].append(len(self.out))
            self.out += _escaped(label), BORDER
        elif label:
            self.out.append(_escaped(label))
        return self.after(here)

    def figure(self, here: int) -> int:
        self.figures.append([])
        self.out.append(BORDER)
        return self.after(here)

    def figure_end(self, here: int) -> int:
        self.out.append(BORDER)
        if self.figures:
            found = self.figures.pop()
            if len(found) == 2 and min(found) < 0 < max(found):
                caption = "".join(self.out[-min(found) :])
                if caption.strip(_BLANKS):  # it stands for what the picture is called
                    self.out[max(found)] = ""
        return self.after(here)

    def caption(self, here: int) -> int:
        self.out.append(BORDER)
        if self.figures:
            self.figures[-1].append(-len(self.out))
        return self.after(here)

    def media(self, here: int) -> int:
        name = self.parts[here].lower()
        found = attributes_of(self.parts[here + 1])
        end = here if name in _VOID or name == "iframe" else self.end_of(here)
        address = found.get("src") or found.get("data-src") or found.get("data") or ""
        for place in range(here + 3, end, 3):
            if not address and self.parts[place].lower() == "source":
                address = attributes_of(self.parts[place + 1]).get("src") or ""
        address = target(address)
        if address:
            title = one_line(found.get("title") or found.get("alt") or "")
            self.out += BORDER, _escaped(title), BORDER
            if name == "video" or is_player(name, address):
                self.features |= VIDEO
        elif name == "object":
            return self.after(here)
        return self.past(here) if end > here else self.after(here)

    # Tables and headings

    def table(self, here: int) -> int:
        """A ``<table>``: whether it holds data is looked up ahead."""
        self.out.append(BORDER)
        data = len(self.tables) < _TABLES_DEEP and self._is_data(here, self.end_of(here))
        self.tables.append(data)
        if data:
            self.features |= TABLE
            self.cells += 1
        return self.after(here)

    def table_end(self, here: int) -> int:
        self.out.append(BORDER)
        if self.tables:
            self.cells -= self.tables.pop()
        return self.after(here)

    def _is_data(self, here: int, end: int) -> bool:
        """The rule of ``grid.is_data``."""
        inside = self.parts[here + 3 : end : 3]
        if not _LAID_OUT.isdisjoint(inside):
            return False
        cells, size, several, lists = 0, 0, False, 0
        for number, name in enumerate(inside):
            if name in {"td", "th"}:
                cells, size = cells + 1, 0
                several = several or cells > 1
            elif name == "tr":
                cells = 0
            elif name in {"ul", "/ul"}:
                lists += 1 if name == "ul" else -1
            size += len(self.parts[here + 5 + 3 * number])
            if lists > 1 or size > _DATA_CELL:
                return False
        return several and not "".join(self.parts[here + 2 : end : 3]).isspace()

    def heading(self, here: int) -> int:
        self.out += BORDER, HEADING
        self.headings = 1
        return self.after(here)

    def heading_end(self, here: int) -> int:
        self.out.append(BORDER)
        self.headings = 0
        return self.after(here)


def attributes_of(text: str) -> dict[str, str | None]:
    """The attributes of a tag: the first of each name counts, values are decoded."""
    found: dict[str, str | None] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


def is_player(kind: str, address: str) -> bool:
    """Whether something embedded of that ``kind`` (or tag) plays a video."""
    return kind != "audio" and _PLAYERS.search(address[:500]) is not None


def leads(href: str) -> bool:
    """Whether ``href`` is the address of a page: of the web, or relative."""
    scheme, colon, _ = href.strip()[:12].partition(":")
    return bool(href.strip()) and (not colon or scheme.lower() in {"http", "https"} or "/" in scheme)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;") if "&" in text else text


_VOID = names("area base br col embed hr img input link meta param source track wbr frame")
_COUNTED = names(
    "div section article table ul ol dl blockquote figure details td th tr li pre header footer main aside p"
)
_ENDS_PARAGRAPH = names(FLOWING) | names("h1 h2 h3 h4 h5 h6 ul ol pre table blockquote hr figure")
_ALWAYS = names("wbr font big small")
_BORDERS = names(
    FLOWING + " blockquote br hr ul ol li dt dd details caption thead tbody tfoot tr td th listing summary"
)
ACTIONS: dict[str, str | Callable[[_Walk, int], int]] = {
    **dict.fromkeys((name for name in KNOWN), ""),
    **dict.fromkeys(("/" + name for name in KNOWN), ""),
    **dict.fromkeys(_BORDERS, BORDER),
    **dict.fromkeys(("/" + name for name in _BORDERS), BORDER),
    **dict.fromkeys(names(UNSEEN) - _VOID, _Walk.past),
    **dict.fromkeys(names("h1 h2 h3 h4 h5 h6"), _Walk.heading),
    **dict.fromkeys(names("/h1 /h2 /h3 /h4 /h5 /h6"), _Walk.heading_end),
    **dict.fromkeys(names("video audio iframe embed object frame"), _Walk.media),
    "pre": _Walk.code,
    "/pre": BORDER,
    "code": _Walk.inline_code,
    "a": _Walk.link,
    "sup": _Walk.superscript,
    "sub": _Walk.subscript,
    "ruby": _Walk.ruby,
    "img": _Walk.picture,
    "image": _Walk.picture,
    "figure": _Walk.figure,
    "/figure": _Walk.figure_end,
    "figcaption": _Walk.caption,
    "/figcaption": BORDER,
    "table": _Walk.table,
    "/table": _Walk.table_end,
    "q": "“",
    "/q": "”",
}
"""What a tag means: what is written for it, or a method."""
