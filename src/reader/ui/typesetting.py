"""How the article is set: the settings in force, the width of its column, its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr

if TYPE_CHECKING:
    from reader.config import Config, Reading
    from reader.ui.pictures import Pictures
    from reader.ui.screens.main import MainScreen

_NARROWEST, _WIDEST = 20, 400
"""Cells of a column of text: at least, and so many that it fills any window."""


class Typesetting:
    """Sets the article of a screen.

    Args:
        screen: whose article it is.
        config: what the user has chosen.
    """

    def __init__(self, screen: MainScreen, config: Config) -> None:
        self._screen, self._article = screen, screen.article
        self.reading, self._images = config.reading, config.images
        self._pictures: Pictures | None = None
        screen.loader.reading = config.reading
        self._article.pictures, self._article.picture_height = self.pictures, config.images.height

    def apply(self, reading: Reading) -> None:
        """Set articles in another way, from now on."""
        self.reading = self._screen.loader.reading = reading
        self.draw_borders()
        self._article.set_reading(reading)
        self._screen.posts.forget_glances()  # minutes may be others
        self._screen.preview.show(again=True)

    def draw_borders(self) -> None:
        """Where ambiguous characters are wide, lines of box drawing may be so too."""
        self._screen.set_class(self.reading.ambiguous == "wide", "-plain-borders")

    def measure(self, change: int) -> None:
        """A wider or narrower column; 0 switches between the whole width and the usual measure."""
        width, before = self._article.reading.width, self._article.column
        if change:
            width = max(_NARROWEST, min(self._article.measure_shown + change, _WIDEST))
        else:
            width = _WIDEST if width < _WIDEST else self.reading.width
        self.set_width(width)
        if self._article.column == before:
            full = tr("The text takes all the room there is already.")
            self._screen.notify(full if change >= 0 else tr("The text gets no narrower."), timeout=2)

    @property
    def width(self) -> int:
        """The width that was chosen for the column, in cells."""
        return self._article.reading.width

    def set_width(self, width: int) -> None:
        """A column of so many cells, if there is room."""
        self._article.set_reading(self._article.reading._replace(width=width))

    def pictures(self) -> Pictures | None:
        """What draws pictures, where the extra for it is installed and the user wants them."""
        if self._pictures is None and self._images.show:
            from reader.ui.pictures import Pictures  # noqa: PLC0415 -- not before there is one

            self._pictures = Pictures(self._screen.app, self._screen.session.folder, self._images)
        return self._pictures if self._pictures is not None and self._pictures.available() else None

    def close(self) -> None:
        """Draw no more."""
        if self._pictures is not None:
            self._pictures.close()
