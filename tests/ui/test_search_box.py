"""The search box: what completes, what comes back from earlier, and that no key loses its meaning."""

from __future__ import annotations

import threading

import pytest
from textual import events

from reader import paths
from reader.library import completion
from reader.state.history import History
from reader.ui.widgets.search_box import SearchBox
from reader.ui.widgets.suggestions import Suggestions
from tests.ui.conftest import Reading, Start


def box(reading: Reading) -> SearchBox:
    return reading.screen.query_one(SearchBox)


def suggested(reading: Reading) -> list[str]:
    """The labels that are to be seen."""
    return [row.label for row in reading.screen.query_one(Suggestions).rows]


def remembered() -> list[str]:
    return History(paths.history_file()).all()


async def press(reading: Reading, *keys: str) -> None:
    """Press keys and let the completion answer too."""
    await reading.press(*keys)
    await reading.wait_for(lambda: box(reading).completer.idle)
    await reading.pilot.pause()


async def search(reading: Reading, *queries: str) -> None:
    """Use queries, one after the other, and go back to where one was."""
    for query in queries:
        await reading.press("slash", *("space" if char == " " else char for char in query), "enter", "escape")
        await reading.wait_for(lambda query=query: query in remembered())  # type: ignore[misc]


# -- completion -------------------------------------------------------------------------------------------------


async def test_tab_completes_the_name_of_a_field(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"auth", "tab")
        assert box(reading).value == "author:"
        assert "author:渡口日报" in suggested(reading), "and its values are offered"


async def test_values_of_a_field_are_shown_as_they_are_typed_with_their_posts(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:金")
        assert suggested(reading)[0] == "cat:金融"
        row = next(line for line in reading.shown.splitlines() if "cat:金融 " in line)
        assert " 3 " in row
        await press(reading, "tab")
        assert box(reading).value == "cat:金融"
        assert len(reading.titles) == 3


async def test_pinyin_completes_too(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:xingtai", "tab")
        assert box(reading).value == "cat:科技/星台笔记"


async def test_tab_goes_through_the_candidates_and_shift_tab_back(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:")
        first, second, *_ = (f for f in suggested(reading))
        seen = []
        for key in ("tab", "tab", "shift+tab", "shift+tab", "tab"):
            await press(reading, key)
            seen.append(box(reading).value)
        last = seen[3]
        assert seen == [first, second, first, last, first]
        assert len(suggested(reading)) > 1, "the list stays"


async def test_among_candidates_the_arrows_go_up_and_down(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:", "tab")
        first = box(reading).value
        await press(reading, "down")
        assert box(reading).value != first
        await press(reading, "up")
        assert (box(reading).value, reading.focus) == (first, "search")


async def test_what_is_typed_on_takes_the_candidate(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:金", "tab", "space", *"债券")
        assert box(reading).value == "cat:金融 债券"
        assert reading.titles == ["渔业债券今日上市"]


async def test_esc_takes_a_candidate_back_and_pressed_again_leaves(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:", "tab", "tab")
        await press(reading, "escape")
        assert (box(reading).value, suggested(reading)) == ("cat:", [])
        await reading.press("escape")
        assert not reading.screen.search.is_on


async def test_one_press_of_esc_leaves_while_suggestions_are_merely_shown(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:")
        assert suggested(reading)
        await reading.press("escape")
        assert not reading.screen.search.is_on
        assert not reading.screen.query(Suggestions), "and takes them along"


async def test_in_the_middle_of_a_query_only_the_piece_at_the_cursor_is_completed(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:金 债券", *["left"] * 3, "tab")
        assert box(reading).value == "cat:金融 债券"
        assert box(reading).cursor_position == len("cat:金融")


async def test_for_a_bare_word_the_box_itself_says_what_tab_would_do(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"潮汐")
        (line,) = [line for line in reading.shown.splitlines() if "潮汐" in line and "Tab:" in line]
        assert line.startswith("█ 潮汐") or "潮汐" in line[:12]
        assert "cat:金融/潮汐财经" in line, "on the line of the box: no result is covered"
        await press(reading, "tab")
        assert box(reading).value.startswith("cat:")


async def test_where_there_is_nothing_to_complete_tab_does_nothing(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"zzz", "tab", "shift+tab")
        assert (box(reading).value, reading.focus, suggested(reading)) == ("zzz", "search", [])
        await press(reading, *["backspace"] * 3, "tab")
        assert (box(reading).value, reading.focus) == ("", "search")


async def test_a_tab_that_is_faster_than_the_answer_is_not_lost(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    complete = completion.complete

    def slow(*args: object, **named: object) -> object:
        go.wait(10)
        return complete(*args, **named)  # type: ignore[arg-type]

    async with start() as reading:
        monkeypatch.setattr(completion, "complete", slow)
        await reading.press("slash", *"auth", "tab")
        assert box(reading).value == "auth"
        go.set()
        await press(reading)
        assert box(reading).value == "author:"


async def test_a_click_takes_a_candidate(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"is:b")
        assert suggested(reading) == ["is:bookmarked"]
        await reading.pilot.click(Suggestions, offset=(3, 0))
        await press(reading)
        assert (box(reading).value, reading.focus) == ("is:bookmarked", "search")


async def test_in_the_results_nothing_is_suggested(start: Start) -> None:
    async with start() as reading:
        await press(reading, "slash", *"cat:")
        await reading.press("enter")
        assert (reading.focus, suggested(reading)) == ("list", [])


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12), (20, 6)])
async def test_suggestions_fit_into_windows_of_any_size(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reading:
        await press(reading, "slash", *"债券 债券 债券 cat:", "tab")
        region = reading.screen.query_one(Suggestions).region
        assert reading.screen.region.contains_region(region)


# -- what arrives whole -----------------------------------------------------------------------------------------


async def test_what_is_pasted_arrives_whole_as_one_line(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", "x")
        box(reading).post_message(events.Paste("灯塔\n  cat:金融\r\n"))
        await press(reading)
        assert box(reading).value == "x灯塔 cat:金融"
        box(reading).post_message(events.Paste(""))
        box(reading).post_message(events.Paste("\n"))
        await press(reading)
        assert box(reading).value == "x灯塔 cat:金融"


async def test_what_is_pasted_takes_the_place_of_what_is_selected(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"old", "shift+home")
        box(reading).post_message(events.Paste("灯塔"))
        await press(reading)
        assert box(reading).value == "灯塔"


# -- earlier searches -------------------------------------------------------------------------------------------


async def test_up_brings_earlier_searches_back_the_newest_first(start: Start) -> None:
    async with start() as reading:
        await search(reading, "灯塔", "债券")
        await press(reading, "slash", "up")
        assert (box(reading).value, reading.titles) == ("债券", ["渔业债券今日上市"])
        await press(reading, "up")
        assert box(reading).value == "灯塔"
        await press(reading, "up")
        assert box(reading).value == "灯塔", "there is none before"
        await press(reading, "down", "down")
        assert (box(reading).value, reading.focus) == ("", "search")
        await press(reading, "down")
        assert reading.focus == "list", "and on, into the list"


async def test_up_after_some_characters_brings_what_begins_with_them(start: Start) -> None:
    async with start() as reading:
        await search(reading, "灯塔 不卖", "债券", "灯塔")
        await press(reading, "slash", *"灯", "up")
        assert box(reading).value == "灯塔"
        await press(reading, "up")
        assert box(reading).value == "灯塔 不卖"
        await press(reading, "down", "down")
        assert box(reading).value == "灯"
        await press(reading, "up", "x", "up")
        assert box(reading).value == "灯塔x", "what is changed is typed anew"


async def test_only_what_was_used_is_remembered(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"灯塔", "escape")
        await search(reading, "债券")
        assert remembered() == ["债券"]


async def test_they_are_there_at_the_next_start(start: Start) -> None:
    async with start() as reading:
        await search(reading, "灯塔")
    async with start() as reading:
        await press(reading, "slash", "up")
        assert box(reading).value == "灯塔"


async def test_what_is_typed_quickly_comes_out_in_its_order(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"ch")
        for key, character in (
            ("backspace", "\x7f"),
            ("y", "y"),
            ("left", None),
            ("a", "a"),
            ("end", None),
            ("z", "z"),
        ):
            reading.app.post_message(events.Key(key, character))  # without a pause
        await reading.settle()
        assert reading.screen.query_one("#search", SearchBox).value == "cayz"
