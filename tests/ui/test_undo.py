"""Every change is taken back and made again, also one of an earlier start."""

from __future__ import annotations

from reader import language, paths
from reader.config import Config
from reader.config import Reading as Settings
from reader.state.journal import Change
from reader.ui.told import told
from tests.ui.conftest import Reading, Start

NEVER = Config(Settings(mark_read="never"))


def bookmarked(reading: Reading) -> set[str]:
    return {mark.title for mark in reading.screen.posts.kept.bookmarks.values()}


def unread(reading: Reading) -> int:
    posts = reading.screen.posts
    return sum(not posts.listed.is_read(position) for position in range(len(posts.listing)))


def searches(reading: Reading) -> list[str]:
    return [place.label for place in reading.screen.places.shown if place.kind == "search"]


async def test_nothing_to_undo_is_said(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("U", "ctrl+r")
        assert reading.toasts == ["Nothing to undo.", "Nothing to redo."]


async def test_marks_and_bookmarks_are_undone_in_turn_and_made_again(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "j", "s", "A")
        assert (unread(reading), bookmarked(reading)) == (0, {"渔业债券今日上市"})
        await reading.press("U")
        assert reading.toasts[-1] == "Undone: 5 posts marked read"
        assert (unread(reading), bookmarked(reading)) == (5, {"渔业债券今日上市"})
        await reading.press("U")
        assert reading.toasts[-1] == "Undone: bookmarked: 渔业债券今日上市"
        assert (unread(reading), bookmarked(reading)) == (5, set())
        await reading.press("U")
        assert reading.toasts[-1] == "Undone: marked read: 码头银行上调存款利率"
        assert unread(reading) == 6
        await reading.press("ctrl+r", "ctrl+r")
        assert reading.toasts[-1] == "Done again: bookmarked: 渔业债券今日上市"
        assert (unread(reading), bookmarked(reading)) == (5, {"渔业债券今日上市"})
        await reading.press("j", "r", "ctrl+r")
        assert reading.toasts[-1] == "Nothing to redo."


async def test_keys_typed_ahead_are_undone_in_their_order(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.pilot.press("s", "r", "U", "U")
        await reading.settle()
        assert (unread(reading), bookmarked(reading)) == (6, set())
        assert "★" not in reading.shown


async def test_what_was_done_before_the_last_start_is_undone(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("A")
    async with start(config=NEVER) as reading:
        await reading.press("U")
        assert unread(reading) == 6
    async with start(config=NEVER) as reading:
        assert unread(reading) == 6
        await reading.press("ctrl+r")
        assert unread(reading) == 0


async def test_saved_searches_are_undone(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"灯塔", "ctrl+s", "enter", "escape")
        assert reading.toasts[-1] == "Search saved: 灯塔 · U undoes it"
        assert searches(reading) == ["灯塔"]
        await reading.press("U")
        await reading.wait_for(lambda: not searches(reading))
        assert reading.toasts[-1] == "Undone: search saved: 灯塔"
        assert paths.searches_file().read_text("utf-8") == ""
        await reading.press("ctrl+r")
        await reading.wait_for(lambda: searches(reading) == ["灯塔"])


async def test_a_label_is_undone_in_the_article_too(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"later", "enter")
        await reading.wait_for(lambda: "#later" in reading.article)
        await reading.press("U")
        await reading.wait_for(lambda: "#later" not in reading.article)
        assert bookmarked(reading) == set()


async def test_an_undone_bookmark_leaves_the_list_of_bookmarks_in_view(start: Start) -> None:
    async with start() as reading:
        await reading.press("s", "B")
        assert reading.titles == ["码头银行上调存款利率"]
        await reading.press("U")
        assert "★" not in "".join(line.split("│")[1] for line in reading.shown.splitlines() if "│" in line)
        await reading.press("ctrl+r")
        assert reading.titles == ["码头银行上调存款利率"]


def test_a_change_is_told_with_its_title_or_its_number() -> None:
    assert told(Change("note", "港口", 1, "bookmarks")) == "note changed: 港口"
    assert told(Change("unbookmark", "", 1_234, "bookmarks")) == "bookmarks of 1,234 posts removed"
    assert told(Change("read", "", 1)) == "1 post marked read"


def test_what_is_undone_is_not_told_as_done_in_chinese() -> None:
    language.use("zh")
    assert told(Change("read", "", 74)) == "将 74 篇文章标为已读"
    assert told(Change("unread", "港口", 1)) == "标为未读“港口”"
    assert told(Change("save-search", "渡船们", 1)) == "保存搜索“渡船们”"
