from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import days
from reader.library.dayspans import Span

TODAY = date(2021, 7, 3)  # a Saturday


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-7-2", "2021-07-02", "2021-07-02"),
        ("2021年7月2日", "2021-07-02", "2021-07-02"),
        ("2021/12", "2021-12-01", "2021-12-31"),
        ("2021-06..2021-07-15", "2021-06-01", "2021-07-15"),
        ("2022..2021", "2021-01-01", "2022-12-31"),
        ("today", "2021-07-03", "2021-07-03"),
        ("昨天", "2021-07-02", "2021-07-02"),
        ("yesterday", "2021-07-02", "2021-07-02"),
        ("7d", "2021-06-27", "2021-07-03"),
        ("1m", "2021-06-04", "2021-07-03"),
        ("上周", "2021-06-21", "2021-06-27"),
        ("本月", "2021-07-01", "2021-07-31"),
        ("上个月", "2021-06-01", "2021-06-30"),
        ("去年", "2020-01-01", "2020-12-31"),
        ("昨天..today", "2021-07-02", "2021-07-03"),
        ("99999y", "0001-01-01", "2021-07-03"),
        ("2021年", "2021-01-01", "2021-12-31"),
        ("20210702", "2021-07-02", "2021-07-02"),
        ("202102", "2021-02-01", "2021-02-28"),
        ("二〇二一年七月二日", "2021-07-02", "2021-07-02"),
        ("7月", "2021-07-01", "2021-07-31"),
        ("8月", "2020-08-01", "2020-08-31"),
        ("十二月二十五号", "2020-12-25", "2020-12-25"),
        ("7月4日", "2020-07-04", "2020-07-04"),
        ("去年7月", "2020-07-01", "2020-07-31"),
        ("july", "2021-07-01", "2021-07-31"),
        ("Aug 2019", "2019-08-01", "2019-08-31"),
        ("2021Q3", "2021-07-01", "2021-09-30"),
        ("2021年第四季度", "2021-10-01", "2021-12-31"),
        ("q4", "2020-10-01", "2020-12-31"),
        ("上季度", "2021-04-01", "2021-06-30"),
        ("2020年下半年", "2020-07-01", "2020-12-31"),
        ("去年上半年", "2020-01-01", "2020-06-30"),
        ("三天", "2021-07-01", "2021-07-03"),
        ("两周", "2021-06-20", "2021-07-03"),
        ("半年", "2021-01-04", "2021-07-03"),
        ("最近三个月", "2021-04-04", "2021-07-03"),
        ("last 7 days", "2021-06-27", "2021-07-03"),
        ("last-month", "2021-06-01", "2021-06-30"),
        ("3 days ago", "2021-06-30", "2021-06-30"),
        ("三天前", "2021-06-30", "2021-06-30"),
        ("2 weeks ago", "2021-06-14", "2021-06-20"),
        ("3个月前", "2021-04-01", "2021-04-30"),
        ("3 days ago..", "2021-06-30", None),
        ("周一", "2021-06-28", "2021-06-28"),
        ("星期六", "2021-07-03", "2021-07-03"),
        ("上週三", "2021-06-23", "2021-06-23"),
        ("last saturday", "2021-06-26", "2021-06-26"),
        ("2020。。2021", "2020-01-01", "2021-12-31"),
        ("２０２０～２０２１", "2020-01-01", "2021-12-31"),
        ("since 2020", "2020-01-01", None),
        ("2020年以来", "2020-01-01", None),
        ("after 2020", "2021-01-01", None),
        (">=2020-05", "2020-05-01", None),
        ("until-2020", None, "2020-12-31"),
        ("before 2020", None, "2019-12-31"),
        ("2020年之前", None, "2019-12-31"),
    ],
)
def test_a_date_names_days(value: str, first: str | None, last: str | None) -> None:
    wanted = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    assert days.span(value, TODAY) == Span(*wanted)


def test_a_range_may_be_open() -> None:
    assert days.span("..2019", TODAY) == Span(None, date(2019, 12, 31))
    assert days.span("2019..", TODAY) == Span(date(2019, 1, 1), None)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "..",
        "soon",
        "2021-13",
        "2021-02-30",
        "0000",
        "2021..soon",
        "d",
        "21",
        "0d",
        "13月",
        "2月30日",
        "before 0001",
        "ago",
        "last",
        "21" * 50,
    ],
)
def test_what_is_no_date_names_none(value: str) -> None:
    assert days.span(value, TODAY) is None


@settings(max_examples=1000)
@given(
    st.one_of(
        st.text("0123456789-./~><年月日dwmyq天周昨今上前半季度三十两 ", max_size=14), st.text(max_size=12)
    )
)
def test_no_date_is_an_error(value: str) -> None:
    named = days.span(value, TODAY)
    if named is not None:
        assert (named.since or -(10**12)) < (named.until or 10**12)


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        ("2021", "2021-07", True),
        ("2021", "2021", True),
        ("2021-07", "2021", False),
        ("..2021", "2020..2021", True),
        ("..2021", "2020..", False),
        ("2020..", "2021", True),
    ],
)
def test_a_range_holds_those_inside_it(outer: str, inner: str, inside: bool) -> None:
    assert (days.span(inner, TODAY) in _span(outer)) is inside


def _span(value: str) -> Span:
    span = days.span(value, TODAY)
    assert span is not None
    return span


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2 july", "2021-07-02", "2021-07-02"),
        ("July 2nd, 2020", "2020-07-02", "2020-07-02"),
        ("the 2nd of july", "2021-07-02", "2021-07-02"),
        ("4 Jul", "2020-07-04", "2020-07-04"),  # the last one that has been
        ("7-2", "2021-07-02", "2021-07-02"),
        ("12/31", "2020-12-31", "2020-12-31"),
        ("may 5", "2021-05-05", "2021-05-05"),
    ],
)
def test_a_day_may_be_written_by_its_month(value: str, first: str, last: str) -> None:
    assert days.span(value, TODAY) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", ["2-30", "13-1", "5 foo", "foo 5", "july 32", "*-13", "*-02-30", "*", "*-07-02-1"]
)
def test_no_day_of_the_calendar_is_none(value: str) -> None:
    assert days.spans(value, TODAY) is None


@pytest.mark.parametrize("value", ["*-07-02", "*-7-2", "*/7/2", "每年7月2日", "每年七月二日"])
def test_a_day_of_every_year_is_one_of_each(value: str) -> None:
    found = days.spans(value, TODAY)
    assert found is not None
    assert Span(date(2021, 7, 2), date(2021, 7, 2)) in found
    assert Span(date(1970, 7, 2), date(1970, 7, 2)) == found[0]
    assert {(each.first.month, each.first.day) for each in found if each.first} == {(7, 2)}


def test_the_29th_of_february_is_in_leap_years_only_and_a_month_has_all_its_days() -> None:
    leap = days.spans("*-02-29", TODAY)
    assert leap is not None
    assert [each.first.year for each in leap if each.first][-2:] == [2016, 2020]
    months = days.spans("*-02", TODAY)
    assert months is not None
    assert Span(date(2020, 2, 1), date(2020, 2, 29)) in months
    assert days.spans("2021", TODAY) == [Span(date(2021, 1, 1), date(2021, 12, 31))]
