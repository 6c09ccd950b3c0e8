"""The sync in a process of its own."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from reader import paths
from reader.background import BackgroundSync
from reader.errors import ReaderError
from reader.library.locking import only_writer
from reader.model import Progress, Selection
from reader.session import Session
from tests.library.real import write_posts


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "新闻\udcff [x]"
    write_posts(folder, 150)
    return folder


def test_it_tells_how_it_goes_and_fills_the_catalogue(archive: Path) -> None:
    reports = list(BackgroundSync(archive).progress())
    assert reports[-1].finished
    assert reports[-1].added == 150
    assert all(isinstance(report, Progress) for report in reports)
    assert Session(archive).catalog.count(Selection()) == 150


def test_an_error_of_the_child_is_an_error_here(archive: Path) -> None:
    paths.cache_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.cache_dir().write_text("in the way")
    with pytest.raises(ReaderError) as caught:
        list(BackgroundSync(archive).progress())
    assert str(paths.cache_dir()) in caught.value.message


def test_a_child_that_is_killed_is_missed(archive: Path) -> None:
    child = BackgroundSync(archive)
    os.kill(child._child.pid, signal.SIGKILL)
    with pytest.raises(ReaderError) as caught:
        list(child.progress())
    assert "-9" in caught.value.message


def test_stopping_ends_it_whoever_listens(archive: Path) -> None:
    child, reports = BackgroundSync(archive), list[Progress]()
    listener = threading.Thread(target=lambda: reports.extend(child.progress()))
    listener.start()
    child.stop()
    listener.join(timeout=30)
    assert not listener.is_alive()
    assert child._child.poll() is not None
    assert list(BackgroundSync(archive).progress())[-1].finished, "the next one goes on"
    assert Session(archive).catalog.count(Selection()) == 150


def test_it_ends_when_its_parent_lets_go_of_its_input(archive: Path) -> None:
    child = BackgroundSync(archive)
    assert child._child.stdin is not None
    assert child._child.stdout is not None
    child._child.stdin.close()
    assert child._child.wait(timeout=60) == 0
    child._child.stdout.close()


def test_while_another_program_syncs_it_waits_and_can_be_stopped(archive: Path) -> None:
    session = Session(archive)
    with only_writer(session.catalog.path, threading.Lock()):
        child = BackgroundSync(archive)
        listener = threading.Thread(target=lambda: list(child.progress()))
        listener.start()
        time.sleep(0.3)
        assert child._child.poll() is None
        child.stop()
        listener.join(timeout=30)
        assert not listener.is_alive()
