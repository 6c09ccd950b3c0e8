"""The picker, driven by itself: typing narrows, keys and mouse choose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from reader.text import cell_len
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.palette import Palette
from reader.ui.screens.picker import Picked, Picker, PickerRow, PickerRows
from reader.ui.screens.place_picker import PlacePicker
from tests.ui.conftest import Start

ROWS = [
    PickerRow("引言"),
    PickerRow("渡口的[bold]潮汐[/]表", indent=1),
    PickerRow("Café harbour", "https://harbour.example/a", 1),
    PickerRow("Harbour cat", "https://cat.example/b", 2),
    PickerRow("結語"),
]


class Host(App[None]):
    """Shows one picker and keeps what came of it."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "#picker { border: round red; }"

    def __init__(self, rows: Sequence[PickerRow], current: int = 0, title: str = "Headings") -> None:
        super().__init__()
        self.picker = Picker(title, rows, current)
        self.results: list[Picked | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.picker, self.results.append)

    @property
    def rows(self) -> PickerRows:
        return self.picker.query_one(PickerRows)

    @property
    def lines(self) -> list[str]:
        """The whole screen."""
        return [
            "".join(segment.text for segment in strip) for strip in self.screen._compositor.render_strips()
        ]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


async def test_enter_chooses_the_current_row() -> None:
    app = Host(ROWS, current=2)
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert app.results == [Picked(2, copy=False)]


async def test_escape_chooses_nothing() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await press(pilot, "h", "escape")
        assert app.results == [None]


async def test_another_key_chooses_to_copy() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await press(pilot, "down", "ctrl+y")
        assert app.results == [Picked(1, copy=True)]


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        (("down", "down", "up"), 1),
        (("ctrl+n", "ctrl+n", "ctrl+p"), 1),
        (("up",), 0),
        (("pagedown",), 4),
        (("pagedown", "pageup"), 0),
        (("pagedown", "down"), 4),
    ],
)
async def test_keys_move_while_letters_are_typed(keys: tuple[str, ...], index: int) -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await press(pilot, *keys, "enter")
        assert app.results == [Picked(index, copy=False)]


async def test_typing_narrows_by_every_word_folded_and_the_index_is_of_all_rows() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await press(pilot, *"HARBOUR")
        assert app.rows.row_count == 2
        await press(pilot, "space", *"cafe")
        assert app.rows.row_count == 1
        assert app.picker.query_one("#picker").border_subtitle == "1/5"
        await press(pilot, "enter")
        assert app.results == [Picked(2, copy=False)]


async def test_details_are_looked_through_too() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await press(pilot, *"cat.exa", "enter")
        assert app.results == [Picked(3, copy=False)]


async def test_the_cursor_stays_on_its_row_while_that_is_left() -> None:
    app = Host(ROWS, current=3)
    async with app.run_test() as pilot:
        await press(pilot, *"har")
        assert app.rows.chosen == 3
        await press(pilot, *"bour c")
        assert app.rows.chosen == 3
        await press(pilot, *["backspace"] * 20)
        assert (app.rows.chosen, app.rows.row_count) == (3, 5)


async def test_of_no_rows_none_can_be_chosen() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await press(pilot, *"zzz", "down", "enter", "ctrl+y")
        assert app.results == []
        assert app.rows.row_count == 0
        await press(pilot, "escape")
        assert app.results == [None]


async def test_a_click_chooses() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click(PickerRows, offset=(4, 1 + app.rows.gutter.top))
        await pilot.pause()
        assert app.results == [Picked(1, copy=False)]


async def test_a_click_below_the_rows_chooses_nothing() -> None:
    app = Host(ROWS)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, *"har")
        await pilot.click(PickerRows, offset=(4, 4))
        await pilot.pause()
        assert app.results == []


async def test_the_line_keeps_the_focus_after_a_click() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click("#picker", offset=(0, 0))
        await press(pilot, *"har")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "har"


async def test_markup_is_only_text_and_levels_are_set_in() -> None:
    app = Host(ROWS, title="[red]Headings[/]")
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = "\n".join(app.lines)
        assert "渡口的[bold]潮汐[/]表" in shown
        assert "[red]Headings[/]" in shown
        columns = {
            row.text: next(line.index(row.text) for line in app.lines if row.text in line) for row in ROWS
        }
        assert columns["引言"] + 2 == columns["Café harbour"]
        assert columns["Café harbour"] + 2 == columns["Harbour cat"]


@pytest.mark.parametrize("size", [(40, 12), (24, 8), (160, 45)])
async def test_long_texts_are_cropped_and_everything_fits(size: tuple[int, int]) -> None:
    rows = [PickerRow("很长的标题" * 40, "https://far.example/" + "x" * 300, level) for level in range(60)]
    app = Host([*rows, PickerRow("two\nlines \x1b[31m", "a\tb")], current=60)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert all(cell_len(line) == size[0] for line in app.lines)
        assert " two lines [" in "\n".join(app.lines), (
            "the current row is in view, and nothing drives the terminal"
        )
        assert app.picker.query_one("#picker").region.height <= size[1]
        await press(pilot, "pageup", "enter")
        assert app.results[0] is not None
        assert 0 <= app.results[0].index < 60


async def test_a_detail_is_cut_before_its_text() -> None:
    app = Host([PickerRow("标题" * 10, "https://far.example/" + "x" * 300)])
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        shown = "\n".join(app.lines)
        assert "标题" * 10 in shown
        assert "https://far.example/x" in shown


async def test_what_is_typed_in_one_go_with_enter_narrows_before_it_chooses() -> None:
    """Keys with a meaning overtake characters that wait for the line."""
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in (*"cat", "enter", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.results == [Picked(3, copy=False)]


async def test_the_cursor_moves_among_what_is_left_by_what_was_typed_before() -> None:
    app = Host(ROWS)
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in (*"harbour", "down", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.results == [Picked(3, copy=False)]


@pytest.mark.parametrize(
    ("opening", "screen"), [("?", HelpScreen), ("ctrl+p", Palette), ("ctrl+g", PlacePicker)]
)
async def test_a_box_without_a_match_says_so(
    start: Start, opening: str, screen: type[Screen[object]]
) -> None:
    async with start() as reading:
        await reading.press(opening)
        assert isinstance(reading.app.screen, screen)
        assert "Nothing is called so." not in reading.shown
        await reading.press(*"xyzxyz")
        await reading.wait_for(lambda: "Nothing is called so." in reading.shown)
        await reading.press(*["backspace"] * 6)
        await reading.wait_for(lambda: "Nothing is called so." not in reading.shown)
