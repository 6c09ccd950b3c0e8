"""What a body is written in, and what the head of a whole HTML page says of it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Markup

_LOOK = 200_000
"""Characters of a body that are looked at."""
_HEAD = 65_536

_BLOCK_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?P<tag>!doctype|html|body|div|p|section|article|main|table|ul|ol|dl|h[1-6]|blockquote|figure|"
    r"pre|center|header|iframe|img|hr|br|video|details|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_CRAWLED = "<div>   \n"
"""How a crawler of the kind in view begins every body; what follows is never Markdown."""
_MARKDOWN = re.compile(
    r"^[ ]{0,3}(?:#{1,6}[ \t]+\S|[-*+][ \t]+\S|\d{1,3}[.)][ \t]+\S|>[ \t]?\S|```|~~~|\[[^\]\n]{1,200}\]:[ \t]*\S)"
    r"|\*\*[^*\s]|\]\([^)\s]|^[^<\s|].{0,300}\n(?:===|---)",
    re.MULTILINE,
)
_VERBATIM = re.compile(r"<(pre|code|script|style)\b", re.IGNORECASE)
_META = re.compile(r"<meta\s([^<>]{0,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LANG = re.compile(r"<html\b[^<>]{0,300}?\blang\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_CANONICAL = re.compile(r"<link\s([^<>]{0,500}\bcanonical\b[^<>]{0,500})>", re.IGNORECASE)
_MAX_METAS = 100


def detect_markup(body: str, path: str) -> Markup:
    """What ``body`` (without header) is written in; the suffix of ``path`` decides for pages and plain text."""
    suffix = path[path.rfind(".") :].lower()
    if suffix in {".html", ".htm"}:
        return "html"
    if suffix == ".txt":
        return "text"
    if body.startswith(_CRAWLED):
        return "html"
    start = _BLOCK_START.match(body, 0, _LOOK)
    if start is None:
        return "markdown"
    if _closes_at_end(body, start["tag"].lower()):
        return "html"
    return "markdown" if _MARKDOWN.search(_without_code(body[:_LOOK])) else "html"


def _closes_at_end(body: str, tag: str) -> bool:
    """Whether the element that ``body`` begins with is the whole body."""
    tail = body[-200:].rstrip().lower()
    if not tail.endswith(f"</{tag}>") or len(body) > _LOOK:
        return False
    depth, last = 0, len(body.rstrip())
    for match in re.finditer(rf"<(/?){tag}\b[^<>]*>", body, re.IGNORECASE):
        depth += -1 if match[1] else 1
        if depth <= 0:
            return match.end() == last
    return False


def _without_code(body: str) -> str:
    """``body`` without what stands in pre, code, script and style elements; linear."""
    kept, at = [], 0
    lower = body.lower()
    if len(lower) != len(body):
        return body
    while match := _VERBATIM.search(lower, at):
        kept.append(body[at : match.start()])
        end = lower.find(f"</{match[1]}", match.end())
        if end < 0:
            return "".join(kept)
        at = end
    return "".join([*kept, body[at:]])


def page_values(body: str) -> dict[str, str | list[str]]:
    """What the head of a page says: title, meta names and properties, language, canonical address.

    The keys are the page's own (``article:published_time``); empty for a fragment without a head.
    """
    head = body[:_HEAD]
    lower = head.lower()
    if "<meta" not in lower and "<title" not in lower:
        return {}
    for mark in ("</head", "<body", "<svg"):  # pictures have titles too
        if (at := lower.find(mark)) >= 0:
            head, lower = head[:at], lower[:at]
    values: dict[str, str | list[str]] = {}
    for number, meta in enumerate(_META.finditer(head)):
        if number >= _MAX_METAS:
            break
        _add_meta(values, _attributes(meta[1]))
    start = lower.find("<title")
    if start >= 0 and len(lower) == len(head):
        start, end = lower.find(">", start) + 1, lower.find("</title", start)
        if 0 < start <= end:
            values["title"] = html.unescape(head[start : min(end, start + 2_000)]).strip()
    if language := _LANG.search(head):
        values["lang"] = language[1]
    if (canonical := _CANONICAL.search(head)) and (address := _attributes(canonical[1]).get("href")):
        values["canonical"] = address
    return values


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text)
    }


def _add_meta(values: dict[str, str | list[str]], attributes: dict[str, str]) -> None:
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
    content = attributes.get("content", "").strip()
    if not name or not content:
        return
    before = values.get(name)
    if name == "article:tag" and before is not None:
        values[name] = [*(before if isinstance(before, list) else [before]), content]
    else:
        values.setdefault(name, content)
