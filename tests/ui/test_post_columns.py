"""The columns of a list of posts: none wider than the pane, all in one line down the list, nothing that depends on a post."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.style import Style

from reader.ambiguous import set_ambiguous
from reader.model import Moment, Post, PostId
from reader.text import cell_len
from reader.ui.glances import Glance
from reader.ui.kept import NOTHING
from reader.ui.widgets.post_columns import DAY, TIME, Columns, columns_for, put
from reader.ui.widgets.post_rows import PostRows

TEXTS = st.text(st.sampled_from("ab 港口，。ée\u0301👩\u200d🚀…－ｊ"), max_size=60)
WIDTHS = st.integers(10, 240)
WHEN = st.sampled_from([TIME, DAY])


@pytest.fixture(autouse=True)
def narrow() -> Iterator[None]:
    """Widths are those of the whole process."""
    yield
    set_ambiguous(wide=False)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    """A post of which anything may be missing, and as long as it likes."""
    return Post(
        PostId("0" * 16),
        "a.md",
        draw(TEXTS.filter(bool)),
        draw(st.none() | st.builds(Moment, st.integers(0, 1 << 31), st.none(), st.booleans())),
        tuple(draw(st.lists(TEXTS.filter(bool), max_size=2))),
        tuple(draw(st.lists(st.tuples(TEXTS.filter(bool)), max_size=1))),
    )


def plain(_: str) -> Style:
    return Style()


def row(post: Post, width: int, glance: Glance | None = None, **how: bool) -> list[tuple[int, str]]:
    """The parts of a post's row of a place: the cell where each begins, and its text."""
    rows = PostRows(plain)
    segments = rows.of_place(post, 0, 1, width, glance, is_read=how["read"], under_day=how["under_day"])
    texts = [segment.text for segment in segments]
    return list(zip(accumulate(map(cell_len, texts), initial=0), texts, strict=False))


@given(WIDTHS, WHEN, st.booleans())
def test_columns_fill_the_pane_and_never_more(width: int, when: int, source: bool) -> None:
    cells = columns_for(width, when, source=source)
    assert cells.width == max(width, cells.signs + 1)
    assert min(cells) >= 0


@given(WIDTHS, WHEN)
def test_the_title_has_room_before_anything_else(width: int, when: int) -> None:
    cells = columns_for(width, when)
    assert cells.title >= min(20, width - cells.signs - 1)


@given(WHEN)
def test_with_less_room_the_source_goes_first_then_the_time(when: int) -> None:
    shown = [columns_for(width, when) for width in range(160, 9, -1)]
    told = ["".join("x" if cells else " " for cells in each[1:]) for each in shown]
    assert list(dict.fromkeys(told)) == ["xxxxx", "xx xx", "xx x ", "xx   ", " x   "]


@given(posts(), posts(), WIDTHS, st.booleans(), st.booleans())
def test_columns_stand_in_one_line_whatever_the_posts(
    one: Post,
    other: Post,
    width: int,
    read: bool,
    under_day: bool,
) -> None:
    glance = Glance("x", 12)
    first = row(one, width, glance, read=read, under_day=under_day)
    second = row(other, width, None, read=not read, under_day=under_day)
    assert [at for at, _ in first] == [at for at, _ in second]
    at, last = first[-1]
    assert at + cell_len(last) <= max(width, 4)


@given(TEXTS, st.integers(0, 30), st.booleans())
@example("\u200da", 0, False)
def test_a_text_takes_just_the_cells_it_is_given(text: str, cells: int, right: bool) -> None:
    shown = put(text, cells, right=right)
    assert cell_len(shown) == cells
    assert shown.strip().rstrip("…").strip() in text


def test_what_the_columns_hold() -> None:
    post = Post(
        PostId("0" * 16),
        "a.md",
        "码头银行上调存款利率",
        Moment(0),
        ("渡口日报",),
        (("金融", "望潮财经", "快讯"),),
    )
    parts = [text.strip() for _, text in row(post, 120, Glance("…", 3), read=False, under_day=True)]
    assert parts[0] == "•"
    assert parts[2:] == [parts[2], "码头银行上调存款利率", "快讯", "渡口日报", "3 min", ""]


def test_the_signs_take_their_room_where_they_are_wide() -> None:
    post = Post(PostId("0" * 16), "a.md", "Tide")
    rows = PostRows(plain)
    rows.kept = NOTHING._replace(highlights={post.id: []})
    assert columns_for(60, TIME) == Columns(3, 6, 38, 0, 10, 0)
    set_ambiguous(wide=True)
    assert columns_for(60, TIME).signs == 5
    segments = rows.of_place(post, 0, 1, 60, None, is_read=False, under_day=True)
    assert sum(cell_len(segment.text) for segment in segments) == 60


@given(posts(), WIDTHS, st.none() | st.builds(Glance, TEXTS, st.integers(0, 99)))
def test_the_second_row_fits_too_and_begins_below_the_title(
    post: Post, width: int, glance: Glance | None
) -> None:
    lead, text = PostRows(plain).of_place(post, 1, 2, width, glance, is_read=False, under_day=True)
    cells = columns_for(width, TIME, source=False)
    assert len(lead.text) == cells.signs + cells.when
    assert cell_len(text.text) <= max(0, width - len(lead.text) - 1)
