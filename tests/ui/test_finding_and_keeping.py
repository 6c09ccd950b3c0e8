"""Search by title, bookmarks, help and the palette."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual import events
from textual.actions import parse

from reader import paths
from reader.ui.keys import AWAY, KEYS
from reader.ui.widgets.search_box import SearchBox
from tests.ui.conftest import Start


async def test_results_come_while_one_types(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", "灯")
        assert reading.titles == ["谁在买灯塔"]
        assert "灯塔不卖。" in reading.article
        await reading.press("台")
        assert reading.titles == []
        assert "Nothing was found for “灯台”" in reading.shown


async def test_a_typo_is_forgiven(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"harbor")
        await reading.wait_for(lambda: reading.titles == ["Comet seen over the harbour"])
        await reading.press(*(["backspace"] * 6), *"渔业债卷")
        await reading.wait_for(lambda: reading.titles == ["渔业债券今日上市"])


async def test_escape_returns_to_exactly_where_one_was(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "j", "/", "灯", "enter")
        assert reading.focus == "list"
        await reading.press("escape")
        assert reading.title == "谁在买灯塔"
        assert len(reading.titles) == 6
        assert reading.focus == "list"
        assert not reading.screen.query("#search")


async def test_results_stay_the_list_that_one_reads_through(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", "日", "enter", "enter", "J")
        assert reading.title in {"没有日期的来信", "渔业债券今日上市"}
        assert reading.focus == "article"


async def test_an_emptied_box_shows_the_list_again(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", "灯", "backspace")
        assert len(reading.titles) == 6


async def test_a_bookmark_is_a_line_of_json_in_the_config_folder(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("j", "s")
        (line,) = paths.bookmarks_file().read_text("utf-8").splitlines()
        mark = json.loads(line)
        assert mark["title"] == "渔业债券今日上市"
        assert mark["path"] == "金融/潮汐财经/快讯/b.md"
        assert mark["archive"] == str(archive)
        assert "★" in reading.shown
        await reading.press("B")
        assert reading.titles == ["渔业债券今日上市"]
        await reading.press("s")
        assert paths.bookmarks_file().read_text("utf-8") == ""


async def test_help_lists_every_key_and_closes(start: Start) -> None:
    async with start() as reading:
        await reading.press("?")
        assert "one row or line down" in reading.shown
        await reading.press("escape")
        assert reading.app.screen is reading.screen


async def test_the_palette_knows_actions_and_categories(start: Start) -> None:
    async with start() as reading:
        await reading.press("ctrl+p", *"潮汐")
        await reading.wait_for(lambda: "金融/潮汐财经" in reading.shown)
        await reading.press("enter")
        await reading.wait_for(lambda: len(reading.titles) == 2)


async def test_every_theme_paints_every_pane(start: Start) -> None:
    async with start() as reading:
        for theme in reading.app.available_themes:
            reading.app.theme = theme
            await reading.settle()
            assert "码头银行上调存款利率" in reading.shown


@pytest.mark.parametrize("scope", sorted({key.scope for key in KEYS} - AWAY))
async def test_every_key_of_the_table_does_its_action_in_every_pane(start: Start, scope: str) -> None:
    keys = [key for key in KEYS if key.scope == scope]
    done: list[tuple[str, tuple[object, ...]]] = []
    expected = [parse(key.action)[1:] for key in keys for _ in key.keys]
    async with start() as reading:
        for widget in (reading.app, reading.screen, *reading.screen.query("*")):
            for name in {name for name, _ in expected}:
                if hasattr(widget, f"action_{name}"):
                    setattr(widget, f"action_{name}", lambda *given, name=name: done.append((name, given)))
        for pane in ("places", "list", "article"):
            reading.screen.query_one(f"#{pane}").focus()
            for name in (name for key in keys for name in key.keys):
                await reading.press(*(name if name[0] in "[]" else (name,)))
            assert done == expected, pane
            done.clear()


async def test_keys_typed_ahead_act_in_their_order(start: Start) -> None:
    async with start() as reading:
        for key, character in (
            ("j", "j"),
            ("s", "s"),
            ("slash", "/"),
            ("日", "日"),
            ("enter", None),
            ("enter", None),
        ):
            reading.app.post_message(events.Key(key, character))  # without a pause: as if pasted
        await reading.settle()
        assert json.loads(paths.bookmarks_file().read_text("utf-8"))["title"] == "渔业债券今日上市"
        assert reading.screen.query_one("#search", SearchBox).value == "日"
        assert reading.focus == "article"


async def test_the_arrow_leads_from_the_box_into_the_results(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", "灯", "down")
        assert reading.focus == "list"
        assert reading.titles == ["谁在买灯塔"]
        await reading.press("/", "q", "backspace", "escape")
        assert len(reading.titles) == 6
