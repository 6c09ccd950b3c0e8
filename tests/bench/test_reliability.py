"""What the user keeps, under kills, crowds, failing disks and damage: the bench that counts what is lost, in small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.timeout(240),  # of which a busy machine takes most
    pytest.mark.skipif(sys.platform == "win32", reason="no such kills there"),
]


def tried(*options: str) -> list[dict[str, int | str]]:
    """The counts of the bench."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reliability", "files", "--json", *options],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_killed_at_any_moment_a_program_has_lost_nothing_it_had_saved() -> None:
    (count,) = tried("--kills", "100", "--processes", "0", "--faults", "0")
    assert count.pop("changes")
    assert count == {
        "part": "files", "kind": "kill -9", "trials": 100, "lost": 0, "tracebacks": 0, "leftovers": 0
    }  # fmt: skip


def test_eight_programs_that_write_at_once_lose_nothing_of_each_other() -> None:
    (count,) = tried("--kills", "0", "--faults", "0")
    assert (count["trials"], count["changes"]) == (1600, 1600)
    assert count["lost"] == count["tracebacks"] == count["leftovers"] == 0


def test_with_failing_disks_and_damaged_files_nothing_is_lost() -> None:
    counts = tried("--kills", "0", "--processes", "0", "--faults", "60")
    assert [count["kind"] for count in counts] == ["failing disk", "damaged files"]
    for count in counts:
        assert count["changes"]
        assert count["lost"] == count["tracebacks"] == count["leftovers"] == 0


def test_the_bench_tells_what_is_lost(tmp_path: Path) -> None:
    from bench import kept_files

    kept_files.begin(tmp_path)
    said: list[str] = []
    kept_files.work(tmp_path, "one", 1, said.append, 12)
    assert kept_files.lost(tmp_path, said) == 0
    file = tmp_path / "bookmarks.jsonl"
    lines = file.read_bytes().split(b"\n")
    file.write_bytes(b"\n".join(lines[2:]))
    assert kept_files.lost(tmp_path, said)
    file.write_bytes(b"\n".join([*lines[:-1], b'{"id": "x", "path": "x", "archive": "/news"}', b""]))
    assert kept_files.lost(tmp_path, said) == 1, "nobody has put that there"
    (tmp_path / ".bookmarks.jsonl.new").touch()
    assert kept_files.leftovers(tmp_path) == 0
    (tmp_path / "other").touch()
    assert kept_files.leftovers(tmp_path) == 1
