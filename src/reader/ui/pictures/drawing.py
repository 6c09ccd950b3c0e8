"""A picture as rows of cells, for each way in which a terminal takes it. Writes nothing anywhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from itertools import count
from random import randrange
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.pictures.opening import Box, Colour, Size, fit, measure, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PIL.Image import Image

    from reader.ui.pictures.terminal import Cell, Way

_SEGMENT_BYTES = 700
"""Measured: a segment with a style of its own."""
_CHUNK = 4096
"""Bytes of a picture's data in one message of kitty's protocol, at most."""
_PLACEHOLDER = "\U0010eeee"
_DIACRITICS = """
305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9
5ab-5ac 5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d
73f-741 743 745 747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87
135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc
1dd1-1de6 1dfe 20d0-20d1 20d4-20d7 20db-20dc 20e1 20e7 20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d
a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38 1d185-1d189 1d1aa-1d1ad
1d242-1d244
"""
"""The marks by which kitty's placeholders count rows and columns, in hexadecimal, in their order: the combining marks
of class 230 in Unicode 6.0 that compose with no letter (kitty's graphics protocol, "Unicode placeholders")."""
_number = count(randrange(1 << 16, 1 << 23))  # noqa: S311 -- no secret
"""Numbers of pictures in the terminal, of 24 bits; other programs in it begin elsewhere."""


class Wish(NamedTuple):
    """A picture as it is to be drawn."""

    path: Path
    changed: int
    """When the file was: another file is another picture."""
    columns: int
    """Cells of its width at most."""
    rows: int
    """Cells of its height at most."""
    way: Way
    cell: Cell
    dots: int
    """Pixels of the picture that a cell is wide, at least."""
    ground: Colour
    """Behind what is transparent."""


class Drawing(NamedTuple):
    """A picture ready for the screen."""

    strips: tuple[Strip, ...]
    """Its rows of cells, all of one width."""
    weight: int
    """About how many bytes it takes."""
    before: str = ""
    """What the terminal must be sent before the rows are shown."""
    after: str = ""
    """What it is sent when they are no longer."""
    sixels: str = ""
    """What draws the picture over the rows, which are blank then."""

    @property
    def box(self) -> Box:
        return Box(self.strips[0].cell_length, len(self.strips))


def draw(wish: Wish) -> Drawing | None:
    """Open a picture and draw it; None when its file is broken. Takes up to a second."""
    size = measure(wish.path)
    if size is None:
        return None
    box = fit(size, wish.columns, wish.rows, wish.cell, wish.dots)
    columns, rows = (1, 2) if wish.way == "blocks" else wish.cell
    image = opened(wish.path, Size(box.columns * columns, box.rows * rows), wish.ground)
    return None if image is None else _DRAW[wish.way](image, box)


def _blocks(image: Image, box: Box) -> Drawing:
    """Two pixels a cell: the upper half of it in one colour, the lower one in another."""
    data, width = image.tobytes(), box.columns * 3
    strips = tuple(
        _half_blocks(data[row * 2 * width :][:width], data[(row * 2 + 1) * width :][:width])
        for row in range(box.rows)
    )
    return Drawing(strips, _SEGMENT_BYTES * sum(len(strip) for strip in strips))


def _half_blocks(upper: bytes, lower: bytes) -> Strip:
    segments = []
    start, width = 0, len(upper)
    for end in range(3, width + 3, 3):
        this, next_ = slice(start, start + 3), slice(end, end + 3)
        if end == width or upper[this] != upper[next_] or lower[this] != lower[next_]:
            style = Style.from_color(_colour(upper[this]), _colour(lower[this]))
            segments.append(Segment("▀" * ((end - start) // 3), style))
            start = end
    return Strip(segments, width // 3)


def _colour(pixel: bytes) -> Color:
    return Color("", ColorType.TRUECOLOR, triplet=ColorTriplet(*pixel))


def _kitty(image: Image, box: Box) -> Drawing:
    """The terminal holds the picture; the cells say by their colour which, and by marks which part of it."""
    number = next(_number) & 0xFFFFFF
    file = BytesIO()
    image.save(file, "PNG", compress_level=2)
    before = "".join(_messages(number, box, b64encode(file.getvalue()).decode("ascii")))
    style = Style.from_color(_colour(number.to_bytes(3, "big")))
    marks = _marks()
    strips = tuple(
        Strip(
            [
                Segment(
                    "".join(f"{_PLACEHOLDER}{marks[row]}{marks[column]}" for column in range(box.columns)),
                    style,
                )
            ],
            box.columns,
        )
        for row in range(box.rows)
    )
    held = image.width * image.height * 4
    return Drawing(strips, held + len(before), before, f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\")


def _messages(number: int, box: Box, data: str) -> Iterator[str]:
    """Send a PNG, and place it wherever its placeholders are (``U=1``); no answers (``q=2``), Textual would get them."""
    keys = f"a=T,U=1,i={number},f=100,c={box.columns},r={box.rows},q=2,"
    for start in range(0, len(data), _CHUNK):
        more = int(start + _CHUNK < len(data))
        yield f"\x1b_G{keys}m={more};{data[start : start + _CHUNK]}\x1b\\"
        keys = "q=2,"


def _sixels(image: Image, box: Box) -> Drawing:
    # Not `textual_image.renderable` or `.widget`: at import these ask the terminal, and read its answers from
    # the standard input that Textual reads. This module only reckons; the extra pins the version that has it.
    from textual_image._sixel import image_to_sixels  # noqa: PLC0415

    sixels = image_to_sixels(image)
    blank = Strip.blank(box.columns)
    return Drawing((blank,) * box.rows, len(sixels), sixels=sixels)


_DRAW: dict[Way, Callable[[Image, Box], Drawing]] = {"blocks": _blocks, "kitty": _kitty, "sixel": _sixels}


@cache
def _marks() -> str:
    marks: list[str] = []
    for written in _DIACRITICS.split():
        first, _, last = written.partition("-")
        marks += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return "".join(marks)
