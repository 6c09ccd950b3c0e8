"""The reader's own time zone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import clock


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def set_(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield set_
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "zone",
    [
        "UTC",
        "Asia/Shanghai",
        "Asia/Beirut",
        "America/Sao_Paulo",
        "America/Havana",
        "Pacific/Apia",
        "Pacific/Kiritimati",
    ],
)
def test_a_day_begins_with_its_first_second(zone: str, in_zone: Callable[[str], None]) -> None:
    in_zone(zone)
    day = date(2009, 12, 25)
    while day < date(2020, 1, 5):
        start = clock.midnight(day)
        assert clock.local(start - 1).date() < day <= clock.local(start).date()
        day += timedelta(days=1)


def test_a_skipped_day_has_no_length(in_zone: Callable[[str], None]) -> None:
    in_zone("Pacific/Apia")
    assert clock.midnight(date(2011, 12, 30)) == clock.midnight(date(2011, 12, 31))


def test_a_moment_is_shown_in_the_readers_zone(in_zone: Callable[[str], None]) -> None:
    in_zone("Asia/Shanghai")
    assert clock.local(1_625_262_960).strftime("%Y-%m-%d %H:%M") == "2021-07-03 05:56"
    in_zone("America/New_York")
    assert clock.local(1_625_262_960).strftime("%Y-%m-%d %H:%M") == "2021-07-02 17:56"


@pytest.mark.parametrize("seconds", [-(1 << 62), -62_135_596_800, 253_402_300_799, 1 << 62])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_the_ends_of_time_are_dates_too(zone: str, seconds: int, in_zone: Callable[[str], None]) -> None:
    in_zone(zone)
    assert 1 <= clock.local(seconds).year <= 9999
    assert datetime.fromisoformat(clock.iso(seconds)).tzinfo is not None
    for day in (date.min, date.max):
        assert isinstance(clock.midnight(day), int)


@given(seconds=st.integers(-60_000_000_000, 250_000_000_000), offset=st.none() | st.integers(-1439, 1439))
def test_iso_keeps_the_moment_and_the_zone_it_was_written_in(seconds: int, offset: int | None) -> None:
    moment = datetime.fromisoformat(clock.iso(seconds, offset))
    assert moment == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert moment.utcoffset() == timedelta(minutes=offset or 0)


@pytest.mark.parametrize("offset", [1440, -1440, 99_999])
def test_an_impossible_zone_is_read_as_utc(offset: int) -> None:
    assert clock.iso(0, offset) == "1970-01-01T00:00:00+00:00"
