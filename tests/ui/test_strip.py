"""The strip of time above a list, and the heading that stays in view while one scrolls."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.config import Config, Interface
from reader.library.timescale import Counts
from reader.text import cell_len
from reader.ui.widgets.strip import Looks, TimeStrip
from tests.ui.conftest import Reading, Start, write_post

LOOKS = Looks(Style(color="blue"), Style(color="red"), Style(dim=True))


def drawn(strip: TimeStrip, width: int, here: tuple[date, date] | None = None) -> list[str]:
    return [segment.text for segment in strip.draw(width, here, LOOKS)]


def test_bars_are_as_tall_as_there_are_posts_and_dates_stand_at_the_edges() -> None:
    strip = TimeStrip(Counts([(date(2021, month, 1), 2 * month) for month in (1, 2, 4)], by_month=True))
    left, before, here, after, right = drawn(strip, 48, (date(2021, 2, 3), date(2021, 2, 20)))
    assert (left, right) == (" 2021-01 ", " 2021-04 ")
    assert {*before} == {"▂"}
    assert {*here} == {"▄"}
    assert {*after} == {" ", "█"}
    assert abs(len(here) - 30 / 4) < 1


def test_a_few_posts_are_still_something() -> None:
    bars = "".join(
        drawn(TimeStrip(Counts([(date(2021, 1, 1), 1), (date(2021, 2, 1), 9_999)], by_month=True)), 30)
    )
    assert set(bars.strip()) == {"▁", "█"}


def test_there_is_none_of_one_bucket_of_nothing_and_in_a_narrow_list() -> None:
    assert TimeStrip(Counts(())).draw(80, None, LOOKS) == []
    assert TimeStrip(Counts([(date(2021, 1, 1), 50)])).draw(80, None, LOOKS) == []
    two = TimeStrip(Counts([(date(2021, 1, 1), 50), (date(2021, 1, 2), 50)]))
    assert two.draw(80, None, LOOKS)
    assert two.draw(23, None, LOOKS) == []


def test_the_linux_console_and_wide_blocks_get_plain_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    strip = TimeStrip(Counts([(date(2021, 1, 1), 1), (date(2021, 1, 2), 8)]))
    monkeypatch.setenv("TERM", "linux")
    assert set("".join(drawn(strip, 30)).strip()) == {".", "@"}


@given(
    counts=st.dictionaries(st.dates(), st.integers(1, 99), min_size=2, max_size=9).map(
        lambda counts: sorted(counts.items())
    ),
    width=st.integers(24, 140),
    data=st.data(),
)
def test_a_strip_is_as_wide_as_the_list_and_a_click_means_the_bar_that_is_there(
    counts: list[tuple[date, int]], width: int, data: st.DataObject
) -> None:
    strip = TimeStrip(Counts(counts))
    first, last = counts[0][0], counts[-1][0]
    scale = strip.scale(width)
    if scale is None:
        return
    assert sum(map(cell_len, drawn(strip, width, (first, last)))) == width
    column = data.draw(st.integers(0, width - 1))
    bucket = strip.bucket_at(column, width)
    assert bucket is not None
    begin, end = scale.dates(bucket)
    assert begin <= end
    left, *_ = drawn(strip, width)
    bars = width - 2 * len(left)
    if len(left) <= column < len(left) + bars:
        assert column - len(left) in scale.columns_of(bucket, bars)


# -- in the program -----------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Sixty posts of thirty days, two a day."""
    root = tmp_path / "archive"
    for number in range(60):
        day = date(2021, 6, 30) - timedelta(days=number // 2)
        written = f"{day:%a, %d %b %Y} {'09' if number % 2 else '10'}:00:00 GMT"
        write_post(root, f"金融/{number:02}.md", f"渡口消息 {number:02}", written, "<p>潮水。</p>")
    return root


def row(reading: Reading, number: int) -> str:
    """A row of the list, counted from below its border."""
    list_ = reading.screen.posts
    return reading.shown.splitlines()[list_.region.y + 1 + number][list_.region.x + 1 :][: list_.size.width]


async def test_the_strip_stands_above_the_list_and_its_heading_stays(start: Start) -> None:
    async with start(size=(240, 30)) as reading:
        assert row(reading, 0).startswith(" 2021-06-01 ")
        assert row(reading, 0).rstrip().endswith(" 2021-06-30")
        assert "2021-06-30" in row(reading, 1)
        await reading.press("pagedown")
        posts = reading.screen.posts
        top = posts.scroll_offset.y
        assert top > 0
        heading = row(reading, 1)
        number = posts.stuck(top)
        if number is not None:
            day = posts.listing.days[number].day
            assert f"{day}" in heading


@pytest.mark.parametrize("keys", [["k"], ["u"], ["pageup"], ["[", "d"], ["K"]])
async def test_the_cursor_is_never_below_the_heading(start: Start, keys: list[str]) -> None:
    async with start(size=(240, 30)) as reading:
        posts = reading.screen.posts
        await reading.press("G")
        for _ in range(40):
            await reading.pilot.press(*keys)
            await reading.pilot.pause()
            assert posts.cursor - posts.scroll_offset.y >= posts.covered(posts.scroll_offset.y)


@pytest.mark.parametrize("density", ["compact", "comfortable"])
async def test_going_down_a_post_is_seen_whole_and_a_heading_above_its_own(
    start: Start, density: Literal["compact", "comfortable"]
) -> None:
    async with start(size=(240, 30), config=Config(ui=Interface(density=density))) as reading:
        posts = reading.screen.posts
        for keys in (*[["j"]] * 40, ["d"], ["pagedown"], ["]", "d"], ["G"]):
            await reading.pilot.press(*keys)
            await reading.pilot.pause()
            top = posts.scroll_offset.y
            seen = top + posts.covered(top)
            at_end = top == posts.max_scroll_y  # there it is the last one that is to be seen whole
            assert at_end or posts.first_of(seen) == seen, "a post whose title is not to be seen"
            if (number := posts.stuck(top)) is not None:
                assert f"{posts.listing.days[number].day}" in row(reading, 1)
                assert posts.listed.arrangement.heading_above(seen) == number


async def test_a_click_on_the_heading_goes_to_its_first_post(start: Start) -> None:
    async with start(size=(240, 30)) as reading:
        posts = reading.screen.posts
        posts.go_to(21)
        posts.put_above(1)
        await reading.settle()
        assert posts.stuck(posts.scroll_offset.y) is not None
        posts.go_to(24)
        await reading.settle()
        await reading.pilot.click("#list", offset=(20, posts.gutter.top))
        await reading.settle()
        assert posts.position == 20
        assert posts.above == 1


async def test_the_mouse_goes_through_time_on_the_strip(start: Start) -> None:
    async with start(size=(240, 30)) as reading:
        posts = reading.screen.posts
        strip_row = posts.gutter.top - 1
        await reading.pilot.click("#list", offset=(15, strip_row))
        await reading.settle()
        group = posts.listing.day_at(posts.position)
        assert group.day is not None
        assert group.day < date(2021, 6, 5)
        assert posts.position == group.start
        await reading.pilot.click("#list", offset=(posts.size.width - 14, strip_row))
        await reading.settle()
        assert posts.position < 4


async def test_bars_are_stepped_through_in_time_whatever_the_order(start: Start) -> None:
    async with start(size=(240, 30)) as reading:
        posts = reading.screen.posts
        await reading.press("<")
        assert posts.day_of_cursor == date(2021, 6, 29)
        await reading.press(">")
        assert posts.day_of_cursor == date(2021, 6, 30)
        await reading.press("》")
        assert reading.toasts == ["Nothing in this list is later."]
        await reading.press("\\")
        assert posts.listing.newest_first is False
        await reading.press("g", ">")
        assert posts.day_of_cursor == date(2021, 6, 2)
        await reading.press("\\")
        await reading.press("<")
        assert reading.toasts[-1] == "The posts of this list have not been counted along time."


@pytest.mark.parametrize(("size", "is_there"), [((40, 12), False), ((80, 24), True), ((160, 14), True)])
async def test_there_is_a_strip_only_where_there_is_room(
    start: Start, size: tuple[int, int], is_there: bool
) -> None:
    async with start(size=size) as reading:
        assert reading.screen.posts.has_class("-timed") is is_there


async def test_results_have_a_strip_by_relevance_too_and_it_marks_the_current_one(start: Start) -> None:
    async with start(size=(240, 40)) as reading:
        posts = reading.screen.posts
        await reading.press("/", *"潮水", "enter")
        assert posts.results is not None
        assert not posts.listing.dated
        assert posts.strip is not None
        day = posts.day_of_cursor
        assert posts.days_in_view == (day, day)
        await reading.pilot.click("#list", offset=(15, posts.gutter.top - 1))
        await reading.settle()
        assert posts.day_of_cursor is not None
        assert posts.day_of_cursor <= date(2021, 6, 5)
