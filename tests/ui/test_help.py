"""The help: the keys of the pane first, found by typing, done by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from reader import language
from reader.ui.keys import KEYS
from reader.ui.mouse_words import MOUSE
from reader.ui.screens.calendar import CalendarScreen
from reader.ui.screens.health import HealthScreen
from reader.ui.screens.help import HelpScreen, KeyRows
from reader.ui.screens.theme_picker import ThemePicker
from reader.ui.words import HINTS

if TYPE_CHECKING:
    from textual.screen import Screen

    from tests.ui.conftest import Reading, Start


def _rows(reading: Reading) -> KeyRows:
    screen = reading.app.screen
    assert isinstance(screen, HelpScreen)
    return screen.query_one(KeyRows)


def _ids(reading: Reading) -> list[str]:
    return [row.key.id for row in _rows(reading)._table if row.key is not None]


@pytest.mark.parametrize(("key", "pane"), [("1", "places"), ("2", "list"), ("3", "article")])
async def test_the_keys_of_the_pane_come_first_and_then_all(start: Start, key: str, pane: str) -> None:
    async with start() as reading:
        await reading.press(key, "?")
        here = list(HINTS[pane])
        assert _ids(reading) == [*here, *(each.id for each in KEYS)]


async def test_typing_leaves_what_is_called_so_in_either_language(start: Start) -> None:
    async with start() as reading:
        for typed, id_ in (("bookmark the", "bookmark"), ("撤销上一次", "undo"), ("ctrl+o", "earlier-post")):
            await reading.press("f1", *typed)
            assert id_ in _ids(reading)
            assert len(_ids(reading)) < 8
            await reading.press("escape")


async def test_a_key_typed_alone_is_told_first(start: Start) -> None:
    async with start() as reading:
        await reading.press("?", "z")
        assert _ids(reading)[0] == "zen"


async def test_enter_does_what_is_found(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("?", *"article alone", "enter")
        await reading.wait_for(lambda: reading.screen.has_class("zen"))


@pytest.mark.parametrize("before", [(), ("down",)])
async def test_keys_wait_for_what_was_typed_before_them(start: Start, before: tuple[str, ...]) -> None:
    async with start() as reading:
        await reading.press("?", *before)
        for key in (*"alone", "down", "up", "enter", "enter"):
            reading.app.post_message(events.Key(key, key if len(key) == 1 else None))  # without a pause
        await reading.wait_for(lambda: reading.screen.has_class("zen"))
        assert reading.app.screen is reading.screen


async def test_it_closes_by_its_own_key_whatever_comes_right_after(start: Start) -> None:
    async with start() as reading:
        await reading.press("?")
        for key in ("?", "enter"):
            reading.app.post_message(events.Key(key, key if len(key) == 1 else None))  # without a pause
        await reading.settle()
        assert reading.app.screen is reading.screen


async def test_what_holds_elsewhere_only_is_said(start: Start) -> None:
    async with start() as reading:
        await reading.press("?", *"draw", "escape", "?", *"to the next word", "enter")
        assert isinstance(reading.app.screen, HelpScreen)
        assert any("only there" in told for told in reading.toasts)


@pytest.mark.parametrize("key", ["escape", "f1", "?"])
async def test_it_closes(start: Start, key: str) -> None:
    async with start() as reading:
        await reading.press("?")
        await reading.press(key)
        assert reading.app.screen is reading.screen


@pytest.mark.parametrize(
    ("key", "pane", "screen"), [("!", "health", HealthScreen), ("@", "calendar", CalendarScreen)]
)
@pytest.mark.parametrize("help_key", ["?", "f1"])
async def test_it_opens_on_other_screens_too(
    start: Start, key: str, pane: str, screen: type[Screen[object]], help_key: str
) -> None:
    async with start() as reading:
        await reading.press(key, help_key)
        assert _ids(reading)[: len(HINTS[pane])] == list(HINTS[pane])
        await reading.press(*"the article alone", "enter")
        assert isinstance(reading.app.screen, HelpScreen)
        assert any("only there" in told for told in reading.toasts)
        await reading.press("escape")
        assert isinstance(reading.app.screen, screen)
        await reading.press(help_key, *f"{pane}-{'leave' if pane == 'health' else 'close'}", "enter")
        assert reading.app.screen is reading.screen


async def test_it_does_what_is_the_whole_programs(start: Start) -> None:
    async with start() as reading:
        await reading.press("?", *"choose colours", "enter")
        assert isinstance(reading.app.screen, ThemePicker)


async def test_the_mouse_is_told_where_there_is_room(start: Start) -> None:
    async with start(size=(120, 40)) as reading:
        await reading.press("?")
        assert "double click" in reading.shown
    async with start(size=(60, 20), sync=False) as reading:
        await reading.press("?")
        assert "double click" not in reading.shown
        assert "a place" not in reading.shown


@pytest.mark.parametrize("width", [80, 100, 160])
async def test_explanations_are_told_whole(start: Start, width: int) -> None:
    async with start(size=(width, 40)) as reading:
        await reading.press("?", *"pick the post", "down", "up")
        shown = " ".join(" ".join(line.strip(" │").split()) for line in reading.shown.splitlines())
        assert "what is done next is done to" in shown
        assert "…" not in shown


async def test_a_row_of_two_lines_is_one_step(start: Start) -> None:
    async with start(size=(80, 40)) as reading:
        await reading.press("?", "down", "down")
        assert (chosen := _rows(reading).chosen) is not None
        assert chosen.id == HINTS["list"][2]
        await reading.pilot.resize_terminal(160, 40)
        await reading.settle()
        assert _rows(reading).chosen == chosen


async def test_a_small_window_has_room_for_rows_and_for_what_they_say(start: Start) -> None:
    async with start(size=(40, 12)) as reading:
        await reading.press("?")
        shown = [line.strip("│ ") for line in reading.shown.splitlines()]
        rows = shown[shown.index("Here, in the list") + 1 :]
        assert [" ".join(row.split()) for row in rows[:4]] == [
            "Enter open",
            "/ search",
            "f narrow",
            "s bookmark",
        ]
        assert len([row for row in rows if row]) >= 8


def test_what_the_mouse_does_is_told_of_keys_there_are() -> None:
    assert set(MOUSE) <= {key.id for key in KEYS}


async def test_it_speaks_chinese(start: Start) -> None:
    language.use("zh")
    async with start() as reading:
        await reading.press("?")
        assert "双击" in reading.shown or "滚轮" in reading.shown
