"""Titles that were written, and titles that are guessed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.archive.titles import MAX_TITLE, UNTITLED, display_title, first_words, guess_title, name_title

SHOWN = {
    "Map&#123;K,V&#125;": "Map{K,V}",
    "salt &amp; wind &#x4E2D;": "salt & wind 中",
    "&amp;lt;": "&lt;",
    "R&D and AT&T": "R&D and AT&T",
    "  two   blanks\n\nand lines ": "two blanks and lines",
    "\x1b[31mred\x1b[0m": "[31mred[0m",
    "&#27;[31mred": "[31mred",
    "a\u202eb\u200bc\x00d": "abcd",
    "[bold]markup[/bold]": "[bold]markup[/bold]",
    "推动_应科尽科_ 进一步发挥_试验田_作用": "推动“应科尽科” 进一步发挥“试验田”作用",
    "_早安_，海": "“早安”，海",
    "海说_早安_": "海说“早安”",
    "使用_init_方法": "使用“init”方法",
    "猫的缓存_ 为什么": "猫的缓存_ 为什么",
    "the _init_ method": "the _init_ method",
    "some_snake_case": "some_snake_case",
    "_init_": "_init_",
    "甲_ 乙_丙_丁": "甲_ 乙“丙”丁",
    "": "",
    "\u200d": "",
    "\u0301\u0301": "",
    "…": "…",
    "😺": "😺",
}


@pytest.mark.parametrize("raw", SHOWN)
def test_a_title_is_shown_as_its_author_meant_it(raw: str) -> None:
    assert display_title(raw) == SHOWN[raw]


def test_a_title_of_a_megabyte_is_cut() -> None:
    title = display_title("长" * 1_000_000)
    assert len(title) == MAX_TITLE
    assert title.endswith("…")


GUESSED: dict[str, tuple[str, str, str, bool]] = {
    "first heading": ("Intro\n\n## The *tide* [turns](u) ##\n", "a.md", "The tide turns", False),
    "underlined heading": ("The tide\n========\n\ntext", "a.md", "The tide", False),
    "not in code": ("```\n# no\n```\n# yes {#id}\n", "a.md", "yes", False),
    "file name": ("text", "notes/2021-07-02-the-tide-turns.md", "the tide turns", False),
    "chinese file name": ("text", "2021-07-02-潮汐_涨落.md", "潮汐_涨落", False),
    "folder of a bundle": ("text", "post/the-tide/index.md", "the tide", False),
    "first words": ("Some *words* of <b>text</b> &amp; more", "12.md", "Some words of text & more", False),
    "blank title": ("# Heading\n\nand words", "a.md", "Heading and words", True),
    "nothing at all": ("", ".md", UNTITLED, True),
    "blank title, no body": ("", "the-tide.md", "the tide", True),
    "surrogates": ("", "a\udcff.md", "a\ufffd", False),
}


@pytest.mark.parametrize("name", GUESSED)
def test_a_post_without_title_gets_one(name: str) -> None:
    body, path, title, blank = GUESSED[name]
    assert guess_title(body, "markdown", path, blank=blank) == title


def test_a_page_gets_the_text_of_its_heading() -> None:
    body = "<style>h1 {}</style><div><h2 class=x>The <i>tide</i>&nbsp;turns</h2></div>"
    assert guess_title(body, "html", "a.html", blank=False) == "The tide turns"


def test_first_words_leave_out_scripts_and_say_that_more_follows() -> None:
    assert first_words("<script>x()</script><p>Tide</p>") == "Tide"
    words = first_words("<p>" + "潮水，" * 50)
    assert words.endswith("潮水…")
    assert first_words("word " * 50).endswith("word…")


@pytest.mark.parametrize("name", ["index", "README", "12345", "___", "index.zh-cn", ""])
def test_a_name_that_says_nothing_is_no_title(name: str) -> None:
    assert name_title(f"{name}.md") == ""


@given(
    st.text(max_size=80), st.text(max_size=20), st.booleans(), st.sampled_from(["html", "markdown", "text"])
)
def test_a_guess_is_never_empty_and_always_clean(body: str, path: str, blank: bool, markup: str) -> None:
    title = guess_title(body, markup, path, blank=blank)  # type: ignore[arg-type]
    assert title.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in title)
    assert len(title) <= MAX_TITLE
