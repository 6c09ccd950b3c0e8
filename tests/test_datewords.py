"""Days, months and weekdays in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reader import datewords, language
from reader.text import cell_len

_FRIDAY = date(2021, 7, 2)


def test_dates_in_english() -> None:
    assert datewords.day(_FRIDAY) == "2021-07-02 Friday"
    assert datewords.month(2021, 7) == "July 2021"
    assert datewords.year(2021) == "2021"
    assert datewords.about(_FRIDAY) == "about 2021-07-02"
    assert datewords.no_date() == "no date"


def test_dates_in_chinese() -> None:
    language.use("zh")
    assert datewords.day(_FRIDAY) == "2021-07-02 星期五"
    assert datewords.month(2021, 7) == "2021年7月"
    assert datewords.year(2021) == "2021年"
    assert datewords.about(_FRIDAY) == "约 2021-07-02"
    assert datewords.no_date() == "无日期"


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_weekdays_and_months_are_told_apart_and_short_ones_fit_a_column(spoken: str) -> None:
    language.use(spoken)
    assert len({datewords.weekday(number) for number in range(7)}) == 7
    assert len({datewords.month_name(number) for number in range(1, 13)}) == 12
    assert {cell_len(datewords.short_weekday(number)) for number in range(7)} == {2}


def test_weekdays_begin_with_monday_as_dates_do() -> None:
    days = [_FRIDAY + timedelta(days=number) for number in range(7)]
    assert [datewords.weekday(day.weekday()) for day in days] == [day.strftime("%A") for day in days]
    assert datewords.month_name(_FRIDAY.month) == _FRIDAY.strftime("%B")
