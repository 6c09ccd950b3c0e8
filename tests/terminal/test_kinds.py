"""Terminals of several kinds, by what they call themselves."""

from __future__ import annotations

import re
import sys

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("terminals are other things there", allow_module_level=True)

from tests.terminal.line import SAMPLES, Line

pytestmark = [pytest.mark.xdist_group("terminal"), pytest.mark.usefixtures("readings_at_hand")]


@pytest.mark.parametrize("kind", ["linux", "xterm", "xterm-kitty", "screen"])
def test_a_terminal_of_any_kind_is_drawn_on_and_left_as_it_was(kind: str) -> None:
    with Line(str(SAMPLES), environment={"TERM": kind, "COLORTERM": ""}, size=(80, 24)) as line:
        at = line.wait_for("雾岭渡")
        line.type("/")
        line.wait_for("Esc", after=at)
        line.type("\x11")
        assert line.ended() == 0
        line.wait_for("\x1b[?1049l", raw=True)
        line.wait_for("\x1b[?1004l", raw=True)
        assert line.heard.rfind(b"\x1b[?25h") > line.heard.rfind(b"\x1b[?25l")
        # The console of Linux would print what shapes a cursor, or light its lamps by it.
        assert (re.search(rb"\x1b\[\d* q", line.heard) is not None) == (kind != "linux")
