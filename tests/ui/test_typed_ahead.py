"""What is typed before a screen is there that it is for."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.ui.conftest import Reading, Start

CHARACTERS = {"at": "@", "slash": "/", "exclamation_mark": "!", "question_mark": "?", "colon": ":"}


def typed(reading: Reading) -> list[str]:
    """What stands in the boxes."""
    screen = reading.app.screen
    return [*(box.value for box in screen.query(Input)), *(box.text for box in screen.query(TextArea))]


@pytest.mark.parametrize("gap", [0.0, 0.003])
@pytest.mark.parametrize(
    ("key", "then", "kept"),
    [
        ("a", "xyz", "xyz"),  # a note
        ("t", "xyz", "xyz"),  # labels
        ("ctrl+g", "xyz", "xyz"),  # a place
        ("slash", "xyz", "xyz"),  # a search
        ("at", "2021", "2021"),  # the calendar
        ("at", "上周五", "上周五"),
        ("ctrl+p", "xyz", "xyz"),  # the palette
        ("colon", "xyz", "xyz"),
        ("question_mark", "xyz", "xyz"),  # the help
        ("exclamation_mark", "xyz", ""),  # no key of the health screen, whose box is not to be seen
    ],
)
async def test_it_gets_there_in_its_order(start: Start, key: str, then: str, kept: str, gap: float) -> None:
    async with start() as reading:
        for name in (key, *then):
            reading.app.post_message(events.Key(name, CHARACTERS.get(name, name if len(name) == 1 else None)))
            await asyncio.sleep(gap)
        await reading.settle()
        assert typed(reading) == [kept]


async def test_what_is_typed_behind_the_last_key_goes_nowhere(start: Start) -> None:
    async with start() as reading:
        await reading.press("j")
        ahead = reading.app._typed_ahead
        assert not ahead.holds(events.Key("ctrl+q", "\x11"))
        assert ahead.holds(events.Key("x", "x"))
        reading.app._screen_stacks[reading.app._current_mode], stack = [], reading.app._screen_stack
        await ahead._let_go()
        assert not ahead._held
        reading.app._screen_stacks[reading.app._current_mode] = stack
