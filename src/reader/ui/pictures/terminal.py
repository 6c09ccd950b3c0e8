"""What is known about the terminal without asking it: how it takes pictures, and how large its cells are.

A question to the terminal is answered on standard input, which Textual's own thread reads; and an answer that
never comes costs a tenth of a second each time.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Way = Literal["kitty", "sixel", "blocks"]
"""How a picture is drawn: by the graphics protocol of kitty, as sixels, or with half blocks in two colours each."""

_SIXEL_PROGRAMS = frozenset({"WezTerm", "iTerm.app", "mintty", "contour", "rlogin"})
_SIXEL_TERMS = ("foot", "mlterm", "contour", "yaft", "vt340", "wezterm")
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")


class Cell(NamedTuple):
    """Pixels of a cell of the terminal."""

    width: int
    height: int


USUAL = Cell(10, 20)
"""Where the terminal does not say: those of the VT340, twice as high as wide like in nearly every font."""


def way(
    protocol: Literal["auto", "kitty", "sixel", "blocks"],
    color_system: str | None,
    environ: Mapping[str, str] = os.environ,
) -> Way:
    """How this terminal takes pictures.

    Args:
        protocol: the user's choice.
        color_system: of Rich's console.
        environ: where the terminal has left its name.

    Returns:
        The user's choice, or what the terminal is known for. Blocks for kitty's protocol where colours are not
        exact: a cell says by its colour which picture it is a part of.
    """
    chosen = _known_for(environ) if protocol == "auto" else protocol
    return "blocks" if chosen == "kitty" and color_system != "truecolor" else chosen


def _known_for(environ: Mapping[str, str]) -> Way:
    if any(environ.get(name) for name in _MULTIPLEXERS):
        return "blocks"  # they pass nothing on, or not in its place
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if term in {"xterm-kitty", "xterm-ghostty"} or program == "ghostty":
        return "kitty"
    if program in _SIXEL_PROGRAMS or term.startswith(_SIXEL_TERMS) or "sixel" in term:
        return "sixel"
    # Last: programs that were started from kitty inherit these, other terminals among them.
    is_kitty = environ.get("KITTY_WINDOW_ID") and not program
    return "kitty" if is_kitty and term.startswith("xterm") else "blocks"


def cell_size(environ: Mapping[str, str] = os.environ) -> Cell:
    """Pixels of a cell, as the kernel knows them from the terminal; :data:`USUAL` where it doesn't."""
    given = environ.get("TEXTUAL_CELL_WIDTH", ""), environ.get("TEXTUAL_CELL_HEIGHT", "")
    if all(side.isdigit() and int(side) for side in given):  # in a browser
        return Cell(int(given[0]), int(given[1]))
    if sys.platform == "win32":
        return USUAL
    import fcntl  # noqa: PLC0415 -- POSIX only
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    for stream in (sys.__stderr__, sys.__stdout__, sys.__stdin__):  # Textual writes to the first
        try:
            size = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, bytes(8)) if stream else bytes(8)
        except (OSError, ValueError):
            continue
        rows, columns, width, height = struct.unpack("HHHH", size)
        if rows and columns and width >= columns and height >= rows:
            return Cell(width // columns, height // rows)
    return USUAL
