"""Copies of one story in the list: one row, unfolded by a key, and none of them lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Config, Interface
from tests.ui.conftest import Reading, Start, write_post

TITLE = "灯塔管理处宣布上调夜间照明费"
TEXT = "<p>灯塔今天涨价，渔船纷纷靠岸观望。</p>" * 20


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A story in three channels over two days, with others around it."""
    root = tmp_path / "archive"
    write_post(root, "头条/a.md", TITLE, "Fri, 02 Jul 2021 10:00:00 GMT", TEXT)
    write_post(root, "作者/a.md", TITLE, "Fri, 02 Jul 2021 09:00:00 GMT", TEXT, author="海鸥")
    write_post(root, "快讯/b.md", "夜间照明费要涨", "Thu, 01 Jul 2021 09:00:00 GMT", TEXT)
    write_post(root, "快讯/c.md", "港口的吊车昨夜停摆了", "Thu, 01 Jul 2021 08:00:00 GMT", "<p>三小时。</p>")
    write_post(root, "快讯/d.md", "渔业债券今日上市", "Wed, 30 Jun 2021 08:00:00 GMT", "<p>三倍。</p>")
    return root


def rows(reading: Reading) -> list[str]:
    """The titles to be seen, from the top."""
    posts = reading.screen.posts
    shown = (posts.listed.arrangement.position_at(item) for item in range(posts.listed.arrangement.items))
    return [post.title for at in shown if (post := posts.listed.at(at)) is not None]


async def test_a_story_is_one_row_with_the_number_of_its_copies(start: Start) -> None:
    async with start() as reading:
        assert rows(reading) == [TITLE, "港口的吊车昨夜停摆了", "渔业债券今日上市"]
        (line,) = [line for line in reading.shown.splitlines() if TITLE in line and "+2" in line]
        assert line.index(TITLE) < line.index("+2")
        assert "5 · newest first · 2 copies folded" in str(reading.screen.posts.border_title)
        assert len(reading.titles) == 5, "the list has all of them"


async def test_a_key_shows_the_copies_and_folds_them_again(start: Start) -> None:
    async with start() as reading:
        await reading.press("comma")
        assert rows(reading)[:3] == [TITLE, TITLE, "夜间照明费要涨"]
        (line,) = [line for line in reading.shown.splitlines() if "夜间照明费要涨" in line]
        assert "07-01" in line, "it stands below the heading of the day after"
        await reading.press("j", "j")
        assert reading.title == "夜间照明费要涨"
        await reading.press("comma")
        assert (reading.title, len(rows(reading))) == (TITLE, 3)
        await reading.press("j", "comma")
        assert "no copies" in reading.toasts[-1]


async def test_the_first_in_the_order_of_the_list_stands_for_all(start: Start) -> None:
    async with start() as reading:
        await reading.press("backslash")
        assert rows(reading) == ["渔业债券今日上市", "港口的吊车昨夜停摆了", "夜间照明费要涨"]
        await reading.press("backslash")
        assert len(rows(reading)) == 5, "by title nothing is folded"


async def test_moving_goes_over_what_is_folded(start: Start) -> None:
    async with start() as reading:
        await reading.press("J")
        assert reading.title == "港口的吊车昨夜停摆了"
        await reading.press("K")
        assert reading.title == TITLE
        await reading.press("right_square_bracket", "d")
        assert reading.title == "港口的吊车昨夜停摆了"
        await reading.press("left_square_bracket", "d")
        assert reading.title == TITLE


async def test_reading_a_story_is_reading_all_its_copies_and_one_change(start: Start) -> None:
    async with start() as reading:
        reads = reading.screen.session.reads
        await reading.press("r")
        assert reads.counts().total == 2
        await reading.press("right_square_bracket", "u")
        assert reading.title == "港口的吊车昨夜停摆了"
        await reading.press("U")
        assert reads.counts().total == 5
        await reading.press("g", "comma", "r")
        assert reads.counts().total == 4, "unfolded, a row stands for one post only"


async def test_a_story_with_a_copy_that_was_not_read_is_not_read(start: Start) -> None:
    async with start() as reading:
        await reading.press("comma", "r", "comma")
        assert not reading.screen.posts.listed.is_read(0)
        await reading.press("G", "left_square_bracket", "u", "left_square_bracket", "u")
        assert reading.title == TITLE
        await reading.press("r")
        assert reading.screen.posts.listed.is_read(0)
        assert reading.screen.session.reads.counts().total == 2


async def test_a_picked_story_is_read_with_its_copies_and_kept_once(start: Start) -> None:
    async with start() as reading:
        await reading.press("asterisk", "s")
        assert len(reading.screen.session.keeping.bookmarks()) == 3
        await reading.press("r")
        assert reading.screen.session.reads.counts().total == 0


async def test_going_to_a_copy_unfolds_its_story(start: Start) -> None:
    async with start() as reading:
        screen = reading.screen
        at = reading.titles.index("夜间照明费要涨")
        post = screen.posts.listed.at(at)
        assert post is not None
        found = screen.loader.find(post.id)
        assert found is not None
        screen.lists.go_to(found, screen.lists.browsing.place)
        await reading.settle()
        assert reading.title == "夜间照明费要涨"
        assert "灯塔今天涨价" in reading.article


async def test_one_stays_on_a_post_when_a_newer_copy_comes(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("j")
        write_post(
            archive, "转载/c.md", "港口的吊车昨夜停摆了", "Thu, 01 Jul 2021 11:00:00 GMT", "<p>转载。</p>"
        )
        reading.screen.session.sync(workers=0)
        reading.screen.lists.load()
        await reading.settle()
        post = reading.screen.posts.current
        assert post is not None
        assert post.path == "快讯/c.md"
        assert rows(reading)[1:3] == ["港口的吊车昨夜停摆了"] * 2


async def test_a_search_lists_every_copy(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"照明费", "enter")
        assert len(rows(reading)) == 3


async def test_copies_are_not_folded_where_that_is_not_wanted(start: Start) -> None:
    async with start(config=Config(ui=Interface(fold_copies=False))) as reading:
        assert len(rows(reading)) == 5
        assert "+2" not in reading.shown


async def test_a_story_is_folded_as_soon_as_the_first_screen_is_shown_again(start: Start) -> None:
    async with start() as reading:
        await reading.press("comma", "j", "j")
    async with start(sync=False) as reading:
        assert reading.title == "夜间照明费要涨", "one stands where one stood"
        assert len(rows(reading)) == 5
