"""What has been read, what is new, what was read lately."""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reader import reads as module
from reader.library.catalog import Catalog
from reader.library.ledger import Ledger
from reader.model import Selection, key_of, post_id
from reader.session import Session
from reader.tallies import Tally
from tests.archives import FOG, RAIN, TIDE, forget_index, synced, write
from tests.library.fake import everything
from tests.library.real import LONG_AGO

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.listing import Listing
    from reader.model import Post

NOW = 1_750_000_000
AUTHORS = ["渡口日报", "港口快讯", "两地来信"]


class Clock:
    """The time as it is told to what is tested."""

    def __init__(self) -> None:
        self.seconds = NOW

    def time(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    for number in range(12):
        categories = ("金融", "金融, 快讯", "科技", "")[number % 4]
        author = ("渡口日报", "港口快讯", "两地来信")[number % 3]
        write(
            folder,
            f"{number:02}.md",
            f"第{number}篇",
            f"{number}：{FOG}",
            categories=categories,
            author=author,
        )
    file = write(folder, "both.md", "两处", RAIN, date="2021-07-05")
    more = "categories: [[金融, 快讯], [金融, 债券], [科技]]\nauthor:"
    file.write_text(file.read_text("utf-8").replace("author:", more), "utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def session(archive: Path) -> Session:
    return synced(archive)


def posts(session: Session) -> list[Post]:
    return everything(session.catalog)


def paths_of(session: Session, listing: Listing) -> list[str]:
    return [post.path for post in session.catalog.posts(listing.ids)]


def told(session: Session, read: set[str]) -> Tally:
    """What is unread, counted post by post."""
    unread = [post for post in posts(session) if post.path not in read]
    counts = Counter(
        path
        for post in unread
        for path in {path[: depth + 1] for path in post.categories for depth in range(len(path))}
    )
    return Tally(len(unread), {count.path: counts[count.path] for count in session.catalog.categories()})


def told_of_authors(session: Session, read: set[str]) -> dict[str, int]:
    """The same by author."""
    counts = dict.fromkeys((name for name, _ in session.catalog.authors()), 0)
    for post in posts(session):
        for author in post.authors:
            counts[author] += post.path not in read
    return counts


def test_a_post_with_several_categories_is_known_as_one(session: Session) -> None:
    assert len(session.find("both.md").categories) == 3
    numbers = Ledger(session.catalog).numbers()
    (nodes,) = numbers.several.values()
    assert sorted(numbers.categories[node][0] for node in nodes) == [
        ("科技",),
        ("金融", "债券"),
        ("金融", "快讯"),
    ]


def test_nothing_is_read_at_first(session: Session) -> None:
    assert session.reads.read_among(posts(session)) == set()
    assert session.reads.counts() == told(session, set())
    assert session.reads.counts().total == 13


def test_marks_are_counted_as_they_are_made_by_anyone(session: Session, archive: Path) -> None:
    chance, other, read = random.Random(5), Session(archive), set[str]()
    for _ in range(40):
        by, some = chance.choice([session, other]), chance.sample(posts(session), chance.randrange(1, 4))
        as_read, paths = chance.random() < 0.6, {post.path for post in some}
        fresh = paths - read if as_read else paths & read
        rows = [row for row in (session.catalog.row_id(post.id) for post in some) if row is not None]
        marked = by.reads.mark(some, as_read) if chance.random() < 0.5 else by.reads.mark(rows, as_read)
        assert marked == len(fresh)
        read = read | paths if as_read else read - paths
        assert session.reads.counts() == other.reads.counts() == told(session, read)
        assert session.reads.unread_of(AUTHORS) == told_of_authors(session, read)
        left = session.reads.unread(session.catalog.listing(Selection()))
        assert set(paths_of(session, left)) == {post.path for post in posts(session)} - read


def test_unread_posts_of_an_author_follow_the_archive(session: Session, archive: Path) -> None:
    assert session.reads.unread_of(["港口快讯", "没有"]) == {"港口快讯": 4, "没有": 0}
    before = session.reads.rows()
    write(archive, "12.md", "第12篇", TIDE, author="港口快讯")
    session.sync(workers=0)
    assert before.unread_among(Ledger(session.catalog).authored("港口快讯")) == 5, (
        "asked of an older state: it is unread"
    )
    assert session.reads.unread_of(["港口快讯"]) == {"港口快讯": 5}
    session.reads.mark([session.find("12.md")])
    assert session.reads.unread_of(["港口快讯"]) == {"港口快讯": 4}


def test_unread_posts_of_a_month_follow_marks_and_the_archive(session: Session, archive: Path) -> None:
    def unread() -> dict[str, int]:
        months = session.reads.unread_in(session.catalog.listing(Selection()))
        return {f"{month:%Y-%m-%d}": number for month, number in months.items()}

    july = unread()["2021-07-01"]
    write(archive, "may.md", "五月", TIDE, date="2021-05-31")
    write(archive, "may-too.md", "也是五月", RAIN, date="2021-05-01")
    session.sync(workers=0)
    assert unread() == {"2021-07-01": july, "2021-05-01": 2}
    session.reads.mark([session.find("may.md"), session.find("both.md")])
    assert unread() == {"2021-07-01": july - 1, "2021-05-01": 1}
    session.reads.mark(posts(session))
    assert unread() == {"2021-07-01": 0, "2021-05-01": 0}, "a month that has been read is told of"


def test_a_mark_is_put_into_what_is_known_and_nothing_is_read_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.reads.mark([session.find("01.md")])
    session.reads.rows()
    with monkeypatch.context() as patch:
        patch.setattr(session.state.store, "read_keys", None)
        session.reads.mark([session.find("both.md")])
        assert session.reads.counts() == told(session, {"01.md", "both.md"})
        session.reads.mark([session.find("both.md"), session.find("00.md")], read=False)
        assert session.reads.counts() == told(session, {"01.md"})


def test_marks_can_be_undone_and_done_again(session: Session, archive: Path) -> None:
    session.reads.mark([session.find("00.md")])
    everything_listed = session.catalog.listing(Selection()).ids
    assert session.reads.mark(everything_listed) == 12
    change = session.state.undo()
    assert change is not None
    assert (change.verb, change.title, change.count) == ("read", "", 12)
    assert session.reads.counts() == told(session, {"00.md"})
    change = Session(archive).state.undo()
    assert change is not None
    assert (change.verb, change.title, change.count) == ("read", "第0篇", 1)
    assert session.reads.counts().total == 13
    session.state.redo()
    session.state.redo()
    assert session.reads.counts() == told(session, {post.path for post in posts(session)})
    session.reads.mark(everything_listed[:2], read=False)
    assert session.reads.counts().total == 2


def test_many_marks_are_as_good_as_few(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.library import ledger

    monkeypatch.setattr(ledger, "_MANY", 3)
    monkeypatch.setattr(module, "_FEW", 3)
    rows = session.catalog.listing(Selection()).ids
    assert session.reads.mark(rows[:7]) == 7
    left = paths_of(session, session.reads.unread(session.catalog.listing(Selection())))
    assert left == [post.path for post in session.catalog.posts(rows[7:])]


def test_just_read_posts_may_stay_in_the_list_of_unread_ones(session: Session) -> None:
    listing = session.catalog.listing(Selection())
    session.reads.mark(listing.ids[:3])
    left = session.reads.unread(listing, kept=[listing.ids[1]])
    assert list(left.ids) == [listing.ids[1], *listing.ids[3:]]
    assert list(left.posted) == [listing.posted[1], *listing.posted[3:]]
    title = session.catalog.listing(Selection(), "title")
    assert not session.reads.unread(title).dated


def test_marks_outlive_removed_and_rebuilt_posts(session: Session, archive: Path) -> None:
    session.reads.mark([session.find("both.md"), session.find("03.md")])
    (archive / "03.md").unlink()
    session.sync(workers=0)
    assert session.reads.counts() == told(session, {"both.md"})
    write(archive, "new.md", "新", RAIN)
    forget_index()
    fresh = synced(archive)
    assert fresh.reads.counts() == told(fresh, {"both.md"})
    write(archive, "03.md", "第3篇", RAIN)
    fresh.sync(workers=0)
    assert fresh.reads.counts() == told(fresh, {"both.md", "03.md"})


@pytest.mark.parametrize("read", [0, 1, 5, 9, 12, 13])
def test_queries_find_what_is_read_and_what_is_not(session: Session, read: int) -> None:
    every = posts(session)
    session.reads.mark(every[:read])
    for typed, expected in (
        ("is:read", every[:read]),
        ("is:unread", every[read:]),
        ("-is:unread", every[:read]),
        ("is:unread OR is:read", every),
        ("is:unread is:read", []),
    ):
        found = session.search.find(typed, order="date", limit=None)
        assert found is not None
        assert {post.id for post in session.catalog.posts(found.ids)} == {post.id for post in expected}


# What is new


def is_new(session: Session) -> list[str]:
    new = session.reads.new()
    found = session.search.find("is:new", order="date", limit=None)
    assert found is not None
    assert found.ids == new.ids
    assert session.reads.new_counts().total == len(new)
    return sorted(paths_of(session, new))


def come_back(archive: Path) -> Session:
    """The archive as it is seen at another start."""
    session = synced(archive)
    session.reads.begin_look()
    return session


def test_at_the_first_look_nothing_is_new(archive: Path, clock: Clock) -> None:
    session = Session(archive)
    session.reads.begin_look()
    session.sync(workers=0)
    assert is_new(session) == []
    write(archive, "later.md", "后来", RAIN, categories="金融, 快讯")
    session.sync(workers=0)
    assert is_new(session) == ["later.md"]
    assert session.reads.new_counts().categories[("金融",)] == 1
    assert session.reads.new_counts().categories[("科技",)] == 0
    del clock


def test_what_came_since_the_last_look_is_new_until_the_next(archive: Path, clock: Clock) -> None:
    come_back(archive)
    write(archive, "one.md", "一", RAIN)
    clock.seconds += 3_600
    session = come_back(archive)
    assert is_new(session) == ["one.md"]
    clock.seconds += 7_200
    session.reads.keep_look()
    clock.seconds += 600  # a short absence
    assert is_new(come_back(archive)) == ["one.md"]
    write(archive, "two.md", "二", RAIN)
    assert is_new(come_back(archive)) == ["one.md", "two.md"]
    clock.seconds += 86_400
    assert is_new(come_back(archive)) == []


def test_a_query_alone_is_no_look(archive: Path, clock: Clock) -> None:
    come_back(archive)
    clock.seconds += 3_600
    write(archive, "one.md", "一", RAIN)
    assert is_new(synced(archive)) == ["one.md"]
    assert is_new(synced(archive)) == ["one.md"]


def test_a_renamed_or_edited_post_is_not_new(archive: Path, clock: Clock) -> None:
    come_back(archive)
    clock.seconds += 3_600
    (archive / "00.md").rename(archive / "zero.md")
    write(archive, "01.md", "第1篇", RAIN, mtime=NOW - 5)
    assert is_new(come_back(archive)) == []


def test_after_the_index_was_rebuilt_the_times_of_files_tell_what_is_new(archive: Path, clock: Clock) -> None:
    come_back(archive)
    forget_index()
    write(archive, "one.md", "一", RAIN, mtime=NOW + 60)
    clock.seconds += 3_600
    assert is_new(come_back(archive)) == ["one.md"]
    clock.seconds += 60
    assert is_new(come_back(archive)) == ["one.md"]
    clock.seconds += 3_600
    assert is_new(come_back(archive)) == []


def test_a_clock_that_goes_backwards_hides_nothing_new(archive: Path, clock: Clock) -> None:
    come_back(archive)
    write(archive, "one.md", "一", RAIN)
    clock.seconds -= 90 * 86_400
    assert is_new(come_back(archive)) == ["one.md"]


def test_posts_that_come_back_with_their_disk_are_not_new(archive: Path, clock: Clock) -> None:
    come_back(archive)
    clock.seconds += 86_400
    away = archive.rename(archive.with_name("away"))
    archive.mkdir()
    for _ in range(2):
        assert is_new(come_back(archive)) == []
        clock.seconds += 86_400
    archive.rmdir()
    away.rename(archive)
    write(archive, "one.md", "一", RAIN, mtime=NOW + 60)
    assert is_new(come_back(archive)) == ["one.md"]
    clock.seconds += 86_400
    assert is_new(come_back(archive)) == []


def test_what_comes_into_an_empty_archive_is_new(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "empty").mkdir()
    come_back(tmp_path / "empty")
    clock.seconds += 86_400
    write(tmp_path / "empty", "one.md", "一", RAIN)
    assert is_new(come_back(tmp_path / "empty")) == ["one.md"]


# What was read lately


def test_opened_posts_are_listed_the_last_one_first(session: Session, archive: Path) -> None:
    for path in ("00.md", "05.md", "both.md", "00.md"):
        session.reads.open(session.find(path))
    recent = session.reads.recent()
    assert paths_of(session, recent) == ["00.md", "both.md", "05.md"]
    assert not recent.dated
    (archive / "both.md").unlink()
    (archive / "05.md").rename(archive / "five.md")
    session.sync(workers=0)
    assert paths_of(session, session.reads.recent()) == ["00.md", "five.md"]
    assert paths_of(session, session.reads.recent(1)) == ["00.md"]


# Numbers


def test_keys_rows_and_nodes_go_together_also_with_gaps(session: Session, archive: Path) -> None:
    for path in ("00.md", "07.md"):
        (archive / path).unlink()
    session.sync(workers=0)
    ledger, catalog = Ledger(session.catalog), session.catalog
    numbers = ledger.numbers()
    assert list(numbers.rows) == sorted(catalog.listing(Selection()).ids)
    found = {row: catalog.by_row([row])[row] for row in numbers.rows}
    assert [key_of(found[row].id) for row in numbers.rows] == list(numbers.keys)
    for row, node in zip(numbers.rows, numbers.nodes, strict=True):
        expected = found[row].categories[0] if found[row].categories else ()
        assert (numbers.categories[node][0] if node else ()) == expected
    assert ledger.rows_of(numbers.keys) == dict(zip(numbers.keys, numbers.rows, strict=True))
    assert sorted(ledger.keys_of(numbers.rows)) == sorted(numbers.keys)
    assert ledger.numbers() is numbers


def test_an_empty_catalogue_has_no_numbers() -> None:
    ledger = Ledger(Catalog(None))
    assert len(ledger.numbers().keys) == 0
    assert ledger.newest()[1] == 0
    assert ledger.now([key_of(post_id("a"))]) == ledger.moved() == {}
