"""Back and forward through the articles that were read, and the place in each."""

from __future__ import annotations

from pathlib import Path

from reader.session import Session, resolve
from tests.ui.conftest import Reading, Start

FIRST, SECOND, LONG = "码头银行上调存款利率", "渔业债券今日上市", "谁在买灯塔"


async def stay(reading: Reading) -> None:
    """Stay with the article for some seconds."""
    reading.screen.attention._shown_at -= 10
    reading.screen.attention.look()
    await reading.settle()


async def test_back_and_forward_through_what_was_opened(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "J", "J")
        await reading.press("ctrl+o")
        assert (reading.title, reading.focus) == (SECOND, "article")
        assert "认购三倍。" in reading.article
        await reading.press("ctrl+o")
        assert reading.title == FIRST
        await reading.press("ctrl+o")
        assert reading.title == FIRST
        assert reading.toasts[-1] == "This is the first article that you opened."
        await reading.press("alt+o", "alt+o")
        assert reading.title == LONG
        await reading.press("alt+o")
        assert reading.toasts[-1] == "You have not gone further."


async def test_rows_that_were_passed_are_no_visits(start: Start) -> None:
    async with start() as reading:
        await stay(reading)
        await reading.press("j", "j", "j")
        await stay(reading)
        await reading.press("ctrl+o")
        assert reading.title == FIRST


async def test_from_a_row_that_was_passed_back_leads_to_the_last_visit(start: Start) -> None:
    async with start() as reading:
        await stay(reading)
        await reading.press("j")
        await stay(reading)
        await reading.press("j", "ctrl+o")
        assert reading.title == SECOND


async def test_another_article_after_going_back_is_the_last_one(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "J", "ctrl+o", "J", "J")
        await reading.press("alt+o")
        assert reading.title == LONG
        await reading.press("ctrl+o", "ctrl+o")
        assert reading.title == FIRST


async def test_back_to_a_post_that_is_in_another_list(start: Start) -> None:
    async with start() as reading:
        reading.screen.places.go_to("category", ("金融", "灯塔周刊"))
        await reading.settle()
        await reading.press("enter", "enter", "1")
        reading.screen.places.go_to("category", ("科技",))
        await reading.settle()
        await reading.press("2", "enter")
        await reading.press("ctrl+o")
        assert reading.title == LONG
        assert reading.screen.places.current.key == ("金融", "灯塔周刊")
        assert reading.titles == [LONG]


async def test_back_to_a_post_that_has_left_its_list(start: Start) -> None:
    async with start() as reading:
        reading.screen.places.go_to("unread")
        await reading.settle()
        await reading.press("2", "j", "enter", "r", "1", "g", "2", "enter")
        reading.screen.places.go_to("category", ("科技",))
        await reading.settle()
        await reading.press("2", "enter", "ctrl+o", "ctrl+o")
        assert reading.title == SECOND
        assert reading.screen.places.current.kind == "all"
        assert len(reading.titles) == 6


async def test_back_out_of_results(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "escape", "slash", *"灯塔", "enter", "enter")
        assert reading.title == LONG
        await reading.press("ctrl+o")
        assert (reading.title, reading.screen.search.is_on) == (FIRST, False)
        assert len(reading.titles) == 6


async def test_visits_are_remembered_for_the_next_start(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "J", "J")
    async with start() as reading:
        await reading.press("ctrl+o")
        assert reading.title == SECOND
        await reading.press("ctrl+o")
        assert reading.title == FIRST


async def test_a_visit_to_a_post_that_is_gone_is_told_and_passed_over(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("enter", "J", "J")
    (archive / "金融/潮汐财经/快讯/b.md").unlink()
    async with start() as reading:
        await reading.press("ctrl+o")
        assert f"No longer in the archive: {SECOND}" in reading.toasts
        assert reading.title == FIRST


# -- places in articles -------------------------------------------------------------------------------------


async def test_one_returns_to_where_one_was_in_an_article(start: Start) -> None:
    async with start(size=(160, 20)) as reading:
        await reading.press("j", "j", "enter", "j", "j", "j")
        top = reading.screen.article.scroll_offset.y
        assert top == 3
        await reading.press("K", "J")
        assert (reading.title, reading.screen.article.scroll_offset.y) == (LONG, top)
        assert reading.toasts == []
        progress = str(reading.screen.article.border_title)
    async with start(size=(160, 20)) as reading:
        await reading.press("k", "j")
        assert reading.screen.article.scroll_offset.y == top
        assert str(reading.screen.article.border_title) == progress


async def test_an_article_that_was_read_to_its_end_begins_at_the_top(start: Start) -> None:
    async with start(size=(160, 20)) as reading:
        await reading.press("j", "j", "enter", "j", "j", "K", "J", "G")
        assert reading.screen.article.progress == 1
        await reading.press("K", "J")
        assert reading.screen.article.scroll_offset.y == 0


async def test_no_place_is_kept_of_an_article_that_was_passed(start: Start, archive: Path) -> None:
    async with start(size=(160, 20)) as reading:
        await reading.press("j", "j", "j", "k")
        post = reading.screen.posts.current
        assert post is not None
        assert post.title == LONG
    state = Session(resolve(archive)).state
    assert state.store.place(state.archive, post.id) is None


async def test_the_place_is_kept_while_one_reads(start: Start, archive: Path) -> None:
    async with start(size=(160, 20)) as reading:
        await reading.press("j", "j", "enter", "j", "j")
        reading.screen.restoring.keep()
        await reading.settle()
        post = reading.screen.posts.current
        assert post is not None
        state = Session(resolve(archive)).state
        assert state.store.place(state.archive, post.id) is not None


async def test_a_place_is_found_again_where_one_pane_is_shown_at_a_time(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        await reading.press("j", "j", "enter", "space")
        top = reading.screen.article.scroll_offset.y
        assert top > 0
        await reading.press("escape", "k", "j", "enter")
        assert (reading.title, reading.screen.article.scroll_offset.y) == (LONG, top)


async def test_what_was_searched_for_comes_before_the_place(start: Start) -> None:
    async with start(size=(160, 20)) as reading:
        await reading.press("j", "j", "enter", *["j"] * 9, "escape", "k")
        await reading.press("slash", *"灯塔不卖", "enter")
        article = reading.screen.article
        await reading.wait_for(lambda: "found 1/" in str(article.border_title))
        assert any("灯塔不卖" in article.lines[number].text for number in article.in_view)
