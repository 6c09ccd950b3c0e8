"""Writing files whole, and locks over programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import files

_HOLD = """
import sys
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
