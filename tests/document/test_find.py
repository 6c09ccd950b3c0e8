"""Finding in the text of documents."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import Document, build
from reader.document.blocks import Cell, Code, Paragraph, Rule, Span, Table
from reader.document.find import MOST, Finder, Match, pattern_of
from reader.text import fold, graphemes


def document(*texts: str) -> Document:
    return Document(tuple(Paragraph((Span(text),)) for text in texts))


def found(text: str, needle: str) -> list[str]:
    """What is found in a text of one block."""
    return [text[match.start : match.stop] for match in Finder([document(text)]).find(needle)]


def test_matches_come_in_reading_order_over_parts_and_blocks() -> None:
    parts = [
        document("渡口", "无"),
        Document((Rule(), Paragraph((Span("过渡"), Span("口，渡口"))), Code((Span("渡口"),)))),
    ]
    assert Finder(parts).find("渡口") == [
        Match(0, 0, 0, 2),
        Match(1, 1, 1, 3),
        Match(1, 1, 4, 6),
        Match(1, 2, 0, 2),
    ]


@pytest.mark.parametrize("needle", ["", " ", "\t\n", "\u3000", "\u0301"])
def test_nothing_is_found_of_nothing(needle: str) -> None:
    assert found("a b\n\n\tc\u3000d", needle) == []


@pytest.mark.parametrize(
    ("text", "needle", "matches"),
    [
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Ｐｙｔｈｏｎ python", "PYTHON", ["Ｐｙｔｈｏｎ", "python"]),
        ("Café cafe\u0301 CAFE", "café", ["Café", "cafe\u0301", "CAFE"]),
        ("你好，世界", "好,世", ["好，世"]),
        ("10㎡ 的", "m2", ["㎡"]),
        ("10㎡ 的", "m", ["㎡"]),
        ("ｶﾞｿﾘﾝ ガソリン", "ガ", ["ｶﾞ", "ガ"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("aaa", "aa", ["aa"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("[x](y) \\d+", "](", ["]("]),
        ("[x](y) \\d+", "\\d+", ["\\d+"]),
    ],
)
def test_case_width_and_accents_make_no_difference(text: str, needle: str, matches: list[str]) -> None:
    assert found(text, needle) == matches


@pytest.mark.parametrize(
    ("text", "needle", "matches"),
    [
        ("one two\nthree", "two three", ["two\nthree"]),
        ("one \u3000 two", "one two", ["one \u3000 two"]),
        ("one two", "one  \n two", ["one two"]),
        ("onetwo", "one two", []),
        ("one\ntwo", "onetwo", []),
        ("渡口\n没有 \n  船", "渡口没有船", ["渡口\n没有 \n  船"]),
        ("渡口\n没有", "渡口 没有", ["渡口\n没有"]),
        ("渡口没有", "渡口 没有", []),
        ("渡口，\n没有", "口，没", ["口，\n没"]),
        ("渡口 没有", "渡口没有", []),
        ("用\nPython", "用python", []),
        ("한국\n사람", "한국사람", []),
        ("a cat sat", "cat ", ["cat "]),
        ("a cat", "cat ", ["cat"]),
        ("cat category", "cat ", ["cat "]),
        ("cat tomcat", " cat", ["cat"]),
    ],
)
def test_white_space_and_line_breaks(text: str, needle: str, matches: list[str]) -> None:
    assert found(text, needle) == matches


def test_a_match_is_whole_grapheme_clusters() -> None:
    family = "👨\u200d👩\u200d👧"
    assert found(f"x{family}y", "👩") == [family]
    assert found("각", "각") == ["각"]
    assert found("e\u20ddx", "e") == ["e\u20dd"]
    assert found(f"{family}{family}", "👧") == [family, family]
    assert found("❤\ufe0f!", "❤") == ["❤\ufe0f"]


def test_a_needle_goes_over_the_border_of_a_cell_only_as_white_space() -> None:
    rows = ((Cell((Span("甲乙"),)), Cell((Span("丙"),), 1)), (), (Cell((Span("丁\n戊 cat"),)),))
    table = Table(rows)
    finder = Finder([Document((table,))])

    def texts(needle: str) -> list[str]:
        return [table.text[match.start : match.stop] for match in finder.find(needle)]

    assert texts("乙丙") == []
    assert texts("乙 丙") == ["乙\t丙"]
    assert texts("丙丁") == []
    assert texts("丙 丁") == ["丙\n\n丁"]
    assert texts("丁戊") == ["丁\n戊"]
    assert texts("cat") == ["cat"]


def test_the_same_finder_answers_again() -> None:
    finder = Finder([document("一二三一")])
    assert finder.find("一") == finder.find("一") == [Match(0, 0, 0, 1), Match(0, 0, 3, 4)]
    assert finder.find("四") == []


def test_so_many_matches_are_given_and_no_more() -> None:
    assert len(Finder([document("的" * 6_000, "的é" * 6_000)]).find("的")) == MOST


def test_hostile_text_takes_no_time() -> None:
    blanks = Finder([document(" " * 200_000 + "中" + " " * 200_000, "中\n" * 100_000, "\u0301" * 100_000)])
    started = time.thread_time()
    for needle in (" x", "x ", "中 x", "中中中x", " 中 x", "a\u0301" * 1_000):
        blanks.find(needle)
    assert time.thread_time() - started < 2


texts = st.text(st.sampled_from("aAbé\u0301\u0308中文，。 \n\u3000㎡ｶﾞ각👩\u200d\ufe0f한1"), max_size=24)


@given(text=texts, needle=texts)
@settings(max_examples=400)
def test_what_is_found_is_the_needle_and_whole_clusters_without_overlap(text: str, needle: str) -> None:
    # Rich takes a newline for a part of the cluster before it.
    borders = {
        0,
        *(stop for _, stop, _ in graphemes(text)),
        *(at for at, char in enumerate(text) if char == "\n"),
    }
    before = 0
    for match in Finder([document(text)]).find(needle):
        assert before <= match.start < match.stop <= len(text)
        assert {match.start, match.stop} <= borders or text[0] in "\u200d\ufe0f"
        before = match.stop
        bare = re.sub(r"\s+", "", fold(text[match.start : match.stop]))
        assert re.sub(r"\s+", "", fold(needle)) in bare


@given(before=texts, needle=st.text(st.sampled_from("abé中文1，"), min_size=1, max_size=5), after=texts)
def test_what_stands_in_a_text_is_found(before: str, needle: str, after: str) -> None:
    assert Finder([document(f"{before} {needle} {after}")]).find(needle)


def test_the_text_of_a_built_body_is_found_across_spans() -> None:
    body = build("<p>今天<b>渡</b><i>口</i>没有<br>船</p>", "html")
    assert [match[2:] for match in Finder([body]).find("渡口没有船")] == [(2, 8)]


def test_a_finder_that_was_prepared_finds_the_same() -> None:
    documents = (build("<p>灯塔与Ｌｉｇｈｔ</p>", "html"),)
    ready = Finder(documents)
    ready.prepare()
    ready.prepare()
    assert ready.find("light") == Finder(documents).find("light") != []


def test_patterns_are_found_together_in_reading_order_and_apart() -> None:
    finder = Finder([document("灯塔和港口，港口灯塔站")])
    matches = finder.find_all([pattern_of("灯塔站"), pattern_of("灯塔"), pattern_of("港口")])
    assert [(match.start, match.stop) for match in matches] == [(0, 2), (3, 5), (6, 8), (8, 11)]
