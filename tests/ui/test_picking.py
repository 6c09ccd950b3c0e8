"""Picking several posts, and what is then done to all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.ui import gathering
from reader.ui.screens.picker import Picker
from tests.ui.conftest import Reading, Start, write_post


def picked(reading: Reading) -> list[str]:
    """The titles of what is picked, by the list."""
    posts = reading.screen.posts
    return [post.title for at in posts.picks.positions if (post := posts.listed.at(at)) is not None]


def title_of_list(reading: Reading) -> str:
    return str(reading.screen.posts.border_title)


async def test_x_picks_a_post_and_goes_one_down(start: Start) -> None:
    async with start() as reading:
        first, second, third = reading.titles[:3]
        await reading.press("x", "x")
        assert picked(reading) == [first, second]
        assert reading.title == third
        assert title_of_list(reading).startswith("2 picked · ")
        lines = [line for line in reading.shown.splitlines() if first in line or second in line]
        assert all("▸" in line[20:] for line in lines)
        assert "pick range" in reading.shown
        await reading.press("k", "x")
        assert picked(reading) == [first]


async def test_a_range_goes_from_the_last_picked_post_to_here(start: Start) -> None:
    async with start() as reading:
        titles = reading.titles
        await reading.press("x", "j", "j", "X")
        assert picked(reading) == titles[:4]
        await reading.press("escape", "G", "x", "k", "k", "X")
        assert picked(reading) == titles[3:]


async def test_all_are_picked_and_none(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "x", "asterisk")
        assert picked(reading) == reading.titles
        await reading.press("asterisk")
        assert picked(reading) == []
        assert "picked" not in title_of_list(reading)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_going_out_lets_go_of_what_is_picked_first(start: Start, key: str) -> None:
    async with start() as reading:
        await reading.press("x", "x", key)
        assert picked(reading) == []
        assert reading.focus == "list"
        assert reading.app.is_running


async def test_picks_stay_when_the_list_is_sorted_and_go_with_it(start: Start) -> None:
    async with start() as reading:
        chosen = reading.titles[:2]
        await reading.press("x", "x", "backslash")
        assert sorted(picked(reading)) == sorted(chosen)
        await reading.press("backslash")
        assert sorted(picked(reading)) == sorted(chosen)
        await reading.press("slash", *"灯塔", "enter")
        assert picked(reading) == []
        await reading.press("x", "escape")
        assert reading.screen.search.is_on, "first it lets go of what is picked"
        await reading.press("escape")
        assert sorted(picked(reading)) == sorted(chosen), "back to exactly where one was"
        await reading.press("1", "j")
        assert picked(reading) == []


async def test_picks_stay_when_the_archive_changes(start: Start, archive: Path) -> None:
    async with start() as reading:
        chosen = reading.titles[:2]
        await reading.press("x", "x")
        write_post(
            archive,
            "金融/潮汐财经/快讯/z.md",
            "刚刚到的消息",
            "Sat, 03 Jul 2021 01:00:00 GMT",
            "<p>来了。</p>",
        )
        reading.screen.session.sync(workers=0)
        reading.screen.lists.load()
        await reading.settle()
        assert reading.titles[0] == "刚刚到的消息"
        assert picked(reading) == chosen


async def test_bookmarks_of_all_are_one_change(start: Start) -> None:
    async with start() as reading:
        await reading.press("x", "s")
        assert len(reading.screen.keeping.kept.bookmarks) == 1
        await reading.press("x", "x", "s")
        assert len(reading.screen.session.keeping.bookmarks()) == 3, "one of them was bookmarked before"
        await reading.press("U")
        assert len(reading.screen.session.keeping.bookmarks()) == 1
        await reading.press("ctrl+r", "s")
        assert len(reading.screen.session.keeping.bookmarks()) == 0, "all were: now none is"
        await reading.press("U")
        assert len(reading.screen.session.keeping.bookmarks()) == 3


async def test_labels_go_to_all(start: Start) -> None:
    async with start() as reading:
        await reading.press("x", "x", "t", *"tide", "enter")
        assert [mark.labels for mark in reading.screen.session.keeping.bookmarks().values()] == [
            ("tide",)
        ] * 2
        await reading.press("x", "t")
        assert "Labels of 3 posts" in reading.shown
        await reading.press("escape")


async def test_a_note_is_for_one_post(start: Start) -> None:
    async with start() as reading:
        await reading.press("x", "x", "a")
        assert len(reading.app.screen_stack) == 1
        assert "A note is for one post" in reading.toasts[-1]


async def test_all_are_marked_read_or_unread_and_it_is_one_change(start: Start) -> None:
    async with start() as reading:
        reads = reading.screen.session.reads
        await reading.press("r", "x", "x", "x", "r")
        assert reads.rows().size == 3, "one had not been read"
        assert "2 posts marked read" in reading.toasts[-1]
        await reading.press("r")
        assert reads.rows().size == 0
        await reading.press("U")
        assert reads.rows().size == 3


async def test_addresses_citations_and_texts_of_all_are_copied(start: Start) -> None:
    async with start() as reading:
        titles = reading.titles[:2]
        await reading.press("x", "x", "Y")
        await reading.wait_for(lambda: reading.app.clipboard != "")
        lines = reading.app.clipboard.split("\n")
        assert [title in line for title, line in zip(titles, lines, strict=True)] == [True, True]
        await reading.press("M")
        await reading.wait_for(lambda: reading.app.clipboard.startswith("# "))
        assert [title in reading.app.clipboard for title in titles] == [True, True]
        await reading.press("y")
        await reading.wait_for(lambda: reading.app.clipboard.startswith("/"))
        assert reading.app.clipboard.count("\n") == 1


async def test_what_one_does_in_an_article_is_done_to_the_article(start: Start) -> None:
    async with start() as reading:
        await reading.press("x", "x", "enter", "s")
        (mark,) = reading.screen.session.keeping.bookmarks().values()
        assert mark.title == reading.title
        await reading.press("escape")
        assert len(picked(reading)) == 2, "they are still picked"


async def test_pages_are_opened_after_one_has_seen_where_they_are(
    start: Start, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_address(app: object, href: str) -> str:
        del app
        opened.append(href)
        return ""

    monkeypatch.setattr("reader.ui.opening.open_address", open_address)
    for number in range(2):
        text = f"<p>原文链接：<a href='https://harbour.example/{number}'>原文链接</a></p>"
        write_post(
            archive,
            f"金融/码头/链接/{number}.md",
            f"有原文的第{number}篇",
            f"Sun, 04 Jul 2021 0{number}:00:00 GMT",
            text,
        )
    async with start() as reading:
        await reading.press("x", "x", "o")
        await reading.wait_for(lambda: any("harbour.example" in toast for toast in reading.toasts))
        assert opened == []
        await reading.press("o")
        assert sorted(opened) == ["https://harbour.example/0", "https://harbour.example/1"]


async def test_many_pages_are_not_opened(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "PAGES", 2)
    async with start() as reading:
        await reading.press("asterisk", "o")
        assert "2 at most" in reading.toasts[-1]


async def test_all_are_taken_out(start: Start) -> None:
    async with start() as reading:
        await reading.press("x", "x", "E")
        assert isinstance(reading.app.screen, Picker)
        assert "2 articles" in reading.app.screen._title


async def test_the_mouse_picks(start: Start) -> None:
    async with start() as reading:
        posts = reading.screen.posts

        def row(position: int) -> tuple[int, int]:
            return 8, posts.listed.arrangement.row_of(position) - posts.scroll_offset.y + posts.gutter.top

        await reading.pilot.click("#list", offset=row(1), control=True)
        await reading.settle()
        assert posts.picks.positions == [1]
        await reading.pilot.click("#list", offset=row(3), shift=True)
        await reading.settle()
        assert posts.picks.positions == [1, 2, 3]
        await reading.pilot.click("#list", offset=row(2), control=True)
        await reading.settle()
        assert posts.picks.positions == [1, 3]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.ui.picking.MOST", 2)
    monkeypatch.setattr("reader.ui.picking.Picking.posts.__defaults__", (2,))


@pytest.mark.usefixtures("many")
async def test_more_than_one_can_keep_are_refused_with_another_way(start: Start) -> None:
    async with start() as reading:
        await reading.press("asterisk", "s")
        assert reading.screen.session.keeping.bookmarks() == {}
        assert "save a search" in reading.toasts[-1]
        await reading.press("r")
        assert reading.screen.session.reads.rows().size == len(reading.titles), (
            "marking read has no such limit"
        )
