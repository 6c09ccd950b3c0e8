"""Two keys one after the other: what waits, what follows, what gives up; and where they lead through a list."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.listing import Listing
from reader.ui.keys import rebind
from reader.ui.time_actions import unread_from
from tests.ui.conftest import Reading, Start


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Keys are those of the whole process."""
    yield
    rebind({})


def day(reading: Reading) -> str:
    post = reading.screen.posts.current
    assert post is not None
    assert post.date is not None
    group = reading.screen.posts.listing.day_at(reading.screen.posts.position)
    return f"{group.day:%m-%d}"


async def test_the_first_key_waits_and_the_last_line_shows_what_may_follow(start: Start) -> None:
    async with start() as reading:
        before = reading.shown.splitlines()[-1]
        await reading.press("]")
        last = reading.shown.splitlines()[-1]
        assert " ]d next day  ]m next month  ]u next unread " in last
        assert "[d" not in last
        await reading.press("escape")
        assert reading.shown.splitlines()[-1] == before
        assert reading.toasts == []
        assert reading.screen.posts.position == 0


@pytest.mark.parametrize("keys", [("]", "d"), ("right_square_bracket", "d"), ("】", "ｄ"), ("］", "d")])
async def test_the_next_day_is_further_down_and_the_day_before_leads_back(
    start: Start, keys: tuple[str, str]
) -> None:
    async with start() as reading:
        first, here = reading.title, day(reading)
        await reading.press(*keys)
        assert day(reading) < here  # the newest is first
        group = reading.screen.posts.listing.day_at(reading.screen.posts.position)
        assert group.start == reading.screen.posts.position
        await reading.press("[", "d")
        assert (reading.title, day(reading)) == (first, here)
        await reading.press("[", "d")
        assert reading.toasts == ["This is the first day of the list."]


async def test_anything_else_is_told_and_ends_the_waiting(start: Start) -> None:
    async with start() as reading:
        await reading.press("]", "x")
        assert reading.toasts == ["]x is no key here; ]d  ]m  ]u are."]
        await reading.press("]", "enter")
        assert reading.toasts[1:] == ["After ] comes a character: ]d  ]m  ]u"]
        assert reading.focus == "list"  # Enter was taken
        await reading.press("j")
        assert reading.screen.posts.position == 1
        await reading.press("]", "]", "d")  # the second ] is no key; d is half a page down
        assert len(reading.toasts) == 3


async def test_a_click_ends_the_waiting(start: Start) -> None:
    async with start() as reading:
        await reading.press("]")
        await reading.pilot.click("#list", offset=(10, 3))
        assert not reading.screen.sequences.waiting
        assert " ]m next month" not in reading.shown


async def test_where_one_types_they_are_characters(start: Start) -> None:
    async with start() as reading:
        await reading.press("/", "]", "d")
        assert reading.screen.search.typed == "]d"
        assert not reading.screen.sequences.waiting


async def test_the_article_follows_and_keeps_the_focus(start: Start) -> None:
    async with start() as reading:
        await reading.press("enter")
        assert reading.focus == "article"
        await reading.press("]", "m")
        await reading.settle()
        assert reading.focus == "article"
        article = reading.screen.preview.article
        assert article is not None
        assert article.post.title == reading.title
        await reading.press("1", "[", "m")
        assert reading.focus == "list"


async def test_without_days_it_is_said_why(start: Start) -> None:
    async with start() as reading:
        await reading.press("\\", "\\")
        await reading.settle()
        await reading.press("]", "d")
        assert reading.toasts == [
            "This list does not run by date, so it has no days. \\ puts it into another order."
        ]


async def test_the_next_unread_post_is_found_and_two_in_a_row_count_on(start: Start) -> None:
    async with start() as reading:
        await reading.press("j", "r", "k")  # the second is read
        await reading.press("]", "u")
        await reading.settle()
        assert reading.screen.posts.position == 2
        await reading.press("[", "u")
        await reading.settle()
        assert reading.screen.posts.position == 0
        await reading.press("]", "u", "]", "u")
        await reading.settle()
        assert reading.screen.posts.position == 3
        await reading.press("g", "[", "u")
        await reading.settle()
        assert reading.toasts[-1] == "There is no unread post before this one in the list."


@given(
    read=st.lists(st.booleans(), min_size=1, max_size=30),
    position=st.integers(0, 29),
    steps=st.sampled_from([-4, -2, -1, 1, 2, 4]),
)
def test_unread_posts_are_counted_in_either_direction(read: list[bool], position: int, steps: int) -> None:
    position = min(position, len(read) - 1)
    rows = {number + 100 for number, is_read in enumerate(read) if is_read}
    listing = Listing(array("I", range(100, 100 + len(read))), array("q"))
    unread = [at for at, is_read in enumerate(read) if not is_read]
    ahead = (
        [at for at in unread if at > position] if steps > 0 else [at for at in unread[::-1] if at < position]
    )
    found = unread_from(listing, rows, position, steps)  # type: ignore[arg-type]
    assert found == (ahead[abs(steps) - 1] if len(ahead) >= abs(steps) else None)


async def test_a_key_of_the_moving_scope_may_be_two(start: Start) -> None:
    rebind({"bottom": ("GG",), "quit": ("ZZ", "ctrl+q"), "help": ("zh", "f1")})
    async with start() as reading:
        bindings = reading.screen._bindings.key_to_bindings
        assert "G" not in bindings  # those of a class are made when it is imported: see the test of all panes
        reading.screen.sequences.begin("G")
        await reading.press("G")
        assert reading.screen.posts.position == len(reading.screen.posts.listing) - 1
        reading.screen.sequences.begin("z")
        await reading.press("h")
        assert reading.app.screen is not reading.screen
