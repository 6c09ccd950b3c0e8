"""Pictures on the screen: how large, drawn how, when, and what the terminal gets to see of it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

from reader.config import Images
from reader.pictures import Cache
from reader.ui.pictures import Pictures
from reader.ui.pictures.canvas import Canvas
from reader.ui.pictures.jobs import Jobs
from reader.ui.pictures.opening import MOST, Size, fit
from reader.ui.pictures.terminal import USUAL, Cell, Way, cell_size, way
from reader.ui.pictures.workshop import Workshop
from reader.ui.screens.viewer import CopyAddress, OpenAddress, OpenFile, Shown, Viewer, Wanted

if TYPE_CHECKING:
    from PIL.Image import Image

    from reader.ui.pictures.drawing import Drawing, Wish

BLOCKS = Images(protocol="blocks")
drawn = pytest.mark.skipif(
    find_spec("PIL") is None or find_spec("textual_image") is None,
    reason="the extra “images” is not installed",
)
NOTHING: Callable[[], None] = lambda: None  # noqa: E731
RED, BLUE, BLACK = (255, 0, 0), (0, 0, 255), (0, 0, 0)


def picture(path: Path, size: tuple[int, int] = (200, 100), color: object = RED, **options: object) -> Path:
    """A picture of one colour."""
    from PIL import Image as Images

    mode = "RGBA" if isinstance(color, tuple) and len(color) == 4 else "RGB"
    return save(path, Images.new(mode, size, color), **options)  # type: ignore[arg-type]


def save(path: Path, image: Image, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def wish(
    path: Path,
    columns: int = 40,
    rows: int = 20,
    way: Way = "blocks",
    ground: tuple[int, int, int] = BLACK,
    cell: Cell = USUAL,
) -> Wish:
    from reader.ui.pictures.drawing import Wish

    return Wish(path, 0, columns, rows, way, cell, cell.width, ground)


def draw(path: Path, **how: object) -> Drawing:
    from reader.ui.pictures.drawing import draw

    drawing = draw(wish(path, **how))  # type: ignore[arg-type]
    assert drawing is not None
    return drawing


def pixels(strip: Strip) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Upper and lower colour of each cell of half blocks."""
    cells = []
    for text, style, _ in strip:
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        assert set(text) == {"▀"}
        upper, lower = style.color.get_truecolor(), style.bgcolor.get_truecolor()
        cells += [(tuple(upper), tuple(lower))] * len(text)
    return cells


# -- without the terminal -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1", "TERM_PROGRAM": "Apple_Terminal"}, "blocks"),
        ({"TERM": "foot-extra"}, "sixel"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "sixel"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux,1,0"}, "blocks"),
        ({"TERM": "screen", "STY": "1.a"}, "blocks"),
        ({"TERM": "xterm-kitty", "ZELLIJ": "0"}, "blocks"),
        ({"TERM": "xterm-256color"}, "blocks"),
        ({"TERM": "linux", "KITTY_WINDOW_ID": "1"}, "blocks"),
        ({}, "blocks"),
    ],
)
def test_the_environment_tells_how_the_terminal_takes_pictures(
    environ: dict[str, str], expected: Way
) -> None:
    assert way("auto", "truecolor", environ) == expected


def test_the_user_knows_better_but_kitty_needs_exact_colours() -> None:
    in_tmux = {"TERM": "xterm-kitty", "TMUX": "1"}
    assert way("kitty", "truecolor", in_tmux) == "kitty"
    assert way("sixel", None, {}) == "sixel"
    assert way("blocks", "truecolor", {"TERM": "xterm-kitty"}) == "blocks"
    assert way("kitty", "256", {}) == way("auto", "256", {"TERM": "xterm-kitty"}) == "blocks"


def test_the_size_of_a_cell_is_known_or_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cell_size({"TEXTUAL_CELL_WIDTH": "9", "TEXTUAL_CELL_HEIGHT": "21"}) == Cell(9, 21)
    for stream in ("__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, stream, io.StringIO() if stream == "__stdout__" else None)
    assert cell_size({}) == cell_size({"TEXTUAL_CELL_WIDTH": "0", "TEXTUAL_CELL_HEIGHT": "x"}) == USUAL


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals there")
def test_the_kernel_knows_the_size_of_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl
    import struct
    import termios

    master, terminal = os.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 1200, 1100))
    with open(terminal, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "__stderr__", stream)
        assert cell_size({}) == Cell(12, 22)
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        monkeypatch.setattr(sys, "__stdout__", None)
        monkeypatch.setattr(sys, "__stdin__", None)
        assert cell_size({}) == USUAL
    os.close(master)


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((400, 200), (40, 10)),  # its own size
        ((4000, 2000), (60, 15)),  # as wide as there is room
        ((1000, 4000), (10, 20)),  # as high as there is room
        ((5, 5), (1, 1)),
        ((1, 5000), (1, 20)),
        ((5000, 1), (60, 1)),
        ((401, 200), (41, 10)),
    ],
)
def test_a_picture_fits_and_keeps_its_shape(size: tuple[int, int], box: tuple[int, int]) -> None:
    assert fit(Size(*size), 60, 20, USUAL, 10) == box


def test_no_box_is_too_large_or_empty() -> None:
    for width in (1, 7, 99, 640, 30_000):
        for height in (1, 7, 99, 640, 30_000):
            for columns in (1, 4, 80, 297):
                for rows in (2, 20, 100):
                    box = fit(Size(width, height), columns, rows, Cell(8, 17), 8)
                    assert 1 <= box.columns <= columns
                    assert 1 <= box.rows <= rows


# -- jobs -----------------------------------------------------------------------------------------------------


def test_of_the_jobs_that_wait_the_newest_is_done_first_and_each_once() -> None:
    jobs, done = Jobs("test"), list[str]()
    begun, go_on, end = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        go_on.wait(10)

    jobs.add("first", first)
    assert begun.wait(10)
    jobs.add("first", lambda: done.append("again"))
    jobs.add("end", end.set)
    for name in ("a", "b", "c", "a"):
        jobs.add(name, lambda name=name: done.append(name))  # type: ignore[misc]
    assert not jobs.idle
    go_on.set()
    assert end.wait(10)
    assert done == ["a", "c", "b"]
    jobs.close()


def test_what_is_forgotten_or_comes_after_the_end_is_not_done() -> None:
    jobs, done = Jobs("test"), list[str]()
    begun, go_on, end = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        go_on.wait(10)

    jobs.add("first", first)
    assert begun.wait(10)
    jobs.add("forgotten", lambda: done.append("forgotten"))
    jobs.forget()
    jobs.add("end", end.set)
    go_on.set()
    assert end.wait(10)
    jobs.close()
    jobs.add("late", lambda: done.append("late"))
    assert jobs.idle
    assert done == []
    thread = jobs._thread
    assert thread is not None
    thread.join(10)
    assert not thread.is_alive()


# -- drawing --------------------------------------------------------------------------------------------------


@drawn
def test_a_cell_shows_two_pixels_one_over_the_other(tmp_path: Path) -> None:
    from PIL import Image as Images

    image = Images.new("RGB", (200, 100), RED)
    image.paste(BLUE, (0, 0, 200, 50))
    drawing = draw(save(tmp_path / "a.png", image), columns=2, rows=2)
    assert drawing.box == (2, 1)
    for upper, lower in pixels(drawing.strips[0]):
        assert upper[2] > 200 > upper[0] + 150
        assert lower[0] > 200 > lower[2] + 150
    assert drawing.before == drawing.after == drawing.sixels == ""


@drawn
@pytest.mark.parametrize("way", ["blocks", "kitty", "sixel"])
def test_every_row_is_as_wide_as_the_picture(tmp_path: Path, way: Way) -> None:
    from PIL import Image as Images

    drawing = draw(save(tmp_path / "a.png", Images.effect_noise((333, 222), 90)), way=way)
    assert drawing.box == (34, 11)
    for strip in drawing.strips:
        assert strip.cell_length == 34 == sum(segment.cell_length for segment in strip)
        assert strip.crop(3, 7).cell_length == 4


@drawn
def test_neighbours_of_one_colour_are_one_segment(tmp_path: Path) -> None:
    drawing = draw(picture(tmp_path / "a.png"))
    assert [len(strip) for strip in drawing.strips] == [1] * 5


@drawn
@pytest.mark.parametrize(
    ("suffix", "mode"),
    [
        ("png", "RGB"), ("png", "RGBA"), ("png", "P"), ("png", "L"), ("png", "LA"), ("png", "1"), ("png", "I;16"),
        ("jpg", "RGB"), ("jpg", "L"), ("jpg", "CMYK"), ("gif", "P"), ("webp", "RGB"), ("bmp", "RGB"), ("tif", "RGB"),
    ],
)  # fmt: skip
def test_every_kind_of_file_is_drawn(tmp_path: Path, suffix: str, mode: str) -> None:
    from PIL import Image as Images

    white = Images.new("RGBA", (100, 100), (255, 255, 255, 255))
    image = Images.new("I;16", (100, 100), 0xFFFF) if mode == "I;16" else white.convert(mode)
    drawing = draw(save(tmp_path / f"a.{suffix}", image))
    for upper, lower in pixels(drawing.strips[2]):
        assert min(*upper, *lower) > 250


@drawn
def test_the_way_the_camera_was_held_counts(tmp_path: Path) -> None:
    from PIL import Image as Images

    image = Images.new("RGB", (200, 100), RED)
    image.paste(BLUE, (0, 0, 100, 100))
    exif = Images.Exif()
    exif[0x0112] = 6  # to be turned by a quarter clockwise: what is left comes to the top
    drawing = draw(save(tmp_path / "a.jpg", image, exif=exif, quality=100))
    assert drawing.box == (10, 10)
    (red, _, blue), _ = pixels(drawing.strips[0])[5]
    assert blue > red


@drawn
def test_a_moving_picture_shows_its_first_moment(tmp_path: Path) -> None:
    from PIL import Image as Images

    frames = [Images.new("RGB", (100, 100), color) for color in (RED, BLUE)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:], duration=100, loop=0)
    assert pixels(draw(tmp_path / "a.gif").strips[0])[0] == (RED, RED)


@drawn
def test_what_is_transparent_shows_the_theme(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", color=(*RED, 0))
    assert pixels(draw(path, ground=(10, 20, 30)).strips[0])[0][0] == (10, 20, 30)


@drawn
@pytest.mark.parametrize(
    ("ink", "ground", "behind"), [(0, 20, 255), (255, 240, 0), (200, 20, 20), (30, 240, 240)]
)
def test_ink_on_nothing_can_be_told_from_what_is_behind_it(
    tmp_path: Path, ink: int, ground: int, behind: int
) -> None:
    from PIL import Image as Images

    image = Images.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste((ink, ink, ink, 255), (0, 0, 100, 100))
    drawing = draw(save(tmp_path / "a.png", image), ground=(ground,) * 3)
    cells = pixels(drawing.strips[2])
    assert cells[2][0] == (ink,) * 3
    assert cells[-2][0] == (behind,) * 3


@drawn
@pytest.mark.parametrize(
    "name", ["cut.png", "cut.jpg", "text.png", "empty.png", "gone.png", "bomb.png", "page.svg"]
)
def test_a_file_that_can_not_be_drawn_is_no_trouble(tmp_path: Path, name: str) -> None:
    from reader.ui.pictures.drawing import draw

    path = tmp_path / name
    if name.startswith("cut"):
        whole = picture(path, (300, 300)).read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])
    elif name == "bomb.png":
        data = bytearray(picture(path).read_bytes())
        data[16:24] = (20_000).to_bytes(4, "big") * 2
        import zlib

        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
        path.write_bytes(data)
    elif name == "page.svg":
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "utf-8")
    elif name != "gone.png":
        path.write_bytes(b"" if name == "empty.png" else b"no picture")
    assert draw(wish(path)) is None


@drawn
def test_kitty_gets_the_picture_in_parts_and_its_cells_say_which_part_they_are(tmp_path: Path) -> None:
    from base64 import b64decode

    from PIL import Image as Images

    drawing = draw(save(tmp_path / "a.png", Images.effect_noise((333, 222), 90)), way="kitty")
    messages = re.findall(r"\x1b_G([^;]*)(?:;([^\x1b]*))?\x1b\\", drawing.before)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in messages) == drawing.before
    first = dict(part.split("=") for part in messages[0][0].split(","))
    number = int(first.pop("i"))
    assert first == {"a": "T", "U": "1", "f": "100", "c": "34", "r": "11", "q": "2", "m": "1"}
    assert [keys[-1] for keys, _ in messages] == ["1"] * (len(messages) - 1) + ["0"]
    assert max(len(data) for _, data in messages) <= 4096
    sent = Images.open(io.BytesIO(b64decode("".join(data for _, data in messages))))
    assert sent.size == (340, 220)
    assert drawing.after == f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
    for row, strip in enumerate(drawing.strips):
        (segment,) = strip
        assert segment.style is not None
        assert segment.style.color is not None
        assert int(segment.style.color.get_truecolor().hex[1:], 16) == number
        marks = segment.text.split("\U0010eeee")[1:]
        assert len(marks) == 34
        assert len(set(marks)) == 34
        assert (
            {mark[0] for mark in marks}
            == {marks[row][0]}
            == {drawing.strips[0]._segments[0].text.split("\U0010eeee")[row + 1][1]}
        )


def test_the_marks_of_kitty_are_as_its_protocol_lists_them() -> None:
    from reader.ui.pictures.drawing import _marks

    marks = _marks()
    assert len(marks) == MOST == fit(Size(9000, 90), 400, 20, USUAL, 10).columns
    assert sorted(marks) == list(marks)
    assert (marks[0], marks[1], marks[2], marks[-1]) == ("\u0305", "\u030d", "\u030e", "\U0001d244")
    assert {unicodedata.combining(mark) for mark in marks} == {230}


@drawn
def test_two_pictures_have_two_numbers(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    assert draw(path, way="kitty").after != draw(path, way="kitty").after


@drawn
def test_sixels_are_drawn_over_blank_cells(tmp_path: Path) -> None:
    drawing = draw(picture(tmp_path / "a.png"), way="sixel")
    assert drawing.sixels.startswith('\x1bP0;0;0q"1;1;200;100')
    assert drawing.sixels.endswith("\x1b\\")
    assert {strip.text for strip in drawing.strips} == {" " * 20}


ASKS_NOTHING = """
import sys
from pathlib import Path
from reader.ui.pictures.drawing import Wish, draw
from reader.ui.pictures.terminal import cell_size
for way in ("blocks", "kitty", "sixel"):
    assert draw(Wish(Path(sys.argv[1]), 0, 40, 20, way, cell_size(), 10, (0, 0, 0)))
assert sys.stdout.isatty() and sys.stdin.isatty()
Path(sys.argv[2]).write_text(sys.stdin.readline())
"""


@drawn
@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals there")
def test_the_terminal_is_asked_nothing_and_nothing_is_read_from_it(tmp_path: Path) -> None:
    master, terminal = os.openpty()
    os.write(master, b"keys typed meanwhile\n")
    os.read(master, 100)  # its echo
    result = tmp_path / "read"
    path = picture(tmp_path / "a.png")
    child = subprocess.run(
        [sys.executable, "-c", ASKS_NOTHING, path, result],
        stdin=terminal, stdout=terminal, stderr=terminal, timeout=60, check=False,
        env={**os.environ, "TERM": "xterm-kitty"},
    )  # fmt: skip
    os.set_blocking(master, False)
    try:
        written = os.read(master, 10_000)
    except BlockingIOError:
        written = b""
    os.close(terminal)
    os.close(master)
    assert written == b""
    assert child.returncode == 0
    assert result.read_text("utf-8") == "keys typed meanwhile\n"


def test_nothing_of_the_extra_is_imported_before_there_is_a_picture() -> None:
    code = (
        "import sys, reader.ui.pictures, reader.ui.screens.viewer\n"
        "late = {'PIL', 'textual_image', 'urllib.request', 'reader.web', 'reader.ui.pictures.drawing'}\n"
        "print(sorted(late & sys.modules.keys()))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "[]\n"


# -- in an app ------------------------------------------------------------------------------------------------


class Reader(App[None]):
    """An app with pictures, and a record of what kitty was sent, by which thread."""

    def __init__(self, root: Path, images: Images, cache: Cache | None) -> None:
        super().__init__()
        self.pictures = Pictures(self, root, images, cache)
        self.sent: list[tuple[str, threading.Thread]] = []
        self.left_for: list[Wanted | None] = []

    def on_mount(self) -> None:
        def write(data: str) -> None:
            if data.startswith("\x1b_G"):
                self.sent.append((data, threading.current_thread()))

        driver = self._driver
        assert driver is not None
        driver.write = write  # type: ignore[method-assign]

    def view(self, pictures: list[Shown], current: int = 0) -> Viewer:
        viewer = Viewer(pictures, current, self.pictures)
        self.push_screen(viewer, self.left_for.append)
        return viewer

    @property
    def shown(self) -> str:
        """The text of the whole screen."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@asynccontextmanager
async def reading(
    root: Path,
    images: Images = BLOCKS,
    cache: Cache | None = None,
    colors: str = "truecolor",
) -> AsyncIterator[tuple[Reader, Pilot[None]]]:
    """The app on a post ``post.md`` in ``root``."""
    app = Reader(root, images, cache)
    app.console = Console(color_system=colors, file=io.StringIO(), force_terminal=True)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 40)) as pilot:
        app.pictures.begin(root / "post.md")
        yield app, pilot
        app.pictures.close()


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        await pilot.pause(0.01)


async def settle(app: Reader, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await until(pilot, lambda: app.pictures.idle)
    await pilot.pause(0.05)


@drawn
async def test_a_picture_is_measured_then_drawn_and_each_is_told(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    async with reading(tmp_path) as (app, pilot):
        told: list[str] = []
        pictures = app.pictures
        assert pictures.rows("a.png", 40, 20) is None
        pictures.look(["a.png", "no.png", "a.png"], lambda: told.append("measured"))
        await settle(app, pilot)
        assert told == ["measured"]
        assert pictures.rows("a.png", 40, 20) == 5
        assert pictures.rows("a.png", 10, 20) == 2
        assert pictures.rows("no.png", 40, 20) is None
        assert pictures.strip("a.png", 0) is None
        pictures.request("a.png", 40, 20, lambda: told.append("drawn"))
        pictures.request("no.png", 40, 20, lambda: told.append("never"))
        await settle(app, pilot)
        assert told == ["measured", "drawn"]
        strips = [pictures.strip("a.png", row) for row in range(6)]
        assert [strip and strip.cell_length for strip in strips] == [20, 20, 20, 20, 20, None]


@drawn
async def test_what_was_never_looked_for_is_found_when_it_is_requested(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    async with reading(tmp_path) as (app, pilot):
        rows: list[tuple[int | None, bool]] = []

        def tell() -> None:
            rows.append((app.pictures.rows("a.png", 40, 20), app.pictures.strip("a.png", 0) is not None))

        app.pictures.request("a.png", 40, 20, tell)
        await until(pilot, lambda: len(rows) == 2)
        assert rows == [(5, False), (5, True)]


@drawn
async def test_a_picture_that_turns_out_to_be_broken_takes_no_rows_any_more(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", (300, 300))
    path.write_bytes(path.read_bytes()[:-600])
    async with reading(tmp_path) as (app, pilot):
        rows: list[int | None] = []
        app.pictures.look(["a.jpg"], lambda: rows.append(app.pictures.rows("a.jpg", 40, 20)))
        await settle(app, pilot)
        app.pictures.request("a.jpg", 40, 20, lambda: rows.append(app.pictures.rows("a.jpg", 40, 20)))
        await settle(app, pilot)
        assert rows == [15, None]


@drawn
async def test_another_post_forgets_what_was_wished_for_the_one_before(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    picture(tmp_path / "b/a.png", (400, 100))
    async with reading(tmp_path) as (app, pilot):
        told: list[str] = []
        app.pictures.look(["a.png"], lambda: told.append("before"))
        app.pictures.begin(tmp_path / "b/post.md")
        app.pictures.look(["a.png"], lambda: told.append("now"))
        await settle(app, pilot)
        assert told == ["now"]
        assert app.pictures.path("a.png") == (tmp_path / "b/a.png").resolve()
        assert app.pictures.rows("a.png", 40, 20) == 5
        assert app.pictures.workshop.jobs.idle


@drawn
async def test_the_same_address_of_the_next_post_is_looked_for_while_the_first_search_goes_on(
    tmp_path: Path,
) -> None:
    picture(tmp_path / "b/a.png")
    async with reading(tmp_path) as (app, pilot):
        told: list[int | None] = []
        begun, go_on = threading.Event(), threading.Event()
        find = app.pictures._find

        def slowly(post: Path, href: str) -> Path | None:
            begun.set()
            go_on.wait(10)
            return find(post, href)

        app.pictures._find = slowly  # type: ignore[method-assign]
        app.pictures.look(["a.png"], NOTHING)
        assert begun.wait(10)
        app.pictures.begin(tmp_path / "b/post.md")
        app.pictures.look(["a.png"], lambda: told.append(app.pictures.rows("a.png", 40, 20)))
        go_on.set()
        await until(pilot, lambda: told)
        assert told == [5]


@drawn
async def test_a_picture_that_was_changed_is_drawn_anew(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    os.utime(path, (1_600_000_000,) * 2)
    async with reading(tmp_path) as (app, pilot):
        colours = []
        for color in (RED, BLUE):
            picture(path, color=color)
            os.utime(path, (1_600_000_000 + color[2],) * 2)
            app.pictures.begin(tmp_path / "post.md")
            app.pictures.request("a.png", 40, 20, NOTHING)
            await until(pilot, lambda: app.pictures.strip("a.png", 0))
            strip = app.pictures.strip("a.png", 0)
            assert strip is not None
            colours.append(pixels(strip)[0][0])
        assert colours == [RED, BLUE]


@drawn
async def test_another_theme_has_it_drawn_anew(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", color=(0, 0, 0, 0))
    async with reading(tmp_path) as (app, pilot):
        grounds = set()
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            assert app.pictures.strip("a.png", 0) is None
            app.pictures.request("a.png", 40, 20, NOTHING)
            await until(pilot, lambda: app.pictures.strip("a.png", 0))
            strip = app.pictures.strip("a.png", 0)
            assert strip is not None
            assert pixels(strip)[0][0] == app.pictures.workshop.ground
            grounds.add(app.pictures.workshop.ground)
        assert len(grounds) == 2


@drawn
async def test_only_so_many_drawings_are_kept_those_seen_last(tmp_path: Path) -> None:
    paths = [picture(tmp_path / f"{name}.png") for name in "abcd"]
    weight = draw(paths[0]).weight
    async with reading(tmp_path) as (app, pilot):
        workshop = Workshop(app, budget=weight * 3)
        wishes = [wish(path) for path in paths]
        for each in wishes:
            workshop.draw(each, NOTHING)
            await until(pilot, partial(workshop.drawing, each))
            workshop.drawing(wishes[0])
        assert [workshop.drawing(each) is not None for each in wishes] == [True, False, True, True]
        workshop.close()
        assert workshop._used == 0
        workshop.draw(wishes[1], NOTHING)
        assert workshop.idle


@drawn
async def test_kitty_is_sent_a_picture_in_time_and_told_when_it_is_done_with(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    async with reading(tmp_path, Images(protocol="kitty")) as (app, pilot):
        app.pictures.request("a.png", 40, 20, NOTHING)
        await until(pilot, lambda: app.pictures.strip("a.png", 0))
        assert [sequence[:8] for sequence, _ in app.sent] == ["\x1b_Ga=T,U"]
        assert app.pictures.rows("a.png", 40, 20) == 5
        app.pictures.close()
        assert [sequence[:8] for sequence, _ in app.sent] == ["\x1b_Ga=T,U", "\x1b_Ga=d,d"]
        assert {thread for _, thread in app.sent} == {threading.current_thread()}
        assert app.pictures.strip("a.png", 0) is None


@drawn
@pytest.mark.parametrize(("protocol", "colors"), [("sixel", "truecolor"), ("kitty", "256")])
async def test_in_a_text_it_is_blocks_where_the_other_way_would_not_do(
    tmp_path: Path, protocol: str, colors: str
) -> None:
    picture(tmp_path / "a.png")
    async with reading(tmp_path, Images(protocol=protocol), colors=colors) as (app, pilot):  # type: ignore[arg-type]
        app.pictures.request("a.png", 40, 20, NOTHING)
        await until(pilot, lambda: app.pictures.strip("a.png", 0))
        strip = app.pictures.strip("a.png", 0)
        assert strip is not None
        assert strip.text == "▀" * 20


async def test_without_the_extra_there_is_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_image", None)  # as if it were not installed
    (tmp_path / "a.png").write_bytes(b"any")
    async with reading(tmp_path) as (app, pilot):
        pictures = app.pictures
        assert not pictures.available()
        pictures.look(["a.png"], lambda: pytest.fail("told"))
        pictures.request("a.png", 40, 20, lambda: pytest.fail("told"))
        await settle(app, pilot)
        assert pictures.rows("a.png", 40, 20) is None
        assert pictures.strip("a.png", 0) is None
        assert pictures.path("a.png") == (tmp_path / "a.png").resolve()
        app.view([Shown("", "a.png", pictures.path("a.png"))])
        await settle(app, pilot)
        assert "not drawn" in app.shown


@drawn
async def test_without_colours_or_wish_there_is_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(tmp_path / "a.png")
    async with reading(tmp_path, Images(show=False)) as (app, pilot):
        app.pictures.look(["a.png"], NOTHING)
        await settle(app, pilot)
        assert app.pictures.rows("a.png", 40, 20) is None
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path) as (app, _):
        assert not app.pictures.available()


class FakeCache(Cache):
    """A web with two pictures in it; a third address leads nowhere."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, max_bytes=1)
        self.here = {"https://site.example/here.png": picture(folder / "here.png")}
        self.there = {"https://site.example/there.png": picture(folder / "there.png", (100, 100))}
        self.asked: list[str] = []
        self.threads: set[threading.Thread] = set()

    def known(self, href: str) -> Path | None:
        return self.here.get(href)

    def fetch(self, href: str) -> Path | None:
        self.asked.append(href)
        self.threads.add(threading.current_thread())
        if href in self.there:
            self.here[href] = self.there[href]
        return self.known(href)


WEB = [f"https://site.example/{name}.png" for name in ("here", "there", "nowhere")]


@drawn
async def test_nothing_is_fetched_unless_the_user_wants_it(tmp_path: Path) -> None:
    cache = FakeCache(tmp_path / "cache")
    async with reading(tmp_path, BLOCKS, cache) as (app, pilot):
        app.pictures.look(WEB, NOTHING)
        await settle(app, pilot)
        for href in WEB:
            app.pictures.request(href, 40, 20, NOTHING)
        await settle(app, pilot)
        assert [app.pictures.rows(href, 40, 20) for href in WEB] == [None, None, None]
        assert cache.asked == []


@drawn
async def test_what_is_fetched_appears_by_and_by(tmp_path: Path) -> None:
    cache = FakeCache(tmp_path / "cache")
    async with reading(tmp_path, Images(protocol="blocks", fetch=True), cache) as (app, pilot):
        told: list[list[int | None]] = []
        app.pictures.look(
            [*WEB, "no.png"], lambda: told.append([app.pictures.rows(href, 40, 20) for href in WEB])
        )
        await until(pilot, lambda: len(told) == 2)
        await settle(app, pilot)
        assert told == [[5, None, None], [5, 5, None]]
        assert sorted(cache.asked) == sorted(WEB[1:])
        assert threading.current_thread() not in cache.threads


# -- one picture, large ---------------------------------------------------------------------------------------


@drawn
async def test_the_viewer_shows_a_picture_its_words_and_the_others(tmp_path: Path) -> None:
    shown = [
        Shown("渡口的[b]灯", "a.png", picture(tmp_path / "a.png", (60, 60))),
        Shown("", "b.png", picture(tmp_path / "b.png", (60, 60), BLUE)),
    ]
    async with reading(tmp_path) as (app, pilot):
        viewer = app.view(shown)
        await settle(app, pilot)
        assert "▀" * 60 in app.shown
        assert "渡口的[b]灯" in app.shown
        assert "a.png" in app.shown
        assert "1/2" in app.shown
        await pilot.press("left", "l")
        await settle(app, pilot)
        assert viewer.shown == shown[1]
        assert "2/2" in app.shown
        assert "渡口" not in app.shown
        await pilot.press("J", "h", "ｊ")
        assert viewer.shown == shown[0]
        await pilot.press("q")
        assert app.left_for == [None]


@drawn
async def test_a_picture_lies_in_the_middle(tmp_path: Path) -> None:
    async with reading(tmp_path) as (app, pilot):
        app.view([Shown("", "a.png", picture(tmp_path / "a.png", (10, 10)))])
        await settle(app, pilot)
        lines = app.shown.split("\n")
        rows = [number for number, line in enumerate(lines) if "▀" in line]
        assert rows == list(range(16, 21))
        assert {line.index("▀") for line in lines if "▀" in line} == {35}


@drawn
async def test_sixels_are_painted_over_the_middle_of_the_viewer(tmp_path: Path) -> None:
    async with reading(tmp_path, Images(protocol="sixel")) as (app, pilot):
        app.view([Shown("", "a.png", picture(tmp_path / "a.png", (100, 100)))])
        await settle(app, pilot)
        await until(pilot, lambda: app.screen.query_one(Canvas).drawing)
        update = app.screen._compositor.render_update(full=True)
        assert isinstance(update, CompositorUpdate)
        sent = update.render_segments(app.console)
        # Cells are 10 by 20 pixels: twice its size is 20 by 10 cells, in 80 by 38.
        assert "\x1b[15;31H\x1bP0;0;0q" in sent
        assert re.search(r"\x1b\\\x1b\[38;81H", sent)


async def test_a_picture_that_is_not_here_is_opened_in_the_browser_or_its_address_copied(
    tmp_path: Path,
) -> None:
    web = Shown("海", "https://site.example/a.png", None)
    async with reading(tmp_path) as (app, pilot):
        for key in ("o", "enter", "y", "escape"):
            app.view([web])
            await settle(app, pilot)
            assert web.href in app.shown
            assert "not fetched" in app.shown
            assert "next" not in app.shown
            await pilot.press(key)
        assert app.left_for == [OpenAddress(web.href)] * 2 + [CopyAddress(web.href), None]
        app.view([Shown("", "gone.png", None)])
        await settle(app, pilot)
        assert "not in the archive" in app.shown


@drawn
async def test_a_picture_that_can_not_be_drawn_says_so_and_may_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text("<svg/>", "utf-8")
    fine = picture(tmp_path / "b.png")
    async with reading(tmp_path) as (app, pilot):
        app.view([Shown("", "a.svg", path), Shown("", "b.png", fine)])
        await settle(app, pilot)
        assert "can't be drawn" in app.shown
        await pilot.press("right")
        await settle(app, pilot)
        assert "can't be drawn" not in app.shown
        assert "▀" in app.shown
        await pilot.press("left")
        await settle(app, pilot)
        assert "can't be drawn" in app.shown
        await pilot.press("o")
        assert app.left_for == [OpenFile(path)]


@drawn
async def test_the_viewer_leaves_the_article_its_drawings(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    async with reading(tmp_path) as (app, pilot):
        app.pictures.request("a.png", 40, 20, NOTHING)
        await until(pilot, lambda: app.pictures.strip("a.png", 0))
        before = app.pictures.strip("a.png", 0)
        app.view([Shown("", "a.png", path)])
        await settle(app, pilot)
        assert app.pictures.strip("a.png", 0) is before
