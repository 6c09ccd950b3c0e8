"""What is said in a corner: lines that break as those of articles do, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import cell_len
from reader.ui.toasts import SHARE, WIDTH, typeset
from tests.ui.conftest import Start

TOLD = "已加书签：半岛轮渡年报：亏了船票，赚了面包 · 按 U 撤销"


@given(st.text("渡，：。a b9·[]", max_size=200), st.integers(20, 200))
def test_every_line_fits_and_nothing_is_lost(message: str, window: int) -> None:
    lines = typeset(message, window).split("\n")
    assert "".join(lines) == message
    assert max(cell_len(line.rstrip()) for line in lines) <= min(WIDTH, window * SHARE) - 3


@pytest.mark.parametrize("window", range(20, 64))
def test_no_line_begins_with_a_sign_that_must_not(window: int) -> None:
    assert not any(line[0] in "：，· " for line in typeset(TOLD, window).split("\n"))


async def test_a_title_with_brackets_is_told_as_it_is(start: Start) -> None:
    async with start(size=(56, 20)) as reading:
        reading.screen.notify("[组图] 亏了船票，赚了面包：[/b]")
        await reading.settle()
        (note,) = reading.app._notifications
        assert (note.message, note.markup) == ("[组图] 亏了船票，赚了面包：[/b]", False)
