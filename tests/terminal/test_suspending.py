"""To the shell and back."""

from __future__ import annotations

import shlex
import shutil
import sys
import termios
import time
from pathlib import Path

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("no shell there takes a program back", allow_module_level=True)

from tests.terminal.line import SAMPLES, Line

pytestmark = [pytest.mark.xdist_group("terminal"), pytest.mark.usefixtures("readings_at_hand")]
READY = "雾岭渡"
PROGRAM = f"{shlex.quote(sys.executable)} -P -m reader {shlex.quote(str(SAMPLES))}"
bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def _shell(size: tuple[int, int] = (100, 30)) -> Line:
    line = Line(
        command=("bash", "--norc", "--noprofile", "-i"),
        environment={"PS1": "shell> ", "HISTFILE": ""},
        size=size,
    )
    line.wait_for("shell> ")
    return line


@bash
@pytest.mark.parametrize(
    "start", [PROGRAM, f"sh -c {shlex.quote(PROGRAM + '; true')}"], ids=["alone", "in a script"]
)
def test_it_goes_to_the_shell_and_comes_back_whole(start: str) -> None:
    with _shell() as line:
        at = len(line.heard)
        line.type(f"{start}\r")
        at = line.wait_for(READY, after=at)
        line.type("\x1a")
        line.wait_for("Stopped", after=at)
        left = line.heard[at:]
        assert left.rfind(b"\x1b[?1049l") >= 0, "the shell has its screen"
        assert left.rfind(b"\x1b[?25h") > left.rfind(b"\x1b[?25l"), "and its cursor"
        assert b"\x1b[?1003l" in left, "and the mouse"
        line.type("echo $((20 + 3))\r")
        line.wait_for("23", after=at)
        line.resize(70, 20)
        at = len(line.heard)
        line.type("fg\r")
        line.wait_for(READY, after=at)
        assert b"\x1b[?1049h" in line.heard[at:]
        line.wait_for("\x1b[20;", after=at, raw=True)  # as high as the window is now
        time.sleep(0.5)
        at = len(line.heard)
        line.type("Q")
        line.wait_for("shell> ", after=at)
        line.type("exit\r")
        assert line.ended() == 0


_SLOW = """
import os, runpy, sys, time
stop = os.killpg
def slowly(group, signal):
    stop(group, signal)
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        time.sleep(0.05)
os.killpg = slowly
runpy.run_module("reader", run_name="__main__", alter_sys=True)
"""
"""The program on a machine so slow that it stops a second after the script that has started it."""


@bash
def test_it_comes_back_though_the_shell_lets_it_go_on_before_it_has_stopped(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(_SLOW)
    slow = f"{shlex.quote(sys.executable)} {tmp_path}/slow.py {shlex.quote(str(SAMPLES))}"
    with _shell() as line:
        at = len(line.heard)
        line.type(f"sh -c {shlex.quote(slow + '; true')}\r")
        at = line.wait_for(READY, after=at)
        line.type("\x1a")
        line.wait_for("Stopped", after=at)
        at = len(line.heard)
        line.type("fg\r")
        line.wait_for(READY, after=at)
        time.sleep(0.5)
        at = len(line.heard)
        line.type("Q")
        line.wait_for("shell> ", after=at)


@bash
def test_a_program_that_was_stopped_by_force_restores_the_terminal_in_the_end() -> None:
    with _shell() as line:
        line.type(f"{PROGRAM}\r")
        at = line.wait_for(READY)
        line.type("\x1a")
        at = line.wait_for("Stopped", after=at)
        line.type("fg\r")
        at = line.wait_for(READY, after=at)
        line.type("\x1a")
        at = line.wait_for("Stopped", after=at)
        line.type("kill -STOP %1; kill -CONT %1; sleep 1; fg\r")
        at = line.wait_for(READY, after=at)
        time.sleep(0.5)
        line.type("Q")
        line.wait_for("shell> ", after=at)
        attributes = termios.tcgetattr(line.number)
        assert attributes[3] & termios.ISIG


def test_without_a_shell_it_stays() -> None:
    with Line(str(SAMPLES)) as line:
        at = line.wait_for(READY)
        line.type("\x1a")
        at = line.wait_for("no shell", after=at)
        line.type("\x11")
        assert line.ended() == 0
