"""What results are drawn of: rows and positions, lines with marks, bars over time, what is fetched again."""

from __future__ import annotations

from array import array
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from rich.style import Style

from reader.library.facets import MonthCount
from reader.library.found import Found
from reader.library.query import parse
from reader.model import Hit, Post, PostId
from reader.text import cell_len, graphemes
from reader.ui.widgets.arrangement import Arrangement
from reader.ui.widgets.marked import Marked, fitted, harmless, marked_segments, parted
from reader.ui.widgets.results import Results, height_for
from reader.ui.widgets.timeline import HEIGHT, Timeline

PLAIN, LIT = Style(color="red"), Style(color="green")

TEXTS = st.text(st.sampled_from("ab 港口，。ée\u0301👩\u200d🚀…－ｊ"), max_size=60)


@st.composite
def marked_lines(draw: st.DrawFn) -> Marked:
    """Text with marks in order and apart."""
    text = draw(TEXTS)
    ends = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True))
    edges = sorted(ends)
    return Marked(text, tuple(zip(edges[::2], edges[1::2], strict=False)))


@given(st.integers(0, 40), st.integers(1, 4), st.lists(st.integers(0, 39), max_size=6))
def test_every_row_is_a_heading_or_of_one_item(items: int, height: int, headed: list[int]) -> None:
    headed = sorted(position for position in headed if position < items)
    arrangement = Arrangement(items, height, headed)
    rows = []
    for position in range(items):
        rows += ["heading"] * headed.count(position) + [str(position)] * height
    assert arrangement.rows == len(rows)
    for row, what in enumerate(rows):
        assert (arrangement.heading_at(row) is not None) == (what == "heading")
        if what != "heading":
            assert arrangement.position_of(row) == int(what)
            assert arrangement.row_of(int(what)) == rows.index(what)


@given(marked_lines(), st.integers(0, 40))
def test_a_line_fits_and_its_first_mark_is_in_view(line: Marked, width: int) -> None:
    shown = fitted(line, width)
    assert cell_len(shown.text) <= width
    assert all(0 <= start < stop <= len(shown.text) for start, stop in shown.marks)
    if line.marks and width >= 12 and cell_len(line.text[slice(*line.marks[0])]) <= 4:
        first = shown.text[slice(*shown.marks[0])]
        assert line.text[slice(*line.marks[0])].startswith(first)
        assert first


@given(marked_lines(), st.integers(1, 30))
@example(Marked("\u200d。", ((0, 1),)), 1)
def test_no_style_changes_inside_a_character(line: Marked, width: int) -> None:
    segments = marked_segments(line, width, PLAIN, LIT)
    text = "".join(segment.text for segment in segments)
    edges = {start for start, _, _ in graphemes(text)} | {len(text)}
    at = 0
    for segment in segments:
        assert at in edges
        at += len(segment.text)
    assert sum(cell_len(segment.text) for segment in segments) <= width


@given(marked_lines(), st.integers(4, 30), st.integers(1, 3))
@example(Marked("。。 "), 4, 2)
def test_a_passage_is_parted_without_loss_but_at_its_end(line: Marked, width: int, lines: int) -> None:
    parts = parted(line, width, lines)
    assert len(parts) == lines
    assert all(cell_len(part.text) <= width for part in parts)
    letters = line.text.replace(" ", "")  # a blank at which a line is broken is not shown
    whole = "".join(part.text for part in parts[:-1]).replace(" ", "")
    assert letters.startswith(whole)
    if "…" not in parts[-1].text:
        assert whole + parts[-1].text.replace(" ", "") == letters


def test_no_line_of_a_passage_begins_with_a_closing_sign() -> None:
    first, second = parted(Marked("潮水涨了，船来了"), 8, 2)
    assert (first.text, second.text) == ("潮水涨", "了，船…")


def test_what_could_drive_a_terminal_stays_in_its_place_harmless() -> None:
    assert harmless(Marked("a\x1b[0m\tb\u202ec", ((7, 8),))) == Marked("a�[0m b�c", ((7, 8),))


def test_a_timeline_has_a_bar_for_every_month_with_posts() -> None:
    months = [MonthCount(date(2019, 1, 1), 1), MonthCount(date(2020, 4, 1), 100)]
    *bars, scale = Timeline(months).lines(16)
    assert len(bars) == HEIGHT
    assert bars[0] == " " * 15 + "█"
    assert bars[-1] == "▁" + " " * 14 + "█"
    assert scale == "2019-01  2020-04"


def test_a_place_on_the_timeline_is_a_condition() -> None:
    timeline = Timeline([MonthCount(date(2011, 1, 1), 3), MonthCount(date(2020, 12, 1), 3)])
    assert timeline.clause_at(0, 40) == "date:2011-01..2011-03"
    assert timeline.clause_at(20, 40) == ""
    assert timeline.clause_at(39, 40) == "date:2020-10..2020-12"
    assert timeline.clause_at(40, 40) == ""
    assert Timeline([MonthCount(date(2020, 12, 1), 3)]).clause_at(7, 40) == "date:2020-12"
    assert Timeline(()).lines(40) == [""] * (HEIGHT + 1)


def test_results_are_higher_where_there_is_room() -> None:
    assert [height_for(rows, 52) for rows in (42, 30, 17, 9, 5)] == [4, 3, 2, 2, 1]
    assert height_for(42, 30) == 1


def _hit(name: str, snippet: str = "") -> Hit:
    return Hit(
        Post(PostId(name), f"{name}.md", name), snippet=snippet, snippet_marks=((0, 1),) if snippet else ()
    )


def test_a_passage_stays_until_the_next_one_is_there() -> None:
    found = Found(parse("a"), "relevance", array("I", [1, 2]), array("q", [0, 0]), bytes(2), total=2, exact=2)
    before = Results(found)
    before.put([_hit("one", "old")], range(1))
    results = Results(found, before=before)
    results.put([_hit("one"), _hit("two")])
    assert results.hits[PostId("one")].snippet == "old"
    assert results.lacking(range(2))
    results.put([_hit("one"), _hit("two", "new")], range(2))
    assert [results.hits[PostId(name)].snippet for name in ("one", "two")] == ["", "new"]
    assert not results.lacking(range(2))


def test_a_heading_stands_above_each_kind_that_is_near() -> None:
    kinds = bytes([0, 0, 1, 3, 3])
    found = Found(
        parse("a"), "relevance", array("I", range(5)), array("q", range(5)), kinds, total=5, exact=2
    )
    headings = Results(found, ["a hint"]).headings
    assert [position for position, _ in headings] == [0, 2, 3]
    assert headings[0] == (0, "a hint")
    assert "pinyin" in headings[1][1]
