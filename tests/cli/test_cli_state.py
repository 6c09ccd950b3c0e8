"""Backup and restore on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.program import Done

Run = Callable[..., Done]


def test_what_was_backed_up_is_put_back(run: Run, archive: Path, tmp_path: Path) -> None:
    run("bookmarks", "add", "金融/2.md", "--label", "海", "--archive", archive)
    saved = tmp_path / "all.zip"
    assert run("state", "backup", saved).out.startswith(f"{saved}: ")
    run("bookmarks", "remove", "金融/2.md", "--archive", archive)
    done = run("state", "restore", saved)
    assert done.code == 0
    assert "bookmarks.jsonl, state.sqlite" in done.out
    (kept,) = run("bookmarks", "list", "--archive", archive, "--json").objects
    assert (kept["title"], kept["labels"]) == ("Second", ["海"])


def test_what_is_no_backup_changes_nothing(run: Run, archive: Path, tmp_path: Path) -> None:
    run("bookmarks", "add", "金融/2.md", "--archive", archive)
    wrong = tmp_path / "wrong.zip"
    wrong.write_text("no zip", "utf-8")
    done = run("state", "restore", wrong)
    assert done.code == 6
    assert "Nothing was changed" in done.err
    assert len(run("bookmarks", "list", "--archive", archive, "--json").objects) == 1


def test_a_backup_that_can_not_be_written_is_told(run: Run, tmp_path: Path) -> None:
    done = run("state", "backup", tmp_path)
    assert done.code == 6
    assert str(tmp_path) in done.err


def test_an_empty_backup_brings_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    run("state", "backup", tmp_path / "b.zip")
    assert "Restored: nothing, the backup is empty." in run("state", "restore", tmp_path / "b.zip").out
