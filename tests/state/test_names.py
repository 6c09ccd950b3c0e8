"""The paths an archive is known by, and what goes along when it gets another one."""

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

OLD, NEW = "/old", "/new"


def marked(journal: Journal, archive: str) -> list[array[int]]:
    """The keys of what can be undone, the last change first."""
    keys = []
    while change := journal.last(archive):
        keys.append(change.keys)
        journal.set_undone(change.number, True)
    return keys


def record(journal: Journal, archive: str, key: int) -> None:
    journal.record(archive, Change("read", "", 1, keys=array("q", [key])))


@pytest.mark.parametrize("old", [OLD, "/旧", os.fsdecode(b"/\xff")])
def test_a_name_brings_all_that_it_has_once_and_keeps_it(old: str) -> None:
    database = Database(None)
    names, store, journal = Names(database), Store(database), Journal(database)
    store.mark(old, [1, 2])
    store.mark(NEW, [2, 3])
    store.keep_place(old, id_of(1), Spot(0, 0, 9))
    for archive, key in ((NEW, 1), (old, 2), (old, 3), (NEW, 4)):
        store.keep_opened(archive, id_of(key), str(key))
        record(journal, archive, key)
    for _ in range(2):
        names.add(NEW, old)
        assert names.of(NEW) == (old,)
        assert store.read_keys(NEW) == array("q", [1, 2, 3])
        assert store.place(NEW, id_of(1)) == Spot(0, 0, 9)
        assert [opened.title for opened in store.opened(NEW)] == ["4", "1", "3", "2"]
    assert store.read_keys(old) == array("q", [1, 2])
    assert [opened.title for opened in store.opened(old)] == ["3", "2"]
    assert marked(journal, NEW) == [array("q", [key]) for key in (4, 1, 3, 2)]
    assert marked(journal, old) == [array("q", [key]) for key in (3, 2)]
    assert set(names.known()) == {old, NEW}
    assert names.of(old) == ()


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
