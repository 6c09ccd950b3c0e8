"""The journal: what can be undone and made again, in the order in which it was done."""

from __future__ import annotations

import time
from array import array
from pathlib import Path

import pytest

from reader.state import journal as journals
from reader.state.database import Database
from reader.state.journal import Change, Journal
from reader.state.swaps import Swap

NEWS, OTHER = "/news", "/other"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "state.sqlite")


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


def change(title: str) -> Change:
    return Change("bookmark", title, 1, "bookmarks", (Swap(None, f'{{"id": "{title}"}}', 3),))


def undo(journal: Journal) -> str:
    last = journal.last(NEWS)
    if last is None:
        return ""
    journal.set_undone(last.number, True)
    return last.title


def redo(journal: Journal) -> str:
    undone = journal.undone(NEWS)
    if undone is None:
        return ""
    journal.set_undone(undone.number, False)
    return undone.title


def test_an_empty_journal_has_nothing_to_undo_and_makes_no_file(journal: Journal, tmp_path: Path) -> None:
    assert journal.last(NEWS) is None
    assert journal.undone(NEWS) is None
    assert list(tmp_path.iterdir()) == []


def test_a_change_comes_back_as_it_was(journal: Journal) -> None:
    entered = [
        journal.record(NEWS, Change("read", "", 3, keys=array("q", [-(1 << 63), 0, (1 << 63) - 1]))),
        journal.record(
            NEWS, Change("label", "猫 \u2028 ]]", 2, "bookmarks", (Swap("a", None, 0), Swap("b", "c")))
        ),
    ]
    assert len({entry.number for entry in entered} | {0}) == 3
    assert journal.last(NEWS) == entered[1]
    journal.set_undone(entered[1].number, True)
    assert journal.last(NEWS) == entered[0]
    assert journal.undone(NEWS) == entered[1]


def test_undo_goes_back_step_by_step_and_redo_forward(journal: Journal) -> None:
    for title in "abc":
        journal.record(NEWS, change(title))
    assert [undo(journal) for _ in range(4)] == ["c", "b", "a", ""]
    assert [redo(journal) for _ in range(4)] == ["a", "b", "c", ""]


def test_a_new_change_ends_what_could_be_made_again(journal: Journal) -> None:
    for title in "abc":
        journal.record(NEWS, change(title))
    undo(journal)
    undo(journal)
    journal.record(NEWS, change("d"))
    assert redo(journal) == ""
    assert [undo(journal) for _ in range(3)] == ["d", "a", ""]


def test_each_archive_has_a_journal_of_its_own(journal: Journal) -> None:
    journal.record(NEWS, change("a"))
    undo(journal)
    journal.record(OTHER, change("b"))
    assert journal.last(NEWS) is None
    assert redo(journal) == "a"


def test_windows_share_a_journal_and_it_survives_them(journal: Journal, tmp_path: Path) -> None:
    journal.record(NEWS, change("a"))
    other = Journal(Database(tmp_path / "state.sqlite"))
    other.record(NEWS, change("b"))
    assert undo(journal) == "b"
    assert redo(other) == "b"
    assert [undo(journal), undo(other)] == ["b", "a"]


def test_a_clock_that_goes_backwards_does_not_change_the_order(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for now, title in ((5000, "a"), (10, "b"), (4000, "c"), (-7, "d")):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        journal.record(NEWS, change(title))
    assert [undo(journal) for _ in range(5)] == ["d", "c", "b", "a", ""]
    assert [redo(journal) for _ in range(5)] == ["a", "b", "c", "d", ""]


def test_only_the_newest_changes_are_kept(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "_KEPT", 3)
    journal.record(OTHER, change("of another archive"))
    for title in "abcde":
        journal.record(NEWS, change(title))
    assert [undo(journal) for _ in range(4)] == ["e", "d", "c", ""]
    assert journal.last(OTHER) is not None


def test_changes_of_very_many_posts_make_room_for_newer_ones(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_ROOM", 100)
    for size in (5, 5, 20, 5, 5):
        journal.record(NEWS, Change("read", str(size), size, keys=array("q", range(size))))
    assert [undo(journal) for _ in range(3)] == ["5", "5", ""]
    journal.record(NEWS, Change("read", "all", 20, keys=array("q", range(20))))
    assert undo(journal) == "all", "the last one in any case"


@pytest.mark.parametrize(
    "harm",
    [
        "swaps = 'x'",
        "swaps = '[[1]]'",
        "swaps = '7'",
        "keys = x'0102'",
        "title = x'05'",
        "count = 'many'",
        "keys = 'text'",
    ],
)
def test_a_change_that_damage_made_unreadable_is_passed_over(
    journal: Journal, database: Database, harm: str
) -> None:
    journal.record(NEWS, change("a"))
    number = journal.record(NEWS, change("b")).number
    database.write(lambda connection: connection.execute(f"UPDATE change SET {harm} WHERE number = {number}"))
    assert undo(journal) == "a"


def test_a_change_entered_twice_is_one(journal: Journal, database: Database) -> None:
    entered = journal.record(NEWS, change("a"))
    database.write(lambda connection: journals.record(connection, NEWS, entered))
    assert [undo(journal), undo(journal)] == ["a", ""]
