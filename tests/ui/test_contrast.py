"""Every pair of colours that meets on the screen can be told apart: WCAG 2.2, 1.4.3 for text, 1.4.11 for signs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from rich.color import Color
from rich.segment import Segment
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from reader import paths
from reader.config import Config, Images, Interface
from reader.session import Session, resolve
from reader.state.state import State
from reader.ui import themes
from reader.ui.app import ReaderApp
from tests.ui.conftest import Reading

SCENES: dict[str, tuple[str, ...]] = {
    "list": ("down", "r", "s", "down"),
    "places": ("1",),
    "article": ("down", "r", "s", "enter"),
    "code": ("title:十行代码", "enter", "space"),
    "table and quote": ("title:鹤步桥修复记", "enter", "space", "space"),
    "lists": ("title:为什么逗号", "enter", "space"),
    "find in the text": ("title:十行代码", "enter", "/", "#潮汐", "enter"),
    "links": ("title:A timetable", "enter", ";"),
    "selecting": ("title:十行代码", "enter", "v", "l", "l", "l", "w"),
    "highlight": ("title:十行代码", "enter", "v", "j", "j", "j", "h", "v"),
    "search box": ("/", "#渡口"),
    "suggestions": ("/", "#cat:", "tab"),
    "no results": ("/", "#qqqqzz"),
    "results": ("/", "#渡口", "enter"),
    "labelling": ("t", "#aa bb"),
    "bookmarks": ("s", "down", "s", "B"),
    "note": ("a", "#a thought"),
    "headings": ("title:十行代码", "enter", "O"),
    "themes": ("T",),
    "help": ("?",),
    "palette": ("ctrl+p", "down"),
    "zen": ("z",),
    "calendar": ("@",),
    "health": ("!",),
    "picking": ("x", "down", "x"),
    "comfortable": ("D",),
}
"""What is done to see something: keys; what begins with ``#`` is typed, with ``title:`` a title that is gone to."""

LINES = frozenset(map(chr, range(0x2500, 0x2580)))
"""Lines of box drawing: nothing is read from them, 1.4.11 leaves out what is decoration."""
SCROLL_BARS = frozenset("▁▂▃▄▅▆▇█▔")
"""The ends of scroll bars. Where one is, the border says too."""


@pytest.fixture(scope="module")
def archive_read(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The sample archive, read once."""
    folder = tmp_path_factory.mktemp("archive") / "sample_posts"
    shutil.copytree(paths.demo_archive(), folder, copy_function=shutil.copyfile)
    session = Session(resolve(Path(folder)), in_memory=True)
    session.sync(workers=0)
    return session


def luminance(red: int, green: int, blue: int) -> float:
    """As WCAG has it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (red / 255, green / 255, blue / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """1 to 21."""
    first, second = (luminance(*colour.get_truecolor()) for colour in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def regions(app: ReaderApp) -> list[Region]:
    """What of the screen is in use: what lies dimmed behind a box is not."""
    screen = app.screen
    if not isinstance(screen, ModalScreen):
        return [screen.region]
    boxes = [widget.region for widget in screen.query(Vertical)]
    return boxes[:1]


def segments(app: ReaderApp) -> Iterator[Segment]:
    """All that is to be seen, as it reaches the terminal."""
    background = app.screen.styles.background
    strips = [Strip(list(strip)) for strip in app.screen._compositor.render_strips()]
    for region in regions(app):
        for strip in strips[region.y : region.bottom]:
            shown = list(strip.crop(region.x, region.right))
            yield from reduce(
                lambda found, each: each.apply(found, background), app.get_line_filters(), shown
            )


def least(char: str) -> float:
    """The contrast that a character needs."""
    if char.isspace() or char in LINES or char in SCROLL_BARS:
        return 1.0
    return 4.5 if char.isalnum() or char.isascii() or ord(char) > 0x2E80 else 3.0


PALETTES = {
    "the Linux console": (
        *("000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa"),
        *("555555", "ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff"),
    ),
    "xterm": (
        *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
        *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
    ),
}
"""What two terminals make of sixteen colours."""


def colour(of: Color, palette: Sequence[str] = ()) -> Color:
    """A colour as it is seen; one of sixteen by a palette."""
    return Color.parse(f"#{palette[of.number]}") if palette and of.number is not None else of


def weak(app: ReaderApp, palette: Sequence[str] = ()) -> set[str]:
    """Pairs of colours without enough contrast, each with something that is written in it."""
    found = set()
    for text, style, _ in segments(app):
        if style is None or style.color is None or style.bgcolor is None or not text.strip():
            continue
        over, under = colour(style.color, palette), colour(style.bgcolor, palette)
        if style.reverse:
            over, under = under, over
        ratio = contrast(over, under)
        # Of a palette that is not ours no more can be asked than what large text needs.
        if ratio < min(max(map(least, text)), 3.0 if palette else 21.0):
            found.add(
                f"{ratio:.2f}: {over.get_truecolor().hex} on {under.get_truecolor().hex}: {text.strip()[:20]}"
            )
    return found


async def go_to(reading: Reading, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key.startswith("title:"):
            posts = reading.screen.posts
            listing = [posts.listed.at(row) for row in range(len(posts.listing))]
            posts.go_to(
                next(at for at, post in enumerate(listing) if post and post.title.startswith(key[6:]))
            )
            await reading.settle()
        elif key.startswith("#"):
            await reading.press(*key[1:])
        else:
            await reading.press(key)


def app_on(session: Session, theme: str) -> ReaderApp:
    own = Session(session.root, in_memory=True, state=State(session.root, in_memory=True))
    own.catalog = session.catalog
    return ReaderApp(own, config=Config(ui=Interface(theme=theme), images=Images(show=False)))


@pytest.mark.parametrize("scene", SCENES)
async def test_everything_can_be_read(archive_read: Session, scene: str) -> None:
    app = app_on(archive_read, "ink")
    for depth in ("256", "16"):
        for theme in themes.own(depth):
            app.register_theme(replace(theme, name=f"{theme.name}-{depth}"))
    async with app.run_test(size=(120, 40)) as pilot:
        reading = Reading(app, pilot)
        await reading.settle()
        await go_to(reading, SCENES[scene])
        app.notify("told", title="A title", timeout=100)
        app.notify("told", severity="warning", timeout=100)
        app.notify("told", severity="error", timeout=100)
        for name in ("ink", "paper", "ink-256", "paper-256"):
            app.theme = name
            await reading.settle()
            assert (name, weak(app)) == (name, set())
        for name in ("ink-16", "paper-16"):
            app.theme = name
            await reading.settle()
            for terminal, palette in PALETTES.items():
                assert (name, terminal, weak(app, palette)) == (name, terminal, set())
