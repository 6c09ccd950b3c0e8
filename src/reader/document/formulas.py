"""TeX in a text: what is a formula and what is a price. Rules for Markdown, and a cut for the text of HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

from html import escape

from reader.document.breaking import CJK

_DOUBLE = re.compile(r"\$\$((?:[^$\\]|\\.)++)\$\$", re.DOTALL)
_SINGLE = re.compile(r"\$(?![\s$])((?:[^$\\\n]|\\.|\n(?!\s))++)(?<![\s])\$(?![A-Za-z0-9_$({\\])", re.DOTALL)
_SIGNS = re.compile(r"[\\^_={}<>+*/|]|\b[A-Za-z]\b|^-?\d+$")
"""What a formula has and a price, a name or words in brackets have not: signs of TeX, or a letter alone."""
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:[A-Za-z]{2}|[A-Za-z]+\s)|\d[\d,.]*\s*$")
_COMMAND = re.compile(r"\\[A-Za-z]{2}|[\^_]|\S\s*=\s*\S|^\s*[A-Za-z]'?\s*$")
_LONG_COMMAND = re.compile(r"\\[A-Za-z]{2}|\^")
_WORD = re.compile(r"[A-Za-z]{4,}|[A-Z_]{2,}")
_SHELL = re.compile(r"\([a-z]{3,}")
"""``$(sed …)``, ``$(libdir)``: what a shell runs, what make calls."""
_WIDE = re.compile(f"[{CJK}]")
_TEXT = re.compile(r"\\(?:text|mbox|mathrm|textbf|label|tag)\s*\{[^{}]*\}")
_IN_TEXT = re.compile(
    r"(?<![A-Za-z0-9])\$\$((?:[^$\\]|\\.)++)\$\$|\\\((.{1,1000}?)\\\)|\\\[(.{1,2000}?)\\\]", re.DOTALL
)
_BROKEN = re.compile(r"\$\$(?:[^$<]|<br\s*/?>)++\$\$")
_BR = re.compile(r"\s*<br\s*/?>\s*")
_LONGEST = 1000
"""Characters of one in brackets."""
_FARTHEST = 40
"""Lines of a formula that is set apart."""
_BLOCK_ENDS = {"$$": "$$", "\\[": "\\]"}
_ENVIRONMENT = re.compile(
    r"\\begin\{(equation|align|gather|multline|eqnarray|alignat|flalign|cases|split)(\*?)\}"
)


def is_formula(content: str) -> bool:
    """Whether ``content`` between single dollars is TeX. A price, a variable of a shell, or a sentence is not."""
    if _SHELL.match(content):
        return False
    bare = _TEXT.sub("", content)
    if _AMOUNT.match(content) or _WIDE.search(bare) or _WORD.fullmatch(content):
        return "\\" in content and not _WIDE.search(bare)
    return _SIGNS.search(content) is not None


def is_bracketed_formula(content: str, bracket: str) -> bool:
    r"""Whether ``content`` after ``\(`` or ``\[`` is TeX rather than words in brackets that were escaped."""
    signs = _COMMAND if bracket == "(" else _LONG_COMMAND
    return signs.search(content) is not None and not _WIDE.search(_TEXT.sub("", content))


def has_any(text: str) -> bool:
    """Whether :func:`cut` may find something in ``text``."""
    return "$$" in text or "\\(" in text or "\\[" in text


def unbroken(body: str) -> str:
    """The HTML ``body`` with newlines in place of the ``<br>`` between two ``$$``."""
    return _BROKEN.sub(lambda match: _BR.sub("\n", match[0]), body) if "<br" in body else body


def cut(text: str) -> Iterator[tuple[str, bool]]:
    r"""``text`` of a page in pieces, and whether each is TeX (then without its ``$$``, ``\(``, ``\[``)."""
    done = 0
    for match in _IN_TEXT.finditer(text):
        content = match[1] or match[2] or match[3]
        if not content.strip() or (
            match[1] is None and not is_bracketed_formula(content, "(" if match[2] else "[")
        ):
            continue
        if match.start() > done:
            yield text[done : match.start()], False
        yield content.strip(), True
        done = match.end()
    if done < len(text):
        yield text[done:], False


def rules(parser: MarkdownIt) -> None:
    """Teach ``parser`` formulas: in a line, and set apart."""
    parser.inline.ruler.before("escape", "formula", _in_line)
    parser.block.ruler.before(
        "fence", "formula", _set_apart, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.add_render_rule("formula", _rendered)


def _rendered(_: RendererHTML, tokens: list[Token], place: int, *__: object) -> str:
    token = tokens[place]
    text = escape(token.content, quote=False)
    if token.block:
        return f'<div class="math-display">{text}</div>\n'
    return f'<span class="math-tex">{text}</span>'


def _in_line(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    found = _dollars(state) if sign == "$" else _brackets(state) if sign == "\\" else None
    if found is None or not found[0].strip():
        return False
    if not silent:
        state.push("formula", "", 0).content = found[0].strip()
    state.pos = found[1]
    return True


def _dollars(state: StateInline) -> tuple[str, int] | None:
    """The formula in dollars that begins here, and where it ends."""
    source, here = state.src, state.pos
    before = source[here - 1] if here else " "
    if before.isalnum() and before.isascii():  # US$5, logm$$
        return None
    if match := _DOUBLE.match(source, here, state.posMax):
        return match[1], match.end()
    match = _SINGLE.match(source, here, state.posMax)
    return (match[1], match.end()) if match and is_formula(match[1]) else None


def _brackets(state: StateInline) -> tuple[str, int] | None:
    r"""The same for ``\(`` and ``\[``."""
    source, here = state.src, state.pos
    bracket = source[here + 1 : here + 2]
    if bracket not in {"(", "["}:
        return None
    stop = source.find("\\)" if bracket == "(" else "\\]", here + 2, min(state.posMax, here + _LONGEST))
    content = source[here + 2 : max(stop, 0)]
    return (content, stop + 2) if stop >= 0 and is_bracketed_formula(content, bracket) else None


def _set_apart(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    r"""``$$`` or ``\[`` at the start of a line, up to the same at the end of one; or a numbered environment."""
    if state.sCount[first] - state.blkIndent >= 4:
        return False
    start = state.bMarks[first] + state.tShift[first]
    mark = state.src[start : start + 2]
    if mark in _BLOCK_ENDS:
        start, close = start + 2, _BLOCK_ENDS[mark]
    elif mark == "\\b" and (match := _ENVIRONMENT.match(state.src, start)):
        close = f"\\end{{{match[1]}{match[2]}}}"
    else:
        return False
    rows: list[str] = []
    for line in range(first, min(last, first + _FARTHEST)):
        begin = start if line == first else state.bMarks[line] + min(state.tShift[line], state.blkIndent)
        row = state.src[begin : state.eMarks[line]].rstrip()
        if line > first and (not row.strip() or state.sCount[line] < state.blkIndent):
            return False
        if row.endswith(close):
            rows.append(row if mark == "\\b" else row.removesuffix(close))
            content = "\n".join(rows).strip("\n")
            return _accept(state, (first, line + 1), content, mark, silent=silent)
        if close in row:
            return False
        rows.append(row)
    return False


def _accept(state: StateBlock, lines: tuple[int, int], content: str, mark: str, *, silent: bool) -> bool:
    if not content.strip() or (
        mark == "\\[" and "\n" not in content and not is_bracketed_formula(content, "[")
    ):
        return False
    if "$$" in content and mark == "$$":
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.block, token.content, token.map = True, content, [*lines]
        state.line = lines[1]
    return True
