"""Settings that are chosen while the program runs: in force at once, and written down for the next start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader import paths
from reader.ui.screens.main import MainScreen
from reader.ui.settings import Keeper

if TYPE_CHECKING:
    from reader.toml import Value
    from reader.ui.app import ReaderApp


class Choosing:
    """Changes the settings of an application.

    Args:
        app: has them, and tells what can't be written down.
    """

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        complain = partial(app.notify, severity="warning", timeout=10, markup=False)
        self._keeper = Keeper(paths.config_file(), complain)

    @property
    def _screen(self) -> MainScreen:
        screen = self._app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def set_reading(self, key: str, value: Value) -> None:
        """Set articles in another way, now and from the next start on.

        Args:
            key: a setting of the table ``[reading]``.
            value: what it may be, see :data:`reader.config.SETTINGS`.
        """
        config, screen = self._app.config, self._screen
        reading = config.reading._replace(**{key: value})  # type: ignore[arg-type]
        self._app.config = config._replace(reading=reading)
        if key == "ambiguous":
            from reader.ambiguous import set_ambiguous  # noqa: PLC0415 -- few ever need it

            set_ambiguous(wide=value == "wide")
            screen.places.forget_drawn()
            screen.posts.forget_drawn()
        screen.typesetting.apply(reading)
        self._keep("reading", key, value)

    def set_interface(self, key: str, value: Value) -> None:
        """Have the screen in another way, now and from the next start on.

        Args:
            key: a setting of the table ``[ui]``.
            value: what it may be.
        """
        self._put_interface(key, value)
        if key == "language":
            self._app.speak(str(value))
        elif key.startswith("night_"):
            self._app.follow_time(by_hand=True)
        self._keep("ui", key, value)

    def set_theme(self, key: str, name: str) -> None:
        """The theme that is shown is that of the day or of the night (``key``) from the next start on, too."""
        self._put_interface(key, name)
        self._keep("ui", key, name)

    def _put_interface(self, key: str, value: Value) -> None:
        config = self._app.config
        self._app.config = config._replace(ui=config.ui._replace(**{key: value}))  # type: ignore[arg-type]

    def set_watched(self, words: tuple[str, ...]) -> None:
        """Look out for these words, now and from the next start on."""
        config = self._app.config
        self._app.config = config._replace(watch=config.watch._replace(words=words))
        self._screen.watched.look_for(words)
        self._keep("watch", "words", words)

    def choose(self, table: str, key: str, value: Value) -> None:
        """What was chosen in the palette."""
        {"reading": self.set_reading, "ui": self.set_interface}[table](key, value)

    def _keep(self, table: str, key: str, value: Value) -> None:
        """Write a setting down."""
        self._keeper.want(table, key, value)
        self._app.run_worker(self._keeper.write, thread=True)
