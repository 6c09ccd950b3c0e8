"""What is suggested finds something; where nothing would, nothing is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.query import parse
from reader.library.search import Search
from reader.library.suggesting import suggest
from tests.library.fake import FakeArchive
from tests.library.mixed import PIECES, Both

NOTHING = (
    "阿坝羌",
    "qqqqqq",
    '"不在此处"',
    "cat:没有",
    "author:nobody",
    "date:1990",
    "tag:none",
    "has:video",
    "len:>99999",
    "-post",
    "kcb",
    "comittee",
)


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


@pytest.fixture(scope="module")
def search() -> Search:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write(
        "a.md", "上交所科创板开市", body="首批公司 committee", date=1_625_184_000, categories=[("金融",)]
    )
    archive.write("b.md", "准备金率下调", body="央行决定", date=1_625_184_000, categories=[("科技",)])
    archive.sync(catalog)
    return archive.search(catalog)


@pytest.fixture(scope="module")
def texts() -> Search:
    """What is asked for stands in texts; titles say little."""
    archive, catalog = FakeArchive(), Catalog(None)
    for number, body in enumerate(
        ["渡船停航", "渡船与绿色码头", "独传", "西安的女儿，反感方案", "渡口方案 duchamp"]
    ):
        archive.write(f"{number}.md", "无题", body=body, date=1_625_184_000, categories=[("金融",)])
    archive.write("z.md", "度假", body="", date=1_625_184_000, categories=[("科技",)])
    archive.sync(catalog)
    return archive.search(catalog)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *NOTHING]), min_size=1, max_size=4).map(" ".join))
def test_what_is_suggested_finds_something(both: Both, typed: str) -> None:
    found = both.search.find(typed)
    assert found is not None
    assert not (found.suggestion and found.total)
    if found.suggestion:
        other = both.search.find(found.suggestion)
        assert other is not None
        assert other.exact
        assert other.asked.tree != found.asked.tree


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("科创版 首批 下调", "科创板 首批"),
        ("kcb -开市", "科创板"),
        ("科创板 cat:科技", "科创板"),
        ("科创板 date:1990", "科创板"),
        ("科创板 date:1990 cat:科技", "科创板"),
        ("科创板首批", "科创板 首批"),
        ("committee首批", "committee 首批"),
        ('"科创板 首批"', "科创板 首批"),
        ("科创板 qqqqqq", "科创板"),
        ("准备金绿 date:1990", "准备金率"),
        ("科创板 date:1990 sort:oldest", "科创板 sort:oldest"),
    ],
)
def test_suggestions(search: Search, typed: str, suggested: str) -> None:
    found = search.find(typed)
    assert found is not None
    assert found.total == 0
    assert found.suggestion == suggested


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("duchuan", "渡船"),
        ("DuChuan", "渡船"),
        ("du'chuan", "渡船"),
        ("du chuan", "渡船"),
        ("duchuan sort:oldest", "渡船 sort:oldest"),
        ("duchuan cat:金融", "渡船 cat:金融"),
        ("duchuan cat:科技", "渡船"),
        ("duchuan 停航", "渡船 停航"),
        ("停航 duchuan", "停航 渡船"),
        ("duchuan tinghang", "渡船停航"),
        ("tinghang duchuan", "停航 渡船"),
        ("duchuan 假期", "渡船"),
        ("lvse", "绿色"),
        ("luse", "绿色"),
        ("nver", "女儿"),
        ("nüer", "女儿"),
        ("xian", "西安"),
        ("fangan", "方案"),
        ("duchua", ""),
        ("dch", ""),
        ('"duchuan"', ""),
        ("xi", ""),
        ("duchuantinghangduchuan", ""),
    ],
)
def test_pinyin_of_what_only_texts_have(texts: Search, typed: str, suggested: str) -> None:
    found = texts.find(typed)
    assert found is not None
    assert found.total == 0
    assert found.suggestion == suggested


def test_pinyin_that_a_title_has_is_found_and_none_is_suggested(texts: Search) -> None:
    found = texts.find("dujia")
    assert found is not None
    assert found.total == 1
    assert found.suggestion == ""


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "qqqqqq",
        "阿坝羌族",
        "qqqqqq wwwwww",
        '"不在此处"',
        "科创板",
        "kcb",
        " ".join(f"w{number}" for number in range(40)),
    ],
)
def test_nothing_is_suggested_where_nothing_would_be_found_or_something_is(
    search: Search, typed: str
) -> None:
    found = search.find(typed)
    assert found is not None
    assert found.suggestion == ""


def test_the_first_that_finds_something_is_suggested_and_no_more_are_tried() -> None:
    tried: list[str] = []

    def count(typed: str) -> int:
        tried.append(typed)
        return typed == "二 三"

    assert suggest(parse("一 二 三"), count, lambda _: "", lambda _: "") == "二 三"
    assert tried[-1] == "二 三"
    assert len(tried) == 1


def test_no_other_query_is_tried_for_a_sentence() -> None:
    def count(typed: str) -> int:
        raise AssertionError(typed)

    assert suggest(parse(" ".join("一二三四五六七八九十百千万")), count, lambda _: "", lambda _: "") == ""


def test_none_is_suggested_when_not_asked_for(search: Search) -> None:
    found = search.find("科创板 qqqqqq", suggest_other=False)
    assert found is not None
    assert found.suggestion == ""
