"""Typed letters as pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import readings
from reader.pinyin import MOST, Speller, Unit, Units, agrees, plausible


def shown(units: Units) -> str:
    """Whole syllables as they are, beginnings with a dash."""
    return " ".join(unit.letters if unit.whole else f"{unit.letters}-" for unit in units)


def splits(typed: str) -> list[str]:
    return [shown(units) for units in readings.load().splits(typed)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("shangjiaosuo", "shang jiao suo"),
        ("sjs", "s- j- s-"),
        ("shjiaosuo", "sh- jiao suo"),
        ("sjsuo", "s- j- suo"),
        ("shangjiaos", "shang jiao s-"),
        ("shanghaizh", "shang hai zh-"),
        ("shangha", "shang ha"),
        ("zhonghuarenmingongheguo", "zhong hua ren min gong he guo"),
        ("eluosi", "e luo si"),
        ("a", "a-"),
        ("zh", "zh-"),
        ("zho", "zho-"),
        ("lvse", "lv se"),
        ("jvli", "ju li"),
        ("qinlue", "qin lve"),
        ("qinlve", "qin lve"),
        ("shang jiao suo", "shang jiao suo"),
        (" s j  s ", "s- j- s-"),
    ],
)
def test_the_best_way_to_read_letters_comes_first(typed: str, best: str) -> None:
    assert splits(typed)[0] == best


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("xian", ["xian", "xian-", "xi an", "xi an-"]),
        ("fangan", ["fang an", "fan gan"]),
        ("nu", ["nu", "nv"]),
        ("lu", ["lu", "lv"]),
        ("shangha", ["shang ha", "shang ha-"]),
        ("gaj", ["ga j-", "g- a- j-"]),
        ("shs", ["sh- s-", "s- h- s-"]),
        ("haeb", ["ha e b-", "h- a- e- b-"]),
    ],
)
def test_other_ways_follow(typed: str, ways: list[str]) -> None:
    found = splits(typed)
    assert [way for way in found if way in ways] == ways


@pytest.mark.parametrize("typed", ["xi'an", "xi an", "xi’an"])
def test_a_blank_or_an_apostrophe_parts_syllables(typed: str) -> None:
    assert splits(typed) == ["xi an", "xi an-"]


@pytest.mark.parametrize(
    "typed", ["", " ' ", "5g", "c++", "上jiao", "vista", "uni", "ibm", "a" * 300, "\ud800", "é"]
)
def test_what_is_no_pinyin_has_no_reading(typed: str) -> None:
    assert splits(typed) == []


@pytest.mark.parametrize("word", ["the", "market", "trump", "python", "news", "apple"])
def test_an_english_word_is_hardly_plausible(word: str) -> None:
    assert all(plausible(units) < 0.7 for units in readings.load().splits(word))


def test_whole_syllables_are_plausible_and_initials_are_not() -> None:
    tables = readings.load()
    assert plausible(tables.splits("shangjiaosuo")[0]) == 1
    assert plausible(tables.splits("sjs")[0]) == 0
    assert plausible(()) == 0


letters = st.one_of(
    st.text(st.sampled_from("shangjioue ' vnlz"), max_size=24),
    st.lists(
        st.sampled_from(["shang", "jiao", "suo", "xi", "an", "lv", "nue", "zh", "e", "'", " "]), max_size=8
    ).map("".join),
)


@given(typed=letters)
def test_the_units_are_what_was_typed(typed: str) -> None:
    found = readings.load().splits(typed)
    bare = "".join(typed.replace("'", " ").split()).replace("v", "u")
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    for units in found:
        assert "".join(unit.letters for unit in units).replace("v", "u") == bare
        assert all(
            len(unit.letters) == 1 or unit.letters in {"zh", "ch", "sh"}
            for unit in units[:-1]
            if not unit.whole
        )
        assert 0 <= plausible(units) <= 1


@given(
    words=st.lists(
        st.sampled_from(["shang", "jiao", "suo", "xi", "an", "lv", "gang", "e"]), min_size=1, max_size=8
    )
)
def test_borders_are_kept(words: list[str]) -> None:
    for units in readings.load().splits("'".join(words)):
        stops = [len("".join(words[:at])) for at in range(1, len(words) + 1)]
        at = 0
        for unit in units:
            inside = range(at + 1, at + len(unit.letters))
            assert not set(stops) & set(inside)
            at += len(unit.letters)


@given(typed=st.text(max_size=40))
def test_any_text_is_accepted(typed: str) -> None:
    assert isinstance(readings.load().splits(typed), list)


def test_long_input_has_few_readings() -> None:
    tables = readings.load()
    for piece in ("zhuang", "a", "shi", "nan", "xian", "sh", "lve"):
        assert (
            len(tables.splits((piece * 200)[:200])) <= MOST
        )  # all ways to read it would be too many for any test


def test_a_unit_stands_for_its_syllables() -> None:
    assert agrees(Unit("shang", whole=True), "shang")
    assert not agrees(Unit("shan", whole=True), "shang")
    assert agrees(Unit("sh", whole=False), "shang")
    assert not agrees(Unit("sh", whole=False), "suo")


def test_without_syllables_nothing_is_pinyin() -> None:
    assert Speller(()).splits("shang") == []
