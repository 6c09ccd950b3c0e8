"""Another theme at night."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import paths
from reader.config import Config, Interface
from reader.ui import nightfall

if TYPE_CHECKING:
    from tests.ui.conftest import Start

HOURS = st.integers(0, 23)


@given(HOURS, HOURS)
def test_a_night_is_as_long_as_from_its_beginning_to_its_end(begins: int, ends: int) -> None:
    hours = [hour for hour in range(24) if nightfall.is_night(hour, begins, ends)]
    assert len(hours) == (ends - begins) % 24
    assert (begins in hours) == (begins != ends)
    assert ends not in hours


class Clock:
    """A clock that stands where a test puts it."""

    hour = 12

    @classmethod
    def now(cls) -> datetime:
        return datetime(2026, 1, 1, cls.hour)  # noqa: DTZ001 -- local time is what is asked for


async def test_the_theme_follows_the_clock_and_what_is_chosen_counts_for_that_time(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightfall, "datetime", Clock)
    chosen = Config(ui=Interface(theme="nord", night_theme="gruvbox"))
    async with start(config=chosen) as reading:
        assert reading.app.theme == "nord"
        Clock.hour = 21
        reading.app.follow_time()
        await reading.settle()
        assert reading.app.theme == "gruvbox"
        assert not paths.config_file().exists()  # nobody has chosen anything
        reading.app.theme = "dracula"
        await reading.wait_for(paths.config_file().exists)
        assert tomllib.loads(paths.config_file().read_text("utf-8"))["ui"] == {"night_theme": "dracula"}
        Clock.hour = 7
        reading.app.follow_time()
        await reading.settle()
        assert reading.app.theme == "nord"


async def test_without_a_theme_for_the_night_the_clock_changes_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightfall, "datetime", Clock)
    async with start(config=Config(ui=Interface(theme="nord"))) as reading:
        for Clock.hour in range(24):
            reading.app.follow_time()
            assert reading.app.theme == "nord"
