"""Files become articles: the dialects of a crawled archive, other generators, and what is broken or meant ill."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.archive.parse import MAX_FILE, digest, parse, read_article, read_bytes
from reader.errors import PostUnreadable
from reader.model import Moment, post_id
from tests.pace import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Article

NOW = 1_700_000_000.0
BODY = "\n\n<div>   \n<p>潮水退了。</p>  \n</div>\n            "
DIALECT_C = (
    "\n---\ntitle: '潮水_退了_ 以后'\ncategories: \n - 海\n - 盐报\n - 要闻\nheadimg: 'https://e.example/a.jpg'\nauthor: 盐报\n"
    "comments: false\ndate: Sat, 24 Apr 2021 19:10:30 GMT\nthumbnail: 'https://e.example/a.jpg'\n---" + BODY
)
DIALECT_B = (
    '\n---\ntitle: "it\'s 潮"\ncategories: \n    - 海\n    - 盐报\n    - 要闻\n\nauthor: 盐报\ncomments: false\n'
    "date: 2021-04-09 14:07:41\nthumbnail: ''\n---" + BODY
)
DIALECT_A = (
    "\n---\ntitle: 'Tide'_ 第１期: 猫 #2 ...\ncategories: \n    - 海\n    - 盐报 - [电子版](https://e.example)\n"
    "author: 盐报 - [电子版](https://e.example)\ncomments: false\ndate: Sun, 21 Mar 2021 19:35:00 GMT\nthumbnail: \n---"
    + BODY
)


def read(text: str | bytes, path: str = "a/b.md", mtime: float = 0) -> Article:
    data = text if isinstance(text, bytes) else text.encode()
    return parse(data, path, mtime_ns=int(mtime * 1e9), now=NOW)


def test_dialect_c_is_read_whole() -> None:
    article = read(DIALECT_C)
    post = article.post
    assert (post.title, post.raw_title, post.title_guessed) == ("潮水“退了” 以后", "潮水_退了_ 以后", False)
    assert post.date == Moment(1619291430, 0)
    assert post.categories == (("海", "盐报", "要闻"),)
    assert (post.authors, post.tags, post.thumbnail) == (("盐报",), (), "https://e.example/a.jpg")
    assert (post.id, post.path, post.encoding) == (post_id("a/b.md"), "a/b.md", "utf-8")
    assert article.body == "<div>   \n<p>潮水退了。</p>  \n</div>"
    assert article.markup == "html"
    assert article.front_matter["comments"] == "false"
    assert article.problems == ()


def test_dialect_b_gives_a_crawl_time_without_zone() -> None:
    article = read(DIALECT_B)
    assert article.post.title == "it's 潮"
    assert article.post.date == Moment(1617977261, None)
    assert article.post.categories == (("海", "盐报", "要闻"),)
    assert article.problems == ()


def test_dialect_a_is_read_though_it_is_no_yaml() -> None:
    article = read(DIALECT_A)
    assert article.post.title == "'Tide'_ 第１期: 猫 #2 ..."
    assert article.post.categories == (("海", "盐报 - [电子版](https://e.example)"),)
    assert article.post.authors == ("盐报 - [电子版](https://e.example)",)
    (problem,) = article.problems
    assert (problem.kind, problem.path, problem.line) == ("header", "a/b.md", 3)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_marks_make_no_difference(newline: str, codec: str) -> None:
    article = read(DIALECT_C.replace("\n", newline).encode(codec))
    plain = read(DIALECT_C)
    assert (article.body, article.front_matter, article.problems) == (plain.body, plain.front_matter, ())


def test_a_guessed_encoding_is_recorded_and_reported() -> None:
    article = read(DIALECT_C.encode("gb18030"))
    assert (article.post.encoding, article.post.categories) == ("gb18030", (("海", "盐报", "要闻"),))
    assert [problem.kind for problem in article.problems] == ["encoding"]


def test_a_broken_byte_is_reported_with_its_line() -> None:
    article = read(DIALECT_C.encode().replace("退了。".encode(), "退".encode() + b"\xff"))
    assert article.post.encoding == "utf-8"
    assert "\ufffd" in article.body
    assert [(problem.kind, problem.line) for problem in article.problems] == [("encoding", 16)]


class TestDates:
    def test_an_invalid_date_gives_way_to_the_file_name(self) -> None:
        article = read("---\ntitle: x\ndate: Invalid Date\n---\n", "2021-07-02-x.md")
        assert article.post.date == Moment(1625184000, None, about=True)
        (problem,) = article.problems
        assert (problem.kind, problem.line) == ("date", 3)
        assert "Invalid Date" in problem.message

    def test_a_missing_date_is_no_problem_when_the_name_has_one(self) -> None:
        article = read("---\ntitle: x\n---\n", "2021-07-02-x.md")
        assert article.post.date == Moment(1625184000, None, about=True)
        assert article.problems == ()

    def test_without_any_date_the_file_s_own_time_is_about_right(self) -> None:
        article = read("---\ntitle: x\n---\n", mtime=1_600_000_000.9)
        assert article.post.date == Moment(1_600_000_000, None, about=True)
        assert [problem.kind for problem in article.problems] == ["date"]

    @pytest.mark.parametrize("mtime", [0, 86_400, NOW, NOW - 3_600, NOW + 1e6, -5])
    def test_a_time_of_copying_is_no_date(self, mtime: float) -> None:
        assert read("---\ntitle: x\n---\n", mtime=mtime).post.date is None

    def test_a_date_with_two_meanings_is_kept_and_reported(self) -> None:
        article = read("---\ntitle: x\ndate: 7/2/2021\n---\n")
        assert article.post.date == Moment(1625184000, None, about=True)
        assert [problem.kind for problem in article.problems] == ["date"]


def test_a_blank_title_is_the_first_words_and_marked() -> None:
    article = read("\n---\ntitle: ' '\ndate: 2021-07-02\n---" + BODY)
    assert (article.post.title, article.post.raw_title, article.post.title_guessed) == (
        "潮水退了。",
        "",
        True,
    )
    assert [problem.kind for problem in article.problems] == ["title"]


def test_a_file_without_header_is_named_by_its_heading() -> None:
    article = read("# The tide\n\ntext", "2021-07-02.md")
    assert (article.post.title, article.post.title_guessed, article.markup) == ("The tide", True, "markdown")
    assert article.problems == ()


def test_a_page_is_read_by_its_head() -> None:
    page = (
        '<html lang=en><head><title>Tide</title><meta name="date" content="2021-07-02">'
        '<meta name="author" content="M."></head><body><p>x</p></body></html>'
    )
    post = read(page, "news/a.html").post
    assert (post.title, post.authors, post.language, post.categories) == ("Tide", ("M.",), "en", (("news",),))
    assert post.date == Moment(1625184000)


def test_the_title_of_a_picture_is_not_that_of_the_page() -> None:
    assert read("<p><svg><title>icon</title></svg>Tide</p>", "the-tide.html").post.title == "the tide"


def test_a_slug_is_a_title_of_last_resort() -> None:
    assert read("---\nslug: the-tide\n---\ntext", "2021/123.md").post.title == "the tide"


def test_an_update_that_is_no_date_is_left_out_and_reported() -> None:
    article = read("---\ntitle: x\ndate: 2021-07-02\nupdated: soon\n---\n")
    assert article.post.updated is None
    assert [(problem.kind, problem.line) for problem in article.problems] == [("date", 4)]


def test_a_saved_mail_is_read_by_its_header() -> None:
    article = read("From: M. Tide\nSubject: Salt\nDate: Sat, 24 Apr 2021 19:10:30 GMT\n\nText", "a.txt")
    assert (article.post.title, article.post.authors, article.body) == ("Salt", ("M. Tide",), "Text")
    assert article.post.date == Moment(1619291430, 0)


def test_text_keeps_the_indent_of_its_first_line() -> None:
    assert read("\n\n    indented\nnot", "a.txt").body == "\n\n    indented\nnot"
    assert read("---\ntitle: x\n---\n\n    code\n").body == "    code"


def test_a_draft_is_one_by_its_folder() -> None:
    assert read("---\ntitle: x\n---\n", "_drafts/x.md").post.draft


def test_what_is_over_the_limit_is_cut_between_characters_and_reported() -> None:
    article = read(("---\ntitle: x\ndate: 2021-07-02\n---\n" + "长" * 3_000_000).encode())
    assert [problem.kind for problem in article.problems] == ["size"]
    assert len(article.body.encode()) <= MAX_FILE
    assert article.body.strip("长") == ""


def test_a_name_that_is_not_utf_8_is_reported_and_shown_safely() -> None:
    article = read("text", "caf\udce9.md")
    assert article.post.title == "caf\ufffd"
    assert [problem.kind for problem in article.problems] == ["name", "date"]


HOSTILE = {
    "escape": b'---\ntitle: "\x1b]0;owned\x07\x1b[31m"\n---\n\x1b[2J',
    "yaml escape": b'---\ntitle: "\\e[31mred\\x9b\\u202e"\nauthor: "\\e[1m"\ntags: ["\\e[2m"]\n---\n',
    "json escape": b'{"title": "\\u001b[31m\\ud800", "author": "\\u001b"}\n',
    "nul": b"---\ntitle: a\x00b\n---\n\x00\x00",
    "only nuls": b"\x00" * 5_000,
    "random": bytes(range(256)) * 40,
    "long line": b"x" * 3_000_000,
    "long title": b"---\ntitle: '" + "长".encode() * 900_000 + b"'\n---\n",
    "long date": b"---\ntitle: x\ndate: " + b"1" * 60_000 + b"\n---\n",
    "opened tags": b"<div>" * 60_000,
    "opened meta": b"<meta " * 60_000,
    "blank lines": b"\n" * 3_000_000,
    "blanks": b" " * 3_000_000,
    "fences": b"---\n" * 100_000,
    "dashes": b"-" * 3_000_000,
    "hashes": b"# " * 100_000,
    "brackets": b"[" * 60_000 + b"](" * 60_000,
    "underscores": ("---\ntitle: '" + "海_" * 30_000 + "'\n---\n").encode(),
    "entities": ("---\ntitle: '" + "&#27;" * 30_000 + "'\n---\n").encode(),
    "keys": b"a: b\n" * 100_000,
    "title keys": b"title: b\n" * 100_000,
    "carriage returns": b"\r" * 100_000,
    "utf-16 cut": "\ufeff---\ntitle: 潮".encode("utf-16-le")[:-1],
    "empty": b"",
}


def unfit(text: str) -> bool:
    return any(
        unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in "\u202e\u2066" for char in text
    )


@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_meant_ill_does_no_harm(name: str, suffix: str) -> None:
    pace = Pace()
    article = read(HOSTILE[name], f"a/b.{suffix}")
    assert pace.seconds < 1.5
    post = article.post
    assert post.title
    shown = (
        post.title,
        *post.authors,
        *post.tags,
        post.link,
        post.thumbnail,
        *(p.message for p in article.problems),
    )
    assert not any(unfit(text) for text in shown)
    json.dumps(article.front_matter, ensure_ascii=False).encode()


PIECES = st.sampled_from(
    [
        b"---\n",
        b"title: ",
        b"date: ",
        b"categories:\n",
        b" - ",
        b"'",
        b'"',
        b"\n",
        b"{",
        b"[",
        b"<div>",
        b"+++\n",
        b"\xff",
        b"\x00",
        b"\xe6\xbd\xae",
        b"a",
        b"2021-07-02",
        b"\x1b[1m",
        b"&#27;",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.binary(max_size=300) | st.lists(PIECES, max_size=30).map(b"".join),
    st.sampled_from(["x.md", "2021/a.html", "b.txt", "\udcff.md"]),
)
def test_any_bytes_become_an_article_with_a_clean_title(data: bytes, path: str) -> None:
    article = read(data, path)
    assert article == read(data, path)
    assert article.post.title.strip()
    assert len(article.post.title) <= 500
    assert not unfit(article.post.title)
    json.dumps(article.front_matter, ensure_ascii=False).encode()
    article.body.encode()


def test_a_digest_is_a_signed_64_bit_number_of_the_bytes() -> None:
    assert digest(b"a") != digest(b"b")
    assert -(2**63) <= digest(b"a") < 2**63
    assert digest(b"tide") == digest(b"tide")


class TestFiles:
    def test_an_article_is_read_from_its_folder_or_as_the_archive_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text(DIALECT_C, encoding="utf-8")
        assert read_article(tmp_path, "a.md").post.title == read_article(tmp_path / "a.md", "a.md").post.title
        assert read_bytes(tmp_path, "a.md") == DIALECT_C.encode()

    def test_no_more_than_the_limit_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_bytes(b"x" * (MAX_FILE + 10))
        assert len(read_bytes(tmp_path, "a.md")) == MAX_FILE + 1

    @pytest.mark.parametrize("path", ["gone.md", "a\x00b.md", ".", "x" * 5_000])
    def test_what_can_not_be_opened_is_unreadable(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(PostUnreadable):
            read_article(tmp_path, path)

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no such files")
    def test_a_fifo_does_not_block(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.md")
        with pytest.raises(PostUnreadable):
            read_article(tmp_path, "a.md")
