"""A tag of a template with its arguments, and the two smallest things that can be written for one."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

_ARGUMENT = re.compile(
    r"(?:([A-Za-z_][\w-]*)=)?(?:\"((?:[^\"\\]|\\.)*+)\"|'([^']*+)'|`([^`]*+)`|([^\s\"'`]\S*+))"
)


class Call(NamedTuple):
    """A tag with its arguments."""

    name: str
    text: str
    """All that follows the name, as it is written."""
    words: tuple[str, ...]
    """Arguments without a name, without their quotes."""
    named: dict[str, str]
    paired: bool
    """Whether it has an end tag."""

    @classmethod
    def of(cls, name: str, text: str, *, paired: bool = False) -> Call:
        words: list[str] = []
        named: dict[str, str] = {}
        for key, *values in _ARGUMENT.findall(text):
            value = next(filter(None, values), "")
            if key:
                named.setdefault(key.lower(), value)
            elif value != ",":
                words.append(value.removesuffix(",") if values[-1] else value)
        return cls(name.lower(), text.strip(), tuple(words), named, paired)

    def get(self, *keys: str, word: int = -1) -> str:
        """The first of the named arguments ``keys`` that is there, else the argument at place ``word``."""
        for key in keys:
            if value := self.named.get(key):
                return value
        return self.words[word] if 0 <= word < len(self.words) else ""


def marker(name: str) -> str:
    """One word in place of a template whose meaning is not known."""
    word = escape(name.strip(".$")).replace("_", "&#95;")
    return f'<span class="template-marker">‹{word}›</span>'


def link(address: str, text: str = "") -> str:
    """A link as HTML; only its text where it leads nowhere."""
    return (
        f'<a href="{escape(address)}">{escape(text or address, quote=False)}</a>' if address else escape(text)
    )
