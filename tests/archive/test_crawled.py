"""The fast path for the headers of one crawler, held to the readers it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.archive.crawled import read_crawled
from reader.archive.fields import read_fields
from reader.archive.header import read_header

LATER = (
    "\n---\ntitle: '潮水_退了_ 以后'\ncategories: \n - 海\n - 盐报\n - 要闻\nheadimg: 'https://e.example/a.jpg'\n"
    "author: 盐报\ncomments: false\ndate: Sat, 24 Apr 2021 19:10:30 GMT\nthumbnail: 'https://e.example/a.jpg'\n---\n\n<div>"
)
EARLIER = (
    '\n---\ntitle: "it\'s 潮"\ncategories: \n    - 海\n    - 盐报\n    - 要闻\n\nauthor: 盐报\ncomments: false\n'
    "date: 2021-04-09 14:07:41\nthumbnail: ''\n---\n\n<div>"
)
ELSEWHERE = {
    "a quote in the title": LATER.replace("_退了_", "it's"),
    "a backslash in double quotes": EARLIER.replace("it's", "a\\n"),
    "a title without quotes": LATER.replace("'潮水_退了_ 以后'", "潮水"),
    "a line separator in the title": LATER.replace("_退了_", "\u2028"),
    "a control character in the title": LATER.replace("_退了_", "\x07"),
    "a list that YAML reads in another way": LATER.replace(" - 要闻", " - [要闻]"),
    "items that don't stand below each other": LATER.replace(" - 要闻", "  - 要闻"),
    "an author that YAML reads in another way": LATER.replace("author: 盐报", "author: @盐报"),
    "a key more": LATER.replace("comments:", "layout: x\ncomments:"),
    "a fence that is longer": LATER.replace("---\n\n<div>", "----\n\n<div>"),
    "no header": "<div>潮水</div>",
}

PIECES = st.sampled_from([
    *("", " ", "盐", "潮水", "a", "'", '"', "\\", ":", ": ", " #", "#", "-", "- ", "[", "]", "{", "@", "*", "~", "null"),
    *("false", "_", "&", "&#123;", "\t", "\n", "\n---\n", "\u3000", "\xa0", "\u2028", "\x85", "\x07", "\ufeff", "\u200b"),
    *("undefined", "/", "//", "https://e.example/a.jpg", "https://picsum.photos/400", "https://wsrv.nl/?url=x", "é"),
])  # fmt: skip
VALUE = st.lists(PIECES, max_size=4).map("".join)
QUOTED = st.sampled_from(["'{}'", '"{}"', "{}"]).flatmap(lambda quotes: VALUE.map(quotes.format))
ITEMS = st.lists(VALUE.map("\n - {}".format), max_size=3).map("".join)


def mostly(*usual: str, odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Strings of which one in four is odd: a header with several such is none of the crawler's."""
    return st.integers(0, 3).flatmap(lambda one: odd if one == 3 else st.sampled_from(usual))


ADDRESS = mostly("'https://e.example/a.jpg'", "''", "'https://picsum.photos/400'", odd=QUOTED)
HEADERS = st.builds(
    "{}---\ntitle: {}\ncategories:{}{}\n{}{}author: {}\ncomments: false\ndate: {}\nthumbnail: {}\n---\n{}".format,
    st.sampled_from(["", "\n"]),
    st.one_of(QUOTED, VALUE.map(lambda value: f"'{value.replace(chr(39), '')}'")),
    mostly(" ", "", odd=st.just("  ")),
    mostly("\n - 海", "\n    - 海\n    - 盐 报", "\n - 海\n  - 报", odd=ITEMS),
    st.sampled_from(["", "\n"]),
    st.one_of(st.just(""), ADDRESS.map("headimg: {}\n".format)),
    mostly("盐报", "'盐报'", odd=QUOTED),
    mostly("Sat, 24 Apr 2021 19:10:30 GMT", "2021-04-09 14:07:41", "Invalid Date", odd=VALUE),
    ADDRESS,
    st.sampled_from(["", "\n<div>", "---\n", "a: b\n---\n", "...\n"]),
)


@settings(max_examples=1_500, deadline=None)
@given(HEADERS)
def test_the_fast_reader_says_what_the_others_say_or_nothing(text: str) -> None:
    crawled = read_crawled(text)
    if crawled is not None:
        header = read_header(text)
        assert crawled.header == header
        assert list(crawled.header.values) == list(header.values)
        assert crawled.fields == read_fields(header.values)


@pytest.mark.parametrize("text", [LATER, EARLIER, LATER.lstrip(), LATER.replace("_退了_", "\u3000")])
def test_the_fast_reader_takes_the_headers_it_was_made_for(text: str) -> None:
    crawled = read_crawled(text)
    assert crawled is not None
    header = read_header(text)
    assert crawled == (header, read_fields(header.values))


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_not_that_simple_is_left_to_the_others(name: str) -> None:
    assert read_crawled(ELSEWHERE[name]) is None


def test_what_posts_have_in_common_is_not_theirs_to_change() -> None:
    one, other = read_crawled(LATER), read_crawled(LATER)
    assert one is not None
    assert other is not None
    one.header.values["categories"].append("x")
    assert other.header.values["categories"] == ["海", "盐报", "要闻"]
