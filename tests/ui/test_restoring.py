"""The next start begins where the last one was left."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.config import Config, Interface
from reader.session import Session, resolve
from reader.ui.place import ALL, Place
from reader.ui.scene import Scene, Window
from tests.ui.conftest import Start, write_post

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = [*Scene._fields, *Window._fields, "kind", "key", "label"]


@given(st.dictionaries(st.sampled_from(FIELDS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON)))
def test_damaged_data_are_left_out(data: dict[str, Any]) -> None:
    scene = Scene.from_json(data)
    assert Scene.from_json(json.loads(json.dumps(scene.to_json()))) == scene


def test_a_scene_goes_through_json() -> None:
    window = Window(7, (3, 2, 1), (30, 20, -10), 4, 9, 1, 2, newest_first=True)
    scene = Scene(
        Place("category", "快讯", ("金融", "快讯")),
        "oldest",
        "label",
        (("category", ("金融",)),),
        window,
        "灯塔 is:unread",
        "date",
        "00ff00ff00ff00ff",  # type: ignore[arg-type]
        (1, 2, 3, -1),
        "article",
        True,
        64,
    )
    assert Scene.from_json(json.loads(json.dumps(scene.to_json()))) == scene


def test_a_place_that_can_not_be_is_all_posts() -> None:
    for key in (["2021", "13"], ["x"], [], ["99999"]):
        assert Scene.from_json({"place": {"kind": "month", "key": key}}).place == ALL


async def test_place_post_pane_and_open_branches_come_back(start: Start) -> None:
    async with start() as reading:
        reading.screen.places.go_to("category", ("科技", "星台笔记"))
        await reading.settle()
        await reading.press("2", "j")
        left = reading.title
    async with start() as reading:
        assert reading.screen.places.current.key == ("科技", "星台笔记")
        assert (reading.title, reading.focus, len(reading.titles)) == (left, "list", 3)
        assert left in reading.article


async def test_the_article_stands_where_it_was_read(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("j", "j", "enter", "space", "j")
        top = reading.screen.article.scroll_offset.y
        assert top > 0
    async with start(size=(100, 30)) as reading:
        assert (reading.focus, reading.title) == ("article", "谁在买灯塔")
        assert reading.screen.article.scroll_offset.y == top


async def test_zen_and_the_width_of_the_column_come_back(start: Start) -> None:
    async with start() as reading:
        await reading.press("z", "-", "-")
        width = reading.screen.article.measure_shown
    async with start() as reading:
        assert reading.screen.panes.is_zen
        assert (reading.focus, reading.screen.article.measure_shown) == ("article", width)


async def test_a_search_comes_back_with_its_results(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "j", "slash", *"上", "enter", "j")
        found, left = reading.titles, reading.title
        assert len(found) == 2
    async with start() as reading:
        await reading.wait_for(lambda: reading.titles == found and reading.focus == "list")
        assert (reading.screen.search.typed, reading.title) == ("上", left)
        await reading.press("escape")
        assert (len(reading.titles), reading.title) == (6, "谁在买灯塔")


async def test_the_order_of_lists_comes_back(start: Start) -> None:
    async with start() as reading:
        await reading.press("\\")
        oldest = reading.titles
    async with start() as reading:
        assert reading.titles == oldest
        assert "oldest first" in str(reading.screen.posts.border_title)


async def test_every_archive_has_its_own(start: Start, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_post(other, "甲/x.md", "别处", "Fri, 02 Jul 2021 13:56:00 GMT", "<p>一</p>")
    write_post(other, "甲/y.md", "此处", "Fri, 02 Jul 2021 12:56:00 GMT", "<p>二</p>")
    async with start() as reading:
        await reading.press("j", "j")
        left = reading.title
    async with start(root=other) as reading:
        assert reading.title == "别处"
        await reading.press("j")
    async with start() as reading:
        assert reading.title == left
    async with start(root=other) as reading:
        assert reading.title == "此处"


async def test_the_list_is_painted_where_it_was_left_before_it_has_been_read(
    start: Start, archive: Path
) -> None:
    for number in range(300):
        write_post(archive, f"科技/x/{number:03}.md", f"第{number:03}篇", "Sat, 02 Jan 2021 02:00:00 GMT", "")
    async with start() as reading:
        await reading.press(*["space"] * 5)
        left, above = reading.title, reading.screen.posts.above
        assert reading.screen.posts.position > 150
    async with start(before=lambda screen: setattr(screen.loader, "list", lambda *_, **__: None)) as reading:
        posts = reading.screen.posts
        assert (reading.title, posts.above, posts.listing.complete) == (left, above, False)
        assert reading.screen.status.news.startswith(f"{posts.listed.first + posts.position + 1} / 306")
        assert posts.listed.first > 0
    async with start() as reading:
        assert (reading.title, reading.screen.posts.above) == (left, above)
        assert reading.screen.posts.listing.complete


async def test_a_list_of_another_catalogue_is_found_by_its_post(start: Start, home: Path) -> None:
    async with start() as reading:
        await reading.press("j", "j", "j")
        left = reading.title
    shutil.rmtree(home / ".cache")
    async with start() as reading:
        assert (reading.title, len(reading.titles)) == (left, 6)


async def test_a_post_that_is_gone_leaves_one_at_its_neighbours(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("j", "j")
    (archive / "金融/灯塔周刊/深度/c.md").unlink()
    async with start() as reading:
        assert len(reading.titles) == 5
        assert reading.title in reading.titles


async def test_without_the_setting_one_begins_at_the_top(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "j")
    async with start(config=Config(ui=Interface(restore=False))) as reading:
        assert reading.screen.posts.position == 0


async def test_what_was_on_the_screen_is_kept_while_one_reads(start: Start, archive: Path) -> None:
    async with start() as reading:
        await reading.press("j", "j")
        reading.screen.restoring.keep()
        await reading.settle()
        data = Session(resolve(archive)).state.store.session(str(resolve(archive)))
        post = reading.screen.posts.current
        assert post is not None
        assert Scene.from_json(data).post == post.id
