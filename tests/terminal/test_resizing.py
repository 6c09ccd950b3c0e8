"""Windows that are pulled about."""

from __future__ import annotations

import random
import sys
import time

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("terminals are other things there", allow_module_level=True)

from tests.terminal.line import SAMPLES, Line

pytestmark = [
    pytest.mark.xdist_group("terminal"),
    pytest.mark.timeout(300),
    pytest.mark.usefixtures("readings_at_hand"),
]
READY = "雾岭渡"


@pytest.mark.parametrize("keys", ["\r", "/图"], ids=["an article", "a search"])
def test_five_hundred_sizes_in_a_few_seconds_do_no_harm(keys: str) -> None:
    chance = random.Random(7)
    with Line(str(SAMPLES)) as line:
        line.wait_for(READY)
        line.type(keys)
        for _ in range(500):
            line.resize(chance.randint(1, 300), chance.randint(1, 100))
            time.sleep(0.004)
        line.resize(1, 1)
        time.sleep(0.2)
        at = len(line.heard)
        line.resize(90, 25)
        line.wait_for("Esc", after=at)  # of the last line
        line.type("\x11")
        assert line.ended() == 0, line.heard[-2000:]
        assert b"made a mistake" not in line.heard
