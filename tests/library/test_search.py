"""The order of what is found, how much of it, and what is told of each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.found import Found
from reader.library.query import SearchOrder, parse
from reader.library.search import Search
from reader.library.textindex import IndexDamaged, Searcher
from reader.text import fold
from tests.library.fake import FakeArchive
from tests.library.mixed import PIECES, TODAY, Both


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


def in_order(both: Both, found: Found) -> list[str]:
    return [post.path for post in both.catalog.posts(found.ids)]


@pytest.mark.parametrize("typed", ["", "科创", "-ai", "金融 OR gpt", "has:image", "nothing like this"])
def test_an_order_is_that_of_its_values_and_unknown_dates_come_last(both: Both, typed: str) -> None:
    whole = {each.post.path: each for each in both.naive.posts}
    wanted = both.naive.find(parse(typed, TODAY).tree)

    def values(order: SearchOrder) -> list[Any]:
        found = both.found(typed, order=order, limit=None)
        assert (found.order, found.exact, found.total) == (order, len(found.ids), len(wanted))
        posts = [whole[path] for path in in_order(both, found)]
        assert {each.post.path for each in posts} == wanted
        if order in {"date", "oldest"}:
            return [each.post.date.seconds if each.post.date else None for each in posts]
        return [fold(each.post.title) if order == "title" else len(each.body) for each in posts]

    dates = [post.date.seconds for path in wanted if (post := whole[path].post).date]
    unknown = [None] * (len(wanted) - len(dates))
    assert values("date") == [*sorted(dates, reverse=True), *unknown]
    assert values("oldest") == [*sorted(dates), *unknown]
    assert values("title") == sorted(fold(whole[path].post.title) for path in wanted)
    assert values("length") == sorted((len(whole[path].body) for path in wanted), reverse=True)


@pytest.mark.parametrize("typed", ["kcb", "kechuangban", "科创扳", "chanjing"])
def test_where_nothing_is_exact_what_is_near_comes_in_any_order(both: Both, typed: str) -> None:
    best = both.found(typed)
    assert (best.exact, best.total) == (0, len(best.ids))
    whole = {each.post.path: each for each in both.naive.posts}
    for order in ORDERS[1:]:
        found = both.found(typed, order=order, or_near=True)
        assert (found.order, found.exact, found.total) == (order, 0, best.total)
        assert dict(zip(found.ids, found.kinds, strict=True)) == dict(zip(best.ids, best.kinds, strict=True))
        assert found.facets == best.facets
        posts = [whole[path].post for path in in_order(both, found)]
        if order == "title":
            assert [fold(post.title) for post in posts] == sorted(fold(post.title) for post in posts)
        if order in {"date", "oldest"}:
            dates = [post.date.seconds for post in posts if post.date]
            assert dates == sorted(dates, reverse=order == "date")
        assert [hit.post.path for hit in both.search.hits(found)] == in_order(both, found)
        assert not both.found(typed, order=order).total, "not where only what is exact was asked for"


def test_what_is_exact_has_nothing_near_beside_it_in_other_orders(both: Both) -> None:
    found = both.found("科创板", order="date", or_near=True)
    assert found.exact == found.total == both.found("科创板", order="date").total


ORDERS: tuple[SearchOrder, ...] = ("relevance", "date", "oldest", "title", "length")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("typed", ["", "科创", "科创板", "kcb", "gpt OR 汉语", "cat:金融"])
def test_a_limit_cuts_an_order_and_nothing_else(both: Both, typed: str, order: SearchOrder) -> None:
    whole = both.found(typed, order=order)
    assert list(both.found(typed, order=order).ids) == list(whole.ids)
    for limit in (0, 1, 3, 20, 50):
        some = both.found(typed, order=order, limit=limit)
        for name in ("ids", "posted", "kinds", "scores"):
            assert list(getattr(some, name)) == list(getattr(whole, name)[:limit])
        assert (some.total, some.facets) == (whole.total, whole.facets)
        assert some.exact == min(limit, whole.exact)


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("科创板", "relevance"),
        ("title:科创板", "relevance"),
        ("cat:金融", "date"),
        ("", "date"),
        ("-科创板", "date"),
        ("科创板 sort:oldest", "oldest"),
        ("sort:title", "title"),
        ("科 sort:length", "length"),
    ],
)
def test_words_are_sorted_by_relevance_and_all_else_by_date(both: Both, typed: str, order: str) -> None:
    assert both.found(typed).order == order


def test_posts_that_are_equal_keep_their_order_after_another_sync() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    for number in range(30):
        archive.write(f"{number:02}.md", "同一个标题", body="同样的话", date=1_600_000_000)
    archive.sync(catalog)
    search = archive.search(catalog)
    before = {order: first_ids(search, "同样", order) for order in ORDERS}
    archive.write("other.md", "别的", body="不相干")
    archive.sync(catalog)
    assert {order: first_ids(search, "同样", order) for order in ORDERS} == before


def first_ids(search: Search, typed: str, order: SearchOrder) -> list[int]:
    found = search.find(typed, order=order)
    assert found is not None
    assert len(found.ids) == 30
    return list(found.ids)


def test_an_answer_nobody_wants_any_more_is_none(both: Both) -> None:
    assert both.search.find("科创板", stale=lambda: True) is None


def test_a_post_that_is_gone_since_is_no_hit() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("a.md", "科创板", date=2)
    archive.write("b.md", "科创板", date=1)
    archive.sync(catalog)
    search = archive.search(catalog)
    found = search.find("科创板")
    assert found is not None
    del archive.files["a.md"]
    archive.sync(catalog)
    assert [hit.post.path for hit in search.hits(found)] == ["b.md"]


def test_before_the_first_sync_a_hint_tells_what_to_do() -> None:
    found = FakeArchive().search(Catalog(None)).find("科创板")
    assert found is not None
    assert (found.total, len(found.ids)) == (0, 0)
    assert "newsreader sync" in found.hints[-1]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.sampled_from(PIECES), st.tuples(st.sampled_from(PIECES), st.sampled_from(PIECES)).map("".join)
    ),
    st.booleans(),
)
def test_every_exact_hit_shows_where_it_has_the_word(both: Both, word: str, quoted: bool) -> None:
    found = both.found(f'"{word}"' if quoted else word)
    for hit in both.search.hits(found, 0, found.exact):
        by = any(fold(word) in fold(author) for author in hit.post.authors)
        assert hit.title_marks or hit.snippet_marks or (by and not quoted), (hit.post.title, hit.snippet)


def test_only_as_many_snippets_as_asked_for_are_read(both: Both) -> None:
    found = both.found("科创")
    hits = both.search.hits(found, 0, 10, snippets=2)
    assert len(hits) == 10
    assert not any(hit.snippet for hit in hits[2:])
    assert both.search.hits(found, 3, 5) == both.search.hits(found, 0, 10)[3:5]


def test_damage_is_told_and_mended_by_the_next_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("a.md", "科创板")
    archive.sync(catalog)
    search = archive.search(catalog)

    def broken(*_: object, **__: object) -> None:
        raise IndexDamaged

    with monkeypatch.context() as patched:
        patched.setattr(Searcher, "search", broken)
        found = search.find("科创板")
    assert found is not None
    assert (found.total, len(found.ids)) == (0, 0)
    assert "damaged" in found.hints[-1]
    assert catalog.texts.missing() == 1
    archive.sync(catalog)
    assert catalog.texts.missing() == 0
    found = search.find("科创板")
    assert found is not None
    assert (found.total, found.hints) == (1, ())
