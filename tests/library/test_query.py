from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import days
from reader.library.catalog import Catalog
from reader.library.query import All, Either, Field, Not, Text, Tree, parse
from reader.library.select import select
from reader.model import Post, post_id
from tests.library.fake import FakeArchive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = date(2021, 7, 3)  # a Saturday


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(day: str) -> int:
    """Noon of a day in Shanghai."""
    year, month, number = map(int, day.split("-"))
    return int((date(year, month, number) - date(1970, 1, 1)).days) * 86_400 + 4 * 3600


# The language


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", All()),
        ("雾", Text("雾")),
        ("雾 港", All((Text("雾"), Text("港")))),
        ('"a b" c', All((Text("a b", quoted=True), Text("c")))),
        ("a b OR c", Either((All((Text("a"), Text("b"))), Text("c")))),
        ("a|b", Either((Text("a"), Text("b")))),
        ("a (b OR c)", All((Text("a"), Either((Text("b"), Text("c")))))),
        ("(a)(b c)", All((Text("a"), Text("b"), Text("c")))),
        ("-a", Not(Text("a"))),
        ("--a", Text("a")),
        ("-(a OR b)", Not(Either((Text("a"), Text("b"))))),
        ("-(-(a))", Text("a")),
        ("C++ 3.11 COVID-19", All((Text("C++"), Text("3.11"), Text("COVID-19")))),
        ("cat:金融/中证网", Field("cat", "金融/中证网")),
        ('cat:"有声 漫画"', Field("cat", "有声 漫画")),
        ("Date:2021-07", Field("date", "2021-07")),
        ("is:bookmarked", Field("is", "bookmarked")),
        ("https://a.example", Text("https://a.example")),
        ("cat：金融　－雾", All((Field("cat", "金融"), Not(Text("雾"))))),
        ("“雾 港”｜（a b）", Either((Text("雾 港", quoted=True), All((Text("a"), Text("b")))))),
    ],
)
def test_a_query_is_understood(typed: str, tree: Tree) -> None:
    query = parse(typed, TODAY)
    assert query.tree == tree
    assert query.hints == ()


@pytest.mark.parametrize(
    ("typed", "tree", "word"),
    [
        ("(a", Text("a"), "never closed"),
        ("a)", Text("a"), "never opened"),
        ("OR a", Text("a"), "between two"),
        ("a OR OR b", Either((Text("a"), Text("b"))), "between two"),
        ("()", Text("()", quoted=True), "searched as it is"),
        ("date:soon", Text("date:soon"), "is no date"),
        ("is:red", Text("is:red"), "is:bookmarked"),
        ("cat:", Text("cat:"), "wants a word"),
        ("body:雾", Text("body:雾"), "no field here"),
    ],
)
def test_what_is_not_understood_is_searched_as_text_with_a_hint(typed: str, tree: Tree, word: str) -> None:
    query = parse(typed, TODAY)
    assert query.tree == tree
    assert len(query.hints) == 1
    assert word in query.hints[0]


def test_brackets_without_end_are_understood_as_far_as_it_makes_sense() -> None:
    query = parse("(" * 20_000 + "a" + ")" * 20_000, TODAY)
    assert query.tree == Text("a")
    assert query.hints == ("too many brackets in brackets",)


pieces = st.sampled_from(
    [
        *'()|-"“”：（ \n', "OR", "or", "cat:", "cat:a", "date:2021", "date:7d", "date:x", "is:bookmarked", "is:x",
        "title:", "tag:x", "body:", 'author:"a b"', "雾", "C++", "..", "https://x",
    ]
)  # fmt: skip
queries = st.one_of(st.text(max_size=30), st.lists(pieces, max_size=14).map("".join))


@settings(max_examples=1000)
@given(queries)
def test_a_query_is_never_an_error_and_its_tree_reads_back(typed: str) -> None:
    tree = parse(typed, TODAY).tree
    assert parse(str(tree), TODAY).tree == tree


# Dates


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-7-2", "2021-07-02", "2021-07-02"),
        ("2021年7月2日", "2021-07-02", "2021-07-02"),
        ("2021/12", "2021-12-01", "2021-12-31"),
        ("2021-06..2021-07-15", "2021-06-01", "2021-07-15"),
        ("2022..2021", "2021-01-01", "2022-12-31"),
        ("today", "2021-07-03", "2021-07-03"),
        ("昨天", "2021-07-02", "2021-07-02"),
        ("yesterday", "2021-07-02", "2021-07-02"),
        ("7d", "2021-06-27", "2021-07-03"),
        ("1m", "2021-06-04", "2021-07-03"),
        ("上周", "2021-06-21", "2021-06-27"),
        ("本月", "2021-07-01", "2021-07-31"),
        ("上个月", "2021-06-01", "2021-06-30"),
        ("去年", "2020-01-01", "2020-12-31"),
        ("昨天..today", "2021-07-02", "2021-07-03"),
        ("99999y", "0001-01-01", "2021-07-03"),
    ],
)
def test_a_date_names_days(value: str, first: str, last: str) -> None:
    assert days.span(value, TODAY) == days.Span(date.fromisoformat(first), date.fromisoformat(last))


def test_a_range_may_be_open() -> None:
    assert days.span("..2019", TODAY) == days.Span(None, date(2019, 12, 31))
    assert days.span("2019..", TODAY) == days.Span(date(2019, 1, 1), None)


@pytest.mark.parametrize(
    "value", ["", "..", "soon", "2021-13", "2021-02-30", "0000", "2021..soon", "d", "21"]
)
def test_what_is_no_date_names_none(value: str) -> None:
    assert days.span(value, TODAY) is None


@given(st.one_of(st.text("0123456789-./年月日dwmy天周昨今上 ", max_size=14), st.text(max_size=12)))
def test_no_date_is_an_error(value: str) -> None:
    named = days.span(value, TODAY)
    if named is not None:
        assert (named.since or -(10**12)) < (named.until or 10**12)


# What is found


@pytest.fixture
def find() -> Callable[[str], list[str]]:
    """The paths that a query finds in a small archive; ``b.md`` is bookmarked."""
    archive = FakeArchive()
    write = archive.write
    write("a.md", "雾港渡轮停航", date=at("2021-07-02"), authors=["渡口日报"], categories=[("金融", "快讯")])
    write("b.md", "The party of ART", date=at("2021-07-01"), authors=["Ann Lee"], categories=[("金融",)])
    write(
        "c.md",
        "灯塔来信：ＡＩ 时代",
        date=at("2020-01-01"),
        authors=["渡口日报"],
        categories=[("音视频", "广播剧 / 有声漫画")],
    )
    write("d.md", "没有日期的雾", date=None)
    catalog = Catalog(None)
    archive.sync(catalog)
    return lambda typed: [
        post.path
        for post in catalog.posts(select(catalog, typed, lambda: {post_id("b.md")}, TODAY).listing.ids)
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "abcd"),
        ("雾", "ad"),
        ("雾 停航", "a"),
        ("停航 渡轮", "a"),
        ('"停航 渡轮"', ""),
        ("art", "b"),
        ("arty", ""),
        ("par", "b"),
        ("ai", "c"),
        ("来信:ai", "c"),
        ("雾 OR art", "abd"),
        ("-雾", "bc"),
        ("雾 -停航", "d"),
        ("cat:金融", "ab"),
        ("cat:快讯", "a"),
        ("cat:金融/快讯", "a"),
        ("cat:融", ""),
        ('cat:"广播剧 / 有声漫画"', "c"),
        ("author:渡口", "ac"),
        ("author:lee", "b"),
        ("author:ee", ""),
        ("title:雾 -cat:金融", "d"),
        ("date:2021", "ab"),
        ("date:2021-07-02", "a"),
        ("date:昨天", "a"),
        ("date:..2020", "c"),
        ("date:2021.. OR 灯塔", "abc"),
        ("is:bookmarked", "b"),
        ("-is:bookmarked 雾", "ad"),
        ('""', ""),
        ("date:soon", ""),
    ],
)
def test_a_query_finds_just_what_it_says(find: Callable[[str], list[str]], typed: str, expected: str) -> None:
    assert find(typed) == [f"{name}.md" for name in expected]


class Tagged(FakeArchive):
    def post(self, path: str) -> Post:
        return super().post(path)._replace(tags=TAGS[path])


TAGS: dict[str, tuple[str, ...]] = {"a.md": ("雾", "ＡＩ"), "b.md": ("雾港",), "c.md": ()}


@pytest.mark.parametrize(
    ("typed", "expected"), [("tag:雾", "a"), ("tag:ai", "a"), ("tag:港", ""), ("-tag:雾", "bc")]
)
def test_a_tag_is_found_whole(typed: str, expected: str) -> None:
    archive, catalog = Tagged(), Catalog(None)
    for path in TAGS:
        archive.write(path)
    archive.sync(catalog)
    ids = select(catalog, typed, set, TODAY).listing.ids
    assert sorted(post.path for post in catalog.posts(ids)) == [f"{name}.md" for name in expected]


def test_a_category_that_does_not_exist_gets_a_hint() -> None:
    assert select(Catalog(None), "cat:渔业", set, TODAY).hints == ("no category is called 渔业",)


@settings(max_examples=300)
@given(queries)
def test_selecting_never_raises(typed: str) -> None:
    select(Catalog(None), typed, set, TODAY)
