"""The pane of places: sources, folding by mouse, a place found by typing, a view that stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from reader.library.sources import Source
from reader.model import Count
from reader.ui.branches import Branches
from reader.ui.place import Place
from reader.ui.screens.place_picker import PlacePicker, PlaceRows
from tests.ui.conftest import Reading, Start, write_post

_DATE = "Fri, 02 Jul 2021 13:56:00 GMT"


@pytest.fixture
def sources(archive: Path) -> Path:
    """The archive, with authors that are one source, and more of them than are shown."""
    for number, author in enumerate(["新华社·国内", "新华社·国内", "新华社·国际", "新华社"]):
        write_post(archive, f"国内/x{number}.md", f"通稿 {number}", _DATE, "<p>雾。</p>", author=author)
    for number in range(14):
        write_post(
            archive, f"博客/y{number}.md", f"来信 {number}", _DATE, "<p>晴。</p>", author=f"写信人{number:02}"
        )
    return archive


def read_nothing(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """The places stay as a test shows them: lists are not read, so that no counts come with them."""
    monkeypatch.setattr(reading.screen.loader, "list", lambda *_, **__: None)


async def find(reading: Reading, *keys: str) -> PlacePicker:
    """Press f among the places, and type."""
    await reading.press("1", "f", *keys)
    picker = reading.app.screen
    assert isinstance(picker, PlacePicker)
    await reading.wait_for(lambda: picker.is_ready)
    await reading.settle()
    return picker


async def test_authors_that_begin_alike_are_one_source(sources: Path, start: Start) -> None:
    async with start(root=sources) as reading:
        places = reading.screen.places
        places.go_to("source", ("新华社",))
        await reading.settle()
        assert places.current.posts == 4
        assert sorted(reading.titles) == [f"通稿 {number}" for number in range(4)]
        assert places.unfold()
        inside = [(place.label, place.posts) for place in places.shown if place.group]
        assert inside == [("国内", 2), ("新华社", 1), ("国际", 1)]
        places.go_to("author", ("新华社·国际",))
        await reading.settle()
        assert reading.titles == ["通稿 2"]
        await reading.press("1", "h")
        assert places.current.identity == ("source", ("新华社",))


async def test_what_is_narrowed_in_a_source_is_searched_among_its_posts(sources: Path, start: Start) -> None:
    async with start(root=sources) as reading:
        reading.screen.places.go_to("source", ("新华社",))
        await reading.settle()
        await reading.press("2", "f")
        await reading.wait_for(lambda: len(reading.titles) == 4)
        assert reading.screen.search.typed.strip() == "author:新华社"
        await reading.press("escape")
        assert reading.screen.places.current.key == ("新华社",)


async def test_the_biggest_sources_are_shown_and_a_row_leads_to_the_others(
    sources: Path, start: Start
) -> None:
    async with start(root=sources) as reading:
        places = reading.screen.places
        shown = [place for place in places.shown if place.kind in {"author", "source"}]
        assert [place.posts for place in shown] == sorted((place.posts or 0 for place in shown), reverse=True)
        assert len(shown) == 8
        (more,) = (row for row, place in enumerate(places.shown) if place.kind == "more")
        listed = reading.titles
        places.move_to(more)
        await reading.settle()
        assert reading.titles == listed  # it has no posts itself
        await reading.press("1", "enter", *"1", "3", "enter")
        assert places.current.identity == ("author", ("写信人13",))
        assert (reading.titles, reading.focus) == (["来信 13"], "list")
        assert places.shown[places.cursor + 1].kind == "more"


async def test_a_place_is_found_by_its_name_its_path_or_its_pinyin(start: Start) -> None:
    async with start() as reading:
        for typed, key in (
            ("深", ("金融", "灯塔周刊", "深度")),
            ("融/灯", ("金融", "灯塔周刊")),
            ("dengta", ("金融", "灯塔周刊")),
            ("dtzk", ("金融", "灯塔周刊")),
            ("dtazk", ("金融", "灯塔周刊")),
            ("kj tianwen", ("科技", "星台笔记", "天文")),
            ("2020", ("2020",)),
        ):
            picker = await find(reading)
            picker.query_one(Input).value = typed
            await reading.press("enter")
            assert reading.screen.places.current.key == key, typed
            assert reading.focus == "list"


async def test_enter_waits_for_what_was_typed_before_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("1")
        await reading.pilot.press("f", *"xtbj", "enter")
        await reading.wait_for(lambda: reading.screen.places.current.key == ("科技", "星台笔记"))


async def test_what_is_read_while_one_types_is_found_too(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reading:
        read_nothing(reading, monkeypatch)
        picker = await find(reading, *"haiyang")
        reading.screen.places.show(categories=Branches([Count(("海洋",), 3)]))
        reading.screen.place_actions.follow()
        await reading.wait_for(lambda: picker.query_one(PlaceRows).row_count == 1)
        await reading.press("enter")
        assert reading.screen.places.current.key == ("海洋",)


async def test_escape_leaves_one_where_one_was(start: Start) -> None:
    async with start() as reading:
        await find(reading, *"jinrong")
        await reading.press("escape")
        assert (reading.focus, reading.screen.places.current.kind) == ("places", "all")


async def test_f_narrows_where_a_list_has_the_focus(start: Start) -> None:
    async with start() as reading:
        await reading.press("2", "f")
        assert reading.screen.search.is_on


async def test_a_click_on_its_sign_opens_and_closes_a_branch(start: Start) -> None:
    async with start(size=(120, 36)) as reading:
        places = reading.screen.places
        row = next(row for row, place in enumerate(places.shown) if place.key == ("金融",))
        here = places.current
        await reading.pilot.click("#places", offset=(1, row + 1))
        assert ("金融", "潮汐财经") in {place.key for place in places.shown}
        assert places.current == here
        await reading.pilot.click("#places", offset=(2, row + 1))
        assert ("金融", "潮汐财经") not in {place.key for place in places.shown}
        await reading.pilot.click("#places", offset=(5, row + 1))
        assert places.current.key == ("金融",)


async def test_the_cursor_keeps_its_line_while_a_sync_puts_others_above_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reading:
        read_nothing(reading, monkeypatch)
        places = reading.screen.places
        before = [Count((f"c{number:04}",), 1) for number in range(200)]
        places.show(categories=Branches(before))
        places.go_to("category", ("c0150",))
        await reading.settle()
        line = places.cursor - places.scroll_offset.y
        more = [Count((f"a{number:04}",), 2) for number in range(300)]
        places.show(categories=Branches([*more, *before]), sources=[Source("甲", 3)])
        await reading.settle()
        assert places.current.key == ("c0150",)
        assert places.cursor - places.scroll_offset.y == line


async def test_where_a_category_is_gone_one_stands_on_what_it_was_in(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reading:
        read_nothing(reading, monkeypatch)
        places = reading.screen.places
        places.go_to("category", ("金融", "灯塔周刊", "深度"))
        await reading.settle()
        places.show(categories=Branches([Count(("金融",), 2), Count(("金融", "潮汐财经"), 2)]))
        assert places.current == Place("category", "金融", ("金融",), 2, places.current.unread)


async def test_open_branches_are_open_at_the_next_start(start: Start) -> None:
    async with start() as reading:
        reading.screen.places.go_to("category", ("科技", "星台笔记", "天文"))
        await reading.settle()
        reading.screen.restoring.keep()
    async with start() as reading:
        assert reading.screen.places.current.key == ("科技", "星台笔记", "天文")


async def test_five_thousand_categories_fold_and_are_found_at_once(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reading:
        read_nothing(reading, monkeypatch)
        counts = [
            Count(path, 1_000 - number)
            for number in range(50)
            for path in (
                (f"顶层{number:02}",),
                *((f"顶层{number:02}", f"频道{sub:02}") for sub in range(100)),
            )
        ]
        places = reading.screen.places
        places.show(categories=Branches(counts))
        assert len([place for place in places.shown if place.kind == "category"]) == 50
        picker = await find(reading, *"dingceng07")
        assert picker.place_at(0).kind == "all"
        await reading.press("enter")
        assert places.current.key == ("顶层07",)
        assert places.unfold()
        assert len([place for place in places.shown if place.kind == "category"]) == 150
