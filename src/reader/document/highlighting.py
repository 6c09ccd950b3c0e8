"""The colours of code, as words: what Pygments makes of a block, as far as somebody looks at it.

Nothing is lexed before it is asked for, and Pygments is imported by the first question. Code comes from strangers, and
a lexer is a pile of regular expressions: what they get is cut where they were seen to take quadratic time or worse.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.blocks import Code

WORDS = (
    "code-keyword",  # and operators that are words, and tags of markup
    "code-string",
    "code-comment",  # and the prompts of a session
    "code-number",
    "code-name",  # functions, classes, decorators, headings: what is being named
    "code-type",  # types, built-in names, attributes
    "code-inserted",
    "code-deleted",
)
"""Every style word of a token. Other tokens look like plain code."""

_WORD_OF = {
    "Keyword": "code-keyword",
    "Keyword.Type": "code-type",
    "Name.Attribute": "code-type",
    "Name.Builtin": "code-type",
    "Name.Class": "code-name",
    "Name.Decorator": "code-name",
    "Name.Exception": "code-type",
    "Name.Function": "code-name",
    "Name.Property": "code-type",
    "Name.Tag": "code-keyword",
    "Literal": "code-string",
    "Literal.Number": "code-number",
    "Operator.Word": "code-keyword",
    "Comment": "code-comment",
    "Comment.Preproc": "code-keyword",
    "Comment.PreprocFile": "code-string",
    "Generic.Deleted": "code-deleted",
    "Generic.Heading": "code-name",
    "Generic.Inserted": "code-inserted",
    "Generic.Prompt": "code-comment",
    "Generic.Subheading": "code-name",
    "Generic.Traceback": "code-comment",
}
"""Words by type of token; a type that is not here has the word of the one it belongs to."""

_ALIASES = {
    "arkts": "typescript", "axapta": "csharp", "cmd": "bat", "conf": "ini", "dos": "bat", "ets": "typescript",
    "flow": "javascript", "gradle": "groovy", "h": "c", "hive": "sql", "hpp": "c++", "hql": "sql", "html5": "html",
    "jinja2": "jinja", "jsonc": "json5", "kt": "kotlin", "node": "javascript", "nodejs": "javascript", "oc": "objc",
    "oracle": "sql", "patch": "diff", "plsql": "sql", "ps": "powershell", "rbs": "ruby",
    "sol": "solidity", "stylus": "sass", "svelte": "html", "svg": "xml", "terminal": "console", "vb": "vb.net",
    "viml": "vim", "wxml": "html", "wxss": "css", "xhtml": "html", "bash-session": "console",
    "shellsession": "console",
}  # fmt: skip
"""What posts call languages, where Pygments does not know the name."""

_GUESSES = (
    (re.compile(r"(?:diff --git |Index: )\S|--- \S.*\n\+\+\+ \S|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@"), "diff"),
    (re.compile(r"\s*\$ \S"), "console"),
)
"""Beginnings that leave no doubt. Of 4,097 real blocks without a language 57 are sessions, none is one by mistake."""

_LONGEST = 60_000
"""Characters of a block that are lexed; the longest of 4,600 real blocks has 11,857."""
_WILD = re.compile(r"[^\n]{1001}|(?:[^\S\n]*+\n){40}")
"""No code of a person: a line of more than 1,000 characters, 40 blank lines. What follows stays plain.

20,000 blank lines cost the lexers of C, Java and Markdown more than 20 s, in a single match.
"""
_SECONDS = 0.05
"""Of the processor, that one question may take; after it the rest of the block stays plain."""
_ASIDE = 64
"""Tokens between two looks at the clock."""

Stretch = tuple[int, int, str]
"""Start and stop, code points into a block's text, and one of :data:`WORDS`."""


class _Lexed:
    """A block as far as it has been lexed."""

    def __init__(self, block: Code) -> None:
        self.block = block
        """Kept, so that nothing else gets its identity."""
        self._stops: list[int] = []
        self._stretches: list[Stretch] = []
        self._upto, self._size = 0, len(block.text)
        self._tokens = _tokens(block)

    def between(self, start: int, stop: int) -> list[Stretch]:
        """The stretches that have a part between ``start`` and ``stop``, cut there."""
        self._advance(min(stop, self._size))
        found = []
        for first, last, word in islice(self._stretches, bisect_right(self._stops, start), None):
            if first >= stop:
                break
            found.append((max(first, start), min(last, stop), word))
        return found

    def _advance(self, stop: int) -> None:
        if self._upto >= stop:
            return
        end = time.thread_time() + _SECONDS  # not of the wall: a busy machine must not take the colours away
        while self._upto < stop:
            count = 0
            try:
                for count, token in enumerate(islice(self._tokens, _ASIDE), 1):  # noqa: B007 -- used after the end
                    self._add(*token)
            except Exception:  # noqa: BLE001 -- lexers are the work of many, and are given what nobody tried
                count = 0
            if not count or time.thread_time() > end:
                self._tokens, self._upto = iter(()), self._size

    def _add(self, first: int, last: int, word: str) -> None:
        if first < self._upto:  # a lexer that goes back, or knows nothing of the text's end
            return
        self._upto = last
        if not word or first == last:
            return
        if self._stretches and self._stretches[-1][1:] == (first, word):
            first = self._stretches.pop()[0]
            self._stops.pop()
        self._stretches.append((first, last, word))
        self._stops.append(last)


_KEPT = 32
_known: dict[int, _Lexed] = {}
"""Blocks that were asked about last, by identity: comparing them would cost more than lexing."""


def styles(block: Code, start: int, stop: int) -> list[Stretch]:
    """What is to look different between two offsets of ``block.text``, in order, without overlap.

    Takes at most some 50 ms, most often none: what lies before ``stop`` is lexed once. Nothing for a language that
    Pygments does not know, for what is too long or too strange, and after a lexer has failed.
    """
    lexed = _known.pop(id(block), None) or _Lexed(block)
    _known[id(block)] = lexed  # now the last one
    if len(_known) > _KEPT:
        del _known[next(iter(_known))]
    return lexed.between(start, stop)


def _tokens(block: Code) -> Iterator[Stretch]:
    """The tokens of a block; those of no style too, with an empty word."""
    text = block.text
    language = block.language or next((name for sign, name in _GUESSES if sign.match(text)), "")
    if not language or not (lexer := _lexer(language)):
        return
    if len(text) > _LONGEST:
        text = text[: text.rfind("\n", 0, _LONGEST) + 1]
    if wild := _WILD.search(text):
        text = text[: text.rfind("\n", 0, wild.start() + 1) + 1]
    size = len(text)
    for first, kind, value in lexer.get_tokens_unprocessed(text + "\n"):  # their patterns want a last newline
        if first < size:
            yield first, min(first + len(value), size), _word(kind)


@cache
def _classes() -> dict[str, str]:
    """The names of Pygments' own lexers, by alias: plug-ins would be looked for on the whole path."""
    # 10 ms, and most articles hold no code
    from pygments.lexers import get_all_lexers  # type: ignore[import-untyped] # noqa: PLC0415

    return {alias: name for name, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}


@cache
def _lexer_called(name: str) -> Any:
    from pygments.lexers import find_lexer_class  # noqa: PLC0415 -- as above

    found = find_lexer_class(name)
    return found() if found else None


def _lexer(language: str) -> Any:
    """The lexer of a language as posts call it; None for an unknown one, and for plain text."""
    names = _classes()
    name = names.get(language) or names.get(_ALIASES.get(language, ""), "")
    return _lexer_called(name) if name and name != "Text only" else None


@cache
def _word(kind: Any) -> str:
    """The word of a type of token, or of the nearest type that has one."""
    path = str(kind).split(".")[1:]
    for size in range(len(path), 0, -1):
        if (word := _WORD_OF.get(".".join(path[:size]))) is not None:
            return word
    return ""
