"""What is in the way is told in a box: what happened, what is safe, what to do; keys of one who types stay theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.live import News
from reader.ui.messages import Damaged, Happened
from reader.ui.screens.trouble import TroubleScreen

if TYPE_CHECKING:
    from tests.ui.conftest import Start

GONE = News(trouble="the archive [x] is gone", hint="Put the disk back")


async def test_trouble_is_told_with_what_is_safe_and_what_to_do(start: Start) -> None:
    async with start() as reading:
        reading.screen.post_message(Happened(GONE))
        await reading.settle()
        assert isinstance(reading.app.screen, TroubleScreen)
        for words in (
            "What happened",
            "The archive [x] is gone.",
            "What is safe",
            "What to do",
            "Put the disk back.",
        ):
            assert words in reading.shown
        await reading.press("enter")
        assert not isinstance(reading.app.screen, TroubleScreen)


async def test_the_same_trouble_is_told_once(start: Start) -> None:
    async with start() as reading:
        for _ in range(3):
            reading.screen.post_message(Happened(GONE))
        await reading.settle()
        await reading.press("escape")
        assert reading.app.screen is reading.screen
        reading.screen.post_message(Happened(GONE))
        await reading.settle()
        assert reading.app.screen is reading.screen


async def test_one_who_types_goes_on_typing(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", "a")
        reading.screen.post_message(Happened(GONE))
        await reading.settle()
        assert reading.app.screen is reading.screen
        assert any("is gone" in told for told in reading.toasts)


async def test_a_damaged_index_is_told_and_made_again(start: Start) -> None:
    async with start() as reading:
        reading.screen.post_message(Damaged("the index was damaged"))
        await reading.settle()
        assert reading.toasts == [
            "the index was damaged; the archive is read again. Nothing that you keep is in it."
        ]
        assert not isinstance(reading.app.screen, TroubleScreen)


async def test_it_can_be_read_in_a_small_window(start: Start) -> None:
    async with start(size=(40, 12)) as reading:
        reading.screen.post_message(Happened(GONE))
        await reading.settle()
        assert "What happened" in reading.shown
        await reading.press("q")
        assert reading.app.screen is reading.screen
