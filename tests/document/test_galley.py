"""The galley: places survive another width, text comes out as it was written, pictures get their room."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reader.config import Reading
from reader.document import Document, build
from reader.document.blocks import Image, Paragraph, Span
from reader.document.galley import Galley, Place, Point
from tests.document.test_nothing_lost import pages

HEAD = Document((Paragraph((Span("题目"),)),))
BODY = build(
    "<p>天地玄黄宇宙洪荒日月盈昃辰宿列张</p><ol><li>寒来</li><li>暑往</li></ol><blockquote>秋收冬藏</blockquote>"
    "<table><tr><th>闰</th><th>余</th></tr><tr><td>成岁律吕调阳</td><td>云腾</td></tr></table><pre>致雨  露\n结</pre>",
    "html",
)


def galley(width: int = 20, *documents: Document, rows: int = 0) -> Galley:
    made = Galley(documents or (HEAD, BODY), width, Reading(), lambda _: rows)
    made.extend(1 << 60)
    return made


def point(made: Galley, text: str, *, after: bool = False) -> Point:
    """Where ``text`` is on the lines, or where it ends."""
    for number, line in enumerate(made.lines):
        if text in line.text:
            return Point(number, line.text.index(text) + (len(text) if after else 0))
    raise AssertionError(text)


def test_documents_follow_each_other_parted_by_a_blank_line() -> None:
    made = galley()
    assert [line.text for line in made.lines[:3]] == ["题目", "", "天地玄黄宇宙洪荒日月"]
    assert [place.part for place in made.places[:3]] == [0, 1, 1]
    assert made.complete


def test_only_what_is_asked_for_is_laid_out() -> None:
    made = Galley((HEAD, BODY), 20, Reading())
    made.extend(2)
    assert len(made.lines) == 2
    assert not made.complete
    assert made.line_of(Place(1, 4, 0)) > 2


def test_a_selection_has_no_line_breaks_borders_or_bars_of_ours() -> None:
    made = galley()
    assert made.text(point(made, "玄黄"), point(made, "昃辰", after=True)) == "玄黄宇宙洪荒日月盈昃辰"
    assert made.text(point(made, "冬藏"), point(made, "冬藏", after=True)) == "冬藏"
    assert made.text(point(made, "成岁"), point(made, "云腾", after=True)) == "成岁律吕调阳\t云腾"


def test_a_selection_keeps_paragraphs_the_numbers_of_lists_and_blanks_of_code() -> None:
    made = galley()
    text = made.text(point(made, "列张"), point(made, "结", after=True))
    assert text == "列张\n\n1. 寒来\n2. 暑往\n\n秋收冬藏\n\n闰\t余\n成岁律吕调阳\t云腾\n\n致雨  露\n结"


def test_a_selection_that_begins_on_a_decoration_begins_with_the_text_after_it() -> None:
    made = galley()
    bar = point(made, "▎")
    assert made.text(bar, point(made, "秋收", after=True)) == "秋收"


def test_a_cell_of_a_table_is_found_on_the_line_that_shows_it() -> None:
    made = galley(14)
    table = BODY.blocks[-2].text
    number = made.line_of(Place(1, len(BODY.blocks) - 2, table.index("调")))
    assert "调" in made.lines[number].text


def test_room_is_left_below_a_picture() -> None:
    body = build("<p>前</p><img src='/a.png' alt='图说'><p>后</p>", "html")
    made = galley(20, body, rows=3)
    assert [line.text for line in made.lines] == ["前", "", "▣ 图说", "", "", "", "", "后"]
    assert made.pictures == {3: ("/a.png", 0), 4: ("/a.png", 1), 5: ("/a.png", 2)}
    assert isinstance(made.block(made.places[4]), Image)


def test_room_is_left_below_a_picture_at_the_end_too() -> None:
    made = galley(20, build("<img src='/a.png'>", "html"), rows=2)
    assert len(made.lines) == 3


@given(pages, st.integers(4, 90), st.integers(4, 90))
def test_a_place_survives_every_width(html: str, width: int, other: int) -> None:
    document = build(html, "html")
    one, two = galley(width, document), galley(other, document)
    assert sorted(one.places) == one.places
    for number in range(0, len(one.places), 3):
        place = one.places[number]
        again = two.line_of(place)
        assert two.places[again][:2] == place[:2]
        assert two.places[again] <= place
        assert one.places[one.line_of(two.places[again])] <= place


@given(pages, st.integers(4, 90))
def test_everything_selected_is_everything_there_is(html: str, width: int) -> None:
    document = build(html, "html")
    made = galley(width, document)
    if made.lines:
        text = made.text(Point(0, 0), Point(len(made.lines) - 1, 1 << 30))
        assert not Counter("".join(document.text.split())) - Counter(text)


def test_the_names_of_columns_in_a_list_can_be_found_and_copied() -> None:
    head = "<tr><th>金额<br>（万元）</th><th>说明</th></tr>"
    body = build(f"<table>{head}<tr><td>一百二十三</td><td>水最高的时候船可以进港</td></tr></table>", "html")
    made = galley(12, body)
    text = body.text
    told = {
        run.at: run.text for line in made.lines for run in line.runs if run.at >= 0 and "dim" in run.styles
    }
    assert told[text.index("金额")] == "金额"
    assert all(text[at : at + len(words)] == words for at, words in told.items())


def test_the_host_of_a_picture_goes_below_a_caption_that_fills_the_line() -> None:
    body = build("<img src='https://i.example/a.png' alt='CD-Cover of the Harbour-Education'>", "html")
    assert [line.text for line in galley(20, body).lines] == [
        "▣ CD-Cover of the",
        "  Harbour-Education",
        "  i.example",
    ]


@given(pages, st.integers(4, 90), st.data())
def test_a_galley_that_begins_in_the_middle_has_the_same_lines(
    html: str, width: int, data: st.DataObject
) -> None:
    document = build(html, "html")
    whole = galley(width, document)
    if document.blocks:
        block = data.draw(st.integers(0, len(document.blocks) - 1))
        part = Galley((document,), width, Reading(), start=Place(0, block, 0))
        part.extend(1 << 60)
        assert part.lines == whole.lines[len(whole.lines) - len(part.lines) :]
        assert part.places[0].block == block
