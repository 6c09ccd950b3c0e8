"""What is marked in a title: slices of it as it is shown, whole characters, that have what was asked for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.library.marking import Marker, Span, exact_spans, merged, misspelt, needles, original
from reader.library.query import All, Text, parse
from reader.text import fold, fold_with_offsets
from tests.library.mixed import PIECES

ODD = "㎡ﬁ½éİßＡ５㍿ﷺ①Ⅷe\u0301が가\u200d\ufe0f🎉"
"""Characters that fold to several, to others, or together."""
TITLES = st.text(
    st.one_of(st.sampled_from(f"科创板上交所漢語abc19 -+#，。{ODD}"), st.characters()), max_size=30
)
ASKED = st.one_of(
    st.sampled_from(
        [*PIECES, "m2", "fi", "1/2", "e", "i", "ss", "a", "5", "株式", "8", "が", "科创 ab", "C 汉语"]
    ),
    TITLES,
)


def marks(title: str, asked: str) -> list[str]:
    """The slices of a title that are marked for a query."""
    return [title[slice(*span)] for span in Marker(needles(parse(asked).tree)).title_spans(title, "exact")]


@given(TITLES, ASKED)
@example("e\u0301", "e")
@example("㎡", "2")
@example("½杯", "1")
def test_marks_are_slices_in_order_that_have_what_was_asked_for(title: str, asked: str) -> None:
    wanted = needles(parse(asked).tree)
    spans = Marker(wanted).title_spans(title, "exact")
    assert list(spans) == sorted(spans)
    assert all(0 <= start < stop <= len(title) for start, stop in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    for start, stop in spans:
        assert any(needle.pattern.search(fold(title[start:stop])) for needle in wanted)


@given(TITLES, st.sampled_from(PIECES), TITLES)
def test_what_stands_in_a_title_is_marked(before: str, word: str, after: str) -> None:
    title = f"{before} {word} {after}"
    start, stop = len(before) + 1, len(before) + 1 + len(word)
    (needle,) = needles(Text(word))
    spans = Marker([needle]).title_spans(title, "exact")
    assert any(first <= start and stop <= last for first, last in spans)


@given(TITLES, ASKED)
def test_a_mark_ends_between_characters_that_fold_apart(title: str, asked: str) -> None:
    """A letter is marked with its accents, a ligature whole."""
    for start, stop in Marker(needles(parse(asked).tree)).title_spans(title, "exact"):
        parts = fold(title[:start]), fold(title[start:stop]), fold(title[stop:])
        assert "".join(parts) == fold(title)


@pytest.mark.parametrize(
    ("title", "asked", "marked"),
    [
        ("上交所科创板开市", "科创板", ["科创板"]),
        ("面积50㎡的房", "m2", []),
        ("面积 ㎡ 的房", "m2", ["㎡"]),
        ("面积 ㎡ 的房", "m", []),
        ("ＡＢＣ公司", "abc", ["ＡＢＣ"]),
        ("公司ＡＢＣ", "ab", ["ＡＢ"]),
        ("漢語詞典", "汉语", ["漢語"]),
        ("Le Cafe\u0301 noir", "cafe", ["Cafe\u0301"]),
        ("COVID–19 疫情", "covid-19", ["COVID–19"]),
        ("AI 大模型", "AI大模型", ["AI 大模型"]),
        ("市场，夜市", "市", ["市", "市"]),
        ("The marketing market", "market", ["market", "market"]),
        ("The marketing market", '"market"', ["market"]),
        ("upmarket 超market", "market", ["market"]),
        ("C++ 与 C", '"c"', ["C"]),
        ("科创板科创板", "科创板", ["科创板科创板"]),
        ("科创板开市", "科创 创板", ["科创板"]),
        ("科创板开市", "科创板 -开市", ["科创板"]),
        ("科创板开市", "body:科创板", []),
        ("科创板开市", "title:开市 date:2021", ["开市"]),
        ("科创板开市", "科创板 OR 开市", ["科创板开市"]),
        ("科创板", "。", []),
        ("ไทยAI", "ai", ["AI"]),
        ("Python 311, 3.11", "3.11", ["3.11"]),
        ("C++11", "c++ 11", ["C++11"]),
        ("C++11", "c++11", ["C++11"]),
        ("a snake_case", '"snake case"', ["snake_case"]),
        ("A🎉b", "🎉", ["🎉"]),
        ("a apple", "a", ["a"]),
        ("·market×", "market", ["market"]),
    ],
)
def test_marks(title: str, asked: str, marked: list[str]) -> None:
    assert marks(title, asked) == marked


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))
)


@given(SPANS)
def test_spans_that_touch_become_one(spans: list[Span]) -> None:
    whole = merged(spans)

    def places(some: list[Span]) -> set[int]:
        return {at for start, stop in some for at in range(start, stop)}

    assert places(whole) == places(spans)
    assert all(one[1] < other[0] for one, other in pairwise(whole))


@given(TITLES, st.data())
def test_a_slice_of_folded_text_comes_from_a_slice_of_the_text(text: str, data: st.DataObject) -> None:
    folded, offsets = fold_with_offsets(text)
    assume(folded)
    start = data.draw(st.integers(0, len(folded) - 1))
    stop = data.draw(st.integers(start + 1, len(folded)))
    for first, last in original([(start, stop)], offsets):
        assert 0 <= first < last <= len(text)
        assert folded[start:stop] in fold(text[first:last])


def test_only_so_many_places_are_looked_for() -> None:
    (needle,) = needles(Text("科"))
    assert len(exact_spans("科" * 5_000, needle, 7)) == 7


def test_the_same_word_twice_is_one_needle() -> None:
    assert len(needles(All((Text("科创板"), Text("科創板"), Text("科创板"))))) == 1


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("the comittee met", "committee", ["comittee"]),
        ("the committee met", "committee", []),
        ("nothing of the kind", "committee", []),
        ("teh end", "the", []),
        ("ab", "a", []),
    ],
)
def test_misspelt_words_of_a_text(text: str, asked: str, found: list[str]) -> None:
    assert [needle.folded for needle in misspelt(text, needles(Text(asked)))] == found
