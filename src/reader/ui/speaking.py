"""Another language while the program runs: the whole screen is made anew, and stands where the old one stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import language
from reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


def speak(app: ReaderApp, wish: str) -> MainScreen | None:
    """Speak the language that ``wish`` asks for; the new screen, or None where that is the one that was spoken.

    Everything that is open over the screen is closed: no sentence in the old language is left anywhere.
    """
    before = language.current()
    language.use(wish)
    if language.current() == before:
        return None
    while len(app.screen_stack) > 1:
        app.pop_screen()
    app.clear_notifications()
    old = app.screen
    assert isinstance(old, MainScreen)
    new = old.again(app.config)
    if not old._result_callbacks:  # noqa: SLF001 -- Textual gives the first screen none, and would take one away
        old._push_result_callback(app, None)  # noqa: SLF001
    app.switch_screen(new)
    return new
