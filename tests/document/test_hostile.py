"""Sizes that would take minutes, or all memory, if anything were quadratic. No clock: the suite's time limit judges."""

from __future__ import annotations

import pytest

from reader.document import build
from reader.document.export import to_html, to_markdown
from reader.document.layout import layout

HTML = {
    "newlines in a paragraph": "<p>" + "a\n" * 16_000 + "</p>",
    "tags that never end": "<a " * 16_000,
    "quotes that never end": "<a b='\"" * 16_000 + "'>'",
    "nested lists": "<ul><li>" * 16_000 + "x",
    "nested divs": "<div>" * 60_000 + "x",
    "nested quotes": "<blockquote>" * 30_000 + "x",
    "nested tables": "<table><tr><td>" * 16_000 + "x",
    "nested details": "<details><summary>" * 20_000 + "x",
    "end tags under open spans": "<span>" * 30_000 + "</p>" * 30_000,
    "end tags that reach nothing": "<div><object></div></object>" * 12_000 + "x",
    "end tags in foreign content": "<div><math><mi><div></math></mi></div>" * 8_000 + "x",
    "open formats copied into blocks": "".join(f"<b a={n}>" for n in range(2_000)) + "<p>x" * 10_000,
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">x",
    "comments that never end": "<!--" * 30_000,
    "raw text that never ends": "<script>" * 30_000 + "<style>" * 30_000 + "x",
    "code that never ends": "<pre>" * 20_000 + "<code>" * 20_000 + "x",
    "cdata that never ends": "<![CDATA[" * 20_000 + "x",
    "tags that are text": "<T>" * 30_000,
    "boundless spans": "<table>" + "<tr><td colspan=999999999 rowspan=999999999>x<td>y" * 3_000,
    "a row of cells": "<table><tr>" + "<td>x" * 20_000,
    "closing marks": "<p>" + "。" * 50_000,
    "opening marks": "<p>" + "（" * 50_000,
    "quotation marks": "<p>" + '中"' * 30_000,
    "combining marks": "<p>a" + "\u0301" * 100_000,
    "joiners": "<p>" + "👩\u200d" * 50_000,
    "one word": "<p>" + "abcdefgh" * 50_000,
    "breaks": "a<br>" * 20_000,
    "items": "<ol>" + "<li>x" * 10_000,
    "blanks": "<p>a" + " " * 200_000 + "&nbsp;" * 50_000 + "b",
    "escaped twice": "&amp;nbsp;" * 30_000 + "x",
    "dollars": "$$a" * 20_000,
    "brackets of formulas": "\\(" * 20_000 + "\\[" * 20_000,
    "breaks in formulas": "$$" + "a<br>" * 20_000,
    "candidates of pictures": "<img srcset='" + "a 1w, " * 20_000 + "'>",
    "templates": "{{ a }} " * 10_000,
    "shortcodes that never end": "{{< a " * 20_000 + "{{&lt; b " * 20_000,
    "pairs that never end": "{% note %}" * 10_000 + "{% endnote %}" * 10_000,
}
MARKDOWN = {
    "stars": "*a **b" * 10_000,
    "brackets": "[" * 20_000,
    "links": "[a](b " * 10_000,
    "quotes": ">" * 20_000 + "x",
    "lists": "1. " * 10_000 + "x",
    "backticks": "`a``b```" * 5_000,
    "angles": "<a" * 20_000,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 3_000,
    "wide table": "|x" * 3_000 + "\n" + "|-" * 3_000 + "\n",
    "liquid": "{% " * 30_000 + "{% highlight a" * 10_000,
    "attributes": "{:" * 30_000,
    "blank lines": "\n" * 100_000 + "x",
    "marks of notes": "[^" * 10_000 + "[^a]" * 10_000 + "\n\n[^a]: x",
    "notes in notes": "[^a]: " * 10_000 + "x",
    "notes": "".join(f"[^{n}]" for n in range(3_000))
    + "\n\n"
    + "\n".join(f"[^{n}]: x" for n in range(3_000)),
    "definitions": "a\n: " * 5_000 + ": " * 10_000 + "x",
    "dollars": "$" * 20_000 + "$a " * 10_000 + "$\\a" * 10_000,
    "formulas that never end": "$$a\n" * 5_000
    + "\\[\n" * 5_000
    + "\\begin{align}\n" * 5_000
    + "\\(" * 10_000,
    "braces": "{{" * 30_000 + "{{ a" * 10_000 + "{{< a " * 10_000,
    "blanks in tags": ("{% a" + " " * 1_900 + "%}") * 500,
    "code that never ends": "{% highlight a %}" * 10_000,
    "pairs": "{% note %}\n" * 2_000 + "{% endnote %}\n" * 2_000,
    "a line of templates": "{{ a }} " * 10_000,
    "runs of backticks": " ".join("`" * n for n in range(400)) + "{{ a }}",
    "fences": "".join("`" * n + "\n" for n in range(300, 3, -1)) + "{{ a }}",
    "addresses": "http://" * 10_000 + "http://a(" * 10_000 + ")" * 20_000,
    "boxes": ":::tip\n" * 5_000,
    "comments of Kramdown": "{::comment}" * 10_000,
    "braces of attributes": "{: " * 10_000 + "){.a" * 10_000 + "{:toc}\n" * 5_000,
    "a block longer than a piece": "- x\n" * 52_000,
}


@pytest.mark.parametrize("body", HTML.values(), ids=HTML.keys())
def test_hostile_html_is_built_drawn_and_exported_in_bounded_time(body: str) -> None:
    document = build(body, "html")
    assert all(line.width <= 40 for line in layout(document, 40))
    assert to_html(body, "html").strip() or not document.blocks
    assert to_markdown(body, "html").strip() or not document.text


@pytest.mark.parametrize("body", MARKDOWN.values(), ids=MARKDOWN.keys())
def test_hostile_markdown_is_built_and_drawn_in_bounded_time(body: str) -> None:
    assert all(line.width <= 40 for line in layout(build(body, "markdown"), 40))


@pytest.mark.parametrize(
    "name", ["nested divs", "nested lists", "nested quotes", "tags that are text", "cdata that never ends"]
)
def test_text_at_the_bottom_of_hostile_nesting_is_still_there(name: str) -> None:
    assert build(HTML[name], "html").text.rstrip(">")[-1] in "xT"


@pytest.mark.parametrize("name", ["quotes", "lists", "blank lines"])
def test_text_at_the_end_of_hostile_markdown_is_still_there(name: str) -> None:
    assert build(MARKDOWN[name], "markdown").text.endswith("x")


def test_frames_are_bounded_however_deep_a_body_nests() -> None:
    assert max(len(block.frames) for block in build(HTML["nested quotes"], "html").blocks) <= 12


def test_the_first_screen_of_a_long_body_does_not_lay_out_the_rest() -> None:
    document = build("<p>" + "天地玄黄" * 100 + "</p>" + "<p>x</p>" * 20_000, "html")
    lines = layout(document, 40)
    assert next(lines).block == 0
    lines.close()  # type: ignore[attr-defined]
