"""Everything keeps to its cells: emoji, signs and ambiguous characters move no edge."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.strip import Strip

from reader.ambiguous import set_ambiguous
from reader.config import Config
from reader.config import Reading as Settings
from reader.text import cell_len
from tests.ui.conftest import Reading, Start, write_post

TITLES = (
    "👩‍👩‍👧‍👦 一家四口",
    "🇨🇳🇯🇵 flags",
    "❤️ with a selector, ❤ without",
    "1️⃣ keycap, 🏳️‍🌈 joined, 👍🏽 skin",
    "☀️☀ ①② —…·“”★●",
    "한글 ก็ नि é",
    "①" * 60,
    "🧑🏻‍🚀" * 40,
)


@pytest.fixture(params=["narrow", "wide"])
def config(request: pytest.FixtureRequest, archive: Path) -> Config:
    """Posts with such titles; the terminal draws ambiguous characters in one cell, or two."""
    for number, title in enumerate(TITLES):
        write_post(
            archive, f"🗞️新闻/①②③/x/{number}.md", title, f"Fri, 09 Jul 2021 0{number}:00:00 GMT", "<p>x</p>"
        )
    return Config(reading=Settings(ambiguous=request.param))


def assert_edges_stand(reading: Reading) -> None:
    """Where a pane begins is its edge, on every line of it."""
    strips = [Strip(list(line)) for line in reading.app.screen._compositor.render_strips()]
    for name in ("list", "article"):
        pane = reading.screen.query_one(f"#{name}")
        if not pane.display or not pane.styles.border_left[0]:
            continue
        for row in range(pane.region.y + 1, pane.region.bottom):
            edge = strips[row].crop(pane.region.x, pane.region.x + 1).text
            assert edge in "│|", (name, row, strips[row].text)
    assert {cell_len(strip.text) for strip in strips} == {reading.app.size.width}


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (60, 20), (40, 12)])
async def test_no_title_moves_an_edge(start: Start, config: Config, size: tuple[int, int]) -> None:
    try:
        async with start(config=config, size=size) as reading:
            for keys in (("s", "down"), ("D",), ("B",), ("/", *"keycap", "enter")):
                await reading.press(*keys)
                assert_edges_stand(reading)
    finally:
        set_ambiguous(wide=False)


async def test_signs_keep_titles_in_one_column(start: Start, config: Config) -> None:
    try:
        async with start(config=config, size=(100, 30)) as reading:
            await reading.press("down", "s", "down", "r")
            pane = reading.screen.posts.region
            strips = [Strip(list(line)) for line in reading.app.screen._compositor.render_strips()]
            lines = [strip.crop(pane.x, pane.right).text for strip in strips[pane.y : pane.bottom]]
            columns = {
                cell_len(line.partition(title)[0]) for line in lines for title in TITLES if title in line
            }
            assert sum(title in line for line in lines for title in TITLES) >= 4
            assert len(columns) == 1
    finally:
        set_ambiguous(wide=False)
