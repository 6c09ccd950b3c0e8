"""What the list of what is kept and the small editor look like, on the sample archive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from reader.config import Config, Images
from reader.session import Session
from reader.ui.app import ReaderApp
from reader.ui.screens.note_editor import NoteEditor
from tests.ui.conftest import Reading
from tests.ui.test_snapshots import Compare, sample

__all__ = ["sample"]

KEPT = {
    "雾岭渡：一条航线的十二个月": (["to cite", "渡口"], "数字要核对：\n一千九百米还是一千六百米？"),
    "我们数了一遍全市的长椅": (["长椅"], ""),
    "The bench at stop nine": (["长椅", "to translate"], "Ask the author for the photo."),
    "气象站的风杯被喜鹊借走了": ([], ""),
    "七号电车今天换了新铃铛": ([], "给周末版"),
    "十行代码写一个潮汐钟": (["code"], ""),
}
"""Titles of posts that are bookmarked, with labels and notes."""


@pytest.fixture
def app(sample: object) -> ReaderApp:
    from reader.session import resolve

    session = Session(resolve(sample))  # type: ignore[arg-type]  # a path
    session.sync(workers=0)
    posts = {post.title: post for post in session.catalog.posts(range(1, 200))}
    keeping = session.keeping
    for title, (labels, note) in KEPT.items():
        keeping.keep([posts[title]])
        keeping.label([posts[title]], labels)
        keeping.annotate(posts[title], note)
    keeping.passages.highlight(
        posts["雾岭渡：一条航线的十二个月"], "江在这里宽一千九百米", "隔着一条江，", "。站在这边", "核对"
    )
    keeping.passages.highlight(posts["一封没有日期的来信：请问第4,407把椅子还在吗"], "还在吗", note="")
    return ReaderApp(session, config=Config(images=Images(show=False)))


def after(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ReaderApp)
        reading = Reading(app, pilot)
        await reading.settle()
        for key in keys:
            await reading.press(key)
        if isinstance(app.screen, NoteEditor):
            app.screen.area.cursor_blink = False
        app.clear_notifications()
        await reading.settle()

    return press


def test_what_is_kept_in_a_wide_window(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(160, 45), run_before=after("B", "G"))


def test_what_is_kept_by_label_in_a_narrow_window(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(60, 20), run_before=after("B", *["backslash"] * 4))


def test_a_highlight_and_its_note(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("3", "enter"))


def test_the_small_editor_in_a_narrow_window(app: ReaderApp, snap_compare: Compare) -> None:
    keys = ("3", "enter", "a", "end", "enter", *"渡船年报 p.12")
    assert snap_compare(app, terminal_size=(60, 20), run_before=after(*keys))
