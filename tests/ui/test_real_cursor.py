"""Where the terminal's own cursor stands."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from reader.config import Config, Interface
from reader.text import cell_len
from reader.ui import motion
from reader.ui.real_cursor import HIDE, SHOW, UNDERLINE
from reader.ui.terminal import OWN_SHAPE
from tests.ui.conftest import Reading, Start

if TYPE_CHECKING:
    from collections.abc import Callable


def row(reading: Reading) -> str:
    """The line of the screen that the cursor is on."""
    return reading.shown.splitlines()[reading.app.cursor_position.y]


def left_of(reading: Reading) -> str:
    """What stands left of the cursor, on its line."""
    line, cells = row(reading), reading.app.cursor_position.x
    stop = next(at for at in range(len(line) + 1) if cell_len(line[:at]) >= cells)
    return line[:stop]


async def test_in_a_list_it_stands_at_the_beginning_of_the_row(start: Start) -> None:
    async with start() as reading:
        assert reading.title in row(reading)
        x = reading.app.cursor_position.x
        assert x == reading.screen.posts.content_region.x
        await reading.press("j")
        assert reading.title in row(reading)
        await reading.press("G")
        assert reading.title in row(reading)
        assert reading.app.cursor_position.x == x
        assert reading.app.is_cursor_seen
        assert not reading.app.is_typed_into


async def test_in_the_places_and_in_results_too(start: Start) -> None:
    async with start() as reading:
        await reading.press("1", "j", "j")
        assert reading.screen.places.current.label in row(reading)
        await reading.press("/", *"灯塔", "enter")
        assert reading.title in row(reading)


async def test_where_one_types_it_stands_after_what_is_typed(start: Start) -> None:
    async with start() as reading:
        await reading.press("/")
        assert reading.app.is_typed_into
        await reading.press(*"灯塔ab")
        assert left_of(reading).endswith("灯塔ab")
        await reading.press("left", "left", "left")
        assert left_of(reading).endswith("灯")
        await reading.press("home")
        assert not left_of(reading).endswith("灯")
        assert row(reading).startswith(f"{left_of(reading)}灯塔ab")


async def test_what_is_longer_than_its_box_ends_at_the_cursor(start: Start) -> None:
    async with start(size=(40, 12)) as reading:
        await reading.press("/", *"灯塔" * 30)
        assert left_of(reading).endswith("灯塔")
        assert reading.app.cursor_position.x < 40


async def test_in_an_article_it_stands_on_the_first_line_in_view(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter")
        assert reading.focus == "article"
        article = reading.screen.article
        assert row(reading)[::1].find(article.lines[0].text[:3]) >= 0
        await reading.press("j")
        first = next(line.text for line in article.lines[article.scroll_offset.y :] if line.text.strip())
        assert first.strip()[:4] in row(reading)


async def test_it_follows_what_is_found_and_what_is_selected(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "/", *"三")
        assert reading.app.is_typed_into
        await reading.press("enter")
        assert "三" in row(reading)[len(left_of(reading)) :][:2]
        await reading.press("v")
        before = reading.app.cursor_position
        await reading.press("l")
        assert reading.app.cursor_position.x > before.x


async def test_in_a_note_it_is_where_one_writes(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", *"海雾x")
        assert reading.app.is_typed_into
        assert left_of(reading).endswith("海雾x")


async def test_without_the_setting_it_is_seen_only_where_one_types(start: Start) -> None:
    async with start(config=Config(ui=Interface(cursor=False))) as reading:
        assert not reading.app.is_cursor_seen
        assert reading.title in row(reading), "but it stands there all the same"
        await reading.press("/")
        assert reading.app.is_cursor_seen


async def test_textual_does_not_let_its_own_cursor_blink_below_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("/")
        focused = reading.app.focused
        assert focused is not None
        assert focused.cursor_blink is False  # type: ignore[attr-defined]


class Recorder:
    """A driver that only writes down."""

    is_inline = False

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> None:
        self.written.append(text)


async def test_a_frame_costs_a_few_bytes_more(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with start() as reading:
        driver, app = Recorder(), reading.app
        monkeypatch.setattr(app, "_driver", driver)
        for _ in range(2):
            app._begin_update()
            app._end_update()
        assert driver.written == [UNDERLINE + SHOW, HIDE, SHOW]
        monkeypatch.undo()
        await reading.press("/")
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setattr(app, "_driver", driver)
        app._end_update()
        assert driver.written[-1] == OWN_SHAPE + SHOW
        monkeypatch.setenv("TERM", "linux")
        app.forget_cursor()
        app._end_update()
        assert driver.written[-1] == SHOW
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("environ", "wished", "level"),
    [
        ({"TERM": "xterm-256color"}, True, "full"),
        ({"TERM": "xterm-256color"}, False, "none"),
        ({"TERM": "linux"}, True, "none"),
        ({"TERM": "xterm", "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}, True, "none"),
        ({"TERM": "xterm", "SSH_CONNECTION": ""}, True, "full"),
    ],
)
def test_what_moves_does_so_where_it_is_wished_and_near(
    environ: dict[str, str], wished: bool, level: str
) -> None:
    assert motion.level("full", wished=wished, environ=environ) == level
    assert motion.level("none", wished=wished, environ=environ) == "none"


async def test_without_animations_a_page_is_turned_at_once(start: Start) -> None:
    async with start(config=Config(ui=Interface(animations=False))) as reading:
        assert reading.app.animation_level == "none"


async def test_what_is_typed_while_a_frame_is_still_going_out_is_painted_after_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was to be seen with the next key only, which may never come."""
    async with start() as reading:
        waiting: list[Callable[[], None]] = []
        await reading.press("a")
        line = SimpleNamespace(is_behind=True, when_drained=waiting.append)
        monkeypatch.setattr(reading.app._driver, "line", line, raising=False)
        reading.app._begin_update()
        reading.app._end_update()
        line.is_behind = False
        reading.app.screen.focused.insert("words")  # type: ignore[union-attr]
        await asyncio.sleep(0.2)
        assert reading.app.screen._dirty_widgets  # it waits for the frame before
        waiting.pop()()
        await asyncio.sleep(0.2)
        assert not reading.app.screen._dirty_widgets
