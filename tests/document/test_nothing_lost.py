"""What a reader would see in a browser is in the blocks and in the lines; checked against another parser."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.document import build
from reader.document.layout import layout

if TYPE_CHECKING:
    from reader.model import Markup

BLOCKS = "p div section blockquote center h1 h2 h3 h6 ul ol li dl dd dt details summary article pre figure figcaption"
INLINE = "b i em strong a span u s mark small font del kbd abbr code custom-tag"
IN_CODE = "b i em strong a span u s mark font del kbd"  # any other tag in code is text: see source.py
UNSEEN = "script style template noscript title svg button"


class Visible(HTMLParser):
    """Text outside of what browsers don't show."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in UNSEEN.split()

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in UNSEEN.split()

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.parts.append(data)


def visible(html: str) -> str:
    walker = Visible()
    walker.feed(html)
    walker.close()
    return squeezed("".join(walker.parts))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def assembled(tokens: list[str]) -> str:
    """Well-formed HTML of ``tokens``: words open elements, ``/`` closes one, anything else is content."""
    parts: list[str] = []
    stack: list[str] = []
    for token in tokens:
        if token == "/":
            parts.append(f"</{stack.pop()}>" if stack else "")
        elif not token.startswith("+"):
            in_code = {"code", "pre"} & {*stack} and token.startswith(
                "<"
            )  # tags there are text: see source.py
            parts.append("" if in_code else token)
        elif not {"code", "pre"} & {*stack} or token[1:] in IN_CODE.split():
            stack.append(token[1:])
            parts.append(f"<{token[1:]}>")
    return "".join(parts) + "".join(f"</{tag}>" for tag in reversed(stack))


texts = st.text("天地玄，。（）「」“”—…ーッabc ABC019.,!?<>&\"' \n\u3000\u00a0☀é", max_size=24).map(escape)
rows = st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4)
tables = rows.map(
    lambda cells: (
        "<table>"
        + "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in cells)
        + "</table>"
    )
)
tags = st.sampled_from([f"+{tag}" for tag in f"{BLOCKS} {INLINE}".split()])
voids = st.sampled_from(
    ["<br>", "<hr>", "<!-- 不见 -->", "<script>不见</script>", "<svg><title>不见</title></svg>"]
)
parts = st.one_of(tags, tags, st.just("/"), st.just("/"), texts, texts, tables, voids)
pages = st.lists(parts, max_size=40).map(assembled)


@settings(max_examples=300)
@given(pages)
def test_blocks_hold_the_text_that_another_parser_sees(html: str) -> None:
    assert squeezed(build(html, "html").text) == visible(html)


@settings(max_examples=200)
@given(pages, st.integers(4, 100))
def test_lines_hold_the_text_of_the_blocks_and_fit(html: str, width: int) -> None:
    document = build(html, "html")
    lines = list(layout(document, width))
    drawn = Counter(squeezed("".join(line.text for line in lines)))
    assert not Counter(squeezed(document.text)) - drawn
    assert all(line.width <= width for line in lines)


@given(pages, st.integers(4, 100), st.integers(4, 100))
def test_another_width_in_between_changes_nothing(html: str, width: int, between: int) -> None:
    document = build(html, "html")
    before = list(layout(document, width))
    list(layout(document, between))
    assert list(layout(document, width)) == before == list(layout(build(html, "html"), width))


@given(pages, st.integers(4, 100))
def test_offsets_point_into_the_text_of_their_block_and_never_go_back(html: str, width: int) -> None:
    document = build(html, "html")
    place = (0, 0)
    for line in layout(document, width):
        assert place <= (line.block, line.offset)
        assert line.offset <= len(document.blocks[line.block].text)
        place = (line.block, line.offset)


SOUP = (
    "<p> </p> <div> <b> </b> <a href='x'> </a> <table> <tr> <td colspan=3> <td> </table> <ul> <li> </ul> <pre> </pre>"
    " <code> </code> <br> <hr> <img src=x> <svg> </svg> <script> </script> <math> <mi> <T> <K, <!-- --> <![CDATA[ ]]>"
    " <h1> </h1> <ruby> <rt> <sup> </sup> <details> <summary> <dl> <dd> <figure> <figcaption> <iframe src=//a> <object>"
    " <select> <option> <template> <frameset> <plaintext> </body> <textarea> < > & &amp; &#x1b; &#0; ** * _ ` ``` ~~ > #"
    " - 1. | --- [a](b) ![ ]( {% raw %} {% endraw %} {% highlight x %} {: .a} \\ $$ 中 ， 。 （ \u200d \ufe0f \u0301 \x00"
    " \x1b[31m \u202e \ud800 \ufdd0 \n \t [^a] [^a]: $ $$x$$ \\( \\) \\[ \\] \\begin{align} \\end{align} {{ }} {{< >}} {{% %}} {%"
    " %} {{x}} {%note%} {%endnote%} {{<details>}} {{</details>}} {%comment%} {%endcomment%} {%endhighlight%} : {:toc}"
    " {::comment} {:/} {#a} ::: :::tip *[a]: > [!NOTE] ~~~ __ https://a.b/c) <div\tmarkdown=1> <math> <annotation> &#123; \ue000"
)
soups = st.lists(
    st.one_of(st.sampled_from(SOUP.split(" ")), st.just("\n\n"), st.just("\n"), st.text(max_size=4)),
    max_size=40,
)


@pytest.mark.parametrize("markup", ["html", "markdown", "text"])
@settings(max_examples=250)
@given(pieces=soups, width=st.integers(4, 60))
@example(pieces=["\u200d", "\u200d", "<p>", "<p>"], width=4)
@example(pieces=["<pre>", "\u200d", "\u200d", "abcdef"], width=4)
def test_no_text_in_any_markup_raises_or_leaks_a_control_character(
    markup: Markup, pieces: list[str], width: int
) -> None:
    document = build("".join(pieces), markup, title="x")
    for line in layout(document, width):
        assert line.width <= width
        assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line.text)
    assert document.links is not None
