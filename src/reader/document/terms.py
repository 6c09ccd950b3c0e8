"""Definition lists of Markdown, as PHP Markdown Extra and Kramdown have them: a term, then lines that begin with ``:``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdit_py_plugins.deflist import deflist_plugin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_LONGEST = 120
"""Characters of a term: a longer line is a sentence with a stray colon after it."""


def rules(parser: MarkdownIt) -> None:
    """Teach ``parser`` definition lists, but not the ``~`` that pandoc has for ``:``: many use it for other things."""
    deflist_plugin(parser)
    ruler: Any = parser.block.ruler
    rule = next(each for each in ruler.__rules__ if each.name == "deflist")
    read = rule.fn

    def checked(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        if not silent:
            if state.eMarks[first] - state.bMarks[first] > _LONGEST:
                return False
            line = first + 1
            if line < last and state.isEmpty(line):
                line += 1
            if line >= last or state.src[state.bMarks[line] + state.tShift[line]] != ":":
                return False
        found: bool = read(state, first, last, silent)
        return found

    rule.fn = checked
