from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader import language
from reader.document import Document, Link, build
from reader.document.blocks import STYLES, Code, Heading, Image, Item, Media, Paragraph, Quote, Span, Table
from reader.document.export import to_html, to_markdown
from reader.document.layout import Line, Run, layout
from reader.document.links import host, target
from tests.document.test_golden import PAIRS

if TYPE_CHECKING:
    from reader.model import Markup


@pytest.mark.parametrize("markup", ["html", "markdown", "text"])
@pytest.mark.parametrize("body", ["", " \n\t", "<p>&nbsp;</p><!-- x -->"])
def test_a_body_with_nothing_to_read_has_no_blocks(body: str, markup: Markup) -> None:
    if markup != "text" or not body.strip():
        assert build(body, markup) == Document()
        assert list(layout(build(body, markup), 40)) == []


def test_blocks_are_flat_and_carry_their_nesting_as_frames() -> None:
    document = build("<blockquote><ol><li>甲<p>乙</p></li></ol></blockquote><p>丙</p>", "html")
    assert [block.frames for block in document.blocks] == [
        (Quote(), Item("1.", first=True, tight=False)),
        (Quote(), Item("1.", first=False, tight=False)),
        (),
    ]


def test_a_block_knows_what_it_is() -> None:
    blocks = build(
        "<h2>a</h2><pre lang=Py>b</pre><img src=//i.example/c.png><table><tr><td>d<td>e</table>", "html"
    ).blocks
    assert blocks == (
        Heading((Span("a"),), 2),
        Code((Span("b"),), "py"),
        Image((), "https://i.example/c.png", "i.example"),
        blocks[3],
    )
    assert isinstance(blocks[3], Table)
    assert blocks[3].text == "d\te"


def test_what_a_body_begins_with_is_not_taken_for_all_of_it() -> None:
    table = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    assert isinstance(build(table + "<h2>题</h2><p>文</p>", "html").blocks[0], Table)
    formula, after = build("<div class='math-display'>x^2</div><p>文</p>", "html").blocks
    assert (formula.text, after.text) == ("x^2", "文")


def test_the_text_of_a_document_is_its_blocks_by_newlines() -> None:
    assert build("<h1>题</h1><ul><li>甲</li></ul>乙<br>丙", "html").text == "题\n甲\n乙\n丙"


def test_links_are_unwrapped_in_order_and_unique() -> None:
    document = build(
        "<p><a href='https://a.example/1'>甲<b>乙</b></a> <a href='//b.example'> 丙\n丁 </a><a href='#x'>锚</a></p>"
        "<a href='https://c.example/page'><img src='https://i.example/t.png' alt='图片一'></a><p><a href='https://a.example/1'>再</a></p>",
        "html",
    )
    assert document.links == (
        Link("甲乙", "https://a.example/1"),
        Link("丙丁", "https://b.example"),
        Link("图片一", "https://i.example/t.png"),
        Link("https://c.example/page", "https://c.example/page"),
    )


def test_a_long_body_can_be_opened_before_it_is_read_whole() -> None:
    body = "".join(f"<p>第{number}段。</p>\n" for number in range(5_000))
    opening, whole = build(body, "html", limit=4_000), build(body, "html")
    assert (opening.complete, whole.complete) == (False, True)
    assert 100 < len(opening.blocks) < 500
    assert opening.blocks[:-1] == whole.blocks[: len(opening.blocks) - 1]
    assert build("<p>短</p>", "html", limit=4_000).complete


def test_every_style_of_every_golden_case_is_documented() -> None:
    used = {
        word
        for case in PAIRS
        for line in layout(build(case.body, case.markup, title=case.title), 30)
        for run in line.runs
        for word in run.styles
    }
    assert used <= set(STYLES)
    assert len(used) > 20


def test_a_line_knows_its_text_and_its_width() -> None:
    line = Line((Run("天"), Run("a", ("em",))), 0, 0)
    assert (line.text, line.width) == ("天a", 3)


def test_a_position_survives_another_width() -> None:
    document = build("<p>" + "天地玄黄宇宙洪荒" * 20 + "</p>", "html")
    narrow = list(layout(document, 20))
    wide = list(layout(document, 50))
    for line in narrow:
        shown = [other for other in wide if other.offset <= line.offset][-1]
        assert document.blocks[0].text[line.offset :].startswith(line.text)
        assert line.text[0] in shown.text


def test_a_body_that_repeats_its_title_and_leads_somewhere_is_kept() -> None:
    assert build("<p><a href='https://a.example'>海雾</a></p>", "html", title="海雾").blocks
    assert isinstance(build("<p>海雾</p>", "html", title="别的").blocks[0], Paragraph)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://a.example/x?q=1", "https://a.example/x?q=1"),
        (" https://a.example/a b ", "https://a.example/a%20b"),
        ("//a.example", "https://a.example"),
        ("/rel/a.html", "/rel/a.html"),
        ("JavaScript:alert(1)", ""),
        ("java\nscript:x", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("#", ""),
        ("#note", ""),
        ("", ""),
        (None, ""),
        ("https://link.zhihu.com/?target=https%3A//a.example/%25", "https://a.example/%"),
        ("https://link.example/?target=javascript:x", "https://link.example/?target=javascript:x"),
        (
            "https://a.example/go?to=https://link.b.example/?target=https%3A%2F%2Fc.example",
            "https://c.example",
        ),
        ("https://a.example/search?q=https://b.example", "https://a.example/search?q=https://b.example"),
        ("https://cors.zfour.workers.dev/?http://i.example/a.jpg?q=1", "http://i.example/a.jpg?q=1"),
        ("https://c.duomai.com/track.php?site_id=1&t=https%3A%2F%2Fshop.example%2F", "https://shop.example/"),
    ],
)
def test_an_address_is_unwrapped_and_safe(href: str | None, expected: str) -> None:
    assert target(href) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.a.example:80/x", "a.example"),
        ("//u:p@b.example", "b.example"),
        ("/x", ""),
        ("mailto:a@b", ""),
        ("", ""),
    ],
)
def test_a_host_is_named_as_a_reader_would(address: str, expected: str) -> None:
    assert host(address) == expected


def test_markdown_of_a_html_body_reads_back_the_same() -> None:
    body = (
        "<h2>题 # 一</h2><p>甲*乙*<b>粗</b> <a href='https://a.example/(x)'>链 [接]</a> &lt;div&gt;</p><ul><li>子<ul><li>孙</li></ul>"
        "</li><li>丑</li></ul><blockquote>引</blockquote><pre><code>a\n  b</code></pre><table><tr><th>a<th>b<tr><td>1<td>2</table>"
        "<img src='https://i.example/门.png' alt='门'>"
    )
    markdown = to_markdown(body, "html")
    again, first = build(markdown, "markdown"), build(body, "html")
    assert "".join(again.text.split()) == "".join(first.text.split())
    assert [type(block) for block in again.blocks] == [type(block) for block in first.blocks]
    assert again.links[0] == first.links[0]


def test_markdown_bodies_pass_through_but_for_control_characters() -> None:
    assert to_markdown("# a\r\n*b*\x1b[0m\n", "markdown") == "# a\n*b*[0m\n"


def test_clean_html_has_no_script_style_handler_or_hidden_part() -> None:
    html = to_html(
        "<div onclick=x style='color:red'><script>1</script><p hidden>2</p><a href='javascript:x' onmouseover=y>甲</a>"
        "<img src=x.png onerror=z alt='\"><script>'><iframe src='https://v.example'></iframe></div>",
        "html",
    )
    assert "<script" not in html.replace('alt="&quot;&gt;&lt;script&gt;"', "")
    assert not any(
        word in html for word in ("onclick", "javascript", "onerror", "style", "hidden", "<iframe")
    )
    assert "<p>甲</p>" in html


def test_clean_html_reads_back_as_the_same_document() -> None:
    for case in PAIRS:
        first = build(case.body, case.markup)
        again = build(to_html(case.body, case.markup), "html")
        media = any(
            isinstance(block, Media) for block in first.blocks
        )  # written as a link with a text of its own
        if not media and "{{" not in first.text:  # braces in a text are a template to who reads it again
            assert "".join(again.text.split()) == "".join(first.text.split()), case.name


def test_importing_the_package_loads_no_parser() -> None:
    code = "import sys, reader.document; print([m for m in ('selectolax', 'markdown_it', 'html2text') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_body_that_is_no_longer_wanted_is_not_read_to_its_end() -> None:
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    body = "第一段，说一件小事。\n\n" * 60_000
    document = build(body, "markdown", stopped=stopped)
    assert not document.complete
    assert 0 < len(document.blocks) < 60_000


def test_a_paragraph_that_nobody_wrote_is_read_in_parts_and_whole() -> None:
    body = "".join(f"key{number}: value\n" for number in range(60_000))
    text = build(body, "markdown").text
    assert text.startswith("key0: value")
    assert text.endswith("key59999: value")


def test_a_picture_without_words_or_host_is_named_in_the_language_of_the_screen() -> None:
    document = build('<p><img src="雾.png"></p><video src="潮.mp4"></video>', "html")
    language.use("zh")
    try:
        lines = [line.text.rstrip() for line in layout(document, 40)]
    finally:
        language.use("en")
    assert [line for line in lines if line] == ["▣ 图片", "▶ 视频"]
