"""Lists: where days and months begin in the reader's zone, where a post stands, how entries are packed."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import clock
from reader.library.catalog import Catalog
from reader.library.listing import Group, Listing, unpack
from reader.library.rows import UNKNOWN
from reader.model import Selection
from tests.library.fake import FakeArchive

ZONES = [
    "UTC",
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",  # changed its clocks at midnight
    "America/Havana",  # has two midnights in November
    "Pacific/Apia",  # had no 2011-12-30
]


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


# Around the changes of clocks of the zones above, and anywhere.
moments = st.one_of(
    st.integers(-4_000_000_000, 4_000_000_000),
    st.sampled_from(
        [1_541_300_400, 1_550_368_800, 1_604_206_800, 1_325_239_200, 1_616_893_200, 1_635_642_000, 0]
    ).flatmap(lambda around: st.integers(around - 100_000, around + 100_000)),
)
lists = st.lists(st.one_of(st.just(UNKNOWN), moments), max_size=40)


def listing_of(posted: list[int], *, newest_first: bool) -> Listing:
    known = sorted((seconds for seconds in posted if seconds != UNKNOWN), reverse=newest_first)
    ordered = known + [UNKNOWN] * (len(posted) - len(known))
    return Listing(array("I", range(1, len(ordered) + 1)), array("q", ordered), newest_first)


def day_of(seconds: int) -> date | None:
    return None if seconds == UNKNOWN else clock.local(seconds).date()


def month_of(seconds: int) -> date | None:
    day = day_of(seconds)
    return day.replace(day=1) if day else None


@given(posted=lists, newest_first=st.booleans())
@settings(max_examples=60, deadline=None)
def check_groups(posted: list[int], newest_first: bool) -> None:
    listing = listing_of(posted, newest_first=newest_first)
    for groups, key in ((listing.days, day_of), (listing.months, month_of)):
        expected, start = [], 0
        for day, members in groupby(listing.posted, key):
            stop = start + len(list(members))
            expected.append(Group(day, start, stop))
            start = stop
        assert groups == expected
        assert sum(map(len, groups)) == len(listing)


def test_days_and_months_are_those_of_the_calendar_on_the_wall(zone: str) -> None:
    check_groups()


@given(posted=lists, newest_first=st.booleans(), wanted=moments)
@settings(max_examples=150, deadline=None)
def test_every_post_is_found_where_it_stands(posted: list[int], newest_first: bool, wanted: int) -> None:
    listing = listing_of(posted, newest_first=newest_first)
    for position, row_id in enumerate(listing.ids):
        assert listing.find(row_id, listing.posted[position]) == position
        assert listing.find(row_id, listing.posted[position] + 1) is None
        assert listing.find(99, listing.posted[position]) is None
    position = listing.position_of(wanted)
    before, behind = listing.posted[:position], listing.posted[position:]
    known = [seconds for seconds in behind if seconds != UNKNOWN]
    assert UNKNOWN not in before
    if newest_first:
        assert all(seconds > wanted for seconds in before)
        assert all(seconds <= wanted for seconds in known)
    else:
        assert all(seconds < wanted for seconds in before)
        assert all(seconds >= wanted for seconds in known)


@given(
    entries=st.lists(st.tuples(st.one_of(st.just(UNKNOWN), st.integers(-(1 << 61), 1 << 61)), st.integers(0, 2**32 - 1)))
)  # fmt: skip
def test_what_is_packed_is_unpacked(entries: list[tuple[int, int]]) -> None:
    packed = "".join(f"{posted & 0xFFFF_FFFF_FFFF_FFFF:016x}{row_id:08x}" for posted, row_id in entries)
    listing = unpack(packed)
    assert list(zip(listing.posted, listing.ids, strict=True)) == entries
    undated = unpack(packed, dated=False)
    assert (list(undated.ids), len(undated.posted)) == ([row_id for _, row_id in entries], 0)


def test_an_empty_list_has_nothing_in_it() -> None:
    for listing in (Listing.empty(), unpack(None), Listing(array("I"), array("q"), newest_first=False)):
        assert (len(listing), listing.days, listing.months, listing.complete) == (0, [], [], True)
        assert listing.find(1, 0) is None
        assert listing.position_of(0) == 0


def test_a_head_knows_that_there_is_more() -> None:
    head = Listing(array("I", [1, 2]), array("q", [5, 4]), total=7)
    assert not head.complete
    assert len(head) == 2


def test_a_list_by_title_has_no_days_but_places() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    for title in ("乙", "ａ", "B", "甲"):
        archive.write(f"{title}.md", title, date=1)
    archive.sync(catalog)
    listing = catalog.listing(Selection(), "title")
    assert [post.title for post in catalog.posts(listing.ids)] == ["ａ", "B", "乙", "甲"]
    assert not listing.dated
    assert listing.days == []
    assert [listing.find(row_id, 1) for row_id in listing.ids] == [0, 1, 2, 3]


def test_extreme_dates_stand_in_their_places(zone: str) -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    dates = [-62_135_596_800, 253_402_300_799, 0, None, -(1 << 61), 1 << 61]
    for number, seconds in enumerate(dates):
        archive.write(f"{number}.md", date=seconds)
    archive.sync(catalog)
    listing = catalog.listing(Selection())
    assert [post.path for post in catalog.posts(listing.ids)] == [f"{n}.md" for n in (5, 1, 2, 0, 4, 3)]
    assert sum(map(len, listing.days)) == sum(map(len, listing.months)) == 6
    assert listing.days[-1].day is None
