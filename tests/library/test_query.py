from __future__ import annotations

import time
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.fields import CONTENTS
from reader.library.query import (
    All,
    Either,
    Field,
    Not,
    SearchOrder,
    Text,
    Tree,
    clauses,
    joined,
    length_span,
    parse,
    terms,
)
from reader.library.search import Search
from reader.library.states import Those
from reader.model import FEATURES, Post, post_id
from tests.library.fake import FakeArchive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.found import Found

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
        ("a AND b", All((Text("a"), Text("b")))),
        ("a || b", Either((Text("a"), Text("b")))),
        ('a -"b c"', All((Text("a"), Not(Text("b c", quoted=True))))),
        ("5G AI大模型 a-b", All((Text("5G"), Text("AI大模型"), Text("a-b")))),
        ("12:30 公告：雾", All((Text("12:30"), Text("公告:雾")))),
        ("file://a.example/b", Text("file://a.example/b")),
        ('cat:"//x"', Field("cat", "//x")),
        ("late:a bat:b", All((Text("late:a"), Text("bat:b")))),
        ('雾 "', Text("雾")),
        ("-cat:金融", Not(Field("cat", "金融"))),
        ('author:"中证网 - 资讯"', Field("author", "中证网 - 资讯")),
        ('-title："雾  港"', Not(Field("title", "雾 港"))),
        ("ｄａｔｅ：２０２１", Field("date", "２０２１")),
        ("分类:金融 标题:雾 作者:a", All((Field("cat", "金融"), Field("title", "雾"), Field("author", "a")))),
        ("標籤：雾 source:a", All((Field("tag", "雾"), Field("author", "a")))),
        ("body:雾 path:2021/07", All((Field("body", "雾"), Field("path", "2021/07")))),
        ("has:图 HAS:Tables", All((Field("has", "image"), Field("has", "table")))),
        ("is:book -has:im", All((Field("is", "bookmarked"), Not(Field("has", "image"))))),
        ("is:收藏", Field("is", "bookmarked")),
        ("is:re -is:未读", All((Field("is", "read"), Not(Field("is", "unread"))))),
        (
            "is:新 is:划线 is:笔记",
            All((Field("is", "new"), Field("is", "highlighted"), Field("is", "noted"))),
        ),
        ('label:"to read" 书签标签:稍后', All((Field("label", "to read"), Field("label", "稍后")))),
        ("note:tide 批注:雾", All((Field("note", "tide"), Field("note", "雾")))),
        ("len:＞2000", Field("len", ">2000")),
        ("长度：1.5万..2k", Field("len", "2000..15000")),
        ('date:"3 days ago"', Field("date", "3 days ago")),
        ("since:昨天", Field("date", "昨天..")),
        ("until:2020", Field("date", "..2020")),
        ("before:2021 after:昨天", All((Field("date", "..2020-12-31"), Field("date", "2021-07-03..")))),
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
        ("date:soon", Text("date:soon", quoted=True), "is no date"),
        ("is:red", Text("is:red", quoted=True), "is:bookmarked"),
        ("cat:", Text("cat:", quoted=True), "wants a word"),
        ("cat: a", All((Text("cat:", quoted=True), Text("a"))), "wants a word"),
        ("a cat:", Text("a"), "wants a word"),
        ("a date:20", Text("a"), "is no date"),
        ("a date:2021-0", Text("a"), "is no date"),
        ("a date:2020..2", Text("a"), "is no date"),
        ("a date:20 ", All((Text("a"), Text("date:20", quoted=True))), "is no date"),
        ("a len:>", Text("a"), "is no length"),
        ("a sort:", Text("a"), "sort:relevance"),
        ("a sort:n b", All((Text("a"), Text("sort:n", quoted=True), Text("b"))), "sort:relevance"),
        ('is:"a b"', Text("is:a b", quoted=True), "is:bookmarked"),
        ("has:fun", Text("has:fun", quoted=True), "has:image"),
        ("len:long", Text("len:long", quoted=True), "len:>2000"),
        ("sort:me", Text("sort:me", quoted=True), "sort:relevance"),
        ("before:..2021", Text("before:..2021", quoted=True), "before:2021"),
        ("a -sort:date", All((Text("a"), Not(Text("sort:date", quoted=True)))), "cannot be negated"),
        ("catt:a", Text("catt:a"), "did you mean cat:?"),
        ("tilte：a", Text("tilte:a"), "did you mean title:?"),
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


@pytest.mark.parametrize(
    ("typed", "tree", "order"),
    [
        ("sort:oldest", All(), "oldest"),
        ("a sort:date b", All((Text("a"), Text("b"))), "date"),
        ("sort:date a 排序：标题", Text("a"), "title"),
        ("a OR b sort:length", Either((Text("a"), Text("b"))), "length"),
        ("(a OR b sort:newest) c", All((Either((Text("a"), Text("b"))), Text("c"))), "date"),
        ("sort:relevance sort:me", Text("sort:me", quoted=True), "relevance"),
        ("a", Text("a"), None),
    ],
)
def test_an_order_is_no_condition_and_the_last_counts(
    typed: str, tree: Tree, order: SearchOrder | None
) -> None:
    query = parse(typed, TODAY)
    assert (query.tree, query.order) == (tree, order)


def test_what_is_to_be_marked_is_what_is_to_be_there() -> None:
    tree = parse('雾 -停航 "a b" title:c (body:d OR author:e -f) 雾', TODAY).tree
    assert terms(tree) == (
        Text("雾"), Text("a b", quoted=True), Field("title", "c"), Field("body", "d"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (">2000", 2001, None),
        (">=2000", 2000, None),
        ("<300", None, 299),
        ("≤300字", None, 300),
        ("500", 500, 500),
        ("=500", 500, 500),
        ("2000..5000", 2000, 5000),
        ("5千-2千", 2000, 5000),
        ("..1万", None, 10_000),
        ("1.1w..", 11_000, None),
        (">2k", 2001, None),
        ("> 1,500", 1501, None),
        ("2000。。3000", 2000, 3000),
        ("999999999999m", 10**9, 10**9),
    ],
)
def test_a_length_names_a_range(value: str, least: int | None, most: int | None) -> None:
    assert length_span(value) == (least, most)
    field = parse(f'len:"{value}"', TODAY).tree
    assert isinstance(field, Field)
    assert length_span(field.value) == (least, most)


@pytest.mark.parametrize("value", ["", "..", ">", "long", "1..2..3", ">5..6", "-5x", "1" * 100])
def test_what_is_no_length_names_none(value: str) -> None:
    assert length_span(value) is None


def test_a_query_that_goes_wrong_everywhere_gets_a_few_hints() -> None:
    hints = parse(" ".join(f"date:x{number}{'y' * 100}" for number in range(1000)), TODAY).hints
    assert 1 < len(hints) < 10
    assert max(map(len, hints)) < 150


@pytest.mark.parametrize(
    "piece", ["(", ")", '"', "-", "((-", 'date:"', '"-(', "|", "a OR ", "-( ", "len:1..", "：", "〇", "1,"]
)
def test_a_hundred_thousand_signs_are_parsed_before_a_test_times_out(piece: str) -> None:
    parse(piece * (100_000 // len(piece)), TODAY)  # where it grows as a square, no test would ever end


pieces = st.sampled_from(
    [
        *'()|-"“”：（ \n', "OR", "or", "cat:", "cat:a", "date:2021", "date:7d", "date:x", "is:bookmarked", "is:x",
        "title:", "tag:x", "body:", 'author:"a b"', "雾", "C++", "..", "https://x", "sort:", "sort:date", "排序：标题", "len:>", "len:",
        "1万", "has:图", "since:", "before:", "昨天", "3 days ago", "catt:", "AND", "//", " ", "len:2..1", "-sort:title",
    ]
)  # fmt: skip
queries = st.one_of(st.text(max_size=30), st.lists(pieces, max_size=14).map("".join))


@settings(max_examples=1000)
@given(queries)
def test_a_query_is_never_an_error_and_reads_back(typed: str) -> None:
    query = parse(typed, TODAY)
    again = parse(str(query), TODAY)
    assert (again.tree, again.order) == (query.tree, query.order)
    assert parse(str(query.tree), TODAY).tree == query.tree


@settings(max_examples=1000)
@given(queries)
def test_clauses_are_what_all_must_match(typed: str) -> None:
    found = clauses(typed, TODAY)
    for clause in found:
        # In the midst of a query nothing is being typed any more.
        ways = [parse(typed[clause.start : clause.stop] + more, TODAY) for more in ("", " ")]
        assert clause.meaning in [meaning for alone in ways for meaning in (alone.tree, alone.order)]
    trees = [clause.meaning for clause in found if not isinstance(clause.meaning, str)]
    if trees:
        assert joined(All, trees) == parse(typed, TODAY).tree


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
    marked = catalog.listing_of([post_id("b.md")]).ids
    search = Search(catalog, lambda *_: Those(marked), lambda _: "")
    return lambda typed: [post.path for post in catalog.posts(answer(search, typed).ids)]


def answer(search: Search, typed: str) -> Found:
    """All that a query finds, newest first."""
    found = search.find(typed, today=TODAY, order="date", limit=None)
    assert found is not None
    return found


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
    found = answer(Search(catalog, lambda *_: Those(()), lambda _: ""), typed)
    assert sorted(post.path for post in catalog.posts(found.ids)) == [f"{name}.md" for name in expected]


def test_a_category_that_does_not_exist_gets_a_hint() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("a.md")
    archive.sync(catalog)
    search = Search(catalog, lambda *_: Those(()), lambda _: "")
    assert answer(search, "cat:渔业").hints == ("no category is called 渔业",)


@settings(max_examples=300, deadline=None)
@given(queries)
def test_searching_never_raises(typed: str) -> None:
    search = searching()
    found = answer(search, typed)
    assert set(found.kinds) <= {0}
    best = search.find(typed, today=TODAY)
    assert best is not None
    assert len(search.hits(best)) == len(best.ids)


@cache
def searching() -> Search:
    """A search over one small archive."""
    archive, catalog = FakeArchive(), Catalog(None)
    for number, title in enumerate(("雾港渡轮停航", "The party of ART", "a b", "1万 昨天")):
        archive.write(f"{number}.md", title)
    archive.sync(catalog)
    return Search(catalog, lambda *_: Those(()), lambda _: "雾，a b，正文。")


def test_what_a_body_may_be_asked_for_is_what_is_looked_for_in_it() -> None:
    assert list(CONTENTS) == list(FEATURES)
