"""Syncs that are killed, that crash, that run side by side."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from reader import paths
from reader.archive.walk import walk
from reader.errors import CatalogUnusable
from reader.library.catalog import Catalog
from reader.library.sync import Sync
from reader.model import Problem, Scan, Selection
from reader.scanning import scan
from reader.scanning import scan as scan_file
from reader.session import Session
from tests.library.real import contents, start, write_posts

POSTS = 700


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    write_posts(folder, POSTS)
    return folder


def fresh(archive: Path) -> Catalog:
    """What a sync that nothing disturbs makes of an archive."""
    catalog = Catalog(None)
    problems: list[Problem] = []
    Sync(catalog, archive, scan, workers=0).run(walk(archive, problems), problems)
    return catalog


def check_file(path: Path) -> None:
    """SQLite finds nothing wrong with a catalogue."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def processes_of(group: int) -> list[int]:
    """The living members of a process group."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            state, _, member = Path(f"/proc/{entry}/stat").read_text("utf-8").rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(member) == group and state != "Z":
            found.append(int(entry))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_sync_killed_at_any_moment_is_continued_by_the_next(archive: Path) -> None:
    generator = random.Random(7)
    catalog_file = paths.catalog_file(archive)
    added = 0
    for round_ in range(6):
        child = start("sync", str(archive), "--workers", "2")
        time.sleep(generator.uniform(0.25, 1.1))
        child.kill()
        child.communicate()
        deadline = time.monotonic() + 20
        while processes_of(child.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert processes_of(child.pid) == [], "workers end when the sync is killed"
        # Meanwhile the archive goes on living: some posts go, change, move, come.
        files = sorted(archive.rglob("*.md"))
        for file in generator.sample(files, 5):
            file.unlink()
        for file in generator.sample(sorted(archive.rglob("*.md")), 5):
            file.rename(file.with_name(f"moved-{round_}-{file.name}"))
        added += 20
        write_posts(archive, 20, first=POSTS + added)
    session = Session(archive)
    session.sync(workers=0)
    assert contents(session.catalog) == contents(fresh(archive))
    check_file(catalog_file)
    assert session.sync(workers=0).added == 0


def test_two_syncs_at_once_do_no_harm(archive: Path) -> None:
    children = [start("sync", str(archive), "--workers", "1") for _ in range(3)]
    outputs = [child.communicate(timeout=90) for child in children]
    assert [child.returncode for child in children] == [0, 0, 0], outputs
    assert sorted("nothing new" in out for out, _ in outputs) == [False, True, True]
    session = Session(archive)
    assert contents(session.catalog) == contents(fresh(archive))
    check_file(paths.catalog_file(archive))


def test_those_who_open_a_new_catalogue_at_once_all_get_the_same_one(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def open_(file: Path, barrier: threading.Barrier, number: int) -> None:
        try:
            barrier.wait()
            catalog = Catalog(file)
            catalog.database.connection().execute("INSERT INTO moved VALUES (?, 1)", (number,))
            catalog.close()
        except (CatalogUnusable, sqlite3.Error, threading.BrokenBarrierError) as error:
            errors.append(error)

    for round_ in range(12):
        file, barrier = tmp_path / str(round_) / "catalog.sqlite", threading.Barrier(6)
        if round_ % 3 == 2:
            file.parent.mkdir()
            file.write_bytes(b"no database at all " * 999)
        threads = [threading.Thread(target=open_, args=(file, barrier, number)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        catalog = Catalog(file)
        assert round_ % 3 == 2 or catalog.database.rows("SELECT count(*) FROM moved") == [(6,)]
        assert catalog.database.rows("PRAGMA journal_mode") == [("wal",)]
        catalog.close()


def test_readers_see_whole_batches_while_another_program_writes(archive: Path) -> None:
    session = Session(archive)
    child = start("sync", str(archive), "--workers", "1")
    seen = set()
    while child.poll() is None:
        listing = session.catalog.listing(Selection())
        assert len(session.catalog.posts(listing.ids)) == len(listing)
        seen.add(len(listing))
        time.sleep(0.02)
    out, err = child.communicate()
    assert child.returncode == 0, (out, err)
    assert session.catalog.count(Selection()) == POSTS
    assert len(seen) > 1


def deadly(root: Path, path: str, mtime_ns: int) -> Scan:
    """Reads a post; some end the process that reads them."""
    if path.endswith(("00301.md", "00602.md")):
        os._exit(7)
    return scan_file(root, path, mtime_ns)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_kills_its_reader_is_reported_and_the_rest_is_in(archive: Path, workers: int) -> None:
    catalog = Catalog(None)
    progress = Sync(catalog, archive, deadly, workers=workers).run(walk(archive))
    assert progress.unreadable == 2
    assert progress.added == POSTS - 2
    assert catalog.count(Selection()) == POSTS - 2
    problems = [problem for problem in catalog.problems() if problem.kind == "unreadable"]
    assert [problem.path[-8:] for problem in problems] == ["00301.md", "00602.md"]
    assert all("exit code 7" in problem.message for problem in problems)


def _die_at_once(*_: object) -> None:
    os._exit(1)


def test_where_no_process_can_be_started_files_are_read_in_this_one(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.workers._serve", _die_at_once)
    catalog = Catalog(None)
    progress = Sync(catalog, archive, scan_file, workers=2).run(walk(archive))
    assert (progress.added, progress.unreadable) == (POSTS, 0)


def strict(root: Path, path: str, mtime_ns: int) -> Scan:
    """Reads a post with a message of a megabyte about it: more than any pipe holds."""
    scan = scan_file(root, path, mtime_ns)
    return scan._replace(problems=(Problem(path, "header", "长" * 30_000),))


def test_answers_larger_than_any_pipe_block_nobody(archive: Path) -> None:
    catalog = Catalog(None)
    progress = Sync(catalog, archive, strict, workers=2).run(walk(archive))
    assert progress.added == POSTS
