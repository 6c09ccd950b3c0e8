"""The state file on disks that are full, read-only or broken, and under windows that take it away.

Kills and crowds of programs are tried by :mod:`bench.reliability`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.model import id_of
from reader.state import connection as connections
from reader.state import database as databases
from reader.state.connection import Connection
from reader.state.copies import Copies
from reader.state.database import Database
from reader.state.journal import Change, Journal
from reader.state.store import Opened, Spot, Store

NEWS = "/news"
POST = id_of(77)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "state.sqlite"


def open_store(file: Path) -> Store:
    return Store(Database(file, Copies(file.parent / "backups")))


class Faults:
    """A disk that says no: to the statement (or copy) with a number, counted from now on, and to those after it."""

    def __init__(self) -> None:
        self.first = self.last = self.count = 0
        self.error: Callable[[], Exception] = lambda: sqlite3.OperationalError("disk I/O error")
        self.all = True  # also to what only reads

    def plan(self, first: int, last: int) -> None:
        self.first, self.last, self.count = first, last, 0

    def step(self) -> None:
        self.count += 1
        if self.first <= self.count <= self.last:
            raise self.error()


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    faults = Faults()

    class Faulty(Connection):
        def execute(self, *args: object) -> sqlite3.Cursor:
            statement = str(args[0])
            if statement == "PRAGMA synchronous = FULL":  # here no power is lost
                return super().execute("PRAGMA synchronous = OFF")
            harmless = "PRAGMA" in statement and ("=" not in statement or "temp_store" in statement)
            reads = statement.startswith("SELECT") or harmless
            if (faults.all or not reads) and not self.in_memory:
                faults.step()
            return super().execute(*args)  # type: ignore[arg-type]

        @property
        def in_memory(self) -> bool:
            return not super().execute("PRAGMA database_list").fetchone()[2]

    monkeypatch.setattr(connections, "Connection", Faulty)
    return faults


def use(store: Store) -> tuple[object, ...]:
    """A bit of everything."""
    journal = Journal(store.database)
    changed = store.mark(NEWS, range(10))
    entered = journal.record(NEWS, Change("read", "", len(changed), keys=changed))
    store.keep_place(NEWS, POST, Spot(1, 2, 3))
    store.keep_opened(NEWS, POST, "title")
    store.mark(NEWS, [3, 4], read=False)
    journal.set_undone(entered.number, True)
    return changed, entered


def seen(store: Store) -> tuple[object, ...]:
    journal = Journal(store.database)
    return (
        store.read_keys(NEWS),
        store.read_among(NEWS, map(id_of, range(12))),
        store.place(NEWS, POST),
        [opened.title for opened in store.opened(NEWS)],
        journal.last(NEWS),
        journal.undone(NEWS),
    )


EXPECTED = (
    array("q", [0, 1, 2, 5, 6, 7, 8, 9, 50]),
    {id_of(key) for key in (0, 1, 2, 5, 6, 7, 8, 9)},
    Spot(1, 2, 3),
    ["title"],
    None,
)


def full() -> Exception:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def broken() -> Exception:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    return error


def read_only() -> Exception:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    return error


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize(("length", "reads"), [(1, True), (1_000_000, False), (1_000_000, True)])
def test_a_fault_at_any_statement_is_no_error_and_loses_nothing(
    tmp_path: Path, faults: Faults, new: bool, length: int, reads: bool
) -> None:
    faults.all = reads
    for first in range(1, 200):
        faults.error = (full, broken, read_only)[first % 3]
        file = tmp_path / str(first) / "state.sqlite"
        if not new:
            open_store(file).mark(NEWS, [50])
        store = open_store(file)
        faults.plan(first, first + length - 1)
        changed, entered = use(store)
        assert changed == array("q", range(10))
        if new:
            store.mark(NEWS, [50])
        came = faults.count >= first
        known = seen(store)
        assert known == (*EXPECTED, entered) or reads  # what can't even be read is not known
        if length > 1 and came:
            assert str(file) in store.database.unsaved
            assert not store.database.retry()
            assert seen(store) == known
        faults.plan(0, 0)
        assert store.database.retry()
        assert store.database.unsaved == ""
        assert seen(store) == seen(open_store(file)) == (*EXPECTED, entered)
        assert store.database.trouble == ""
        if not came:
            assert first > 20, "it was at each statement"
            return
    pytest.fail("there is no end to it")


def test_what_waits_goes_together_with_what_others_wrote_meanwhile(file: Path, faults: Faults) -> None:
    here = open_store(file)
    here.mark(NEWS, [1, 2])
    faults.all = False
    faults.plan(1, 1_000_000)
    here.mark(NEWS, [3])
    here.mark(NEWS, [2], read=False)
    faults.plan(0, 0)
    there = open_store(file)
    there.mark(NEWS, [4])
    there.mark(NEWS, [1], read=False)
    assert here.read_keys(NEWS) == array("q", [1, 3])
    before = here.database.version()
    assert here.database.retry()
    assert here.database.version() != before
    assert here.read_keys(NEWS) == there.read_keys(NEWS) == array("q", [3, 4])


def test_while_changes_wait_what_others_write_is_seen(file: Path) -> None:
    here, there = open_store(file), open_store(file)
    here.mark(NEWS, [1])
    limit = here.database._connection().execute("PRAGMA page_count").fetchone()[0]
    here.database._connection().execute(f"PRAGMA max_page_count = {limit}")
    here.mark(NEWS, range(100, 5000))
    assert "full" in here.database.unsaved
    there.mark(NEWS, [2])
    with _never(here.database, "_to_file"):
        assert not here.database.retry()
    assert here.read_among(NEWS, [id_of(2), id_of(4000)]) == {id_of(2), id_of(4000)}
    assert there.read_among(NEWS, [id_of(2), id_of(4000)]) == {id_of(2)}
    assert here.database.retry(), "a connection of its own knows no limit"
    assert there.read_among(NEWS, [id_of(4000)])


@contextlib.contextmanager
def _never(database: Database, method: str) -> Iterator[None]:
    def refuse(_: object) -> None:
        raise full()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, method, refuse)
        yield


@pytest.mark.parametrize("where", ["parent is a file", "nothing may be made", "lock is a folder"])
def test_where_no_file_can_be_made_memory_stands_in(
    file: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "parent is a file":
        file.parent.write_text("in the way")
    elif where == "lock is a folder":
        file.with_name(f".{file.name}.lock").mkdir(parents=True)
    else:
        monkeypatch.setattr(os, "mkdir", _refuse)
    store = open_store(file)
    assert store.read_keys(NEWS) == array("q")
    changed, entered = use(store)
    assert changed == array("q", range(10))
    assert store.place(NEWS, POST) == Spot(1, 2, 3)
    assert str(file) in store.database.unsaved
    assert not store.database.retry()
    if where == "parent is a file":
        file.parent.unlink()
    elif where == "lock is a folder":
        file.with_name(f".{file.name}.lock").rmdir()
    monkeypatch.undo()
    assert store.database.retry()
    assert Journal(Database(file)).undone(NEWS) == entered


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_lock_that_is_held_too_long_makes_changes_wait(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_PATIENCE", 0.05)
    store = open_store(file)
    store.mark(NEWS, [1])
    other = sqlite3.connect(file, isolation_level=None)
    with contextlib.closing(other):
        other.execute("BEGIN IMMEDIATE")
        store = open_store(file)
        store.mark(NEWS, [2])
        assert "locked" in store.database.unsaved
        assert store.read_keys(NEWS) == array("q", [1, 2])
        other.execute("ROLLBACK")
    assert store.database.retry()
    assert open_store(file).read_keys(NEWS) == array("q", [1, 2])


def test_a_mistake_of_ours_is_loud_and_harms_nothing(file: Path) -> None:
    store = open_store(file)
    store.mark(NEWS, [1])
    with pytest.raises(sqlite3.Error):
        store.database.rows("SELECT nonsense FROM nowhere")
    with pytest.raises(sqlite3.Error):
        store.database.write(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(ZeroDivisionError):
        store.database.write(lambda connection: (connection.execute("DELETE FROM read"), 1 / 0))
    assert open_store(file).read_keys(NEWS) == array("q", [1])
    assert store.database.trouble == ""


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_file_that_is_taken_away_under_a_window_is_noticed(file: Path, tmp_path: Path, how: str) -> None:
    store = open_store(file)
    store.mark(NEWS, [1])
    before = store.database.version()
    expected = array("q")
    other = tmp_path / "other" / "state.sqlite"
    if how == "replaced":
        filled = open_store(other)
        filled.mark(NEWS, [8])
        filled.database.close()
        expected = array("q", [8])
    for name in os.listdir(file.parent):
        if name.startswith(file.name):
            (file.parent / name).unlink()
    if how == "replaced":
        shutil.copyfile(other, file)
    assert store.database.version() != before
    assert store.read_keys(NEWS) == expected
    store.mark(NEWS, [2])
    assert open_store(file).read_keys(NEWS) == array("q", [2, *expected])


# -- real short writes -----------------------------------------------------------------------------------

_ON_A_SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from reader.state.database import Database
from reader.state.store import Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
store = Store(Database(Path(sys.argv[1])))
kept = 0
for number in range(300):
    store.mark("/news", range(number * 100, number * 100 + 100))
    if not store.database.unsaved:
        kept = number + 1
assert store.database.unsaved, "it was to be too small"
assert list(store.read_keys("/news")) == list(range(30_000))
assert not store.database.retry()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if sys.argv[3] == "mended":
    assert store.database.retry(), store.database.unsaved
    kept = 300
print(kept)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
@pytest.mark.parametrize("ending", ["mended", "never mended"])
@pytest.mark.parametrize("limit", [0, 100, 4096, 20_000, 65_536, 100_001, 300_000])
def test_short_writes_of_a_full_disk_harm_nothing_that_was_kept(file: Path, limit: int, ending: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_SMALL_DISK, str(file), str(limit), ending],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    store = open_store(file)
    assert list(store.read_keys(NEWS)) == list(range(int(done.stdout) * 100))
    assert store.opened(NEWS) == list[Opened]()
    assert store.database.check()
    assert store.database.trouble == ""
