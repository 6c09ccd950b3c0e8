"""Footnotes of Markdown: marks in the text, and the notes after it. One numbering however many pieces are parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mdit_py_plugins.footnote.index import footnote_def

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Environment = dict[str, Any]
"""What one parse shares: here ``notes``, a note's label -> its number, in the order of the marks."""

_MARK = re.compile(r"\[\^([^\]\s]{1,200})\]")


def rules(parser: MarkdownIt) -> None:
    """Teach ``parser`` marks and notes."""
    parser.block.ruler.before("reference", "footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "footnote_ref", _reference)
    parser.add_render_rule("footnote_ref", _mark)


def _definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    return footnote_def(state, first, last, silent)


def _reference(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    match = _MARK.match(state.src, state.pos, state.posMax)
    if match is None or ":" + match[1] not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    if not silent:
        numbers = state.env.setdefault("notes", {})
        token = state.push("footnote_ref", "", 0)
        token.content = str(numbers.setdefault(match[1], len(numbers) + 1))
    state.pos = match.end()
    return True


def _mark(_: RendererHTML, tokens: list[Token], place: int, *__: object) -> str:
    number = tokens[place].content
    return f'<sup><a href="#fn{number}">{number}</a></sup>'


def taken(tokens: list[Token], parser: MarkdownIt, environment: Environment) -> list[Token]:
    """``tokens`` without the notes among them, which are rendered and kept for :func:`section`."""
    kept: list[Token] = []
    inside: list[tuple[str, list[Token]]] = []
    texts: dict[str, str] = environment.setdefault("note_texts", {})
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside.append((token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            label, note = inside.pop()
            if sum(each.type == "paragraph_open" for each in note) == 1:
                for each in note:
                    each.hidden = each.hidden or each.type.startswith("paragraph_")
            texts.setdefault(label, parser.renderer.render(note, parser.options, environment))
        else:
            (inside[-1][1] if inside else kept).append(token)
    return kept


def section(environment: Environment) -> str:
    """The notes that a mark leads to, in the order of their marks, as HTML."""
    numbers, texts = environment.get("notes", {}), environment.get("note_texts", {})
    items = "".join(f"<li>{texts.get(label, '')}</li>\n" for label in numbers)
    return f'<section class="footnotes">\n<ol>\n{items}</ol>\n</section>\n' if items else ""
