"""The ruler under the line one reads, and going on to the next article at the end of one."""

from __future__ import annotations

from reader.config import Config, Reading
from tests.ui.conftest import Start

RULED = Config(reading=Reading(ruler=True))


async def test_the_ruler_goes_from_one_line_with_text_to_the_next(start: Start) -> None:
    async with start(config=RULED, size=(100, 24)) as reading:
        await reading.press("j", "j", "3", "g")  # the long one
        view = reading.screen.article
        seen = []
        for _ in range(60):
            line = view.ruler
            assert line is not None
            assert line in view.in_view
            seen.append(line)
            await reading.pilot.press("j")
        with_text = [number for number, line in enumerate(view.lines) if line.text.strip()]
        assert seen == [line for line in with_text if line >= seen[0]][: len(seen)] + [with_text[-1]] * (
            len(seen) - len(with_text)
        )


async def test_the_ruler_stays_in_view_whatever_moves_it(start: Start) -> None:
    async with start(config=RULED, size=(100, 24)) as reading:
        await reading.press("j", "j", "3")
        view = reading.screen.article
        for key in ("space", "j", "b", "k", "G", "k", "d", "u", "g", "space", "="):
            await reading.press(key)
            assert view.ruler is not None
            assert view.ruler in view.in_view
            assert view.lines[view.ruler].text.strip()


async def test_a_page_on_the_ruler_lies_under_the_first_line_not_yet_seen(start: Start) -> None:
    async with start(config=RULED, size=(100, 24)) as reading:
        await reading.press("j", "j", "3", "g")
        view = reading.screen.article
        below = view.in_view.stop
        await reading.press("space")
        assert view.ruler == next(
            line for line in range(below, len(view.lines)) if view.lines[line].text.strip()
        )


async def test_the_ruled_line_is_drawn_on_another_ground(start: Start) -> None:
    async with start(config=RULED) as reading:
        await reading.press("3")
        view = reading.screen.article
        line = view.ruler
        assert line is not None
        grounds = [
            {segment.style.bgcolor for segment in view.render_line(y) if segment.style}
            for y in (line, line + 1)
        ]
        assert grounds[0] != grounds[1]


async def test_without_the_ruler_there_is_none(start: Start) -> None:
    async with start() as reading:
        await reading.press("3")
        assert reading.screen.article.ruler is None


async def test_the_next_page_at_the_end_is_the_next_article(start: Start) -> None:
    async with start(size=(100, 24)) as reading:
        await reading.press("j", "j", "3")
        first = reading.title
        await reading.press("G")
        assert reading.title == first
        await reading.press("space")
        assert reading.title != first
        assert reading.focus == "article"
        assert reading.screen.article.scroll_offset.y == 0


async def test_a_page_before_the_end_stays_in_the_article(start: Start) -> None:
    async with start(size=(100, 24)) as reading:
        await reading.press("j", "j", "3", "g")
        title = reading.title
        await reading.press("space")
        assert reading.title == title


async def test_at_the_end_of_the_last_article_it_is_said(start: Start) -> None:
    async with start() as reading:
        await reading.press("G", "3", "space")
        assert reading.toasts == ["This is the last post of the list."]


async def test_who_does_not_want_it_stays_in_the_article(start: Start) -> None:
    async with start(config=Config(reading=Reading(go_on=False))) as reading:
        await reading.press("3")
        title = reading.title
        await reading.press("G", "space", "space")
        assert reading.title == title
