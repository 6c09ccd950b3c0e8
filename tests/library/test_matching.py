"""Every construct of the query language finds exactly what it says."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.library import matching
from reader.library.catalog import Catalog
from reader.library.fields import STATES
from reader.library.query import All, Either, Field, Not, Query, Text, Tree, joined, parse
from reader.model import FEATURES
from tests.library.fake import FakeArchive
from tests.library.mixed import AUTHORS, PIECES, TODAY, Both


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


def part_of(piece: str) -> st.SearchStrategy[str]:
    """A beginning of a piece, or of one in another writing."""
    return st.sampled_from([piece[:size] for size in range(1, len(piece) + 1)])


PARTS = st.sampled_from(PIECES).flatmap(part_of).filter(lambda part: not part.endswith("-"))
JOINED = st.tuples(PARTS, PARTS).map("".join)
WORDS = st.one_of(PARTS, st.sampled_from(PIECES), JOINED, st.sampled_from(AUTHORS).flatmap(part_of))
PHRASES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=2).map("".join)
VALUES = {
    "title": WORDS, "body": WORDS, "path": st.sampled_from(["2021", "20", "交所", "post", "post-00", "md", "ab/post-01"]),
    "cat": st.sampled_from(["金融", "金融/中证网", "中证网/资讯", "資訊", "科", "科技/ai", "tech", "金融/", "没有"]),
    "author": st.sampled_from(["中证网", "中", "reuters", "china", "hina", "o'hara", "上交所"]),
    "tag": st.sampled_from(["ai", "股票", "long tag", "long"]), "has": st.sampled_from(sorted(FEATURES)), "is": st.sampled_from(sorted(STATES)), "label": st.sampled_from(["later", "稍后", "none"]), "note": st.just("tide"),
    "len": st.sampled_from([">20", "<10", "0", ">=20", "10..30", "..15", "<=15"]),
    "date": st.sampled_from(["2021", "2021-05", "2020..2021-02", "..2020", "90d", "2021-07-02", "去年", "2030"]),
}  # fmt: skip


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """A condition as the parser gives it."""
    name = draw(st.sampled_from(sorted(VALUES)))
    value = draw(VALUES[name])
    tree = parse(f'{name}:"{value}"', TODAY).tree
    assert isinstance(tree, Field), (name, value)
    return tree


def negated(part: Tree) -> Tree:
    return part.part if isinstance(part, Not) else Not(part)


LEAVES = st.one_of(
    WORDS.map(Text), WORDS.map(lambda word: Text(word, quoted=True)), PHRASES.map(lambda phrase: Text(phrase, quoted=True)), fields(),
)  # fmt: skip
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(negated),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: joined(All, some)),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: joined(Either, some)),
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_a_query_finds_what_looking_at_every_post_finds(both: Both, tree: Tree) -> None:
    typed = str(Query(tree))
    parsed = parse(typed, TODAY).tree
    assert both.paths(typed) == both.naive.find(parsed)


@pytest.mark.parametrize(
    ("typed", "title", "finds"),
    [
        ("科", "科创板开市", True),
        ("创板", "科创板开市", True),
        ("科板", "科创板开市", False),
        ("科创板", "科创，板", False),
        ("市场", "夜市，场面", False),
        ("大模", "AI大模型", True),
        ("AI大模型", "ai大模型", True),
        ("AI大模型", "AI 大模型", True),
        ("I大模型", "AI大模型", False),
        ("mark", "The Market", True),
        ("arket", "The Market", False),
        ('"mark"', "The Market", False),
        ('"the market"', "The Market", True),
        ('"market the"', "The Market", False),
        ("5G", "华为5G手机", True),
        ("5g", "15G", False),
        ("C++", "学习 C++ 语言", True),
        ("C++", "学习 C 语言", False),
        ("C#", "C# 入门", True),
        ("COVID-19", "Covid-19疫情", True),
        ("COVID-19", "COVID 19", True),
        ("COVID-19", "COVID-20", False),
        ("3.11", "Python 3.11 发布", True),
        ("3.11", "Python 31.1", False),
        ("漢語", "汉语词典", True),
        ("汉语", "漢語詞典", True),
        ("ＡＢＣ", "abc", True),
        ("abc", "ＡＢＣ公司", True),
        ("cafe", "Café de Flore", True),
        ("Café", "CAFE", True),
        ("m2", "50 m2", True),
        ("50m2", "面积50㎡", True),
        ("fine", "ﬁne art", True),
        ("strasse", "Straße", True),
        ("izmir", "İzmir", True),
        ("🎉", "开业🎉了", True),
        ("🎉", "开业🚀了", False),
        ("🎉科", "🎉科创板", True),
        ("カメラ", "新しいカメラ", True),
        ("ｶﾒﾗ", "新しいカメラ", True),
        ("メラ", "カメラ", True),
        ("한글", "한글날", True),
        ("글날", "한글날", True),
        ("ไทย", "ประเทศไทย", True),
        ("हिंदी", "हिंदी समाचार", True),
        ("Россия", "россия", True),
        ("科\u200b创", "科创板", False),
        ("1/2", "½", True),
        ("'", "it's", False),
    ],
)
def test_a_word_is_found_in_title_and_body(typed: str, title: str, finds: bool) -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("title.md", title)
    archive.write("body.md", body=f"开头\n{title}\n结尾")
    archive.write("other.md", "无关", body="完全不同")
    archive.sync(catalog)
    found = archive.search(catalog).find(typed, order="date")
    assert found is not None
    assert {post.path for post in catalog.posts(found.ids)} == ({"title.md", "body.md"} if finds else set())


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.one_of(st.sampled_from('科创板ab1 ()|"-:.*+#[\\🎉हिंก\u0301'), st.characters()), max_size=30)
)
@example("🎉科")
@example("🎉 gpt")
@example("हिंदी科")
@example("C#科")
@example("C++ab")
@example(".*")
@example("科\ud800创")
@example("title:\ud800")
@example("cat:\ud800")
def test_whatever_is_typed_is_answered_and_leaves_the_index_whole(both: Both, typed: str) -> None:
    found = both.search.find(typed)
    assert found is not None
    assert not any("damaged" in hint for hint in found.hints)
    assert len(both.search.hits(found, 0, 5)) == min(5, len(found.ids))


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 2_000,
        "🎉" * 400 + "ab",
        "科" * 3_000,
        "科a" * 500,
        "kechuangban" * 50,
        "zhong " * 60,
        "ab|" * 800,
        "-a " * 500,
        "(" * 1_000,
        f"ab {'a' * 1_500} cd",
        '"' + "科创 " * 500,
        "title:" + "b" * 1_500,
        f"author:{'a' * 1_500}",
    ],
    ids=lambda typed: typed[:12],
)
def test_endless_words_are_no_errors(both: Both, typed: str) -> None:
    found = both.search.find(typed)
    assert found is not None
    assert not any("damaged" in hint for hint in found.hints)


@pytest.mark.parametrize("typed", ["cat:没有", "author:nobody", "-cat:没有"])
def test_a_name_that_nothing_has_is_told(both: Both, typed: str) -> None:
    assert any("is called" in hint for hint in both.found(typed).hints)


def test_a_category_or_author_may_be_typed_as_it_is_read(both: Both) -> None:
    assert both.paths("cat:jinrong") == both.paths("cat:金融 OR cat:金融界")
    assert both.paths("author:zhongzhengwang") == both.paths("author:中证网")


@pytest.mark.parametrize("typed", ["科 is:unread", "科 is:read", "-科 -is:read has:image", "科 is:unread -is:new is:bookmarked", "is:read", "is:unread is:new"])  # fmt: skip
def test_very_many_marks_are_looked_at_one_by_one_to_the_same_end(
    both: Both, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = parse(typed, TODAY).tree
    for many, looked_at in ((1, 100), (1, 2), (1_000, 100)):
        monkeypatch.setattr(matching, "_MANY", many)
        monkeypatch.setattr(matching, "_LOOKED_AT", looked_at)
        assert both.paths(typed) == both.naive.find(tree)
