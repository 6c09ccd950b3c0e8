"""What is in the way of reading the archive, told once: in a box, or in a corner where a box would be in the way itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr
from reader.library.listing import Listing

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class Alarm:
    """Tells of trouble.

    Args:
        screen: what it is in the way of.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._told = ""

    def tell(self, happened: str, advice: str) -> None:
        """Tell of something in the way; in a corner while one types or something else is open: keys are meant for that."""
        if happened == self._told:
            return  # it goes on, and is known
        self._told = happened
        screen = self._screen
        is_typing = screen.search.is_typing or type(screen.focused).__name__.endswith(
            ("Input", "Box", "TextArea")
        )
        if screen.app.screen is not screen or is_typing:
            screen.notify(f"{happened}. {advice}", severity="warning", timeout=15, markup=False)
            return
        from reader.ui.screens.trouble import Trouble, TroubleScreen  # noqa: PLC0415 -- not before there is some

        safe = tr(
            "Your posts, bookmarks, notes and read marks: the index is made from the posts, and nothing else is in it."
        )
        screen.app.push_screen(TroubleScreen(Trouble(happened, safe, advice)))

    def take_damage(self, why: str) -> None:
        """The catalogue was damaged and has been emptied: read the archive again."""
        # Nothing can be done about it, and nothing need be: no box, which would take the keys that are on their way.
        words = tr("{trouble}; the archive is read again. Nothing that you keep is in it.")
        screen = self._screen
        screen.notify(words.format(trouble=why), severity="warning", timeout=10, markup=False)
        screen.posts.show(Listing.empty())
        screen.post_message(screen.ReadAgain())
