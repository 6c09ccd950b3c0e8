"""One row a post or two: what is told there of texts, and that everything else goes on as before."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from reader import config_file, paths
from reader.config import Config, Interface
from reader.config import Reading as Settings
from reader.model import Post
from reader.session import Session
from reader.ui.glances import Glance
from tests.ui.conftest import Reading, write_post

Start = Callable[..., AbstractAsyncContextManager[Reading]]
COMFORTABLE = Config(ui=Interface(density="comfortable"))


def lines_of(reading: Reading) -> list[str]:
    """The rows of the list, as they are drawn."""
    posts = reading.screen.posts
    width = posts.scrollable_content_region.width
    return [
        "".join(segment.text for segment in posts.draw_row(row, width)).rstrip()
        for row in range(posts.row_count)
    ]


async def test_the_key_gives_every_post_a_second_row_that_tells_how_its_text_begins(start: Start) -> None:
    async with start() as reading:
        compact = lines_of(reading)
        await reading.press("j")
        await reading.press("D")
        lines = lines_of(reading)
        assert len(lines) == len(compact) + 6
        assert lines[1].strip().startswith("•")
        assert lines[2].strip() == "渡口日报 · 利率到了百分之三。"
        assert reading.title == "渔业债券今日上市"
        assert lines[reading.screen.posts.cursor].endswith("渔业债券今日上市")
        await reading.press("D")
        assert lines_of(reading) == compact
        assert reading.title == "渔业债券今日上市"


async def test_the_density_is_kept_in_the_settings_at_once(start: Start) -> None:
    async with start() as reading:
        await reading.press("D")
        await reading.app.workers.wait_for_complete()
        assert config_file.load(paths.config_file()).ui.density == "comfortable"
        assert reading.app.config.ui.density == "comfortable"
    async with start(sync=False, config=COMFORTABLE) as reading:
        assert "利率到了百分之三。" in reading.shown


async def test_one_goes_through_posts_by_keys_and_clicks_as_before(start: Start) -> None:
    async with start(config=COMFORTABLE) as reading:
        titles = reading.titles
        seen = [reading.title]
        for _ in titles[1:]:
            await reading.press("j")
            seen.append(reading.title)
        assert seen == titles
        await reading.press("K")
        assert reading.title == titles[-2]
        await reading.press("G", "g")
        assert reading.title == titles[0]
        posts = reading.screen.posts
        second = posts.first_of(posts.listed.arrangement.row_of(1)) + 1
        y = posts.gutter.top + second - posts.scroll_offset.y
        await reading.pilot.click("#list", offset=(12, y))
        await reading.settle()
        assert reading.title == titles[1]


async def test_the_cursor_keeps_its_place_in_the_window(start: Start, tmp_path: Path) -> None:
    root = tmp_path / "many"
    for number in range(120):
        hour, minute = divmod(number, 60)
        write_post(
            root,
            f"海/{number:03}.md",
            f"第{number:03}号",
            f"Fri, 02 Jul 2021 {hour:02}:{minute:02}:00 GMT",
            "<p>潮。</p>",
        )
    async with start(root=root) as reading:
        await reading.press(*["j"] * 60, *["k"] * 9)
        title, above = reading.title, reading.screen.posts.above
        await reading.press("D")
        assert reading.title == title
        assert reading.screen.posts.above == above
        await reading.press("D")
        assert (reading.title, reading.screen.posts.above) == (title, above)


async def test_in_a_low_window_each_post_has_one_row(start: Start) -> None:
    async with start(size=(40, 9), config=COMFORTABLE) as reading:
        assert reading.screen.posts.rows_of(1) == 1
        assert "利率到了" not in "\n".join(lines_of(reading))


async def test_minutes_stand_where_there_is_room(start: Start, archive: Path) -> None:
    write_post(
        archive, "科技/长文.md", "很长的信", "Sat, 03 Jul 2021 02:00:00 GMT", f"<p>{'潮水涨。' * 500}</p>"
    )
    async with start(size=(120, 40)) as reading:
        assert lines_of(reading)[1].endswith("4 min")
        reading.app.choosing.set_reading("cjk_per_minute", 150)
        await reading.settle()
        assert lines_of(reading)[1].endswith("10 min")
    async with start(size=(160, 45), sync=False) as reading:
        assert "min" not in lines_of(reading)[1]


async def test_a_text_that_changes_is_told_anew(start: Start, archive: Path) -> None:
    async with start(config=COMFORTABLE) as reading:
        assert "利率到了百分之三。" in lines_of(reading)[2]
        file = write_post(
            archive,
            "金融/潮汐财经/快讯/a.md",
            "码头银行上调存款利率",
            "Fri, 02 Jul 2021 13:56:00 GMT",
            "<p>又变了。</p>",
        )
        os.utime(file, (1_700_000_000, 1_700_000_000))
        reading.screen.session.sync(workers=0)
        reading.screen.lists.load()
        await reading.settle()
        assert "又变了。" in lines_of(reading)[2]


async def test_a_file_that_is_gone_tells_nothing(start: Start, archive: Path) -> None:
    def take_away(_: object) -> None:
        (archive / "金融/潮汐财经/快讯/a.md").unlink()

    async with start(config=COMFORTABLE, before=take_away) as reading:
        assert lines_of(reading)[2].strip() == "渡口日报"


async def test_no_text_is_looked_at_where_none_is_told(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    whole = Session.text_of

    def text_of(session: Session, post: Post) -> str:
        asked.append(post.path)
        return whole(session, post)

    monkeypatch.setattr(Session, "text_of", text_of)
    async with start(config=Config(Settings())) as reading:
        await reading.press("j", "j")
        assert not asked
        await reading.press("D")
        assert len(asked) == len(set(asked)) == 6


async def test_a_large_file_is_only_looked_at_where_it_begins(
    start: Start, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.glances._LARGE", 100)
    async with start(config=COMFORTABLE) as reading:
        known = reading.screen.list_looks.glances._known.values()
        assert Glance("利率到了百分之三。", 0) in known
        assert all(not glance.minutes for glance in known)
