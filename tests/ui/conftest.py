"""A small archive, a home of its own for each test, and the app on both."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config import Config
from reader.document import highlighting
from reader.session import Session, resolve
from reader.ui.app import ReaderApp
from reader.ui.screens.main import MainScreen

Start = Callable[..., AbstractAsyncContextManager["Reading"]]


def write_post(root: Path, path: str, title: str, date: str, body: str, author: str = "渡口日报") -> Path:
    """A post of the crawled form."""
    *categories, _ = path.split("/")
    listed = "".join(f" - {name}\n" for name in categories)
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"\n---\ntitle: '{title}'\ncategories: \n{listed}author: {author}\ndate: {date}\n---\n\n<div>   \n{body}  \n</div>\n",
        "utf-8",
    )
    os.utime(file, (1_600_000_000, 1_600_000_000))
    return file


class Reading:
    """The running app and shortcuts to what a test looks at."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def title(self) -> str:
        """Title under the cursor of the list."""
        post = self.screen.posts.current
        return post.title if post else ""

    @property
    def titles(self) -> list[str]:
        """Every title of the list."""
        posts = (self.screen.posts.listed.at(number) for number in range(len(self.screen.posts.listing)))
        return [post.title for post in posts if post]

    @property
    def toasts(self) -> list[str]:
        """What the user has been told."""
        return [toast.message.replace("\n", "") for toast in self.app._notifications]

    @property
    def focus(self) -> str | None:
        """The id of what has the focus."""
        return self.app.focused.id if self.app.focused else None

    @property
    def article(self) -> str:
        """The text in the article pane."""
        return "\n".join(line.text for line in self.screen.article.lines)

    @property
    def shown(self) -> str:
        """The text of the whole screen."""
        return "\n".join(
            "".join(segment.text for segment in strip)
            for strip in self.app.screen._compositor.render_strips()
        )

    async def press(self, *keys: str) -> None:
        """Press keys and let everything settle."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Let threads answer and the screen be painted."""
        deadline = time.monotonic() + 40
        calm = 0
        while calm < 4 and time.monotonic() < deadline:
            await self.pilot.pause(0.02)
            calm = calm + 1 if self._idle else 0

    @property
    def _idle(self) -> bool:
        screen = self.screen
        return (
            screen.loader.idle
            and screen.keeping.idle
            and screen.reads.idle
            and screen.time.idle
            and screen.highlighting.shown.idle
            and screen.list_looks.glances.idle
            and screen.watched.idle
        )

    async def wait_for(
        self, condition: Callable[[], bool], seconds: float = 30, again: Callable[[], object] = lambda: None
    ) -> None:
        """Until ``condition`` holds, doing ``again`` every other second: a watch may begin after the first time."""
        deadline = time.monotonic() + seconds
        following = time.monotonic() + 2
        while not condition():
            assert time.monotonic() < deadline, "it never happened"
            if time.monotonic() > following:
                again()
                following += 2
            await self.pilot.pause(0.02)


@pytest.fixture(autouse=True)
def _patient_lexers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code has its colours also on a machine that is busy; how long they may take is tested elsewhere."""
    monkeypatch.setattr(highlighting, "_SECONDS", 60.0)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that nothing is known in, and a fixed time zone."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith("XDG_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    if hasattr(time, "tzset"):
        time.tzset()
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Six posts: two tops, three sources, three days and one without a date."""
    root = tmp_path / "archive"
    write_post(
        root,
        "金融/潮汐财经/快讯/a.md",
        "码头银行上调存款利率",
        "Fri, 02 Jul 2021 13:56:00 GMT",
        "<p>利率到了百分之三。</p>",
    )
    write_post(
        root,
        "金融/潮汐财经/快讯/b.md",
        "渔业债券今日上市",
        "Fri, 02 Jul 2021 01:00:00 GMT",
        "<p>认购三倍。</p>",
    )
    write_post(
        root,
        "金融/灯塔周刊/深度/c.md",
        "谁在买灯塔",
        "Mon, 03 May 2021 08:00:00 GMT",
        "<p>灯塔不卖。</p>" * 80,
    )
    write_post(
        root,
        "科技/星台笔记/天文/d.md",
        "Comet seen over the harbour",
        "Mon, 03 May 2021 02:00:00 GMT",
        "<p>It was green.</p>",
    )
    write_post(
        root,
        "科技/星台笔记/天文/e.md",
        "[bold]不是标记[/] 的标题",
        "Sat, 18 Jan 2020 02:00:00 GMT",
        "<p>就是这样。</p>",
    )
    write_post(root, "科技/星台笔记/天文/f.md", "没有日期的来信", "Invalid Date", "")
    unknown = root / "科技/星台笔记/天文/f.md"
    os.utime(unknown)
    return root


class PreparedApp(ReaderApp):
    """The app, something done to its screen before it is shown."""

    def __init__(self, session: Session, before: Callable[[MainScreen], object], config: Config) -> None:
        super().__init__(session, config=config)
        self._before = before

    def get_default_screen(self) -> MainScreen:
        screen = super().get_default_screen()
        self._before(screen)
        return screen


@pytest.fixture
def start(archive: Path) -> Start:
    """Opens the app on the archive, synced before, without anything following it."""

    @asynccontextmanager
    async def opened(
        *,
        size: tuple[int, int] = (160, 45),
        root: Path = archive,
        sync: bool = True,
        config: Config = Config(),  # noqa: B008 -- frozen
        before: Callable[[MainScreen], object] = lambda _: None,
    ) -> AsyncIterator[Reading]:
        session = Session(resolve(root))
        if sync:
            session.sync(workers=0)
        app = PreparedApp(session, before, config)
        async with app.run_test(size=size) as pilot:
            reading = Reading(app, pilot)
            await reading.settle()
            yield reading

    return opened
