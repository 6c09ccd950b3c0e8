"""The state file, for bench.reliability: read marks, places, undo and redo; each writer has an archive of its own."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from bench.faulty import failing
from reader import paths
from reader.model import id_of
from reader.state.connection import Connection
from reader.state.state import State
from reader.state.store import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BEFORE = range(-20_000, -10_000)
_PLACE = id_of(7)


def _state(folder: Path, name: str) -> State:
    with mock.patch.object(paths, "data_dir", return_value=folder):
        return State(Path("/", name))


def begin(folder: Path) -> None:
    """A file with some marks, and a copy of it."""
    state = _state(folder, "before")
    state.mark(_BEFORE)
    state.check()
    state.close()


def work(folder: Path, name: str, seed: int, say: Callable[[str], None], writes: int = sys.maxsize) -> None:
    """Mark, unmark, take back, make again, read on."""
    chance = random.Random(seed)
    state = _state(folder, name)
    for number in range(writes):
        what = chance.choice(["mark", "mark", "unmark", "undo", "redo", "place"])
        keys = chance.sample(range(300), chance.randrange(1, 40))
        last = state.journal.last(state.archive) if what == "undo" else state.journal.undone(state.archive)
        wanted = dict.fromkeys(keys, what != "unmark")
        if what in {"undo", "redo"}:
            wanted = dict.fromkeys(last.keys, (last.verb == "read") is (what == "redo")) if last else {}
        elif what == "place":
            wanted = {}
        told = json.dumps([state.archive, wanted, number if what == "place" else -1])
        say("?" + told)
        if what == "place":
            state.store.keep_place(state.archive, _PLACE, Spot(seed, number, 0))
        elif what == "undo":
            state.undo()
        elif what == "redo":
            state.redo()
        else:
            state.mark(keys, what == "mark")
        while not state.database.retry():
            pass
        say("+" + told)
    state.close()


def lost(folder: Path, said: Sequence[str]) -> int:
    """Marks and places that are not as they were said to be; what was begun and not finished may be or not."""
    wanted: dict[str, dict[int, set[bool]]] = {"/before": {key: {True} for key in _BEFORE}}
    places: dict[str, set[int]] = {}
    for line in said:
        archive, keys, place = json.loads(line[1:])
        known = wanted.setdefault(archive, {})
        for key, read in keys.items():
            known[int(key)] = {read} if line[0] == "+" else {read, *known.get(int(key), {False})}
        if place >= 0:
            places[archive] = {place} if line[0] == "+" else {place, *places.get(archive, {-1})}
    wrong = 0
    for archive, known in wanted.items():
        state = _state(folder, archive[1:])
        read = set(state.store.read_keys(archive))
        wrong += sum((key in read) not in allowed for key, allowed in known.items()) + len(
            read - known.keys()
        )
        spot = state.store.place(archive, _PLACE)
        wrong += (spot.block if spot else -1) not in places.get(archive, {-1})
        change = state.journal.last(archive)  # which must agree with the marks
        if change is not None:
            wrong += any((key in read) is not (change.verb == "read") for key in change.keys)
        wrong += bool(state.database.trouble or state.database.unsaved)
        state.close()
    return wrong


def leftovers(folder: Path) -> int:
    """Files beside the one, its log, its lock, its copies, and those that were set aside."""
    state = _state(folder, "before")
    state.mark([1])
    state.mark([1], read=False)
    state.close()
    known = {"state.sqlite", "state.sqlite-wal", "state.sqlite-shm", ".state.sqlite.lock", "backups"}
    others = [name for name in os.listdir(folder) if name not in known]
    copies = [name for name in os.listdir(folder / "backups") if not name.endswith(".sqlite")]
    return len([name for name in others if not name.startswith(("said-", "state.sqlite.damaged-"))]) + len(
        copies
    )


def fault(folder: Path, seed: int) -> tuple[int, int]:
    """Three changes, with one statement or one call of the system that fails, or all from it on."""
    chance = random.Random(seed)
    for_good, number = chance.random() < 0.5, chance.randrange(1, 60)
    count = 0
    real = Connection.execute

    def execute(connection: Connection, sql: str, *values: Any) -> sqlite3.Cursor:
        nonlocal count
        if not real(connection, "PRAGMA database_list").fetchone()[2]:  # in memory
            return real(connection, sql, *values)
        count += 1
        if count == number or (for_good and count > number):
            raise sqlite3.OperationalError(chance.choice(["database or disk is full", "disk I/O error"]))
        return real(connection, sql, *values)

    state = _state(folder, "before")
    if chance.random() < 0.2:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{folder / 'state.sqlite'}{suffix}").unlink(missing_ok=True)
        state = _state(folder, "before")
        state.mark(_BEFORE)
    calls = failing(chance.randrange(1, 20), 28, for_good=for_good)
    with calls if chance.random() < 0.3 else mock.patch.object(Connection, "execute", execute):
        state.mark([1, 2, 3])
        state.mark([2], read=False)
        undone = state.undo()  # of a file that can't even be read it knows none
        seen = state.store.read_among(state.archive, map(id_of, range(5)))
    left = {1, 2, 3} if undone else {1, 3}
    wrong = [not for_good and (seen != set(map(id_of, left)) or undone is None), not state.database.retry()]
    for again in (state, _state(folder, "before")):
        wrong.append(set(again.store.read_keys(state.archive)) != {*left, *_BEFORE})
        last = again.journal.last(state.archive)
        wrong.append(last is None or list(last.keys) != ([1, 2, 3] if undone else [2]))
    wrong.append(bool(state.database.trouble))
    state.mark([1, 2, 3], read=False)
    state.close()
    return 3, sum(wrong)


def damage(folder: Path, seed: int) -> tuple[int, int]:
    """Cut the file, flip bits in it, write other bytes over some; then mark something.

    A bit of a key that is another one than it was is not counted: nothing in the file tells.
    """
    chance = random.Random(seed)
    file = folder / "state.sqlite"
    data = bytearray(file.read_bytes())
    spared = 0
    what = chance.choice(["cut", "flip", "overwrite", "empty"])
    if what == "cut":
        del data[chance.randrange(len(data)) :]
    elif what == "empty":
        data = bytearray(chance.choice([b"", b"\n", b"text\n" * 1000]))
    elif what == "overwrite":
        size = chance.randrange(1, 20_000)
        at = chance.randrange(len(data))
        data[at : at + size] = chance.choice([bytes(size), chance.randbytes(size)])
    else:
        spared = chance.randrange(1, 30)
        for _ in range(spared):
            data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    state = _state(folder, "before")
    state.store.read_keys(state.archive)
    state.journal.last(state.archive)
    state.check()
    state.mark([1])
    there = set(_state(folder, "before").store.read_keys(state.archive))
    missing = len(set(_BEFORE) - there)
    aside = len(list(folder.glob("state.sqlite.damaged-*")))
    state.close()
    return len(_BEFORE), (1 not in there) + (missing if missing > spared else 0) + (
        missing > 0 and not aside and not spared
    )
