"""An archive that was moved as a whole, or is opened by another path: nothing that was kept of it is lost on the way."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reader import paths
from reader.model import post_id
from reader.session import Session, resolve
from reader.state.store import Spot
from tests.archives import FOG, RAIN, TIDE, synced, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write(folder, "a.md", "雾港停航", FOG)
    write(folder, "金融/b.md", "山雨", RAIN)
    write(folder, "c.md", "潮汐", TIDE)
    return folder


def use(session: Session) -> None:
    """Do a little of everything."""
    keeping, store, name = session.keeping, session.state.store, session.state.archive
    fog, rain = session.find("a.md"), session.find("金融/b.md")
    keeping.label([fog], ["以后读"])
    keeping.annotate(rain, "问茶农")
    keeping.passages.highlight(fog, "海上有雾", "", "，渡轮")
    session.searches.save(session.root, "渡轮")
    session.reads.mark([fog, rain])
    store.keep_opened(name, fog.id, fog.title)
    store.keep_opened(name, rain.id, rain.title)
    store.keep_place(name, fog.id, Spot(0, 1, 7))
    store.keep_session(name, {"pane": "list"})


def seen(session: Session) -> list[object]:
    """All that one sees of it."""
    keeping, store, name = session.keeping, session.state.store, session.state.archive
    fog = session.find("a.md")
    return [
        {post: (mark.title, mark.labels, mark.note) for post, mark in keeping.bookmarks().items()},
        [each.quote for each in keeping.highlights_of(fog)],
        [saved.query for saved in session.searches.of(session.root)],
        session.reads.counts().total,
        [opened.title for opened in store.opened(name)],
        store.place(name, fog.id),
        store.session(name),
        keeping.missing(),
    ]


def test_what_was_kept_goes_along_with_an_archive_that_moves(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    before, lines = seen(synced(archive)), paths.bookmarks_file().read_bytes()
    moved = archive.rename(tmp_path / "elsewhere")
    session = synced(moved)
    assert seen(session) == before
    assert session.taken_over == [str(archive)]
    assert synced(moved).taken_over == [], "said once"
    assert paths.bookmarks_file().read_bytes() == lines
    again = synced(moved.rename(tmp_path / "further"))
    assert seen(again) == before
    assert seen(synced((tmp_path / "further").rename(archive))) == before, "and back"


def test_paths_before_the_last_one_come_along_also_where_nothing_is_left_as_it_was(
    archive: Path, tmp_path: Path
) -> None:
    session = synced(archive)
    session.keeping.keep([session.find("a.md")])
    (archive / "a.md").rename(archive / "雾.md")
    synced(archive)
    (archive / "雾.md").rename(archive / "雾2.md")
    synced(archive)
    write(archive, "a.md", "别的", TIDE)
    second = archive.rename(tmp_path / "second")
    session = synced(second)
    session.keeping.seek()
    session.keeping.keep([session.find("c.md")])
    third = synced(second.rename(tmp_path / "third"))
    assert {mark.title for mark in third.keeping.bookmarks().values()} == {"雾港停航", "潮汐"}
    assert third.keeping.missing() == []


def test_it_can_be_changed_and_undone_there(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    session = synced(archive.rename(tmp_path / "elsewhere"))
    fog, keeping, state = session.find("a.md"), session.keeping, session.state
    before = seen(session)
    keeping.label([fog], ["急"], ["以后读"])
    assert keeping.bookmarks()[fog.id].labels == ("急",)
    assert not keeping.toggle(fog)
    assert fog.id not in keeping.bookmarks()
    assert keeping.toggle(fog)
    assert keeping.bookmarks()[fog.id].archive == str(session.root)
    state.searches.rename(session.root, "渡轮", "船")
    assert [saved.name for saved in session.searches.of(session.root)] == ["船"]
    state.searches.rename(session.root, "船", "渡轮")
    for _ in range(3):
        assert state.undo() is not None
    assert seen(session) == before
    assert state.undo().verb == "read"  # type: ignore[union-attr]  # what was done in the other place
    assert session.reads.counts().total == 3


def test_a_post_that_is_kept_under_both_paths_is_one(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(archive)
    here, there = synced(archive), synced(tmp_path / "link")
    for session in (here, there):
        session.keeping.toggle(session.find("a.md"))
    here, there = synced(archive), synced(tmp_path / "link")
    assert (here.taken_over, there.taken_over) == ([str(tmp_path / "link")], [])
    assert len(here.keeping.bookmarks()) == len(there.keeping.keepsakes()) == 1
    assert here.keeping.drop([here.find("a.md")]) == 1
    assert there.keeping.bookmarks() == {}
    here.state.undo()
    assert len(paths.bookmarks_file().read_text().splitlines()) == 2


def test_what_the_other_path_had_is_still_there_when_it_comes_back(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    away = archive.rename(tmp_path / "unplugged")
    shutil.copytree(away, tmp_path / "copy")
    copy = synced(tmp_path / "copy")
    copy.reads.mark([copy.find("c.md")])
    copy.keeping.keep([copy.find("c.md")])
    away.rename(archive)
    back = synced(archive)
    assert seen(back) == seen(copy)
    assert back.reads.counts().total == 0
    assert len(back.keeping.bookmarks()) == 3


def test_own_marks_stay_and_the_last_opened_stays_the_last(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    shutil.copytree(archive, tmp_path / "copy")
    copy = synced(tmp_path / "copy")
    tide, store, name = copy.find("c.md"), copy.state.store, copy.state.archive
    copy.reads.mark([tide])
    store.keep_opened(name, tide.id, tide.title)
    store.keep_place(name, tide.id, Spot(0, 2, 0))
    assert (copy.taken_over, copy.reads.counts().total) == ([], 2)
    shutil.rmtree(archive)
    copy = synced(tmp_path / "copy")
    assert copy.reads.counts().total == 0
    assert [each.title for each in store.opened(name)] == ["潮汐", "山雨", "雾港停航"]
    assert store.place(name, tide.id) == Spot(0, 2, 0)
    assert copy.state.undo().count == 1  # type: ignore[union-attr]  # its own first
    assert copy.reads.counts().total == 1


def test_an_archive_beside_a_copy_of_it_is_left_alone(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    shutil.copytree(archive, tmp_path / "copy")
    copy = synced(tmp_path / "copy")
    assert copy.taken_over == []
    assert copy.keeping.bookmarks() == {}
    assert copy.reads.counts().total == 3


def test_another_archive_is_not_taken_for_one_that_is_gone(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    shutil.rmtree(archive)
    for path in ("a.md", "金融/b.md", "c.md"):
        write(tmp_path / "other", path, "别的", TIDE)
    other = synced(tmp_path / "other")
    assert (other.taken_over, other.keeping.bookmarks()) == ([], {})


def test_an_archive_moves_and_another_takes_its_place(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    before = seen(synced(archive))
    moved = archive.rename(tmp_path / "news-2021")
    write(archive, "new.md", "新的一年", RAIN)
    assert seen(synced(moved)) == before


def test_lines_from_another_machine_belong_to_the_same_posts_here(archive: Path) -> None:
    use(synced(archive))
    for file in (paths.bookmarks_file(), paths.highlights_file(), paths.searches_file()):
        file.write_text(file.read_text("utf-8").replace(str(archive), "/home/ann/news"), "utf-8")
    paths.state_file().unlink()
    session = synced(archive)
    assert session.taken_over == ["/home/ann/news"]
    assert session.keeping.bookmarks().keys() == {post_id("a.md"), post_id("金融/b.md")}
    assert [saved.query for saved in session.searches.of(archive)] == ["渡轮"]


def test_a_window_that_is_open_sees_what_another_program_takes_over(archive: Path, tmp_path: Path) -> None:
    use(synced(archive))
    moved = archive.rename(tmp_path / "elsewhere")
    write(moved, "d.md", "后来", RAIN)
    window = Session(resolve(moved))
    assert window.keeping.bookmarks() == {}
    window.state.poll()
    synced(moved)
    assert {"bookmarks", "highlights", "searches"} <= window.state.poll()
    assert len(window.keeping.bookmarks()) == 2
    assert window.state.troubles() == [f"What you kept of {archive} is here now, too: it has the same posts."]
