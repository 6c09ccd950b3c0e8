"""Taking an article out of the reader: what the files hold, and that nothing is written over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader import paths
from reader.document.blocks import Paragraph, Span
from reader.document.overlaid import overlaid
from reader.ui.screens.picker import Picker
from reader.ui.svg import svg

if TYPE_CHECKING:
    from tests.ui.conftest import Start

_SVG = "{http://www.w3.org/2000/svg}"


@given(st.lists(st.tuples(st.text(), st.booleans()), max_size=5))
def test_a_picture_is_xml_whatever_the_text(parts: list[tuple[str, bool]]) -> None:
    strip = Strip([Segment(text, Style(bold=bold, color="#102030")) for text, bold in parts])
    ET.fromstring(svg([strip], "".join(text for text, _ in parts), "#ffffff", "#000000"))


def test_letters_of_a_picture_stand_in_their_cells() -> None:
    strip = Strip([Segment("ab中文c", Style(color="#102030", bgcolor="#405060", underline=True))])
    root = ET.fromstring(svg([strip], "<&>", "#ffffff", "#000000"))
    texts = root.findall(f".//{_SVG}text")
    assert [each.text for each in texts] == ["ab", "中文", "c"]
    assert [float(each.attrib["textLength"]) for each in texts] == pytest.approx([16.8, 33.6, 8.4])
    assert {each.attrib["fill"] for each in texts} == {"#102030"}
    assert [each.attrib["fill"] for each in root.findall(f".//{_SVG}rect")] == ["#ffffff", "#405060"]
    assert root.find(f"{_SVG}title") is not None


@given(
    st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_marks_lose_nothing_and_cover_what_they_should(
    texts: list[str], stretches: list[tuple[int, int]]
) -> None:
    block = Paragraph(tuple(Span(text) for text in texts))
    (marked,) = overlaid([block], {0: stretches})
    assert isinstance(marked, Paragraph)
    assert marked.text == block.text
    at = 0
    for span in marked.spans:
        for place in range(at, at + len(span.text)):
            assert ("mark" in span.styles) == any(start <= place < stop for start, stop in stretches)
        at += len(span.text)


async def _take_out(start: Start, row: int, *, copy: bool = False) -> str:
    """The text of the file that came of a row of the menu, or of the clipboard."""
    folder = Path.home() / "Downloads"
    folder.mkdir(exist_ok=True)
    before = set(folder.iterdir())
    async with start() as reading:
        await reading.press("E")
        assert isinstance(reading.app.screen, Picker)
        for _ in range(row):
            await reading.press("down")
        await reading.press("ctrl+y" if copy else "enter")
        await reading.wait_for(lambda: any("Written" in told or "Copied" in told for told in reading.toasts))
        if copy:
            return reading.app.clipboard
    (new,) = set(folder.iterdir()) - before
    return new.read_text("utf-8")


async def test_a_page_has_the_title_and_fetches_nothing(start: Start) -> None:
    page = await _take_out(start, 0)
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page


async def test_a_picture_has_the_lines_that_are_seen(start: Start) -> None:
    root = ET.fromstring(await _take_out(start, 1))
    assert len(root.findall(f".//{_SVG}text")) > 3


async def test_a_second_file_does_not_take_the_place_of_the_first(start: Start) -> None:
    assert await _take_out(start, 2) == await _take_out(start, 2)
    assert len(list((Path.home() / "Downloads").glob("*.md"))) == 2


async def test_the_text_can_be_copied_instead(start: Start) -> None:
    text = await _take_out(start, 3, copy=True)
    assert text
    assert list((Path.home() / "Downloads").iterdir()) == []


def test_nothing_is_taken_out_into_the_archive(home: Path) -> None:
    assert paths.exports_dir(home / "news") == home
    (home / "Downloads").mkdir()
    assert paths.exports_dir(home / "news") == home / "Downloads"
    assert not paths.exports_dir(home / "Downloads").is_relative_to(home / "Downloads")
