"""Watched words: what is coloured is what the query finds, folded as searches are."""

from __future__ import annotations

from array import array
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import clock
from reader.library import days
from reader.library.listing import Listing
from reader.library.query import parse, terms
from reader.library.rows import UNKNOWN
from reader.library.watchwords import Newest, WatchWords, newest_day


def found(text: str, *words: str) -> list[str]:
    return [text[start:stop] for start, stop in WatchWords(words).spans(text)]


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("华为发布新机", ("华为",), ["华为"]),
        ("華為發布新機，华为说", ("华为",), ["華為", "华为"]),
        ("ＣＬＩＭＡＴＥ and Climate", ("climate",), ["ＣＬＩＭＡＴＥ", "Climate"]),
        ("Climates differ", ("climate",), []),
        ("the high water of 2021, High-Water", ("high water",), ["high water", "High-Water"]),
        ("café", ("CAFE",), ["café"]),
        ("码头银行上调利率", ("利率", "码头"), ["码头", "利率"]),
        ("人工智能芯片", ("智能", "人工智能"), ["人工智能"]),
        ("5㎡大小", ("m2",), []),
        ("约 5 ㎡", ("m2",), ["㎡"]),
        ("火烧云", ("(火)",), ["火"]),
        ("hua wei", ("华为",), []),
        ("C++ 和 C", ("c++",), ["C++"]),
        ("[bold]x[/]", ("x",), ["x"]),
        ("华为", (), []),
        ("……", ("……",), []),
    ],
)
def test_words_are_found_as_a_search_finds_them(text: str, words: tuple[str, ...], told: list[str]) -> None:
    assert found(text, *words) == told


WORDS = st.lists(st.text(st.sampled_from('ab 港口，。éＡ"()-:|㎡漢'), min_size=1, max_size=6), max_size=5)


@given(WORDS)
def test_the_query_asks_for_just_the_words(words: list[str]) -> None:
    query = parse(WatchWords(tuple(words)).query)
    assert not query.hints
    sought = {" ".join(word.replace('"', " ").split()) for word in words} - {""}
    assert {term.text for term in terms(query.tree)} == sought  # type: ignore[union-attr]  # no fields


@given(WORDS, st.text(st.sampled_from('ab 港口，。éＡ"()-:|㎡漢'), max_size=30))
def test_what_is_found_is_in_order_and_apart(words: list[str], text: str) -> None:
    spans = WatchWords(tuple(words)).spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < stop <= len(text) for start, stop in spans)


def listing(*days_: date | None) -> Listing:
    posted = [clock.midnight(day) + 60 if day is not None else UNKNOWN for day in days_]
    return Listing(array("I", range(len(posted))), array("q", posted))


def test_the_newest_day_is_none_that_is_still_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "today", lambda: date(2021, 7, 2))
    coming, today, before = date(2031, 1, 1), date(2021, 7, 2), date(2021, 7, 1)
    assert newest_day(listing(coming, today, before, None)) == Newest(today, is_today=True)
    assert newest_day(listing(coming, before)) == Newest(before, is_today=False)
    assert newest_day(listing(coming, None)) is None
    assert newest_day(listing()) is None
