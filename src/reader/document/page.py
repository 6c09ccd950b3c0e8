"""One post as one HTML page that needs nothing else: no script, nothing fetched."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from reader.document.writer import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.blocks import Block
    from reader.document.writer import Addresses


class Head(NamedTuple):
    """What stands above a text."""

    title: str
    facts: tuple[str, ...] = ()
    """Source, date and the like, in the order in which they are shown."""
    link: str = ""
    """The post's own address."""
    language: str = "zh"
    """BCP 47."""


STYLE = """\
html { line-height: 1.75; -webkit-text-size-adjust: 100%; }
body { font-family: serif; overflow-wrap: break-word; line-break: strict; }
h1, h2, h3, h4, h5, h6 { font-family: sans-serif; line-height: 1.35; text-align: start; }
h1 { font-size: 1.6em; } h2 { font-size: 1.35em; } h3 { font-size: 1.15em; }
h4, h5, h6 { font-size: 1em; }
header { margin-bottom: 2em; }
header p { font-size: 0.85em; opacity: 0.75; }
:lang(zh) em, :lang(ja) em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; }
:lang(ja) em { text-emphasis-position: over right; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 0.2em solid; opacity: 0.85; }
pre { overflow-x: auto; white-space: pre-wrap; line-height: 1.45; padding: 0.8em; border: 1px solid; border-radius: 0.3em; }
code, kbd, .math-tex { font-family: monospace; font-size: 0.92em; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid; padding: 0.3em 0.6em; vertical-align: top; }
figure { margin: 1.5em 0; text-align: center; }
figcaption { font-size: 0.85em; opacity: 0.75; }
img { max-width: 100%; height: auto; }
dt { font-weight: bold; } dd { margin: 0 0 0.6em 2em; }
rt { font-size: 0.5em; }
"""
"""For pages and books: sizes, not colours, so that it is right on light and dark grounds. CJK: CSS Text 3, 5.3."""
_SCREEN = """\
:root { color-scheme: light dark; }
body { max-width: 40em; margin: 0 auto; padding: 2em 1em; }
"""


def header(head: Head) -> str:
    """The title and what is known of the post, well-formed as XML."""
    facts = [escape(fact, quote=False) for fact in head.facts if fact]
    if head.link:
        facts.append(f'<a href="{escape(head.link)}">{escape(head.link, quote=False)}</a>')
    below = f"<p>{' · '.join(facts)}</p>\n" if facts else ""
    return f"<header>\n<h1>{escape(head.title, quote=False)}</h1>\n{below}</header>\n"


def page(head: Head, blocks: Sequence[Block], addresses: Addresses) -> str:
    """A complete page."""
    language = escape(head.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(head.title, quote=False)}</title>\n<style>\n{_SCREEN}{STYLE}</style>\n</head>\n<body>\n"
        f"{header(head)}<main>\n{html(blocks, addresses)}</main>\n</body>\n</html>\n"
    )


def language_of(declared: str, text: str) -> str:
    """The BCP 47 tag of a text: what the post says, else by its letters."""
    if declared and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in declared.split("-")):
        return declared
    sample = text[:4000]
    if any("\u3041" <= char <= "\u30ff" and char != "\u30fb" for char in sample):
        return "ja"
    if any("\uac00" <= char <= "\ud7a3" for char in sample):
        return "ko"
    return "zh" if any("\u4e00" <= char <= "\u9fff" for char in sample) else "en"
