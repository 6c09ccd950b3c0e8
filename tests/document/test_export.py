"""What is written reads back as the same document; what a page holds; where a post is from."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.archive.parse import read_article
from reader.document import Block, Document, Span, build
from reader.document.blocks import Cell, Code, Heading, Image, Item, Media, Paragraph, Rule, Table
from reader.document.export import to_html, to_markdown, to_text
from reader.document.marking import markdown
from reader.document.origin import absolute, link_of
from reader.document.page import Head, language_of, page
from reader.document.writer import Addresses, html
from reader.model import Post, post_id
from tests.document.test_golden import PAIRS
from tests.document.test_nothing_lost import pages, squeezed

if TYPE_CHECKING:
    from tests.document.golden import Case

# Markdown: the same document again

NOT_IN_MARKDOWN = {
    "break-latin": "an address that was plain text is a link",
    "numbers": "letters and Roman numerals are numbers",
    "html-list-nested": "letters are numbers",
    "table-spans": "a cell has one column",
    "table": "a column is set in one way",
    "plain-text": "a line begins without blanks",
}
"""Cases whose documents Markdown has no words for, and what becomes of them."""


def essence(block: Block) -> Block:
    """``block`` without what Markdown does not keep: the look of what is no text, space in lists, kinds of captions."""
    frames = tuple(
        replace(frame, tight=True, marker=frame.marker.strip()) if isinstance(frame, Item) else frame
        for frame in block.frames
    )
    if isinstance(block, Media):
        label = block.text or block.host or block.kind
        return Paragraph((Span(label, ("link",), block.href) if block.href else Span(label),), frames)
    if isinstance(block, Image):
        return replace(block, spans=(Span(block.text),) if block.text else (), frames=frames)
    if isinstance(block, Table):
        rows = tuple(tuple(replace(cell, spans=plain(cell)) for cell in row) for row in block.rows)
        return replace(block, rows=rows, frames=frames)
    if isinstance(block, Paragraph):
        role = "" if block.role == "caption" else block.role
        return Paragraph(bare(block.spans), frames, role)
    if isinstance(block, Heading):
        return replace(block, spans=bare(block.spans), frames=frames)
    return replace(block, frames=frames)


def bare(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """``spans`` without styles that are only a look, joined anew."""
    joined: list[Span] = []
    for span in spans:
        kept = tuple(word for word in span.styles if word not in {"dim", "image", "marker", "media", "ruby"})
        if "note" in kept and span.text.strip("⁰¹²³⁴⁵⁶⁷⁸⁹") != "":
            kept = ()
        if joined and (joined[-1].styles, joined[-1].href) == (kept, span.href):
            joined[-1] = replace(joined[-1], text=joined[-1].text + span.text)
        else:
            joined.append(Span(span.text, kept, span.href))
    return tuple(joined)


def plain(cell: Cell) -> tuple[Span, ...]:
    return bare(cell.spans)


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.name)
def test_markdown_reads_back_as_the_same_document(case: Case) -> None:
    first = build(case.body, case.markup)
    again = build(markdown(first.blocks), "markdown")
    if case.name not in NOT_IN_MARKDOWN:
        assert [essence(block) for block in again.blocks] == [essence(block) for block in first.blocks]
    else:
        assert squeezed(again.text) == squeezed(first.text)


SAMPLES = sorted((Path(__file__).parents[2] / "sample_posts").rglob("*.md"))


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.is_file()], ids=lambda path: path.stem)
def test_every_sample_post_reads_back_from_markdown(path: Path) -> None:
    article = read_article(path.parent, path.name)
    first = build(article.body, article.markup, title=article.post.title)
    again = build(markdown(first.blocks), "markdown")
    # A picture without words is called by its file's name, and one without an address is nothing.
    first_text, again_text = (
        squeezed("".join(essence(block).text for block in document.blocks if not isinstance(block, Image)))
        for document in (first, again)
    )
    assert again_text == first_text


signs = "天地，。“”ab1. *_`~[]()!#+-<>&;\\|$:{}%=^@\"'/字é☀https\u3000"
styles = st.lists(
    st.sampled_from(["strong", "em", "del", "mark", "ins", "kbd", "code"]), unique=True, max_size=3
)
spans = st.builds(
    lambda text, words, href: Span(
        text, (*(["link"] if href else []), *sorted(words, key="code".__eq__)), href
    ),
    st.text(signs, min_size=1, max_size=14),
    styles,
    st.sampled_from(["", "", "", "https://a.example/x_(y)?a=1&b=2"]),
)


def letters(document: Document) -> list[tuple[str, frozenset[str], str]]:
    """Every character but blanks, with its look and where it leads."""
    return [
        (char, frozenset(span.styles) - {"link"}, span.href)
        for block in document.blocks
        for span in block.spans
        for char in span.text
        if not char.isspace()
    ]


@settings(max_examples=400)
@given(st.lists(spans, min_size=1, max_size=5))
def test_any_text_in_any_style_survives_markdown(text: list[Span]) -> None:
    document = build(html([Paragraph(tuple(text))]), "html")
    assume(
        "://" not in document.text
    )  # an address that is only text leads somewhere in Markdown, as it should
    again = build(markdown(document.blocks), "markdown")
    assert letters(again) == letters(document)
    assert [type(block) for block in again.blocks] == [type(block) for block in document.blocks]


@settings(max_examples=150)
@given(pages)
def test_any_page_survives_markdown_and_html(body: str) -> None:
    document = build(body, "html")
    fragment = html(document.blocks)
    ET.fromstring(f"<x>{fragment}</x>")
    assert squeezed(build(fragment, "html").text) == squeezed(document.text)
    again = squeezed(build(markdown(document.blocks), "markdown").text)
    assert again.replace(":", "") == squeezed(document.text).replace(":", "")  # a term without a definition


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>甲<em>乙</em>丙<b>丁</b></p>", "甲*乙*丙**丁**\n"),
        ("<p>甲<b>“乙”</b>丙</p>", "甲<strong>“乙”</strong>丙\n"),
        ("<p><b><i>甲</i></b></p>", "***甲***\n"),
        ("<p><b>甲 </b>乙</p>", "**甲** 乙\n"),
        ("<p>1. a_b * c (d) [e] # f!</p>", "1\\. a_b * c (d) [e] # f!\n"),
        ("<p>[x] 甲<br># 乙</p>", "\\[x] 甲  \n\\# 乙\n"),
        ("<p>a <code>x`y</code></p>", "a ``x`y``\n"),
        ("<p>&lt;div&gt; &amp;lt; a&lt;b</p>", "&lt;div> < a&lt;b\n"),
        ("<a href='https://a.example/'>https://a.example/</a>", "<https://a.example/>\n"),
        ("<a href='https://a.example/(x)'>甲</a>", "[甲](<https://a.example/(x)>)\n"),
        ("<img src='图 一.png' alt='a*b'>", "![a\\*b](图%20一.png)\n"),
        ("<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>", "- 甲\n  - 乙\n- 丙\n"),
        ("<ol start=9><li>甲<p>乙</p></li><li>丙</li></ol>", "9. 甲\n\n   乙\n10. 丙\n"),
        ("<ul><li>甲</li></ul><p>乙</p><ul><li>丙</li></ul>", "- 甲\n\n乙\n\n- 丙\n"),
        ("<blockquote><p>甲</p><ul><li>乙</li></ul></blockquote>", "> 甲\n>\n> - 乙\n"),
        ("<pre><code class=language-py>a\n  ```</code></pre>", "````py\na\n  ```\n````\n"),
        (
            "<table><tr><th>a|b<th align=right>c<tr><td>甲<br>乙<td align=right>1</table>",
            "| a\\|b | c |\n| --- | ---: |\n| 甲<br>乙 | 1 |\n",
        ),
        ("<dl><dt>潮</dt><dd>水</dd></dl>", "潮\n: 水\n"),
        ("<ul><li><input type=checkbox checked> 甲</li></ul>", "- [x] 甲\n"),
        (
            "<details><summary>看</summary><p>甲</p></details>",
            "<details>\n<summary>看</summary>\n\n甲\n\n</details>\n",
        ),
        ("<p><ruby>漢字<rt>かんじ</rt></ruby></p>", "漢字(かんじ)\n"),
        ("<p>甲</p><hr><p>乙</p>", "甲\n\n---\n\n乙\n"),
    ],
)
def test_markdown_is_written_as_a_person_would(body: str, expected: str) -> None:
    assert to_markdown(body, "html") == expected


def test_footnotes_are_footnotes_again() -> None:
    body = "甲[^a]乙[^b]\n\n[^a]: 注一\n[^b]: 注二\n\n    其二\n"
    assert (
        markdown(build(body, "markdown").blocks) == "甲[^1]乙[^2]\n\n[^1]: 注一\n\n[^2]: 注二\n\n    其二\n"
    )


def test_formulas_keep_their_dollars() -> None:
    body = "设 $x^2$，价 $5 和 $6。\n\n$$\na_1 = b\n$$\n"
    written = markdown(build(body, "markdown").blocks)
    assert written == "设 $x^2$，价 \\$5 和 \\$6。\n\n$$\na_1 = b\n$$\n"


def test_plain_markdown_is_passed_through_unless_it_repeats_the_title() -> None:
    body = "# 潮汐表\n\n* 甲\n* 乙\n"
    assert to_markdown(body, "markdown", title="别的") == body
    assert to_markdown(body, "markdown", title="潮汐表") == "- 甲\n- 乙\n"


@pytest.mark.parametrize("body", ["甲<br>乙\n", "{% raw %}甲{% endraw %}\n", "甲\n{: .note}\n"])
def test_markdown_with_html_or_templates_is_written_anew(body: str) -> None:
    written = to_markdown(body, "markdown")
    assert not re.search(r"<br|\{[%:]", written)
    assert "甲" in written


@pytest.mark.parametrize(
    "unit", ["<p>海上<b>有雾</b> a*b</p>", "海上有雾。<br>", "<em>甲</em>乙", "<ul><li>甲", "*", "[](\\", "&amp;&lt;", "<table><tr><td>1<td>2</table>"]
)  # fmt: skip
def test_markdown_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        document = build(unit * (size // len(unit)), "html")
        start = time.process_time()
        markdown(document.blocks)
        return time.process_time() - start

    seconds(1_000)
    small, large = seconds(20_000), seconds(160_000)
    assert large < 8 * 3 * max(small, 0.01)  # quadratic would be 64 times as long


# HTML

APART = Addresses(lambda href: "data:image/png;base64,AA" if href == "here.png" else "", absolute)


def test_lists_terms_and_details_are_well_formed() -> None:
    body = (
        "<ol type=a start=3><li>甲</li><li>乙</li></ol><ol><li>丙</li></ol><dl><dt>潮<dt>汐<dd>水</dl>"
        "<ul><ul><li>子</li></ul></ul><details><summary>看</summary>丁</details>"
    )
    assert to_html(body, "html") == (
        '<ol type="a" start="3">\n<li>\n甲\n</li>\n<li>\n乙\n</li>\n</ol>\n<ol>\n<li>\n丙\n</li>\n</ol>\n'
        "<dl>\n<dt>\n潮\n</dt>\n<dt>\n汐\n</dt>\n<dd>\n<p>水</p>\n</dd>\n</dl>\n<ul>\n<li>\n子\n</li>\n</ul>\n"
        '<details open="open">\n<summary>看</summary>\n<p>丁</p>\n</details>\n'
    )


def test_a_reading_gets_its_word_back() -> None:
    body = "<p>この<ruby>漢字<rt>かんじ</rt></ruby></p>"
    assert "この<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>" in to_html(body, "html")


def test_a_page_is_complete_and_needs_nothing_else() -> None:
    document = build(
        "<p>甲<a href='/rel'>乙</a><a href='https://a.example/x y'>丙</a></p><img src=here.png alt=门>"
        "<img src='https://i.example/far.png' alt=远><script>alert(1)</script>",
        "html",
    )
    text = page(Head('题 <1> & "二"', ("渡口日报",), "https://a.example/1", "zh"), document.blocks, APART)
    tree = ET.fromstring(text.removeprefix("<!DOCTYPE html>\n"))
    assert tree.attrib == {"lang": "zh"}
    assert tree.findtext("head/title") == tree.findtext("body/header/h1") == '题 <1> & "二"'
    assert [each.get("src") for each in tree.iter("img")] == ["data:image/png;base64,AA"]
    assert [each.get("href") for each in tree.iter("a")] == [
        "https://a.example/1", "https://a.example/x%20y", "https://i.example/far.png",
    ]  # fmt: skip
    assert not {"script", "link", "iframe"} & {each.tag for each in tree.iter()}
    assert "url(" not in text
    assert "乙" in "".join(tree.itertext())


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("en-GB", "雾", "en-GB"),
        ('x" onload="', "雾", "zh"),
        ("", "海の霧", "ja"),
        ("", "안개", "ko"),
        ("", "fog", "en"),
        ("", "雾・港", "zh"),
    ],
)
def test_a_page_knows_its_language(declared: str, text: str, expected: str) -> None:
    assert language_of(declared, text) == expected


# Text


def test_text_has_lines_of_a_width_or_one_a_paragraph() -> None:
    document = Document((Paragraph((Span("海上有雾。" * 40),)), Rule(), Code((Span("a\nb"),))))
    assert max(map(len, to_text(document, 40).splitlines())) <= 40
    lines = to_text(document, 0).splitlines()
    assert lines[0] == "海上有雾。" * 40
    assert len(lines[2]) == 40
    assert lines[4:] == ["a", "b"]


# Where it is from


def post(link: str = "") -> Post:
    return Post(post_id("x"), "x", "题", link=link)


@pytest.mark.parametrize(
    "word",
    ["原文", "【阅读原文】", "查看原文 »", "原文链接：", "Source", "Read more…", "(original)", "ＬＩＮＫ"],
)
def test_a_link_that_calls_itself_the_original_is(word: str) -> None:
    document = build(
        f"<p><a href='https://b.example'>别处</a> <a href='https://a.example/1'>{word}</a></p>", "html"
    )
    assert link_of(post(), document) == "https://a.example/1"


def test_front_matter_knows_the_link_best() -> None:
    document = build("<a href='https://a.example'>原文</a>", "html")
    assert link_of(post("https://b.example"), document) == "https://b.example"
    assert link_of(post("/2021/1"), document) == "https://a.example"


@pytest.mark.parametrize(
    "body", ["<a href='mailto:a@b.example'>原文</a>", "<a href='https://a.example'>原文化</a>", "原文"]
)
def test_no_other_link_is_the_posts_own(body: str) -> None:
    assert link_of(post(), build(body, "html")) == ""


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("https://A.example/雾?q=a b#门", "", "https://a.example/%E9%9B%BE?q=a%20b#%E9%97%A8"),
        ("https://a.example/100%/%E9", "", "https://a.example/100%25/%E9"),
        ("https://海.example/", "", "https://xn--90w.example/"),
        ("../x.html", "https://a.example/2021/1/", "https://a.example/2021/x.html"),
        ("../x.html", "", ""),
        ("mailto:a@b.example", "", "mailto:a@b.example"),
        ("javascript:x", "https://a.example/", ""),
        ("https://a b/", "", ""),
        ("https://[x/", "", ""),
        ("https:///x", "", ""),
    ],
)
def test_an_address_is_made_fit_for_other_places(address: str, base: str, expected: str) -> None:
    assert absolute(address, base) == expected


@given(st.text(max_size=40), st.sampled_from(["", "https://a.example/b/c"]))
def test_no_address_is_an_error_and_all_are_plain(address: str, base: str) -> None:
    made = absolute(address, base)
    assert made.isascii()
    assert not re.search(r"[\s<>\"{}|\\^`]", made)
