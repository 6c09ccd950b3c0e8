"""The whole program on the hostile folder: it ends, every file is listed or reported, nothing raw comes out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.archive.walk import walk
from tests.hostile import write_hostile_folder

pytestmark = [
    pytest.mark.xdist_group("hostile sync"),  # the folder is made, and read, once
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows can't make most of these files"),
]

_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LIMIT_MB = 2_000
"""More address space than any of the processes may ask for; threads, such as those of the text index, reserve far more
than they use."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # Short, because some of the names are as long as the system allows.
    root = Path(tempfile.mkdtemp(prefix="hs-"))
    write_hostile_folder(root / "archive")
    yield root
    subprocess.run(["rm", "-rf", str(root)], check=False)
    shutil.rmtree(root, ignore_errors=True)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")} | {
        "HOME": str(home)
    }
    limited = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({_LIMIT_MB << 20},) * 2);"
        "from reader.cli import main; sys.argv[0] = 'newsreader'; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", limited, *arguments],
        env=environment,
        capture_output=True,
        check=False,
        timeout=200,
    )


def test_every_hostile_file_is_listed_or_reported_and_nothing_else_is_written(folder: Path) -> None:
    archive = folder / "archive"
    done = _run(folder, "sync", str(archive))
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]

    listed = _run(folder, "list", "--archive", str(archive), "--json").stdout.decode("utf-8").splitlines()
    posts = [json.loads(line) for line in listed]
    checked = _run(folder, "check", str(archive), "--json")
    problems = [json.loads(line) for line in checked.stdout.decode("utf-8").splitlines()]
    unreadable = {problem["path"] for problem in problems if problem["kind"] == "unreadable"}
    assert checked.returncode == (1 if unreadable else 0)

    found = {
        f"{part.path}/{name}" if part.path else name for part in walk(archive) for name, _, _ in part.files
    }
    assert {post["path"] for post in posts} | unreadable >= found
    assert all(post["title"].strip() and not _RAW.search(post["title"]) for post in posts)

    written = {
        path.relative_to(folder / "home").parts[0] for path in (folder / "home").rglob("*") if path.is_file()
    }
    assert written <= {".cache", "Library", "AppData"}


def test_what_is_printed_for_people_has_nothing_raw_in_it(folder: Path) -> None:
    archive = folder / "archive"
    for command in (["list", "--archive", str(archive)], ["check", str(archive), "--all"]):
        assert not _RAW.search(_run(folder, *command).stdout.decode("utf-8"))


def test_a_second_sync_finds_nothing_new(folder: Path) -> None:
    _run(folder, "sync", str(folder / "archive"))
    assert b"added" not in _run(folder, "sync", str(folder / "archive")).stdout
