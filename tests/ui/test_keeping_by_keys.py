"""Bookmarks and labels: each key, what is shown at once, what gets into the files, and the list of what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual import events

from reader import paths
from reader.errors import CatalogDamaged
from reader.session import Session, resolve
from reader.ui.widgets.label_bar import LabelBox
from reader.ui.widgets.suggestions import Suggestions
from tests.ui.conftest import Reading, Start


def bookmarks() -> list[dict[str, Any]]:
    """The lines of the file."""
    return [json.loads(line) for line in paths.bookmarks_file().read_text("utf-8").splitlines()]


def box(reading: Reading) -> LabelBox:
    return reading.screen.query_one("#labels", LabelBox)


def offered(reading: Reading) -> list[str]:
    """The labels that are suggested."""
    return [row.label for row in reading.screen.query_one(Suggestions).rows]


def row(reading: Reading, title: str) -> tuple[str, str]:
    """The two lines of a post in the list of bookmarks."""
    posts = reading.screen.posts
    lines = [posts.render_line(y).text for y in range(posts.scrollable_content_region.height)]
    at = next(number for number, line in enumerate(lines) if title in line)
    return lines[at], lines[at + 1]


@pytest.fixture
def kept(archive: Path) -> Session:
    """A note, labels, a highlight and a bookmark of a post that is gone, made before the program starts."""
    session = Session(resolve(archive))
    session.sync(workers=0)
    keeping = session.keeping
    keeping.label([session.find("金融/潮汐财经/快讯/a.md")], ["利率", "to cite"])
    keeping.annotate(session.find("金融/潮汐财经/快讯/a.md"), "查原始数据\n第二行")
    keeping.keep([session.find("金融/潮汐财经/快讯/b.md")])
    keeping.passages.highlight(session.find("科技/星台笔记/天文/d.md"), "It was green", after=".")
    gone = {
        "id": "0123456789abcdef",
        "archive": str(session.root),
        "path": "gone.md",
        "title": "不在了的一篇",
        "source": "渡口日报",
        "date": "2019-05-01",
        "added": "2001-01-01T00:00:00+00:00",
        "labels": ["待读"],
    }
    with paths.bookmarks_file().open("a", encoding="utf-8") as file:
        file.write(json.dumps(gone, ensure_ascii=False) + "\n")
    return session


# -- bookmarks ---------------------------------------------------------------------------------------------------


async def test_the_star_and_the_count_are_there_at_once_and_the_toast_says_what(start: Start) -> None:
    async with start() as reading:
        await reading.press("s")
        assert "★" in reading.shown
        assert any("Bookmarks" in line and " 1 " in line for line in reading.shown.splitlines())
        assert reading.toasts[0].startswith("Bookmarked: 码头银行上调存款利率")
        await reading.press("s")
        assert "★" not in reading.shown
        assert reading.toasts[-1].startswith("Bookmark removed: 码头银行")
        assert bookmarks() == []


async def test_keys_pressed_quickly_are_carried_out_in_their_order(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("s", "s", "s", "j", "s", "j", "s", "s")
        await reading.settle()
        assert [mark["title"] for mark in bookmarks()] == ["码头银行上调存款利率", "渔业债券今日上市"]
        assert set(reading.screen.posts.kept.bookmarks) == {mark["id"] for mark in bookmarks()}


async def test_what_was_done_is_saved_when_the_program_is_left_at_once(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("s", "Q")
    assert [mark["title"] for mark in bookmarks()] == ["码头银行上调存款利率"]


async def test_what_can_not_be_saved_is_shown_all_the_same_told_once_and_saved_later(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.state_watch._AGAIN", 0.05)
    folder = paths.config_dir()
    folder.parent.mkdir(parents=True)
    folder.write_text("a file stands where the folder should be")
    async with start() as reading:
        await reading.press("s", "j", "s")
        assert reading.shown.count("★") == 2
        await reading.pilot.pause(0.3)
        told = [words for words in reading.toasts if str(paths.bookmarks_file()) in words]
        assert len(told) == 1
        folder.unlink()
        await reading.wait_for(lambda: "Everything is saved now." in reading.toasts)
        assert len(bookmarks()) == 2


async def test_what_is_kept_while_the_catalogue_turns_out_to_be_damaged_is_kept(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reading:
        keeping = reading.screen.session.keeping
        whole, failures = keeping.kept, ["once"]

        def kept() -> object:
            if failures:
                failures.clear()
                raise CatalogDamaged("the catalogue was damaged", "")
            return whole()

        monkeypatch.setattr(keeping, "kept", kept)
        await reading.press("s", "s", "s")
        assert [mark["title"] for mark in bookmarks()] == ["码头银行上调存款利率"]
        assert any("the catalogue was damaged" in words for words in reading.toasts)


async def test_a_line_that_can_not_be_read_is_told_and_kept(start: Start) -> None:
    paths.config_dir().mkdir(parents=True)
    paths.bookmarks_file().write_text("<<<<<<< HEAD\n", "utf-8")
    async with start() as reading:
        await reading.press("s")
        told = [words for words in reading.toasts if "<<<<<<< HEAD" in words]
        assert len(told) == 1
        assert f"{paths.bookmarks_file()}:1" in told[0]
    assert paths.bookmarks_file().read_text("utf-8").startswith("<<<<<<< HEAD\n{")


# -- labels ------------------------------------------------------------------------------------------------------


async def test_labels_are_typed_with_commas_of_any_kind_and_bookmark_the_post(start: Start) -> None:
    async with start() as reading:
        await reading.press("t")
        for character in "利率，Rates、to cite":
            reading.app.post_message(events.Key(character, character))  # as an input method sends them
        await reading.press("enter")
        (mark,) = bookmarks()
        assert (mark["title"], mark["labels"]) == ("码头银行上调存款利率", ["利率", "Rates", "to cite"])
        assert "#利率" in reading.toasts[0]
        assert "#利率 #Rates #to cite" in reading.article
        assert "★" in reading.shown
        assert reading.focus == "list"


async def test_a_label_that_is_deleted_from_the_line_is_taken_away(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"alpha, beta", "enter", "t")
        assert box(reading).value == "alpha, beta, "
        await reading.press(*["backspace"] * 6, "enter")
        assert bookmarks()[0]["labels"] == ["alpha"]
        assert "no longer #beta" in reading.toasts[-1]


async def test_esc_leaves_the_labels_as_they_are(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "t", *"alpha", "escape")
        assert reading.focus == "article"
        assert not paths.bookmarks_file().exists()
        assert not reading.toasts
        assert not reading.screen.query("#labels")


async def test_nothing_happens_where_the_labels_stay_the_same(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"alpha", "enter", "t", "enter")
        assert len(reading.toasts) == 1


async def test_known_labels_are_offered_with_their_counts_and_completed(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"待读,金融", "enter", "j", "t", *"待读", "enter", "j", "t")
        assert offered(reading) == ["待读", "金融"]
        assert reading.screen.query_one(Suggestions).rows[0].posts == "2"
        await reading.press("tab")
        assert box(reading).value == "待读"
        await reading.press("tab")
        assert box(reading).value == "金融"
        await reading.press("shift+tab", "escape")
        assert box(reading).value == "", "Esc goes back to what was typed"
        await reading.press("tab", ",")
        assert offered(reading) == ["金融"], "what is on the line is not offered again"
        await reading.press("tab", "enter")
        assert bookmarks()[-1]["labels"] == ["待读", "金融"]


async def test_labels_are_completed_by_pinyin_and_from_their_middle(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"待读,研究/方法", "enter", "j", "t", *"yj")
        assert offered(reading) == ["研究/方法"]
        await reading.press("tab", *"x", "backspace", *"读", "tab", "enter")
        assert bookmarks()[-1]["labels"] == ["研究/方法", "待读"]


async def test_tab_pressed_before_there_is_an_answer_completes_when_it_comes(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"harbour", "enter", "j", "t")
        await reading.pilot.press(*"ha", "tab")
        await reading.settle()
        assert box(reading).value == "harbour, "


async def test_several_posts_are_labelled_at_once_and_keep_what_only_some_have(start: Start) -> None:
    async with start() as reading:
        await reading.press("t", *"alpha,beta", "enter", "j", "t", *"alpha", "enter")
        posts = [reading.screen.posts.listed.at(number) for number in (0, 1)]
        reading.screen.keeping.label([post for post in posts if post])
        await reading.settle()
        assert "Labels of 2 posts alpha," in reading.shown
        await reading.press("home", *["delete"] * 7, *"gamma", "enter")
        assert [mark["labels"] for mark in bookmarks()] == [["beta", "gamma"], ["gamma"]]


async def test_what_was_found_is_labelled_while_the_box_of_the_search_is_open(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", *"银行", "enter", "t", *"alpha", "enter")
        assert [mark["labels"] for mark in bookmarks()] == [["alpha"]]
        await reading.press("3", "t")
        assert "Labels alpha" in reading.shown
        await reading.press("escape", "slash", *"cat:", "tab", "escape", "escape", "escape")
        assert not reading.screen.query(Suggestions), "each takes its own away"


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (60, 20), (40, 12)])
async def test_the_line_and_what_it_offers_are_to_be_seen_in_windows_of_any_size(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reading:
        await reading.press("t", *"alpha", "enter", "j", "3", "t")
        assert "Labels" in reading.shown.splitlines()[-2]
        assert "alpha" in reading.shown.splitlines()[-3]
        assert reading.screen.article.region.height > 0, "the pane one came from stays"


# -- the list of what is kept ------------------------------------------------------------------------------------


async def test_a_bookmark_shows_its_day_labels_and_note(start: Start, kept: Session) -> None:
    async with start() as reading:
        await reading.press("B")
        first, second = row(reading, "码头银行上调")
        assert "★" in first
        assert "渡口日报" in first
        assert "2021-07-02  #利率 #to cite  查原始数据 第二行" in second
        assert f"{len(kept.keeping.kept().bookmarks) + 1} · last added" in str(
            reading.screen.posts.border_title
        )


async def test_a_post_with_highlights_only_is_listed_with_a_passage(start: Start, kept: Session) -> None:
    del kept
    async with start() as reading:
        await reading.press("B")
        first, second = row(reading, "Comet seen")
        assert "✎" in first
        assert "★" not in first
        assert "“It was green”" in second


async def test_a_missing_post_is_listed_with_its_title_and_told_where_it_was(
    start: Start, kept: Session
) -> None:
    del kept
    async with start() as reading:
        await reading.press("B", "G")
        first, second = row(reading, "不在了的一篇")
        assert "missing" in first
        assert "2019-05-01  #待读" in second
        assert "gone.md" in reading.article
        await reading.press("a", *"为什么", "escape")
        assert "为什么" in reading.article
        assert bookmarks()[-1]["note"] == "为什么"


async def test_the_sort_key_goes_through_the_orders(start: Start, kept: Session) -> None:
    del kept
    async with start() as reading:
        await reading.press("B")
        orders = {}
        for _ in range(6):
            orders[str(reading.screen.posts.border_title).split(" · ")[2]] = reading.titles
            await reading.press("backslash")
        assert list(orders) == ["last added first", "newest first", "oldest first", "by title", "by label"]
        assert orders["last added first"][-1] == "不在了的一篇"
        assert orders["oldest first"] == orders["newest first"][::-1]
        assert orders["by label"][:2] == ["码头银行上调存款利率", "不在了的一篇"]
        assert reading.titles == orders["newest first"]


async def test_in_a_low_window_each_takes_one_line(start: Start, kept: Session) -> None:
    del kept
    async with start(size=(100, 20)) as reading:
        await reading.press("B")
        assert reading.screen.posts.row_count == 4
        first, _ = row(reading, "码头银行上调")
        assert "#利率 #to cite  查原始" in first
        await reading.pilot.resize_terminal(100, 45)
        await reading.settle()
        assert reading.screen.posts.row_count == 8


async def test_what_is_no_longer_kept_stays_in_the_list_until_it_is_left(start: Start, kept: Session) -> None:
    del kept
    async with start() as reading:
        await reading.press("B", "j", "s")
        assert len(reading.titles) == 4
        await reading.press("s", "s", "1", "k", "2")
        await reading.press("B")
        assert len(reading.titles) == 3


async def test_what_is_kept_right_before_is_in_the_list(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("s", "B")
        await reading.settle()
        assert reading.titles == ["码头银行上调存款利率"]
        assert "a note" in " ".join(reading.shown.splitlines()[-1].split()), "the keys for it are named"


async def test_the_signs_are_in_other_lists_too(start: Start, kept: Session) -> None:
    del kept
    async with start() as reading:
        assert reading.shown.count("★") == 3, "in the list twice, and once above the article"
        assert reading.shown.count("✎") == 2


async def test_labels_that_are_typed_in_one_go_with_enter_are_all_kept(start: Start) -> None:
    """Enter overtakes characters that wait for the box: what is pasted, or comes over a slow line, comes at once."""
    async with start() as reading:
        await reading.press("t")
        for key in (*"tide", "enter"):
            reading.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reading.settle()
        (mark,) = reading.screen.session.keeping.bookmarks().values()
        assert mark.labels == ("tide",)
        assert reading.focus == "list"
