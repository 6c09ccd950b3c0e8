"""From text to terms: a plain reading of the rules against the fast one, and index and query agreeing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.matching import body_phrase
from reader.library.terms import GAP, body_terms, runs, title_terms
from reader.text import fold, fold_but_signs

TEXTS = st.text(
    st.one_of(st.sampled_from("科创板市场ab1 。，c+#-_\ue000\n\0\ud800한글ไทยカ🎉हिं→𠮷𐌰й"), st.characters()),
    max_size=40,
)


def plain(folded: str) -> list[str]:
    """The terms of a body, by the words of the rule."""
    terms: list[str] = []
    for run in runs(folded):
        if run.unspaced:
            terms += [run.text[at : at + 2] for at in range(len(run.text))]
        else:
            terms.append(run.text)
    return terms


@given(TEXTS)
def test_the_fast_way_to_terms_gives_what_the_rule_says(text: str) -> None:
    folded = fold(text)
    assert body_terms(folded).split() == plain(folded)


@pytest.mark.parametrize("beside", ["", "中", "a", "😀"])
def test_every_character_is_of_the_kind_that_the_rule_says(beside: str) -> None:
    chars = map(chr, range(0x32000))
    folded = beside.join(char for char in chars if fold(char) == char)
    assert body_terms(folded).split() == plain(folded)


@given(st.one_of(TEXTS, st.text(st.sampled_from("板中A b1，（）：；？！％～｜…\u3000\xa0+#＋＃Ａ１漢☆"))))
def test_signs_that_are_not_folded_change_no_term(text: str) -> None:
    assert body_terms(fold_but_signs(text)).split() == body_terms(fold(text)).split()


@given(TEXTS, st.data())
def test_any_piece_of_a_text_is_found_by_its_terms(text: str, data: st.DataObject) -> None:
    """What a query asks for is in the terms of the body, at the positions it asks for."""
    folded = fold(text)
    terms = body_terms(folded).split()
    start = data.draw(st.integers(0, len(folded)))
    piece = folded[start : data.draw(st.integers(start, len(folded)))]
    border = runs(folded[start - 1 : start + 1]) if start else []
    if len(border) == 1 and not border[0].unspaced and len(border[0].text) == 2:
        return  # inside a word: only its beginning is found
    asked, goes_on = body_phrase(piece)
    if not asked:
        return
    *first, (last_at, last) = asked
    begins = goes_on or not runs(last)[-1].unspaced

    def stands(at: int) -> bool:
        if any(at + place >= len(terms) or terms[at + place] != term for place, term in first):
            return False
        end = terms[at + last_at] if at + last_at < len(terms) else ""
        return end.startswith(last) if begins else end == last

    assert any(map(stands, range(len(terms))))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("科创板：AI大模型", ["科", "创", "板", "ai", "大", "模", "型"]),
        ("上交所，科创板", ["上", "交", "所", GAP, "科", "创", "板"]),
        ("C++ 与 C#、5G", ["c++", "与", "c#", "5g"]),
        ("COVID-19 v3.11", ["covid", "19", "v3", "11"]),
        ("好🎉", ["好", "🎉"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_terms_of_titles(text: str, terms: list[str]) -> None:
    assert title_terms(fold(text)) == terms


def test_pairs_end_with_the_last_character_alone() -> None:
    assert body_terms(fold("市场。问题 x")).split() == ["市场", "场", "问题", "题", "x"]
