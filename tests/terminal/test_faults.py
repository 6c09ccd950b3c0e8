"""Faults put into the program while its screen is up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("terminals are other things there", allow_module_level=True)

from tests.terminal.line import SAMPLES, Line

pytestmark = [pytest.mark.xdist_group("terminal"), pytest.mark.usefixtures("readings_at_hand")]
READY = "雾岭渡"
_FAULT = """
import reader.ui.app
from {module} import {kind}
def fail(*args, **named):
    secret = "the text of a post"
    raise ZeroDivisionError("oops")
{kind}.{method} = fail
from reader.cli import main
main()
"""


def _with_fault(module: str, kind: str, method: str) -> Line:
    return Line(str(SAMPLES), code=_FAULT.format(module=module, kind=kind, method=method))


def test_a_fault_of_the_screen_restores_the_terminal_and_is_told_in_a_sentence(home: Path) -> None:
    with _with_fault("reader.ui.screens.help", "HelpScreen", "compose") as line:
        line.wait_for(READY)
        line.type("s")
        line.wait_for("Bookmarked: ")
        line.type("?")
        assert line.ended() == 70
        line.wait_for("Look through it first")
        rest = line.heard.rpartition(b"\x1b[?1049l")[2]
        assert b"the program made a mistake and had to stop (ZeroDivisionError)" in rest
        assert rest.count(b"\n") <= 6
        assert b"\x1b[?25h" in rest
    (log,) = (home / ".local/state/newsreader/log").iterdir()
    assert "ZeroDivisionError: oops" in log.read_text("utf-8")
    assert "the text of a post" not in log.read_text("utf-8")
    assert (home / ".config/newsreader/bookmarks.jsonl").read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("module", "kind", "method"),
    [("reader.ui.loader", "Loader", "_article"), ("reader.ui.state_watch", "Watch", "look")],
)
def test_a_fault_in_a_thread_is_told_and_the_program_goes_on(
    home: Path, module: str, kind: str, method: str
) -> None:
    with _with_fault(module, kind, method) as line:
        line.wait_for("background")
        line.type("?")
        line.wait_for("type to find")
        line.type("\x11")
        assert line.ended() == 0
        assert len(list((home / ".local/state/newsreader/log").iterdir())) == 1
