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
from reader.document.settling import (
    ADDRESS,
    ADDRESS_END,
    BACKSLASH,
    CODE,
    CODE_END,
    FORMULA,
    IDLE,
    LINK,
    RESERVED,
    STAND_IN,
    STANDING,
    START,
    STRIKE,
    link_target,
    settled,
)
from reader.document.writer import elements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.document.blocks import Spans
    from reader.document.writer import Element, Part


def phrases(texts: Sequence[Spans], notes: Mapping[str, int]) -> list[str]:
    """Each of ``texts`` as Markdown. A line break that was written is a newline, not yet one of Markdown.

    Linear in the text.

    Args:
        texts: of the blocks of a document.
        notes: what marks a footnote in the text -> its number.
    """
    source = "".join([f"<p>{START}{_html(spans, notes)}</p>\n" for spans in texts])
    marked = _converter().handle(source).split(START)[1:]
    return [settled(text.strip()) for text in marked]


def picture(caption: str, address: str) -> str:
    """An image as Markdown."""
    caption = escape_md_section(RESERVED.sub("", caption).replace("\\", BACKSLASH), snob=True)
    return settled(f"{IDLE}!{LINK}{caption}{ADDRESS}{RESERVED.sub('', address)}{ADDRESS_END}")


def linked(text: str, address: str) -> str:
    """Markdown that leads to ``address``."""
    return f"[{text}]{link_target(address)}"


# Spans to the HTML that html2text gets


def _html(spans: Spans, notes: Mapping[str, int]) -> str:
    parts: list[Part] = []
    for span in spans:
        text = RESERVED.sub("", span.text)
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
        written.append(
            f'<{tag} href="{escape(RESERVED.sub("", value))}">{text}</{tag}>'
            if value
            else f"<{tag}>{text}</{tag}>"
        )
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
    text = STAND_IN.sub(lambda match: STANDING[match.group()], text)
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
    "s": (STRIKE, STRIKE),
    "code": (CODE, CODE_END),
    "math": (FORMULA, FORMULA),
    "display": (FORMULA + FORMULA, FORMULA + FORMULA),
}


def _mark(converter: HTML2Text, tag: str, attributes: dict[str, str | None], start: bool) -> bool:
    """html2text's hook: True for a tag that was dealt with."""
    if tag == "p":
        return False
    if tag == "a":
        if start:
            converter.astack.append(attributes)
            converter.o(LINK)
        else:
            href = (converter.astack.pop() or {}).get("href") or ""
            converter.o(f"{ADDRESS}{href}{ADDRESS_END}")
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
