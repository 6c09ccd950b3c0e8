"""Counts over the whole of a result: by month where the reader is, by the next level of categories, by author."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.facets import Facets, MonthCount
from reader.library.query import parse
from reader.model import Category, Count
from tests.library.fake import FakeArchive
from tests.library.mixed import PIECES, TODAY, Both

QUERIES = st.one_of(
    st.sampled_from(
        ["", "科创", "-科创", "has:image", "金融 OR gpt", "is:bookmarked", "date:2021", "author:中证网"]
    ),
    st.sampled_from(PIECES),
)


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


def facets(archive: FakeArchive, typed: str, **options: int) -> Facets:
    catalog = Catalog(None)
    archive.sync(catalog)
    found = archive.search(catalog).find(typed, **options)  # type: ignore[arg-type]  # passed on
    assert found is not None
    return found.facets


# -- against counting every post --------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(QUERIES)
def test_the_facets_count_every_post_that_is_found(both: Both, typed: str) -> None:
    wanted = both.naive.find(parse(typed, TODAY).tree)
    posts = [whole.post for whole in both.naive.posts if whole.post.path in wanted]
    found = both.found(typed, order="date", limit=3).facets
    dates = [datetime.fromtimestamp(post.date.seconds).date() for post in posts if post.date]  # noqa: DTZ006 -- the reader's
    months = Counter(day.replace(day=1) for day in dates)
    assert found.months == tuple(MonthCount(month, count) for month, count in sorted(months.items()))
    assert dict(found.categories) == Counter(
        path for post in posts for path in {path[:1] for path in post.categories}
    )
    assert dict(found.authors) == Counter((author,) for post in posts for author in post.authors)
    for counts in (found.categories, found.authors):
        assert [count.posts for count in counts] == sorted((count.posts for count in counts), reverse=True)


@pytest.mark.parametrize("scope", [("金融",), ("金融", "中证网"), ("科技",), ("资讯",)])
@pytest.mark.parametrize("more", ["", " -科创板", " gpt OR cat:金融"])
def test_below_a_category_its_branches_are_counted(both: Both, scope: Category, more: str) -> None:
    typed = f"cat:{'/'.join(scope)}{more}"
    tree = parse(typed, TODAY).tree
    wanted = both.naive.find(tree)
    if " OR " in more:
        scope = ()  # one may be in it or not: the first level
    elif scope == ("资讯",):
        return  # stands at two levels, see below
    branches = Counter(
        path
        for whole in both.naive.posts
        if whole.post.path in wanted
        for path in {
            path[: len(scope) + 1] for path in whole.post.categories if path[: len(scope)] == scope and len(path) > len(scope)
        }
    )  # fmt: skip
    assert dict(both.found(typed).facets.categories) == branches


# -- by hand ----------------------------------------------------------------------------------------------------


def test_a_name_at_two_places_has_the_branches_of_both() -> None:
    archive = FakeArchive()
    archive.write("a.md", categories=[("金融", "资讯", "一")])
    archive.write("b.md", categories=[("资讯", "二")])
    archive.write("c.md", categories=[("资讯", "二"), ("金融", "研报")])
    assert facets(archive, "cat:资讯").categories == (
        Count(("资讯", "二"), 2),
        Count(("金融", "资讯", "一"), 1),
    )


def test_a_category_typed_as_it_is_read_has_its_branches() -> None:
    archive = FakeArchive()
    archive.write("a.md", categories=[("金融", "资讯")])
    archive.write("b.md", categories=[("科技",)])
    assert facets(archive, "cat:jinrong").categories == (Count(("金融", "资讯"), 1),)


def test_what_must_not_be_is_no_level() -> None:
    archive = FakeArchive()
    archive.write("a.md", categories=[("金融", "资讯")])
    archive.write("b.md", categories=[("科技", "硬件")])
    assert facets(archive, "-cat:金融").categories == (Count(("科技",), 1),)


def test_the_whole_result_is_counted_whatever_is_listed_of_it() -> None:
    archive = FakeArchive()
    for number in range(50):
        archive.write(f"{number}.md", "科创板", date=1_625_184_000, categories=[("金融",)])
    counted = facets(archive, "科创板", limit=2)
    assert counted.categories == (Count(("金融",), 50),)
    assert [month.posts for month in counted.months] == [50]


def test_where_all_is_near_what_is_near_is_counted() -> None:
    archive = FakeArchive()
    archive.write("near.md", "科创板", categories=[("金融",)], date=1_625_184_000)
    archive.write("other.md", "别的", categories=[("科技",)], date=1_625_184_000)
    counted = facets(archive, "kcb")
    assert counted.categories == (Count(("金融",), 1),)
    assert [month.posts for month in counted.months] == [1]


def test_beside_what_is_exact_what_is_near_is_counted_too() -> None:
    archive = FakeArchive()
    archive.write("exact.md", "KCB 指数", categories=[("金融",)], date=1_625_184_000)
    archive.write("near.md", "科创板", categories=[("科技",)], date=1_625_184_000)
    archive.write("other.md", "别的", categories=[("科技",)], date=1_625_184_000)
    counted = facets(archive, "kcb")
    assert counted.categories == (Count(("科技",), 1), Count(("金融",), 1))
    assert [month.posts for month in counted.months] == [2]


def test_posts_without_a_date_are_in_no_month() -> None:
    archive = FakeArchive()
    archive.write("a.md", "科创板", date=None)
    assert facets(archive, "科创板").months == ()
    archive.write("b.md", "科创板", date=1_625_184_000)
    assert facets(archive, "科创板").months == (MonthCount(date(2021, 7, 1), 1),)


def test_an_empty_archive_has_no_counts() -> None:
    archive = FakeArchive()
    archive.write("gone.md")
    catalog = Catalog(None)
    archive.sync(catalog)
    del archive.files["gone.md"]
    archive.sync(catalog)
    found = archive.search(catalog).find("")
    assert found is not None
    assert (found.total, found.facets) == (0, Facets())


def test_new_months_are_counted_after_another_sync() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("a.md", date=1_625_184_000)
    archive.sync(catalog)
    search = archive.search(catalog)
    search.find("")
    archive.write("b.md", date=1_635_724_800)
    archive.sync(catalog)
    found = search.find("")
    assert found is not None
    assert [count.month for count in found.facets.months] == [date(2021, 7, 1), date(2021, 11, 1)]


@pytest.mark.parametrize(
    "odd", [-(1 << 40), -62_135_596_800, -2_100_000_000, 7_200_000_000, 253_402_300_799, 1 << 40]
)
def test_a_date_far_off_hides_no_other(odd: int) -> None:
    archive = FakeArchive()
    archive.write("odd.md", date=odd)
    archive.write("now.md", date=1_625_184_000)
    archive.write("later.md", date=1_635_724_800)
    months = facets(archive, "").months
    assert {MonthCount(date(2021, 7, 1), 1), MonthCount(date(2021, 11, 1), 1)} <= set(months)
    assert len(months) == 3 or not -62_000_000_000 < odd < 253_000_000_000


# -- time zones -------------------------------------------------------------------------------------------------


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    name: str = request.param
    monkeypatch.setenv("TZ", name)
    time.tzset()
    yield ZoneInfo(name)
    monkeypatch.undo()
    time.tzset()


ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Europe/Berlin"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows can't change its zone")
@pytest.mark.parametrize("zone", ZONES, indirect=True)
def test_a_month_is_that_of_the_reader(zone: ZoneInfo) -> None:
    archive, wanted = FakeArchive(), Counter[date]()
    for month in range(1, 13):
        for hours in range(-30, 31, 3):
            moment = datetime(2021, month, 1, tzinfo=ZoneInfo("UTC")).timestamp() + 3600 * hours
            archive.write(f"{month}/{hours}.md", date=int(moment))
            wanted[datetime.fromtimestamp(moment, zone).date().replace(day=1)] += 1
    assert dict(facets(archive, "").months) == wanted


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows can't change its zone")
@pytest.mark.parametrize("zone", ZONES, indirect=True)
def test_a_month_has_as_many_posts_as_its_query_finds(zone: ZoneInfo) -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    for hours in range(0, 24 * 70, 5):
        moment = datetime(2021, 3, 1, tzinfo=zone).timestamp() + 3600 * hours
        archive.write(f"{hours}.md", date=int(moment))
    archive.sync(catalog)
    search = archive.search(catalog)
    found = search.find("")
    assert found is not None
    for month, posts in found.facets.months:
        answer = search.find(f"date:{month:%Y-%m}")
        assert answer is not None
        assert answer.total == posts
