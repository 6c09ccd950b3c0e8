"""The paths an archive is known by: what is kept under one is kept under all of them."""

from __future__ import annotations

import os
from array import array
from typing import TYPE_CHECKING

import pytest

from reader.model import id_of
from reader.state.database import Database
from reader.state.journal import Change, Journal
from reader.state.names import Names
from reader.state.store import Spot, Store

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW, OTHER = "/old", "/new", "/other"


def marked(journal: Journal, archive: str) -> list[array[int]]:
    """The keys of what can be undone, the last change first."""
    keys = []
    while change := journal.last(archive):
        keys.append(change.keys)
        journal.set_undone(change.number, True)
    return keys


@pytest.mark.parametrize("old", [OLD, "/旧", os.fsdecode(b"/\xff")])
def test_two_paths_become_one_archive_and_what_was_last_stays_the_last(old: str) -> None:
    database = Database(None)
    names, store, journal = Names(database), Store(database), Journal(database)
    store.mark(old, [1, 2])
    store.mark(NEW, [2, 3])
    store.mark(OTHER, [7])
    store.keep_place(old, id_of(1), Spot(0, 0, 9))
    store.keep_session(old, {"pane": "list"})
    before = store.reads_version(NEW)
    for archive, key in ((NEW, 1), (old, 2), (OTHER, 7), (old, 3), (NEW, 2)):
        store.keep_opened(archive, id_of(key), str(key))
        journal.record(archive, Change("read", "", 1, keys=array("q", [key])))
    for _ in range(2):
        names.add(NEW, old)
        for archive in (old, NEW):
            assert store.read_keys(archive) == array("q", [1, 2, 3])
            assert store.place(archive, id_of(1)) == Spot(0, 0, 9)
            assert [opened.title for opened in store.opened(archive)] == ["2", "3", "1"]
            assert store.session(archive) == {"pane": "list"}
    assert store.reads_version(NEW) == store.reads_version(old) != before
    assert (names.of(NEW), names.of(old), names.of(OTHER)) == ((old,), (NEW,), ())
    store.mark(old, [4])
    assert store.read_keys(NEW) == array("q", [1, 2, 3, 4])
    assert store.read_keys(OTHER) == array("q", [7])
    assert marked(journal, NEW) == [array("q", [key]) for key in (2, 3, 2, 1)]
    assert marked(journal, old) == []
    assert set(names.known()) == {old, NEW, OTHER}


def test_the_names_of_both_are_those_of_each() -> None:
    database = Database(None)
    names, store = Names(database), Store(database)
    paths = [f"/{number}" for number in range(4)]
    for number, path in enumerate(paths):
        store.mark(path, [number])
    names.add("/1", "/0")
    names.add("/3", "/2")
    names.add("/3", "/1")
    for path in paths:
        assert {path, *names.of(path)} == set(paths)
        assert store.read_keys(path) == array("q", range(4))


def test_a_name_of_which_nothing_is_known_is_one_all_the_same() -> None:
    names = Names(Database(None))
    names.add(NEW, OLD)
    assert names.of(NEW) == (OLD,)


def test_a_name_that_can_not_be_saved_counts_and_is_saved_later(tmp_path: Path) -> None:
    (tmp_path / "data").touch()  # no folder
    database = Database(tmp_path / "data" / "state.sqlite")
    Names(database).add(NEW, OLD)
    assert Names(database).of(NEW) == (OLD,)
    assert database.unsaved
    (tmp_path / "data").unlink()
    assert database.retry()
    assert Names(Database(database.path)).of(NEW) == (OLD,)
