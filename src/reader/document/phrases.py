"""Text in a line as Markdown: html2text does it, told by a hook about marks and freed afterwards of needless escapes.

html2text alone sets blanks around emphasis (Chinese has none there), breaks code that holds a backtick, loses text that
looks like a tag, and escapes every bracket and stop. All pieces of a document go through it at once, each as a
paragraph without line breaks: over those it takes quadratic time (16,000 in one paragraph: 6.9 s).
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from html2text import HTML2Text
from html2text.utils import escape_md_section

from reader.document.formulas import is_formula
from reader.document.writer import elements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.document.blocks import Spans
    from reader.document.writer import Element, Part

# Noncharacters stand for what html2text is to leave alone; they can't be in a text (Unicode 23.7).
_START, _BREAK, _BACKSLASH, _WIDE_BLANK, _IDLE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_CODE, _CODE_END, _LINK, _ADDRESS, _ADDRESS_END = "\ufdd5", "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9"
_STRIKE, _FORMULA = "\ufdda", "\ufddb"
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_STANDING = {"\n": _BREAK, "\\": _BACKSLASH, "\u3000": _WIDE_BLANK}
_STAND_IN = re.compile(r"[\n\\\u3000]")


def phrases(texts: Sequence[Spans], notes: Mapping[str, int]) -> list[str]:
    """Each of ``texts`` as Markdown. A line break that was written is a newline, not yet one of Markdown.

    Linear in the text.

    Args:
        texts: of the blocks of a document.
        notes: what marks a footnote in the text -> its number.
    """
    source = "".join([f"<p>{_START}{_html(spans, notes)}</p>\n" for spans in texts])
    marked = _converter().handle(source).split(_START)[1:]
    return [_settled(text.strip()) for text in marked]


def picture(caption: str, address: str) -> str:
    """An image as Markdown."""
    caption = escape_md_section(_RESERVED.sub("", caption).replace("\\", _BACKSLASH), snob=True)
    return _settled(f"{_IDLE}!{_LINK}{caption}{_ADDRESS}{address}{_ADDRESS_END}")


def linked(text: str, address: str) -> str:
    """Markdown that leads to ``address``."""
    return f"[{text}]{_target(address)}"


# Spans to the HTML that html2text gets


def _html(spans: Spans, notes: Mapping[str, int]) -> str:
    parts: list[Part] = []
    for span in spans:
        text = _RESERVED.sub("", span.text)
        number = notes.get(text) if "note" in span.styles else None
        parts.append((text, elements(span) if number is None else (("note", str(number)),)))
    text = "".join([part[0] for part in parts])
    return _phrase(_without_blank_edges(parts), 0, _Around(text))


def _without_blank_edges(parts: list[Part]) -> list[Part]:
    """``parts`` with blanks at the ends of an element taken out of it: Markdown has no emphasis that ends in one."""
    pieces: list[Part] = []
    for text, around in parts:
        core = text.strip()
        if not core:
            pieces.append((text, ()))
            continue
        start = text.index(core)
        pieces += [
            part for part in ((text[:start], ()), (core, around), (text[start + len(core) :], ())) if part[0]
        ]
    filled: list[Part] = []
    for place, (text, around) in enumerate(pieces):
        if text.strip() or around or not 0 < place < len(pieces) - 1:
            filled.append((text, around))
        else:
            filled.append((text, _common(filled[-1][1], pieces[place + 1][1])))
    return filled


def _common(one: tuple[Element, ...], other: tuple[Element, ...]) -> tuple[Element, ...]:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return one[:count]


class _Around:
    """The text of a paragraph, and how far it has been written: which characters stand beside a mark."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pairs: set[tuple[int, int]] = set()
        """Where marks of emphasis begin and end."""
        self.places: set[int] = set()
        """Each of those: other marks right beside them would be read as one with them."""

    def take_marks(self, stop: int, inner: list[Part], depth: int) -> bool:
        """Whether ``*`` here opens and at ``stop`` closes emphasis in every reader (CommonMark 6.2).

        Args:
            stop: where the emphasis ends.
            inner: what is in it.
            depth: of its element.
        """
        pair = (self.at, stop)
        doubled = pair in self.pairs and len(inner[0][1]) == depth + 1 and inner[0][1][depth][0] != "del"
        if not doubled and not self.places.isdisjoint(pair):
            return False
        first, last = self.text[self.at], self.text[stop - 1]
        before = self.text[self.at - 1] if self.at else " "
        after = self.text[stop] if stop < len(self.text) else " "
        if {"*", "~"} & {before, after, first, last}:
            return False
        opens = (first.isalnum() and self._bare(inner, 0, depth)) or not before.isalnum()
        closes = (last.isalnum() and self._bare(inner, -1, depth)) or not after.isalnum()
        if opens and closes:
            self.pairs.add(pair)
            self.places.update(pair)
        return opens and closes

    def takes_dollar(self, tex: str, stop: int) -> bool:
        """Whether ``$`` around a formula up to ``stop`` is understood, rather than taken for prices."""
        after = self.text[stop : stop + 1]
        return (
            is_formula(tex)
            and not (after in "$({" if after else False)
            and not (after.isascii() and after.isalnum())
        )

    @staticmethod
    def _bare(inner: list[Part], end: int, depth: int) -> bool:
        """Whether the text at an end of ``inner`` has no mark of its own, but for emphasis over all of it."""
        around = inner[end][1]
        if len(around) == depth + 1:
            return True
        both = {around[depth][0], around[depth + 1][0]} == {"strong", "em"}
        return both and len(around) == depth + 2 and len({part[1] for part in inner}) == 1


_SIMPLE = {"strong": "b", "em": "i", "del": "s"}
"""Elements that have marks in Markdown -> what stands for the marks in the HTML for html2text."""


def _phrase(parts: list[Part], depth: int, around: _Around) -> str:
    written = []
    for element, group in groupby(parts, lambda part: part[1][depth] if len(part[1]) > depth else None):
        inner = [*group]
        if element is None:
            for text, _ in inner:
                around.at += len(text)
                written.append(_text(text))
            continue
        tag, value = element
        stop = around.at + sum(len(text) for text, _ in inner)
        if tag in _SIMPLE and around.take_marks(stop, inner, depth):
            tag = _SIMPLE[tag]
        if tag in _VERBATIM:
            text = "".join([text for text, _ in inner]).replace("\n", " ")
            tag = "display" if tag == "math" and not around.takes_dollar(text, stop) else tag
            text = "" if tag == "note" else escape(text, quote=False)
            around.at = stop
        else:
            text = _phrase(inner, depth + 1, around)
        written.append(f'<{tag} href="{escape(value)}">{text}</{tag}>' if value else f"<{tag}>{text}</{tag}>")
    return "".join(written)


_VERBATIM = frozenset({"code", "math", "note"})
"""Elements whose text is no Markdown."""


_LIKE_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
"""Where text would be a tag or an entity if it were Markdown."""
_TEMPLATE = re.compile(r"\{(?=[{%<#:.])")
"""Where text would be a tag of Liquid, Hugo, Kramdown if it were in a post."""


def _text(text: str) -> str:
    if "<" in text or "&" in text:
        text = _LIKE_MARKUP.sub(lambda match: escape(match.group()), text)
    text = _STAND_IN.sub(lambda match: _STANDING[match.group()], text)
    return escape(_TEMPLATE.sub("&#123;", text), quote=False)


# html2text, and what it is told


def _converter() -> HTML2Text:
    converter = HTML2Text(bodywidth=0)
    converter.unicode_snob = True
    converter.escape_snob = True
    converter.tag_callback = _mark  # type: ignore[assignment] # it is declared as None and called like this
    return converter


_MARKS = {
    "b": ("**", "**"),
    "i": ("*", "*"),
    "s": (_STRIKE, _STRIKE),
    "code": (_CODE, _CODE_END),
    "math": (_FORMULA, _FORMULA),
    "display": (_FORMULA + _FORMULA, _FORMULA + _FORMULA),
}


def _mark(converter: HTML2Text, tag: str, attributes: dict[str, str | None], start: bool) -> bool:
    """html2text's hook: True for a tag that was dealt with."""
    if tag == "p":
        return False
    if tag == "a":
        if start:
            converter.astack.append(attributes)
            converter.o(_LINK)
        else:
            href = (converter.astack.pop() or {}).get("href") or ""
            converter.o(f"{_ADDRESS}{href}{_ADDRESS_END}")
        return True
    if tag == "note":
        converter.o(f"[^{attributes['href']}]" if start else "")
        return True
    if tag in {"code", "math", "display"}:
        converter.code = start
    if marks := _MARKS.get(tag):
        converter.o(marks[not start])
    else:
        converter.o(f"<{tag}>" if start else f"</{tag}>")
    return True


# Its text, settled

_TOKEN = re.compile(
    f"{_CODE}(?P<code>[^{_CODE_END}]*){_CODE_END}|{_ADDRESS}(?P<address>[^{_ADDRESS_END}]*){_ADDRESS_END}"
    rf"|{_LINK}|{_FORMULA}+[^{_FORMULA}]*{_FORMULA}+|\\(?P<escaped>.)|~~+|\$"
)
_AUTOLINK = re.compile(
    f"{_LINK}(?P<text>[^{_LINK}{_ADDRESS}{_CODE}]*){_ADDRESS}(?P<address>[a-z]+://[^\\s<>{_ADDRESS_END}]*){_ADDRESS_END}"
)
_BEGINS = re.compile(r"\\\[(?:[ xX]\\\]|TOC|[^\n\]]*\]:)")
"""At the start of a paragraph: the box of a task, a wish for a table of contents, a definition."""
_ESCAPE = re.compile(r"\\(.)")


def _settled(text: str) -> str:
    """What html2text wrote, with code, addresses and stand-ins in place and without escapes that nothing needs."""
    if _LINK in text:
        text = _AUTOLINK.sub(_autolink, text)
    text = _Settling(text).run()
    for char, stand_in in _STANDING.items():
        text = text.replace(stand_in, char * 2 if char == "\\" else char)
    return text.replace(_IDLE, "").replace(_STRIKE, "~~").replace(_FORMULA, "$")


def _autolink(match: re.Match[str]) -> str:
    shown = _ESCAPE.sub(r"\1", match["text"]).replace("&amp;", "&")
    return f"{_ADDRESS}<{match['address']}{_ADDRESS_END}" if shown == match["address"] else match.group()


class _Settling:
    """One pass over a text from html2text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.in_link = False
        self.may_be_tex = "^" in text or _BACKSLASH in text
        """An escaped bracket might be taken for the beginning of a formula."""
        self.escape_sums = text.count("$") + text.count(_FORMULA) > 1

    def run(self) -> str:
        return _TOKEN.sub(self._token, self.text)

    def _token(self, match: re.Match[str]) -> str:
        if match["code"] is not None:
            return _code(match["code"])
        if match["address"] is not None:
            self.in_link = False
            address = match["address"]
            return f"{address}>" if address.startswith("<") else f"]{_target(address)}"
        found = match.group()
        if found == _LINK:
            self.in_link = True
            return "["
        if found[0] == _FORMULA:
            return found
        if found == "$":
            return r"\$" if self.escape_sums else found
        return self._kept(match) if match["escaped"] else found.replace("~", r"\~")

    def _kept(self, match: re.Match[str]) -> str:
        """An escaped character: escaped still where Markdown would take it for a mark."""
        char = match["escaped"]
        before = self.text[match.start() - 1] if match.start() else " "
        after = self.text[match.end() : match.end() + 2]
        if not self._counts(char, before, after, match.start()):
            return char
        return f"&#{ord(char)};" if char in "[]" and self.may_be_tex else f"\\{char}"

    def _counts(self, char: str, before: str, after: str, at: int) -> bool:
        if char in "(){}.+-#":
            return False
        if char == "!":
            return after.startswith((_LINK, "\\["))
        if char == "[":
            return self.in_link or after == "\\!" or (at == 0 and _BEGINS.match(self.text) is not None)
        if char == "]":
            return self.in_link or after.startswith(("\\(", "\\[", _LINK))
        if char in "*_" and before.isspace() and (not after or after[0].isspace()):
            return at == 0
        return char != "_" or not (before.isalnum() and after[:1].isalnum())


def _code(text: str) -> str:
    """A code span that may hold backticks (CommonMark 6.1)."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{edge}{text}{edge}{fence}"


_UNSAFE_ADDRESS = re.compile(r"[<>\s]")


def _target(address: str) -> str:
    """The address of a link in its brackets (CommonMark 6.3)."""
    address = _UNSAFE_ADDRESS.sub(lambda match: f"%{ord(match.group()):02X}", address)
    address = address.replace("\\", "%5C")
    return f"(<{address}>)" if not address or "(" in address or ")" in address else f"({address})"
