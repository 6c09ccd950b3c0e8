"""What two readings of a text differ in: each kind of difference is found, and what is no difference is not."""

from __future__ import annotations

from random import Random

import pytest

from bench.compare import Difference, compare
from bench.visible import Piece, pieces

TEXT = "渡轮清晨从码头出发。The light keeper counts every wave, twice. 下午三点返回，船票在售票处购买。"


def differing(first: str, second: str) -> Difference:
    return compare([Piece(first, "seen")], second)


def test_one_text_does_not_differ_from_itself() -> None:
    assert differing(TEXT, TEXT) == Difference([], [], [], [], [], len("".join(TEXT.split())))


@pytest.mark.parametrize("lost", ["渡轮", "。", "keeper", "twice", "售票处购买。"])
def test_text_that_is_missing_anywhere_is_lost(lost: str) -> None:
    difference = differing(TEXT, TEXT.replace(lost, "", 1))
    assert difference.lost == [lost]
    assert not difference.invented


@pytest.mark.parametrize("place", [0, 4, 20, len(TEXT)])
def test_text_that_is_added_anywhere_is_invented(place: int) -> None:
    difference = differing(TEXT, TEXT[:place] + "广告" + TEXT[place:])
    assert difference.invented == ["广告"]
    assert not difference.lost


def test_a_letter_taken_for_another_is_lost_and_invented() -> None:
    difference = differing(TEXT, TEXT.replace("三", "四"))
    assert (difference.lost, difference.invented) == (["三"], ["四"])


def test_text_in_another_place_is_moved() -> None:
    difference = differing(
        TEXT, TEXT.replace("船票在售票处购买。", "").replace("渡轮", "船票在售票处购买。渡轮")
    )
    assert difference.moved == ["船票在售票处购买。"]
    assert not difference.lost
    assert not difference.invented


def test_a_large_part_that_is_missing_does_not_hide_what_comes_after() -> None:
    chance = Random(7)
    parts = ["".join(chance.choices("海港灯塔渡轮清晨雾气码头工人修理旧钟", k=40)) for _ in range(200)]
    shown = "".join(parts[:50] + parts[150:])
    difference = differing("".join(parts), shown[:-10] + shown[-9:])
    assert sorted(map(len, difference.lost)) == [1, 4000]
    assert difference.invented == []


def test_words_that_lost_the_blank_between_them_are_glued() -> None:
    assert differing("one two three", "one twothree").glued == ["onetwo|three"]
    assert differing("one two three", "one two th ree").parted == ["onetwoth|ree"]
    assert differing("汉字\n汉字", "汉字汉字").glued == []  # browsers join them too


def test_blanks_case_width_and_what_can_not_be_seen_are_no_difference() -> None:
    difference = differing("Ａ\u3000Ｂ\u00a0H2O &nbsp;x\u00ad\u200by", "a b\nh₂o xy")
    assert not any((difference.lost, difference.invented, difference.glued, difference.parted))


def test_what_may_be_shown_is_neither_lost_nor_invented() -> None:
    found = [Piece("渡轮开了", "seen"), Piece("ferry.jpg", "may"), Piece("乘客上船", "seen")]
    for shown in ("渡轮开了乘客上船", "渡轮开了 ferry.jpg 乘客上船"):
        difference = compare(found, shown)
        assert difference.lost == [], shown
        assert difference.invented == [], shown
    assert compare(found, "渡轮开了 boat.jpg 乘客上船").invented == ["boat.jpg"]


def test_signs_that_are_markup_for_one_and_text_for_another_do_not_count() -> None:
    found = pieces("**“渡轮”**开了", "markdown")
    for shown in ("“渡轮”开了", "**“渡轮”**开了"):
        difference = compare(found, shown)
        assert difference.lost == [], shown
        assert difference.invented == [], shown
