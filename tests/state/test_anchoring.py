"""Passages that are found again in texts that have been edited."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.state.anchoring import CONTEXT, locate, surroundings

TEXT = (
    "本报讯 记者从有关部门获悉，自本月起渡轮将恢复通航，沿线居民出行更加方便。\n"
    "票价不变，仍为2元；学生、老人半价。详情请见公告全文。\n"
    "The ferry cat, who had lived aboard for eleven years, retires to the lighthouse.\n"
    "据介绍，灯塔已有一百年历史，今年夏天将对游客开放。票价不变，仍为2元。"
)


def marked(text: str, quote: str, number: int = 0) -> tuple[str, str, str, int]:
    """What is kept of a passage."""
    start = -1
    for _ in range(number + 1):
        start = text.index(quote, start + 1)
    return (quote, *surroundings(text, start, start + len(quote)), start)


def found(text: str, passage: tuple[str, str, str, int]) -> str | None:
    place = locate(text, *passage)
    return None if place is None else text[place[0] : place[1]]


def test_what_is_kept_is_what_stands_around() -> None:
    assert surroundings("abc", 1, 2) == ("a", "c")
    before, after = surroundings("x" * 100, 50, 51)
    assert len(before) == len(after) == CONTEXT


@pytest.mark.parametrize("number", [0, 1])
def test_of_like_passages_the_one_in_the_same_surroundings_is_found(number: int) -> None:
    passage = marked(TEXT, "票价不变，仍为2元", number)
    assert locate("新的一段。\n" + TEXT, *passage[:3]) == (passage[3] + 6, passage[3] + 15)


def test_in_like_surroundings_the_nearest_one_is_found() -> None:
    text = "甲乙丙。" * 50
    start = text.index("乙丙", 100)
    assert locate(text, "乙丙", *surroundings(text, start, start + 2), start) == (start, start + 2)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("渡轮将恢复通航，", "渡轮 将\n恢复通航, ", "渡轮 将\n恢复通航, 沿线居民出行更加方便"),
        ("渡轮将恢复通航，", "渡輪將恢復通航，", "渡輪將恢復通航，沿线居民出行更加方便"),
        ("将恢复通航", "将于下周恢复通航", "渡轮将于下周恢复通航，沿线居民出行更加方便"),
        ("更加", "", "渡轮将恢复通航，沿线居民出行方便"),
    ],
    ids=["blanks and width", "Traditional", "words added", "words gone"],
)
def test_an_edited_quote_is_found_as_it_is_now(old: str, new: str, words: str) -> None:
    passage = marked(TEXT, "渡轮将恢复通航，沿线居民出行更加方便")
    assert found(TEXT.replace(old, new), passage) == words


def test_a_long_quote_is_found_by_its_ends() -> None:
    long = "".join(f"第{number}段说的是渡轮与灯塔，" for number in range(100))
    passage = marked(f"开头。{long}结尾。", long)
    edited = long.replace("第50段说的是渡轮与灯塔，", "").replace("第0段", "第零段")
    assert found(f"又一个开头。{edited}结尾。", passage) == edited
    assert found(f"开头。{long[:600]}" + "完全不同的文字" * 200, passage) is None


@pytest.mark.parametrize("quote", ["票价", "灯塔已有一百年历史，今年夏天", "a"])
def test_what_is_gone_is_lost(quote: str) -> None:
    passage = marked(TEXT, quote)
    assert locate("今天天气很好，一切如常。", *passage) is None
    assert locate("", *passage) is None


def test_a_short_quote_in_other_surroundings_is_another_one() -> None:
    assert locate("一是天气，二是收成，三是人心。", *marked(TEXT, "，")) is None
    assert locate("一是天气，二是收成。", *marked("，" + TEXT, "，")) is None, "it began the text"


def test_a_quote_of_blanks_is_none() -> None:
    assert locate(TEXT, " \n", "", "") is None
    assert locate(TEXT, "") is None


def test_a_quote_without_surroundings_is_found() -> None:
    assert locate("票价", "票价") == (0, 2)


texts = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑寅卯，。 \nabc"), min_size=60, max_size=300)


@given(text=texts, data=st.data())
@settings(max_examples=200, deadline=None)
def test_edits_elsewhere_lose_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 20))
    end = data.draw(st.integers(start + 15, min(len(text), start + 60)))
    quote = text[start:end]
    assume(text.count(quote) == 1)
    assume(quote.strip())
    passage = (quote, *surroundings(text, start, end), start)
    first = data.draw(texts) + text[data.draw(st.integers(0, start)) : start]
    last = text[end : data.draw(st.integers(end, len(text)))] + data.draw(texts)
    edited = first + quote + last
    assume(edited.count(quote) == 1)
    assert locate(edited, *passage) == (len(first), len(first) + len(quote))


@given(text=st.text(max_size=80), quote=st.text(max_size=20), before=st.text(max_size=8), after=st.text(max_size=8), at=st.integers(-1, 90))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_whatever_is_asked_for_the_answer_lies_in_the_text(
    text: str, quote: str, before: str, after: str, at: int
) -> None:
    place = locate(text, quote, before, after, at)
    assert place is None or 0 <= place[0] < place[1] <= len(text)


@given(text=st.text(min_size=1, max_size=200), data=st.data())
@settings(max_examples=200, deadline=None)
def test_in_an_unchanged_text_the_very_place_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    place = locate(text, text[start:end], *surroundings(text, start, end), start)
    assert place == (start, end)
