"""Versions of the state file: step by step, a copy before each, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from pathlib import Path

import pytest

from reader.model import id_of
from reader.state import opening
from reader.state.connection import connect
from reader.state.copies import Copies
from reader.state.database import Database
from reader.state.migrations import APPLICATION_ID, MIGRATIONS, VERSION, empty, migrate, version_of
from reader.state.store import Store

NEWS = "/news"
NEXT = (
    *MIGRATIONS,
    "CREATE TABLE mood(archive INTEGER NOT NULL, mood TEXT NOT NULL);\nINSERT INTO mood SELECT id, ';' FROM archive;\n",
    "ALTER TABLE mood ADD COLUMN at INTEGER NOT NULL DEFAULT 0;\n",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


def test_a_new_file_is_of_the_newest_version_and_says_whose_it_is() -> None:
    connection = empty()
    assert version_of(connection) == VERSION == len(MIGRATIONS)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_steps_are_taken_in_order_each_after_something_was_done_with_what_there_is(file: Path) -> None:
    connection = connect(file)
    before: list[int] = []
    migrate(connection, before.append, NEXT[:1])
    migrate(connect(None), before.append, NEXT)
    assert before == [], "nothing to copy"
    connection.execute("INSERT INTO archive(id, path, marked) VALUES (1, '/news', 0)")
    migrate(connection, before.append, NEXT)
    assert before == [*range(1, len(NEXT))]
    assert version_of(connection) == len(NEXT)
    assert connection.execute("SELECT * FROM mood").fetchall() == [(1, ";", 0)]
    migrate(connection, before.append, NEXT)
    assert before == [*range(1, len(NEXT))]


@pytest.mark.parametrize(
    "broken", ["CREATE TABLE one(x);\nnonsense;\n", "DROP TABLE read;\nDROP TABLE nothing;\n"]
)
def test_a_step_that_fails_changes_nothing(file: Path, broken: str) -> None:
    connection = connect(file)
    migrate(connection)
    tables = connection.execute("SELECT * FROM sqlite_master").fetchall()
    with pytest.raises(sqlite3.Error):
        migrate(connection, migrations=(*MIGRATIONS, broken, NEXT[-1]))
    assert version_of(connection) == VERSION
    assert connection.execute("SELECT * FROM sqlite_master").fetchall() == tables


def test_two_programs_at_once_take_each_step_once(file: Path) -> None:
    first, second = connect(file), connect(file)
    migrate(first)
    migrate(first, lambda version: migrate(second, migrations=NEXT) if version == VERSION else None, NEXT)
    assert version_of(first) == version_of(second) == len(NEXT)


def test_a_file_of_another_program_is_not_touched(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE theirs(x)")
    with pytest.raises(sqlite3.DatabaseError, match="another program"):
        migrate(other)
    other.close()


def test_opening_an_older_file_copies_it_and_brings_it_up_to_date(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = Copies(tmp_path / "backups")
    old = Store(Database(file, copies))
    old.mark(NEWS, [1, 2])
    old.database.close()
    monkeypatch.setattr(opening, "VERSION", len(NEXT))
    monkeypatch.setattr(opening, "migrate", lambda connection, before: migrate(connection, before, NEXT))
    new = Store(Database(file, copies))
    assert new.read_keys(NEWS) == array("q", [1, 2])
    assert version_of(connect(file)) == len(NEXT)
    assert [copy.version for copy in copies.all()] == [VERSION + 1, VERSION]
    monkeypatch.undo()
    assert Store(Database(copies.all()[1].path)).read_among(NEWS, [id_of(2)]) == {id_of(2)}


def test_copies_are_numbered_and_the_last_four_and_the_last_of_each_version_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = Copies(tmp_path / "backups")
    assert copies.all() == []
    stamps = iter(["20990101-000000", "20260101-000000", *(f"2026010{day}-000000" for day in range(2, 8))])
    monkeypatch.setattr(time, "strftime", lambda _: next(stamps))
    for version in (1, 1, 2, 2, 3, 3, 3, 3):
        copies.make(empty(), version)
    kept = [(copy.number, copy.version) for copy in copies.all()]
    assert kept == [(8, 3), (7, 3), (6, 3), (5, 3), (4, 2), (2, 1)], "by number, whatever the clock said"
    assert sorted(os.listdir(copies.folder)) == sorted(copy.path.name for copy in copies.all())


def test_a_copy_is_due_after_a_week_and_when_the_last_one_is_from_the_future(tmp_path: Path) -> None:
    copies = Copies(tmp_path / "backups")
    assert copies.due()
    path = copies.make(empty(), 1)
    assert not copies.due()
    day = 86_400
    for days, due in ((-6, False), (-8, True), (0.5, False), (30, True)):
        os.utime(path, (time.time() + days * day,) * 2)
        assert copies.due() is due


def test_a_check_makes_a_copy_a_week(file: Path, tmp_path: Path) -> None:
    copies = Copies(tmp_path / "backups")
    store = Store(Database(file, copies))
    assert store.database.check()
    assert copies.all() == [], "of nothing"
    store.mark(NEWS, [1])
    for _ in range(2):
        assert store.database.check()
        assert len(copies.all()) == 1
    assert Store(Database(copies.all()[0].path)).read_keys(NEWS) == array("q", [1])


def test_a_copy_that_can_not_be_made_leaves_nothing_behind(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = Copies(tmp_path / "backups")
    store = Store(Database(file, copies))
    store.mark(NEWS, [1])

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        assert store.database.check(), "of the file nothing is wrong"
    assert "No space left" in store.database.trouble
    assert store.database.unsaved == ""
    assert os.listdir(copies.folder) == []
    store.mark(NEWS, [2])
    assert store.read_keys(NEWS) == array("q", [1, 2])
