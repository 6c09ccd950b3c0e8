"""What a body is written in."""

from __future__ import annotations

import pytest

from reader.archive.markup import detect_markup, page_values
from tests.pace import Pace

MARKUPS = {
    "<div>   \n**not bold** # nor heading\n  </div>": "html",
    "<div><p>a</p><div>b</div></div>\n": "html",
    "<p>One</p>\n<p>Two</p>": "html",
    "<p>One</p>\n<pre>\n# a comment\n- x\n</pre>": "html",
    "<!-- made by hand -->\n<p>One</p>": "html",
    "<div class=note>a</div>\n\n## Heading\n\n<div>b</div>": "markdown",
    "<p align=center><img src=a.png></p>\n\nSee [this](u).": "markdown",
    "<https://e.example> is a link": "markdown",
    "Words and no more.": "markdown",
    "": "markdown",
    "# Heading": "markdown",
    "    code first": "markdown",
    "<b>bold</b> words": "markdown",
}


@pytest.mark.parametrize("body", MARKUPS)
def test_the_markup_of_a_body_is_told_by_its_start_and_end(body: str) -> None:
    assert detect_markup(body, "a.md") == MARKUPS[body]


def test_pages_and_plain_text_are_told_by_their_suffix() -> None:
    assert detect_markup("# x", "a.HTML") == "html"
    assert detect_markup("<p>x</p>", "a.txt") == "text"


PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset=utf-8>
<title>The tide &amp; the salt</title><meta name="author" content='M. Tide'>
<meta property="article:published_time" content="2021-07-02T21:56:00+08:00">
<meta property="article:tag" content="sea"><meta property="article:tag" content="wind">
<link rel="canonical" href="https://e.example/tide"></head><body><meta name=author content=x></body></html>"""


def test_the_head_of_a_page_is_read() -> None:
    assert page_values(PAGE) == {
        "title": "The tide & the salt",
        "author": "M. Tide",
        "article:published_time": "2021-07-02T21:56:00+08:00",
        "article:tag": ["sea", "wind"],
        "lang": "zh-CN",
        "canonical": "https://e.example/tide",
    }


def test_a_fragment_has_no_head() -> None:
    assert page_values("<p>x</p>") == {}


@pytest.mark.parametrize(
    "part",
    [
        "<meta ",
        "<title",
        "<meta name=a content=",
        "<link canonical ",
        "<!--",
        "<div>",
        "<html ",
        "<pre>",
        "<h1>",
        "-->",
        "\n ",
        "[a](",
        "#",
    ],
)
def test_no_body_takes_long(part: str) -> None:
    body = "<div>" + part * 200_000
    pace = Pace()
    page_values(body)
    detect_markup(body, "a.md")
    detect_markup(part * 200_000, "a.md")
    assert pace.seconds < 2
