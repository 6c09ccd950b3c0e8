from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import breaking
from reader.document.breaking import ASCII_CLOSING, CJK, NO_END, NO_START, lines
from reader.text import cell_len

IDEOGRAPH = re.compile(f"[{CJK}]")

# Text as it is written: what may not stand at an edge comes singly, as in real sentences.
words = st.one_of(
    st.sampled_from("天地玄黄宇宙洪荒あいカナ"),
    st.sampled_from("天地玄黄宇宙洪荒あいカナ").flatmap(
        lambda char: st.sampled_from(NO_START).map(lambda mark: char + mark)
    ),
    st.sampled_from(NO_END).flatmap(lambda mark: st.sampled_from("天地玄黄").map(lambda char: mark + char)),
    st.sampled_from(
        [
            "tide",
            " and ",
            "(a)",
            "don’t",
            "12.5%",
            "-3",
            "￥2,226",
            "7月",
            "30亿元",
            "e\u0301",
            "👩\u200d👧",
            "🇯🇵",
            " ",
        ]
    ),
    st.sampled_from(["天,", "地)", "玄!", "(黄", "——", "……", '天"地"']),
)
sentences = st.lists(words, max_size=60).map("".join)
anything = st.text(
    st.one_of(
        st.sampled_from("天，。（《“”—…aZ0.,-/ \n\u3000\u0301\u200d\ufe0f👩☀🇯ー"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    )
)


def broken(text: str, width: int) -> list[str]:
    return [text[start:stop] for start, stop in lines(text, width)]


@given(anything, st.integers(2, 40))
def test_no_line_is_wider_than_the_width_and_none_loses_a_character(text: str, width: int) -> None:
    drawn = broken(text, width)
    assert all(cell_len(line) <= width for line in drawn)
    assert re.sub(r"\s", "", "".join(drawn)) == re.sub(r"\s", "", text)


@given(anything, st.integers(2, 40))
def test_lines_come_in_order_and_never_overlap(text: str, width: int) -> None:
    end = 0
    for start, stop in lines(text, width):
        assert end <= start <= stop
        end = stop


@given(sentences, st.integers(14, 80))
def test_no_line_starts_or_ends_with_a_mark_that_must_not(text: str, width: int) -> None:
    for (_, before), (start, stop) in zip(spans := list(lines(text, width)), spans[1:], strict=False):
        assert text[start] not in NO_START, text[:stop]
        assert text[before - 1] not in NO_END, text[:stop]
        if before == start and IDEOGRAPH.match(text[before - 1]):
            assert text[start] not in ASCII_CLOSING, text[:stop]


@given(sentences, st.integers(14, 80))
def test_a_line_is_as_full_as_the_rules_allow(text: str, width: int) -> None:
    drawn = broken(text, width)
    assert all(cell_len(line) > width - 14 for line in drawn[:-1] if line)


@pytest.mark.parametrize(
    "kept",
    [
        "——",
        "……",
        "-12.5%",
        "￥2,226",
        "-￥4,200.00",
        "2,226亿元",
        "12月",
        "don’t",
        "e\u0301",
        "👩\u200d👩\u200d👧",
        "🇯🇵",
    ],
)
@pytest.mark.parametrize("before", range(12))
def test_some_things_are_never_split(kept: str, before: int) -> None:
    assert any(kept in line for line in broken("天" * before + kept + "地" * 8, 14))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("https://tide.example/archive/high", "https://tide."),
        ("a_name/with_parts_in_it", "a_name/with_"),
        ("someCamelCaseNames", "someCamelCase"),
        ("incomprehensibilities", "incomprehensi"),
    ],
)
def test_what_is_longer_than_a_line_is_cut_where_a_reader_would(text: str, first: str) -> None:
    assert broken(text, 13)[0] == first


def test_a_closing_mark_stays_with_the_end_of_a_cut_address() -> None:
    drawn = broken("https://tide.example/archive/2021/。", 12)
    assert drawn[-1] != "。"


def test_empty_lines_and_indents_after_newlines_are_kept() -> None:
    assert broken("a\n\n  b", 10) == ["a", "", "  b"]


def test_the_first_line_begins_after_an_indent_and_a_stop_may_hang() -> None:
    text = "天地玄黄，宇宙洪荒"
    assert [text[start:stop] for start, stop in lines(text, 8, indent=4)] == ["天地", "玄黄，宇", "宙洪荒"]
    assert [text[start:stop] for start, stop in lines(text, 8, hang=True)] == ["天地玄黄，", "宇宙洪荒"]


@pytest.mark.parametrize(
    "text", ["天地玄黄キャッシュ)", "天地玄黄”)", "天地玄黄... 如果", "天地玄黄。)", "天地玄黄ー,"]
)
def test_an_ascii_mark_after_an_ideograph_or_a_closing_mark_does_not_begin_a_line(text: str) -> None:
    for width in range(12, 24):
        for line in broken(text, width)[1:]:
            assert line[0] not in ").,", (width, broken(text, width))


@given(st.text("ab (\"'.,-\n/", max_size=80), st.integers(2, 30), st.integers(0, 8))
def test_ascii_is_broken_by_the_quick_way_as_by_the_rules(text: str, width: int, indent: int) -> None:
    quick = breaking._ascii_lines(text, width, min(indent, width - 1))
    if quick is not None:
        assert quick == list(breaking._lines(text, width, min(indent, width - 1), hang=False))
