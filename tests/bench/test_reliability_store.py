"""The state file under kills, crowds, failing disks and damage, in small; see bench.reliability."""

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


@pytest.mark.parametrize(
    ("kinds", "options"),
    [
        (["kill -9"], ("--kills", "100", "--processes", "0", "--faults", "0")),
        (["8 at once"], ("--kills", "0", "--faults", "0")),
        (["failing disk", "damaged files"], ("--kills", "0", "--processes", "0", "--faults", "50")),
    ],
)
def test_nothing_is_lost(kinds: list[str], options: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.reliability", "store", "--json", *options],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert [count["kind"] for count in counts] == kinds
    for count in counts:
        assert count["changes"] > 100
        assert (count["lost"], count["tracebacks"], count["leftovers"]) == (0, 0, 0), done.stderr


def test_the_bench_tells_what_is_lost(tmp_path: Path) -> None:
    from bench import kept_store

    kept_store.begin(tmp_path)
    said: list[str] = []
    kept_store.work(tmp_path, "one", 1, said.append, 12)
    assert kept_store.lost(tmp_path, said) == 0
    kept_store._state(tmp_path, "before").mark([kept_store._BEFORE[0]], read=False)
    kept_store._state(tmp_path, "one").mark([100_000])
    assert kept_store.lost(tmp_path, said) >= 2
