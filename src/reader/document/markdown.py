"""Markdown to HTML, which html.py then reads: one path for all. CommonMark, GitHub's and Kramdown's additions.

What stands in the text for other programs is undone before: templates (liquid.py), attributes (dialects.py).
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from reader.document import dialects, emphasis, liquid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

_BRACES = re.compile("&#(?:123|x7b);|&#(?:125|x7d);", re.IGNORECASE)
_DEEPEST = 40
"""Nesting that markdown-it follows (it recurses); what is deeper it drops."""
_DEEP = re.compile(
    r"^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){15})(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+",
    re.MULTILINE,
)
"""More quotes and lists begun on one line than anyone meant: cut, so that the text after them is kept."""
_PIECE = 200_000
"""Characters that are parsed at once: the memory that a parse takes is some 100 times as much."""
_LONGEST_PARAGRAPH = 400_000
"""Characters without an empty line among them that are taken for Markdown: nobody writes more, and each costs 4 µs."""
_SHARED = re.compile(r"^[ \t]*\[[^\]\n]+\]:", re.MULTILINE)
"""A definition of a link or a note: it counts in the pieces before it too."""
_COMMENT = re.compile(r"^([ ]{0,3}<!--[ \t]*more[ \t]*-->)[ \t]*(?=\S)", re.MULTILINE)
"""Where an excerpt ends. CommonMark takes all of a line that begins with a comment for HTML."""
_DEFINITION = re.compile(r"^[ \t>]*:[ \t]+\S", re.MULTILINE)


def to_html(
    body: str, piece: int = _PIECE, *, whole: bool = True, stopped: Callable[[], bool] = lambda: False
) -> str:
    """``body`` as HTML. Never raises for text without lone surrogates; linear in time, bounded in memory.

    Args:
        body: the source.
        piece: characters to parse at once, at least; what comes out is the same for any number.
        whole: whether this is all of it, so that the notes follow.
        stopped: asked between pieces: True ends it there.
    """
    source = _plain_markdown(body)
    parser = _parser(*_features(source))
    environment: dict[str, Any] = {}
    parts: list[str] = []
    pieces: Iterator[str] | list[str] = (
        [source] if len(source) <= piece else _pieces(source, piece, parser, {})
    )
    if len(source) > piece and _SHARED.search(source):
        pieces = list(_pieces(source, piece, parser, environment))
    for part in pieces:
        if stopped():
            break
        tokens = parser.parse(part, environment)
        if "footnotes" in environment:
            from reader.document import notes  # noqa: PLC0415 - few posts have any

            tokens = notes.taken(tokens, parser, environment)
        _bound_addresses(tokens, len(part))
        if "{:" in part:
            tokens = _with_languages(tokens)
        parts.append(parser.renderer.render(tokens, parser.options, environment))
    if whole and "notes" in environment:
        from reader.document import notes  # noqa: PLC0415

        parts.append(notes.section(environment))
    return "".join(parts)


def is_written(body: str) -> bool:
    """Whether ``body`` can be Markdown that somebody wrote, rather than a log or a list of megabytes."""
    start = 0
    while len(body) - start > _LONGEST_PARAGRAPH:
        end = body.rfind("\n\n", start, start + _LONGEST_PARAGRAPH)
        if end < 0:
            return False
        start = end + 2
    return True


def _pieces(source: str, size: int, parser: MarkdownIt, environment: dict[str, Any]) -> Iterator[str]:
    """``source`` cut where a block of its own begins, about every ``size`` characters.

    Each piece is read as blocks up to a bit too far; its last block, which may go on, begins the next piece, with
    what stands right above it: a formula ends at a blank line. What the pieces define is in ``environment`` after
    the last.
    """
    start, wanted = 0, size
    while start < len(source):
        stop = source.find("\n", start + wanted) + 1 or len(source)
        part = source[start:stop]
        tokens: list[Token] = []
        parser.block.parse(part, parser, environment, tokens)
        if stop == len(source):
            yield part
            return
        if cut := _last_beginning(part, tokens):
            yield part[:cut]
            start, wanted = start + cut, size
        else:  # one block so far
            wanted *= 2


def _last_beginning(part: str, tokens: Sequence[Token]) -> int:
    """Where in ``part`` the last block begins that has a blank line above it; 0 where none does but the first."""
    rows = part.split("\n")
    for token in reversed(tokens):
        if token.map and not token.level and token.map[0] and not rows[token.map[0] - 1].strip():
            return sum(len(row) + 1 for row in rows[: token.map[0]])
    return 0


def _bound_addresses(tokens: Sequence[Token], size: int) -> None:
    """Drop the addresses of links beyond a budget: one reference of 50 KB can be used 50,000 times."""
    budget = 4 * size + 100_000
    for token in tokens:
        for child in token.children or ():
            for name in ("href", "src", "title"):
                value = child.attrs.get(name)
                if isinstance(value, str):
                    budget -= len(value)
                    if budget < 0:
                        child.attrs[name] = ""


def _plain_markdown(body: str) -> str:
    body = dialects.plain(liquid.plain(body, markdown=True))
    if "<!--" in body:
        body = _COMMENT.sub(r"\1\n", body)
    if "&#" in body:
        body = _BRACES.sub(lambda match: "{" if match[0][2:].lower() in {"123;", "x7b;"} else "}", body)
    return _DEEP.sub(r"\1", body)


def _features(source: str) -> tuple[bool, bool, bool, bool]:
    """Which additions ``source`` may have: rules that are not needed would cost time at every sign."""
    return (
        "[^" in source and "]:" in source,
        "://" in source,
        "$" in source or "\\(" in source or "\\[" in source or "\\begin{" in source,
        _DEFINITION.search(source) is not None,
    )


@cache
def _parser(notes: bool, links: bool, formulas: bool, definitions: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(
        ["table", "strikethrough"]
    )
    # Which addresses are safe, and how they are written, is links.py's concern: of a link that is refused here
    # the source would be shown.
    parser.validateLink = lambda _: True  # type: ignore[assignment, method-assign]
    emphasis.rules(parser)
    parser.add_render_rule("fence", _fence)
    if links:
        emphasis.links(parser)
    if notes:
        from reader.document.notes import rules as note_rules  # noqa: PLC0415 - few posts have any

        note_rules(parser)
    if formulas:
        from reader.document.formulas import rules as formula_rules  # noqa: PLC0415

        formula_rules(parser)
    if definitions:
        from reader.document.terms import rules as term_rules  # noqa: PLC0415

        term_rules(parser)
    return parser


# Code

_INFO = re.compile(r"\s*(?:\{\s*\.?)?([\w+#.-]*)(?:\s*[:=]\s*(?=\S*\.)([^\s{}]+))?")
_TITLE = re.compile(r"\b(?:title|filename|file|name)\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'{}]+))")
_LANGUAGE = re.compile(r"\{:[^{}]*?language-([\w+#.-]+)[^{}]*\}")


def _fence(_: RendererHTML, tokens: Sequence[Token], place: int, *__: object) -> str:
    """Fenced code: ``python``, ``{.python}``, ``python {linenos=true}``, ``js:app.js``, ``js title="app.js"``."""
    token = tokens[place]
    language = title = ""
    if token.info:
        if match := _INFO.match(token.info):
            language, title = match[1], match[2] or ""
        if match := _TITLE.search(token.info):
            title = match[1] or match[2] or match[3]
    caption = f"<figcaption>{escape(title, quote=False)}</figcaption>\n" if title else ""
    named = f' class="language-{escape(language)}"' if language else ""
    return f"{caption}<pre><code{named}>{escape(token.content)}</code></pre>\n"


def _with_languages(tokens: list[Token]) -> list[Token]:
    """``tokens`` where ``{: .language-x}`` in a paragraph after code is the language of the code."""
    kept: list[Token] = []
    skip = 0
    for place, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "paragraph_open" and tokens[place + 1].content.startswith("{:"):
            match = _LANGUAGE.fullmatch(tokens[place + 1].content)
            if match:
                if kept and kept[-1].type in {"fence", "code_block"}:
                    kept[-1].type, kept[-1].info = "fence", match[1]
                skip = 2
                continue
        kept.append(token)
    return kept
