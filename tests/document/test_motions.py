"""Ways through a text: where one can stand, and where each move leads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Reading
from reader.document import Document, build
from reader.document.blocks import Image, Rule
from reader.document.galley import Galley, Place
from reader.document.motions import Motions
from tests.document.test_galley import BODY, HEAD, galley
from tests.document.test_nothing_lost import pages

NEWS = build(
    "<p>利率到了百分之三。“涨不动了！”他说，the well-known bank agreed.<br>渔业债券今日上市</p><hr>"
    "<p>3.14 is no end. 是吗？</p>",
    "html",
)


def moved(name: str, text: str, *, width: int = 40) -> str:
    """The rest of the block, a few characters of it, from where a move leads that begins at ``text`` in NEWS."""
    made = galley(width, NEWS)
    block = next(at for at, block in enumerate(NEWS.blocks) if text in block.text)
    move: Callable[[Place], Place] = getattr(Motions(made), name)
    place = move(Place(0, block, NEWS.blocks[block].text.index(text)))
    return made.block(place).text[place.offset : place.offset + 4]


@pytest.mark.parametrize(
    ("name", "start", "there"),
    [
        ("forward", "利率", "率到了百"),
        ("backward", "率到", "利率到了"),
        ("forward", "agreed", "greed"[:4]),
        ("forward", ".\n渔", "渔业债券"),
        ("backward", "渔业", ".\n渔业"),
        ("forward", "市", "3.14"),
        ("backward", "3.14", "市"),
        ("backward", "利率", "利率到了"),
        ("next_word", "利率", "涨不动了"),
        ("next_word", "the", "well"),
        ("next_word", "well-known", "bank"),
        ("next_word", "渔业", "3.14"),
        ("next_word", "是吗", "？"),
        ("word_before", "率到", "利率到了"),
        ("word_before", "bank", "well"),
        ("word_before", "3.14", "渔业债券"),
        ("word_before", "利率", "利率到了"),
        ("word_end", "利率", "三。“涨"),
        ("word_end", "三。", "了！”他"),
        ("word_end", "市", "4 is"),
        ("sentence_end", "利率", "。“涨不"),
        ("sentence_end", "。“", "”他说，"),
        ("sentence_end", "他说", ".\n渔业"),
        ("sentence_end", "渔业", "市"),
        ("sentence_end", "3.14", ". 是吗"),
        ("sentence_end", "？", "？"),
        ("sentence_start", "了！", "“涨不动"),
        ("sentence_start", "“涨", "利率到了"),
        ("sentence_start", "是吗", "3.14"),
        ("sentence_start", "吗", "是吗？"),
        ("sentence_start", "业债", "渔业债券"),
        ("sentence_start", "3.14", "渔业债券"),
        ("block_end", "利率", "市"),
        ("block_end", "市", "？"),
        ("block_end", "？", "？"),
        ("block_start", "率到", "利率到了"),
        ("block_start", "3.14", "利率到了"),
        ("block_start", "利率", "利率到了"),
    ],
)
def test_where_a_move_leads(name: str, start: str, there: str) -> None:
    assert moved(name, start) == there


def test_lines_are_those_on_the_screen_and_the_column_is_kept() -> None:
    made = galley(20)
    motions = Motions(made)
    start = motions.stand(Place(1, 0, 2))
    assert start is not None
    cell = motions.cell(start)
    assert cell == 4
    below = motions.lines(start, 1, cell)
    assert made.block(below).text[below.offset] == "辰", "the third of the second line"
    assert motions.lines(below, -1, cell) == start
    assert made.block(motions.line_end(start)).text[motions.line_end(start).offset] == "月"
    assert motions.line_start(below) == Place(1, 0, 10)


def test_beyond_the_first_and_the_last_line_one_stays() -> None:
    motions = Motions(galley(20))
    first, last = Place(0, 0, 0), motions.end()
    assert last is not None
    assert motions.lines(first, -5, 0) == first
    assert motions.lines(last, 5, 0) == last
    assert motions.lines(first, 999, 0).block == last.block


def test_blanks_that_a_line_ends_with_are_stepped_over() -> None:
    made = Galley([build("<p>aaaa bbbb cccc</p>", "html")], 9, Reading())
    made.extend(9)
    assert [line.text.rstrip() for line in made.lines] == ["aaaa bbbb", "cccc"]
    motions = Motions(made)
    assert motions.forward(Place(0, 0, 8)) == Place(0, 0, 10)
    assert motions.backward(Place(0, 0, 10)) == Place(0, 0, 8)
    assert motions.forward(Place(0, 0, 3)) == Place(0, 0, 4), "a blank that is shown"


def test_clusters_are_not_torn() -> None:
    motions = Motions(galley(20, build("<p>a👨‍👩‍👧e\u0301z</p>", "html")))
    places = [Place(0, 0, 0)]
    for _ in range(3):
        places.append(motions.forward(places[-1]))
    assert [place.offset for place in places] == [0, 1, 6, 8]
    assert motions.backward(places[3]) == places[2]
    assert motions.after(places[1]) == places[2]


def test_the_cells_of_a_table_follow_on_each_other() -> None:
    made = galley()
    motions = Motions(made)
    table = next(at for at, block in enumerate(BODY.blocks) if "闰" in block.text)
    assert motions.forward(Place(1, table, 0)) == Place(1, table, 2), "over the tab"
    assert motions.forward(Place(1, table, 2)) == Place(1, table, 4), "over the line break"


def test_without_any_text_there_is_nowhere_to_stand() -> None:
    motions = Motions(galley(20, Document((Rule(), Image((), "a.png")))))
    assert motions.stand(Place(0, 0, 0)) is None
    assert motions.end() is None


MOVES = [
    *("forward", "backward", "line_start", "line_end", "next_word", "word_before", "word_end"),
    *("sentence_end", "sentence_start", "block_end", "block_start", "beginning"),
]
BACK = {"backward", "line_start", "word_before", "sentence_start", "block_start", "beginning"}


@given(pages, st.integers(4, 40), st.integers(0, 30), st.integers(0, 90))
def test_one_always_stands_on_a_character_and_goes_where_one_means_to(
    html: str, width: int, block: int, offset: int
) -> None:
    made = galley(width, HEAD, build(html, "html"))
    motions = Motions(made)
    body = made.documents[1]
    where = Place(1, min(block, len(body.blocks) - 1), 0) if body.blocks else Place(0, 0, 0)
    place = motions.stand(where._replace(offset=min(offset, len(made.block(where).text))))
    assert place is not None
    for name in MOVES:
        found: Place = getattr(motions, name)(place)
        assert motions.stand(found) == found, name
        assert found <= place if name in BACK else found >= place, name
    for count in (-1, 1):
        found = motions.lines(place, count, motions.cell(place))
        assert motions.stand(found) == found
    assert motions.after(place) > place


@given(pages, st.integers(4, 40))
def test_every_character_is_reached_from_the_first_and_from_the_last(html: str, width: int) -> None:
    made = galley(width, HEAD, build(html, "html"))
    motions = Motions(made)
    last, place = motions.end(), Place(0, 0, 0)
    seen = [place]
    while (following := motions.forward(place)) != place:
        place = following
        seen.append(place)
    assert place == last
    back = [place]
    while (before := motions.backward(place)) != place:
        place = before
        back.append(place)
    assert back == seen[::-1]
    letters = sum(
        not char.isspace() for part in made.documents for block in part.blocks for char in block.text
    )
    assert (
        sum(
            not char.isspace()
            for each in seen
            for char in made.block(each).text[each.offset : motions.after(each).offset]
        )
        == letters
    )
