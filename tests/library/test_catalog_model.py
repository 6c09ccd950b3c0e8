"""The catalogue against plain Python: whatever happens to the files, after a sync it answers as the model does."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.library.catalog import Catalog
from reader.library.rows import UNKNOWN
from reader.model import Category, Order, Selection, post_id
from reader.text import fold
from tests.library.fake import OLD, FakeArchive, everything, in_order, key, meets

ORDERS: tuple[Order, ...] = ("date", "oldest", "title")

folders = st.sampled_from(["", "甲", "甲/乙", "news", "news/2021", "\udcff非"])
names = st.sampled_from([f"{name}.md" for name in "abcdef"] + ["\udcfe.md"])
paths = st.builds(lambda folder, name: f"{folder}/{name}" if folder else name, folders, names)
titles = st.text(st.sampled_from("天地Ab ﾊÉ"), max_size=6)
dates = st.none() | st.sampled_from([0, -1, 1, 86_400, 1_600_000_000, 1_600_000_001, -5_000_000_000])
categories: st.SearchStrategy[list[Category]] = st.lists(
    st.sampled_from([("金融",), ("金融", "快讯"), ("金融", "快讯", "A"), ("游戏",), ("x", "金融")]), max_size=2, unique=True
)  # fmt: skip
authors = st.lists(
    st.sampled_from(["渡口日报", "Ann", "Ann·夜班", "Ann - 早班", "Anna", "金融"]), max_size=3, unique=True
)
mtimes = st.integers(OLD, OLD + 5)
selections = st.builds(
    Selection,
    category=st.sampled_from([(), ("金融",), ("金融", "快讯"), ("x",), ("没有",)]),
    author=st.sampled_from(["", "Ann", "nobody"]),
    since=st.none() | st.sampled_from([-1, 0, 1_600_000_000]),
    until=st.none() | st.sampled_from([0, 1, 1_600_000_001]),
    source=st.sampled_from(["", "Ann", "渡口日报", "nobody"]),
)


class Archive(RuleBasedStateMachine):
    """Files come, change, go and are renamed; now and then there is a sync."""

    def __init__(self) -> None:
        super().__init__()
        self.archive = FakeArchive()
        self.catalog = Catalog(None)
        self.synced = False
        self._folder = tempfile.TemporaryDirectory()

    def teardown(self) -> None:
        self.catalog.close()
        self._folder.cleanup()

    @rule(path=paths, title=titles, date=dates, authors=authors, categories=categories, mtime=mtimes)
    def write(
        self,
        path: str,
        title: str,
        date: int | None,
        authors: list[str],
        categories: list[Category],
        mtime: int,
    ) -> None:
        old = self.archive.files.get(path)
        self.archive.write(path, title, date=date, authors=authors, categories=categories, mtime=mtime)
        new = self.archive.files[path]
        if old and old != new and old[1] == new[1] and len(old[0].encode()) == len(new[0].encode()):
            self.archive.files[path] = new[0], mtime + 10  # what no stat can tell is not asked for
        self.synced = False

    @rule(path=paths)
    def remove(self, path: str) -> None:
        self.archive.files.pop(path, None)
        self.synced = False

    @rule(path=paths)
    def break_(self, path: str) -> None:
        self.archive.files[path] = "broken", OLD
        self.synced = False

    @rule(old=paths, new=paths)
    def rename(self, old: str, new: str) -> None:
        if old in self.archive.files and new not in self.archive.files:
            self.archive.rename(old, new)
            self.synced = False

    @rule(full=st.booleans())
    def sync(self, full: bool) -> None:
        self.archive.sync(self.catalog, full=full)
        self.synced = True

    @rule(calls=st.integers(0, 6))
    def sync_a_part(self, calls: int) -> None:
        left = iter(range(calls))
        self.archive.sync(self.catalog, stopped=lambda: next(left, None) is None)

    @rule(changed=st.lists(paths, max_size=3))
    def sync_files(self, changed: list[str]) -> None:
        self.archive.sync_files(self.catalog, Path(self._folder.name), changed)

    @rule()
    def sync_again_reads_nothing_but_what_failed(self) -> None:
        self.sync(full=False)
        self.archive.sync(self.catalog)
        assert all(self.archive.files[path][0] == "broken" for path in self.archive.read)

    @precondition(lambda self: self.synced)
    @rule(selection=selections, order=st.sampled_from(ORDERS), data=st.data())
    def ask_for_a_list(self, selection: Selection, order: Order, data: st.DataObject) -> None:
        expected = [post for post in self.archive.posts().values() if meets(post, selection)]
        listing = self.catalog.listing(selection, order)
        posts = self.catalog.posts(listing.ids)
        assert Counter(post.path for post in posts) == Counter(post.path for post in expected)
        assert [key(post, order) for post in posts] == in_order(expected, order)
        assert self.catalog.count(selection) == len(expected)
        limit = data.draw(st.integers(1, 8))
        head = self.catalog.head(selection, order, limit)
        assert head.ids == listing.ids[:limit]
        assert head.posted == listing.posted[:limit]
        assert head.total == len(listing)
        for position, row_id in enumerate(listing.ids):
            posted = listing.posted[position] if listing.dated else UNKNOWN
            assert listing.find(row_id, posted) == position

    @invariant()
    def the_rest_is_as_the_files(self) -> None:
        if not self.synced:
            return
        posts = self.archive.posts()
        assert everything(self.catalog) == [posts[path] for path in sorted(posts)]
        counts: Counter[Category] = Counter()
        for post in posts.values():
            counts.update(
                {category[:end] for category in post.categories for end in range(1, len(category) + 1)}
            )
        found = self.catalog.categories()
        assert {count.path: count.posts for count in found} == dict(counts)
        seen: set[Category] = {()}
        for count in found:
            assert count.path[:-1] in seen, "a parent comes before its children"
            seen.add(count.path)
        by_author = Counter(author for post in posts.values() for author in post.authors)
        assert self.catalog.authors() == sorted(by_author.items())
        assert self.catalog.doubtful() == len({problem.path for problem in self.catalog.problems()})
        unreadable = {problem.path for problem in self.catalog.problems() if problem.kind == "unreadable"}
        assert unreadable == {
            path for path, (content, _) in self.archive.files.items() if content == "broken"
        }
        untitled = {problem.path for problem in self.catalog.problems() if problem.kind == "title"}
        assert untitled == {path for path, post in posts.items() if not post.title}
        by_title = self.catalog.posts(self.catalog.listing(Selection(), "title").ids)
        assert len(by_title) == len(posts)
        assert [fold(post.title) for post in by_title] == sorted(fold(post.title) for post in posts.values())


Archive.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestArchive = Archive.TestCase


@given(prefixes=st.lists(st.text("0123456789abcdef", min_size=1, max_size=16), max_size=5))
@settings(max_examples=60, deadline=None)
def test_posts_are_found_by_the_beginning_of_their_id(prefixes: list[str]) -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    for number in range(40):
        archive.write(f"{number}.md")
    archive.sync(catalog)
    ids = sorted(post_id(path) for path in archive.files)
    for prefix in [*prefixes, *(id_[:2] for id_ in ids[:8]), *ids[:3], *ids[-3:]]:
        found = catalog.starting_with(prefix, limit=100)
        assert sorted(post.id for post in found) == [id_ for id_ in ids if id_.startswith(prefix)]
    catalog.close()


def test_row_ids_and_fingerprints_answer_for_known_posts_only() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("甲/a.md", "一")
    archive.sync(catalog)
    id_ = post_id("甲/a.md")
    row_id = catalog.row_id(id_)
    assert row_id is not None
    assert [post.path for post in catalog.posts([row_id, 999, row_id])] == ["甲/a.md", "甲/a.md"]
    fingerprint = catalog.fingerprint(id_)
    assert fingerprint is not None
    assert fingerprint.mtime_ns == OLD
    assert catalog.row_id(post_id("b")) is None
    assert catalog.fingerprint(post_id("b")) is None
    assert catalog.get(post_id("b")) is None
    catalog.close()


@pytest.mark.parametrize("order", ORDERS)
def test_a_list_of_named_posts_leaves_out_what_is_gone(order: Literal["date"]) -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    for number in range(4):
        archive.write(f"{number}.md", date=number or None)
    archive.sync(catalog)
    listing = catalog.listing_of([post_id(f"{number}.md") for number in (0, 2, 3, 7)])
    assert [post.path for post in catalog.posts(listing.ids)] == ["3.md", "2.md", "0.md"]
    assert len(catalog.listing_of([])) == 0
    catalog.close()
