"""Laws of the order by relevance, and of what a query with more or less in it finds."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.found import MATCHES
from reader.library.marking import needles
from reader.library.query import Text, parse
from reader.library.rank import rank
from tests.library.fake import FakeArchive
from tests.library.mixed import PIECES, Both

DAY = 86_400
WORDS = st.sampled_from(
    [
        *PIECES,
        "科",
        "创",
        "交",
        "gp",
        "kcb",
        "kechuangban",
        "科创版",
        "上交锁",
        "hanyu",
        "gbt",
        "russia",
        "reutesr",
    ]
)


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


# -- sets -------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_a_word_more_never_finds_more_and_one_or_the_other_never_less(
    both: Both, one: str, other: str
) -> None:
    first, second = both.paths(one), both.paths(other)
    assert both.paths(f"{one} {other}") == both.paths(f"{other} {one}") == first & second
    assert both.paths(f"{one} OR {other}") == both.paths(f"({other}) | {one}") == first | second


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_not_is_all_the_rest(both: Both, one: str, other: str) -> None:
    every, first = both.paths(""), both.paths(one)
    assert both.paths(f"-{one}") == every - first
    assert both.paths(f"-({one} {other})") == every - both.paths(f"{one} {other}")
    assert both.paths(f"{other} -{one}") == both.paths(other) - first


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=2).map("".join))
def test_quotes_never_find_more(both: Both, word: str) -> None:
    assert both.paths(f'"{word}"') <= both.paths(word)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_what_is_exact_is_the_same_in_every_order(both: Both, typed: str) -> None:
    found = both.found(typed)
    assert found.order == "relevance"
    assert {post.path for post in both.catalog.posts(found.ids[: found.exact])} == both.paths(typed)


# -- near behind exact ------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=2).map(" ".join))
def test_what_is_exact_comes_before_what_is_near_and_each_kind_in_one_piece(both: Both, typed: str) -> None:
    found = both.found(typed)
    assert len(found.ids) == len(found.kinds) == len(found.scores) == len(found.posted) == len(set(found.ids))
    assert not any(found.kinds[: found.exact])
    assert all(found.kinds[found.exact :])
    near = [MATCHES[kind] for kind, _ in groupby(found.kinds[found.exact :])]
    in_order = [kind for kind in ("typo", "pinyin", "homophone", "typo") if kind in near]
    assert near in (in_order[-len(near) :] if near else [], in_order[: len(near)])
    assert len(set(near)) == len(near)
    for _, group in groupby(zip(found.kinds, found.scores, strict=True), key=lambda pair: pair[0]):
        scores = [score for _, score in group]
        assert scores == sorted(scores, reverse=True)


def paths_in_order(archive: FakeArchive, typed: str) -> list[tuple[str, str]]:
    catalog = Catalog(None)
    archive.sync(catalog)
    search = archive.search(catalog)
    found = search.find(typed)
    assert found is not None
    return [(hit.post.path, hit.match) for hit in search.hits(found)]


def test_an_exact_hit_of_long_ago_comes_before_any_near_one_of_today() -> None:
    archive = FakeArchive()
    archive.write("old.md", "别的事", body="末尾提到科创版", date=0)
    for number in range(5):
        archive.write(f"new{number}.md", "科创板", body="科创板", date=1_700_000_000)
    assert paths_in_order(archive, "科创版")[0] == ("old.md", "exact")
    assert {kind for _, kind in paths_in_order(archive, "科创版")[1:]} == {"homophone"}


def test_pinyin_comes_before_homophones_and_these_before_slips() -> None:
    archive = FakeArchive()
    archive.write("slip.md", "准备好了", date=30 * DAY)
    archive.write("sound.md", "准备金", date=20 * DAY)
    archive.write("exact.md", "准备巾", date=10 * DAY)
    assert paths_in_order(archive, "准备巾") == [
        ("exact.md", "exact"),
        ("sound.md", "homophone"),
        ("slip.md", "typo"),
    ]
    archive = FakeArchive()
    archive.write("slip.md", "shangh", date=30 * DAY)
    archive.write("pinyin.md", "上海", date=10 * DAY)
    assert paths_in_order(archive, "shanghai")[0] == ("pinyin.md", "pinyin")


# -- exact hits among each other --------------------------------------------------------------------------------

CHINESE = st.text("市场经济新闻上海人民大会今天发布会议，。 ", max_size=12)


@settings(max_examples=40, deadline=None)
@given(CHINESE, CHINESE, st.integers(1, 8))
def test_a_title_that_has_it_comes_before_texts_that_have_it(before: str, after: str, often: int) -> None:
    archive = FakeArchive()
    archive.write("title.md", f"{before}科创板{after}", body="无关", date=0)
    archive.write("body.md", before or "无题", body=f"{after}科创板" * often, date=1_700_000_000)
    assert paths_in_order(archive, "科创板") == [("title.md", "exact"), ("body.md", "exact")]


@settings(max_examples=40, deadline=None)
@given(CHINESE, CHINESE)
def test_a_title_that_is_it_comes_before_one_that_has_it(before: str, after: str) -> None:
    assume(before.strip(" ，。") or after.strip(" ，。"))
    archive = FakeArchive()
    archive.write("part.md", f"{before}科创板{after}")
    archive.write("whole.md", "科创板")
    assert [path for path, _ in paths_in_order(archive, "科创板")] == ["whole.md", "part.md"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 1_700_000_000), min_size=2, max_size=6, unique=True), CHINESE)
def test_of_equal_hits_the_newest_comes_first(dates: list[int], title: str) -> None:
    archive = FakeArchive()
    for date in dates:
        archive.write(f"{date}.md", f"{title}科创板", body=title, date=date)
    archive.write("unknown.md", f"{title}科创板", body=title, date=None)
    wanted = [f"{date}.md" for date in sorted(dates, reverse=True)]
    assert [path for path, _ in paths_in_order(archive, "科创板")] == [*wanted, "unknown.md"]


def test_words_side_by_side_come_before_words_apart() -> None:
    archive = FakeArchive()
    archive.write("apart.md", "无题", body="科创板" + "一些别的话。" * 50 + "上交所", date=1_700_000_000)
    archive.write(
        "together.md", "无题", body="一些别的话。" * 50 + "科创板 上交所" + "一些别的话。" * 5, date=0
    )
    assert [path for path, _ in paths_in_order(archive, "科创板 上交所")] == ["together.md", "apart.md"]


# -- the value of one title -------------------------------------------------------------------------------------

TITLES = st.text(st.one_of(st.sampled_from("科创板上交所AI㎡é "), st.characters()), max_size=20)
SHARES = st.floats(0, 1)


@given(TITLES, st.lists(WORDS, min_size=1, max_size=3), st.floats(0, 500), st.floats(0, 500), SHARES, SHARES)
def test_a_better_score_and_a_newer_date_are_never_worse(
    title: str, words: list[str], score: float, more: float, fresh: float, fresher: float
) -> None:
    wanted = needles(parse(" ".join(words)).tree)
    low, high = sorted([score, more]), sorted([fresh, fresher])
    assert 0 <= rank(title, wanted, low[0], high[0]) <= rank(title, wanted, low[1], high[1])


@given(CHINESE, CHINESE)
def test_earlier_in_a_title_is_better(before: str, after: str) -> None:
    assume(before.strip())
    wanted = needles(Text("科创板"))
    early, late = f"科创板{before}{after}", f"{before}科创板{after}"
    assert rank(early, wanted, 1.0, 0.5) > rank(late, wanted, 1.0, 0.5)


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("market", "The market today", "The marketing today"),
        ("科创 上交所", "科创 上交所 十二三四五六七", "科创 十二三四五六七 上交所"),
        ("科创 上交所", "上交所 一二三四五六七八 科创", "科创 一二三四五六七八九十"),
        ("科创板", "科创板开市", "今天科创板开市"),
        ("科创板", "科创板开市", "科创板今天在上海证券交易所正式开市"),
    ],
)
def test_the_better_title(typed: str, better: str, worse: str) -> None:
    wanted = needles(parse(typed).tree)
    assert rank(better, wanted, 1.0, 0.5) > rank(worse, wanted, 1.0, 0.5)
