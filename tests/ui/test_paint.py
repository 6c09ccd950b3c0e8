"""How words of style look."""

from __future__ import annotations

from rich.style import Style

from reader.document.blocks import STYLES
from reader.document.highlighting import WORDS
from reader.document.lines import Run
from reader.ui.marks import Label, Mark, char_at, labelled, marked, selected, word_at
from reader.ui.paint import LOOKS, Paint

PAINT = Paint(lambda _: Style(color="blue", bgcolor="red"), Style(color="white", bgcolor="black"))


def test_every_word_has_a_look() -> None:
    assert set(STYLES) | set(WORDS) <= set(LOOKS)


def test_a_line_is_filled_up_to_its_width() -> None:
    strip = PAINT.strip((Run("天地", (), "", 0), Run("x", ("code",), "", 2)), 2, 10)
    assert strip.text == "  天地x   "
    assert strip.cell_length == 10


def test_a_mark_covers_its_stretch_of_the_text_and_nothing_else() -> None:
    runs = (Run("▎ ", ("quote",)), Run("天地玄", (), "", 0), Run("黄宇宙", ("em",), "https://a.example", 3))
    assert marked(runs, [Mark(2, 5, "found")]) == (
        Run("▎ ", ("quote",)),
        Run("天地", (), "", 0),
        Run("玄", ("found",), "", 2),
        Run("黄宇", ("em", "found"), "https://a.example", 3),
        Run("宙", ("em",), "https://a.example", 5),
    )


def test_a_label_covers_cells_also_half_a_character() -> None:
    strip = PAINT.strip((Run("天地玄黄", (), "", 0),), 2, 12)
    assert labelled(strip, [Label(0, "as")], 2, Style()).text == "  as地玄黄  "
    over = labelled(strip, [Label(1, "as")], 2, Style())
    assert (over.text, over.cell_length) == ("   as 玄黄  ", 12)


def test_a_selection_lights_whole_characters() -> None:
    lit = Style(bgcolor="green")
    strip = selected(PAINT.strip((Run("天地玄黄", (), "", 0),), 2, 12), 3, 5, lit)
    assert [part.text for part in strip if part.style and part.style.bgcolor == lit.bgcolor] == ["地玄"]
    assert strip.cell_length == 12
    same = PAINT.strip((Run("天", (), "", 0),), 0, 4)
    assert selected(same, 2, 2, lit) is same


def test_a_word_is_latin_or_what_stands_between_marks() -> None:
    text = "灯塔，well-known words"
    assert [text[slice(*word_at(text, at))] for at in (1, 2, 5, 15)] == ["灯塔", "，", "well-known", "words"]


def test_a_cell_belongs_to_the_character_that_covers_it() -> None:
    assert [char_at("天a地", cell) for cell in (-1, 0, 1, 2, 3, 4, 5)] == [0, 0, 0, 1, 2, 2, 3]
