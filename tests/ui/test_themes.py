"""Which themes there are, which one is begun with, and choosing one."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES

from reader import paths
from reader.config import Config, Interface
from reader.ui import themes
from reader.ui.depth import Depth
from reader.ui.screens.theme_picker import ThemePicker
from tests.ui.conftest import Start


async def test_the_program_begins_with_its_own_dark_theme(start: Start) -> None:
    async with start() as reading:
        assert reading.app.theme == "ink"


async def test_on_a_light_terminal_it_begins_with_the_light_one(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    async with start() as reading:
        assert reading.app.theme == "paper"
        assert reading.app.has_class("-light-mode")


async def test_a_theme_chosen_before_there_were_these_goes_on_being_used(start: Start) -> None:
    async with start(config=Config(ui=Interface(theme="nord"))) as reading:
        assert reading.app.theme == "nord"
        assert reading.toasts == []


async def test_the_picker_shows_our_own_first_and_each_at_once(start: Start) -> None:
    async with start() as reading:
        await reading.press("T")
        picker = reading.app.screen
        assert isinstance(picker, ThemePicker)
        assert picker.names[:2] == ["ink", "paper"]
        assert sorted(picker.names[2:]) == sorted(BUILTIN_THEMES)
        await reading.press("down")
        assert reading.app.theme == "paper"
        await reading.press(*"nord")
        assert reading.app.theme == "nord"


async def test_leaving_the_picker_changes_nothing(start: Start) -> None:
    async with start() as reading:
        await reading.press("T", "down", "down", "escape")
        await reading.app.workers.wait_for_complete()
        assert reading.app.theme == "ink"
        assert not paths.config_file().exists()


async def test_what_is_chosen_there_is_written_down(start: Start) -> None:
    async with start() as reading:
        await reading.press("T", "down", "enter")
        await reading.app.workers.wait_for_complete()
        assert reading.app.theme == "paper"
    assert 'theme = "paper"' in paths.config_file().read_text("utf-8")


@pytest.mark.parametrize("depth", ["all", "256", "16", "none"])
def test_our_themes_give_the_style_sheet_all_that_it_takes(depth: Depth) -> None:
    textual = BUILTIN_THEMES["nord"]
    derived = themes.variables(textual, textual.to_color_system().generate())
    for theme in themes.own(depth):
        assert set(derived) <= set(theme.variables)
        assert themes.variables(theme, theme.to_color_system().generate() | theme.variables) == {}
