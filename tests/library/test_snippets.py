"""The passage of a text that shows why it was found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.marking import exact_spans, needles
from reader.library.query import parse
from reader.library.snippets import SIZE, snippet
from reader.text import cell_len, clean, fold
from tests.library.mixed import PIECES
from tests.library.test_marking import ODD

WORDS = st.lists(st.sampled_from([*PIECES, "市场", "e", "m2", "the"]), max_size=4).map(" ".join)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *PIECES,
                *ODD,
                "市场",
                "。",
                "\n",
                "\n\n",
                " ",
                "the market ",
                "一些别的话，",
                "lorem ipsum dolor " * 4,
                "说来话长" * 12,
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=60,
).map("".join)


def passage(text: str, asked: str, size: int = SIZE) -> tuple[str, list[str]]:
    """A snippet, and what is marked in it."""
    shown, marks = snippet(text, needles(parse(asked).tree), size)
    return shown, [shown[slice(*mark)] for mark in marks]


@given(TEXTS, WORDS, st.sampled_from([20, 80, SIZE]))
@example("科创板" * 100, "科创板", 20)
@example("a" * 1_000, "a", 20)
@example("  \n ", "科", 20)
def test_a_snippet_is_one_line_of_the_text_with_marks_inside(text: str, asked: str, size: int) -> None:
    wanted = needles(parse(asked).tree)
    shown, marks = snippet(text, wanted, size)
    assert len(shown.splitlines()) <= 1
    assert shown == shown.strip()
    # Marked or not, it is a piece of the text, and a cut is shown.
    plain = "".join(" " if char.isspace() else char for char in text.strip())
    inner = shown.removeprefix("…").removesuffix("…")
    assert inner in plain
    assert shown == plain or shown[:1] == "…" or shown[-1:] == "…"
    assert plain.startswith(inner) or shown.startswith("…")
    assert plain.endswith(inner) or shown.endswith("…")
    assert all(0 <= start < stop <= len(shown) for start, stop in marks)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))


@given(TEXTS, WORDS)
def test_what_a_text_has_is_marked_in_its_snippet(text: str, asked: str) -> None:
    wanted = needles(parse(asked).tree)
    folded = fold(text)
    there = [needle for needle in wanted if exact_spans(folded, needle, 1)]
    shown, marks = snippet(text, wanted)
    assert bool(marks) == bool(there)
    assert all(
        any(needle.pattern.search(fold(shown[start:stop])) for needle in there) for start, stop in marks
    )


@given(TEXTS, WORDS, st.sampled_from([40, SIZE]))
def test_a_snippet_is_not_much_wider_than_it_may_be(text: str, asked: str, size: int) -> None:
    shown, _ = snippet(clean(text), needles(parse(asked).tree), size)
    assert cell_len(shown) <= 1.25 * size + 20


@given(st.text(), WORDS)
def test_nothing_that_was_cleaned_away_comes_back(text: str, asked: str) -> None:
    shown, _ = snippet(clean(text), needles(parse(asked).tree))
    assert clean(shown) == shown


FILL = "这里讲的是一些完全不同的事情。"


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        (FILL * 30 + "末尾说到科创板。" + FILL * 30, "科创板", ["科创板"]),
        (FILL * 30 + "上交所与科创板。" + FILL * 30, "科创板 上交所", ["上交所", "科创板"]),
        ("科创板。" + FILL * 30 + "上交所的科创板。" + FILL * 9, "科创板 上交所", ["上交所", "科创板"]),
        ("科创板。" + FILL * 30 + "科创板和科创板。" + FILL * 9, "科创板", ["科创板", "科创板"]),
        ("科创板。" * 300 + FILL * 30 + "上交所的科创板。" + FILL * 9, "科创板 上交所", ["上交所", "科创板"]),
        (FILL * 30 + "上交所" + "一" * 60 + "科创板。" + FILL * 9, "科创板 上交所", ["上交所", "科创板"]),
        (FILL * 30 + "上交所" + "一二，" * 22 + "科创板。" + FILL * 9, "科创板 上交所", ["上交所", "科创板"]),
        (FILL * 30, "科创板", []),
        (FILL + "科创板", "title:科创板", []),
        (FILL + "科创板", "-科创板 这里", ["这里"]),
        ("word " * 300 + "needle in hay " + "word " * 300, "needle hay", ["needle", "hay"]),
        ("面积是50㎡的房。", "50m2", ["50㎡"]),
        ("x" * 9_000 + " 科创板", "科创板", ["科创板"]),
    ],
    ids=range(13),
)
def test_the_best_passage(text: str, asked: str, marked: list[str]) -> None:
    assert passage(text, asked)[1] == marked


def test_a_rare_word_is_shown_rather_than_many_of_a_common_one() -> None:
    assert "科创板" in passage("的" * 400 + "，科创板" + FILL, "的 科创板")[1]


def test_a_word_on_the_border_of_two_pieces_of_a_long_text_is_found() -> None:
    for before in range(7_990, 8_010):
        assert passage("一" * before + "科创板" + "二" * 500, "科创板")[1] == ["科创板"]


def test_a_passage_begins_with_a_sentence_where_one_begins_nearby() -> None:
    shown, _ = passage(FILL * 30 + "据说上交所的科创板开市了。" + FILL * 30, "科创板")
    assert shown.startswith("…据说上交所的科创板")


def test_a_passage_does_not_begin_with_a_sign() -> None:
    shown, marked = passage("说来话长，" * 40 + "又及：科创板上的事，" + "说来话长，" * 40, "科创板")
    assert marked == ["科创板"]
    assert shown[0] == "…"
    assert shown[1].isalnum()


def test_a_latin_word_is_not_cut_at_the_beginning() -> None:
    shown, _ = passage("alpha beta gamma delta " * 100 + "needle " + "epsilon " * 100, "needle")
    assert shown.removeprefix("…").split()[0] in {"alpha", "beta", "gamma", "delta"}


def test_at_the_end_of_a_text_no_room_is_wasted() -> None:
    shown, marked = passage(FILL * 30 + "末句有科创板。", "科创板")
    assert marked == ["科创板"]
    assert shown.startswith("…这里讲的是")
    assert SIZE / 2 < cell_len(shown) <= SIZE + 2


def test_the_beginning_is_shown_where_nothing_is_found() -> None:
    shown, marks = passage("开头。" + FILL * 30, "科创板")
    assert shown.startswith("开头。")
    assert shown.endswith("…")
    assert marks == []


def test_a_short_text_is_shown_whole() -> None:
    assert passage("一句话。\n 又一句科创板。", "科创板") == ("一句话。  又一句科创板。", ["科创板"])
    assert passage("", "科创板") == ("", [])


@pytest.mark.parametrize("piece", ["科", "a", "科 ", "a ", "。", "科创板上", "\n"])
def test_ten_megabytes_give_a_passage_like_any_text(piece: str) -> None:
    text = piece * (10_000_000 // len(piece.encode()))
    shown, marks = snippet(text, needles(parse("科 a 上交所").tree))
    assert cell_len(shown) <= 2 * SIZE  # what looks at all of it for each mark takes longer than a test may
    assert all(start < stop for start, stop in marks)
