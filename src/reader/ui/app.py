"""The application: themes, settings, the screen, and the end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.worker import WorkerFailed

from reader import paths
from reader.config import Config
from reader.language import tr
from reader.state import recent
from reader.ui import motion, nightfall, themes
from reader.ui.bindings import bindings, everywhere
from reader.ui.depth import depth
from reader.ui.keys import key_name
from reader.ui.messages import Happened
from reader.ui.mishaps import Mishaps
from reader.ui.real_cursor import CursorApp
from reader.ui.screens.main import MainScreen
from reader.ui.typed_ahead import TypedAhead
from reader.ui.words import HINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from reader.session import Session
    from reader.ui.choosing import Choosing
    from reader.ui.keys import Key
    from reader.ui.live import Live, News
    from reader.ui.screens.picker import Picked


_FOLDER = Path(__file__).parent
_INPUT = (events.Key, events.MouseDown, events.Paste)
"""What a user does, after which a key that waited for a second one waits no more."""


class ReaderApp(CursorApp, inherit_bindings=False):
    """The reader on one archive.

    Args:
        session: the archive.
        live: what keeps it up to date; without it the archive stays as it is known.
        config: what the user has chosen.
        is_demo: it is the one that ships with the program.
        tour: begin with a tour.
        warning: what to tell the user at the start, each line by itself.
    """

    TITLE = "newsreader"
    _has_theme = _has_begun = False
    BINDINGS = [  # noqa: RUF012 -- as Textual declares it
        *bindings("app"),
        *everywhere(),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]
    ENABLE_COMMAND_PALETTE = False  # there is one of our own

    def __init__(
        self,
        session: Session,
        live: Live | None = None,
        config: Config = Config(),  # noqa: B008 -- frozen
        *,
        is_demo: bool = False,
        warning: str = "",
        tour: bool = False,
    ) -> None:
        colours = depth(os.environ)
        looks = ["app.tcss"] if colours != "none" else ["app.tcss", "nocolor.tcss"]
        super().__init__(css_path=[_FOLDER / name for name in looks])
        self.mishaps = Mishaps(self._tell_mishap)
        self._typed_ahead = TypedAhead(self)
        self.failure: Exception | None = None
        self.next_archive: Path | None = None
        """What is to be opened when this is closed."""
        self.cursor_on_rows = config.ui.cursor
        self.animation_level = motion.level(self.animation_level, wished=config.ui.animations)
        self.no_color = colours == "none"
        self._is_console = os.environ.get("TERM", "").startswith("linux")
        for theme in themes.own(colours):
            self.register_theme(theme)
        self.session, self.config = session, config
        self._is_demo, self._warnings = is_demo, warning.splitlines()
        self._live, self._begins_with_tour = live, tour
        self._main: MainScreen | None = None
        self._is_trying = False
        self._due = nightfall.due(config.ui)
        self._begin_with_theme(getattr(config.ui, self._due))

    def get_default_screen(self) -> MainScreen:
        self._main = MainScreen(self.session, self.size.width, is_demo=self._is_demo, config=self.config)
        return self._main

    @property
    def unsaved(self) -> str:
        """What could not be saved, and why; asked for at the end."""
        return self._main.session.state.unsaved if self._main is not None else ""

    async def on_event(self, event: events.Event) -> None:
        """What is typed waits for its screen; the second of two keys is taken before anything else sees it."""
        if self._typed_ahead.holds(event):
            return
        main = self._main
        if main is not None and main.sequences.waiting and isinstance(event, _INPUT):
            if isinstance(event, events.Key) and self.screen is main:
                await main.sequences.take(event)
                return
            main.sequences.end()
        await super().on_event(event)

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """After the first screen."""
        self._has_begun = True
        if not self.is_headless:
            asyncio.get_running_loop().set_exception_handler(self.mishaps.in_loop)
        self.app_resume_signal.subscribe(self, self._come_back)
        gc.freeze()
        gc.enable()
        for warning in self._warnings:
            self.notify(warning, severity="warning", timeout=10, markup=False)
        self.watch(self, "theme", self._keep_theme, init=False)
        self.set_interval(nightfall.LOOK_AGAIN, self.follow_time)
        if self._live is not None:
            self._live.start(self._tell)
        if self._begins_with_tour:
            self.action_tour()
        if not self._is_demo:
            # In a thread: a disk may take its time.
            save = partial(recent.save, paths.recent_file(), self.session.root)
            self.run_worker(save, thread=True, exit_on_error=False)

    def _handle_exception(self, error: Exception) -> None:
        """What went wrong in a thread is told; anything else ends the program, which :func:`reader.ui.run` tells of."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if cause is not error and not self.is_headless and isinstance(cause, Exception):
            self.mishaps.note(cause)
            return
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would paint all variables, and with them somebody's texts.
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in a corner: plain text always, for titles may have brackets."""
        from reader.ui.toasts import typeset  # noqa: PLC0415 -- not before something is said

        del markup
        told = typeset(message, self.size.width)
        super().notify(told, title=title, severity=severity, timeout=timeout, markup=False)

    def _tell_mishap(self, words: str) -> None:
        """From any thread."""
        if self._loop is not None and self.is_running:
            show = partial(self.notify, words, severity="error", timeout=10, markup=False)
            with contextlib.suppress(RuntimeError):  # the end has come meanwhile
                self._loop.call_soon_threadsafe(show)

    def _come_back(self, _: App[None]) -> None:
        """The terminal was a shell's or an editor's for a while: nothing of the last picture is left."""
        self.forget_cursor()
        self.refresh(layout=True)

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
        usual = themes.usual(os.environ)
        if name and name not in self.available_themes:
            words = tr("There is no theme “{name}”; {used} is used.")
            self._warnings.append(words.format(name=name, used=usual))
        self._has_theme = True
        self.theme = name if name in self.available_themes else usual
        self._first_variables = self.get_css_variables()
        self.stylesheet.set_variables(self._first_variables)

    def get_css_variables(self) -> dict[str, str]:
        if not self._has_theme:  # Textual's usual theme is never seen: it would take a few milliseconds
            return {}
        known = super().get_css_variables()
        return known | themes.variables(self.current_theme, known)

    def refresh_css(self, animate: bool = True) -> None:
        # Textual does so for every theme that is set. The first one was, before any rule was parsed: to parse all of
        # them once more takes as long as a tenth of the start.
        if self._has_begun or self._first_variables != self.get_css_variables():
            super().refresh_css(animate=animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        usual = super().get_line_filters()
        if not (self.no_color or self._is_console):
            return usual
        from reader.ui.filters import filters  # noqa: PLC0415 -- few ever need them

        return filters(usual, colours=not self.no_color, console=self._is_console)

    def search_themes(self) -> None:
        """Choose a theme; each is seen while one chooses."""
        from reader.ui.screens.theme_picker import ThemePicker  # noqa: PLC0415 -- not before it is opened

        before = self.theme

        def choose(picked: Picked | None) -> None:
            self.try_theme(before)
            if picked is not None:
                self.theme = picker.names[picked.index]

        picker = ThemePicker(self.available_themes, before, self)
        self.push_screen(picker, choose)

    def try_theme(self, name: str) -> None:
        """Draw everything in a theme, without that it counts as chosen."""
        self._is_trying = True
        self.theme = name
        self._is_trying = False

    def _keep_theme(self, name: str) -> None:
        """What was chosen as a theme."""
        if not self._is_trying:
            self.choosing.set_theme(self._due, name)

    def follow_time(self, *, by_hand: bool = False) -> None:
        """The theme of the night when that begins, that of the day when it ends."""
        due = nightfall.due(self.config.ui)
        if due != self._due or by_hand:
            self._due = due
            name = getattr(self.config.ui, due) or themes.usual(os.environ)
            if name in self.available_themes and name != self.theme:
                self.try_theme(name)

    @cached_property
    def choosing(self) -> Choosing:
        """Changes settings."""
        from reader.ui.choosing import Choosing  # noqa: PLC0415 -- not before something is chosen

        return Choosing(self)

    def speak(self, wish: str) -> None:
        """Speak the language that ``wish`` asks for."""
        from reader.ui.speaking import speak  # noqa: PLC0415 -- few ever need it

        self._main = speak(self, wish) or self._main

    # -- the program ----------------------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """Run anything by its name."""
        from reader.ui import commands  # noqa: PLC0415 -- not before it is opened

        if isinstance(self.screen, MainScreen):
            commands.show(self, tr("What do you want to do?"), commands.every(self, self.screen))

    def action_tour(self) -> None:
        """Lead through the program, from whatever screen that was asked for."""
        if self._main is not None:
            self._main.action_tour()

    def go_on_with(self, archive: Path) -> None:
        """Leave, for another archive."""
        self.next_archive = archive
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C, where there is nothing to copy: it does not quit, and perhaps that was wanted."""
        words = tr("{key} leaves the program. This key copies what is selected.").format(key=key_name("quit"))
        self.notify(words, timeout=3, markup=False)

    def action_refresh_screen(self) -> None:
        self.refresh(layout=True)

    def action_help(self) -> None:
        """What keys do, those of where one is first; not above a box."""
        from reader.ui.screens.help import HelpScreen  # noqa: PLC0415 -- not before it is opened

        screen = self.screen
        pane: str | None = getattr(screen, "keys_for", None)
        if pane is None:
            return

        def do(key: Key | None) -> None:
            if key is not None:
                self.call_later(self.run_action, key.action, self if key.scope == "app" else screen)

        self.push_screen(HelpScreen(pane, HINTS.get(pane, ())), do)

    def on_unmount(self) -> None:
        if self._live is not None:
            self._live.stop()
