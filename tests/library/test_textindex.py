"""The text index: kept true to the catalogue whatever happens, made again when it is gone."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import paths
from reader.library import textindex
from reader.library.first_screen import FirstScreen
from reader.library.placing import first_place, place, post_at, seconds_at
from reader.model import Selection
from reader.session import Session
from tests.library.real import write_posts

QUERIES = (
    "海上有雾",
    "潮汐",
    "第7篇",
    "cat:金融 灯塔",
    "author:渡口日报",
    "date:2021-03-05",
    "新来的",
    "moved",
)


def answers(session: Session) -> list[list[str]]:
    """The paths that each of some queries finds, and all paths by date."""
    found = [session.search.find(query, order="date", limit=None) for query in (*QUERIES, "")]
    return [[post.path for post in session.catalog.posts(each.ids)] for each in found if each is not None]


def fresh(archive: Path) -> list[list[str]]:
    """What an index answers that has seen nothing but this archive."""
    session = Session(archive, in_memory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.readings.are_at_hand", lambda: True)
        session.sync(workers=0)
    assert any(answers(session))
    return [sorted(paths) for paths in answers(session)]


def check(session: Session, archive: Path) -> None:
    """The index answers like a fresh one, and lacks nothing."""
    assert session.catalog.texts.missing() == 0
    assert [sorted(found) for found in answers(session)] == fresh(archive)


def indexes(archive: Path) -> list[Path]:
    return sorted(paths.catalog_file(archive).parent.glob("text-*"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    write_posts(folder, 60)
    return folder


_CHILD = """
import sys
from pathlib import Path
from reader.library import first_screen, sync, textwriter
from reader.session import Session
sync.COMMIT_EVERY, first_screen.FIRST_SCREEN = 0.03, 10
textwriter._FIRST_COMMIT, textwriter._LATER = 0.05, 0.0
print("begun", flush=True)
Session(Path(sys.argv[1])).sync(workers=0)
"""
"""A sync that commits all the time."""


def test_an_index_killed_fifty_times_answers_like_a_fresh_one(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    write_posts(archive, 500)
    generator = random.Random(11)
    survived = 0
    for round_ in range(50):
        child = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, str(archive)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"begun\n"
        time.sleep(generator.uniform(0.0, 0.35))
        child.kill()
        survived += child.wait() == 0
        child.communicate()
        files = sorted(archive.rglob("*.md"))
        for file in generator.sample(files, 3):
            file.unlink()
        for file in generator.sample(sorted(archive.rglob("*.md")), 3):
            file.rename(file.with_name(f"moved-{round_}-{file.name}"))
        for file in generator.sample(sorted(archive.rglob("*.md")), 3):
            file.write_text(file.read_text("utf-8").replace("海上", f"新来的{round_}海上"), "utf-8")
        if round_ % 5 == 0:  # so much that there is work to be killed in
            for file in archive.rglob("*.md"):
                file.write_text(file.read_text("utf-8") + "\n", "utf-8")
        write_posts(archive, 5, first=1_000 + 5 * round_)
    assert survived < 45, "most syncs were killed while they ran"
    session = Session(archive)
    session.sync(workers=0)
    check(session, archive)
    assert session.sync(workers=0).changed == 0


def listed(session: Session) -> list[str]:
    """The paths of all posts, by date, whatever the index has."""
    return [post.path for post in session.catalog.posts(session.catalog.listing(Selection()).ids)]


@pytest.fixture
def no_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where the tables of readings have yet to be made, which takes half a second."""
    monkeypatch.setattr("reader.readings.are_at_hand", lambda: False)
    monkeypatch.setattr("reader.library.first_screen.FIRST_SCREEN", 10)


@pytest.mark.usefixtures("no_tables")
@pytest.mark.parametrize("size", [1, 9, 10, 11, 60])
def test_the_first_screen_does_not_wait_for_tables_and_is_found_too(tmp_path: Path, size: int) -> None:
    archive = tmp_path / "archive"
    write_posts(archive, size)
    session = Session(archive)
    seen: list[tuple[int, int]] = []
    session.sync(lambda _: seen.append((len(listed(session)), session.catalog.texts.missing())), workers=0)
    if size > 10:
        assert seen[0] == (10, 10), "listed, and nothing of it in the index"
    check(session, archive)
    assert session.sync(workers=0).changed == 0


@pytest.mark.usefixtures("no_tables")
def test_what_changes_between_the_list_and_the_index_is_found_as_it_is(archive: Path) -> None:
    session = Session(archive)
    files = sorted(archive.rglob("*.md"))

    def change(_: object) -> None:
        there = [archive / path for path in listed(session)]
        if len(there) == 10:
            there[0].unlink()
            there[1].write_text(there[1].read_text("utf-8").replace("海上", "新来的海上"), "utf-8")

    session.sync(change, workers=0)
    assert len(sorted(archive.rglob("*.md"))) == len(files) - 1
    session.sync(workers=0)
    check(session, archive)


@pytest.mark.usefixtures("no_tables")
def test_killed_before_the_index_has_the_first_screen_the_next_sync_gives_it(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(_: FirstScreen) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(FirstScreen, "read_again", kill)
        with pytest.raises(Killed):
            Session(archive).sync(workers=0)
    session = Session(archive)
    assert len(listed(session)) == 10
    session.sync(workers=0)
    check(session, archive)


def test_what_changes_is_found_as_it_is_now(archive: Path) -> None:
    session = Session(archive)
    session.sync(workers=0)
    file = min(archive.rglob("*.md"))
    file.write_text(file.read_text("utf-8").replace("海上有雾", "山中有雪"), "utf-8")
    session.sync_files([file.relative_to(archive).as_posix()])
    found = session.search.find("山中有雪")
    assert found is not None
    assert [post.path for post in session.catalog.posts(found.ids)] == [file.relative_to(archive).as_posix()]
    file.unlink()
    session.sync_files([file.relative_to(archive).as_posix()])
    gone = session.search.find("山中有雪")
    assert gone is not None
    assert gone.total == 0
    check(session, archive)


def test_an_index_that_is_gone_is_made_again(archive: Path) -> None:
    Session(archive).sync(workers=0)
    (folder,) = indexes(archive)
    shutil.rmtree(folder)
    session = Session(archive)
    empty = session.search.find("潮汐")
    assert empty is not None
    assert empty.hints
    session.sync(workers=0)
    check(session, archive)


def test_an_index_of_another_version_is_made_again(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Session(archive).sync(workers=0)
    (before,) = indexes(archive)
    monkeypatch.setattr(textindex, "VERSION", textindex.VERSION + 1)
    session = Session(archive)
    session.sync(workers=0)
    (after,) = indexes(archive)
    assert before != after
    check(session, archive)


def test_an_index_is_not_read_with_a_catalogue_it_was_not_made_with(archive: Path) -> None:
    session = Session(archive)
    session.sync(workers=0)
    session.catalog.database.rebuild()
    none = session.search.find("潮汐")
    assert none is not None
    assert none.total == 0
    session.sync(workers=0)
    check(session, archive)
    assert len(indexes(archive)) == 1


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_index_is_told_of_and_made_again(archive: Path, seed: int) -> None:
    """Cut, overwritten, deleted files: an answer, or a hint that there is none; the next syncs mend it."""
    generator = random.Random(seed)
    Session(archive).sync(workers=0)
    (folder,) = indexes(archive)
    files = sorted(file for file in folder.iterdir() if file.stat().st_size)
    for file in generator.sample(files, generator.choice([1, 2, len(files)])):
        data = bytearray(file.read_bytes())
        way = generator.randrange(3)
        if way == 0:
            file.unlink()
        elif way == 1:
            file.write_bytes(data[: generator.randrange(len(data))])
        else:
            for _ in range(generator.choice([1, 20, len(data)])):
                data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
            file.write_bytes(data)
    session = Session(archive)
    for query in (*QUERIES, ""):
        found = session.search.find(query)
        assert found is not None
        session.search.hits(found)
    session.catalog.texts.damaged()  # what no check has noticed
    session.sync(workers=0)
    check(session, archive)


def test_a_second_program_reads_while_the_first_writes(archive: Path) -> None:
    reader, writer = Session(archive), Session(archive)
    writer.sync(workers=0)
    seen = reader.search.find("潮汐")
    assert seen is not None
    assert seen.total == 60
    write_posts(archive, 5, first=60)
    writer.sync(workers=0)
    seen = reader.search.find("潮汐")
    assert seen is not None
    assert seen.total == 65


def test_in_memory_it_lives_as_long_as_its_session(archive: Path) -> None:
    session = Session(archive, in_memory=True)
    session.sync(workers=0)
    assert answers(session)[0]
    assert indexes(archive) == []
    file = archive / "新.md"
    file.write_text("---\ntitle: 刚到\n---\n一句话。", "utf-8")
    session.sync(workers=0)
    found = session.search.find("一句话")
    assert found is not None
    assert found.total == 1


@given(st.integers(-(1 << 62), 1 << 62), st.integers(0, (1 << 25) - 1), st.integers(-(1 << 36), 1 << 36))
def test_a_place_sorts_by_date_and_tells_the_post(posted: int, post: int, other: int) -> None:
    here = place(posted, post)
    assert -(1 << 63) <= here < 1 << 63
    assert post_at(here) == post
    if abs(posted) < 1 << 36:
        assert seconds_at(here) == posted
        assert (here < place(other, 0)) == (posted < other)
        assert (here >= first_place(other)) == (posted >= other)
