"""The tour: each step waits until one has tried what it says, and can be passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import language
from reader.ui.tour import STEPS, Tour, said

if TYPE_CHECKING:
    from tests.ui.conftest import Reading, Start


async def _begin(reading: Reading) -> Tour:
    await reading.press("f3")
    tour = reading.screen.tour
    assert tour is not None
    assert tour.number == 0
    return tour


async def test_one_who_does_as_told_comes_to_its_end(start: Start) -> None:
    async with start() as reading:
        tour = await _begin(reading)
        tries = (
            ("j", "j"), ("enter",), ("J",), ("z",), ("z", "s"), ("U",), ("ctrl+f", *"lilv"),
            ("enter", "escape"), ("@",), ("escape", "?"),
        )  # fmt: skip
        assert len(tries) == len(STEPS)
        for number, keys in enumerate(tries):
            assert tour.number == number
            await reading.pilot.press(*keys)
            await reading.wait_for(lambda expected=number + 1: tour.number == expected)  # type: ignore[misc]
        await reading.press("escape")
        assert "newsreader FOLDER" in reading.shown
        await reading.press("f3")
        assert not tour.is_on
        assert "Tour" not in reading.shown


async def test_every_step_can_be_passed_over(start: Start) -> None:
    async with start() as reading:
        tour = await _begin(reading)
        for number in range(len(STEPS)):
            assert f"Tour {number + 1}/{len(STEPS) + 1}" in reading.shown
            await reading.press("f3")
        await reading.press("f3")
        assert not tour.is_on


async def test_a_click_goes_on_too(start: Start) -> None:
    async with start() as reading:
        tour = await _begin(reading)
        await reading.pilot.click("#tour-bar")
        await reading.settle()
        assert tour.number == 1


async def test_it_can_be_left_at_any_step(start: Start) -> None:
    async with start() as reading:
        tour = await _begin(reading)
        assert "End the tour" in reading.shown
        await reading.press("f3", "ctrl+p", *"end the tour", "enter")
        await reading.wait_for(lambda: not tour.is_on)
        await reading.press("ctrl+p", *"end the tour")
        assert "End the tour" not in reading.shown


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_every_step_names_keys_that_there_are(spoken: str) -> None:
    language.use(spoken)
    for step in STEPS:
        assert "{" not in said(step.text)


async def test_it_fits_a_small_window(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        await _begin(reading)
        assert "go through it" in " ".join(reading.shown.split())
