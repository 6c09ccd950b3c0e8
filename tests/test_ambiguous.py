"""How wide the terminal draws ambiguous characters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual.strip import Strip

from reader import ambiguous
from reader.document import build
from reader.document.layout import layout
from reader.text import cell_len, crop, graphemes


@pytest.fixture(autouse=True)
def narrow_again() -> Iterator[None]:
    yield
    ambiguous.set_ambiguous(wide=False)


@pytest.mark.parametrize("char", "“”‘’…—·①α°±×★")
def test_an_ambiguous_character_takes_two_cells_when_the_terminal_says_so(char: str) -> None:
    assert cell_len(char) == 1
    ambiguous.set_ambiguous(wide=True)
    assert cell_len(char) == 2
    assert graphemes(char) == [(0, 1, 2)]
    ambiguous.set_ambiguous(wide=False)
    assert cell_len(char) == 1


@pytest.mark.parametrize(
    ("char", "cells"), [("a", 1), ("中", 2), ("，", 2), ("│", 1), ("▎", 1), ("\u0301", 0), ("é", 2)]
)
def test_other_characters_keep_their_width(char: str, cells: int) -> None:
    ambiguous.set_ambiguous(wide=True)
    assert cell_len(char) == cells


def test_textual_measures_the_same() -> None:
    ambiguous.set_ambiguous(wide=True)
    assert Strip([Segment("“好”")]).cell_length == 6
    assert crop("“好”啊啊", 7) == "“好…"


def test_lines_are_as_wide_as_the_terminal_will_draw_them() -> None:
    body = "<p>他说：“好。”——然后……走了，“真的”走了，没有回头。</p>"
    ambiguous.set_ambiguous(wide=True)
    lines = list(layout(build(body, "html"), 20))
    assert all(line.width <= 20 for line in lines)
    assert lines[0].width == sum(2 for _ in lines[0].text)


def test_saying_it_twice_changes_nothing() -> None:
    ambiguous.set_ambiguous(wide=True)
    ambiguous.set_ambiguous(wide=True)
    assert cell_len("…—中a") == 7
    assert ambiguous.is_wide()
