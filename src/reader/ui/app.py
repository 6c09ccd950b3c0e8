"""The application: themes, the screen, and the end."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual.app import App

from reader import paths
from reader.state import recent
from reader.ui.bindings import bindings
from reader.ui.commands import ReaderCommands
from reader.ui.live import Live, News
from reader.ui.messages import Happened
from reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from reader.background import BackgroundSync
    from reader.session import Session


class ReaderApp(App[None]):
    """The reader on one archive.

    Args:
        session: the archive.
        child: a sync of it that is already running.
        is_demo: it is the one that ships with the program.
        warning: what to tell the user at the start.
    """

    TITLE = "newsreader"
    CSS_PATH = "app.tcss"
    BINDINGS = bindings("app")
    COMMANDS = App.COMMANDS | {ReaderCommands}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        session: Session,
        child: BackgroundSync | None = None,
        *,
        is_demo: bool = False,
        warning: str = "",
    ) -> None:
        super().__init__()
        self.session = session
        self._is_demo, self._warning = is_demo, warning
        self._live = Live(session, self._tell, child)

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
        self._live.start()
        if not self._is_demo:
            recent.save(paths.recent_file(), self.session.root)

    def _tell(self, news: News) -> None:
        """Called by the live thread."""
        screen = self.screen_stack[0] if self.is_running else None
        if screen is not None:
            screen.post_message(Happened(news))

    def action_refresh_screen(self) -> None:
        self.refresh(layout=True)

    def action_help(self) -> None:
        from reader.ui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def on_unmount(self) -> None:
        self._live.stop()
