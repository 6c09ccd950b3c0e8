"""The text of an article in one piece, and back to its blocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import build
from reader.document.blocks import Code, Document, Heading, Paragraph, Rule, Span
from reader.document.wording import Span as Piece
from reader.document.wording import Wording

TEXTS = st.lists(st.text(alphabet="雾a \n", max_size=6), max_size=6)


def document(texts: list[str]) -> Document:
    kinds = (Paragraph, Heading, Code)
    return Document(tuple(kinds[place % 3]((Span(text),)) for place, text in enumerate(texts)))


def test_what_a_passage_is_and_what_stands_around_it() -> None:
    wording = Wording(document(["海上有雾", "渡轮停航", "完"]))
    assert wording.text == "海上有雾\n渡轮停航\n完"
    start, stop = wording.at(0, 2), wording.at(1, 2)
    assert wording.around(start, stop, 3) == ("海上", "有雾\n渡轮", "停航\n")
    assert wording.spans(start, stop) == [Piece(0, 2, 4), Piece(1, 0, 2)]


def test_a_table_and_a_rule_have_their_places_too() -> None:
    body = "<p>a</p><hr><table><tr><td>b</td><td>c</td></tr><tr><td>d</td></tr></table><p>e</p>"
    built = build(body, "html")
    wording = Wording(built)
    assert isinstance(built.blocks[1], Rule)
    assert wording.text[wording.at(2, 0) : wording.at(2, 3)] == "b\tc"
    assert wording.spans(wording.at(1, 0), wording.at(3, 1))[-1] == Piece(3, 0, 1)


def test_nothing_has_no_place() -> None:
    wording = Wording(document([]))
    assert (wording.text, wording.at(3, 4), wording.spans(0, 9)) == ("", 0, [])


@given(TEXTS, st.integers(-2, 8), st.integers(-2, 9))
def test_a_place_that_is_not_there_is_the_nearest_one(texts: list[str], block: int, offset: int) -> None:
    assert 0 <= Wording(document(texts)).at(block, offset) <= len("\n".join(texts))


@given(TEXTS, st.data())
def test_the_pieces_of_a_passage_are_the_passage(texts: list[str], data: st.DataObject) -> None:
    wording = Wording(document(texts))
    start = data.draw(st.integers(0, len(wording.text)))
    stop = data.draw(st.integers(start, len(wording.text)))
    pieces = wording.spans(start, stop)
    joined = "".join(texts[block][first:last] for block, first, last in pieces)
    passage = wording.text[start:stop]
    assert joined.replace("\n", "") == passage.replace("\n", "")
    for block, first, last in pieces:
        assert texts[block][first:last] == wording.text[wording.at(block, first) : wording.at(block, last)]
