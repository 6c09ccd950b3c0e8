"""The health of the archive on the screen: facts, doubts by kind, the way to a post, narrowing, any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Input

from reader.model import Problem
from reader.ui.screens.health import HealthScreen
from reader.ui.widgets.health_rows import HealthRows
from tests.ui.conftest import Reading, Start, write_post


@pytest.fixture
def doubtful(archive: Path) -> Path:
    """The archive, with a file that can't be read, and one whose encoding and date are guessed."""
    (archive / "金融/断链.md").symlink_to("nowhere.md")
    old = write_post(
        archive,
        "科技/旧闻.md",
        "旧闻一则",
        "Fri, 02 Jul 2021 13:56:00 GMT",
        "<p>码头上起了雾，渡船停航。</p>",
    )
    old.write_bytes(old.read_text("utf-8").replace("Fri, 02 Jul", "Someday").encode("gb18030"))
    return archive


async def open_health(reading: Reading) -> HealthScreen:
    """By its key."""
    await reading.press("!")
    screen = reading.app.screen
    assert isinstance(screen, HealthScreen)
    await settle(reading, screen)
    return screen


async def settle(reading: Reading, screen: HealthScreen) -> None:
    await reading.wait_for(lambda: screen.idle)
    await reading.settle()


def rows(screen: HealthScreen) -> HealthRows:
    return screen.query_one(HealthRows)


async def test_a_place_tells_how_many_files_need_a_look_and_leads_there(doubtful: Path, start: Start) -> None:
    async with start(root=doubtful) as reading:
        assert "3 files need a look" in reading.shown
        reading.screen.places.go_to("health")
        await reading.settle()
        listed = reading.titles
        await reading.press("1", "enter")
        assert isinstance(reading.app.screen, HealthScreen)
        await reading.press("escape")
        assert (reading.focus, reading.titles) == ("places", listed)


async def test_where_there_is_little_room_the_place_says_it_in_fewer_words(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        places = reading.screen.places
        places.show(problems=331)
        await reading.settle()
        row = next(row for row, place in enumerate(places.shown) if place.kind == "health")
        told = {
            width: "".join(part.text for part in places.draw_row(row, width)).strip()
            for width in (24, 23, 18)
        }
        assert told == {24: "331 files need a look", 23: "331 to look at", 18: "331 to look at"}


async def test_nothing_is_said_of_files_where_all_is_well(start: Start, archive: Path) -> None:
    (archive / "科技/星台笔记/天文/f.md").unlink()
    async with start() as reading:
        assert "a look" not in reading.shown
        screen = await open_health(reading)
        assert rows(screen).border_title == "Health of the archive · no file needs a look"


async def test_it_tells_what_there_is_and_what_was_guessed(doubtful: Path, start: Start) -> None:
    async with start(root=doubtful) as reading:
        await open_health(reading)
        shown = reading.shown
        assert "7 in 4 folders" in shown
        assert ".md 7" in shown
        assert "UTF-8 6 · gb18030 1" in shown
        assert "2020-01-18 to" in shown
        assert "1 × can't be read" in shown
        assert "金融/断链.md" in shown
        assert shown.index("can't be read") < shown.index("encodings that were guessed")


async def test_enter_reads_the_post_and_y_copies_the_path_of_its_file(doubtful: Path, start: Start) -> None:
    async with start(root=doubtful) as reading:
        screen = await open_health(reading)
        assert rows(screen).current is not None
        await reading.press("enter")
        assert reading.app.screen is screen  # a broken link is no post
        assert "no post" in reading.toasts[-1]
        await reading.press("y")
        assert reading.app.clipboard == str(doubtful / "金融/断链.md")
        await reading.press("j", "j")  # over the heading
        problem = rows(screen).current
        assert problem is not None
        assert problem.path == "科技/旧闻.md"
        await reading.press("enter")
        assert (reading.title, reading.focus) == ("旧闻一则", "article")


async def test_what_is_typed_leaves_files_by_their_path(doubtful: Path, start: Start) -> None:
    async with start(root=doubtful) as reading:
        screen = await open_health(reading)
        await reading.press("/")
        screen.query_one(Input).value = "天文 F.MD"
        await reading.press("q")  # is a character
        assert screen.query_one(Input).value == "天文 F.MDq"
        await reading.press("backspace")
        await settle(reading, screen)
        assert "断链" not in reading.shown
        await reading.press("enter")
        problem = rows(screen).current
        assert problem is not None
        assert problem.path.endswith("f.md")
        await reading.press("escape")
        await settle(reading, screen)
        assert "断链" in reading.shown
        await reading.press("escape")
        assert reading.app.screen is reading.screen


async def test_a_kind_is_folded_away(doubtful: Path, start: Start) -> None:
    async with start(root=doubtful) as reading:
        screen = await open_health(reading)
        await reading.press("h")
        assert "断链" not in reading.shown
        assert rows(screen).is_on_heading
        await reading.press("l")
        assert "断链" in reading.shown


async def test_it_follows_the_archive(doubtful: Path, start: Start) -> None:
    async with start(root=doubtful) as reading:
        screen = await open_health(reading)
        (doubtful / "金融/断链.md").unlink()
        reading.screen.session.sync(workers=0)
        await reading.wait_for(lambda: screen.idle and "断链" not in reading.shown)


async def test_a_hundred_thousand_doubts_open_at_once(
    start: Start, monkeypatch: pytest.MonkeyPatch, archive: Path
) -> None:
    async with start() as reading:
        database = reading.screen.session.catalog.database
        many = [(number, f"深/处/{number:06}.md", "date", "no date; unknown", 0) for number in range(100_000)]
        with database.connection() as connection:
            connection.executemany("INSERT INTO problem VALUES (?,?,?,?,?)", many)
        asked: list[int] = []
        at = HealthScreen._fetch

        def fetch(screen: HealthScreen, ids: Sequence[int]) -> Sequence[Problem | None]:
            asked.append(len(ids))
            return at(screen, ids)

        monkeypatch.setattr(HealthScreen, "_fetch", fetch)
        screen = await open_health(reading)
        await reading.press("G", "k")
        problem = rows(screen).current
        assert problem is not None
        assert problem.path == "深/处/099999.md"
        assert sum(asked) < 1_000


async def test_of_an_archive_that_is_still_being_read_nothing_is_claimed(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reading:
        with monkeypatch.context() as patch:
            patch.setattr(type(reading.app.session), "complete", property(lambda _: False))
            screen = await open_health(reading)
            assert rows(screen).border_title == "Health of the archive · it is still being read"
        screen._follow()
        await settle(reading, screen)
        assert rows(screen).border_title == "Health of the archive · 1 file needs a look"
