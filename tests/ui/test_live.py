"""The archive changes while one reads; the first screen comes before the last post is in."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reader.model import Selection
from reader.session import Session, resolve
from reader.ui.app import ReaderApp
from reader.ui.live import Live, News
from tests.ui.conftest import Reading, write_post


@asynccontextmanager
async def following(archive: Path, *, synced: bool = True) -> AsyncIterator[Reading]:
    """The app on an archive that it follows."""
    session = Session(resolve(archive))
    if synced:
        session.sync(workers=0)
    app = ReaderApp(session, Live(session))
    async with app.run_test(size=(160, 45)) as pilot:
        yield Reading(app, pilot)


async def test_an_archive_never_seen_fills_the_list_by_itself(archive: Path) -> None:
    async with following(archive, synced=False) as reading:
        await reading.wait_for(lambda: len(reading.titles) == 6)
        await reading.wait_for(lambda: "利率到了百分之三。" in reading.article)


async def test_changes_are_seen_while_one_reads(archive: Path) -> None:
    def arrive() -> None:
        write_post(
            archive, "金融/潮汐财经/快讯/new.md", "刚到的消息", "Sat, 03 Jul 2021 13:56:00 GMT", "<p>新。</p>"
        )

    def arrive_elsewhere() -> None:
        write_post(
            archive, "金融/新来源/新频道/n.md", "别处的消息", "Sun, 04 Jul 2021 13:56:00 GMT", "<p>新。</p>"
        )

    async with following(archive) as reading:
        await reading.press("j", "j")
        here = reading.title
        arrive()
        await reading.wait_for(lambda: "刚到的消息" in reading.titles, again=arrive)
        assert reading.title == here
        (archive / "金融/潮汐财经/快讯/new.md").unlink()
        await reading.wait_for(lambda: "刚到的消息" not in reading.titles)
        arrive_elsewhere()
        await reading.wait_for(lambda: "别处的消息" in reading.titles, again=arrive_elsewhere)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is always text")
async def test_a_name_that_is_no_text_does_not_end_the_watch(archive: Path) -> None:
    odd = Path(os.fsdecode(os.path.join(os.fsencode(archive), "科技".encode(), b"bad \xff.md")))

    def arrive() -> None:
        odd.write_text("---\ntitle: 名字不是文字\n---\n正文\n", "utf-8")

    def arrive_later() -> None:
        write_post(
            archive, "科技/星台笔记/天文/n.md", "之后的消息", "Sun, 04 Jul 2021 13:56:00 GMT", "<p>新。</p>"
        )

    async with following(archive) as reading:
        arrive()
        await reading.wait_for(lambda: "名字不是文字" in reading.titles, again=arrive)
        arrive_later()
        await reading.wait_for(lambda: "之后的消息" in reading.titles, again=arrive_later)


def test_a_catalogue_that_can_not_be_written_is_kept_in_memory(archive: Path, home: Path) -> None:
    session = Session(resolve(archive))
    assert session.catalog.path is not None
    told: list[News] = []
    live = Live(session)
    live._tell = told.append
    session.catalog.path.unlink()
    session.catalog.path.mkdir()
    live._sync()
    assert any("going on in memory" in news.trouble for news in told)
    replaced = next(news.session for news in told if news.session)
    assert len(replaced.catalog.head(Selection())) == 6


async def test_a_catalogue_damaged_while_one_reads_is_made_again(archive: Path) -> None:
    async with following(archive) as reading:
        await reading.wait_for(lambda: len(reading.titles) == 6)
        await reading.pilot.pause(1)
        session = reading.app.session
        file = session.catalog.path
        assert file is not None
        pages = file.stat().st_size // 4096
        with file.open("r+b") as catalogue:
            for page in range(1, pages):
                catalogue.seek(page * 4096)
                catalogue.write(b"\xff" * 4096)
        session.catalog.close()
        await reading.press("h", *"jjjjj")  # a list that must be read anew
        await reading.wait_for(lambda: session.complete and session.catalog.count(Selection()) == 6)
        reading.screen.places.go_to("all")
        await reading.wait_for(lambda: len(reading.titles) == 6)


async def test_the_view_stays_still_when_posts_come_in_above_it(archive: Path) -> None:
    for number in range(100):
        path = f"金融/潮汐财经/快讯/n{number}.md"
        write_post(
            archive, path, f"第{number}条", f"Mon, 03 May 2021 {number % 24:02}:{number % 60:02}:00 GMT", ""
        )
    async with following(archive) as reading:
        await reading.wait_for(lambda: len(reading.screen.posts.listing) == 106)
        await reading.press("space", "space", "k", "k", "k")
        posts, here = reading.screen.posts, reading.title
        line = posts.cursor - posts.scroll_offset.y

        def arrive() -> None:
            for number in range(5):
                path = f"金融/潮汐财经/快讯/new{number}.md"
                write_post(archive, path, f"新{number}", "Sat, 03 Jul 2021 13:56:00 GMT", "")

        arrive()
        await reading.wait_for(lambda: len(posts.listing) == 111, again=arrive)
        assert reading.title == here
        assert posts.cursor - posts.scroll_offset.y == line
