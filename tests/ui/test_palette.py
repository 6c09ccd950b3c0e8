"""The command palette: everything by its name, in either language and by pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import language, paths
from reader.state import recent
from reader.ui import commands
from reader.ui.keys import AWAY, KEYS
from reader.ui.screens.palette import Palette

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Reading, Start


async def _type(reading: Reading, typed: str) -> list[str]:
    """What the palette finds for what is typed, as far as it is in view."""
    await reading.pilot.press("ctrl+p")
    palette = reading.app.screen
    assert isinstance(palette, Palette)
    await reading.wait_for(lambda: palette.is_ready)
    await reading.pilot.press(*typed)
    await reading.settle()
    rows = palette._rows
    return [rows.place_at(at).shown for at in rows._shown]


async def test_every_action_that_makes_sense_is_there_at_once(start: Start) -> None:
    async with start() as reading:
        shown = [command.shown for command in commands.every(reading.app, reading.screen) if command.at_rest]
        for key in KEYS:
            if key.scope not in {"move", *AWAY} and key.id != "palette":
                assert key.help[0].upper() + key.help[1:] in shown


@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_an_action_is_found_in_both_languages_and_by_pinyin(start: Start, spoken: str) -> None:
    key = next(key for key in KEYS if key.id == "undo")
    chinese = language.other(key.help)
    assert chinese.startswith("撤销")
    language.use(spoken)
    async with start() as reading:
        for typed in (key.help, "撤销", "chexiao", "chx"):
            found = await _type(reading, typed)
            assert (chinese if spoken == "zh" else f"{key.help[0].upper()}{key.help[1:]}") in found
            await reading.press("escape")


@pytest.mark.parametrize("typed", ["export", "take out", "导出", "daochu"])
async def test_an_action_is_found_by_its_short_name_and_by_its_id_too(start: Start, typed: str) -> None:
    async with start() as reading:
        assert any(shown.startswith("Take the article out") for shown in await _type(reading, typed))


async def test_what_is_chosen_is_done_once_the_palette_is_gone(start: Start) -> None:
    async with start() as reading:
        await _type(reading, "article alone")
        await reading.press("enter")
        assert reading.screen.has_class("zen")


async def test_a_theme_is_put_on(start: Start) -> None:
    async with start() as reading:
        assert "Theme: nord" in await _type(reading, "theme: nord")
        await reading.press("enter")
        assert reading.app.theme == "nord"


async def test_an_earlier_search_is_begun_again(start: Start) -> None:
    async with start() as reading:
        reading.screen.session.history.add("灯塔")
        assert (await _type(reading, "search again"))[0] == "Search again: 灯塔"
        await reading.press("enter")
        assert reading.screen.search.is_on


async def test_another_archive_is_opened_after_this_one(start: Start, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    recent.save(paths.recent_file(), other)
    async with start() as reading:
        assert await _type(reading, "open the archive") == [f"Open the archive {other}"]
        await reading.pilot.press("enter")
        await reading.pilot.pause()
        await reading.wait_for(lambda: reading.app.next_archive == other)


async def test_nothing_found_does_nothing(start: Start) -> None:
    async with start() as reading:
        assert await _type(reading, "qqqqq") == []
        await reading.press("enter")
        assert isinstance(reading.app.screen, Palette)
        await reading.press("escape")
        assert not isinstance(reading.app.screen, Palette)


async def test_keys_that_come_before_it_is_ready_count(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("ctrl+p", *"article alone", "enter")
        await reading.wait_for(lambda: reading.screen.has_class("zen"))
