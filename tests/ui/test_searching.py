"""Searching the archive: results while one types, narrowing, near matches, the way back, and marks in the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from reader.ui.widgets.facets import Facets
from reader.ui.widgets.find_box import FindBox
from reader.ui.widgets.search_box import SearchBox
from tests.ui.conftest import Reading, Start, write_post

HARBOURS = [
    f"{'金融/潮汐财经/快讯' if number % 2 else '生活/潮汐财经/周末'}/h{number}.md" for number in range(10)
]


@pytest.fixture
def archive(archive: Path) -> Path:
    """The small archive, and ten posts about harbours: over three years, of two categories and two authors."""
    for number in range(10):
        write_post(
            archive,
            HARBOURS[number],
            f"港口新闻第{number}号",
            f"{1 + number:02} Mar {2018 + number % 3} 08:00:00 GMT",
            f"<p>第一段什么也没有说。</p><p>第二段说到潮水，说到第{number}座灯塔。</p>"
            + "<p>然后是别的事情。</p>" * 40,
            author="渡口日报" if number < 7 else "灯塔周刊",
        )
    return archive


def box(reading: Reading) -> SearchBox:
    return reading.screen.query_one("#search", SearchBox)


def facets(reading: Reading) -> Facets:
    return reading.screen.query_one(Facets)


def facet_labels(reading: Reading) -> list[str]:
    return [facet.label for facet in facets(reading)._facets]


def stand_on(reading: Reading, label: str) -> None:
    facets(reading).move_to(facet_labels(reading).index(label))


def found(reading: Reading) -> str:
    """The title of the list."""
    return str(reading.screen.posts.border_title)


async def test_titles_come_with_marks_and_then_with_passages(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"潮水")
        assert found(reading) == "Found · 10 · best first"
        results = reading.screen.posts.results
        post = reading.screen.posts.current
        assert results
        assert post
        hit = results.hits[post.id]
        assert [hit.snippet[start:stop] for start, stop in hit.snippet_marks] == ["潮水"]
        assert "第二段说到潮水，说到第" in reading.shown
        await reading.press(*["backspace"] * 2, *"港口")
        results, post = reading.screen.posts.results, reading.screen.posts.current
        assert results
        assert post
        assert [post.title[start:stop] for start, stop in results.hits[post.id].title_marks] == ["港口"]


@pytest.mark.parametrize(("size", "height"), [((160, 45), 4), ((100, 30), 2), ((60, 20), 2), ((40, 12), 2)])
async def test_a_result_takes_as_many_rows_as_there_is_room_for(
    start: Start, size: tuple[int, int], height: int
) -> None:
    async with start(size=size) as reading:
        await reading.press("/", *"港口", "enter")
        assert reading.screen.posts.rows_of(0) == height
        first = reading.title
        await reading.press("j")
        assert reading.screen.posts.cursor == height
        assert reading.title != first
        await reading.press("G")
        assert reading.screen.posts.position == 9
        posts = reading.screen.posts
        assert posts.scroll_offset.y + posts.scrollable_content_region.height >= posts.row_count
        await reading.press("g")
        assert reading.title == first


async def test_a_click_on_any_row_of_a_result_chooses_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口")
        second = reading.screen.posts.listed.at(1)
        await reading.pilot.click("#list", offset=(10, 1 + 4 + 3))
        await reading.settle()
        assert second
        assert reading.title == second.title
        assert reading.screen.posts.cursor == 4


async def test_what_is_near_stands_under_a_line_that_says_why(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"dengta", "enter")
        assert "near matches · by pinyin" in reading.shown
        assert "谁在买灯塔" in reading.titles
        assert not reading.screen.posts.selectable(0)
        assert reading.screen.posts.cursor == 1
        await reading.press("enter")
        assert reading.title == "谁在买灯塔"
        assert "found 1/" in str(reading.screen.article.border_title)


async def test_escape_returns_to_the_row_the_pane_and_the_line_one_left(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press(*"jjjjjj", "enter", "d")
        screen = reading.screen
        before = (reading.title, screen.posts.scroll_offset.y, screen.article.scroll_offset.y, reading.focus)
        assert before[2]
        await reading.press("ctrl+f", *"港口", "enter", "j", "j", "enter", "escape", "escape")
        after = (reading.title, screen.posts.scroll_offset.y, screen.article.scroll_offset.y, reading.focus)
        assert after == before
        assert not screen.has_class("has-facets")
        assert not screen.query("#search")


async def test_escape_from_an_article_returns_to_its_result(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口", "enter", "j", "j", "enter", "J", "K", "J")
        title = reading.title
        assert reading.focus == "article"
        await reading.press("escape")
        assert reading.focus == "list"
        assert reading.title == title
        assert len(reading.titles) == 10


async def test_words_are_marked_in_the_article_and_n_goes_on(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"第一段 潮水", "enter", "enter")
        assert str(reading.screen.article.border_title).endswith("found 1/2")
        await reading.press("n")
        assert str(reading.screen.article.border_title).endswith("found 2/2")
        await reading.press("n")
        assert str(reading.screen.article.border_title).endswith("found 1/2")
        await reading.press("/", *"别的", "escape")
        assert str(reading.screen.article.border_title).endswith("/2")
        await reading.press("escape", "escape")
        assert "found" not in str(reading.screen.article.border_title)


async def test_other_words_are_marked_while_the_same_article_is_shown(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"第一段", "enter", "enter")
        assert str(reading.screen.article.border_title).endswith("found 1/1")
        await reading.press("escape", "/", *["backspace"] * 3, *"别的事情")
        assert str(reading.screen.article.border_title).endswith("found 1/40")


async def test_nothing_found_offers_the_same_without_what_made_it_empty(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口 date:2021")
        assert "Nothing was found for “港口 date:2021”." in reading.shown
        assert "10 without date:2021. Enter takes that." in reading.shown
        await reading.press("enter")
        assert box(reading).value == "港口"
        assert len(reading.titles) == 10
        assert reading.focus == "search"


async def test_what_is_offered_is_taken_from_the_empty_list_too(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口 date:2021")
        reading.screen.panes.focus("list")
        await reading.press("enter")
        assert (box(reading).value, len(reading.titles), reading.focus) == ("港口", 10, "list")


async def test_near_matches_stay_when_they_are_sorted_and_where_one_narrows(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"gangkou", "enter")
        near = sorted(reading.titles)
        assert near
        await reading.press("backslash")
        assert sorted(reading.titles) == near
        assert "newest first" in str(reading.screen.posts.border_title)
        await reading.press("escape", "2", "f", *"gangkou")
        assert sorted(reading.titles) == near


async def test_what_was_not_understood_is_said_above_the_results(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口 (新闻", "enter")
        assert "a bracket is never closed" in reading.shown
        assert len(reading.titles) == 10


async def test_counts_narrow_the_search_and_widen_it_again(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口", "enter", "1")
        assert reading.focus == "facets"
        assert {"金融", "生活", "渡口日报", "灯塔周刊", "2018-03"} <= set(facet_labels(reading))
        stand_on(reading, "金融")
        await reading.press("enter")
        assert box(reading).value == "港口 cat:金融"
        assert len(reading.titles) == 5
        assert reading.focus == "facets"
        stand_on(reading, "cat:金融")
        await reading.press("enter")
        assert box(reading).value == "港口"
        assert len(reading.titles) == 10
        await reading.press("escape")
        assert reading.focus == "list"


async def test_a_click_on_a_count_narrows(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口")
        row = facet_labels(reading).index("灯塔周刊")
        await reading.pilot.click("#facets", offset=(6, row + 1))
        await reading.settle()
        assert box(reading).value == "港口 author:灯塔周刊"
        assert len(reading.titles) == 3


async def test_counts_are_reached_in_a_narrow_window_too(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        await reading.press("/", *"港口", "enter", "1")
        assert "Categories" in reading.shown
        assert "港口新闻" not in reading.shown
        await reading.press("escape")
        assert "港口新闻" in reading.shown


async def test_f_narrows_the_place_that_is_listed(start: Start) -> None:
    async with start() as reading:
        await reading.press("1")
        reading.screen.places.go_to("category", ("金融",))
        await reading.press("2", "j")
        before = (reading.title, len(reading.titles))
        await reading.press("f", *"港口")
        assert box(reading).value == "cat:金融 港口"
        assert len(reading.titles) == 5
        assert found(reading) == "Found · 5 · newest first"
        posts = reading.screen.posts
        assert list(posts.listing.posted) == sorted(posts.listing.posted, reverse=True)
        await reading.press("escape")
        assert (reading.title, len(reading.titles)) == before


async def test_f_among_results_goes_on_with_their_query(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口", "enter", "f", *" 第3号")
        assert box(reading).value == "港口 第3号"
        assert reading.titles[0] == "港口新闻第3号"


async def test_the_sort_key_changes_the_order_of_results(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口", "enter", "\\")
        assert found(reading) == "Found · 10 · newest first"
        newest = reading.titles
        await reading.press("\\")
        assert found(reading) == "Found · 10 · oldest first"
        assert reading.titles == newest[::-1]
        await reading.press("\\")
        assert reading.titles == sorted(newest)
        await reading.press("\\")
        assert found(reading) == "Found · 10 · best first"


async def test_the_archive_is_searched_from_an_article_with_what_was_looked_for_there(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "/", *"灯塔", "ctrl+f")
        assert box(reading).value == "灯塔"
        assert len(reading.titles) == 11
        assert not reading.screen.query("#find")
        await reading.press("escape")
        assert reading.focus == "article"


async def test_results_stay_when_their_posts_are_gone(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("/", *"港口", "enter", "j")
        gone = [archive / path for path in HARBOURS]
        for file in gone:
            file.unlink()
        reading.screen.session.sync(workers=0)
        reading.screen.posts.forget_posts()
        await reading.press("j", "k", "enter", "J", "escape", "G")
        assert len(reading.screen.posts.listing) == 10
        await reading.press("escape")
        assert "港口" not in reading.shown


async def test_keys_of_an_input_method_are_typed_as_they_are(start: Start) -> None:
    async with start() as reading:
        await reading.press("/")
        for character in "ｊ／？":
            reading.app.post_message(events.Key(character, character))
        await reading.settle()
        assert box(reading).value == "ｊ／？"


async def test_control_characters_of_a_passage_do_not_reach_the_terminal(start: Start, archive: Path) -> None:
    write_post(
        archive,
        "金融/潮汐财经/快讯/evil.md",
        "坏消息",
        "Fri, 02 Jul 2021 13:56:00 GMT",
        "<p>鲸鱼\x1b]0;x\x07来了\u202e</p>",
    )
    async with start() as reading:
        await reading.press("/", *"鲸鱼")
        assert "鲸鱼" in reading.shown
        assert not set(reading.shown) & set("\x1b\x07\u202e")


async def test_the_cursor_of_the_terminal_is_where_text_is_typed(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", *"港口")
        edge = box(reading).content_region.x
        assert reading.app.cursor_position.x == edge + 4
        await reading.press("left")
        assert reading.app.cursor_position.x == edge + 2
        await reading.press("escape", "enter", "/", "a")
        assert (
            reading.app.cursor_position.x == reading.screen.query_one("#find", FindBox).content_region.x + 1
        )
