"""Sizes of the window that change faster than anything can be laid out."""

from __future__ import annotations

import random

import pytest

from reader.ui.screens.main import MainScreen
from tests.ui.conftest import Start


@pytest.mark.parametrize("keys", [("enter", "v"), ("/", *"灯", "enter"), ("?",)])
async def test_after_any_sizes_the_layout_is_right_and_the_cursor_in_view(
    start: Start, keys: tuple[str, ...]
) -> None:
    chance = random.Random(11)
    async with start() as reading:
        await reading.press(*keys)
        for _ in range(25):
            await reading.pilot.resize_terminal(chance.randint(1, 300), chance.randint(1, 100))
        await reading.pilot.resize_terminal(120, 36)
        await reading.settle()
        screen = reading.screen
        assert screen.size == (120, 36)
        assert screen.posts.cursor < max(1, screen.posts.row_count)
        assert screen.posts.caret is not None
        assert "灯" in "".join(reading.titles) or keys[0] != "/"
        assert reading.app.screen.region.contains_point(reading.app.cursor_position)
        await reading.press("escape")


@pytest.mark.parametrize(("width", "shown"), [(60, {"list"}), (100, {"places", "list", "article"})])
async def test_the_first_layout_is_the_one_of_the_window(
    start: Start, monkeypatch: pytest.MonkeyPatch, width: int, shown: set[str]
) -> None:
    """It was that of a wide window, and was painted once before the right one."""
    seen: list[set[str]] = []
    painted = MainScreen._compositor_refresh

    def paint(screen: MainScreen) -> None:
        seen.append(
            {pane.id or "" for pane in (screen.places, screen.posts, screen.article) if pane.is_on_screen}
        )
        painted(screen)

    monkeypatch.setattr(MainScreen, "_compositor_refresh", paint)
    async with start(size=(width, 30)) as reading:
        assert seen[0] == seen[-1] == shown
        await reading.pilot.resize_terminal(160, 30)
        await reading.settle()
        assert seen[-1] == {"places", "list", "article"}
        assert reading.screen.styles.grid_size_columns == 3
