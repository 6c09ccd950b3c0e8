"""What one run of a sync sees, reads, tells and leaves."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from reader.archive.walk import walk
from reader.errors import ArchiveNotFound
from reader.library.catalog import Catalog
from reader.library.first_screen import FIRST_SCREEN
from reader.library.sync import BATCH, Sync
from reader.library.writer import signature
from reader.model import Moment, Post, Progress, Scan, Selection, post_id
from reader.scanning import scan
from reader.session import Session, resolve
from reader.text import fold
from tests.library.fake import OLD, FakeArchive, everything


@pytest.fixture
def archive() -> FakeArchive:
    made = FakeArchive()
    made.write("金融/快讯/a.md", "第一篇", date=100, categories=[("金融", "快讯")], authors=["渡口日报"])
    made.write("金融/b.md", "第二篇", date=200, categories=[("金融",)], authors=["渡口日报"])
    made.write("c.md", "Third", date=None)
    return made


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "cache" / "catalog.sqlite")


def done(progress: Progress) -> dict[str, int]:
    """What is not zero of the counts that say what was done."""
    counts = progress._asdict()
    names = ("added", "changed", "removed", "renamed", "unreadable")
    return {name: counts[name] for name in names if counts[name]}


def unreadable(catalog: Catalog) -> set[str]:
    return {problem.path for problem in catalog.problems() if problem.kind == "unreadable"}


def test_a_new_archive_is_read_whole(archive: FakeArchive, catalog: Catalog) -> None:
    progress = archive.sync(catalog)
    assert done(progress) == {"added": 3}
    assert (progress.seen, progress.done, progress.finished, progress.walking) == (3, 3, True, False)
    assert [post.title for post in everything(catalog)] == ["Third", "第二篇", "第一篇"]


def test_a_second_run_reads_nothing(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    generation = catalog.generation()
    progress = archive.sync(catalog)
    assert archive.read == []
    assert (done(progress), progress.seen, progress.done) == ({}, 3, 3)
    assert catalog.generation() == generation, "nothing changed, nothing is written"


def test_a_changed_file_is_read_once(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    archive.write("c.md", "Third, mended", date=None)
    assert done(archive.sync(catalog)) == {"changed": 1}
    assert archive.read == ["c.md"]
    archive.sync(catalog)
    assert archive.read == []


def test_a_touched_file_is_read_but_not_changed(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    content, mtime = archive.files["c.md"]
    archive.files["c.md"] = content, mtime + 5
    assert done(archive.sync(catalog)) == {}
    assert archive.read == ["c.md"]
    archive.sync(catalog)
    assert archive.read == []


def test_a_touched_file_whose_date_is_its_mtime_gets_the_new_one(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    file = folder / "undated.txt"
    file.write_text("只有正文。\n", "utf-8")
    session = Session(folder)
    for when in (1_500_000_000, 1_550_000_000):
        os.utime(file, (when, when))
        assert session.sync(workers=0).unreadable == 0
        (post,) = everything(session.catalog)
        assert post.date == Moment(when, None, about=True)


def test_a_change_of_content_within_the_same_size_is_seen_by_its_mtime(
    archive: FakeArchive, catalog: Catalog
) -> None:
    archive.sync(catalog)
    archive.write("c.md", "thirD", date=None, mtime=OLD + 1)
    assert done(archive.sync(catalog)) == {"changed": 1}


def test_a_file_changed_a_moment_ago_is_looked_at_again(archive: FakeArchive, catalog: Catalog) -> None:
    now = time.time_ns()
    archive.write("c.md", "one", date=None, mtime=now)
    archive.sync(catalog)
    archive.write("c.md", "two", date=None, mtime=now)  # within the tick of the file system's clock
    assert done(archive.sync(catalog)) == {"changed": 1}
    assert everything(catalog)[0].title == "two"


def test_a_removed_file_and_a_removed_folder_go(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    del archive.files["金融/快讯/a.md"], archive.files["c.md"]
    assert done(archive.sync(catalog)) == {"removed": 2}
    assert [post.path for post in everything(catalog)] == ["金融/b.md"]
    assert catalog.count(Selection(("金融", "快讯"))) == 0
    assert [count.path for count in catalog.categories()] == [("金融",)]


def test_an_archive_that_lost_every_post_is_empty(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    archive.files.clear()
    assert done(archive.sync(catalog)) == {"removed": 3}
    assert everything(catalog) == []
    assert catalog.categories() == []
    assert len(catalog.listing(Selection(), "title")) == 0


def test_a_renamed_file_is_found_under_its_old_id(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    archive.rename("c.md", "旧闻/d.md")
    assert done(archive.sync(catalog)) == {"renamed": 1}
    archive.rename("旧闻/d.md", "e.md")
    assert done(archive.sync(catalog)) == {"renamed": 1}
    for path in ("c.md", "旧闻/d.md", "e.md"):
        found = catalog.get(post_id(path))
        assert found is not None
        assert found.path == "e.md"


def test_a_file_renamed_to_and_fro_is_itself_again(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    for old, new in (("c.md", "d.md"), ("d.md", "c.md"), ("c.md", "d.md")):
        archive.rename(old, new)
        archive.sync(catalog)
    for path in ("c.md", "d.md"):
        found = catalog.get(post_id(path))
        assert found is not None
        assert found.path == "d.md"


def test_of_two_equal_files_each_keeps_one_successor(catalog: Catalog) -> None:
    archive = FakeArchive()
    for path in ("a.md", "b.md"):
        archive.write(path, "同文")
    archive.sync(catalog)
    archive.rename("a.md", "x.md")
    archive.rename("b.md", "y.md")
    assert done(archive.sync(catalog)) == {"renamed": 2}
    found = {catalog.get(post_id(path)) for path in ("a.md", "b.md")}
    assert {post.path for post in found if post} == {"x.md", "y.md"}


def test_a_full_run_reads_everything_and_changes_nothing(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    before = everything(catalog)
    assert done(archive.sync(catalog, full=True)) == {}
    assert sorted(archive.read) == sorted(archive.files)
    assert everything(catalog) == before


def test_a_file_that_can_not_be_read_is_reported_and_tried_again(
    archive: FakeArchive, catalog: Catalog
) -> None:
    archive.files["c.md"] = "broken", OLD
    for _ in range(2):
        assert archive.sync(catalog).unreadable == 1
        assert [(problem.path, problem.kind) for problem in catalog.problems()] == [("c.md", "unreadable")]
    archive.write("c.md", "readable", date=None)
    assert done(archive.sync(catalog)) == {"added": 1}
    assert catalog.problems() == []


def test_a_file_that_became_unreadable_leaves_the_list(archive: FakeArchive, catalog: Catalog) -> None:
    archive.sync(catalog)
    archive.files["c.md"] = "broken", OLD
    archive.sync(catalog)
    assert catalog.get(post_id("c.md")) is None
    assert catalog.count(Selection()) == 2


def test_a_scanner_that_fails_is_a_problem_of_that_file(tmp_path: Path) -> None:
    archive, catalog = FakeArchive(), Catalog(tmp_path / "catalog.sqlite")
    archive.write("a.md")
    archive.files["b.md"] = "no json", OLD
    assert done(archive.sync(catalog)) == {"added": 1, "unreadable": 1}
    (problem,) = catalog.problems()
    assert problem.path == "b.md"
    assert "JSONDecodeError" in problem.message


def test_text_that_no_database_takes_is_mended(catalog: Catalog) -> None:
    class Strange(FakeArchive):
        def scan(self, root: Path, path: str, mtime_ns: int) -> Scan:
            scan = super().scan(root, path, mtime_ns)
            bad = "好\ud800\udcff"
            post = scan.post._replace(
                title=bad, authors=(bad, bad), categories=((bad, "x"),), tags=(bad,), link=bad, language=bad
            )
            return scan._replace(post=post)

    archive = Strange()
    archive.write("a.md")
    archive.sync(catalog)
    (post,) = everything(catalog)
    assert (post.title, post.categories, post.tags) == ("好??", (("好??", "x"),), ("好??",))
    archive.sync(catalog, full=True)
    assert [count.path for count in catalog.categories()] == [("好??",), ("好??", "x")]


def test_every_field_of_a_post_comes_back(catalog: Catalog) -> None:
    wanted = Post(
        post_id("甲/\udcff.md"),
        "甲/\udcff.md",
        "标题 [bold]",
        date=Moment(1_625_000_000, 480, about=True),
        authors=("渡口日报", "Ann"),
        categories=(("金融", "快讯"), ("其他",)),
        tags=("一", "two"),
        link="https://example.org/?a=1&b=二",
        title_guessed=True,
        updated=Moment(1_625_000_001, None),
        language="zh-Hans",
        draft=True,
    )

    class Rich(FakeArchive):
        def scan(self, root: Path, path: str, mtime_ns: int) -> Scan:
            return super().scan(root, path, mtime_ns)._replace(post=wanted)

    archive = Rich()
    archive.write("甲/\udcff.md")
    archive.sync(catalog)
    assert everything(catalog) == [wanted]


def test_progress_grows_and_ends_finished(catalog: Catalog) -> None:
    archive = FakeArchive()
    for number in range(FIRST_SCREEN + 3 * BATCH):
        archive.write(f"{number % 7}/{number:04}.md", f"第{number}篇")
    reports: list[Progress] = []
    sync = Sync(catalog, Path("/"), archive.scan, report=reports.append, workers=0)
    last = sync.run(archive.walk())
    assert [report.done for report in reports] == sorted(report.done for report in reports)
    assert all(report.done <= report.seen for report in reports)
    assert [report.finished for report in reports] == [False] * (len(reports) - 1) + [True]
    assert reports[-1].done == last.done == len(archive.files)
    assert reports[0].done == FIRST_SCREEN, "the first screen is shown before the rest is read"


def test_a_stopped_run_keeps_what_it_has_and_the_next_one_goes_on(catalog: Catalog) -> None:
    archive = FakeArchive()
    for number in range(400):
        archive.write(f"{number // 50}/{number:04}.md", date=number)
    calls = iter(range(4))
    progress = archive.sync(catalog, stopped=lambda: next(calls, None) is None)
    assert 0 < progress.done < 400
    assert not catalog.complete()
    first = set(archive.read)
    archive.sync(catalog)
    assert catalog.complete()
    assert catalog.count(Selection()) == 400
    assert first.isdisjoint(archive.read), "what was in is not read again"


def test_a_list_by_title_is_in_order_before_a_sync_has_ended_and_after(catalog: Catalog) -> None:
    archive = FakeArchive()
    titles = [f"{'ＡbÉ天'[number % 4]}{number}" for number in range(FIRST_SCREEN + BATCH)]
    for number, title in enumerate(titles):
        archive.write(f"a/{number}.md", title)
    archive.sync(catalog, stopped=lambda: bool(catalog.count(Selection())))
    assert 0 < catalog.count(Selection()) < len(titles)
    for _ in range(2):
        listed = catalog.posts(catalog.listing(Selection(), "title").ids)
        assert [fold(post.title) for post in listed] == sorted(
            fold(post.title) for post in everything(catalog)
        )
        archive.sync(catalog)
    assert len(listed) == len(titles)


def test_a_stopped_run_takes_nothing_out(catalog: Catalog) -> None:
    archive = FakeArchive()
    for number in range(200):
        archive.write(f"{number:03}/a.md", f"第{number}篇")
    archive.sync(catalog)
    archive.rename("000/a.md", "zzz/a.md")  # seen at the very end of the walk
    calls = iter(range(100))
    archive.sync(catalog, stopped=lambda: next(calls, None) is None)
    assert catalog.count(Selection()) == 200
    assert done(archive.sync(catalog)) == {"renamed": 1}
    assert catalog.count(Selection()) == 200


def test_an_archive_that_vanishes_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.md").write_text("# 一\n", "utf-8")
    session = Session(resolve(folder))
    session.sync(workers=0)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(ArchiveNotFound):
        session.sync(workers=0)
    assert [post.title for post in everything(session.catalog)] == ["一"]
    (tmp_path / "elsewhere").rename(folder)
    assert done(session.sync(workers=0)) == {}


def test_dangling_links_and_pipes_are_reported_and_come_back_as_files(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.md").write_text("# 甲\n", "utf-8")
    (folder / "link.md").symlink_to(tmp_path / "target.md")
    os.mkfifo(folder / "pipe.md")
    session = Session(folder)
    for _ in range(2):
        session.sync(workers=0)
        assert unreadable(session.catalog) == {"link.md", "pipe.md"}
    (tmp_path / "target.md").write_text("# 乙\n", "utf-8")
    (folder / "pipe.md").unlink()
    (folder / "pipe.md").write_text("# 丙\n", "utf-8")
    session.sync(workers=0)
    assert unreadable(session.catalog) == set()
    assert {post.title for post in everything(session.catalog)} == {"甲", "乙", "丙"}


def test_a_file_in_the_place_of_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    (folder / "x.md").mkdir(parents=True)
    (folder / "x.md" / "y.md").write_text("# 里\n", "utf-8")
    session = Session(folder)
    session.sync(workers=0)
    (folder / "x.md" / "y.md").unlink()
    (folder / "x.md").rmdir()
    (folder / "x.md").write_text("# 外\n", "utf-8")
    session.sync(workers=0)
    assert [(post.path, post.title) for post in everything(session.catalog)] == [("x.md", "外")]


@pytest.mark.parametrize("change", ["name", "size", "mtime", "order", "more"])
def test_a_signature_tells_every_change(change: str) -> None:
    files = [("a.md", 1, 2), ("b.md", 3, 4)]
    changed = {
        "name": [("A.md", 1, 2), ("b.md", 3, 4)],
        "size": [("a.md", 2, 2), ("b.md", 3, 4)],
        "mtime": [("a.md", 1, 3), ("b.md", 3, 4)],
        "order": [("b.md", 3, 4), ("a.md", 1, 2)],
        "more": [*files, ("c.md", 1, 1)],
    }[change]
    assert signature(files) == signature(list(files))
    assert signature(changed) != signature(files)
    assert -(1 << 63) <= signature(changed) < 1 << 63


def dawdling_scan(root: Path, path: str, mtime_ns: int) -> Scan:
    """A scanner that some files keep long, so that workers come back out of turn."""
    if path.endswith("/79.md") and int(path[1:3]) % 2:
        time.sleep(0.2)
    return scan(root, path, mtime_ns)


def test_posts_of_the_same_second_stand_in_one_order_whoever_reads_them(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    for folder in range(12):
        for number in range(80):
            file = root / f"f{folder:02}" / f"{number:02}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: {folder}-{number}\ndate: 2021-03-01 08:00:00\n---\n潮\n", "utf-8")
            os.utime(file, (OLD // 10**9, OLD // 10**9))
    orders = []
    for workers in (0, 3):
        catalog = Catalog(tmp_path / f"{workers}.sqlite")
        Sync(catalog, root, dawdling_scan, workers=workers).run(walk(root))
        ids = catalog.listing(Selection()).ids
        orders.append([post.path for post in catalog.posts(ids)])
        catalog.close()
    assert orders[0] == orders[1]
    assert len(orders[0]) == 960
