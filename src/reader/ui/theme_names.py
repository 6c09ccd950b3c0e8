"""What themes are called, and what is said of a name that none has; of Textual only when another is meant than ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import config_file
from reader.language import tr
from reader.text import crop, one_line

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Interface

OWN = ("ink", "paper")
"""What our own themes are called."""
SETTINGS = ("theme", "night_theme")
"""The settings of the table ``[ui]`` that name one."""
_LONGEST_SHOWN = 40
"""Cells of a name in a message."""


def fault(name: str) -> str:
    """Why there is no theme of this name, and which there are; empty when there is one, or the usual one is meant."""
    if name in {"", *OWN}:
        return ""
    from textual.theme import BUILTIN_THEMES  # noqa: PLC0415 -- a fifth of a second, for who has none of ours

    known = [*OWN, *sorted(BUILTIN_THEMES)]
    if name in known:
        return ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for complaints

    nearest, _, _ = process.extractOne(name, known, scorer=fuzz.ratio)
    told = tr("there is no theme {name}; the nearest is {nearest}. There are {known}")
    return told.format(name=crop(one_line(name), _LONGEST_SHOWN), nearest=nearest, known=", ".join(known))


def told(chosen: Interface, path: Path) -> list[str]:
    """What is wrong with the themes that a file names, with file and line."""
    faults = {key: why for key in SETTINGS if (why := fault(getattr(chosen, key)))}
    lines = config_file.lines(path) if faults else {}
    return [f"{path}:{lines.get(('ui', key), 1)}: [ui] {key}: {why}" for key, why in faults.items()]
