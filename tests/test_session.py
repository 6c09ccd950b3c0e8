"""A session: archives of every kind, posts by every name, bookmarks that follow their posts."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from reader import paths
from reader.errors import ArchiveNotFound, CatalogUnusable, PostNotFound, PostUnreadable
from reader.library.locking import only_writer
from reader.model import post_id
from reader.session import Session, resolve
from tests.library.fake import everything
from tests.library.real import LONG_AGO


def write(root: Path, path: str, title: str, body: str = "海上有雾。") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"---\ntitle: '{title}'\ndate: 2021-07-02 21:56:00\nauthor: 渡口日报\n---\n\n<p>{body}</p>\n", "utf-8"
    )
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def synced(root: Path) -> Session:
    session = Session(resolve(root))
    session.sync(workers=0)
    return session


def present(session: Session) -> set[str]:
    """The bookmarked posts that are there."""
    missing = {mark.id for mark in session.keeping.missing()}
    return {post for post in session.keeping.bookmarks() if post not in missing}


def titles(session: Session) -> list[str]:
    return [post.title for post in everything(session.catalog)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write(folder, "a.md", "甲")
    write(folder, "金融/快讯/b.md", "乙")
    return folder


@pytest.mark.parametrize("name", ["空", "line\nbreak", "esc\x1b[31mape", "[bold]", "\udcff\udcfe", "with space ", "-dash"])  # fmt: skip
def test_an_archive_may_have_any_name(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, f"{name}/{name}.md", "甲")
    session = synced(tmp_path / name)
    assert titles(session) == ["甲"]
    (post,) = everything(session.catalog)
    assert session.find(f"{name}/{name}.md") == post
    assert session.find(post.id) == post
    assert "海上有雾" in session.read(post).body
    assert session.keeping.toggle(post)
    assert list(Session(resolve(tmp_path / name)).keeping.bookmarks()) == [post.id]
    assert len(session.keeping.listing()) == 1
    assert not session.keeping.toggle(post)


def test_an_empty_folder_is_an_archive_without_posts(tmp_path: Path) -> None:
    session = Session(tmp_path)
    assert not session.synced
    assert session.sync(workers=0).seen == 0
    assert session.synced
    assert session.complete
    assert titles(session) == []


def test_one_file_is_an_archive(archive: Path) -> None:
    session = synced(archive / "金融" / "快讯" / "b.md")
    assert titles(session) == ["乙"]
    (post,) = everything(session.catalog)
    assert post.path == "b.md"
    assert "海上有雾" in session.read(session.find("b.md")).body
    assert session.sync(workers=0).added == 0


def test_a_file_of_any_suffix_is_read_when_it_is_the_archive(tmp_path: Path) -> None:
    assert titles(synced(write(tmp_path, "note.news", "甲"))) == ["甲"]


@pytest.mark.parametrize("name", ["nothing", "nothing/below", "x" * 5000, "nul\0"])
def test_what_is_not_there_is_no_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveNotFound):
        resolve(tmp_path / name)


def test_a_link_to_an_archive_is_an_archive_of_its_own(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(archive)
    session = synced(tmp_path / "link")
    assert session.root == tmp_path / "link"
    assert titles(session) == ["甲", "乙"]
    assert session.find(str(archive / "a.md")).title == "甲"
    assert session.find(str(tmp_path / "link" / "a.md")).title == "甲"
    assert session.catalog.path != Session(resolve(archive)).catalog.path


def test_an_archive_is_the_same_however_it_is_written(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive / "金融")
    assert resolve(Path("..")) == resolve(Path("../../news/")) == resolve(archive)


def test_an_archive_on_a_read_only_file_system_works(archive: Path) -> None:
    for folder in (archive / "金融" / "快讯", archive / "金融", archive):
        folder.chmod(0o555)
    before = {path: path.stat().st_mtime_ns for path in [archive, *archive.rglob("*")]}
    assert titles(synced(archive)) == ["甲", "乙"]
    assert {path: path.stat().st_mtime_ns for path in [archive, *archive.rglob("*")]} == before
    for folder in (archive, archive / "金融", archive / "金融" / "快讯"):
        folder.chmod(0o755)


# -- posts by name ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["金融/快讯/b.md", "./金融/快讯/b.md", "金融/../金融/快讯/b.md", "金融//快讯/b.md"]
)
def test_a_post_is_found_by_its_path_inside(archive: Path, name: str) -> None:
    assert synced(archive).find(name).id == post_id("金融/快讯/b.md")


def test_a_post_is_found_by_its_path_from_where_one_stands(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = synced(archive)
    monkeypatch.chdir(archive / "金融")
    assert session.find("快讯/b.md").title == "乙"
    assert session.find(str(archive / "a.md")).title == "甲"
    assert session.find("../a.md").title == "甲"


def test_a_post_is_found_by_its_id_or_its_beginning(archive: Path) -> None:
    session = synced(archive)
    id_ = post_id("a.md")
    for name in (id_, id_[:8], id_[:4], id_.upper()):
        assert session.find(name).title == "甲"


def test_a_file_outside_is_not_in_the_archive(archive: Path, tmp_path: Path) -> None:
    session = synced(archive)
    outside = write(tmp_path, "outside.md", "外")
    for name in (str(outside), "../outside.md", "/etc/passwd", "", "no/such.md", "0123", "abc", "x" * 5000):
        with pytest.raises(PostNotFound) as caught:
            session.find(name)
        assert caught.value.hint


def test_an_id_that_may_mean_several_posts_is_asked_back(tmp_path: Path) -> None:
    numbers: dict[str, int] = {}
    for number in range(3000):
        other = numbers.setdefault(post_id(f"{number}.md")[:4], number)
        if other != number:
            break
    write(tmp_path, f"{number}.md", "一")
    write(tmp_path, f"{other}.md", "二")
    session = synced(tmp_path)
    with pytest.raises(PostNotFound) as caught:
        session.find(post_id(f"{number}.md")[:4])
    assert "several" in caught.value.message
    assert session.find(post_id(f"{number}.md")).title == "一"


def test_a_file_that_no_sync_has_seen_yet_is_read(archive: Path) -> None:
    session = synced(archive)
    write(archive, "new.md", "新")
    assert session.find("new.md").title == "新"
    assert session.find(str(archive / "new.md")).id == post_id("new.md")


def test_a_post_whose_file_is_gone_is_known_and_can_not_be_read(archive: Path) -> None:
    session = synced(archive)
    (archive / "a.md").unlink()
    post = session.find("a.md")
    assert post.title == "甲"
    with pytest.raises(PostUnreadable):
        session.read(post)


# -- changes ------------------------------------------------------------------------------------------------


def test_a_bookmark_follows_a_renamed_post_and_can_be_taken_away(archive: Path) -> None:
    session = synced(archive)
    session.keeping.toggle(session.find("a.md"))
    (archive / "a.md").rename(archive / "moved.md")
    session.sync(workers=0)
    post = session.find("moved.md")
    assert present(session) == {post.id}
    assert session.find("a.md") == post, "the old name still leads to it"
    assert not session.keeping.toggle(post)
    assert present(session) == set()
    assert session.keeping.toggle(post)


def test_a_bookmark_follows_a_post_renamed_while_one_reads(archive: Path) -> None:
    session = synced(archive)
    session.keeping.toggle(session.find("a.md"))
    (archive / "a.md").rename(archive / "金融" / "moved.md")
    for name in ("x.md", "金融/x.md"):
        (archive / name).write_text("# x\n")
    session.sync(workers=0)  # so that the folder is known
    (archive / "金融" / "moved.md").rename(archive / "again.md")
    progress = session.sync_files(["金融/moved.md", "again.md"])
    assert progress is not None
    assert progress.renamed == 1
    assert present(session) == {post_id("again.md")}


def test_a_bookmark_of_a_post_that_is_gone_waits_for_it(archive: Path) -> None:
    session = synced(archive)
    session.keeping.toggle(session.find("a.md"))
    content = (archive / "a.md").read_bytes()
    (archive / "a.md").unlink()
    session.sync(workers=0)
    assert present(session) == set()
    (archive / "a.md").write_bytes(content)
    session.sync(workers=0)
    assert present(session) == {post_id("a.md")}


def test_changed_files_need_no_walk_but_a_new_folder_and_a_readme_do(archive: Path) -> None:
    session = synced(archive)
    write(archive, "c.md", "丙")
    progress = session.sync_files(["c.md"])
    assert progress is not None
    assert progress.added == 1
    write(archive, "new/d.md", "丁")
    assert session.sync_files(["new/d.md"]) is None
    assert session.sync_files(["金融/README.md"]) is None
    assert session.sync(workers=0).added == 1
    assert titles(session) == ["甲", "丙", "丁", "乙"]


def test_an_undated_post_that_changed_gets_the_date_a_walk_would_give_it(archive: Path) -> None:
    session = synced(archive)
    file = archive / "undated.txt"
    file.write_text("只有正文。\n", "utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    session.sync_files(["undated.txt"])
    live = session.find("undated.txt")
    assert live.date is not None
    assert live.date.about
    session.sync(full=True, workers=0)
    assert session.find("undated.txt") == live


def test_titles_are_found(archive: Path) -> None:
    session = synced(archive)
    found = session.search.find("乙")
    assert found is not None
    assert [post.title for post in session.catalog.posts(found.ids)] == ["乙"]


def test_a_post_becomes_a_document(archive: Path) -> None:
    session = synced(archive)
    assert session.document(session.read(session.find("a.md"))).blocks


# -- the cache ----------------------------------------------------------------------------------------------


def test_a_session_in_memory_leaves_no_trace(archive: Path) -> None:
    session = Session(resolve(archive), in_memory=True)
    session.sync(workers=0)
    assert titles(session) == ["甲", "乙"]
    assert session.sync_files(["a.md"]) is not None
    assert not paths.cache_dir().exists()


def test_a_cache_that_can_not_be_made_is_an_error_for_the_user(archive: Path) -> None:
    paths.cache_dir().parent.mkdir(parents=True)
    paths.cache_dir().write_text("in the way")
    with pytest.raises(CatalogUnusable):
        Session(resolve(archive))


def test_a_sync_waits_for_another_one_and_says_so_once(archive: Path) -> None:
    first, second = Session(resolve(archive)), Session(resolve(archive))
    told = threading.Event()
    waited: list[bool] = []

    def waiting() -> None:
        waited.append(True)
        told.set()

    def sync() -> None:
        second.sync(workers=0, waiting=waiting)
        second.catalog.close()

    with only_writer(first.catalog.path, threading.Lock()):
        thread = threading.Thread(target=sync)
        thread.start()
        assert told.wait(30)
        assert titles(first) == []
    thread.join()
    assert waited == [True]
    assert titles(first) == ["甲", "乙"]


def test_a_sync_that_waits_can_be_stopped(archive: Path) -> None:
    first, second = Session(resolve(archive)), Session(resolve(archive))
    with only_writer(first.catalog.path, threading.Lock()):
        assert second.sync(workers=0, stopped=lambda: True).done == 0


def test_pinyin_of_a_word_that_only_texts_have_leads_to_it(archive: Path) -> None:
    write(archive, "c.md", "丙", "<em>渡船</em>停航。")
    session = synced(archive)
    found = session.search.find("duchuan")
    assert found is not None
    assert (found.total, found.suggestion) == (0, "渡船")
    again = session.search.find(found.suggestion)
    assert again is not None
    assert [hit.post.title for hit in session.search.hits(again)] == ["丙"]
