"""What others change is shown; what can't be saved is told until it is; damage is told once."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reader import paths
from reader.config import Config
from reader.config import Reading as Settings
from reader.session import Session, resolve
from reader.ui.state_watch import StateChanged, Watch
from tests.ui.conftest import Reading, Start

NEVER = Config(Settings(mark_read="never"))


def unread(reading: Reading) -> int:
    posts = reading.screen.posts
    return sum(not posts.listed.is_read(position) for position in range(len(posts.listing)))


def other(archive: Path) -> Session:
    """Another program on the same archive."""
    return Session(resolve(archive))


async def test_marks_of_another_window_are_shown(start: Start, archive: Path) -> None:
    async with start(config=NEVER) as reading:
        session = other(archive)
        session.reads.mark([session.find("金融/潮汐财经/快讯/b.md")])
        await reading.wait_for(lambda: unread(reading) == 5)
        await reading.wait_for(lambda: reading.screen.places.shown[1].posts == 5)


async def test_bookmarks_of_another_window_are_shown(start: Start, archive: Path) -> None:
    async with start() as reading:
        session = other(archive)
        session.keeping.keep([session.find("金融/潮汐财经/快讯/b.md")])
        await reading.wait_for(lambda: "★" in reading.shown)
        paths.bookmarks_file().write_text("", "utf-8")  # by an editor
        await reading.wait_for(lambda: "★" not in reading.shown)


async def test_saved_searches_of_another_window_are_shown(start: Start, archive: Path) -> None:
    async with start() as reading:
        other(archive).searches.save(resolve(archive), "灯塔", "lights")
        await reading.wait_for(lambda: any(place.label == "lights" for place in reading.screen.places.shown))


async def test_what_another_window_did_is_undone_here(start: Start, archive: Path) -> None:
    async with start(config=NEVER) as reading:
        session = other(archive)
        session.reads.mark(session.catalog.listing_of([]).ids or [1, 2, 3])
        await reading.wait_for(lambda: unread(reading) == 3)
        await reading.press("U")
        assert unread(reading) == 6


async def test_what_another_window_marks_unread_comes_into_the_list_of_unread(
    start: Start, archive: Path
) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "1", "j")
        assert len(reading.titles) == 5
        session = other(archive)
        session.reads.mark([session.find("金融/潮汐财经/快讯/a.md")], read=False)
        await reading.wait_for(lambda: len(reading.titles) == 6)


async def test_two_windows_lose_nothing_of_each_other(start: Start, archive: Path) -> None:
    async with start(config=NEVER) as one, start(config=NEVER) as two:
        await one.press("s", "r")
        await two.press("j", "s", "r", "j", "r")
        await one.wait_for(lambda: unread(one) == 3)
        await two.wait_for(lambda: unread(two) == 3)
        for window in (one, two):
            await window.wait_for(lambda window=window: len(window.screen.posts.kept.bookmarks) == 2)  # type: ignore[misc]
    assert len(other(archive).keeping.bookmarks()) == 2


async def test_what_can_not_be_saved_is_told_until_it_is(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with start() as reading:
        monkeypatch.setattr(os, "replace", full)
        await reading.press("s")
        await reading.wait_for(lambda: "not saved: No space left on device" in reading.shown)
        told = [words for words in reading.toasts if "could not be saved" in words]
        assert len(told) == 1
        assert "★" in reading.shown
        monkeypatch.setattr(os, "replace", replace)
        reading.screen.watch_state._watch._tried = -1e9
        await reading.wait_for(lambda: "not saved" not in reading.shown)
        await reading.wait_for(lambda: "Everything is saved now." in reading.toasts)
        assert "码头银行上调存款利率" in paths.bookmarks_file().read_text("utf-8")


async def test_what_waits_is_saved_at_the_end(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with start() as reading:
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", full)
            await reading.press("s")
            await reading.wait_for(lambda: "not saved" in reading.shown)
    assert reading.app.unsaved == ""
    assert "码头银行上调存款利率" in paths.bookmarks_file().read_text("utf-8")


async def test_what_can_not_be_saved_in_the_end_is_told(start: Start) -> None:
    paths.config_dir().parent.mkdir(parents=True)
    paths.config_dir().write_text("a file stands where the folder should be")
    async with start() as reading:
        await reading.press("s")
    assert "the bookmarks could not be saved" in reading.app.unsaved


async def test_lines_that_can_not_be_read_are_told_once(start: Start) -> None:
    paths.config_dir().mkdir(parents=True)
    paths.bookmarks_file().write_text("what is this\n", "utf-8")
    async with start() as reading:
        await reading.wait_for(lambda: bool(reading.toasts))
        (told,) = reading.toasts
        assert told.startswith(f"{paths.bookmarks_file()}:1: ")
        await reading.press("s", "s")
        assert sum("what is this" in words for words in reading.toasts) == 1
    assert paths.bookmarks_file().read_text("utf-8").startswith("what is this\n")


async def test_a_damaged_state_file_is_told_and_the_program_goes_on(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("A")
    paths.state_file().write_bytes(b"no database " * 400)
    async with start(config=NEVER) as reading:
        await reading.wait_for(lambda: any("damaged" in words for words in reading.toasts))
        await reading.press("r")
        assert reading.title


async def test_a_bookmark_whose_post_was_moved_is_found_again(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("j", "s")
    body = (archive / "金融/潮汐财经/快讯/b.md").read_text("utf-8")
    (archive / "金融/潮汐财经/快讯/b.md").unlink()
    async with start() as reading:
        await reading.press("B")
        assert "missing" in reading.shown
    (archive / "金融/新处").mkdir()
    (archive / "金融/新处/别名.md").write_text(body + "\n<p>补充。</p>\n", "utf-8")
    async with start() as reading:
        await reading.wait_for(lambda: not reading.screen.posts.kept.missing)
        assert any("found again" in words for words in reading.toasts)


def test_writes_of_places_are_no_news(archive: Path) -> None:
    session = other(archive)
    sent: list[StateChanged] = []
    others = other(archive).state
    others.mark([3])
    watch = Watch(lambda: session.state, sent.append)
    watch.look()
    others.store.keep_opened(others.archive, session.find("金融/潮汐财经/快讯/b.md").id, "x")
    watch.look()
    assert sent == []
    others.mark([1, 2])
    watch.look()
    assert [message.changed for message in sent] == [{"reads"}]
