"""Terminals with few colours, without any, and with the font of a console."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

import reader.ui
from reader.text import cell_len
from reader.ui import themes
from reader.ui.depth import Depth, depth, system
from reader.ui.filters import filters
from reader.ui.signs import ON_CONSOLE
from tests.ui.conftest import Reading, Start

IN_EVERY_FONT = frozenset("•►▼▲◄←↑→↓─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓■√")
"""Of code page 437, also those below 32."""


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "all"),
        ({"TERM": "tmux-256color", "COLORTERM": "24bit"}, "all"),
        ({"TERM": "xterm-kitty"}, "all"),
        ({"TERM": "foot-extra"}, "all"),
        ({"TERM": "footy"}, "16"),
        ({"TERM": "xterm-direct"}, "all"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "screen.xterm-256color", "COLORTERM": "yes"}, "256"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "vt220"}, "none"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": ""}, "none"),
        ({}, "none"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256"),
    ],
)
def test_the_environment_says_how_many_colours_there_are(environ: dict[str, str], expected: Depth) -> None:
    assert depth(environ) == expected
    assert system(environ) in {"standard", "256", "truecolor"}


@pytest.mark.parametrize(
    ("said", "theme"),
    [("", "ink"), ("15;0", "ink"), ("0;15", "paper"), ("0;default;7", "paper"), ("x", "ink")],
)
def test_a_light_terminal_begins_with_paper(said: str, theme: str) -> None:
    assert themes.usual({"COLORFGBG": said}) == theme


def strips(reading: Reading) -> list[Strip]:
    """The lines of the screen, as they reach the terminal."""
    return [Strip(list(line)) for line in reading.app.screen._compositor.render_strips()]


def around(reading: Reading, text: str, pane: str = "list") -> Style:
    """The style of the first piece of text in a pane that holds some words."""
    region = reading.screen.query_one(f"#{pane}").region
    for strip in strips(reading)[region.y : region.bottom]:
        for words, style, _ in strip.crop(region.x, region.right):
            if text in words:
                assert style is not None
                return style
    raise AssertionError(f"{text} is not in the {pane}")


@pytest.fixture
def no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.delenv("COLORTERM")


@pytest.mark.usefixtures("no_color")
async def test_no_color_leaves_no_colour_anywhere(start: Start) -> None:
    async with start() as reading:
        for keys in (
            ("down",),
            ("enter",),
            ("/", "灯", "enter"),
            ("?",),
            ("escape", "T"),
            ("escape", "ctrl+p"),
        ):
            await reading.press(*keys)
            styles = [style for strip in strips(reading) for _, style, _ in strip if style is not None]
            assert styles
            for style in styles:
                assert style.color is None or style.color.is_default
                assert style.bgcolor is None or style.bgcolor.is_default


@pytest.mark.usefixtures("no_color")
async def test_without_colours_weight_tells_things_apart(start: Start) -> None:
    async with start() as reading:
        await reading.press("r", "down")
        assert around(reading, "渔业债券今日上市").reverse, "the cursor"
        assert around(reading, "谁在买灯塔").reverse is not True
        assert around(reading, "码头银行上调存款利率").dim, "read"
        assert around(reading, "•").bold, "unread"
        assert around(reading, "All posts ·").reverse, "the focus"
        assert around(reading, "Places", "places").reverse is not True
        await reading.press("enter")
        assert around(reading, "渔业债券今日上市").underline, "the cursor away from the focus"
        assert around(reading, "All posts ·").reverse is not True
        await reading.press(*"/三倍", "enter")
        assert around(reading, "三倍", "article").reverse, "found"


@pytest.mark.usefixtures("console")
async def test_sixteen_colours_are_asked_for_by_name(start: Start) -> None:
    async with start() as reading:
        await reading.press("down")
        colours = {
            colour
            for strip in strips(reading)
            for _, style, _ in strip
            if style is not None
            for colour in (style.color, style.bgcolor)
            if colour is not None
        }
        assert {colour.type for colour in colours} <= {ColorType.STANDARD, ColorType.DEFAULT}
        cursor, other = around(reading, "渔业债券今日上市"), around(reading, "谁在买灯塔")
        assert cursor.bgcolor != other.bgcolor
        assert cursor.color != other.color


@pytest.mark.usefixtures("console")
async def test_the_console_sees_no_sign_that_its_font_has_not(start: Start) -> None:
    async with start() as reading:
        await reading.press("s", "?")
        assert not set(map(chr, ON_CONSOLE)) & set("".join(strip.text for strip in strips(reading)))


def test_what_stands_for_a_sign_is_as_wide_and_known_to_every_console() -> None:
    for code, other in ON_CONSOLE.items():
        assert cell_len(chr(code)) == cell_len(other) == 1, unicodedata.name(chr(code))
        assert other.isascii() or other in IN_EVERY_FONT or other.encode("cp437"), unicodedata.name(other)


def test_filters_keep_what_is_written_and_its_weight() -> None:
    line = [Segment("★ 灯塔", Style.parse("bold red on blue")), Segment("plain"), Segment("a…", None)]
    for each in filters((), colours=False, console=True):
        line = each.apply(line, None)  # type: ignore[arg-type]  # neither asks for it
    assert [text for text, _, _ in line] == ["* 灯塔", "plain", "a»"]
    assert line[0].style == Style(bold=True)


def test_every_sign_of_the_screen_has_one_on_the_console() -> None:
    drawn: dict[str, set[str]] = {}
    for path in Path(reader.ui.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                for char in node.value:
                    if 0x2000 <= ord(char) < 0x2E80 and cell_len(char):
                        drawn.setdefault(char, set()).add(path.name)
    shown = {
        char: names
        for char, names in drawn.items()
        if ord(char) not in ON_CONSOLE and char not in IN_EVERY_FONT and names != {"signs.py"}
    }
    assert shown == {}
    assert len(drawn) > 20
