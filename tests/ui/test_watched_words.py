"""Watched words on the screen: their colour in lists and articles, their place, and how others are chosen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest
from rich.style import Style

from reader import config_file, paths
from reader.config import Config, Watch
from reader.library import days
from reader.ui import watch_commands
from reader.ui.screens.asking import Asking
from tests.ui.conftest import Reading, write_post

Start = Callable[..., AbstractAsyncContextManager[Reading]]
WATCHING = Config(watch=Watch(("灯塔", "harbour")))


def coloured(reading: Reading) -> list[str]:
    """What has the colour of watched words in the rows of the list."""
    posts = reading.screen.posts
    colour = posts.part("watched").color
    width = posts.scrollable_content_region.width
    return [
        text
        for row in range(posts.row_count)
        for text, style, _ in posts.draw_row(row, width)
        if style and style.color == colour
    ]


def marked(reading: Reading) -> list[str]:
    """What is coloured in the article."""
    article = reading.screen.article
    documents = article.documents
    return [
        documents[part].blocks[block].text[mark.start : mark.stop]
        for (part, block), marks in article._layers.marks["watched"].items()
        for mark in marks
    ]


def places(reading: Reading) -> dict[str, str]:
    """What is told at the places that have no key."""
    return {place.kind: "".join(place.notes[:1]) for place in reading.screen.places.shown}


async def stand_on(reading: Reading, title: str) -> None:
    reading.screen.posts.go_to(reading.titles.index(title))
    await reading.settle()


async def test_watched_words_are_coloured_in_titles_and_texts(start: Start) -> None:
    async with start(config=WATCHING) as reading:
        assert coloured(reading) == ["灯塔", "harbour"]
        await stand_on(reading, "谁在买灯塔")
        assert marked(reading)[:3] == ["灯塔", "灯塔", "灯塔"]
        await stand_on(reading, "码头银行上调存款利率")
        assert marked(reading) == []


async def test_without_words_nothing_is_coloured_and_there_is_no_place(start: Start) -> None:
    async with start() as reading:
        assert coloured(reading) == []
        assert marked(reading) == []
        assert "watched" not in places(reading)


async def test_the_place_lists_the_posts_with_a_word_newest_first(start: Start, archive: Path) -> None:
    write_post(archive, "科技/g.md", "无关的题目", "Sun, 04 Jul 2021 02:00:00 GMT", "<p>灯塔也在这里。</p>")
    async with start(config=WATCHING) as reading:
        reading.screen.places.go_to("watched")
        await reading.settle()
        assert reading.titles == ["无关的题目", "谁在买灯塔", "Comet seen over the harbour"]
        assert "Watched" in str(reading.screen.posts.border_title)


async def test_the_place_tells_how_many_the_newest_day_has(
    start: Start, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_post(archive, "科技/g.md", "灯塔一", "Sun, 04 Jul 2021 02:00:00 GMT", "<p>亮。</p>")
    write_post(archive, "科技/h.md", "灯塔二", "Sun, 04 Jul 2021 03:00:00 GMT", "<p>亮。</p>")
    write_post(archive, "科技/i.md", "三", "Sun, 04 Jul 2021 03:00:00 GMT", "<p>暗。</p>")
    async with start(config=WATCHING) as reading:
        assert places(reading)["watched"] == "2 on 2021-07-04"
    async with start(config=WATCHING, sync=False, size=(100, 30)) as reading:
        (line,) = (line for line in reading.shown.splitlines() if "Watched" in line)
        assert line.partition("┌")[0].partition("│")[0].split() == ["Watched", "2"]  # the day has no room
    monkeypatch.setattr(days, "today", lambda: date(2021, 7, 5))
    async with start(config=WATCHING, sync=False) as reading:
        assert places(reading)["watched"] == "2 on 07-04"
    monkeypatch.setattr(days, "today", lambda: date(2021, 7, 4))
    async with start(config=WATCHING, sync=False) as reading:
        assert places(reading)["watched"] == "2 today"
        write_post(archive, "科技/j.md", "灯塔三", "Sun, 04 Jul 2021 04:00:00 GMT", "<p>亮。</p>")
        reading.screen.session.sync(workers=0)
        reading.screen.lists.load()
        await reading.settle()
        assert places(reading)["watched"] == "3 today"


@pytest.mark.parametrize(("words", "told"), [(("nowhere",), "0"), (("灯塔",), "0 on 2021-07-02")])
async def test_the_place_names_no_day_where_nothing_has_a_word(
    start: Start, words: tuple[str, ...], told: str
) -> None:
    async with start(config=Config(watch=Watch(words))) as reading:
        assert places(reading)["watched"] == told


async def test_a_word_is_watched_by_typing_it_into_the_palette(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("ctrl+p", *"watch a word", "enter")
        await reading.wait_for(lambda: isinstance(reading.app.screen, Asking))
        await reading.pilot.press(*"利率", "enter")
        await reading.wait_for(lambda: reading.app.config.watch.words == ("利率",))
        await reading.settle()
        await reading.app.workers.wait_for_complete()
        assert config_file.load(paths.config_file()).watch.words == ("利率",)


async def test_words_that_are_added_and_let_go_count_at_once(start: Start) -> None:
    async with start() as reading:
        reading.app.choosing.set_watched(("利率", "灯塔"))
        await reading.settle()
        assert coloured(reading) == ["利率", "灯塔"]
        assert marked(reading) == ["利率", "利率"]
        reading.screen.places.go_to("watched")
        await reading.settle()
        assert len(reading.titles) == 2
        reading.app.choosing.set_watched(("灯塔",))
        await reading.settle()
        assert reading.titles == ["谁在买灯塔"]
        reading.app.choosing.set_watched(())
        await reading.settle()
        assert "watched" not in places(reading)
        assert reading.screen.places.current.kind == "all"
        assert len(reading.titles) == 6
        assert coloured(reading) == []
        await reading.app.workers.wait_for_complete()
        assert config_file.load(paths.config_file()).watch.words == ()


async def test_only_what_is_a_word_is_watched(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start(config=WATCHING) as reading:
        told: list[str] = []
        monkeypatch.setattr(reading.app, "notify", lambda words, **_: told.append(words))
        for typed in ("!!", "  利率 ", "灯塔", "{x}"):
            watch_commands.ask(reading.app)
            await reading.wait_for(lambda: isinstance(reading.app.screen, Asking))
            await reading.settle()
            await reading.pilot.press(*typed, "enter")
            await reading.wait_for(lambda: not isinstance(reading.app.screen, Asking))
            await reading.settle()
        assert reading.app.config.watch.words == ("灯塔", "harbour", "利率", "{x}")
        assert told == [
            "“!!” has no letter or digit",
            "Watching “利率”: it is coloured from now on, and its posts have a place.",
            "“灯塔” is watched already.",
            "Watching “{x}”: it is coloured from now on, and its posts have a place.",
        ]


async def test_a_place_that_was_left_is_not_there_without_words(start: Start) -> None:
    async with start(config=WATCHING) as reading:
        reading.screen.places.go_to("watched")
        await reading.settle()
    async with start(config=WATCHING, sync=False) as reading:
        assert reading.screen.places.current.kind == "watched"
        assert len(reading.titles) == 2
    async with start(sync=False) as reading:
        assert reading.screen.places.current.kind == "all"
        assert len(reading.titles) == 6


async def test_words_are_coloured_in_results_and_bookmarks_too(start: Start) -> None:
    async with start(config=WATCHING) as reading:
        await stand_on(reading, "谁在买灯塔")
        await reading.press("s", "B")
        assert coloured(reading) == ["灯塔"]
        await reading.press("/", *"买", "enter")
        assert coloured(reading) == ["灯塔"]


async def test_a_bookmark_of_a_post_that_was_read_is_dim(start: Start) -> None:
    async with start() as reading:
        await reading.press("s", "r", "j", "s", "B")
        posts = reading.screen.posts
        looks = {}
        for row in range(posts.row_count):
            for text, style, _ in posts.draw_row(row, 100):
                looks[text.strip()] = style
        assert looks["码头银行上调存款利率"] == posts.part("muted")
        assert looks["渔业债券今日上市"] == Style()


async def test_marks_of_watched_words_lie_under_what_is_found(start: Start) -> None:
    async with start(config=WATCHING) as reading:
        await stand_on(reading, "谁在买灯塔")
        await reading.press("enter", "/", *"灯塔", "enter")
        layers = list(reading.screen.article._layers.marks)
        assert layers.index("watched") < layers.index("kept") < layers.index("found")
        assert reading.screen.article._layers.marks["found"]
        assert marked(reading)
