"""Searches that are kept: saved under a name, listed among the places with counts, renamed, removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual import events

from reader import paths
from tests.ui.conftest import Reading, Start, write_post


def saved(reading: Reading) -> list[tuple[str, int | None]]:
    """The saved searches among the places."""
    return [(place.label, place.posts) for place in reading.screen.places.shown if place.kind == "search"]


def toasts(reading: Reading) -> list[str]:
    return [toast.message.replace("\n", "") for toast in reading.app._notifications]


async def save(reading: Reading, query: str, name: str = "") -> None:
    """Search, save under a name and go back to where one was."""
    await reading.press("slash", *query, "ctrl+s", *name, "enter", "escape")
    await counted(reading)


async def counted(reading: Reading) -> None:
    await reading.wait_for(lambda: all(posts is not None for _, posts in saved(reading)))


async def test_a_search_is_saved_under_a_name_and_stands_among_the_places(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"灯塔", "ctrl+s")
        assert reading.focus == "name"
        assert "Save as" in reading.shown
        await reading.press(*"lights", "enter")
        assert reading.focus == "search", "back in the box"
        await reading.press("escape")
        await counted(reading)
        assert saved(reading) == [("lights", 1)]
        assert "Saved searches" in reading.shown
    (line,) = paths.searches_file().read_text("utf-8").splitlines()
    assert (json.loads(line)["name"], json.loads(line)["query"]) == ("lights", "灯塔")


async def test_without_a_name_of_its_own_the_query_is_the_name(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔")
        assert saved(reading) == [("灯塔", 1)]


async def test_f2_does_the_same_where_ctrl_s_stops_the_terminal(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"灯塔", "f2", "enter", "escape")
        await counted(reading)
        assert saved(reading) == [("灯塔", 1)]


async def test_one_is_there_at_the_next_start_and_what_changes_is_counted_anew(
    start: Start, archive: Path
) -> None:
    async with start() as reading:
        await save(reading, "灯塔")
    write_post(
        archive, "金融/灯塔周刊/深度/z.md", "灯塔又亮了", "Fri, 02 Jul 2021 13:56:00 GMT", "<p>灯塔。</p>"
    )
    async with start() as reading:
        await counted(reading)
        assert saved(reading) == [("灯塔", 2)]


async def test_edits_of_the_file_are_seen_at_the_next_start(start: Start) -> None:
    paths.searches_file().parent.mkdir(parents=True)
    paths.searches_file().write_text('{"query": "债券"}\n{"name": "no query"}\n', "utf-8")
    async with start() as reading:
        await counted(reading)
        assert saved(reading) == [("债券", 1)]


async def test_standing_on_one_lists_its_posts_newest_first(start: Start) -> None:
    async with start() as reading:
        await save(reading, "上", "up")
        await reading.press("1", "g", *"jjjjjj")
        assert reading.screen.places.current.label == "up"
        assert reading.titles == ["码头银行上调存款利率", "渔业债券今日上市"]
        assert "up · 2" in str(reading.screen.posts.border_title)
        assert not reading.screen.search.is_on, "a place like any other"


async def test_a_search_that_says_how_to_sort_is_sorted_so(start: Start) -> None:
    async with start() as reading:
        await save(reading, "上 sort:oldest", "up")
        await reading.press("1", "g", *"jjjjjj")
        assert reading.titles == ["渔业债券今日上市", "码头银行上调存款利率"]


async def test_going_into_one_searches_for_it(start: Start) -> None:
    async with start() as reading:
        await save(reading, "上", "up")
        await reading.press("1", "g", *"jjjjjj", "enter")
        assert reading.focus == "list"
        assert reading.screen.search.typed == "上"
        assert reading.titles == ["码头银行上调存款利率", "渔业债券今日上市"]
        await reading.press("escape")
        assert (reading.focus, reading.screen.places.current.label) == ("places", "up")
        assert not reading.screen.search.is_on


async def test_narrowing_one_searches_within_it(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔 OR 上", "up")
        await reading.press("1", "g", *"jjjjjj", "2", "f", *"债券")
        assert reading.titles == ["渔业债券今日上市"]


async def test_it_is_renamed_where_it_stands(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔")
        await save(reading, "上")
        await reading.press("1", "g", *"jjjjjj", "ctrl+s")
        assert "Saved as 灯塔" in reading.shown
        await reading.press(*"light", "enter")
        await counted(reading)
        assert saved(reading) == [("light", 1), ("上", 2)]
        assert (reading.focus, reading.screen.places.current.label) == ("places", "light")


async def test_without_a_name_it_is_removed(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔")
        await reading.press("1", "g", *"jjjjjj", "ctrl+s", "backspace")
        assert "removes the saved search" in reading.shown
        await reading.press("enter")
        assert saved(reading) == []
        assert reading.screen.places.current.kind == "all"
        assert len(reading.titles) == 6
    assert paths.searches_file().read_text("utf-8") == ""


async def test_esc_leaves_everything_as_it_is(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔")
        await reading.press("1", "g", *"jjjjjj", "ctrl+s", "backspace", "escape")
        assert saved(reading) == [("灯塔", 1)]
        assert reading.focus == "places"
        await reading.press("slash", *"上", "ctrl+s", "x", "escape")
        assert (reading.focus, reading.screen.search.typed) == ("search", "上")
        assert saved(reading) == [("灯塔", 1)]


async def test_a_saved_search_typed_again_is_offered_for_renaming(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔", "light")
        await reading.press("slash", *"灯塔", "ctrl+s")
        assert "Saved as light" in reading.shown


async def test_another_search_of_the_same_name_is_replaced_at_the_second_press_only(start: Start) -> None:
    async with start() as reading:
        await save(reading, "灯塔", "x")
        await reading.press("slash", *"上", "ctrl+s", "x", "enter")
        assert (reading.focus, saved(reading)) == ("name", [("x", 1)])
        assert "another search" in toasts(reading)[-1]
        await reading.press("enter", "escape")
        await reading.wait_for(lambda: saved(reading) == [("x", 2)])


async def test_with_nothing_to_save_it_says_so(start: Start) -> None:
    async with start() as reading:
        await reading.press("ctrl+s")
        assert "Search for something first" in toasts(reading)[-1]
        await reading.press("slash", "ctrl+s")
        assert reading.focus == "search"


async def test_what_can_not_be_saved_is_told_and_listed_all_the_same(start: Start) -> None:
    async with start() as reading:
        paths.config_dir().parent.mkdir(parents=True, exist_ok=True)
        paths.config_dir().write_text("in the way")
        await reading.press("slash", *"灯塔", "ctrl+s", "enter")
        assert str(paths.searches_file()) in toasts(reading)[-1]
        assert saved(reading) == [("灯塔", 1)]


async def test_a_file_that_can_not_be_read_is_told_once(start: Start) -> None:
    paths.searches_file().mkdir(parents=True)
    async with start() as reading:
        await reading.press("1", "j", "j", "j")
        told = [words for words in toasts(reading) if "saved searches" in words]
        assert len(told) == 1


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (40, 12)])
async def test_the_bar_is_to_be_seen_in_windows_of_any_size(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reading:
        await reading.press("slash", *"灯塔", "ctrl+s")
        assert "Save as 灯塔" in reading.shown


async def test_posts_like_one_are_listed_and_esc_leads_back(start: Start, archive: Path) -> None:
    for number in range(3):
        write_post(
            archive,
            f"金融/灯塔周刊/深度/g{number}.md",
            f"灯塔拍卖第{number}轮",
            f"Mon, 0{number + 3} May 2021 08:00:00 GMT",
            f"<p>灯塔拍卖到了第{number}轮，买家举牌，灯塔归谁仍不知道。</p>" * 3,
        )
    async with start() as reading:
        await reading.press("slash", *"拍卖第1轮", "enter")
        assert reading.title == "灯塔拍卖第1轮"
        await reading.press("R")
        assert str(reading.screen.posts.border_title).startswith("Like: 灯塔拍卖第1轮 · ")
        assert set(reading.titles[:2]) == {"灯塔拍卖第0轮", "灯塔拍卖第2轮"}
        assert "灯塔拍卖第1轮" not in reading.titles
        await reading.press("enter")
        assert (reading.focus, reading.screen.article.is_empty) == ("article", False)
        await reading.press("R")
        assert reading.focus == "list"
        await reading.press("escape")
        assert (reading.screen.search.typed, reading.title) == ("拍卖第1轮", "灯塔拍卖第1轮")
        assert str(reading.screen.posts.border_title).startswith("Found")
        await reading.press("escape")
        assert not reading.screen.search.is_on
        assert len(reading.titles) == 9


async def test_searching_on_from_posts_like_one_goes_back_to_the_query(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"灯塔", "enter", "R", "slash")
        assert (reading.focus, reading.screen.search.typed) == ("search", "灯塔")
        assert reading.titles == ["谁在买灯塔"]


async def test_a_post_like_none_says_so(start: Start) -> None:
    async with start() as reading:
        await reading.press("G", "R")
        assert "Nothing in this archive is like it" in reading.shown
        await reading.press("escape")
        assert len(reading.titles) == 6


async def test_copies_stand_behind_one_that_says_how_many_there_are(start: Start, archive: Path) -> None:
    body = "<p>灯塔拍卖到了末轮，买家举牌，灯塔归谁仍不知道。</p>" * 3
    for number in range(3):
        write_post(archive, f"快讯/g{number}.md", "灯塔拍卖末轮", "Mon, 03 May 2021 08:00:00 GMT", body)
    write_post(
        archive, "快讯/h.md", "拍卖预告", "Mon, 03 May 2021 08:00:00 GMT", "<p>灯塔拍卖，买家请早。</p>"
    )
    async with start() as reading:
        await reading.press("slash", *"拍卖预告", "enter", "R")
        assert (reading.title, reading.titles.count("灯塔拍卖末轮")) == ("灯塔拍卖末轮", 1)
        (row,) = [line for line in reading.shown.splitlines() if "灯塔拍卖末轮" in line and "+2" in line]
        assert row.index("灯塔拍卖末轮") < row.index("+2")


async def test_a_name_that_is_typed_in_one_go_with_enter_is_the_name(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"灯塔", "ctrl+s")
        for key in (*"tide", "enter"):
            reading.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reading.settle()
        assert [name for name, _ in saved(reading)] == ["tide"]
