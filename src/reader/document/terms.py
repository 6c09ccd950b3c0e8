"""Definition lists of Markdown, as PHP Markdown Extra and Kramdown have them: a term, then lines that begin with ``:``.

pandoc's ``~`` is none of them: many write a wave for other things.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_MARK = re.compile(r"[ \t]{0,3}:[ \t]+(?=\S)")
_LONGEST = 120
"""Characters of a term: a longer line is a sentence with a stray colon after it."""
_DEEPEST = 4
"""Definition lists in definitions that are read as such: each is a parse of its own."""


def rules(parser: MarkdownIt) -> None:
    """Teach ``parser`` definition lists."""
    parser.block.ruler.before("paragraph", "deflist", _definitions, {"alt": []})


def _definitions(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    depth: int = state.env.get("definitions", 0)
    if silent or depth >= _DEEPEST or not _begins(state, first, last):
        return False
    state.push("dl_open", "dl", 1).map = span = [first, first]
    state.env["definitions"] = depth + 1
    line = first
    while line < last and _begins(state, line, last):
        state.push("dt_open", "dt", 1)
        term = state.push("inline", "", 0)
        term.content, term.children, term.map = _row(state, line).strip(), [], [line, line + 1]
        state.push("dt_close", "dt", -1)
        line = _past_blank(state, line + 1, last)
        while line < last and _is_mark(state, line):
            line = _definition(state, line, last)
    state.env["definitions"] = depth
    state.push("dl_close", "dl", -1)
    state.line = span[1] = line
    return True


def _definition(state: StateBlock, line: int, last: int) -> int:
    """Read one definition; returns the line of what comes after it."""
    row = _row(state, line)
    width = _end_of_mark(row)  # what belongs to the definition is set in as far, or less
    rows = [row[width:]]
    line += 1
    while line < last:
        row = _row(state, line)
        inside = row[:1] in {" ", "\t"} or not row.strip()
        if not inside and (not rows[-1].strip() or _interrupts(state, line, last)):
            break
        indent = len(row) - len(row.lstrip(" "))
        rows.append(row[1:] if row[:1] == "\t" else row[min(indent, width) :])
        line += 1
    tokens: list[Token] = []
    state.push("dd_open", "dd", 1)
    state.md.block.parse("\n".join(rows), state.md, state.env, tokens)
    alone = sum(token.type == "paragraph_open" for token in tokens) == 1
    for token in tokens:
        token.level += state.level
        token.hidden = token.hidden or (alone and token.type.startswith("paragraph_"))
    state.tokens += tokens
    state.push("dd_close", "dd", -1)
    return line


def _begins(state: StateBlock, line: int, last: int) -> bool:
    """Whether a term stands there, and its definition below."""
    if state.isEmpty(line) or state.sCount[line] - state.blkIndent not in range(4):
        return False
    if state.eMarks[line] - state.bMarks[line] > _LONGEST or _is_mark(state, line):
        return False
    below = _past_blank(state, line + 1, last)
    return below < last and _is_mark(state, below)


def _interrupts(state: StateBlock, line: int, last: int) -> bool:
    """Whether what stands there is no more of the paragraph before it."""
    if _is_mark(state, line) or _begins(state, line, last):
        return True
    rules_there: list[Any] = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, last, True) for rule in rules_there)


def _is_mark(state: StateBlock, line: int) -> bool:
    return state.sCount[line] >= state.blkIndent and _MARK.match(_row(state, line)) is not None


def _end_of_mark(row: str) -> int:
    mark = _MARK.match(row)
    return mark.end() if mark else 0


def _past_blank(state: StateBlock, line: int, last: int) -> int:
    return line + 1 if line < last and state.isEmpty(line) else line


def _row(state: StateBlock, line: int) -> str:
    """The text of a line, without the indent of what it is in."""
    return state.getLines(line, line + 1, state.blkIndent, False)
