"""Queries that are made by rule: each is what its class says, and fits the post that it was made from."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bench.known_items import (
    KINDS,
    Item,
    Wanted,
    deep,
    has,
    piece,
    plain,
    reads,
    slip,
    slipped,
    sounds_like,
    syllables,
    words,
)

ITEM = Item(
    "渡口银行重新开张，票价下调",
    "第一艘渡轮清晨出港。灯塔看守人每天记录潮水和风向。\n"
    "下午返回的船带来 fresh oranges and letters，码头工人修理旧钟。",
    ("渡口日报",),
)
OTHER = Item("Bridge closed", "Nothing here is like it.")
BY_LETTER = {kind.letter: kind for kind in KINDS}


def made(letter: str) -> list[Wanted]:
    return [wanted for seed in range(60) if (wanted := BY_LETTER[letter].make(ITEM, Random(seed)))]


@pytest.mark.parametrize("letter", [letter for letter in BY_LETTER if letter != "k"])
def test_a_query_fits_its_post_and_not_any_other(letter: str) -> None:
    queries = made(letter)
    assert len(queries) > 10
    for wanted in queries:
        assert wanted.fits(ITEM), wanted.typed
        assert not wanted.fits(OTHER), wanted.typed


def test_a_piece_of_a_title_is_two_to_six_characters_with_nothing_between() -> None:
    typed = {wanted.typed for wanted in made("a")}
    assert all(2 <= len(each) <= 6 and each in ITEM.title and "，" not in each for each in typed)
    assert {len(each) for each in typed} == {2, 3, 4, 5, 6}


def test_a_homophone_is_another_character_read_the_same() -> None:
    for wanted in made("b"):
        assert wanted.typed not in ITEM.title
        places = [
            at
            for at in range(len(ITEM.title) - len(wanted.typed) + 1)
            if sum(one != other for one, other in zip(wanted.typed, ITEM.title[at:], strict=False)) == 1
        ]
        assert places


def test_a_slip_is_one_slip() -> None:
    for letter, text in (("c", ITEM.title), ("h", ITEM.body)):
        for wanted in made(letter):
            assert not has(wanted.typed, text)
            assert slipped(wanted.typed, text)
    assert all(3 <= len(wanted.typed) <= 6 for wanted in made("c"))


def test_pinyin_is_read_in_its_words() -> None:
    typed = {wanted.typed.replace(" ", "") for wanted in made("d")}
    assert typed & {"yinhang", "yinhangchong", "kouyinhang", "yinhangchongxin"}
    assert not [each for each in typed if "yinxing" in each or "zhongxin" in each]


def test_initials_are_four_to_six_letters() -> None:
    assert {len(wanted.typed) for wanted in made("e")} == {4, 5, 6}
    assert all(wanted.typed.isascii() for wanted in made("e"))


def test_mixed_pinyin_is_neither_whole_nor_initials_only() -> None:
    for wanted in made("f"):
        assert reads(wanted.typed, ITEM.title)
        assert not re.fullmatch("[^aeiou]+", wanted.typed) or len(wanted.typed) > 2


def test_traditional_characters_are_others() -> None:
    assert all(wanted.typed not in ITEM.title for wanted in made("g"))
    assert any("銀" in wanted.typed for wanted in made("g"))


def test_a_phrase_is_from_the_second_half_of_the_body() -> None:
    for wanted in made("i"):
        assert wanted.typed in deep(ITEM.body)
        assert len(wanted.typed) >= 6


def test_two_words_may_come_from_either_place() -> None:
    (wanted, *_) = made("j")
    first, second = wanted.typed.split(" ", 1)
    assert wanted.fits(Item(second, first))
    assert not wanted.fits(Item("", f"{first} {second}"))
    assert not wanted.fits(Item(first, ""))


def test_nonsense_is_no_pinyin() -> None:
    typed = [wanted.typed for wanted in made("k")]
    assert any(each.isascii() for each in typed)
    assert any(not each.isascii() for each in typed)
    assert not any(wanted.fits(ITEM) for wanted in made("k"))


def test_nothing_is_made_from_a_post_that_lends_itself_to_none() -> None:
    assert BY_LETTER["d"].make(OTHER, Random(1)) is None
    assert BY_LETTER["d"].make(Item("渡口のニュース", ""), Random(1)) is None, (
        "Japanese is not read in pinyin"
    )
    assert BY_LETTER["h"].make(Item("渡口", "rails2 a_word"), Random(1)) is None


@pytest.mark.parametrize(
    ("letters", "text", "whole", "expected"),
    [
        ("yinhang", "重庆银行", True, True),
        ("yinhan", "重庆银行", True, False),
        ("yinhan", "重庆银行", False, True),
        ("cqyh", "重庆银行", False, True),
        ("cqyh", "重庆银行", True, False),
        ("chqyh", "重庆银行", False, True),
        ("chongqyin", "重庆银行", False, True),
        ("cqyhx", "重庆银行", False, False),
        ("qyx", "重庆银行", False, True),  # 行 is xing, too
        ("xian", "西安", True, True),
        ("aidamoxing", "AI大模型", True, True),
        ("yinhang", "银，行", True, True),
        ("lv", "绿", True, True),
        ("", "银行", True, True),
        ("yh", "", False, False),
    ],
)
def test_how_letters_read_a_text(letters: str, text: str, whole: bool, expected: bool) -> None:
    assert reads(letters, text, whole=whole) == expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("科创版", "科创板新规", True),
        ("准备今", "准备金", True),
        ("科创", "科学", False),
        ("银行", "银形", True),
        ("长", "", False),
    ],
)
def test_what_sounds_like_what(typed: str, text: str, expected: bool) -> None:
    assert sounds_like(typed, text) == expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("银行", "在銀行", True),
        ("AI大", "AI 大模型", True),
        ("大AI", "大 ＡＩ", True),
        ("ail", "Mailing", False),
        ("mail", "Mailing", True),
        ("cafe", "Le Café", True),
        ("行银", "银行", False),
        ("a b", "A\nB", True),
        ("open asia", "open.Asia", True),
        ("open asia", "openAsia", False),
        ("银行 a", "银行，a", True),
    ],
)
def test_what_a_text_has(typed: str, text: str, expected: bool) -> None:
    assert has(typed, text) == expected


@given(st.text("abcd银行", min_size=3, max_size=9).filter(lambda word: len(set(word)) > 1), st.integers())
def test_a_slip_is_always_one_edit_away(word: str, seed: int) -> None:
    typed = slip(word, Random(seed), list("xyz"))
    assert OSA.distance(typed, word) == 1
    assert slipped(typed, f"，{word}。")


@given(st.text("ab9银行渡, ，\n", max_size=40), st.integers())
def test_a_piece_never_cuts_a_word(text: str, seed: int) -> None:
    found = piece(text, 2, 6, Random(seed))
    if found is not None:
        assert 2 <= len(found) <= 6
        before = "(?<![ab9])" if found[0] in "ab9" else ""
        after = "(?![ab9])" if found[-1] in "ab9" else ""
        assert re.search(before + found + after, text)
        assert has(found, text)


def test_words_are_whole_and_neighbours() -> None:
    assert words("one, two three", 2, Random(1)) == "two three"
    assert words("one, two three", 3, Random(1)) is None
    assert words("a bcd", 1, Random(1), least=2) == "bcd"


def test_deep_begins_with_a_whole_word() -> None:
    assert deep("ab cdefgh 银行") == " 银行"


def test_plain_removes_what_nobody_means() -> None:
    assert plain("Ｃafé  銀行\n㎡") == "cafe 银行 m2"


def test_syllables_of_what_is_no_chinese_are_none() -> None:
    assert syllables("银行") == ["yin", "hang"]
    assert syllables("银a行") == []
