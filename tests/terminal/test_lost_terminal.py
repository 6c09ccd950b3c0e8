"""What becomes of the program when its terminal goes away, or gets slow."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("terminals are other things there", allow_module_level=True)

from tests.terminal.line import SAMPLES, Line, children

pytestmark = pytest.mark.xdist_group("terminal")
SOON = 10.0
"""Seconds for an orderly end; two on a machine that does nothing else."""
READY = "雾岭渡"


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def _sessions(home: Path) -> int:
    with sqlite3.connect(home / ".local/share/newsreader/state.sqlite") as connection:
        (count,) = connection.execute("SELECT count(*) FROM session").fetchone()
    connection.close()
    return int(count)


@pytest.mark.parametrize("controls", [True, False], ids=["told by a signal", "told by nobody"])
def test_a_terminal_that_is_hung_up_ends_the_program_and_what_it_started(
    home: Path, *, controls: bool
) -> None:
    with Line(str(SAMPLES), controls=controls) as line:
        line.wait_for(READY)
        line.type("s")
        line.wait_for("Bookmarked: ")
        started = children(line.process.pid)
        begun = time.monotonic()
        line.hang_up()
        line.ended(SOON)
        assert time.monotonic() - begun < SOON
        assert not [pid for pid in started if _is_there(pid)]
    assert (home / ".config/newsreader/bookmarks.jsonl").read_text("utf-8").count("\n") == 1
    assert _sessions(home) == 1, "what was on the screen is there at the next start"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_to_end_restores_the_terminal_first(number: signal.Signals) -> None:
    with Line(str(SAMPLES)) as line:
        line.wait_for(READY)
        line.process.send_signal(number)
        assert line.ended(SOON) == 0
        time.sleep(0.2)
        assert line.heard.rpartition(b"\x1b[?1049l")[1], "the alternate screen is left"
        assert line.heard.rfind(b"\x1b[?25h") > line.heard.rfind(b"\x1b[?25l"), "the cursor is seen again"
        assert line.heard.rfind(b"\x1b[0 q") > line.heard.rfind(b"\x1b[4 q"), "and has its own shape"
        assert b"Traceback" not in line.heard


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_note_that_is_being_typed_is_kept(home: Path, number: signal.Signals) -> None:
    with Line(str(SAMPLES)) as line:
        line.wait_for(READY)
        line.type("a")
        line.wait_for("Esc", after=len(line.heard) - 1)
        line.type("half")
        line.wait_for("half")
        line.process.send_signal(number)
        assert line.ended(SOON) == 0
    assert "half" in (home / ".config/newsreader/bookmarks.jsonl").read_text("utf-8")


def test_a_first_sync_ends_with_the_terminal(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "news"
    for number in range(300):
        shutil.copytree(SAMPLES, archive / str(number))
    with Line(str(archive)) as line:
        line.wait_for("All posts")
        started = children(line.process.pid)
        line.hang_up()
        line.ended(SOON)
        end = time.monotonic() + SOON
        while any(map(_is_there, started)) and time.monotonic() < end:
            time.sleep(0.1)
        assert not [pid for pid in started if _is_there(pid)]


def test_the_end_waits_not_for_a_terminal_that_takes_nothing() -> None:
    """Its other end is open, but nobody reads."""
    with Line(str(SAMPLES), pace=2000) as line:
        line.wait_for("All posts")
        line.type("jjjjjjjjjjjjGgGgGgGg")
        time.sleep(0.5)
        line.process.send_signal(signal.SIGTERM)
        line.ended(SOON)


def test_on_a_slow_line_keys_come_to_one_frame_and_not_to_one_each() -> None:
    with Line(str(SAMPLES), pace=20_000, size=(80, 24)) as line:
        line.wait_for(READY)
        time.sleep(2)
        before = len(line.heard)
        for key in "jk" * 100:
            line.type(key)
            time.sleep(0.01)
        line.type("?")
        line.wait_for("type to find", after=before)
        # Two hundred frames of a moved cursor and another article would be some 400,000 bytes.
        assert len(line.heard) - before < 120_000
