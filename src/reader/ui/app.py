"""The application: themes, settings, the screen, and the end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.binding import Binding

from reader import paths
from reader.config import Config
from reader.state import recent
from reader.ui.bindings import bindings, everywhere
from reader.ui.messages import Happened
from reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from textual.command import Provider

    from reader.session import Session
    from reader.toml import Value
    from reader.ui.live import Live, News
    from reader.ui.settings import Keeper


def _commands() -> type[Provider]:
    """The palette's own imports take as long as the first screen: not before it is opened."""
    from reader.ui.commands import ReaderCommands  # noqa: PLC0415

    return ReaderCommands


class ReaderApp(App[None], inherit_bindings=False):
    """The reader on one archive.

    Args:
        session: the archive.
        live: what keeps it up to date; without it the archive stays as it is known.
        config: what the user has chosen.
        is_demo: it is the one that ships with the program.
        warning: what to tell the user at the start, each line by itself.
    """

    TITLE = "newsreader"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS = [  # noqa: RUF012 -- as Textual declares it
        *bindings("app"),
        *everywhere(),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]
    COMMANDS = App.COMMANDS | {_commands}

    def __init__(
        self,
        session: Session,
        live: Live | None = None,
        config: Config = Config(),  # noqa: B008 -- frozen
        *,
        is_demo: bool = False,
        warning: str = "",
    ) -> None:
        super().__init__()
        self.session, self.config = session, config
        self._is_demo, self._warnings = is_demo, warning.splitlines()
        self._live = live
        self._main: MainScreen | None = None
        self._keeper: Keeper | None = None
        if config.ui.theme:
            self._begin_with_theme(config.ui.theme)

    def get_default_screen(self) -> MainScreen:
        self._main = MainScreen(self.session, is_demo=self._is_demo, config=self.config)
        return self._main

    @property
    def unsaved(self) -> str:
        """What could not be saved, and why; asked for at the end."""
        return self._main.session.state.unsaved if self._main is not None else ""

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """After the first screen."""
        self._heed_signals()
        gc.freeze()
        gc.enable()
        for warning in self._warnings:
            self.notify(warning, severity="warning", timeout=10, markup=False)
        self.watch(self, "theme", self._keep_theme, init=False)
        if self._live is not None:
            self._live.start(self._tell)
        if not self._is_demo:
            # In a thread: a disk may take its time.
            save = partial(recent.save, paths.recent_file(), self.session.root)
            self.run_worker(save, thread=True, exit_on_error=False)

    def _heed_signals(self) -> None:
        """Leave in an orderly way when the terminal is closed or the system goes down: a note may be half written."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if (number := getattr(signal, name, None)) is not None:
                with contextlib.suppress(
                    NotImplementedError, RuntimeError
                ):  # Windows; a loop that is not the main one
                    loop.add_signal_handler(number, self.exit)

    def _tell(self, news: News) -> None:
        """Called by the live thread."""
        screen = self.screen_stack[0] if self.is_running else None
        if screen is not None:
            screen.post_message(Happened(news))

    @on(MainScreen.ReadAgain)
    def _read_again(self) -> None:
        if self._live is not None:
            self._live.sync_again()

    # -- settings -------------------------------------------------------------------------------------------

    def _begin_with_theme(self, name: str) -> None:
        """Before anything is drawn, so that the first picture has its colours."""
        if name not in self.available_themes:
            self._warnings.append(f"There is no theme “{name}”; {self.theme} is used.")
            return
        self.theme = name
        self.stylesheet.set_variables(self.get_css_variables())

    def _keep_theme(self, name: str) -> None:
        """What the theme picker has chosen."""
        self.config = self.config._replace(ui=self.config.ui._replace(theme=name))
        self._keep("ui", "theme", name)

    def set_reading(self, key: str, value: Value) -> None:
        """Set articles in another way, now and from the next start on.

        Args:
            key: a setting of the table ``[reading]``.
            value: what it may be, see :data:`reader.config.SETTINGS`.
        """
        reading = self.config.reading._replace(**{key: value})  # type: ignore[arg-type]
        self.config = self.config._replace(reading=reading)
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        if key == "ambiguous":
            from reader.ambiguous import set_ambiguous  # noqa: PLC0415 -- few ever need it

            set_ambiguous(wide=value == "wide")
            screen.places.forget_drawn()
            screen.posts.forget_drawn()
        screen.typesetting.apply(reading)
        self._keep("reading", key, value)

    def _keep(self, table: str, key: str, value: Value) -> None:
        """Write a setting down."""
        if self._keeper is None:
            from reader.ui.settings import Keeper  # noqa: PLC0415 -- not before something is chosen

            complain = partial(self.notify, severity="warning", timeout=10, markup=False)
            self._keeper = Keeper(paths.config_file(), complain)
        self._keeper.want(table, key, value)
        self.run_worker(self._keeper.write, thread=True)

    # -- the program ----------------------------------------------------------------------------------------

    def action_refresh_screen(self) -> None:
        self.refresh(layout=True)

    def action_help(self) -> None:
        from reader.ui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def on_unmount(self) -> None:
        if self._live is not None:
            self._live.stop()
