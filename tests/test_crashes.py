"""Mistakes of the program: written down, told in a sentence, survived where that can be."""

from __future__ import annotations

import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from reader import crashes, paths
from reader.cli import run
from reader.ui.mishaps import Mishaps, survive


def _fault(secret: str) -> Exception:
    def fail(text: str) -> float:
        return len(text) / 0

    try:
        fail(secret)
    except ZeroDivisionError as error:
        return error
    raise AssertionError


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command with a mistake in it."""
    from reader.cli import paths as module

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(module, "choose", fail)


@pytest.mark.usefixtures("broken")
def test_a_command_with_a_mistake_in_it_tells_so_kindly(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["paths"]) == 70
    told = capsys.readouterr().err
    (log,) = paths.logs_dir().iterdir()
    assert told.startswith("newsreader: the program made a mistake")
    assert "ZeroDivisionError" in told
    assert "Nothing that you kept is lost" in told
    assert str(log) in told
    assert "Traceback" not in told
    assert "Traceback" in log.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
def test_the_log_is_for_its_user_alone() -> None:
    log = crashes.note(_fault("x"))
    assert log is not None
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_the_log_holds_no_values_of_variables() -> None:
    log = crashes.note(_fault("somebody's text"))
    assert log is not None
    assert "somebody" not in log.read_text("utf-8")


def test_an_error_that_quotes_a_whole_text_is_cut() -> None:
    log = crashes.note(ValueError("长" * 100_000))
    assert log is not None
    assert len(log.read_text("utf-8")) < 3000


def test_the_last_ten_logs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(100))
    monkeypatch.setattr(time, "gmtime", lambda: (2026, 1, 1, 0, 0, next(seconds), 0, 1, 0))
    logs = [crashes.note(ValueError(str(number))) for number in range(15)]
    assert sorted(paths.logs_dir().iterdir()) == logs[-10:]


def test_where_no_log_can_be_written_the_rest_is_told(home: Path) -> None:
    (home / ".local").write_text("in the way")
    error = _fault("x")
    assert crashes.note(error) is None
    message, hint = crashes.words(error, None)
    assert "ZeroDivisionError" in message
    assert "written down" not in hint


def test_a_log_that_was_not_written_to_its_end_leaves_no_empty_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(_: BaseException) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(crashes, "_report", end)
    with pytest.raises(KeyboardInterrupt):
        crashes.note(_fault("x"))
    assert not list(paths.logs_dir().glob("*"))


def test_a_mistake_in_a_thread_is_told_once() -> None:
    told: list[str] = []
    mishaps = Mishaps(told.append)
    for _ in range(3):
        mishaps.note(_fault("x"))
    (only,) = told
    (log,) = paths.logs_dir().iterdir()
    assert str(log) in only


def test_mistakes_without_end_are_not_written_down_without_end() -> None:
    told: list[str] = []
    mishaps = Mishaps(told.append)
    for number in range(50):
        mishaps.note(type(f"Error{number}", (Exception,), {})())
    assert len(told) == 5
    assert len(list(paths.logs_dir().iterdir())) == 5


def test_a_thread_with_other_jobs_goes_on_after_one_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_value))
    error = _fault("x")

    def job() -> None:
        raise error

    survive(job)
    assert seen == [error]
