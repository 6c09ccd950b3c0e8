"""Time scales: every post is counted once, every column and bucket belong together, from the year 1 to 9999."""

from __future__ import annotations

from array import array
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import clock
from reader.library.listing import Listing
from reader.library.rows import UNKNOWN
from reader.library.timescale import UNITS, Counts, Scale, Unit, first_day, last_day, number_of

units = st.sampled_from(UNITS)
some_days = st.dictionaries(st.dates(), st.integers(1, 50), min_size=1, max_size=12).map(
    lambda counts: sorted(counts.items())
)


@given(units, st.dates())
def test_a_day_lies_in_its_bucket_and_buckets_leave_no_gap(unit: Unit, day: date) -> None:
    number = number_of(unit, day)
    assert first_day(unit, number) <= day <= last_day(unit, number)
    if last_day(unit, number) < date.max:
        assert number_of(unit, last_day(unit, number) + timedelta(days=1)) == number + 1


@pytest.mark.parametrize(
    ("unit", "day", "first", "last"),
    [
        ("month", date(2024, 2, 10), date(2024, 2, 1), date(2024, 2, 29)),
        ("month", date(2023, 2, 10), date(2023, 2, 1), date(2023, 2, 28)),
        ("quarter", date(2024, 2, 10), date(2024, 1, 1), date(2024, 3, 31)),
        ("week", date(2024, 2, 29), date(2024, 2, 26), date(2024, 3, 3)),
        ("year", date(1, 5, 1), date(1, 1, 1), date(1, 12, 31)),
        ("week", date.max, date(9999, 12, 27), date.max),
    ],
)
def test_buckets_end_where_the_calendar_says(unit: Unit, day: date, first: date, last: date) -> None:
    number = number_of(unit, day)
    assert (first_day(unit, number), last_day(unit, number)) == (first, last)


@given(count=st.integers(1, 400), width=st.integers(1, 200))
def test_columns_and_buckets_belong_together(count: int, width: int) -> None:
    scale = Scale("day", 1, [1] * count)
    for column in range(width):
        for bucket in scale.buckets_at(column, width):
            assert column in scale.columns_of(bucket, width)
    assert {bucket for column in range(width) for bucket in scale.buckets_at(column, width)} == {
        *range(count)
    }


@given(counts=some_days, width=st.integers(1, 120))
def test_every_post_is_counted_once_on_a_scale_that_fits(counts: list[tuple[date, int]], width: int) -> None:
    scale = Counts(counts).scale(width)
    assert scale is not None
    assert sum(scale.counts) == sum(posts for _, posts in counts)
    assert scale.unit == "year" or len(scale) <= width
    assert len(scale.columns(width)) == width


def test_the_finest_unit_is_taken_that_there_is_room_for() -> None:
    counts = Counts([(date(2021, 1, 1), 1), (date(2021, 6, 30), 2)])
    found = {width: counts.scale(width) for width in (6, 26, 27, 180, 181)}
    assert {width: scale and scale.unit for width, scale in found.items()} == {
        6: "month", 26: "month", 27: "week", 180: "week", 181: "day"
    }  # fmt: skip
    months = Counts([(date(2021, 1, 1), 1), (date(2021, 6, 1), 2)], by_month=True).scale(200)
    assert months is not None
    assert (months.unit, months.counts) == ("month", [1, 0, 0, 0, 0, 2])


def test_a_wrong_year_does_not_take_the_room_of_the_others() -> None:
    counts = [(date(1970, 1, 1), 2), *((date(2021, 1, 1) + timedelta(days=at), 10) for at in range(60))]
    scale = Counts(counts).scale(60)
    assert scale is not None
    assert (scale.unit, len(scale), scale.counts[0]) == ("day", 60, 12)
    assert scale.bucket_of(date(1970, 1, 1)) == 0
    few = Counts([(date(1970, 1, 1), 2), (date(2021, 1, 1), 10)]).scale(60)
    assert few is not None
    assert few.unit == "year"  # of so few posts none is to be left out


@given(counts=some_days, day=st.dates())
def test_the_next_day_with_posts_is_the_nearest_in_its_direction(
    counts: list[tuple[date, int]], day: date
) -> None:
    days, counted = [each for each, _ in counts], Counts(counts)
    assert counted.near(day, 1) == min((each for each in days if each > day), default=None)
    assert counted.near(day, -1) == max((each for each in days if each < day), default=None)
    closest = counted.closest(day)
    assert closest is not None
    assert abs((closest - day).days) == min(abs((each - day).days) for each in days)
    assert counted.on(day) == dict(counts).get(day, 0)
    assert counted.between(date.min, day) == sum(posts for each, posts in counts if each <= day)


def test_the_same_day_of_other_years_knows_leap_years() -> None:
    counts = Counts([(date(2020, 2, 29), 1), (date(2021, 2, 28), 2), (date(2024, 2, 29), 3)])
    assert counts.on_this_day(date(2020, 2, 29)) == [(2024, 3), (2020, 1)]
    assert counts.on_this_day(date(2023, 2, 28)) == [(2021, 2)]
    assert Counts(()).on_this_day(date(2020, 2, 29)) == []


# -- of a list ----------------------------------------------------------------------------------------------

moments = st.one_of(
    st.integers(clock.midnight(date(2020, 1, 1)), clock.midnight(date(2021, 3, 1))),
    st.integers(-62_135_596_800, 253_402_300_799),
    st.just(UNKNOWN),
)


@given(posted=st.lists(moments, min_size=1, max_size=30), newest_first=st.booleans(), data=st.data())
def test_days_and_months_of_a_place_in_a_list_are_those_of_the_whole_list(
    posted: list[int], newest_first: bool, data: st.DataObject
) -> None:
    dated = sorted((at for at in posted if at != UNKNOWN), reverse=newest_first)
    ordered = [*dated, *(at for at in posted if at == UNKNOWN)]
    listing = Listing(array("I", range(len(ordered))), array("q", ordered), newest_first)
    position = data.draw(st.integers(0, len(ordered) - 1))
    for groups, found in (
        (listing.days, listing.day_at(position)),
        (listing.months, listing.month_at(position)),
    ):
        assert found in groups
        assert found.start <= position < found.stop
    assert listing.counts.total == len(dated)
    for group in listing.days:
        if group.day is not None:
            assert listing.between(group.day, group.day) == range(group.start, group.stop)
