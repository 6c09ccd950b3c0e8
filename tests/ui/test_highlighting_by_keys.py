"""Highlights: made of what is selected, drawn under the text, found again after edits, chosen, noted, removed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from reader import paths
from reader.document import build
from reader.state.highlights import Highlight
from reader.ui.highlights import place
from tests.ui.conftest import Reading, Start, write_post

BODY = (
    "<p>渔船在黎明前出海。灯塔仍亮着。</p><p>认购三倍，利率上调。</p>"
    + "<p>潮水涨了又落。</p>" * 60
    + "<p>完了，the end.</p>"
)


def write(root: Path, body: str = BODY) -> None:
    write_post(root, "港口/a.md", "出海的人", "Fri, 02 Jul 2021 13:56:00 GMT", body)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    write(root)
    write_post(root, "港口/b.md", "另一篇", "Fri, 02 Jul 2021 01:00:00 GMT", "<p>别处。</p>")
    return root


def saved() -> list[dict[str, Any]]:
    """The lines of the file."""
    file = paths.highlights_file()
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def lit(reading: Reading, part: str = "kept") -> list[str]:
    """What is drawn as highlighted on the lines in view."""
    view = reading.screen.article
    colour = view.get_component_rich_style(f"article--{part}").bgcolor
    strips = [view.drawing.strip(number) for number in view.in_view]
    return [
        "".join(each.text for each in strip if each.style and each.style.bgcolor == colour)
        for strip in strips
        if any(each.style and each.style.bgcolor == colour for each in strip)
    ]


def bar(reading: Reading) -> str:
    """The line above the last one."""
    return reading.shown.splitlines()[-2].strip() if reading.focus == "highlight-bar" else ""


# -- made --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["enter", "m"])
async def test_what_keys_have_selected_is_highlighted_and_kept_with_its_context(
    start: Start, key: str
) -> None:
    async with start() as reading:
        await reading.press("3", "v", "w", "e", key)
        assert lit(reading) == ["渔船在黎明前出海。灯塔仍亮着"]
        (line,) = saved()
        assert (line["quote"], line["title"], line["at"]) == ("渔船在黎明前出海。灯塔仍亮着", "出海的人", 0)
        assert line["after"].startswith("。\n认购三倍")
        assert "before" not in line
        assert reading.toasts[0].startswith("Highlighted: “渔船在黎明前出海。灯塔仍亮着”")
        assert (reading.focus, reading.screen.article.is_selecting) == ("article", False)


async def test_what_the_mouse_has_selected_is_highlighted_by_the_same_key(start: Start) -> None:
    async with start() as reading:
        await reading.press("3")
        view = reading.screen.article
        number = next(at for at, line in enumerate(view.lines) if "认购" in line.text)
        at = Offset(view.drawing.left, number)
        reading.screen.selections = {view: Selection(at, at + Offset(4, 0))}
        await reading.settle()
        await reading.press("enter")
        assert lit(reading) == ["认购三倍"]
        assert not reading.screen.selections


async def test_a_highlight_over_several_paragraphs(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "v", "v", "enter")
        assert lit(reading) == ["渔船在黎明前出海。灯塔仍亮着。", "认购三倍，利率上调。"]
        assert saved()[0]["quote"] == "渔船在黎明前出海。灯塔仍亮着。\n认购三倍，利率上调。"


async def test_a_highlight_is_made_with_a_note(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "e", "a")
        assert "渔船在黎明前出海" in reading.shown
        await reading.press(*"为什么", "escape")
        (line,) = saved()
        assert (line["quote"], line["note"]) == ("渔船在黎明前出海", "为什么")
        await reading.press("v", "w", "v", "a", "escape")
        assert len(saved()) == 2, "without a note it is a highlight all the same"


async def test_the_title_is_not_highlighted(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "h", "h", "enter")
        assert saved()[0]["quote"] == "渔", "of what begins in the head the part in the text"
        await reading.press("v", "h", "h", "o", "h", "enter")
        assert len(saved()) == 1
        assert "Only the text of an article" in reading.toasts[-1]


# -- found again -------------------------------------------------------------------------------------------------


async def test_highlights_are_there_at_the_next_start_and_after_edits(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("3", "v", "e", "enter")
    write(archive, "<p>新写的一段。</p>" + BODY.replace("渔船在", "渔船　在"))
    async with start() as reading:
        assert lit(reading) == ["渔船　在黎明前出海"]
        await reading.press("J")
        assert lit(reading) == []


async def test_a_long_text_is_marked_when_all_of_it_is_there(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("3", "v", "e", "enter")
    write(archive, "<p>" + "很长。" * 5_000 + "</p>" + BODY)
    async with start() as reading:
        await reading.press("3", "H", "enter")
        assert lit(reading, "lifted") == ["渔船在黎明前出海"]


def test_highlights_are_in_the_order_of_the_text_and_lost_ones_last() -> None:
    body = build("<p>一二三四五六七八九十甲乙丙丁</p><p>天地玄黄宇宙洪荒日月盈昃</p>", "html")
    marks = [
        Highlight(key, "p", "", "", "", "", "", "", quote)  # type: ignore[arg-type]  # any id
        for key, quote in (
            ("a", "天地玄黄宇宙洪荒"),
            ("b", "没有这句话在里面啊"),
            ("c", "四五六七八九十甲乙丙丁\n天地"),
        )
    ]
    assert [(each.mark.key, [tuple(span) for span in each.spans]) for each in place(body, marks)] == [
        ("c", [(0, 3, 14), (1, 0, 2)]),
        ("a", [(1, 0, 8)]),
        ("b", []),
    ]


# -- chosen ------------------------------------------------------------------------------------------------------


async def two(reading: Reading) -> None:
    """A highlight with a note at the beginning, one without at the end."""
    await reading.press("3", "v", "e", "a", *"why", "escape", "G", "v", "G", "o", "G", "b", "b", "enter")


async def test_enter_shows_the_note_on_the_highlight_in_view_and_esc_goes_on_reading(start: Start) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("g", "enter")
        assert bar(reading) == "✎ why" + bar(reading)[5:]
        assert bar(reading).endswith("1/2")
        assert lit(reading, "lifted") == ["渔船在黎明前出海"]
        assert "remove" in reading.shown.splitlines()[-1]
        await reading.press("escape")
        assert (reading.focus, lit(reading, "lifted")) == ("article", [])
        await reading.press("space", "enter")
        assert reading.focus == "article", "there is none in view"


async def test_clicking_on_one_shows_it_and_clicking_elsewhere_leaves_it(start: Start) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("g")
        view = reading.screen.article
        number = next(at for at, line in enumerate(view.lines) if "渔船" in line.text)
        await reading.pilot.click("#article", offset=(view.drawing.left + 3, number + 1))
        await reading.settle()
        assert bar(reading).startswith("✎ why")
        await reading.pilot.click("#article", offset=(view.drawing.left + 3, number + 3))
        await reading.settle()
        assert not reading.screen.query("HighlightBar")


async def test_one_goes_from_highlight_to_highlight(start: Start) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("g", "enter", "tab")
        assert lit(reading, "lifted") == ["the end"] or lit(reading, "lifted")[0].endswith("end.")
        assert "No note" in bar(reading)
        assert reading.screen.article.scroll_offset.y > 0
        await reading.press("tab")
        assert bar(reading).startswith("✎ why")
        await reading.press("shift+tab")
        assert bar(reading).endswith("2/2")


async def test_a_note_is_written_and_changed(start: Start) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("enter", "a", *"because", "escape")
        assert bar(reading).startswith("✎ because")
        assert [line.get("note") for line in saved()] == ["why", "because"]
        await reading.press("a", "f7", "backspace", "escape")
        assert "No note" in bar(reading)
        assert "note" not in saved()[1] or saved()[1]["note"] == ""
        assert reading.toasts[-1].startswith("Note removed")


async def test_the_note_is_written_in_ones_own_editor(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.ui.editor import Edited

    async with start() as reading:
        await two(reading)
        monkeypatch.setattr("reader.ui.editor.edit", lambda _, text: Edited(f"{text}!"))
        await reading.press("g", "enter", "e")
        assert bar(reading).startswith("✎ why!")


@pytest.mark.parametrize("key", ["x", "delete"])
async def test_a_highlight_is_removed(start: Start, key: str) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("g", "enter", key)
        assert (lit(reading), reading.focus) == ([], "article")
        assert len(saved()) == 1
        assert reading.toasts[-1].startswith("Highlight removed: “渔船在黎明前出海”")


async def test_its_text_is_copied(start: Start) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("g", "enter", "y")
        assert reading.app.clipboard == "渔船在黎明前出海"


async def test_keys_of_the_reader_rest_while_one_is_chosen(start: Start) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("g", "enter", "J", "s", "1", "slash")
        assert (reading.focus, reading.title) == ("highlight-bar", "出海的人")
        await reading.press("q", "J")
        assert reading.title == "另一篇"


async def test_all_of_the_article_are_listed_and_one_is_gone_to(start: Start, archive: Path) -> None:
    async with start() as reading:
        await two(reading)
        await reading.press("a", *"of the whole", "escape", "g", "H")
        assert "Highlights and notes" in reading.shown
        assert "of the whole" in reading.shown
        assert "渔船在黎明前出海" in reading.shown
        await reading.press(*"end", "enter")
        assert bar(reading).endswith("2/2")
        await reading.press("escape", "H", "home", "up", "up", "enter")
        assert reading.app.screen is not reading.screen, "the note on the post is written on"
        await reading.press("escape")
    write(archive, BODY.replace("渔船在黎明前出海", "别的"))
    async with start() as reading:
        await reading.press("H", *"no longer", "enter")
        assert "no longer in the text" in bar(reading)
        await reading.press("x")
        assert len(saved()) == 1


async def test_an_article_without_any_says_how_to_make_one(start: Start) -> None:
    async with start() as reading:
        await reading.press("H")
        assert "v selects text, Enter highlights it" in reading.toasts[0]


async def test_what_was_found_is_drawn_over_highlights(start: Start) -> None:
    async with start() as reading:
        await reading.press("3", "v", "e", "enter", "slash", *"黎明", "enter")
        assert lit(reading) == ["渔船在前出海"]
