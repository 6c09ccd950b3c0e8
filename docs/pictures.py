"""Makes the pictures of the papers: the real program on the sample archive, still and moving.

``images/*.svg`` are screens, ``images/demo.svg`` is some twenty seconds of the program as an animated SVG: no player, no
script, nothing fetched.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import config, language

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot
    from textual.strip import Strip

    Act = Callable[["Stage"], Awaitable[None]]

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"
SCREENSHOT = IMAGES / "newsreader.svg"
OPENED = "鹤步桥修复记"
"""The beginning of the title that the first picture shows."""
SEARCHED = "dengta"
"""What is searched for: pinyin."""


class Stage:
    """The program while it is looked at."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.frames: list[tuple[float, list[Strip]]] = []
        """What was seen from when on, in seconds of the moving picture."""
        self.seconds = 0.0

    @property
    def strips(self) -> list[Strip]:
        """The screen, line by line."""
        return self._pilot.app.screen._compositor.render_strips()  # noqa: SLF001 -- there is no other way to ask

    @property
    def title(self) -> str:
        """Of the post under the cursor of the list."""
        from reader.ui.screens.main import MainScreen  # noqa: PLC0415

        screen = self._pilot.app.screen
        assert isinstance(screen, MainScreen)
        return screen.posts.current.title if screen.posts.current else ""

    @property
    def text(self) -> str:
        return "\n".join("".join(segment.text for segment in strip) for strip in self.strips)

    async def until(self, text: str, seconds: float = 60.0) -> None:
        """Wait for a text."""
        deadline = time.monotonic() + seconds
        while text not in self.text:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{text} does not appear")
            await self._pilot.pause(0.05)

    async def press(self, *keys: str, show: float = 0.0, pause: float = 0.3) -> None:
        """Press keys one after the other, each ``show`` seconds of the moving picture long."""
        for key in keys:
            await self._pilot.press(key)
            if show:
                await self._pilot.pause(pause)
                self.see(show)

    async def rest(self, seconds: float) -> None:
        """Let everything settle."""
        await self._pilot.pause(seconds)

    def see(self, seconds: float) -> None:
        """Let the screen as it is be seen for so long."""
        self.frames.append((self.seconds, self.strips))
        self.seconds += seconds


class Scene(NamedTuple):
    """One picture."""

    name: str
    title: str
    act: Act
    theme: str = "ink"
    spoken: str = "en"
    size: tuple[int, int] = (140, 40)


async def _leaf(stage: Stage) -> None:
    """The list, some of it read, and an article that is bookmarked."""
    await stage.until("1 / ")
    while not stage.title.startswith(OPENED):
        await stage.press("J")
    await stage.press("s")
    await stage.rest(1.5)


async def _search(stage: Stage) -> None:
    """A search, its results and what they can be narrowed by."""
    await stage.until("1 / ")
    await stage.press("slash", *SEARCHED)
    await stage.until("Found")
    await stage.rest(1.5)


async def _calendar(stage: Stage) -> None:
    await stage.until("1 / ")
    await stage.rest(0.5)
    await stage.press("@")
    await stage.rest(1.0)


SCENES = (
    Scene("newsreader", "newsreader", _leaf),
    Scene("search", "newsreader: a search", _search),
    Scene("calendar", "newsreader: the calendar", _calendar, theme="paper", size=(120, 34)),
    Scene("chinese", "newsreader in Chinese", _leaf, theme="paper", spoken="zh"),
)


async def _demo(stage: Stage) -> None:
    """Go through the list, read, find by pinyin, keep, leaf through time."""
    await stage.until("1 / ")
    await stage.rest(0.6)
    stage.see(1.2)
    await stage.press("j", "j", "j", "j", show=0.35)
    stage.see(0.6)
    await stage.press("enter", show=0.9)
    await stage.press("space", show=1.0, pause=0.5)
    await stage.press("z", show=1.2)
    await stage.press("z", "s", show=0.7)
    await stage.press("ctrl+f", show=0.5)
    await stage.press(*SEARCHED, show=0.3, pause=0.5)
    await stage.rest(0.8)
    stage.see(1.6)
    await stage.press("enter", "j", "enter", show=0.8, pause=0.6)
    stage.see(1.0)
    await stage.press("n", show=0.8)
    await stage.press("escape", "escape", "escape", show=0.4)
    await stage.press("@", show=1.2, pause=0.6)
    await stage.press("left", "left", "up", "up", show=0.4)
    await stage.press("escape", show=0.4)
    await stage.press("?", show=1.0)
    await stage.press(*"undo", show=0.25)
    stage.see(1.2)
    await stage.press("escape", show=0.6)


DEMO = Scene("demo", "newsreader in twenty seconds", _demo, size=(110, 32))


def make() -> dict[Path, str]:
    """All pictures; same posts, same look, whoever makes them."""
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith(("XDG_", "TEXTUAL", "NO_COLOR"))]:
            del os.environ[name]
        os.environ.update(HOME=home, TZ="UTC", COLORTERM="truecolor", TERM="xterm-256color")
        time.tzset()
        # Copied files are new: the time of a file then says nothing of when a post without a date was written.
        samples = shutil.copytree(
            DOCS.parent / "sample_posts", Path(home, "sample_posts"), copy_function=shutil.copyfile
        )
        made = {IMAGES / f"{scene.name}.svg": _still(samples, scene) for scene in SCENES}
        return made | {IMAGES / f"{DEMO.name}.svg": _moving(samples, DEMO)}


def _play(samples: Path, scene: Scene) -> Stage:
    """A scene from its beginning: a new session, and nothing left of the one before."""
    from reader.model import Selection  # noqa: PLC0415
    from reader.session import Session, resolve  # noqa: PLC0415
    from reader.ui.app import ReaderApp  # noqa: PLC0415

    language.use(scene.spoken)
    session = Session(resolve(samples))
    session.sync(workers=0)
    posts = session.catalog.posts(session.catalog.listing(Selection()).ids)
    position = next(at for at, post in enumerate(posts) if post.title.startswith(OPENED))
    # Somebody has read a part of it.
    session.reads.mark([post for at, post in enumerate(posts) if at > position or at % 3 == 1])
    chosen = config.Config(ui=config.Interface(restore=False, theme=scene.theme, animations=False))

    async def play() -> Stage:
        app = ReaderApp(session, config=chosen)
        async with app.run_test(size=scene.size) as pilot:
            stage = Stage(pilot)
            await scene.act(stage)
            stage.see(0.0)
            return stage

    try:
        return asyncio.run(play())
    finally:
        language.use("en")


def _still(samples: Path, scene: Scene) -> str:
    from reader.ui.svg import svg  # noqa: PLC0415

    stage = _play(samples, scene)
    ground, ink = _colours(scene.theme)
    return svg(stage.frames[-1][1], scene.title, ground, ink)


def _moving(samples: Path, scene: Scene) -> str:
    from reader.ui.svg import animated  # noqa: PLC0415

    stage = _play(samples, scene)
    ground, ink = _colours(scene.theme)
    return animated(stage.frames, stage.seconds, scene.title, ground, ink)


def _colours(theme: str) -> tuple[str, str]:
    """Ground and ink of a theme."""
    from reader.ui import themes  # noqa: PLC0415

    found = next(each for each in themes.own() if each.name == theme)
    assert found.background is not None
    assert found.foreground is not None
    return found.background, found.foreground
