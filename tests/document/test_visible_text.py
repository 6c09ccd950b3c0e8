"""The text for the index is what ``build`` shows, told in a fraction of the time."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.typeset import articles
from reader.archive.parse import read_article
from reader.document import build, visible
from reader.document.builder import PRIVATE, without_joiners
from reader.document.visible import (
    CODE,
    FEATURES,
    IMAGE,
    LINK,
    TABLE,
    VIDEO,
    features_of,
    visible_text,
)
from reader.text import clean
from tests.document.archives import every_archive
from tests.document.test_nothing_lost import pages, soups

if TYPE_CHECKING:
    from reader.model import Markup

WORD = re.compile(r"[^\W_]+")


def letters(text: str) -> Counter[str]:
    """Letters and digits as a search sees them: ² is 2."""
    return Counter("".join(WORD.findall(unicodedata.normalize("NFKC", text))))


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text)))


def html(body: str) -> str:
    return visible_text(body, "html").text


def markdown(body: str) -> str:
    return visible_text(body, "markdown").text


# Compared with what is shown


@every_archive
def test_real_posts_lose_no_words_and_gain_hardly_any(root: Path, step: int) -> None:
    if not root.is_dir():
        pytest.skip(f"{root} is not there")
    total, missing, extra, glued, off = 0, 0, 0, 0, Counter[str]()
    for place, path in articles([os.fspath(root)], step):
        article = read_article(place, path)
        document = build(article.body, article.markup)
        text, features = visible_text(article.body, article.markup)
        wanted, found = letters(document.text), letters(text)
        total += wanted.total()
        missing += (wanted - found).total()
        extra += (found - wanted).total()
        glued += sum(len(word) for word in (words(document.text) - words(text)).elements())
        wrong = features_of(document) ^ features
        off.update(name for name, bit in FEATURES.items() if wrong & bit)
    assert total > 100
    assert missing <= total / 10_000
    assert extra <= total / 200
    # Words across a line of the source: between two CJK characters the index has no blank where a link ends.
    assert glued <= total / 2000
    assert not off


@settings(max_examples=200)
@given(pages)
def test_well_formed_pages_have_the_letters_that_are_shown(page: str) -> None:
    assert letters(html(page)) == letters(build(page, "html").text)


@pytest.mark.parametrize("markup", ["html", "markdown", "text"])
@settings(max_examples=200)
@given(pieces=soups)
def test_no_text_in_any_markup_raises_or_leaks_a_control_character(markup: Markup, pieces: list[str]) -> None:
    text = visible_text("".join(pieces), markup, title="x").text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert not re.search("^ | $|\n\n|  ", text)


@given(st.text())
def test_plain_text_keeps_its_words(text: str) -> None:
    assert words(visible_text(text, "text").text) == words(build(text, "text").text)


# HTML


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>你<b>好</b></p>", "你好"),
        ("<p>a<br>b</p><div>c</div>d", "a\nb\nc\nd"),
        ("<p>一行\n两行</p>", "一行两行"),
        ("<p>one\n  two</p>", "one two"),
        ("one\ntwo", "one\ntwo"),
        ("<p>one\n\ntwo</p>", "one\ntwo"),
        ("<style>p {}</style><script>if (a<b) x()</script><p>a<!-- b --></p>", "a"),
        ("<p>a</p><div hidden>b<div>c</div></div><p style='display: none'>d<p>e", "a\ne"),
        ("<p>a <span class='sr-only'>b</p><p>c</p>", "a\nc"),
        ("<p>1 &lt; 2 &amp;amp; 3 < 4</p>", "1 < 2 & 3 < 4"),
        ("<p>AT&T&nbsp;x</p>", "AT&T x"),
        ("<p>List<T> and <CET口试></p>", "List<T> and <CET口试>"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<dl><dt>a<dd>b</dl><details><summary>c</summary>d</details>", "a\nb\nc\nd"),
        ("<p>x<sup>2</sup>, H<sub>2</sub>O</p>", "x², H₂O"),
        ("<p>a<sup><a href='#fn1'>1</a></sup></p>", "a¹"),
        ("<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>へ", "東京(とうきょう)へ"),
        ("<p><q>a</q></p>", "“a”"),
        ("<h2>a <a href='#a'>¶</a></h2>", "a"),
        ("<img src='/x/0123456789abcdef.jpg' alt='猫'>", "猫"),
        ("<img src='harbour-view.jpg'>", "harbour-view.jpg"),
        ("<figure><img src=x alt=a><figcaption>b</figcaption></figure>", "b"),
        ("<p>a<img src=e.png width=16 height=16 alt=':)'>b</p>", "a:)b"),
        ("<video src=x title=a>b</video>c", "a\nc"),
        ("<p>a</p><textarea>b <b>c</textarea>", "a\nb <b>c"),
        ("<P>a</P><SCRIPT>b</SCRIPT><DIV>c</DIV>", "a\nc"),
        ("<p>a</p>\n[TOC]\n<p>b</p>", "a\nb"),
        ("<p>a &#8203;b&#1;</p>", "a b"),
        ("<p>字\u200c母</p>", "字母"),
    ],
)
def test_of_html_what_is_seen(body: str, text: str) -> None:
    assert html(body) == text


def test_code_keeps_what_looks_like_tags_and_drops_gutters() -> None:
    row = '<td class="gutter"><pre>1\n2</pre></td><td class="code"><pre>a &lt; b\nMap<K, V>\n<script src=x></pre></td>'
    found = visible_text(f'<figure class="highlight java"><table><tr>{row}</tr></table></figure>', "html")
    assert found == ("a < b\nMap<K, V>\n<script src=x>", CODE)


def test_formulas_written_three_times_are_told_once() -> None:
    katex = (
        '<span class="katex"><span class="katex-mathml"><math><mi>n</mi><annotation encoding="application/x-tex">n+1'
        '</annotation></math></span><span class="katex-html">n+1</span></span>'
    )
    assert html(f"<p>a {katex} b</p>") == "a n+1 b"


def test_a_tag_without_an_end_hides_no_more_than_its_paragraph() -> None:
    assert html("<p>zypper help <command></p><p>next</p>") == "zypper help\nnext"
    assert html("<div><button>x</div><p>next</p>") == "next"


# Markdown


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# a #\n\nb\n===\n\nc\n---\nd", "a\nb\nc\nd"),
        ("**a** *b* __c__ _d_ ~~e~~ ***f***", "a b c d e f"),
        ("2*3*4 * 5 snake_case_name 2 * 3", "234 * 5 snake_case_name 2 * 3"),
        ("这是**“强调”**的话", "这是“强调”的话"),
        ("a\nb  \nc\\\nd", "a b\nc\nd"),
        ("\\*a\\* \\<b> \\a", "*a* <b> \\a"),
        ("[a](http://x.y/z \"t\") [b](<c d> 't') [e](f(g)h)", "a b e"),
        ("[a][1] [b] [c][] [d][none]\n\n[1]: x 'y'\n[b]: <z>\n[C]: w\n", "a b c [d][none]"),
        ("![](harbour-view.jpg)", "harbour-view.jpg"),
        ("a ![猫](x.jpg 'y') b", "a\n猫\nb"),
        ("[![a](x.jpg)](http://y)", "a"),
        ("<http://a.b/c> <me@x.y> https://a.b/c_d_e", "http://a.b/c me@x.y https://a.b/c_d_e"),
        ("`a*b*` ``c`d`` `<x>` &amp; `&amp;`", "a*b* c`d <x> & &amp;"),
        ("- a\n- [x] b\n  1. c\n\n     d\n\n+ e", "a\nb\nc\nd\ne"),
        ("> a\n> b\n>\n> > c\nd", "a b\nc d"),
        ("a\n1986. b", "a 1986. b"),
        ('```js title="app.js"\na*b*\n<i>\n```\nc', "app.js\na*b*\n<i>\nc"),
        ("- a\n\n  ~~~\n  [b](c)\n  ~~~\n- d", "a\n[b](c)\nd"),
        ("a\n\n    [b](c)\n\n    d\n\ne", "a\n[b](c)\nd\ne"),
        ("- a\n\n    [b](c)", "a\nb"),
        ("| a | b |\n|---|:-:|\n| `c` | d \\| e | f |\n\ng", "a\nb\nc\nd | e\ng"),
        ("a | b\n--|--\n1 | 2\n# c", "a\nb\n1\n2\nc"),
        ("a[^1] b[^x]\n\n[^1]: c\n\n    d\n[^x]: e", "a¹ b²\nc\nd\ne"),
        ("a\n: b\n: c", "a\nb\nc"),
        ("<div>\n*a* [b](c)\n</div>\n\n*d*", "*a* [b](c)\nd"),
        ("a <b>c</b> <span hidden>d</span><!-- e --> < f", "a c < f"),
        ("zypper help <command>\n\nnext", "zypper help\nnext"),
        ("<!-- more -->a\n\n<!--\n\nb\n\n-->\n\nc", "a\nc"),
        ("***\n\n- - -\n\na", "a"),
        ("{% highlight python %}\na = b\n{% endhighlight %}\n\n# c {#d}\n{: .e}", "a = b\nc"),
        ("中文\n中文 **中文**\nabc", "中文中文 中文 abc"),
        ("!!![a](b)", "!!\na"),
        ("a&hl=1 `<` &eacute;", "a&hl=1 < é"),
    ],
)
def test_of_markdown_what_is_seen(body: str, text: str) -> None:
    assert markdown(body) == text


@pytest.mark.parametrize("body", ["", " \n\u3000", "<div>\n</div>", "<p><br></p>"])
def test_a_body_without_text_has_none(body: str) -> None:
    assert visible_text(body, "html") == ("", 0)


def test_what_repeats_the_title_above_the_text_is_left_out() -> None:
    assert visible_text("# Good, News\n\ntext", "markdown", title="Good News").text == "text"
    assert visible_text("<h1>Good News</h1><p>text</p>", "html", title="Good news!").text == "text"
    assert visible_text("<p>Good news</p>", "html", title="Good News").text == ""
    assert (
        visible_text("<h1>Other</h1><p>Good News</p>", "html", title="Good News").text == "Other\nGood News"
    )


# Features


@pytest.mark.parametrize(
    ("body", "markup", "features"),
    [
        ("<img src=x>", "html", IMAGE),
        ("<img src=x width=1 height=1><img class=emoji src=y>", "html", 0),
        ("<table><tr><td>a<td>b</table>", "html", TABLE),
        ("<table><tr><td>a</table>", "html", 0),
        ("<table><tr><td><img src=a><td><img src=b></table>", "html", IMAGE),
        ("<table><tr><td><p>a<td><h2>b</h2></table>", "html", 0),
        ("<pre>a</pre>", "html", CODE),
        ("<pre> </pre><code>a</code>", "html", 0),
        ("<a href='http://x'>a</a>", "html", LINK),
        ("<a href='/x'>a</a>", "html", LINK),
        (
            "<a href='javascript:x'>a</a><a href='#x'>b</a><a href='mailto:x@y'>c</a><a name=x>d</a>",
            "html",
            0,
        ),
        ("<a href='big.jpg'><img src='small.jpg'></a>", "html", IMAGE),
        ("<video><source src=x></video>", "html", VIDEO),
        ("<iframe src='//player.bilibili.com/x'></iframe>", "html", VIDEO),
        ("<iframe src='//maps.example/x'></iframe><audio src=y></audio>", "html", 0),
        ("![](a.jpg)", "markdown", IMAGE),
        ("a|b\n-|-\nc|d", "markdown", TABLE),
        ("```\na\n```", "markdown", CODE),
        ("    a", "markdown", CODE),
        ("{% highlight c %}\na\n{% endhighlight %}", "markdown", CODE),
        ("[a](b)", "markdown", LINK),
        ("[a][b]\n\n[b]: /c", "markdown", LINK),
        ("<https://a.b>", "markdown", LINK),
        ("https://a.b", "markdown", LINK),
        ("`https://a.b` [a](#b)", "markdown", 0),
        ("{% youtube abcdef %}", "markdown", VIDEO),
        ("https://a.b", "text", 0),
    ],
)
def test_features_are_those_that_a_reader_sees(body: str, markup: Markup, features: int) -> None:
    assert visible_text(body, markup).features == features
    assert features_of(build(body, markup)) == features


# Hostile bodies

UNITS = [
    *["[", "(", "*", "_", "~~", "`", "<", "</", "<!--", "<?", "<!A", "![", "[](", "](", "][", "\\", "&", "#", "\n>", "\n-", "\n:", "\n", "-"],
    "<a ", '<a x="', "<a x='", '="', "> ", "- ", "[](x ", '[a](b "', "![![a](b)", "[[a](b)", "``` `", "<pre>", "<code>",
    "<table><tr><td>", "<ul><li>", "<div hidden>", "<button>", "<object>", "<video>", "<ruby>", "<figure><figcaption>",
    "<script>", "<pre ", "</x>", "<x a=b>", "# # ", "#   ", "\n  - ", "\n\n    x", "\n|-|", "\na|b\n-|-\n", "[^a]",
    "\n[a]: b", "\n: a", "\na\n---", "{% x %}", "{{ x }}", "  \na   ", "*a ", "\ud800", "\x00", "<!--more-->",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("markup", ["html", "markdown"])
def test_hostile_bodies_take_no_longer_than_their_size(unit: str, markup: Markup) -> None:
    # What is quadratic takes longer than a test may.
    shown = visible_text(unit * (300_000 // len(unit)), markup)
    assert len(shown.text) <= 2 * 300_000


# What is told by a quick look


def test_what_passes_for_clean_is_left_by_cleaning() -> None:
    common = "".join(char for char in map(chr, range(0x10000)) if visible._CLEAN.fullmatch(char))
    assert len(common) > 25_000
    assert PRIVATE.sub("□", clean(common)) == common
    assert without_joiners(common) == common


@given(st.text(st.sampled_from("科创板ab，。 ９\u0301\u1100\u1161"), max_size=60), st.integers(0, 30))
def test_a_line_says_what_the_title_does_however_long_both_are(title: str, more: int) -> None:
    wanted = visible._bare(title)
    for line in (title, title + "，" * more, title + "板" * more, title[:-1]):
        assert visible._says(line, wanted) == (visible._bare(line) == wanted)


def test_elements_that_are_no_markup_end_where_they_do_beside_any_letter() -> None:
    for letter in "İKſ漢":
        assert html(f"<p>{letter}<SCRIPT>{letter}</scrIPT>{letter}文</p>") == f"{letter}{letter}文"
