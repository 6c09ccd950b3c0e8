"""Dates as posts write them."""

from __future__ import annotations

import calendar
import email.utils
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.archive.dates import date_in_name, parse_date
from reader.model import Moment


def utc(*parts: int) -> int:
    return calendar.timegm((*parts, *(0,) * (6 - len(parts))))


WRITTEN: dict[str, tuple[int, int | None]] = {
    # RFC 822 and what feeds make of it
    "Sat, 24 Apr 2021 19:10:30 GMT": (utc(2021, 4, 24, 19, 10, 30), 0),
    "Sat, 24 Apr 2021 19:10:30 +0800": (utc(2021, 4, 24, 11, 10, 30), 480),
    "24 Apr 2021 19:10 EST": (utc(2021, 4, 25, 0, 10), -300),
    "Saturday, 24-Apr-21 19:10:30 GMT": (utc(2021, 4, 24, 19, 10, 30), 0),
    "Sat Apr 24 19:10:30 2021": (utc(2021, 4, 24, 19, 10, 30), None),
    "Sat Apr 24 2021 19:10:30 GMT+0800 (中国标准时间)": (utc(2021, 4, 24, 11, 10, 30), 480),
    # ISO 8601 and its cousins
    "2021-07-02": (utc(2021, 7, 2), None),
    "2021-07-02 21:56": (utc(2021, 7, 2, 21, 56), None),
    "2021-09-29 14:07:41": (utc(2021, 9, 29, 14, 7, 41), None),
    "2021-07-02T21:56:01.123456Z": (utc(2021, 7, 2, 21, 56, 1), 0),
    "2021-07-02T21:56:01+08:00": (utc(2021, 7, 2, 13, 56, 1), 480),
    "2021-07-02 21:56:01 +0800": (utc(2021, 7, 2, 13, 56, 1), 480),
    "2021-07-02 21:56:01 UTC": (utc(2021, 7, 2, 21, 56, 1), 0),
    "2021-07-02T21:56:01+08:00[Asia/Shanghai]": (utc(2021, 7, 2, 13, 56, 1), 480),
    "2021-07-02 21:56 -05": (utc(2021, 7, 3, 2, 56), -300),
    "2021-7-2 1:02": (utc(2021, 7, 2, 1, 2), None),
    "2021/7/2": (utc(2021, 7, 2), None),
    "2021.07.02": (utc(2021, 7, 2), None),
    "2021/07/02 9:56 PM": (utc(2021, 7, 2, 21, 56), None),
    "2021-07": (utc(2021, 7, 1), None),
    "20210702": (utc(2021, 7, 2), None),
    "20210702T215601Z": (utc(2021, 7, 2, 21, 56, 1), 0),
    "20210702215601": (utc(2021, 7, 2, 21, 56, 1), None),
    "2021": (utc(2021, 1, 1), None),
    "2021-07-02 (updated)": (utc(2021, 7, 2), None),
    # Chinese and Japanese
    "2021年7月2日": (utc(2021, 7, 2), None),
    "2021年7月2日 21:56": (utc(2021, 7, 2, 21, 56), None),
    "2021年07月02日 21时56分": (utc(2021, 7, 2, 21, 56), None),
    "2021年7月2日 星期五 下午9:56": (utc(2021, 7, 2, 21, 56), None),
    "2021年7月2日（周五）凌晨12:05": (utc(2021, 7, 2, 0, 5), None),
    "2021年7月": (utc(2021, 7, 1), None),
    "２０２１年７月２日": (utc(2021, 7, 2), None),
    "2021 年 7 月 2 日": (utc(2021, 7, 2), None),
    # prose
    "July 2, 2021": (utc(2021, 7, 2), None),
    "July 2nd, 2021, 9:56 PM": (utc(2021, 7, 2, 21, 56), None),
    "2 Sept 2021": (utc(2021, 9, 2), None),
    "12:30 AM, June 1 2021": (utc(2021, 6, 1, 0, 30), None),
    "2.7.2021": (utc(2021, 7, 2), None),
    "25/12/2021": (utc(2021, 12, 25), None),
    # epoch
    "1625262960": (1625262960, 0),
    "1625262960000": (1625262960, 0),
    "1625262960.25": (1625262960, 0),
    # a zone that no place has is no zone
    "2020-06-24 16:15:16+16:00": (utc(2020, 6, 24, 16, 15, 16), None),
}

NONSENSE = [
    *("", " ", "Invalid Date", "undefined", "null", "0000-00-00", "0001-01-01", "2021-02-30", "2021-13-01"),
    *(
        "tomorrow",
        "1850-01-01",
        "2999-01-01",
        "2021-07-02 25:00",
        "32 Jul 2021",
        "12345",
        "-1",
        "99999999999999999",
    ),
    *("Mayor 3 2021x", "a" * 500, "9" * 5000, "+++", "2021-07-021", "May", "二〇二一年"),
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_written_date_is_read_with_its_zone(text: str) -> None:
    seconds, offset = WRITTEN[text]
    assert parse_date(text) == Moment(seconds, offset)


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_with_two_meanings_is_only_about_right() -> None:
    assert parse_date("7/2/2021") == Moment(utc(2021, 7, 2), None, about=True)
    assert parse_date("7/7/2021") == Moment(utc(2021, 7, 7))


NAMES: dict[str, int | None] = {
    "_posts/2019-06-13-title.md": utc(2019, 6, 13),
    "a/2021年10月10日早报.md": utc(2021, 10, 10),
    "20210702 notes.md": utc(2021, 7, 2),
    "2021_07_02.txt": utc(2021, 7, 2),
    "news 2021.07.02.html": utc(2021, 7, 2),
    "2021/07/02/title.html": utc(2021, 7, 2),
    "2021/07/title.html": utc(2021, 7, 1),
    "post/2021-07/title.md": utc(2021, 7, 1),
    "title.md": None,
    "1234567890.md": None,
    "18121224.md": None,
    "2021-13-40-x.md": None,
    "5.1.2021/x.md": None,
    "99990101.md": None,
}


@pytest.mark.parametrize("path", NAMES)
def test_a_date_in_the_path_is_about_right(path: str) -> None:
    seconds = NAMES[path]
    assert date_in_name(path) == (None if seconds is None else Moment(seconds, None, about=True))


times = st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2199, 12, 30))  # noqa: DTZ001 - made aware below
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(times, zones)
def test_every_iso_and_rfc_date_is_read_as_the_standard_library_does(naive: datetime, zone: timezone) -> None:
    moment = naive.replace(microsecond=0, tzinfo=zone)
    expected = Moment(int(moment.timestamp()), int(moment.utcoffset().total_seconds() // 60))  # type: ignore[union-attr]
    assert parse_date(moment.isoformat()) == expected
    assert parse_date(moment.isoformat(" ")) == expected
    assert parse_date(email.utils.format_datetime(moment)) == expected
    assert parse_date(email.utils.format_datetime(moment.astimezone(UTC), usegmt=True)) == Moment(
        expected.seconds, 0
    )


DAYS = st.one_of(
    st.from_regex(r"\A(19|20|23)[0-9]{2}-[01][0-9]-[0-3][0-9][ T]\Z"),
    st.from_regex(r"\A((Sat|Xyz), )?[0-3]?[0-9] (Apr|Feb|Xyz) (19|20|23)[0-9]{2} \Z"),
)
CLOCKS = st.from_regex(r"\A[0-2][0-9]:[0-6][0-9]:[0-6][0-9] ?(GMT|UTC|Z|[+-][01][0-9]:?[0-6][0-9])?\Z")


@given(DAYS, CLOCKS)
def test_what_is_written_exactly_is_read_as_what_is_not(day: str, clock: str) -> None:
    assert parse_date(day + clock) == parse_date(f" {day}{clock}")  # of the blank only lax readers know


@given(st.text(max_size=60) | st.from_regex(r"[0-9 :/.年月日+A-Za-z-]{1,40}"))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or -2_208_988_800 - 86_400 <= moment.seconds <= 7_289_654_400 + 86_400
    date_in_name(text)
