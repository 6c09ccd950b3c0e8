"""What is near: read as typed, sounding the same, or but for a slip; and nothing else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.search import Search
from reader.model import Hit
from tests.library.fake import FakeArchive

TITLES = (
    "上交所科创板开市",
    "中国银行重庆分行行长调研",
    "长江证券：准备金率下调",
    "央行宣布降息二十五个基点支持实体经济",
    "人工智能大模型 OpenAI 发布新品",
    "Federal committee announces market rules",
    "The lighthouse keeper retires",
    "绿色能源与旅游音乐节",
    "西安今日有雨",
    "东京股市收盘上涨",
)
LONG = "央行宣布降息二十五个基点支持实体经济"


@pytest.fixture(scope="module")
def search() -> Search:
    archive, catalog = FakeArchive(), Catalog(None)
    for number, title in enumerate(TITLES):
        archive.write(
            f"{number}.md",
            title,
            body=f"第{number}篇的正文说 mortgage{number} lending",
            categories=[("财经要闻",)],
            authors=["新华社"],
        )
    archive.sync(catalog)
    return archive.search(catalog)


def hits(search: Search, typed: str) -> list[Hit]:
    found = search.find(typed)
    assert found is not None
    assert not any("damaged" in hint for hint in found.hints)
    return search.hits(found)


def first(search: Search, typed: str) -> tuple[str, str]:
    """The kind of the best hit, and what is marked in its title."""
    best, *_ = hits(search, typed)
    return best.match, "|".join(best.post.title[slice(*mark)] for mark in best.title_marks)


# -- pinyin -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("kechuangban", "科创板"),
        ("KeChuangBan", "科创板"),
        ("ke chuang ban", "科创板"),
        ("ke'chuang'ban", "科创板"),
        ("kcb", "科创板"),
        ("sjs", "上交所"),
        ("sjskcb", "上交所科创板"),
        ("shjs", "上交所"),
        ("shjiaosuo", "上交所"),
        ("shangjs", "上交所"),
        ("kechuangb", "科创板"),
        ("kechuan", "科创"),
        ("kechb", "科创板"),
        ("yinhang", "银行"),
        ("zhongguoyinhang", "中国银行"),
        ("chongqing", "重庆"),
        ("chongqingfenhang", "重庆分行"),
        ("hangzhang", "行长"),
        ("changjiang", "长江"),
        ("zhunbeijinlv", "准备金率"),
        ("zhunbeijinlu", "准备金率"),
        ("xi'an", "西安"),
        ("lvse", "绿色"),
        ("lvyou", "旅游"),
        ("yinyue", "音乐"),
        ("jiangxi", "降息"),
        ("dmx", "大模型"),
        ("ershiwu", "二十五"),
    ],
)
def test_pinyin(search: Search, typed: str, marked: str) -> None:
    assert first(search, typed) == ("pinyin", marked)


@pytest.mark.parametrize("typed", ["zhongqing", "yinxing", "kechuangbanshi", "bck", "jsk2"])
def test_what_is_not_read_so_is_not_found(search: Search, typed: str) -> None:
    assert not [hit for hit in hits(search, typed) if hit.match == "pinyin"]


def test_pinyin_typed_with_blanks_is_one_phrase_not_syllables_anywhere(search: Search) -> None:
    """Where no title is read so in a row, nothing is near, though one has all the syllables."""
    assert first(search, "ke chuang ban kai shi") == ("pinyin", "科创板开市")
    assert hits(search, "shi kai ban chuang ke") == []


def test_a_sign_parts_what_is_read(search: Search) -> None:
    assert not [hit for hit in hits(search, "zhengquanzhunbei") if hit.match == "pinyin"]


@pytest.mark.parametrize("typed", ["caijingyaowen", "xinhuashe"])
def test_names_may_be_typed_as_they_are_read(search: Search, typed: str) -> None:
    found = hits(search, typed)
    assert {hit.match for hit in found} == {"pinyin"}
    assert len(found) == len(TITLES)
    assert not any(hit.title_marks for hit in found)


# -- homophones -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("科创版", "科创板"),
        ("准备今", "准备金"),
        ("准备金绿", "准备金率"),
        ("尚交所", "上交所"),
        ("重情", "重庆"),
        ("印航", "银行"),
        ("央航宣布", "央行宣布"),
        ("姜息", "降息"),
    ],
)
def test_homophones(search: Search, typed: str, marked: str) -> None:
    assert first(search, typed) == ("homophone", marked)


# -- slips ------------------------------------------------------------------------------------------------------

WRONG = "鑫"


def slipped(right: str, way: str, at: int) -> str:
    if way == "wrong":
        return right[:at] + WRONG + right[at + 1 :]
    if way == "missing":
        return right[:at] + right[at + 1 :]
    if way == "extra":
        return right[:at] + WRONG + right[at:]
    return right[:at] + right[at + 1] + right[at] + right[at + 2 :]


CASES = [
    (size, way, at)
    for size in range(3, 13)
    for way in ("wrong", "missing", "extra", "swapped")
    for at in sorted({0, 1, size // 2, size - 2, size - 1})
    if (size if way != "missing" else size - 1) >= 3 and not (way == "swapped" and at == size - 1)
    if not (
        way in {"missing", "extra"} and at in {0, size - 1}
    )  # then it is there but for its end, or as it is
]


@pytest.mark.parametrize(("size", "way", "at"), CASES)
def test_a_slip_in_chinese_is_forgiven(search: Search, size: int, way: str, at: int) -> None:
    for start in (0, 3, len(LONG) - size):
        right = LONG[start : start + size]
        typed = slipped(right, way, at)
        best, *_ = hits(search, typed)
        assert (best.post.title, best.match) == (LONG, "typo"), typed
        ((begin, end),) = best.title_marks
        marked = LONG[begin:end]
        assert marked in right or right in LONG[max(0, begin - 1) : end + 1], (typed, marked)
        assert len(marked) >= size - 1


@pytest.mark.parametrize("size", range(3, 13))
@pytest.mark.parametrize("at", ["before", "behind"])
def test_a_character_too_many_at_the_end_is_forgiven(search: Search, size: int, at: str) -> None:
    right = LONG[4 : 4 + size]
    typed = WRONG + right if at == "before" else right + WRONG
    best, *_ = hits(search, typed)
    assert (best.post.title, best.match) == (LONG, "typo")
    ((begin, end),) = best.title_marks
    assert right in LONG[begin:end]


LATIN = "committee"


@pytest.mark.parametrize(
    "typed",
    [
        "comittee",
        "commitee",
        "committe",
        "committeee",
        "conmittee",
        "ocmmittee",
        "bommittee",
        "committex",
        "conmitee",
        "ocmmitete",
    ],
)
def test_a_slip_in_a_latin_word_is_forgiven(search: Search, typed: str) -> None:
    best, *_ = hits(search, typed)
    assert best.post.title.split()[1] == LATIN
    if typed != "committe":  # that is its beginning
        assert (best.match, [best.post.title[slice(*mark)] for mark in best.title_marks]) == ("typo", [LATIN])


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("marktt", True),
        ("mrket", True),
        ("makret", True),
        ("mxrkxt", False),
        ("rul", True),
        ("rls", False),
        ("opnai", True),
    ],
)
def test_short_words_may_have_one_slip_and_the_shortest_none(search: Search, typed: str, finds: bool) -> None:
    assert bool([hit for hit in hits(search, typed) if hit.match in {"exact", "typo"}]) == finds


def test_a_slip_in_a_latin_word_is_forgiven_in_a_body_too(search: Search) -> None:
    best, *others = hits(search, "lendnig")
    assert len(others) == len(TITLES) - 1
    assert best.match == "typo"
    assert [best.snippet[slice(*mark)] for mark in best.snippet_marks] == ["lending"]


# -- several words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "match", "marked"),
    [
        ("kcb 开市", "pinyin", "科创板开市"),
        ("sjs kcb", "pinyin", "上交所科创板"),
        ("科创版 开市", "homophone", "科创板开市"),
        ("科创版 kaishi", "homophone", "科创板开市"),
        ("comittee market", "typo", "committee|market"),
        ("comittee makret", "typo", "committee|market"),
        ("准备今 xiatiao", "homophone", "准备金|下调"),
    ],
)
def test_each_of_several_words_may_be_near(search: Search, typed: str, match: str, marked: str) -> None:
    assert first(search, typed) == (match, marked)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("kcb -开市", None),
        ("kcb 开市", 0),
        ("kcb -kaishi", 0),
        ("kcb date:1970", 0),
        ("kcb date:2000", None),
        ("kcb cat:没有", None),
        ("kcb OR nothing", 0),
        ('kcb "开市"', 0),
        ('kcb "kaishi"', None),
        ("(kcb OR zzzz) 开市", 0),
    ],
)
def test_conditions_stay_as_they_are_beside_what_is_near(
    search: Search, typed: str, title: int | None
) -> None:
    assert {hit.post.title for hit in hits(search, typed)} == (set() if title is None else {TITLES[title]})


@pytest.mark.parametrize(
    "typed",
    [
        '"kechuangban"',
        '"科创版"',
        '"comittee"',
        "title:科创版",
        "title:kcb",
        "body:comittee",
        "tag:kcb",
        "path:kcb",
    ],
)
def test_nothing_is_near_to_phrases_and_fields(search: Search, typed: str) -> None:
    assert hits(search, typed) == []


@pytest.mark.parametrize("typed", ["-kcb", "-科创版", "-comittee", "-kcb -dmx"])
def test_what_must_not_be_there_is_meant_as_it_stands(search: Search, typed: str) -> None:
    assert len(hits(search, typed)) == len(TITLES)


@pytest.mark.parametrize("order", ["date", "oldest", "title", "length"])
def test_other_orders_than_relevance_have_nothing_near(search: Search, order: str) -> None:
    assert hits(search, f"kcb sort:{order}") == []


# -- nonsense ---------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers())
def test_nonsense_finds_nothing(search: Search, seed: int) -> None:
    chance = random.Random(seed)
    rare = [char for char in map(chr, range(0x6B00, 0x6C00)) if not any(char in title for title in TITLES)]
    assert hits(search, "".join(chance.choices(rare, k=chance.randrange(3, 9)))) == []
    consonants = "".join(chance.choices("bvqxkpwfvu", k=chance.randrange(6, 12)))
    assert hits(search, consonants) == []


@settings(max_examples=150, deadline=None)
@given(st.text("科创板版开市上交所锁kechuangban mrket'-ab12", max_size=12))
def test_every_near_hit_shows_why_it_is_one(search: Search, typed: str) -> None:
    for hit in hits(search, typed):
        assert all(0 <= start < stop <= len(hit.post.title) for start, stop in hit.title_marks)
        if hit.match == "homophone":
            assert hit.title_marks
        if hit.match == "typo" and not hit.title_marks:
            assert hit.snippet_marks
