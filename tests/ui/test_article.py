"""What one does with an article: find in it, follow its links, go to its headings, copy from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.ui import article_actions, opening
from reader.ui.keys import KEYS, Key
from reader.ui.widgets.article import ArticleView
from reader.ui.widgets.link_bar import LinkBar
from tests.ui.conftest import Reading, Start, write_post

FILLER = "".join(f"<p>第{number}段，说一件小事，再说一件。</p>" for number in range(60))
BODY = (
    "<h2>潮汐</h2><p>灯塔在北边，Ｌｉｇｈｔｈｏｕｓｅ 是它的名字。见<a href='https://link.zhihu.com/?target=https%3A%2F%2Fa.example%2F1'>"
    "灯塔年鉴</a>与<a href='/b.html'>旧页</a>。</p>"
    + FILLER
    + "<h3>月亮</h3><p>月亮拉着潮水，灯<br>塔不动。</p>"
    "<p><a href='https://m.example/moon'>月亮</a> <a href='mailto:keeper@a.example'>写信</a></p>"
    "<p><a href='ftp://f.example/x'>旧站</a></p><h2>尾声</h2><p>完。</p><p><a href='https://o.example/post'>原文链接</a></p>"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    write_post(root, "科技/星台/a.md", "潮与灯塔", "Fri, 02 Jul 2021 13:56:00 GMT", BODY)
    write_post(root, "科技/星台/b.md", "别的灯塔", "Thu, 01 Jul 2021 13:56:00 GMT", "<p>另一座灯塔。</p>")
    return root


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that would have been opened."""
    addresses: list[str] = []

    def remember(_: object, href: str) -> str:
        addresses.append(href)
        return ""

    monkeypatch.setattr(opening, "open_address", remember)
    return addresses


def top_line(reading: Reading) -> str:
    article = reading.screen.article
    return article.lines[article.scroll_offset.y].text


def found(reading: Reading) -> str:
    """What the border says of what was found."""
    return str(reading.screen.article.border_title).partition("found ")[2]


async def test_what_is_typed_is_found_folded_and_counted(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "slash")
        assert reading.focus == "find"
        await reading.press(*"lighthouse")
        assert found(reading) == "1/1"
        await reading.press("enter")
        assert reading.focus == "article"
        assert found(reading) == "1/1"


async def test_n_goes_through_the_places_and_around_the_end(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "slash", "灯", "塔", "enter")
        article = reading.screen.article
        counts = [found(reading)]
        offsets = [article.scroll_offset.y]
        for _ in range(3):
            await reading.press("n")
            counts.append(found(reading))
            offsets.append(article.scroll_offset.y)
        assert counts == [
            "1/4",
            "2/4",
            "3/4",
            "4/4",
        ]  # the third is the name in Latin letters' neighbour, wrapped
        assert offsets[0] == 0
        assert offsets[-1] >= offsets[0]
        await reading.press("n")
        assert found(reading) == "1/4"
        await reading.press("N")
        assert found(reading) == "4/4"


async def test_escape_in_the_box_returns_to_where_one_was(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("enter", "space", "space")
        article = reading.screen.article
        before = article.scroll_offset.y
        await reading.press("slash", "月", "亮")
        assert article.scroll_offset.y != before
        await reading.press("escape")
        assert article.scroll_offset.y == before
        assert found(reading) == ""
        assert reading.focus == "article"


async def test_escape_takes_the_marks_away_before_it_leaves_the_article(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "slash", "灯", "enter", "escape")
        assert reading.focus == "article"
        assert found(reading) == ""
        await reading.press("escape")
        assert reading.focus == "list"


async def test_marks_go_on_into_the_next_article(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "slash", "灯", "塔", "enter", "J")
        assert reading.title == "别的灯塔"
        assert found(reading).endswith("/2")
        await reading.press("n")
        assert found(reading) == "1/2"


async def test_nothing_found_says_so(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "slash", "鲸", "enter")
        assert found(reading) == "0/0"
        await reading.press("n")
        assert any(
            "Nothing was found" in note.message.replace("\n", "") for note in reading.app._notifications
        )


async def test_the_article_shows_what_the_archive_was_searched_for(start: Start) -> None:
    async with start() as reading:
        await reading.press("slash", "灯", "塔", "enter", "enter")
        assert reading.focus == "article"
        assert found(reading).startswith("1/")
        await reading.press("n")
        assert found(reading).startswith("2/")


async def test_a_heading_is_gone_to_from_the_outline(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("enter", "O")
        assert "尾声" in reading.shown
        await reading.press("down", "enter")
        assert reading.focus == "article"
        article = reading.screen.article
        assert "月亮" in [article.lines[number].text for number in article.in_view]
        await reading.press("O", "up", "enter")
        assert top_line(reading) == "潮汐"


async def test_letters_choose_a_link_and_the_bar_shows_where_it_leads(
    start: Start, opened: list[str]
) -> None:
    async with start() as reading:
        await reading.press("enter", "semicolon")
        bar = reading.screen.query_one(LinkBar)
        assert bar.href == "https://a.example/1"
        assert "https://a.example/1" in reading.shown
        assert "as" in reading.shown
        await reading.press("a", "s")
        assert (
            bar.href == "https://o.example/b.html"
        )  # relative to the page that the post says it was published on
        assert bar.href in reading.shown
        await reading.press("enter")
        assert opened == ["https://o.example/b.html"]
        assert reading.focus == "article"


async def test_tab_goes_through_all_links_of_the_article(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("enter", "semicolon")
        bar = reading.screen.query_one(LinkBar)
        seen = [bar.href]
        for _ in range(5):
            await reading.press("tab")
            seen.append(bar.href)
        assert seen == [
            "https://a.example/1",
            "https://o.example/b.html",
            "https://m.example/moon",
            "mailto:keeper@a.example",
            "ftp://f.example/x",
            "https://o.example/post",
        ]
        await reading.press("tab")
        assert bar.href == seen[0]
        await reading.press("shift+tab")
        assert bar.href == seen[-1]


async def test_an_address_is_copied_unwrapped(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "semicolon", "y")
        assert reading.app.clipboard == "https://a.example/1"
        assert not reading.screen.query(LinkBar)


async def test_the_posts_own_page_is_shown_before_it_is_opened(start: Start, opened: list[str]) -> None:
    async with start() as reading:
        await reading.press("o")
        assert "https://o.example/post" in reading.shown
        assert not opened
        await reading.press("escape")
        assert not opened
        await reading.press("o", "enter")
        assert opened == ["https://o.example/post"]


async def test_a_post_without_a_page_or_links_says_so(start: Start) -> None:
    async with start() as reading:
        await reading.press("J", "o", "semicolon", "O", "i")
        messages = [note.message.replace("\n", "") for note in reading.app._notifications]
        assert any("where it was published" in message for message in messages)
        assert any("no links" in message for message in messages)
        assert any("no headings" in message for message in messages)
        assert any("no images" in message for message in messages)
        await reading.press("y")
        assert reading.app.clipboard.endswith("b.md")


async def test_address_citation_and_markdown_are_copied(start: Start) -> None:
    async with start() as reading:
        await reading.press("y")
        assert reading.app.clipboard == "https://o.example/post"
        await reading.press("Y")
        assert reading.app.clipboard == "潮与灯塔. 渡口日报, 2021-07-02. https://o.example/post"
        await reading.press("M")
        assert reading.app.clipboard.startswith("# 潮与灯塔\n\n## 潮汐\n\n灯塔在北边")


async def test_a_link_that_is_clicked_is_offered(start: Start) -> None:
    async with start() as reading:
        article = reading.screen.article
        number = next(n for n, line in enumerate(article.lines) if "灯塔年鉴" in line.text)
        line = article.lines[number].text
        cell = 2 * len(line[: line.index("灯塔年鉴")].encode("gbk")) // 2
        left = article.drawing.left
        await reading.pilot.click(ArticleView, offset=(left + cell + 2, number + 1))
        await reading.settle()
        assert reading.screen.query_one(LinkBar).href == "https://a.example/1"


async def test_a_selection_is_copied_without_line_breaks(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        await reading.press("enter")
        article = reading.screen.article
        number = next(n for n, line in enumerate(article.lines) if "灯塔在北边" in line.text)
        left = article.drawing.left
        pilot = reading.pilot
        await pilot.mouse_down(ArticleView, offset=(left, number + 1))
        await pilot.hover(ArticleView, offset=(left + 8, number + 2))
        await pilot.mouse_up(ArticleView, offset=(left + 8, number + 2))
        await reading.settle()
        copied = reading.app.clipboard
        assert copied.startswith("灯塔在北边")
        assert "\n" not in copied
        assert len(copied) > 25


async def test_two_clicks_copy_a_word(start: Start) -> None:
    async with start() as reading:
        article = reading.screen.article
        number = next(n for n, line in enumerate(article.lines) if "灯塔在北边" in line.text)
        await reading.pilot.click(ArticleView, offset=(article.drawing.left + 3, number + 1), times=2)
        await reading.settle()
        assert reading.app.clipboard == "灯塔在北边"


async def test_while_a_link_is_chosen_keys_are_letters(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "semicolon", "j", "s", "z", "1", "T")
        assert reading.focus == "link-bar"
        assert reading.title == "潮与灯塔"
        await reading.press("escape")
        assert reading.focus == "article"


async def test_minutes_left_are_told_in_the_border(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        assert "min left" in str(reading.screen.article.border_title)
        await reading.press("enter", "G")
        assert str(reading.screen.article.border_title) == "100%"


async def test_a_narrow_window_has_it_all_too(start: Start, opened: list[str]) -> None:
    async with start(size=(40, 12)) as reading:
        await reading.press(
            "enter", "slash", "月", "亮", "enter", "n", "semicolon", "tab", "enter", "O", "enter", "i"
        )
        assert reading.app.is_running
        assert opened


@pytest.mark.parametrize("key", [key for key in KEYS if "article('" in key.action], ids=lambda key: key.id)
def test_what_the_key_table_does_with_an_article_exists(key: Key) -> None:
    name = key.action.partition("article('")[2].removesuffix("')")
    assert callable(getattr(article_actions.ArticleActions, name))


async def test_the_view_is_laid_out_again_before_what_stands_above_it(start: Start, archive: Path) -> None:
    body = "".join(
        f"<p>第{number}段，说一件小事，再说一件，说到灯都灭了为止。</p>" for number in range(2_000)
    )
    write_post(archive, "科技/x/y/long.md", "长文", "Sat, 03 Jul 2021 13:56:00 GMT", body)
    async with start(size=(100, 30)) as reading:
        article = reading.screen.article
        await reading.wait_for(lambda: "第1999段" in reading.article)
        await reading.press("enter", "slash", *"第1234段", "enter", "escape")
        before = top_line(reading)
        percent = str(article.border_title)
        await reading.pilot.resize_terminal(70, 30)
        await reading.wait_for(lambda: top_line(reading)[:6] == before[:6])
        await reading.wait_for(lambda: len(article.lines) > 4_000)
        assert top_line(reading)[:6] == before[:6]
        assert abs(int(str(article.border_title).partition("%")[0]) - int(percent.partition("%")[0])) <= 1
        await reading.press("g")
        assert article.scroll_offset.y == 0
        await reading.pilot.resize_terminal(100, 30)
        await reading.press("G")
        await reading.wait_for(lambda: str(article.border_title) == "100%")


async def test_a_picture_of_the_archive_is_drawn_below_its_line(start: Start, archive: Path) -> None:
    image = pytest.importorskip("PIL.Image", reason="the extra `images` is not installed")
    pytest.importorskip("textual_image", reason="the extra `images` is not installed")
    (archive / "images").mkdir()
    image.new("RGB", (320, 160), (200, 40, 40)).save(archive / "images" / "red.png")
    body = "<p>前。</p><img src='/images/red.png' alt='红'><p>后。</p>"
    write_post(archive, "科技/星台/p.md", "有图", "Sat, 03 Jul 2021 13:56:00 GMT", body)
    async with start() as reading:
        article = reading.screen.article
        await reading.wait_for(lambda: "▀" in reading.shown or "█" in reading.shown or "▄" in reading.shown)
        texts = [line.text for line in article.lines]
        assert texts.index("后。") - texts.index("▣ 红") > 3
        await reading.press("i", "enter")
        assert type(reading.app.screen).__name__ == "Viewer"
        await reading.press("escape")
        assert reading.focus in {"article", "list"}


async def test_without_the_extra_a_picture_is_a_line_and_opens_elsewhere(
    start: Start, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []

    def show(path: Path) -> str:
        shown.append(path)
        return ""

    monkeypatch.setattr(opening, "open_file", show)
    (archive / "images").mkdir()
    (archive / "images" / "red.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    body = "<img src='/images/red.png' alt='红'><img src='https://i.example/x.png' alt='远'>"
    write_post(archive, "科技/星台/p.md", "有图", "Sat, 03 Jul 2021 13:56:00 GMT", body)
    async with start() as reading:
        monkeypatch.setattr(reading.screen.typesetting, "pictures", lambda: None)
        reading.screen.article.pictures = None
        await reading.press("i", "enter")
        assert shown == [(archive / "images" / "red.png").resolve()]
        await reading.press("i", "down", "enter")
        assert reading.screen.query_one(LinkBar).href == "https://i.example/x.png"
