"""What the user has chosen: frozen values with their defaults. Reading the file comes with :func:`load`."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Reading(NamedTuple):
    """How articles are set: the table ``[reading]``."""

    width: int = 80
    """Cells of a line of text at most: 40 Chinese characters. 20 to 400."""
    indent: int = 0
    """Characters (two cells each) by which the first line of a paragraph is set in. 0 to 8."""
    spacing: int = 1
    """Blank lines between two paragraphs: 0 or 1."""
    hanging: bool = False
    """A stop or comma may hang out of the column by one character (CLREQ 3.1.7)."""
    autospace: bool = False
    """A blank is shown between Chinese or Japanese and Latin letters or digits (CLREQ 3.2.2), never in code."""
    justify: bool = False
    """The lines of a paragraph end at one edge where blanks can be added for it."""
    ambiguous: Literal["narrow", "wide"] = "narrow"
    """How the terminal draws what UAX #11 calls ambiguous: ``“ ” … — ①``. Of the whole process, see reader.text."""
    cjk_per_minute: int = 400
    """Chinese, Japanese and Korean characters that are read in a minute. 50 to 5,000."""
    words_per_minute: int = 220
    """Other words that are read in a minute. 50 to 5,000."""


class Images(NamedTuple):
    """Pictures in articles: the table ``[images]``."""

    show: bool = True
    """Draw pictures of the archive in the article, where the extra ``images`` is installed."""
    fetch: bool = False
    """Fetch pictures that are not in the archive. Nothing is ever fetched without this."""
    height: int = 20
    """Lines that a picture may take at most. 2 to 100."""
    protocol: Literal["auto", "kitty", "sixel", "blocks"] = "auto"
    """How pictures reach the terminal; ``auto`` asks the environment."""
    max_bytes: int = 10_000_000
    """Bytes of a picture that are fetched at most."""


class Config(NamedTuple):
    """Everything that can be configured."""

    reading: Reading = Reading()
    images: Images = Images()
