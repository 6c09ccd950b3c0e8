"""Damaged state files: never an error, the file is kept, and what can be read of it is there again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import id_of
from reader.state import connection as connections
from reader.state import recovery
from reader.state.connection import Connection, connect
from reader.state.copies import Copies
from reader.state.database import Database
from reader.state.journal import Change, Journal
from reader.state.migrations import empty
from reader.state.salvage import salvage
from reader.state.store import Look, Spot, Store

NEWS, OTHER = "/news", "/other"
PAGE = 4096
KEYS = [(number * 0x9E3779B97F4A7C15 & (1 << 64) - 1) - (1 << 63) for number in range(1, 4001)]
NEW = id_of(12345)


class Fast(Connection):
    """Here no power is lost."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(sql.replace("synchronous = FULL", "synchronous = OFF"), *values)


@pytest.fixture(scope="module", autouse=True)
def fast() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "Connection", Fast)
        yield


def open_store(folder: Path) -> Store:
    return Store(Database(folder / "state.sqlite", Copies(folder / "backups")))


def fill(store: Store) -> None:
    journal = Journal(store.database)
    store.mark(NEWS, KEYS[:3000])
    store.mark(OTHER, KEYS[2500:])
    for number, key in enumerate(KEYS[:200]):
        store.keep_place(NEWS, id_of(key), Spot(0, number, 0))
        store.keep_opened(NEWS, id_of(key), f"title {number}")
    store.keep_aliases(NEWS, {id_of(KEYS[0]): id_of(KEYS[1])})
    store.keep_session(NEWS, {"place": "unread"})
    store.keep_look(NEWS, Look(1, 2, 3, 4, 5))
    for number in range(30):
        journal.record(NEWS, Change("read", str(number), 50, keys=array("q", KEYS[:50])))


class Kept(NamedTuple):
    """Everything that a store holds."""

    read: set[int]
    other: set[int]
    places: dict[int, Spot | None]
    opened: set[str]
    changes: list[str]


def everything(store: Store) -> Kept:
    journal = Journal(store.database)
    changes = list[str]()
    while len(changes) < 100 and (change := journal.last(NEWS)):
        changes.append(change.title)
        journal.set_undone(change.number, True)
    places = {key: store.place(NEWS, id_of(key)) for key in KEYS[:200]}
    store.session(NEWS)
    store.look(NEWS)
    store.aliases(NEWS)
    store.database.version()
    return Kept(
        set(store.read_keys(NEWS)),
        set(store.read_keys(OTHER)),
        {key: place for key, place in places.items() if place},
        {opened.title for opened in store.opened(NEWS)},
        changes,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a state file of which nothing stands in its log."""
    folder = tmp_path_factory.mktemp("whole")
    store = open_store(folder)
    fill(store)
    store.database.close()
    assert not (folder / "state.sqlite-wal").exists()
    return folder


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory, whole: Path) -> Path:
    """A folder with the same, some of it in the log, as a program that was killed leaves it."""
    folder = tmp_path_factory.mktemp("open")
    shutil.copyfile(whole / "state.sqlite", folder / "state.sqlite")
    store = open_store(folder)
    store.mark(NEWS, KEYS, read=False)
    store.mark(NEWS, KEYS[:3000])
    left = tmp_path_factory.mktemp("logged")
    for name in ("state.sqlite", "state.sqlite-wal"):
        shutil.copyfile(folder / name, left / name)
    return left


def works_again(folder: Path) -> Store:
    """A store on what is in the folder: it can be used, and what it keeps is kept."""
    store = open_store(folder)
    everything(store)
    store.database.check()
    store.mark(NEWS, [12345])
    store.keep_place(NEWS, NEW, Spot(9, 9, 9))
    if "newer version" in store.database.unsaved:  # one bit makes that of any version
        return store
    assert store.database.unsaved == ""
    again = open_store(folder)
    assert again.read_among(NEWS, [NEW]) == {NEW}
    assert again.place(NEWS, NEW) == Spot(9, 9, 9)
    assert again.database.check()
    assert again.database.trouble == ""
    return store


def damaged_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("state.sqlite.damaged-*[0-9]"))


def test_a_whole_file_has_no_damage(whole: Path, logged: Path, tmp_path: Path) -> None:
    for folder in (whole, logged):
        copy = shutil.copytree(folder, tmp_path / folder.name)
        kept = everything(works_again(copy))
        assert kept.read == {*KEYS[:3000], 12345}
        assert kept.other == set(KEYS[2500:])
        assert len(kept.places) == len(kept.opened) == 200
        assert damaged_files(copy) == []


@pytest.mark.parametrize("also", [0, 1, 7, -1, -50])
def test_a_file_cut_off_at_any_page_gives_back_what_is_left(whole: Path, tmp_path: Path, also: int) -> None:
    data = (whole / "state.sqlite").read_bytes()
    most = 0
    for page in range(0, len(data) // PAGE + 1, 3):
        size = page * PAGE + also
        if not 0 < size < len(data):
            continue
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / "state.sqlite").write_bytes(data[:size])
        store = works_again(folder)
        assert str(damaged_files(folder)[0]) in store.database.trouble
        assert damaged_files(folder)[0].read_bytes() == data[:size] or also
        kept = everything(store)
        assert kept.read <= {*KEYS[:3000], 12345}
        assert kept.other <= set(KEYS[2500:])
        assert kept.opened <= {f"title {number}" for number in range(200)}
        most = max(most, len(kept.read | kept.other))
    assert most > 2000, "of a file that is nearly whole nearly everything is there"


flips = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=12)


def flip(data: bytearray, places: list[tuple[float, int]], start: int = 0) -> None:
    for place, bit in places:
        data[start + int(place * (len(data) - start))] ^= 1 << bit


@pytest.mark.parametrize("place", [18, 19])
def test_a_file_that_says_it_may_not_be_written_to_is_a_damaged_one(
    whole: Path, tmp_path: Path, place: int
) -> None:
    data = bytearray((whole / "state.sqlite").read_bytes())
    data[place] = 34
    (tmp_path / "state.sqlite").write_bytes(data)
    kept = everything(works_again(tmp_path))
    assert {*KEYS[:3000]} <= kept.read


@given(places=flips, log=st.booleans(), head=st.booleans())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_flipped_bits_are_never_an_error(
    whole: Path,
    logged: Path,
    tmp_path_factory: pytest.TempPathFactory,
    places: list[tuple[float, int]],
    log: bool,
    head: bool,
) -> None:
    source = logged if log else whole
    folder = tmp_path_factory.mktemp("flipped")
    for name in os.listdir(source):
        if name.startswith("state.sqlite"):
            data = bytearray((source / name).read_bytes())
            if head:  # where it harms most
                part = data[:200]
                flip(part, places)
                data[:200] = part
            else:
                flip(data, places)
            (folder / name).write_bytes(data)
    kept = everything(works_again(folder))
    invented = (kept.read | kept.other) - {*KEYS, 12345}
    assert len(invented) <= len(places), "no check of pages tells a flipped bit of a key"


@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=9000))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_foreign_bytes_anywhere_are_never_an_error(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, at: float, junk: bytes
) -> None:
    folder = tmp_path_factory.mktemp("overwritten")
    data = bytearray((whole / "state.sqlite").read_bytes())
    start = int(at * len(data))
    data[start : start + len(junk)] = junk
    (folder / "state.sqlite").write_bytes(data)
    works_again(folder)


def test_around_a_hole_everything_is_found(whole: Path, tmp_path: Path) -> None:
    data = (whole / "state.sqlite").read_bytes()
    with sqlite3.connect(whole / "state.sqlite") as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'read'").fetchone()
    connection.close()
    leaves = [
        page for page in range(1, len(data) // PAGE + 1)
        if data[(page - 1) * PAGE] == 10 and page > root
    ]  # fmt: skip
    harmed = bytearray(data)
    for page in leaves[len(leaves) // 3], leaves[len(leaves) // 2]:
        harmed[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    (tmp_path / "state.sqlite").write_bytes(harmed)
    store = works_again(tmp_path)
    kept = everything(store)
    assert len(kept.read | kept.other) > len(KEYS) - 600
    assert "may be missing" in store.database.trouble
    assert set(kept.read) <= {*KEYS[:3000], 12345}


def test_without_a_first_page_the_tables_are_found_all_the_same(whole: Path, tmp_path: Path) -> None:
    data = (whole / "state.sqlite").read_bytes()
    (tmp_path / "state.sqlite").write_bytes(bytes(PAGE) + data[PAGE:])
    kept = everything(works_again(tmp_path))
    assert kept.read == {*KEYS[:3000], 12345}
    assert kept.other == set(KEYS[2500:])


def test_what_can_not_be_read_comes_from_the_last_copy(whole: Path, tmp_path: Path) -> None:
    shutil.copyfile(whole / "state.sqlite", tmp_path / "state.sqlite")
    store = open_store(tmp_path)
    assert store.database.check(), "which makes the first copy"
    store.mark(NEWS, KEYS[3000:3500])
    store.database.close()
    os.truncate(tmp_path / "state.sqlite", PAGE)
    kept = everything(works_again(tmp_path))
    assert kept.read == {*KEYS[:3000], 12345}
    assert kept.opened == {f"title {number}" for number in range(200)}


def test_an_empty_file_is_filled_from_the_last_copy_if_there_is_one(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "state.sqlite").touch()
    assert works_again(tmp_path / "new").database.trouble == ""
    shutil.copyfile(whole / "state.sqlite", tmp_path / "state.sqlite")
    store = open_store(tmp_path)
    store.mark(NEWS, [1])
    store.database.check()
    store.database.close()
    os.truncate(tmp_path / "state.sqlite", 0)
    store = works_again(tmp_path)
    assert "it is empty" in store.database.trouble
    assert everything(store).read == {1, *KEYS[:3000], 12345}


@pytest.mark.parametrize("content", [b"read marks\n" * 1000, b"\0" * 50_000, b"x", "猫".encode() * 4000])
def test_another_file_in_its_place_is_kept_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state.sqlite").write_bytes(content)
    store = works_again(tmp_path)
    (kept,) = damaged_files(tmp_path)
    assert str(kept) in store.database.trouble
    assert kept.read_bytes() == content


def test_a_folder_in_its_place_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").mkdir()
    (tmp_path / "state.sqlite" / "file").write_text("x")
    works_again(tmp_path)
    (kept,) = damaged_files(tmp_path)
    assert (kept / "file").read_text() == "x"


@pytest.mark.parametrize("size", [512, 4096, 65536])
def test_the_database_of_another_program_is_kept(tmp_path: Path, size: int) -> None:
    other = sqlite3.connect(tmp_path / "state.sqlite")
    other.executescript(f"PRAGMA page_size = {size}; CREATE TABLE read(x); INSERT INTO read VALUES (5)")
    other.close()
    store = works_again(tmp_path)
    assert "another program" in store.database.trouble
    (kept,) = damaged_files(tmp_path)
    other = sqlite3.connect(kept)
    assert other.execute("SELECT x FROM read").fetchall() == [(5,)]
    other.close()
    assert everything(store).read == {12345}


@pytest.mark.parametrize(
    "harm", ["DROP TABLE read", "ALTER TABLE place RENAME COLUMN block TO stock", "DROP TABLE archive"]
)
def test_a_table_that_is_missing_is_damage(whole: Path, tmp_path: Path, harm: str) -> None:
    shutil.copyfile(whole / "state.sqlite", tmp_path / "state.sqlite")
    connection = sqlite3.connect(tmp_path / "state.sqlite")
    connection.executescript(harm)
    connection.close()
    store = works_again(tmp_path)
    assert store.database.trouble
    assert len(damaged_files(tmp_path)) == 1


def test_windows_that_have_the_file_open_go_on_with_the_mended_one(whole: Path, tmp_path: Path) -> None:
    shutil.copyfile(whole / "state.sqlite", tmp_path / "state.sqlite")
    here, there = open_store(tmp_path), open_store(tmp_path)
    here.keep_session(NEWS, {})
    there.keep_session(NEWS, {})
    connection = here.database._connection()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(tmp_path / "state.sqlite", "r+b") as file:
        file.seek(20 * PAGE)
        file.write(b"\xff" * PAGE)
    assert not open_store(tmp_path).database.check()
    assert len(damaged_files(tmp_path)) == 1
    here.mark(NEWS, [1])
    there.mark(NEWS, [2])
    assert open_store(tmp_path).read_among(NEWS, map(id_of, (1, 2))) == {id_of(1), id_of(2)}
    assert here.read_keys(NEWS) == there.read_keys(NEWS)
    assert here.database.unsaved == there.database.unsaved == ""


def test_a_newer_version_is_left_alone_and_changes_wait(whole: Path, tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    shutil.copyfile(whole / "state.sqlite", file)
    connection = sqlite3.connect(file)
    connection.executescript(
        "ALTER TABLE read ADD COLUMN mood; PRAGMA user_version = 99; PRAGMA journal_mode = DELETE"
    )
    connection.close()
    before = file.read_bytes()
    store = open_store(tmp_path)
    assert set(store.read_keys(NEWS)) == set(KEYS[:3000])
    store.mark(NEWS, [1])
    assert "newer version" in store.database.unsaved
    assert store.read_among(NEWS, [id_of(1)]) == {id_of(1)}
    assert not store.database.retry()
    assert not store.database.check()
    assert file.read_bytes() == before
    assert damaged_files(tmp_path) == []


@pytest.mark.parametrize(
    "step", ["the copy is made", "the recovered file is made", "the log is moved", "the link is made"]
)
def test_a_program_that_is_ended_while_it_mends_loses_nothing(
    whole: Path, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (whole / "state.sqlite").read_bytes()
    cut = data[: len(data) - 3 * PAGE]
    (tmp_path / "state.sqlite").write_bytes(cut)
    with empty() as expected:
        salvage(tmp_path / "state.sqlite", expected)
        marks = expected.execute("SELECT count(*) FROM read").fetchone()[0]

    class Killed(BaseException):
        pass

    real, count = os.replace, 0

    def replace(source: str | Path, target: str | Path) -> None:
        nonlocal count
        last = str(target).endswith("state.sqlite")
        if step == "the copy is made" or (step in ("the log is moved", "the link is made") and last):
            raise Killed
        real(source, target)
        if step == "the recovered file is made":
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            open_store(tmp_path).mark(NEWS, [1])
    kept = everything(works_again(tmp_path))
    assert len(kept.read - {12345}) + len(kept.other) == marks > 3000
    assert damaged_files(tmp_path)[0].read_bytes() == cut


def test_a_copy_of_a_file_that_can_not_be_mended_stands_in(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (whole / "state.sqlite").read_bytes()
    (tmp_path / "state.sqlite").write_bytes(data[: 10 * PAGE] + b"\xff" * PAGE + data[11 * PAGE :])

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = open_store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(recovery, "copy_to", refuse)
        patch.setattr(recovery, "_copied", lambda *_: False)
        assert not store.database.check()
        assert len(store.read_keys(NEWS)) > 2000
        store.mark(NEWS, [12345])
        assert "No space left" in store.database.unsaved
        assert (tmp_path / "state.sqlite").read_bytes()[: 10 * PAGE] == data[: 10 * PAGE]
    assert store.database.retry()
    assert "damaged" in works_again(tmp_path).database.trouble


def test_salvaging_only_reads(whole: Path, tmp_path: Path) -> None:
    shutil.copyfile(whole / "state.sqlite", tmp_path / "state.sqlite")
    before = (tmp_path / "state.sqlite").read_bytes()
    into = connect(None)
    into.close()
    into = empty()
    assert salvage(tmp_path / "state.sqlite", into) == set()
    assert into.execute("SELECT count(*) FROM read").fetchone() == (4500,)
    assert os.listdir(tmp_path) == ["state.sqlite"]
    assert (tmp_path / "state.sqlite").read_bytes() == before
