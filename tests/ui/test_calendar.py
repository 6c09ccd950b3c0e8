"""The calendar: where days stand, how one moves among them, what is typed, and where it leads."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input

from reader import language
from reader.library import days
from reader.library.timescale import Counts
from reader.ui.calendar_layout import days_on, laid_out, month_end, months_on
from reader.ui.calendar_words import meaning, other_years, titled
from reader.ui.screens.calendar import CalendarScreen
from reader.ui.widgets.heat_map import HeatMap
from tests.ui.conftest import Reading, Start, write_post

# -- where days stand ---------------------------------------------------------------------------------------


@settings(deadline=None)  # thousands of days
@given(
    day=st.dates(),
    width=st.integers(1, 200),
    height=st.integers(1, 30),
    years=st.none()
    | st.tuples(st.integers(1, 9999), st.integers(1, 9999)).map(lambda two: (min(two), max(two))),
)
def test_every_day_in_view_stands_once_and_alone(
    day: date, width: int, height: int, years: tuple[int, int] | None
) -> None:
    layout = laid_out(day, width, height, years)
    found = [cell.day for cell in layout.cells if cell.day is not None]
    assert day in found
    assert Counter(found).most_common(1)[0][1] == 1
    assert len(found) == (layout.last - layout.first).days + 1
    places = Counter(
        (cell.x + at, cell.y)
        for cell in layout.cells
        if cell.day is not None
        for at in range(layout.cell_width)
    )
    assert max(places.values()) == 1


@given(day=st.dates(), width=st.integers(27, 200), height=st.integers(9, 60))
def test_what_is_in_view_fits_into_the_window(day: date, width: int, height: int) -> None:
    layout = laid_out(day, width, height)
    for cell in layout.cells:
        if cell.day is not None:
            assert cell.x + layout.cell_width <= width
            assert cell.y < height


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (80, "Calendar · All posts · 1,200 posts from 2009-04-05 to 2022-12-24"),
        (50, "All posts · 1,200 · 2009-04-05 – 2022-12-24"),
        (38, "All posts · 2009 – 2022"),
    ],
)
def test_the_title_says_what_there_is_room_for(width: int, told: str) -> None:
    counts = Counts([(date(2009, 4, 5), 200), (date(2022, 12, 24), 1_000)])
    assert titled("All posts", counts, width) == told


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (90, "“soon” is no date yet. Try 2021-7, 2021-07-02, last friday, 3 days ago, july 2"),
        (70, "“soon” is no date yet. Try 2021-7, 3 days ago, july 2"),
        (38, "No date yet. Try 2021-7, july 2"),
        (20, "No date yet. Try 20…"),
    ],
)
def test_what_is_no_date_leaves_examples_where_there_is_little_room(width: int, told: str) -> None:
    assert meaning("soon", None, None, width) == told


def test_other_years_are_told_as_far_as_there_is_room() -> None:
    day = date(2021, 7, 2)
    counts = Counts([(day.replace(year=2017 + years), 1) for years in range(5)])
    years = "2020 · 1   2019 · 1   2018 · 1   2017 · 1"
    assert other_years(day, counts, 80) == f"On this day in other years: {years}"
    assert other_years(day, counts, 60) == f"In other years: {years}"
    assert other_years(day, counts, 30) == years[:29] + "…"
    language.use("zh")
    assert other_years(day, counts, 40) == "2020年 1 篇   2019年 1 篇   2018年 1 篇…"


@pytest.mark.parametrize(
    ("size", "kind", "first", "last"),
    [
        ((118, 34), "weeks", date(2019, 1, 1), date(2021, 12, 31)),
        ((118, 10), "weeks", date(2021, 1, 1), date(2021, 12, 31)),
        ((100, 36), "months", date(2021, 1, 1), date(2021, 12, 31)),
        ((78, 19), "months", date(2021, 5, 1), date(2021, 8, 31)),
        ((38, 8), "months", date(2021, 7, 1), date(2021, 7, 31)),
    ],
)
def test_a_window_shows_as_much_as_it_holds(
    size: tuple[int, int], kind: str, first: date, last: date
) -> None:
    layout = laid_out(date(2021, 7, 2), *size, (2010, 2021))
    assert (layout.kind, layout.first, layout.last) == (kind, first, last)


# -- moving -------------------------------------------------------------------------------------------------


@given(day=st.dates(), months=st.integers(-200_000, 200_000), steps=st.integers(-4_000_000, 4_000_000))
def test_moving_stays_in_the_calendar(day: date, months: int, steps: int) -> None:
    moved = months_on(day, months)
    number = day.year * 12 + day.month - 1 + months
    if 12 <= number < 120_000:
        assert (moved.year, moved.month) == (number // 12, number % 12 + 1)
        assert moved.day == min(day.day, month_end(moved.year, moved.month).day)
    else:
        assert moved in {date.min, date.max}
    assert days_on(day, steps) in {date.min, date.max} or (days_on(day, steps) - day).days == steps


def test_leap_years_have_a_day_more() -> None:
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert month_end(1900, 2) == date(1900, 2, 28)
    assert month_end(9999, 12) == date.max
    assert months_on(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_on(date(2024, 1, 31), 1) == date(2024, 2, 29)


# -- in the program -----------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three posts on 2 July of three years, a busy March 2021, and one post without a date."""
    root = tmp_path / "archive"
    for year in (2019, 2020, 2021):
        write_post(
            root,
            f"国际/{year}.md",
            f"七月 {year}",
            f"{date(year, 7, 2):%a, %d %b %Y} 09:00:00 GMT",
            "<p>潮水。</p>",
        )
    for number in range(14):
        day = date(2021, 3, 1) + timedelta(days=number // 2 * 2)
        write_post(
            root,
            f"金融/{number:02}.md",
            f"渡口消息 {number:02}",
            f"{day:%a, %d %b %Y} 09:00:00 GMT",
            "<p>银行。</p>",
        )
    return root


def calendar(reading: Reading) -> CalendarScreen:
    screen = reading.app.screen
    assert isinstance(screen, CalendarScreen)
    return screen


async def opened(reading: Reading) -> HeatMap:
    await reading.press("@")
    return calendar(reading).map


async def test_it_begins_with_the_day_of_the_post_and_says_what_is_there(start: Start) -> None:
    async with start() as reading:
        map_ = await opened(reading)
        assert map_.day == date(2021, 7, 2)
        assert "Calendar · All posts · 17 posts from 2019-07-02 to 2021-07-02" in reading.shown
        assert "2021-07-02 Friday · 1 post" in reading.shown
        assert "On this day in other years: 2020 · 1   2019 · 1" in reading.shown
        await reading.press("escape")
        assert reading.app.screen is reading.screen
        assert reading.title == "七月 2021"


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["N"], date(2021, 3, 13)), (["g"], date(2019, 7, 2)), (["g", "n"], date(2020, 7, 2)), (["g", "G"], date(2021, 7, 2)),
        (["J"], date(2021, 8, 2)), (["K", "pageup"], date(2021, 5, 2)), (["H"], date(2020, 7, 2)), (["L", ">"], date(2023, 7, 2)),
        (["<"], date(2020, 7, 2)), (["j"], date(2021, 7, 3)), (["k"], date(2021, 7, 1)), (["l"], date(2021, 7, 9)), (["h"], date(2021, 6, 25)),
        (["ｊ"], date(2021, 7, 3)),
    ],
)  # fmt: skip
async def test_keys_move_by_day_week_month_and_year(start: Start, keys: list[str], day: date) -> None:
    async with start(size=(160, 45)) as reading:
        map_ = await opened(reading)
        assert map_.layout_now.kind == "weeks"
        await reading.press(*keys)
        assert map_.day == day
        assert f"{day} " in reading.shown


async def test_in_months_the_day_below_is_a_week_on(start: Start) -> None:
    async with start(size=(80, 24)) as reading:
        map_ = await opened(reading)
        await reading.press("down", "right")
        assert map_.day == date(2021, 7, 10)


async def test_enter_goes_there_and_the_list_stays_whole(start: Start) -> None:
    async with start() as reading:
        await opened(reading)
        await reading.press("N", "enter")
        assert reading.app.screen is reading.screen
        assert reading.screen.posts.day_of_cursor == date(2021, 3, 13)
        assert len(reading.screen.posts.listing) == 17
        assert not reading.screen.search.is_on


async def test_an_empty_day_leads_to_the_nearest_one_and_says_so(start: Start) -> None:
    async with start() as reading:
        await opened(reading)
        await reading.press("N", "l", "enter")  # a week after 13 March
        assert reading.screen.posts.day_of_cursor == date(2021, 3, 13)
        assert reading.toasts == ["Nothing of 2021-03-20; the nearest day with posts is 2021-03-13 Saturday."]


async def test_a_typed_date_is_shown_and_gone_to(start: Start) -> None:
    async with start() as reading:
        map_ = await opened(reading)
        await reading.press(*"2021-3")
        assert map_.day == date(2021, 3, 1)
        assert "March 2021 · 14 posts" in reading.shown
        await reading.press("enter")
        assert reading.screen.posts.day_of_cursor == date(2021, 3, 13)  # the first of the month in the list
        assert reading.toasts == []


async def test_what_is_typed_quickly_after_the_key_is_not_lost(start: Start) -> None:
    async with start() as reading:
        for key, character in (
            ("at", "@"),
            *zip("2021", "2021", strict=True),
            ("minus", "-"),
            ("3", "3"),
            ("enter", "\r"),
        ):
            reading.app.post_message(events.Key(key, character))
        await reading.settle()
        assert reading.app.screen is reading.screen
        assert reading.screen.posts.day_of_cursor == date(2021, 3, 13)


@pytest.mark.parametrize("begun", ["slash", "space"])
@pytest.mark.parametrize("typed", ["friday", "last friday", "july 2"])
async def test_a_date_that_begins_with_a_key_of_the_calendar_is_typed_after_a_sign(
    start: Start, monkeypatch: pytest.MonkeyPatch, begun: str, typed: str
) -> None:
    monkeypatch.setattr(days, "today", lambda: date(2021, 3, 10))
    async with start() as reading:
        map_ = await opened(reading)
        for key in (begun, *typed):  # as quickly as they can come
            name, character = {"slash": ("slash", "/"), "space": ("space", " "), " ": ("space", " ")}.get(
                key, (key, key)
            )
            reading.app.post_message(events.Key(name, character))
        await reading.settle()
        assert map_.day == (date(2020, 7, 2) if typed == "july 2" else date(2021, 3, 5))
        await reading.press("escape")
        assert not calendar(reading).query_one(Input).value
        await reading.press(*"2021/3/13")
        assert map_.day == date(2021, 3, 13)


async def test_what_is_no_date_is_explained_and_nothing_happens(start: Start) -> None:
    async with start() as reading:
        map_ = await opened(reading)
        await reading.press(*"2021-13", "enter")
        assert calendar(reading)
        assert map_.day == date(2021, 7, 2)
        assert (
            "“2021-13” is no date yet. Try 2021-7, 2021-07-02, last friday, 3 days ago, july 2"
            in reading.shown
        )
        await reading.press("escape")
        assert "2021-07-02 Friday" in reading.shown
        await reading.press("escape")
        assert reading.app.screen is reading.screen


async def test_chinese_begins_a_date_and_letters_are_no_keys_then(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "today", lambda: date(2021, 3, 10))
    async with start() as reading:
        map_ = await opened(reading)
        await reading.press(*"上周五")
        assert map_.day == date(2021, 3, 5)
        await reading.press("tab")
        assert map_.day == date(2021, 3, 5)
        await reading.press(*"3 days ago")
        assert map_.day == date(2021, 3, 7)
        await reading.press("escape")
        assert map_.day == date(2021, 3, 5)
        await reading.press("t")
        assert map_.day == date(2021, 3, 10)


async def test_a_day_a_month_and_a_day_of_every_year_can_be_listed_alone(start: Start) -> None:
    async with start() as reading:
        await opened(reading)
        await reading.press("a")
        assert sorted(reading.titles) == ["七月 2019", "七月 2020", "七月 2021"]
        assert reading.screen.search.typed == "date:*-07-02"
        await reading.press("escape")
        assert len(reading.titles) == 17
        await opened(reading)
        await reading.press("N", "F")
        assert len(reading.titles) == 14
        assert reading.screen.search.typed == "date:2021-03"
        await opened(reading)
        assert "date:2021-03 · 14 posts" in reading.shown
        await reading.press("f")
        assert len(reading.titles) == 2
        await reading.press("escape")
        await opened(reading)
        await reading.press("J", "f")
        assert calendar(reading)
        assert reading.toasts[-1].startswith("2021-08-02 Monday has no posts in this list; n goes to")


async def test_it_counts_what_is_listed_in_whatever_order(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"银行", "enter")
        assert not reading.screen.posts.listing.dated
        await opened(reading)
        await reading.settle()
        assert "银行 · 14 posts from 2021-03-01 to 2021-03-13" in reading.shown
        await reading.press("G", "enter")  # there is no going to a day in a list by relevance
        assert len(reading.titles) == 2
        await reading.press("escape", "\\", "\\")
        await opened(reading)
        await reading.settle()
        assert "All posts · 17 posts" in reading.shown


async def test_the_mouse_selects_goes_and_turns_months(start: Start) -> None:
    async with start() as reading:
        map_ = await opened(reading)
        cell = next(cell for cell in map_.layout_now.cells if cell.day == date(2021, 3, 5))
        await reading.pilot.click("#heat-map", offset=(cell.x + 1, cell.y))
        await reading.settle()
        assert map_.day == date(2021, 3, 5)
        assert "2021-03-05 Friday · 2 posts" in reading.shown
        calendar(reading).post_message(HeatMap.Rolled(1))
        await reading.settle()
        assert map_.day == date(2021, 4, 5)
        await reading.pilot.click("#heat-map", offset=(cell.x + 1, cell.y), times=2)
        await reading.settle()
        assert reading.app.screen is reading.screen
        assert reading.screen.posts.day_of_cursor == date(2021, 3, 5)


async def test_days_differ_without_colours_and_the_cursor_of_the_terminal_stands_on_the_day(
    start: Start,
) -> None:
    async with start(size=(60, 20)) as reading:
        map_ = await opened(reading)
        await reading.press("N")
        assert map_.caret is not None
        assert "13█" in reading.shown or "13░" in reading.shown
        assert " 2 " in reading.shown
        assert reading.app.cursor_position == map_.content_region.offset + map_.caret


@pytest.mark.parametrize("size", [(40, 12), (20, 6), (200, 60)])
async def test_it_opens_in_any_window(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reading:
        await opened(reading)
        await reading.press("J", "K", "g", "h", "2", "escape", "escape")
        assert reading.app.screen is reading.screen
