"""Selecting text of an article by keys, and what keys do with what the mouse has selected."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from tests.ui.conftest import Reading, Start, write_post

BODY = (
    "<p>渔船在黎明前出海。灯塔仍亮着，<b>the keeper</b> waved.</p><p>认购三倍，利率上调。</p>"
    "<ul><li>甲板</li><li>缆绳</li></ul>"
    "<table><tr><th>港</th><th>船</th></tr><tr><td>北港</td><td>十二</td></tr></table>"
    + "<p>潮水涨了又落。</p>"
    * 60
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    write_post(root, "港口/a.md", "出海的人", "Fri, 02 Jul 2021 13:56:00 GMT", BODY)
    write_post(root, "港口/b.md", "另一篇", "Fri, 02 Jul 2021 01:00:00 GMT", "<p>别处。</p>")
    return root


async def select(reading: Reading, *keys: str) -> str:
    """What is copied after ``v`` in the body of the article, and ``keys``."""
    await reading.press("3", "g", "v", *keys, "y")
    return reading.app.clipboard


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("", "渔"),
        ("ll", "渔船在"),
        ("llh", "渔船"),
        ("e", "渔船在黎明前出海"),
        ("w", "渔船在黎明前出海。灯"),
        ("wb", "渔"),
        (")", "渔船在黎明前出海。"),
        (")lhl(", "渔"),
        ("}", "渔船在黎明前出海。灯塔仍亮着，the keeper waved."),
        ("$", "渔船在黎明前出海。灯塔仍亮着，the keeper waved."),
        ("v", "渔船在黎明前出海。灯塔仍亮着，the keeper waved."),
        ("vv", "渔船在黎明前出海。灯塔仍亮着，the keeper waved.\n\n认购三倍，利率上调。"),
        ("}}{", "渔船在黎明前出海。灯塔仍亮着，the keeper waved.\n\n认"),
        ("llo", "渔船在"),
        ("lloll", "在"),
        ("lloe", "在黎明前出海"),
        ("j", "渔船在黎明前出海。灯塔仍亮着，the keeper waved.\n\n认"),
        ("llj", "渔船在黎明前出海。灯塔仍亮着，the keeper waved.\n\n认购三"),
        ("j0", "渔船在黎明前出海。灯塔仍亮着，the keeper waved.\n\n认"),
        ("jk$", "渔船在黎明前出海。灯塔仍亮着，the keeper waved."),
        ("}}l", "渔船在黎明前出海。灯塔仍亮着，the keeper waved.\n\n认购三倍，利率上调。\n\n• 甲"),
        ("vvvvv}ooG(g", "渔"),
    ],
)
async def test_what_keys_select_is_copied_as_it_was_written(start: Start, keys: str, text: str) -> None:
    async with start() as reading:
        assert await select(reading, *keys) == text


async def test_a_table_and_a_list_are_selected_as_they_would_be_written(start: Start) -> None:
    async with start() as reading:
        copied = await select(reading, *"vvvvv")
        assert copied.endswith("• 甲板\n• 缆绳\n\n港\t船\n北港\t十二")


async def test_what_is_selected_is_lit_and_the_keys_for_it_are_named(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "l", "l")
        view = reading.screen.article
        selection = view.screen.get_component_rich_style("screen--selection").bgcolor
        (line,) = [at for at, line in enumerate(view.lines) if "渔船" in line.text]
        lit = [part.text for part in view.render_line(line) if part.style and part.style.bgcolor == selection]
        assert lit == ["渔船"], "the third has the cursor on it"
        assert "sentence" in reading.shown.splitlines()[-1]
        await reading.press("escape")
        assert not any(part.style and part.style.bgcolor == selection for part in view.render_line(line))
        assert "outline" in reading.shown.splitlines()[-1]
        assert reading.focus == "article", "Esc has left the selection, not the article"


async def test_keys_of_the_reader_rest_while_text_is_selected(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "J", "s", "/", "f", "tab", "1", "n")
        assert (reading.title, reading.focus) == ("出海的人", "article")
        assert not reading.screen.posts.kept.bookmarks
        await reading.press("q", "J")
        assert reading.title == "另一篇"


async def test_the_view_goes_along_and_the_selection_survives_another_width(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("3", "v", "pagedown", "pagedown")
        view = reading.screen.article
        assert view.scroll_offset.y > 0
        await reading.press("$")
        before = reading.screen.article.scroll_offset.y
        await reading.pilot.resize_terminal(60, 20)
        await reading.settle()
        await reading.press("minus", "minus", "y")
        assert reading.app.clipboard.startswith("渔船在黎明前出海。")
        assert reading.app.clipboard.endswith("潮水涨了又落。")
        assert before


async def test_at_the_very_end_one_stays(start: Start) -> None:
    async with start() as reading:
        copied = await select(reading, "G", "l", "j", "w", "}", ")")
        assert copied.count("潮水涨了又落。") == 60


async def test_it_begins_with_what_was_found(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "slash", *"灯塔", "enter", "v", "y")
        assert reading.app.clipboard == "灯塔"


async def test_it_begins_at_the_first_line_in_view(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("3", "space", "v", "v", "y")
        assert reading.app.clipboard == "潮水涨了又落。"


async def test_what_is_selected_may_be_gone_when_the_post_is_read_again(tmp_path: Path, start: Start) -> None:
    root = tmp_path / "changing"
    body = "".join(f"<p>第{number}段。</p>" for number in range(90))
    file = write_post(root, "a.md", "会变的", "Fri, 02 Jul 2021 09:00:00 GMT", body)
    async with start(root=root) as reading:
        await reading.press("3", "v", "G")
        file.write_text(file.read_text("utf-8").replace(body, "<p>只剩一段。</p>"), "utf-8")
        reading.screen.preview.show(again=True)
        await reading.settle()
        for key in ("k", "w", "v", "y"):
            await reading.press(key)
        assert reading.app.failure is None
        assert "只剩一段。" in reading.shown


async def test_from_another_pane_it_leads_into_the_article(start: Start) -> None:
    async with start() as reading:
        await reading.press("v", "l", "y")
        assert (reading.focus, reading.app.clipboard) == ("article", "渔船")


async def test_without_an_article_there_is_nothing_to_select(start: Start, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with start(root=tmp_path / "empty") as reading:
        await reading.press("v", "j")
        assert [toast.message.replace("\n", "") for toast in reading.app._notifications] == [
            "There is no text to select."
        ]
        assert not reading.screen.article.is_selecting


async def select_with_mouse(reading: Reading, text: str) -> None:
    """What dragging from the beginning of ``text`` to its end does."""
    await reading.press("3")
    view = reading.screen.article
    number, line = next((at, line.text) for at, line in enumerate(view.lines) if text in line.text)
    start = Offset(view.drawing.left + line.index(text), number)
    reading.screen.selections = {view: Selection(start, start + Offset(len(text), 0))}
    await reading.settle()


async def test_keys_go_on_with_what_the_mouse_has_selected(start: Start) -> None:
    async with start() as reading:
        await select_with_mouse(reading, "黎明")
        assert "highlight" in reading.shown.splitlines()[-1]
        await reading.press("v", "l", "y")
        assert reading.app.clipboard == "黎明前"
        assert not reading.screen.selections


async def test_what_the_mouse_has_selected_is_copied_by_the_key_for_it_and_left_by_esc(start: Start) -> None:
    async with start() as reading:
        await select_with_mouse(reading, "黎明")
        await reading.press("y")
        assert (reading.app.clipboard, reading.focus) == ("黎明", "article")
        await select_with_mouse(reading, "灯塔")
        await reading.press("escape")
        assert not reading.screen.selections
        assert reading.focus == "article"
        await reading.press("escape")
        assert reading.focus == "list"


async def test_the_mouse_takes_over_from_the_keys(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "l")
        await select_with_mouse(reading, "灯塔")
        await reading.press("y")
        assert reading.app.clipboard == "灯塔"


async def test_another_article_has_nothing_selected(start: Start) -> None:
    async with start() as reading:
        await select_with_mouse(reading, "灯塔")
        await reading.press("J")
        assert not reading.screen.selections
        await reading.press("v")
        reading.screen.posts.step(-1)
        await reading.settle()
        assert not reading.screen.article.is_selecting


async def test_clicking_into_another_pane_ends_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "l")
        await reading.pilot.click("#list", offset=(5, 3))
        await reading.settle()
        assert not reading.screen.article.is_selecting
        await reading.press("s")
        assert reading.screen.posts.kept.bookmarks
