"""What the tags of a page mean for the text that is seen of it: a table of small handlers, as html.py has one."""

from __future__ import annotations

import re

from reader.document.html import FLOWING, UNSEEN, is_hidden
from reader.document.images import file_name, is_picture, look
from reader.document.links import target
from reader.document.marks import lowered, raised
from reader.document.source import IN_CODE, KNOWN, LINE_OF_CODE, ROWS, names
from reader.document.visible_signs import BORDER, CODE, HEADING, IMAGE, LINK, TABLE, VIDEO, is_player, leads
from reader.document.visible_walk import VOID, Actions, Walk, attributes_of
from reader.text import one_line

_HREF = re.compile(r"\bhref\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s<>]++))", re.IGNORECASE)
_BACK = re.compile(r"[\s\ufe0e\ufe0f]*[↩↑⤴⏎↵^⇧⬆#¶§🔗]?[\s\ufe0e\ufe0f]*")
_NOTE = re.compile(
    r"#(?:user-content-)?_?(?:fn|footnote|note|cite_note|ftn|endnote|easy-footnote|sdfootnote)", re.IGNORECASE
)
_BLANKS = f"{BORDER}{HEADING} \n\t"
_INLINE_CODE = 400
"""Characters of a ``<code>`` outside ``<pre>`` whose tags are taken for text."""
_DATA_CELL = 1000
"""Characters of a cell above which a table is no table of data."""
_TABLES_DEEP = 6
_FIGURES_DEEP = 6
_LAID_OUT = names("table pre h1 h2 h3 h4 blockquote iframe video audio figure details dl")
"""Tags that tables of data do not have."""
_ALWAYS = names("wbr font big small")


# Code


def code(walk: Walk, here: int) -> int:
    """A ``<pre>``: its newlines count, most tags in it are text."""
    end = -1 if "/pre" in walk.missing else _named(walk, here, "/pre", len(walk.parts))
    walk.out.append(BORDER)
    if end < 0:
        walk.missing.add("/pre")
        walk.features |= CODE
        return walk.after(here)
    start = len(walk.out)
    _verbatim(walk, here, end, BORDER)
    if not walk.cells and "".join(walk.out[start:]).strip(_BLANKS):
        walk.features |= CODE
    walk.out.append(BORDER)
    return walk.after(end)


def inline_code(walk: Walk, here: int) -> int:
    end = _named(walk, here, "/code", here + 120)
    if end < 0 or sum(map(len, walk.parts[here + 2 : end])) > _INLINE_CODE:
        return walk.after(here)
    _verbatim(walk, here, end, "\n")
    return walk.after(end)


def _named(walk: Walk, here: int, name: str, stop: int) -> int:
    parts = walk.parts
    for place in range(here + 3, min(stop, len(parts)), 3):
        if parts[place] == name or parts[place].lower() == name:
            return place
    return -1


def _verbatim(walk: Walk, here: int, end: int, newline: str) -> None:
    """Write what is between two tags as code."""
    parts, out, kept = walk.parts, walk.out, dict[str, int]()
    out.append(parts[here + 2].replace("\n", newline))
    place = here + 3
    while place < end:
        name, attributes = parts[place].lower(), parts[place + 1]
        bare = name.removeprefix("/")
        if bare in IN_CODE or bare in _ALWAYS:
            if bare == "br" or (bare == "code" and newline == BORDER and not parts[place + 2].strip()):
                out.append(BORDER)
            elif name[0] != "/" and "class" in attributes and is_hidden(name, attributes_of(attributes)):
                place = min(walk.end_of(place), end - 3)
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
                place = min(walk.end_of(place), end - 3)
                kept[bare] -= 1
            else:
                out.append(BORDER)
        out.append(parts[place + 2].replace("\n", newline))
        place += 3


# Links and small signs


def link(walk: Walk, here: int) -> int:
    if walk.features & LINK and "#" not in walk.parts[here + 1]:
        return walk.after(here)
    match = _HREF.search(walk.parts[here + 1])
    href = (match[1] or match[2] or match[3] or "") if match else ""
    following = walk.parts[here + 3] if here + 3 < len(walk.parts) else ""
    text = walk.parts[here + 2]
    if href.startswith("#"):
        if following == "/a" and _BACK.fullmatch(text):
            return walk.after(here + 3)
    elif leads(href) and (
        text.strip() or (following != "/a" and not (following == "img" and is_picture(href)))
    ):
        walk.features |= LINK
    return walk.after(here)


def superscript(walk: Walk, here: int) -> int:
    parts = walk.parts
    if parts[here + 3 : here + 4] == ["/sup"]:
        walk.out.append(raised(parts[here + 2]))
        return walk.after(here + 3)
    link = parts[here + 3 : here + 7 : 3] == ["a", "/a"] and _HREF.search(parts[here + 4])
    if link and _NOTE.match(link[1] or link[2] or link[3] or ""):
        text = one_line(parts[here + 2] + parts[here + 5]).strip("[]［］ ")
        walk.out.append(raised(text) if text.isdecimal() else f"[{text}]")
        return walk.after(here + 6)
    return walk.after(here)


def subscript(walk: Walk, here: int) -> int:
    if walk.parts[here + 3 : here + 4] == ["/sub"]:
        walk.out.append(lowered(walk.parts[here + 2]))
        return walk.after(here + 3)
    return walk.after(here)


def ruby(walk: Walk, here: int) -> int:
    """A ``<ruby>``: the readings stand after all of the words, so that these are found as they are spoken."""
    end = walk.end_of(here)
    words, into = [walk.parts[here + 2]], 0
    readings: list[str] = []
    for place in range(here + 3, end, 3):
        name = walk.parts[place].lower()
        if name in {"rt", "rp", "/rt", "/rp", "rb", "/rb", "rtc", "/rtc"}:
            into = {"rt": 1, "rp": 2}.get(name, 0)
        (words, readings, [])[into].append(walk.parts[place + 2])
    text = "".join(map(one_line, readings))
    walk.out += "".join(words), f"({text})" if text else ""
    return walk.after(end) if end < len(walk.parts) else end


# Pictures and what plays


def picture(walk: Walk, here: int) -> int:
    kind, label, address = look(attributes_of(walk.parts[here + 1]))
    if kind == "picture":
        walk.features |= IMAGE
        if walk.cells or walk.headings:
            walk.out.append(f"▣ {_escaped(label)}")
            return walk.after(here)
        label = label or file_name(target(address) if "?" in address else address)
        walk.out.append(BORDER)
        if walk.figures:
            walk.figures[-1].append(len(walk.out))
        walk.out += _escaped(label), BORDER
    elif label:
        walk.out.append(_escaped(label))
    return walk.after(here)


def figure(walk: Walk, here: int) -> int:
    walk.figures.append([])
    walk.out.append(BORDER)
    return walk.after(here)


def figure_end(walk: Walk, here: int) -> int:
    walk.out.append(BORDER)
    if walk.figures:
        found = walk.figures.pop()
        if len(walk.figures) > _FIGURES_DEEP:
            return walk.after(here)
        if len(found) == 2 and min(found) < 0 < max(found):
            caption = "".join(walk.out[-min(found) :])
            if caption.strip(_BLANKS):  # it stands for what the picture is called
                walk.out[max(found)] = ""
    return walk.after(here)


def caption(walk: Walk, here: int) -> int:
    walk.out.append(BORDER)
    if walk.figures:
        walk.figures[-1].append(-len(walk.out))
    return walk.after(here)


def media(walk: Walk, here: int) -> int:
    name = walk.parts[here].lower()
    found = attributes_of(walk.parts[here + 1])
    address = found.get("src") or found.get("data-src") or found.get("data") or ""
    if name == "object" and not target(address):
        return walk.after(here)
    end = here if name in VOID or name == "iframe" else walk.end_of(here)
    for place in range(here + 3, end, 3):
        if not address and walk.parts[place].lower() == "source":
            address = attributes_of(walk.parts[place + 1]).get("src") or ""
    address = target(address)
    if address:
        title = one_line(found.get("title") or found.get("alt") or "")
        walk.out += BORDER, _escaped(title), BORDER
        if name == "video" or is_player(name, address):
            walk.features |= VIDEO
    return walk.past(here) if end > here else walk.after(here)


# Tables and headings


def table(walk: Walk, here: int) -> int:
    """A ``<table>``: whether it holds data is looked up ahead."""
    walk.out.append(BORDER)
    data = len(walk.tables) < _TABLES_DEEP and _is_data(walk, here, walk.end_of(here))
    walk.tables.append(data)
    if data:
        walk.features |= TABLE
        walk.cells += 1
    return walk.after(here)


def table_end(walk: Walk, here: int) -> int:
    walk.out.append(BORDER)
    if walk.tables:
        walk.cells -= walk.tables.pop()
    return walk.after(here)


def _is_data(walk: Walk, here: int, end: int) -> bool:
    """The rule of ``grid.is_data``."""
    inside = walk.parts[here + 3 : end : 3]
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
        size += len(walk.parts[here + 5 + 3 * number])
        if lists > 1 or size > _DATA_CELL:
            return False
    return several and bool("".join(walk.parts[here + 2 : end : 3]).strip())


def heading(walk: Walk, here: int) -> int:
    walk.out += BORDER, HEADING
    walk.headings = 1
    return walk.after(here)


def heading_end(walk: Walk, here: int) -> int:
    walk.out.append(BORDER)
    walk.headings = 0
    return walk.after(here)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;") if "&" in text else text


_BORDERS = names(
    FLOWING + " blockquote br hr ul ol li dt dd details caption thead tbody tfoot tr td th listing summary"
)
ACTIONS: Actions = {
    **dict.fromkeys((name for name in KNOWN), ""),
    **dict.fromkeys(("/" + name for name in KNOWN), ""),
    **dict.fromkeys(_BORDERS, BORDER),
    **dict.fromkeys(("/" + name for name in _BORDERS), BORDER),
    **dict.fromkeys(names(UNSEEN) - VOID, Walk.past),
    **dict.fromkeys(names("h1 h2 h3 h4 h5 h6"), heading),
    **dict.fromkeys(names("/h1 /h2 /h3 /h4 /h5 /h6"), heading_end),
    **dict.fromkeys(names("video audio iframe embed object frame"), media),
    "pre": code,
    "/pre": BORDER,
    "code": inline_code,
    "a": link,
    "sup": superscript,
    "sub": subscript,
    "ruby": ruby,
    "img": picture,
    "image": picture,
    "figure": figure,
    "/figure": figure_end,
    "figcaption": caption,
    "/figcaption": BORDER,
    "table": table,
    "/table": table_end,
    "q": "“",
    "/q": "”",
}
"""What a tag means: what is written for it, or a method."""
