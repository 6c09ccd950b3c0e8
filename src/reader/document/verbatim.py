"""Templates whose content is not looked into: code, comments, formulas, what is raw."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document.calls import Call

_OPTION = re.compile(r"\b(?!https?:)[a-z_]+:\S+")
RAW = frozenset({"raw", "verbatim"})
CODE = frozenset({"highlight", "codeblock", "code", "mermaid"})
NAMES = RAW | CODE | {"comment", "katex", "math", "mathjax"}


def _code(call: Call) -> tuple[str, str]:
    """Language and title: ``highlight lang``, ``codeblock [title] [lang:x] [address text]``."""
    if call.name == "mermaid":
        return "mermaid", ""
    if call.name == "highlight":
        return call.get("lang", "language", word=0), call.get("title", "filename")
    lang = re.search(r"\blang(?:uage)?[:=]\s*[\"']?([\w+#.-]+)", call.text)
    title = call.get("title") or " ".join(_OPTION.sub("", re.sub(r"\w+=\S+", "", call.text)).split())
    if not lang and call.name == "code" and re.fullmatch(r"[\w+#-]+", title):  # {% code python %}
        return title, ""
    return lang[1] if lang else "", title


def fence(call: Call, content: str, indent: str) -> str:
    """``content`` as fenced code of Markdown; every line but the first gets ``indent``."""
    language, title = _code(call)
    marks = "`" * max(3, 1 + max(map(len, re.findall("`+", content)), default=0))
    rows = content.rstrip().removeprefix("\n").split("\n")
    if not all(row.startswith(indent) for row in rows if row.strip()):
        rows = [indent + row for row in rows]
    caption = f"<figcaption>{escape(title, quote=False)}</figcaption>\n\n{indent}" if title else ""
    return "\n".join((caption + marks + language.replace("`", ""), *rows, indent + marks))


def html(call: Call, content: str) -> str:
    """``content`` of a tag of :data:`NAMES` as HTML."""
    if call.name == "comment":
        return ""
    if call.name not in CODE:
        return f'<span class="math-tex">{escape(content.strip().strip("$").strip(), quote=False)}</span>'
    language, title = _code(call)
    caption = f"<figcaption>{escape(title, quote=False)}</figcaption>" if title else ""
    text = escape(content.rstrip().removeprefix("\n"), quote=False)
    return f'{caption}<pre><code class="language-{escape(language)}">{text}</code></pre>'
