"""A walk over the tags of a page and what is between them, without a tree: what each means is visible_tags.py's concern.

A tree takes several times as long. What it would tell is guessed from names alone, so that some text of a page with
mistakes is found elsewhere than in its document; nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape

from reader.document.html import FLOWING, is_hidden
from reader.document.source import KNOWN, names

Handler = Callable[["Walk", int], int]
"""Gets the place of a tag among the parts; returns the place of the tag to go on with."""
Actions = Mapping[str, str | Handler]
"""What a tag means, by its name (``p``, ``/p``): what is written for it, or a handler."""

TAG = (
    re.compile(  # ends before a "<" that is not in quotes: so each character is read once, whatever is wrong
        r"<(/?[A-Za-z][^\s/<>]*+)"
        r"((?:[\s/]++|[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s<>]++)?)?)*+>?)"
    )
)
"""Splits a page into text, name, attributes with ``>``, text, name, …"""
_ATTRIBUTE = re.compile(
    r"([^\s/<>][^\s/<>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|((?![\"'])[^\s<>]++))?)?"
)
_SUSPECT = re.compile(r"class|hidden|display|visibility", re.IGNORECASE)
VOID = names("area base br col embed hr img input link meta param source track wbr frame")
_AROUND = names(
    "div section article table ul ol dl blockquote figure details td th tr li pre header footer main aside p"
)
_DEPTHS = {**dict.fromkeys(_AROUND, 1), **dict.fromkeys([f"/{name}" for name in _AROUND], -1)}
"""How far inside elements that end what is in them a tag leads."""
_IMPLIED = names("p li dt dd td th tr rt")
"""Elements that the next of their kind ends."""
_ENDS_PARAGRAPH = names(FLOWING) | names("h1 h2 h3 h4 h5 h6 ul ol pre table blockquote hr figure")


class Walk:
    """One pass over the parts of a body: text, name of a tag, its attributes with ``>``, and so on."""

    def __init__(self, parts: list[str], actions: Actions, *, careful: bool) -> None:
        self.parts = parts
        self.actions = actions
        self.out = [parts[0]]
        self.features = 0
        self._careful = careful
        self.components: set[str] = set()
        """Names that HTML does not know, of elements that have attributes."""
        self.missing: set[str] = set()
        """Names of end tags that don't occur any more."""
        self.cells = 0
        """Open tables of data."""
        self.tables: list[bool] = []
        self.headings = 0
        self.figures: list[list[int]] = []
        """Of each open figure: places in ``out`` of what its pictures are called, and below 0 of its captions."""

    def run(self) -> None:
        parts, out, actions, careful = self.parts, self.out, self.actions, self._careful
        here, size = 1, len(parts)
        while here < size:
            action = actions.get(parts[here])
            if careful and len(parts[here + 1]) > 5 and parts[here][0] != "/":
                here = self._seen(here)
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
            action = self.actions.get(name)
            if action is None:
                action = self.actions.get(name.lower())
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
        """What to write for a name that HTML does not know: itself, if it can't be a component of a page."""
        bare = name.removeprefix("/").lower()
        if "=" in attributes and name[0] != "/":
            self.components.add(bare)
        elif not (bare in KNOWN or bare in self.components or "-" in name or ":" in name):
            return f"<{name}{attributes}"
        return ""

    def _seen(self, here: int) -> int:
        """The same for a tag that may be hidden."""
        text = self.parts[here + 1]
        if _SUSPECT.search(text):
            found = attributes_of(text)
            name = self.parts[here].lower()
            if is_hidden(name, found):
                return self.after(here) if name in VOID else self.past(here)
            after = self.parts[here + 2]
            if found.get("aria-hidden") == "true" and len(after) < 5 and not any(map(str.isalnum, after)):
                self.parts[here + 2] = ""
        return self.other(here)

    # Elements that are not gone into

    def after(self, here: int) -> int:
        self.out.append(self.parts[here + 2])
        return here + 3

    def end_of(self, here: int) -> int:
        """The place of the tag that ends the element that begins at ``here``: its own, or that of one around it."""
        parts, name = self.parts, self.parts[here].lower()
        end, depth, total = "/" + name, 0, 0
        for place in range(here + 3, len(parts), 3):
            other = parts[place].lower()
            if other == name:
                if not total and name in _IMPLIED:
                    return place
                depth += 1
            elif other == end:
                depth -= 1
                if depth < 0:
                    return place
            else:
                total += _DEPTHS.get(other, 0)
                if total < 0 or (name == "p" and other in _ENDS_PARAGRAPH):
                    return place
        return len(parts)

    def past(self, here: int) -> int:
        """Step over the element that begins at ``here``."""
        end = self.end_of(here)
        if end < len(self.parts) and self.parts[end].lower() == "/" + self.parts[here].lower():
            return self.after(end)
        return end


def attributes_of(text: str) -> dict[str, str | None]:
    """The attributes of a tag: the first of each name counts, values are decoded."""
    found: dict[str, str | None] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
