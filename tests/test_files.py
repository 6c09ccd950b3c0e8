"""Writing files whole, and locks over programs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader import files

_HOLD = """
import sys
import time
from pathlib import Path
from reader import files
with files.lock(Path(sys.argv[1])) as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "file"
    files.replace(file, "一\r\n二\u2028\udcff")
    assert file.read_bytes() == "一\r\n二\u2028".encode() + b"\xff"
    files.replace(file, "")
    assert file.read_bytes() == b""
    assert os.listdir(file.parent) == ["file"]


def test_a_mode_is_kept_and_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o644)
    link.symlink_to(target)
    files.replace(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o644


def test_when_writing_fails_the_old_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.replace(file, "new")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["file"]


def test_text_that_has_no_bytes_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        files.replace(file, "\ud800")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["file"]


def test_one_program_at_a_time_holds_a_lock_and_death_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        with files.lock(path, timeout=0.05) as held:
            assert not held
        other.kill()
        other.wait()
        with files.lock(path) as held:
            assert held
            with files.lock(path, timeout=0) as again:
                assert not again
        with files.lock(path, timeout=0) as held:
            assert held


def test_a_lock_is_freed_by_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), files.lock(tmp_path / "lock"):
        raise KeyError
    with files.lock(tmp_path / "lock", timeout=0) as held:
        assert held


def test_a_lock_that_can_not_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError), files.lock(tmp_path / "file" / "lock"):
        pass


def test_a_stamp_tells_one_content_from_another(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert files.stamp(file) is None
    assert files.read(file) == (b"", None)
    assert files.stamp(tmp_path / "file" / "inside") is None
    file.write_bytes(b"one")
    first = files.stamp(file)
    assert files.read(file) == (b"one", first)
    files.replace(file, b"two")
    assert files.stamp(file) != first
    os.utime(file, (1, 1))
    assert first is not None
    second = files.stamp(file)
    assert second is not None
    assert second.changed > second.modified


def test_a_stamp_is_settled_when_the_next_change_has_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = files.Stamp(modified=5_000_000_000, changed=9_000_000_000, size=1, inode=1, device=1)
    for now, settled in [(5, True), (8, False), (9, False), (10.9, False), (11.1, True)]:
        monkeypatch.setattr(time, "time_ns", lambda now=now: int(now * 1e9))
        assert stamp.settled is settled


def test_what_is_no_file_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for refused in (
        lambda: files.stamp(folder),
        lambda: files.read(folder),
        lambda: files.replace(folder, ""),
    ):
        with pytest.raises(OSError):
            refused()
    assert os.listdir(tmp_path) == ["folder"]


def test_with_a_lock_what_a_kill_has_left_is_used_up(tmp_path: Path) -> None:
    (tmp_path / ".file.new").write_text("half")
    files.replace(tmp_path / "file", "whole", locked=True)
    assert os.listdir(tmp_path) == ["file"]
    assert (tmp_path / "file").read_text() == "whole"


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_a_new_file_is_the_users_alone(tmp_path: Path) -> None:
    for locked in (True, False):
        files.replace(tmp_path / str(locked), "", locked=locked)
        assert (tmp_path / str(locked)).stat().st_mode & 0o777 == 0o600
