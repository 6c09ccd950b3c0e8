"""Backups: all of it in one file, and put back only where all of it is right."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import zipfile
from array import array
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import files, paths
from reader.errors import StateNotSaved
from reader.model import post_id
from reader.state import backup as backups
from reader.state.backup import BackupUnusable, backup, restore
from reader.state.bookmarks import Bookmark
from reader.state.state import State

NEWS = Path("/news")
ALL = (
    "bookmarks.jsonl",
    "highlights.jsonl",
    "searches.jsonl",
    "history.jsonl",
    "config.toml",
    "state.sqlite",
)


def bookmark(name: str) -> Bookmark:
    return Bookmark(post_id(name), str(NEWS), name, name)


@pytest.fixture
def state() -> State:
    """Something of everything."""
    state = State(NEWS)
    state.bookmarks.put([bookmark("a"), bookmark("猫")])
    state.searches.save(NEWS, "灯塔")
    state.mark([1, 2, 3])
    for path in (paths.highlights_file(), paths.history_file(), paths.config_file()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"# anything, to the byte\r\n\xff")
    return state


def disk(folder: Path) -> dict[str, bytes]:
    """Every file that counts."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-wal", "-shm"))
    }


def test_what_was_backed_up_is_there_again_and_open_windows_see_it(state: State, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "all.zip"
    assert backup(target) == ALL
    state.bookmarks.remove(NEWS, [post_id("a")])
    state.bookmarks.put([bookmark("b")])
    state.mark([1, 2], read=False)
    state.mark([9])
    paths.config_file().unlink()
    state.poll()
    seen = state.store.reads_version(str(NEWS))
    restored = restore(target)
    assert restored.names == ALL
    assert state.poll() == {"bookmarks", "store"}
    assert state.store.reads_version(str(NEWS)) != seen
    assert [mark.path for mark in state.bookmarks.all()] == ["a", "猫"]
    assert state.store.read_keys(str(NEWS)) == array("q", [1, 2, 3])
    assert paths.config_file().read_bytes().endswith(b"\xff")
    assert state.mark([4]) is not None
    assert State(NEWS).store.read_keys(str(NEWS)) == array("q", [1, 2, 3, 4])
    assert restore(restored.before).names[0] == "bookmarks.jsonl", "and what was there before can be had back"
    assert [mark.path for mark in state.bookmarks.all()] == ["猫", "b"]
    assert state.store.read_keys(str(NEWS)) == array("q", [3, 9])


def test_undo_is_backed_up_too(state: State, tmp_path: Path) -> None:
    backup(tmp_path / "all.zip")
    state.mark([7])
    restore(tmp_path / "all.zip")
    undone = state.undo()
    assert undone is not None
    assert undone.keys == array("q", [1, 2, 3])
    assert state.store.read_keys(str(NEWS)) == array("q")


def test_what_is_not_there_is_not_in_it_and_what_is_not_in_it_stays(tmp_path: Path) -> None:
    state = State(NEWS)
    state.bookmarks.put([bookmark("a")])
    assert backup(tmp_path / "all.zip") == ("bookmarks.jsonl",)
    state.mark([5])
    state.bookmarks.remove(NEWS, [post_id("a")])
    assert restore(tmp_path / "all.zip").names == ("bookmarks.jsonl",)
    assert state.store.read_keys(str(NEWS)) == array("q", [5])
    assert [mark.path for mark in state.bookmarks.all()] == ["a"]


def test_everything_comes_back_to_a_new_home(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(tmp_path / "all.zip")
    for name in ("HOME", "WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "other" / name))
    assert restore(tmp_path / "all.zip").names == ALL
    assert State(NEWS).store.read_keys(str(NEWS)) == array("q", [1, 2, 3])
    assert len(State(NEWS).bookmarks.all()) == 2


def rewritten(source: Path, target: Path, **changes: bytes | None) -> Path:
    """A backup with other content under some names; None: without them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := changes.pop(name, old.read(name))) is not None:
                new.writestr(name, data)
        for name, more in changes.items():
            new.writestr(name, more or b"")
    return target


def manifest(**changes: object) -> bytes:
    return json.dumps({"program": "newsreader", "format": 1, "files": {}, **changes}).encode()


BAD = {
    "no zip": b"read marks",
    "empty": b"",
    "other program": {"manifest.json": manifest(program="other")},
    "newer": {"manifest.json": manifest(format=2)},
    "no manifest": {"manifest.json": None},
    "no JSON": {"manifest.json": b"\xff{"},
    "a list": {"manifest.json": b"[1]"},
    "deep": {"manifest.json": b"[" * 200_000},
    "no sizes": {"manifest.json": manifest(files=[1])},
    "odd sizes": {"manifest.json": manifest(files={"config.toml": "much"})},
    "huge": {"manifest.json": manifest(files={"config.toml": 1 << 50})},
    "a path": {"manifest.json": manifest(files={"../config.toml": 3}), "../config.toml": b"abc"},
    "another file": {"manifest.json": manifest(files={"id_rsa": 3}), "id_rsa": b"abc"},
    "too short": {"config.toml": b""},
    "too long": {"config.toml": b"x" * 10_000_000},
    "missing": {"config.toml": None},
    "more than it says": {"hosts": b"x"},
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_backup_changes_nothing(state: State, home: Path, tmp_path: Path, kind: str) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    backup(good)
    change = BAD[kind]
    if isinstance(change, bytes):
        bad.write_bytes(change)
    else:
        assert isinstance(change, dict)
        rewritten(good, bad, **change)
    before = disk(home)
    with pytest.raises(BackupUnusable, match=r"bad\.zip") as caught:
        restore(bad)
    assert "Nothing was changed" in caught.value.hint
    assert disk(home) == before


@pytest.mark.parametrize("kind", ["damaged", "other program", "text", "empty", "newer"])
def test_a_state_file_that_is_no_good_changes_nothing(
    state: State, home: Path, tmp_path: Path, kind: str
) -> None:
    backup(tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as archive:
        data = bytearray(archive.read("state.sqlite"))
        told = json.loads(archive.read("manifest.json"))
    if kind == "damaged":
        data[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    elif kind == "newer":
        data[60:64] = (99).to_bytes(4, "big")
    elif kind == "other program":
        data[68:72] = b"abcd"
    else:
        data = bytearray(b"text" * 2000 if kind == "text" else b"")
    told["files"]["state.sqlite"] = len(data)
    rewritten(
        tmp_path / "good.zip", tmp_path / "bad.zip",
        **{"state.sqlite": bytes(data), "manifest.json": json.dumps(told).encode()},
    )  # fmt: skip
    before = disk(home)
    with pytest.raises(BackupUnusable):
        restore(tmp_path / "bad.zip")
    assert disk(home) == before


@given(
    places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=3)
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_flipped_bytes_are_told_or_do_no_harm(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[float, int]]
) -> None:
    folder = tmp_path_factory.mktemp("flipped")
    state = State(NEWS)
    state.bookmarks.put([bookmark("a")])
    state.mark([1])
    backup(folder / "all.zip")
    data = bytearray((folder / "all.zip").read_bytes())
    for place, value in places:
        data[int(place * len(data))] = value
    (folder / "all.zip").write_bytes(data)
    with contextlib.suppress(BackupUnusable):
        restore(folder / "all.zip")
    assert [mark.path for mark in state.bookmarks.all()] == ["a"]
    assert state.store.read_keys(str(NEWS)) == array("q", [1])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BackupUnusable, match="No such file"):
        restore(tmp_path / "nothing.zip")
    with pytest.raises(BackupUnusable):
        restore(tmp_path)


def test_a_backup_that_can_not_be_written_leaves_the_last_one(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "all.zip"
    backup(target)
    before = target.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", refuse)
        with pytest.raises(StateNotSaved, match="No space left"):
            backup(target)
    assert target.read_bytes() == before
    with pytest.raises(StateNotSaved):
        backup(tmp_path / "all.zip" / "below a file.zip")


@pytest.mark.parametrize("name", ["searches.jsonl", "state.sqlite"])
def test_what_can_not_be_put_back_is_told_with_what_is_safe(
    state: State, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(tmp_path / "all.zip")
    state.bookmarks.remove(NEWS, [post_id("a")])
    state.mark([9])
    real = files.replace

    def replace(path: Path, data: bytes, *, locked: bool = False) -> None:
        if path.name == name:
            raise OSError(28, "No space left on device")
        real(path, data, locked=locked)

    def put_state(_: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", replace)
        if name == "state.sqlite":
            patch.setattr(backups, "_put_state", put_state)
        with pytest.raises(StateNotSaved, match=name) as caught:
            restore(tmp_path / "all.zip")
    (kept,) = paths.backups_dir().glob("before-restore-*.zip")
    assert str(kept) in caught.value.hint
    assert "bookmarks.jsonl" in caught.value.hint
    assert state.store.read_keys(str(NEWS)) == array("q", [1, 2, 3, 9])
    assert restore(tmp_path / "all.zip").names == ALL
    assert state.store.read_keys(str(NEWS)) == array("q", [1, 2, 3])


def test_a_damaged_state_file_is_mended_before_it_is_backed_up(state: State, tmp_path: Path) -> None:
    state.close()
    file = paths.state_file()
    file.write_bytes(file.read_bytes()[:-4096])
    assert backup(tmp_path / "all.zip") == ALL
    restore(tmp_path / "all.zip")
    assert list(file.parent.glob("state.sqlite.damaged-*"))
    assert State(NEWS).database.check()
