"""What is read, unread and new: how it is marked, shown and counted."""

from __future__ import annotations

from pathlib import Path

from reader.config import Config
from reader.config import Reading as Settings
from reader.session import Session, resolve
from reader.ui.place import Place
from tests.ui.conftest import Reading, Start, write_post

NEVER = Config(Settings(mark_read="never"))
OPEN = Config(Settings(mark_read="open"))


def rows(reading: Reading) -> dict[str, str]:
    """The sign that stands before each post in view: a dot, or nothing."""
    posts = reading.screen.posts
    width = posts.scrollable_content_region.width
    drawn = [posts.draw_row(row, width) for row in range(posts.row_count)]
    found = {}
    for parts in drawn:
        text = "".join(part.text for part in parts)
        for title in reading.titles:
            if title[:5] in text:
                found[title] = parts[0].text
    return found


def unread(reading: Reading) -> set[str]:
    return {title for title, sign in rows(reading).items() if sign == "•"}


def place(reading: Reading, kind: str, *key: str) -> Place:
    return next(each for each in reading.screen.places.shown if (each.kind, each.key) == (kind, key))


async def test_a_post_is_marked_and_the_cursor_stays(start: Start) -> None:
    async with start(config=NEVER) as reading:
        assert unread(reading) == {*reading.titles}
        await reading.press("r")
        assert reading.title == "码头银行上调存款利率"
        assert unread(reading) == {*reading.titles} - {"码头银行上调存款利率"}
        await reading.press("r")
        assert unread(reading) == {*reading.titles}


async def test_marks_are_kept(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "j", "r")
    async with start(config=NEVER) as reading:
        assert len(unread(reading)) == 4


async def test_titles_of_read_posts_are_dim(start: Start) -> None:
    async with start(config=NEVER) as reading:
        before = reading.screen.posts.draw_row(1, 60)
        await reading.press("r")
        after = reading.screen.posts.draw_row(1, 60)
        title = next(n for n, part in enumerate(before) if part.text.startswith("码头银行上调存款利率"))
        assert before[title].style != after[title].style
        assert after[title].style == reading.screen.posts.part("muted")


async def test_results_have_dots_too(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "slash", *"上", "enter")
        assert len(reading.titles) == 2
        assert unread(reading) == {"渔业债券今日上市"}


async def test_places_and_the_title_of_the_list_count_what_is_unread(start: Start) -> None:
    async with start(config=NEVER) as reading:
        assert place(reading, "all").unread == 6
        await reading.press("r")
        assert (place(reading, "all").posts, place(reading, "all").unread) == (6, 5)
        assert place(reading, "unread").posts == 5
        assert place(reading, "category", "金融").unread == 2
        assert place(reading, "category", "科技").unread == 3
        assert place(reading, "author", "渡口日报").unread == 5
        assert str(reading.screen.posts.border_title).count(" · 5 unread · ")
        reading.screen.places.go_to("category", ("金融",))
        await reading.settle()
        assert str(reading.screen.posts.border_title).count(" · 2 unread · ")
        assert "2/3" in reading.shown  # of the category, among the places


async def test_a_month_and_results_say_how_many_are_unread(start: Start) -> None:
    async with start(config=NEVER) as reading:
        reading.screen.places.go_to("month", ("2021", "05"))
        await reading.settle()
        await reading.press("2", "r")
        assert str(reading.screen.posts.border_title).count(" · 1 unread · ")
        assert (
            place(reading, "month", "2021", "05").posts,
            place(reading, "month", "2021", "05").unread,
        ) == (2, 1)
        assert place(reading, "year", "2021").unread == 3
        await reading.press("slash", *"灯塔", "enter")
        await reading.wait_for(lambda: "Found" in str(reading.screen.posts.border_title))
        assert "unread" not in str(reading.screen.posts.border_title)  # it is the one that was read


async def test_everything_in_the_list_is_marked_and_that_is_undone(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("A")
        assert unread(reading) == set()
        assert reading.toasts[-1] == "6 posts marked read · U undoes it"
        assert place(reading, "unread").posts == 0
        await reading.press("A")
        assert reading.toasts[-1] == "Everything in this list has been read already."
        await reading.press("U")
        assert len(unread(reading)) == 6
        assert place(reading, "unread").posts == 6


async def test_only_what_is_listed_is_marked(start: Start) -> None:
    async with start(config=NEVER) as reading:
        reading.screen.places.go_to("category", ("科技",))
        await reading.settle()
        await reading.press("2", "A")
        assert reading.toasts[-1].startswith("3 posts marked read")
        await reading.press("slash", *"上", "enter", "A")
        assert reading.toasts[-1].startswith("2 posts marked read")
        assert place(reading, "unread").posts == 1


async def test_all_of_a_long_list_is_marked_though_only_its_head_is_known(
    start: Start, archive: Path
) -> None:
    for number in range(300):
        write_post(archive, f"科技/x/{number:03}.md", f"第{number:03}篇", "Sat, 02 Jan 2021 02:00:00 GMT", "")
    async with start(
        config=NEVER, before=lambda screen: setattr(screen.loader, "list", lambda *_, **__: None)
    ) as reading:
        assert not reading.screen.posts.listing.complete
        await reading.press("A")
        assert reading.toasts[-1].startswith("306 posts marked read")


async def test_nothing_is_marked_where_nothing_is_listed(start: Start) -> None:
    async with start() as reading:
        await reading.press("B", "A", "r")
        assert reading.toasts == ["There is nothing here to be marked read.", "There is no post here."]


async def test_where_the_list_is_not_to_be_seen_a_mark_is_told(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("z", "r")
        assert reading.toasts[-1].startswith("Marked read")


# -- reading marks read -------------------------------------------------------------------------------------


async def look_on(reading: Reading, seconds: float) -> None:
    """Let an article have been shown for so long."""
    reading.screen.attention._shown_at -= seconds
    reading.screen.attention.look()
    await reading.settle()


async def test_passing_over_a_post_does_not_mark_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "k")
        await look_on(reading, 60)
        assert len(unread(reading)) == 6


async def test_a_short_article_is_read_once_it_was_entered_for_a_moment(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter")
        assert len(unread(reading)) == 6
        await look_on(reading, 2)
        assert unread(reading) == {*reading.titles} - {"码头银行上调存款利率"}
        assert reading.toasts == []


async def test_going_through_articles_quickly_marks_none(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "J", "J", "J")
        assert len(unread(reading)) == 6


async def test_a_long_article_is_read_at_its_end(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("j", "j", "enter")
        await look_on(reading, 60)
        assert "谁在买灯塔" in unread(reading)
        await reading.press("G")
        assert "谁在买灯塔" not in unread(reading)


async def test_an_article_that_is_scrolled_to_its_end_beside_the_list_is_read(start: Start) -> None:
    async with start(size=(100, 30)) as reading:
        await reading.press("j", "j")
        await look_on(reading, 60)
        article = reading.screen.article
        article.scroll_to(y=article.max_scroll_y, animate=False, immediate=True)
        await reading.settle()
        assert reading.focus == "list"
        assert "谁在买灯塔" not in unread(reading)


async def test_an_article_that_a_search_has_scrolled_is_not_read(start: Start, archive: Path) -> None:
    body = "<p>灯。</p>" * 60 + "<p>最后一行：鲸鱼。</p>"
    write_post(archive, "科技/x/w.md", "海", "Sat, 03 Jul 2021 13:56:00 GMT", body)
    async with start(size=(160, 30)) as reading:
        assert reading.title == "海"
        await reading.press("slash", *"鲸鱼")
        article = reading.screen.article
        await reading.wait_for(lambda: article.scroll_offset.y > 0 and article.progress == 1)
        await look_on(reading, 60)
        assert reading.titles == ["海"]
        assert unread(reading) == {"海"}


async def test_what_was_marked_unread_on_purpose_stays_so(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter")
        await look_on(reading, 2)
        await reading.press("r")
        await look_on(reading, 60)
        assert len(unread(reading)) == 6


async def test_a_mark_made_by_reading_is_undone(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter")
        await look_on(reading, 2)
        await reading.press("U")
        assert len(unread(reading)) == 6
        assert reading.toasts == ["Undone: marked read: 码头银行上调存款利率"]


async def test_as_one_wishes_an_article_is_read_when_it_is_opened(start: Start) -> None:
    async with start(config=OPEN) as reading:
        await reading.press("j", "k")
        assert len(unread(reading)) == 6
        await reading.press("enter", "J")
        assert len(unread(reading)) == 4


async def test_as_one_wishes_nothing_is_marked_by_reading(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("enter", "G")
        await look_on(reading, 60)
        assert len(unread(reading)) == 6


# -- the places ---------------------------------------------------------------------------------------------


async def test_the_unread_list_keeps_what_was_just_read_until_it_is_left(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "1", "j")
        assert reading.screen.lists.browsing.place.kind == "unread"
        assert (len(reading.titles), reading.title) == (5, "渔业债券今日上市")
        await reading.press("2", "r")
        reading.screen.lists.browsing.load()
        await reading.settle()
        assert len(reading.titles) == 5
        assert unread(reading) == {*reading.titles} - {"渔业债券今日上市"}
        await reading.press("1", "k", "j")
        assert len(reading.titles) == 4


async def test_an_undone_mark_comes_back_into_the_unread_list(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "1", "j")
        assert len(reading.titles) == 5
        await reading.press("U")
        assert len(reading.titles) == 6


async def test_empty_lists_say_why(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("A", "1", "j")
        assert "Everything has been read." in reading.shown
        await reading.press("j")
        assert "Nothing has come since you last looked." in reading.shown
        await reading.press("j", "j")
        assert "Nothing has been read yet." in reading.shown


async def test_new_is_what_came_since_one_last_looked(start: Start, archive: Path) -> None:
    async with start():
        pass
    state = Session(resolve(archive)).state
    look = state.store.look(state.archive)
    assert look is not None
    state.store.keep_look(state.archive, look._replace(ended=look.ended - 7_200))
    write_post(archive, "科技/新台/n.md", "新来的", "Sat, 03 Jul 2021 13:56:00 GMT", "<p>新。</p>")
    write_post(archive, "金融/新台/m.md", "也是新来的", "Sat, 03 Jul 2021 12:56:00 GMT", "<p>新。</p>")
    async with start() as reading:
        assert place(reading, "new").posts == 2
        reading.screen.places.go_to("new")
        await reading.settle()
        assert reading.titles == ["新来的", "也是新来的"]
        await reading.press("1", "l", "j")
        new = reading.screen.places.current
        assert (new.kind, new.key, new.posts) == ("new", ("科技",), 1)
        assert reading.titles == ["新来的"]
        assert "New in 科技" in str(reading.screen.posts.border_title)
        await reading.press("h", "h")
        assert reading.screen.places.current.key == ()
        assert not [each for each in reading.screen.places.shown if each.kind == "new" and each.key]


async def test_recently_read_are_those_that_were_opened_the_last_first(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter", "escape", "j", "j", "enter", "escape")
        reading.screen.places.go_to("recent")
        await reading.settle()
        assert reading.titles == ["谁在买灯塔", "码头银行上调存款利率"]


async def test_narrowing_what_is_unread_searches_within_it(start: Start) -> None:
    async with start(config=NEVER) as reading:
        await reading.press("r", "1", "j", "2", "f", *"上")
        await reading.wait_for(lambda: reading.titles == ["渔业债券今日上市"])
        assert reading.screen.search.typed == "is:unread 上"
