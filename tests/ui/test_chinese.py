"""The reader in Chinese: no sentence is left in English, nothing is cut, and the language changes while it runs."""

from __future__ import annotations

import re
from functools import cache

import pytest

from docs import words
from reader import config_file, language, paths
from reader.config import Config, Interface, Keys
from reader.text import cell_len
from reader.ui import keymap, settings_text
from reader.ui.screens.main import MainScreen
from tests.ui.conftest import Reading, Start

_ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]")


@cache
def _fragments() -> list[str]:
    """What the program says in English, without what is filled in: the parts of two words or more."""
    texts = [text for message in words.extracted() if message.id for text in ([message.id] if isinstance(message.id, str) else message.id)]  # fmt: skip
    parts = {part.strip(" .,:;·\n") for text in texts for part in re.split(r"\{[^}]*\}|\n", text)}
    return sorted(part for part in parts if _ENGLISH.search(part))


def english(shown: str) -> list[str]:
    """What is said in English."""
    return [part for part in _fragments() if part in shown]


@pytest.fixture
def chinese() -> None:
    language.use("zh")


_KEYS = (
    *("1", "?", ":", "/", "/ x q j", "t", "a", "T", "B", "H", "s", "A", "U"),
    *(
        "3 O",
        "3 v",
        "3 v v m",
        "3 / x",
        "3 o",
        "3 y",
        "R",
        "ctrl+s",
        "ctrl+c",
        "@",
        "!",
        "E",
        "]",
        "x",
        "D",
        ",",
    ),
)
"""What is pressed, one after the other, to see what is said then."""


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("size", "every"),
    [((100, 30), _KEYS), ((160, 45), ("1", "?", "/ j")), ((60, 20), ("1", "3", "?", "/ x"))],
)
async def test_nothing_is_said_in_english(
    start: Start, size: tuple[int, int], every: tuple[str, ...]
) -> None:
    async with start(size=size) as reading:
        for keys in every:
            await reading.press(*keys.split())
            assert (keys, english(reading.shown)) == (keys, [])
            assert (keys, english("\n".join(reading.toasts))) == (keys, [])
            assert {cell_len(line) for line in reading.shown.splitlines()} == {size[0]}
            reading.app.clear_notifications()
            for _ in range(3):
                if reading.focus != "list":
                    await reading.pilot.press("escape")
            await reading.pilot.press("2")
            assert len(reading.app.screen_stack) == 1


def test_the_fragments_of_english_are_found_in_an_english_screen() -> None:
    assert english("  │ newest first │") == ["newest first"]


@pytest.mark.usefixtures("chinese")
async def test_days_months_and_counts_are_in_chinese(start: Start) -> None:
    async with start() as reading:
        assert "2021-07-02 星期五" in reading.shown
        assert "全部文章" in str(reading.screen.posts.border_title)
        reading.screen.places.go_to("month", ("2021", "07"))
        await reading.settle()
        assert str(reading.screen.posts.border_title).startswith("2021年7月 · 2 ")


# -- another one while it runs --------------------------------------------------------------------------------


def _standing(reading: Reading) -> tuple[object, ...]:
    screen = reading.screen
    return (
        screen.lists.browsing.place.key,
        screen.places.current.key,
        reading.title,
        screen.panes.shown,
        screen.typesetting.width,
    )


@pytest.mark.parametrize("restore", [True, False])
async def test_the_language_changes_at_once_and_one_stays_where_one_is(start: Start, restore: bool) -> None:
    config = Config(ui=Interface(restore=restore))
    async with start(config=config) as reading:
        reading.screen.places.go_to("category", ("科技", "星台笔记"))
        await reading.press("2", "j", "enter", "+")
        before, old = _standing(reading), reading.screen
        reading.app.choosing.choose("ui", "language", "zh")
        await reading.settle()
        await reading.wait_for(lambda: reading.screen.preview.article is not None)
        assert reading.screen is not old
        assert len(reading.app.screen_stack) == 1
        assert english(reading.shown) == []
        assert "位置" in reading.shown
        assert _standing(reading) == before
        assert reading.focus == "article"
        await reading.press("escape", "k")  # it goes on as before
        assert reading.title != before[1]
        reading.app.choosing.choose("ui", "language", "en")
        await reading.settle()
        assert "Places" in reading.shown
        await reading.app.workers.wait_for_complete()
    assert config_file.load(paths.config_file()).ui.language == "en"


async def test_a_language_is_chosen_in_the_palette(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press(":", *"language")
        await reading.wait_for(lambda: "language 中文" in reading.shown)
        await reading.pilot.press(*" 中文")
        await reading.wait_for(lambda: "language English" not in reading.shown)
        await reading.pilot.press("enter")
        await reading.wait_for(lambda: language.current() == "zh")
        await reading.settle()
        assert isinstance(reading.app.screen, MainScreen)
        assert english(reading.shown) == []


async def test_what_is_found_stays_found_in_another_language(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"利率", "enter")
        assert reading.titles == ["码头银行上调存款利率"]
        reading.app.choosing.choose("ui", "language", "zh")
        await reading.settle()
        await reading.wait_for(lambda: reading.titles == ["码头银行上调存款利率"])
        assert "搜索结果 · 1" in reading.shown


async def test_the_language_that_is_spoken_already_changes_nothing(start: Start) -> None:
    async with start() as reading:
        old = reading.screen
        reading.app.choosing.choose("ui", "language", "en")
        await reading.settle()
        assert reading.screen is old


@pytest.mark.usefixtures("chinese")
def test_the_settings_are_explained_in_chinese_and_no_line_is_too_wide() -> None:
    text = settings_text.blank()
    comments = [line for line in text.splitlines() if line.startswith("# ") and " = " not in line]
    assert english("\n".join(comments)) == []
    assert max(map(cell_len, comments)) <= 96
    assert not [line for line in comments if line[2] in "，。：；、”）"]
    assert config_file.fault("ui", "language", "zh") == ""


@pytest.mark.usefixtures("chinese")
def test_what_is_wrong_with_a_choice_of_keys_is_told_in_chinese() -> None:
    chosen = Keys(
        by_id=(("next", ("Foo",)), ("help", ()), ("nope", ("x",)), ("down", ("s",)), ("up", ("s",)))
    )
    told = [fault.words for fault in keymap.resolve(chosen).faults]
    assert len(told) == 5
    assert all(re.search("[一-鿿]", words) for words in told)
    assert english("\n".join(told)) == []
