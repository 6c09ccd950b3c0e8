"""The pieces of a query as it is typed, with their places: for its parser, and for completion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.library.fields import field_name

if TYPE_CHECKING:
    from collections.abc import Iterator


class Token(NamedTuple):
    """One piece of a query; offsets are code points of what was typed."""

    kind: Literal["sign", "phrase", "word", "field"]
    start: int
    """Of its dashes, if it has any."""
    stop: int
    text: str
    """A sign (``(``, ``)``, ``|``), what is between the quotes, or a word; of a field, all of it without quotes."""
    dashes: int = 0
    """In front of it."""
    name: str = ""
    """Of a field, as the table of fields has it."""
    value: str = ""
    value_start: int = 0
    """Where the value begins, its quote included."""
    quoted: bool = False
    """Whether the value has quotes."""

    @property
    def negated(self) -> bool:
        """Whether its dashes turn it round."""
        return self.dashes % 2 == 1


_TYPED_WIDE = str.maketrans("：－“”„＂（）｜", ':-""""()|')
"""What an input method types for the signs of the language, one character for one."""
_TOKEN = re.compile(
    r'(?P<dashes>-++(?=[^\s|)]))?(?:(?P<sign>[()]|\|+)|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"()|]+))|\s+'
)
_NAMED = re.compile(r"([^\W\d_]+):(?!//)")


def narrow(typed: str) -> str:
    """``typed`` with the signs of the language in ASCII; every character keeps its place."""
    return typed.translate(_TYPED_WIDE)


def tokens(typed: str) -> Iterator[Token]:
    """The pieces of ``typed``, whose signs are ASCII."""
    at = 0
    while match := _TOKEN.match(typed, at):
        at = match.end()
        dashes = len(match["dashes"] or "")
        if match["sign"]:
            yield Token("sign", match.start(), at, match["sign"][0], dashes)
        elif match["phrase"] is not None:
            yield Token("phrase", match.start(), at, match["phrase"], dashes)
        elif match["word"]:
            token = _word(typed, match["word"], match.start(), at, dashes)
            yield token
            at = token.stop


def _word(typed: str, word: str, start: int, stop: int, dashes: int) -> Token:
    """A word, or the field that it begins."""
    named = _NAMED.match(word)
    name = field_name(named[1]) if named else None
    if not named or not name:
        return Token("word", start, stop, word, dashes)
    value, value_start = word[named.end() :], start + dashes + named.end()
    quoted = not value and typed[stop : stop + 1] == '"'
    if quoted:
        end = typed.find('"', stop + 1)
        value = typed[stop + 1 : end if end >= 0 else len(typed)]
        stop = end + 1 if end >= 0 else len(typed)
    return Token("field", start, stop, named[0] + value, dashes, name, value, value_start, quoted)


def prefix(word: str) -> str | None:
    """What stands before the colon in a word that looks like a field; None when it does not."""
    named = _NAMED.match(word)
    return named[1] if named else None
