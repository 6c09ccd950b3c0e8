"""The box that finds in an article, typed into in one go: keys with a meaning wait for what was typed before them."""

from __future__ import annotations

import pytest
from textual import events

from tests.ui.conftest import Reading, Start


async def type_at_once(reading: Reading, *keys: str) -> None:
    """All keys at once, as they come over a slow line or are pasted."""
    for key in keys:
        reading.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await reading.settle()


async def test_enter_keeps_what_was_typed_in_one_go_with_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "j", "enter", "slash")
        await type_at_once(reading, *"灯塔", "enter")
        finding = reading.screen._at_hand.finding
        assert (finding.needle, finding.count) == ("灯塔", "1/82")
        assert reading.focus == "article"
        await reading.press("n")
        assert finding.count == "2/82"


@pytest.mark.parametrize(("key", "count"), [("down", "2/82"), ("up", "82/82")])
async def test_arrows_go_through_what_was_typed_in_one_go_with_them(
    start: Start, key: str, count: str
) -> None:
    async with start() as reading:
        await reading.press("j", "j", "enter", "slash")
        await type_at_once(reading, *"灯塔", key)
        assert reading.screen._at_hand.finding.count == count
        assert reading.focus == "find"


async def test_the_archive_is_searched_for_what_was_typed_in_one_go(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "j", "enter", "slash")
        await type_at_once(reading, *"灯塔", "ctrl+f")
        await reading.settle()
        assert reading.screen.search.typed == "灯塔"
