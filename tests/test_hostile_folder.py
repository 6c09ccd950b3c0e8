"""A folder of 600 hostile files is walked and read to its end, harms nothing and is not harmed.

The reading is done in processes of limited memory, watched from here: a file that kills, blocks or bloats one is
named, and the next process goes on behind it, so that one run tells of all.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile import NOT_A_POST, marker, write_hostile_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.trial import Result

ROOT = Path(__file__).parent.parent
PATIENCE = 90.0
"""Seconds without a word until a process counts as hanging."""
BUDGET = 400.0
"""Seconds for all files together; each should take milliseconds, but a machine may be slow, and busy."""
LONGEST = 12.0
"""Seconds of CPU for one file, reading to the two hundredth line. The slowest, a hundred thousand links in one paragraph,
takes two and a half, or twice that where memory is slow; work that grows with the square of a file takes minutes."""

pytestmark = [
    pytest.mark.xdist_group("hostile folder"),  # the folder is made, and read, once
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows can't make most of these files"),
]


@dataclass
class Trial:
    """What was put into the folder and what came of it."""

    root: Path
    wrong: dict[str, str]
    before: dict[str, Any]
    listed: list[str] = field(default_factory=list)
    results: dict[str, Result] = field(default_factory=dict)
    deaths: dict[str, str] = field(default_factory=dict)
    droppings: list[str] = field(default_factory=list)

    def named(self, path: str) -> str:
        """A path fit for a message, with what is wrong about it."""
        return f"{path[-90:]!a} ({self.wrong.get(path, '?')})"


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    above = Path(tempfile.mkdtemp(prefix="hostile-"))
    root = above / "archive"
    wrong = write_hostile_folder(root)
    tried = Trial(root, wrong, state_of(root, wrong))
    workplace = above / "cwd"
    workplace.mkdir()
    try:
        tried.listed = walked(root, workplace)
        read_all(tried, workplace)
        tried.droppings = [entry.name for entry in workplace.iterdir()] + (
            ["marker"] if marker(root).exists() else []
        )
        yield tried
    finally:
        (root / "special/locked").chmod(0o700)
        # rm, since shutil.rmtree calls itself for each of two thousand levels
        subprocess.run(["rm", "-rf", os.fspath(above)], check=True)


def started(root: Path, workplace: Path, paths: list[str]) -> subprocess.Popen[str]:
    """A process reading ``paths``; in a session of its own, so that /dev/tty is nobody's terminal."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.trial", os.fspath(root)],
        cwd=workplace,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdin
    with process.stdin as stdin:
        stdin.write(json.dumps(paths))
    return process


def walked(root: Path, workplace: Path) -> list[str]:
    with started(root, workplace, []) as process:
        assert process.stdout
        timer = threading.Timer(PATIENCE, process.kill)
        timer.start()
        output = process.stdout.read()
        timer.cancel()
    if process.returncode == -signal.SIGKILL:
        pytest.fail(f"the walk did not end within {PATIENCE} seconds")
    assert process.returncode == 0, output
    paths: list[str] = json.loads(output)
    return paths


def read_all(tried: Trial, workplace: Path) -> None:
    """Read every file, listed or not (a file can become a FIFO between the walk and the reading)."""
    left = [path for path in tried.wrong if not path.endswith("lost.md")]
    until = time.monotonic() + BUDGET
    while left:
        before = len(left)
        left = read_some(tried, workplace, left, until)
        if time.monotonic() > until:
            tried.deaths[left[0] if left else "the last"] = f"all took more than {BUDGET} seconds"
            return
        if left and len(left) == before:
            pytest.fail("the reading process could not be started")


def read_some(tried: Trial, workplace: Path, paths: list[str], until: float) -> list[str]:
    """Read on until a process ends; what is left to read."""
    at, noise = "", []
    words: queue.Queue[str] = queue.Queue()
    with started(tried.root, workplace, paths) as process:

        def listen() -> None:
            assert process.stdout
            for line in process.stdout:
                words.put(line)
            words.put("")

        listener = threading.Thread(target=listen)
        listener.start()
        cause = ""
        while True:
            try:
                line = words.get(timeout=max(0.1, min(PATIENCE, until - time.monotonic())))
            except queue.Empty:
                cause = "hung"
                process.kill()
                break
            if not line:
                break
            if not line.startswith("{"):
                noise.append(line)
                continue
            word = json.loads(line)
            if "done" in word:
                tried.results[word["done"]] = word
                at = ""
            else:
                at = word["path"]
        listener.join()
    if at:
        cause = cause or f"died with {process.returncode}"
        tried.deaths[at] = f"{cause}\n{''.join(noise)[-1500:]}"
    done = tried.results.keys() | tried.deaths.keys()
    if not at and len(done) < len(tried.wrong) and noise:
        pytest.fail("".join(noise)[-3000:])
    return [path for path in paths if path not in done]


def state_of(root: Path, paths: dict[str, str]) -> dict[str, Any]:
    """Digest, size, mode and mtime of all that can be reached, folders included."""
    state: dict[str, Any] = {}
    for path in [*paths, *{path.rpartition("/")[0] for path in paths}, ""]:
        try:
            status = os.lstat(root / path)
        except OSError:
            continue
        digest = ""
        if stat.S_ISREG(status.st_mode) and status.st_size < 50_000_000 and os.access(root / path, os.R_OK):
            digest = hashlib.sha256((root / path).read_bytes()).hexdigest()
        state[path] = (digest, status.st_size, status.st_mode, status.st_mtime_ns, status.st_ino)
    return state


def test_the_walk_lists_exactly_the_posts(trial: Trial) -> None:
    posts = {path for path, what in trial.wrong.items() if not what.startswith(NOT_A_POST)}
    listed = set(trial.listed)
    assert len(listed) == len(trial.listed), "a post was listed twice"
    assert not [trial.named(path) for path in listed - posts], "these are no posts"
    assert not [trial.named(path) for path in posts - listed], "these were not found"


def test_no_file_hangs_or_kills_its_reader(trial: Trial) -> None:
    deaths = [f"{trial.named(path)}: {cause}" for path, cause in trial.deaths.items()]
    assert not deaths, "\n".join(deaths)


def test_no_file_raises_anything_but_unreadable(trial: Trial) -> None:
    errors = [
        f"{trial.named(path)}:\n{result['error']}"
        for path, result in trial.results.items()
        if result["error"]
    ]
    assert not errors, f"{len(errors)} files\n" + "\n".join(errors)


def test_no_title_value_or_line_holds_what_a_terminal_must_not_get(trial: Trial) -> None:
    wrong = [
        f"{trial.named(path)}: {'; '.join(result['wrong'])}"
        for path, result in trial.results.items()
        if result["wrong"]
    ]
    assert not wrong, f"{len(wrong)} files\n" + "\n".join(wrong)


def test_only_what_is_no_post_or_closed_is_unreadable(trial: Trial) -> None:
    unreadable = {path for path, result in trial.results.items() if result["unreadable"]}
    posts = {path for path, what in trial.wrong.items() if not what.startswith(NOT_A_POST)}
    assert unreadable & posts <= {"special/no permission.md", "special/locked/post.md", "links/mem.md"}


def test_nothing_is_executed_and_nothing_is_left_behind(trial: Trial) -> None:
    assert trial.droppings == []


def test_the_folder_is_as_it_was(trial: Trial) -> None:
    assert state_of(trial.root, trial.wrong) == trial.before


def test_no_file_takes_longer_than_a_reader_waits(trial: Trial) -> None:
    slow = sorted(
        ((result["seconds"], path) for path, result in trial.results.items() if result["seconds"] > LONGEST),
        reverse=True,
    )
    assert not [f"{seconds} s: {trial.named(path)}" for seconds, path in slow]


def test_the_hostile_folder_is_the_same_every_time(trial: Trial, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    wrong = write_hostile_folder(root)
    try:
        again = state_of(root, wrong)
        alike = [
            path for path in trial.wrong if not path.startswith(("bombs/", "deep/"))
        ]  # these hold the root's name
        assert len(alike) > 600
        assert [path for path in alike if trial.before[path][:3] != again[path][:3]] == []
    finally:
        (root / "special/locked").chmod(0o700)
        subprocess.run(["rm", "-rf", os.fspath(root)], check=True)
