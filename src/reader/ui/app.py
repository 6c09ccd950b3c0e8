"""The application: themes, the screen, and the end."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from reader import paths
from reader.state import recent
from reader.ui.bindings import bindings
from reader.ui.messages import Happened
from reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from textual.command import Provider

    from reader.session import Session
    from reader.ui.live import Live, News


def _commands() -> type[Provider]:
    """The palette's own imports take as long as the first screen: not before it is opened."""
    from reader.ui.commands import ReaderCommands  # noqa: PLC0415

    return ReaderCommands


class ReaderApp(App[None]):
    """The reader on one archive.

    Args:
        session: the archive.
        live: what keeps it up to date; without it the archive stays as it is known.
        is_demo: it is the one that ships with the program.
        warning: what to tell the user at the start.
    """

    TITLE = "newsreader"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS = bindings("app")
    COMMANDS = App.COMMANDS | {_commands}

    def __init__(
        self,
        session: Session,
        live: Live | None = None,
        *,
        is_demo: bool = False,
        warning: str = "",
    ) -> None:
        super().__init__()
        self.session = session
        self._is_demo, self._warning = is_demo, warning
        self._live = live

    def get_default_screen(self) -> MainScreen:
        return MainScreen(self.session, is_demo=self._is_demo)

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """After the first screen."""
        gc.freeze()
        gc.enable()
        if self._warning:
            self.notify(f"{self._warning}. Going on in memory.", severity="warning", timeout=10)
        if self._live is not None:
            self._live.start(self._tell)
        if not self._is_demo:
            # In a thread: a disk may take its time.
            save = partial(recent.save, paths.recent_file(), self.session.root)
            self.run_worker(save, thread=True, exit_on_error=False)

    def _tell(self, news: News) -> None:
        """Called by the live thread."""
        screen = self.screen_stack[0] if self.is_running else None
        if screen is not None:
            screen.post_message(Happened(news))

    @on(MainScreen.ReadAgain)
    def _read_again(self) -> None:
        if self._live is not None:
            self._live.sync_again()

    def action_refresh_screen(self) -> None:
        self.refresh(layout=True)

    def action_help(self) -> None:
        from reader.ui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def on_unmount(self) -> None:
        if self._live is not None:
            self._live.stop()
