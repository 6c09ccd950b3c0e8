"""Lists, places and the article, as a person meets them."""

from __future__ import annotations

from pathlib import Path

from reader.session import Session, resolve
from reader.ui.app import ReaderApp
from tests.ui.conftest import Reading, Start, write_post


async def test_the_newest_post_is_shown_at_once(start: Start) -> None:
    async with start() as reading:
        assert reading.title == "码头银行上调存款利率"
        assert "利率到了百分之三。" in reading.article
        assert "2021-07-02 21:56" in reading.article
        assert "金融 / 潮汐财经 / 快讯" in reading.article


async def test_days_have_headings_and_unknown_dates_come_last(start: Start) -> None:
    async with start() as reading:
        rows = [line.split("│")[1].strip() for line in reading.shown.splitlines() if line.count("│") >= 2]
        assert rows[0].startswith("2021-07-02 Friday")
        assert reading.titles[-1] == "没有日期的来信"
        assert any(row.startswith("no date") for row in rows)


async def test_moving_in_the_list_previews_the_article(start: Start) -> None:
    async with start() as reading:
        await reading.press("j")
        assert reading.title == "渔业债券今日上市"
        assert "认购三倍。" in reading.article
        await reading.press("G")
        assert reading.title == "没有日期的来信"
        assert "(no text)" in reading.article
        await reading.press("g")
        assert reading.title == "码头银行上调存款利率"


async def test_markup_in_a_title_is_only_text(start: Start) -> None:
    async with start() as reading:
        assert "[bold]不是标记[/] 的标题" in reading.shown


async def test_a_branch_means_everything_below_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("h", *"jjjjjj")
        assert reading.screen.places.current.label in {"金融", "科技"}
        assert len(reading.titles) == 3
        await reading.press("l", "j")
        assert reading.screen.places.current.depth == 1
        assert len(reading.titles) < 3 or reading.screen.places.current.label == "星台笔记"
        await reading.press("h")
        assert reading.screen.places.current.depth == 0


async def test_a_month_lists_its_posts(start: Start) -> None:
    async with start() as reading:
        reading.screen.places.go_to("month", ("2021", "05"))
        await reading.settle()
        assert reading.titles == ["谁在买灯塔", "Comet seen over the harbour"]


async def test_sorting_goes_through_the_orders(start: Start) -> None:
    async with start() as reading:
        newest = reading.titles
        await reading.press("\\")
        assert reading.titles == [*reversed(newest[:-1]), newest[-1]]
        await reading.press("\\")
        assert reading.titles == sorted(newest, key=str.casefold)
        await reading.press("\\")
        assert reading.titles == newest


async def test_next_and_previous_article_without_leaving_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter")
        assert reading.focus == "article"
        await reading.press("J", "J")
        assert "灯塔不卖。" in reading.article
        await reading.press("K")
        assert "认购三倍。" in reading.article
        await reading.press("q")
        assert reading.focus == "list"


async def test_an_article_scrolls_to_its_end(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("j", "j", "enter", "space")
        assert reading.screen.article.scroll_offset.y > 0
        await reading.press("G")
        assert str(reading.screen.article.border_title) == "100%"
        await reading.press("g")
        assert reading.screen.article.scroll_offset.y == 0


async def test_the_words_at_the_top_stay_there_when_the_measure_changes(start: Start) -> None:
    async with start(size=(160, 20)) as reading:
        await reading.press("j", "j", "enter", "space")
        article = reading.screen.article
        top = article.lines[article.scroll_offset.y]
        await reading.press("-", "-", "-")
        now = article.lines[article.scroll_offset.y]
        assert (now.block, now.offset) <= (top.block, top.offset)
        assert abs(now.block - top.block) <= 1
        await reading.press("+", "+", "+")
        now = article.lines[article.scroll_offset.y]
        assert (now.block, now.offset) == (top.block, top.offset)


async def test_a_measure_that_changes_nothing_is_told(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        await reading.press("enter", "=")
        assert reading.toasts == ["The text takes all the room there is already."]
        await reading.press("=", "-")
        assert len(reading.toasts) == 2  # back to the usual measure: no change either; narrower is one
        await reading.press(*"--------------")
        assert reading.toasts[-1] == "The text gets no narrower."


async def test_zen_shows_the_article_alone_and_escape_brings_the_rest_back(start: Start) -> None:
    async with start() as reading:
        await reading.press("z")
        assert not reading.screen.posts.is_on_screen
        assert reading.focus == "article"
        await reading.press("escape")
        assert reading.screen.posts.is_on_screen


async def test_one_pane_at_a_time_in_a_narrow_window(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        screen = reading.screen
        assert (screen.places.is_on_screen, screen.posts.is_on_screen, screen.article.is_on_screen) == (
            False,
            True,
            False,
        )
        await reading.press("enter")
        assert (screen.posts.is_on_screen, screen.article.is_on_screen) == (False, True)
        assert "利率到了百分之三。" in reading.article
        await reading.press("escape", "escape")
        assert (screen.places.is_on_screen, screen.posts.is_on_screen) == (True, False)
        await reading.press("enter")
        assert screen.posts.is_on_screen


async def test_a_tiny_window_does_no_harm(start: Start) -> None:
    async with start(size=(40, 12)) as reading:
        await reading.press(
            "enter", "space", "escape", "h", *"jjjjj", "enter", "/", "灯", "escape", "?", "escape"
        )
        assert reading.app.is_running
        await reading.pilot.resize_terminal(5, 3)
        await reading.settle()
        await reading.pilot.resize_terminal(120, 36)
        await reading.settle()
        assert reading.title


async def test_full_width_keys_act_as_the_ascii_ones(start: Start) -> None:
    async with start() as reading:
        await reading.press("ｊ")
        assert reading.title == "渔业债券今日上市"
        await reading.press("？")
        assert type(reading.app.screen).__name__ == "HelpScreen"


async def test_a_click_selects_and_a_double_click_opens(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.click("#list", offset=(10, 3))
        await reading.settle()
        assert reading.title == "渔业债券今日上市"
        await reading.pilot.click("#list", offset=(10, 2), times=2)
        await reading.settle()
        assert reading.title == "码头银行上调存款利率"
        assert reading.focus == "article"


async def test_a_post_that_went_away_says_so(start: Start, archive: Path) -> None:
    (archive / "金融/潮汐财经/快讯/b.md").chmod(0o644)
    async with start() as reading:
        (archive / "金融/潮汐财经/快讯/b.md").unlink()
        await reading.press("j")
        assert "b.md" in reading.article
        assert "moved or deleted" in reading.article


async def test_an_empty_folder_says_what_was_looked_for(start: Start, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    async with start(root=tmp_path / "nothing") as reading:
        assert "No posts (.md, .html, .txt)" in reading.shown
        await reading.press("j", "enter", "s", "J", "K", "G", "space", "\\", "z", "escape", "B")
        assert reading.app.is_running


async def test_one_file_is_an_archive_too(start: Start, tmp_path: Path) -> None:
    file = write_post(
        tmp_path / "one", "单篇/x.md", "只有一篇", "Fri, 02 Jul 2021 13:56:00 GMT", "<p>就一篇。</p>"
    )
    async with start(root=file) as reading:
        assert reading.titles == ["只有一篇"]
        assert "就一篇。" in reading.article


async def test_hostile_titles_do_not_reach_the_terminal(start: Start, archive: Path) -> None:
    write_post(
        archive,
        "科技/x/y/h.md",
        "\x1b]0;owned\x07\x1b[31m红\u202e了",
        "Sat, 03 Jul 2021 13:56:00 GMT",
        "<p>\x1b[2J正文</p>",
    )
    async with start() as reading:
        assert "红了" in reading.title
        assert "\x1b" not in reading.shown
        assert "\u202e" not in reading.shown
        assert "\x1b" not in reading.article


async def test_q_in_the_list_leaves_the_program(start: Start) -> None:
    async with start() as reading:
        await reading.pilot.press("q")
        await reading.pilot.pause(0.1)
        assert not reading.app.is_running or reading.app._exit


async def test_the_end_of_a_long_article_is_reached_though_it_is_not_laid_out_yet(
    start: Start, archive: Path
) -> None:
    body = "".join(f"<p>第{number}段，说一件小事。</p>" for number in range(20_000))
    write_post(archive, "科技/x/y/long.md", "长文", "Sat, 03 Jul 2021 13:56:00 GMT", body)
    async with start(size=(100, 30)) as reading:
        await reading.wait_for(lambda: "第1段" in reading.article)
        await reading.press("enter", "G")
        article = reading.screen.article
        await reading.wait_for(lambda: str(article.border_title) == "100%")
        last = article.scroll_offset.y + article.scrollable_content_region.height
        assert "第19999段" in "".join(line.text for line in article.lines[last - 3 : last])
        await reading.press("g")
        assert article.scroll_offset.y == 0


async def test_far_down_in_a_long_article_one_stays_when_it_is_read_again(
    tmp_path: Path, start: Start
) -> None:
    root = tmp_path / "long"
    body = "".join(f"<p>第{number}段。潮水在夜里退下去。</p>" for number in range(1_500))
    file = write_post(root, "long.md", "很长", "Fri, 02 Jul 2021 09:00:00 GMT", body)
    async with start(root=root) as reading:
        article = reading.screen.article
        await reading.press("3", "G")
        await reading.wait_for(lambda: article.scroll_offset.y > 2_000)
        top = article.lines[article.scroll_offset.y].text
        await reading.press("s", "t", *"tide", "enter")
        reading.screen.preview.show(again=True)
        await reading.settle()
        assert article.lines[article.scroll_offset.y].text == top
        file.write_text(file.read_text("utf-8").replace(body, "<p>只剩一段。</p>"), "utf-8")
        reading.screen.preview.show(again=True)
        await reading.settle()
        assert "只剩一段。" in reading.shown
        assert reading.app.failure is None


async def test_an_empty_list_offers_no_keys_for_posts_and_says_why_they_do_nothing(start: Start) -> None:
    async with start(size=(120, 30)) as reading:
        await reading.press("B")
        last = reading.shown.splitlines()[-1]
        assert "bookmark" not in last
        assert "narrow" not in last
        assert "search" in last
        for key in ("J", "K", "s", "t", "a", "r"):
            reading.app.clear_notifications()
            await reading.press(key)
            assert reading.toasts == ["There is no post here."], key
        await reading.press("1", "g", "2")
        assert "bookmark" in reading.shown.splitlines()[-1]


async def test_the_banner_of_the_sample_archive_says_what_there_is_room_for(archive: Path) -> None:
    app = ReaderApp(Session(resolve(archive)), is_demo=True)
    async with app.run_test(size=(100, 30)) as pilot:
        reading = Reading(app, pilot)
        for width, told in (
            (100, "The sample archive. F3: a tour. To read your own: newsreader FOLDER"),
            (60, "The sample archive. F3: a tour. Yours: newsreader FOLDER"),
            (40, "The sample archive. F3: a tour."),
            (10, "F3: a t…"),
        ):
            await pilot.resize_terminal(width, 30)
            await reading.settle()
            assert reading.shown.splitlines()[0].strip() == told
