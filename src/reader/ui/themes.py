"""The colours: two themes of our own, made for hours of reading, and what else the style sheet takes from any theme.

``paper`` is ink on warm paper, ``ink`` warm grey on near-black; each has one accent, and nothing in them is pure black or
white. The style sheet names colours by what they are for (``$cursor``, ``$found``, ``$kept``): :func:`variables` gives
those of a theme that does not know them, so that every theme of Textual's works too. Every pair of colours that can
meet on the screen has a contrast of 4.5 in both themes, signs and lines aside (``tests/ui/test_contrast.py``).

Both are there three times: for all colours, for a terminal of 256 and for one of sixteen. What is nearest by the numbers
(which is what Textual would send) is not what can be read there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.theme import Theme

from reader.ui.theme_names import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.ui.depth import Depth


class Palette(NamedTuple):
    """The colours of one theme, by what they are for; ``…_on`` is written on the one before."""

    ground: str
    surface: str
    """Of boxes and bars."""
    raised: str
    """Of what lies over these."""
    rule: str
    """Lines between panes, scroll bars."""
    text: str
    bright: str
    """Headings; text on what is lit."""
    quiet: str
    faint: str
    """Lines of tables."""
    accent: str
    bar: str
    """Bars of numbers."""
    warm: str
    """Days in a calendar with some posts; with more."""
    warmer: str
    teal: str
    pink: str
    green: str
    gold: str
    red: str
    blue: str
    cursor: str
    cursor_on: str
    away: str
    """The cursor where the focus is elsewhere."""
    away_on: str
    found: str
    found_on: str
    current: str
    """What is found, and stood on."""
    current_on: str
    kept: str
    """Highlights: text of any colour lies on them."""
    lifted: str
    """The highlight that is stood on."""
    lifted_on: str
    selected: str
    selected_on: str


# fmt: off
_INK = Palette(
    ground="#1b1a18", surface="#262421", raised="#322f2a", rule="#4b463e",
    text="#d8d0c3", bright="#f1e8d8", quiet="#aea597", faint="#7d766b", accent="#e3a870", bar="#b0865c", warm="#c0a68a", warmer="#d1a77d",
    teal="#7fbbae", pink="#d9a3be", green="#a9c288", gold="#e8c766", red="#eb9486", blue="#93b4cf",
    cursor="#403729", cursor_on="#d8d0c3", away="#2c2925", away_on="#d8d0c3",
    found="#57481a", found_on="#f7ecca", current="#edc64f", current_on="#1b1a18",
    kept="#28332a", lifted="#41583a", lifted_on="#f1e8d8", selected="#4f4538", selected_on="#f1e8d8",
)
_PAPER = Palette(
    ground="#f7f2e8", surface="#efe8da", raised="#e8dfce", rule="#cfc5b2",
    text="#2b2621", bright="#17120d", quiet="#655b4e", faint="#918674", accent="#983a1a", bar="#b77a5c", warm="#765039", warmer="#874530",
    teal="#1d625c", pink="#873654", green="#4a6116", gold="#7a5100", red="#a3281f", blue="#245b86",
    cursor="#ecdbc3", cursor_on="#2b2621", away="#f0e8da", away_on="#2b2621",
    found="#f4de92", found_on="#2b2621", current="#7a4b00", current_on="#fff8e6",
    kept="#dfe9d0", lifted="#bcd29b", lifted_on="#17120d", selected="#e2d3b8", selected_on="#17120d",
)
_INK_256 = Palette(
    ground="#1c1c1c", surface="#262626", raised="#303030", rule="#4e4e4e",
    text="#d0d0d0", bright="#eeeeee", quiet="#a8a8a8", faint="#767676", accent="#d7af87", bar="#af875f", warm="#af875f", warmer="#d7af5f",
    teal="#87afaf", pink="#d7afd7", green="#afaf87", gold="#d7d75f", red="#ff8787", blue="#87afd7",
    cursor="#3a3a3a", cursor_on="#d0d0d0", away="#262626", away_on="#d0d0d0",
    found="#5f5f00", found_on="#ffffd7", current="#ffd75f", current_on="#1c1c1c",
    kept="#303030", lifted="#005f00", lifted_on="#eeeeee", selected="#4e4e4e", selected_on="#eeeeee",
)
_PAPER_256 = Palette(
    ground="#eeeeee", surface="#e4e4e4", raised="#dadada", rule="#bcbcbc",
    text="#262626", bright="#121212", quiet="#585858", faint="#8a8a8a", accent="#870000", bar="#af5f5f", warm="#5f5f5f", warmer="#5f0000",
    teal="#005f5f", pink="#87005f", green="#005f00", gold="#5f5f00", red="#af0000", blue="#005f87",
    cursor="#ffd7af", cursor_on="#262626", away="#e4e4e4", away_on="#262626",
    found="#ffd75f", found_on="#262626", current="#5f5f00", current_on="#ffffff",
    kept="#d7ffd7", lifted="#afd787", lifted_on="#1c1c1c", selected="#d7d7af", selected_on="#1c1c1c",
)
# Nobody knows what a palette of sixteen makes of grey: what is quiet is plain here. Nor is anything a blend.
_INK_16 = Palette(
    ground="ansi_black", surface="ansi_black", raised="ansi_black", rule="ansi_white",
    text="ansi_bright_white", bright="ansi_bright_white", quiet="ansi_white", faint="ansi_white",
    accent="ansi_bright_cyan", bar="ansi_bright_cyan", warm="ansi_bright_cyan", warmer="ansi_bright_cyan", teal="ansi_bright_cyan", pink="ansi_bright_magenta",
    green="ansi_bright_green", gold="ansi_bright_yellow", red="ansi_bright_red", blue="ansi_bright_cyan",
    cursor="ansi_cyan", cursor_on="ansi_black", away="ansi_blue", away_on="ansi_bright_white",
    found="ansi_yellow", found_on="ansi_black", current="ansi_red", current_on="ansi_bright_white",
    kept="ansi_black", lifted="ansi_green", lifted_on="ansi_black",
    selected="ansi_cyan", selected_on="ansi_black",
)
_PAPER_16 = Palette(
    ground="ansi_white", surface="ansi_white", raised="ansi_white", rule="ansi_black",
    text="ansi_black", bright="ansi_black", quiet="ansi_black", faint="ansi_black",
    accent="ansi_blue", bar="ansi_blue", warm="ansi_blue", warmer="ansi_blue", teal="ansi_blue", pink="ansi_blue",
    green="ansi_black", gold="ansi_red", red="ansi_red", blue="ansi_blue",
    cursor="ansi_blue", cursor_on="ansi_bright_white", away="ansi_cyan", away_on="ansi_black",
    found="ansi_yellow", found_on="ansi_black", current="ansi_red", current_on="ansi_bright_white",
    kept="ansi_white", lifted="ansi_green", lifted_on="ansi_black",
    selected="ansi_cyan", selected_on="ansi_black",
)
# fmt: on

# Which colour of a palette is meant by the names that others have for one.
# fmt: off
_OWN = {
    **{name: name for name in ("cursor", "away", "found", "current", "kept", "lifted", "selected", "rule", "raised", "bar")},
    "heading": "bright", "star": "gold", "heat-1": "warm", "heat-2": "warmer", "heat-3": "accent",
    "watched": "pink", "code-name": "blue",
}
_PARTS = {
    "primary": "accent", "secondary": "teal", "accent": "accent",
    "warning": "gold", "error": "red", "success": "green",
    "foreground": "text", "background": "ground", "surface": "surface", "panel": "raised", "boost": "raised",
}
_TEXTUAL = {
    "surface": "surface", "panel": "raised",
    "text": "text", "text-muted": "quiet", "text-disabled": "faint",
    "text-primary": "accent", "text-secondary": "teal", "text-accent": "pink",
    "text-success": "green", "text-warning": "gold", "text-error": "red",
    "foreground-muted": "quiet", "foreground-disabled": "faint",
    "border": "accent", "border-blurred": "rule",
    "block-cursor-foreground": "cursor_on", "block-cursor-background": "cursor",
    "block-cursor-blurred-foreground": "cursor_on", "block-cursor-blurred-background": "cursor",
    "block-hover-background": "raised",
    "input-cursor-foreground": "ground", "input-cursor-background": "text",
    "input-selection-foreground": "selected_on", "input-selection-background": "selected",
    "screen-selection-foreground": "selected_on", "screen-selection-background": "selected",
    "scrollbar": "rule", "scrollbar-hover": "faint", "scrollbar-active": "accent",
    "scrollbar-background": "ground", "scrollbar-background-hover": "ground", "scrollbar-background-active": "ground",
    "scrollbar-corner-color": "ground",
    "link-color": "accent",
}
_ANSI = {"ansi-foreground": "text", "ansi-background": "ground"}
# fmt: on

_PALETTES: dict[Depth, tuple[Palette, Palette]] = {
    "all": (_INK, _PAPER),
    "256": (_INK_256, _PAPER_256),
    "16": (_INK_16, _PAPER_16),
    "none": (_INK, _PAPER),
}


def own(depth: Depth = "all") -> tuple[Theme, Theme]:
    """``ink`` and ``paper`` for a terminal of so many colours."""
    ink, paper = _PALETTES[depth]
    is_ansi = depth == "16"
    return _theme(OWN[0], ink, dark=True, ansi=is_ansi), _theme(OWN[1], paper, dark=False, ansi=is_ansi)


def in_order(available: Mapping[str, Theme]) -> list[str]:
    """The names of all themes: ours, then dark ones, then light ones."""
    others = set(available).difference(OWN)
    return [*OWN, *sorted(others, key=lambda name: (not available[name].dark, name))]


def usual(environ: Mapping[str, str]) -> str:
    """The theme where none was chosen: ``paper`` where the terminal says that its background is light.

    Args:
        environ: of the process. Some terminals (rxvt, Konsole) set ``COLORFGBG``, such as ``0;15``; asking the others
            would take a round trip, and an answer that may never come.
    """
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "paper" if ground in {"7", "15"} else "ink"


def variables(theme: Theme, known: Mapping[str, str]) -> dict[str, str]:
    """What the style sheet takes from a theme that knows nothing of it.

    Args:
        theme: one of Textual's, or of our own.
        known: the variables of that theme; those in it are kept.
    """
    if theme.ansi:
        derived = _own_variables(_INK_16 if theme.dark else _PAPER_16)
    else:
        text, ground, primary, warning = (
            known[name] for name in ("foreground", "background", "primary", "warning")
        )
        derived = {
            "cursor": f"{primary} 40%",
            "cursor-on": text,
            "away": f"{primary} 15%",
            "away-on": text,
            "found": f"{warning} 30%",
            "found-on": text,
            "current": warning,
            "current-on": ground,
            "kept": f"{known['success']} 25%",
            "lifted": f"{known['success']} 60%",
            "lifted-on": text,
            "selected": known["screen-selection-background"],
            "selected-on": text,
            "rule": known["surface-lighten-2"],
            "raised": known["surface-lighten-1"],
            "bar": f"{primary} 70%",
            "heading": known["primary-lighten-2"],
            "star": warning,
            "heat-1": f"{primary} 45%",
            "heat-2": f"{primary} 65%",
            "heat-3": f"{primary} 85%",
            "watched": known["text-accent"],
            "code-name": known["text-primary"],
        }
    return {name: value for name, value in derived.items() if name not in known}


def _own_variables(palette: Palette) -> dict[str, str]:
    """What is in our themes, and in none of Textual's."""
    values = palette._asdict()
    return {
        **{name.replace("_", "-"): value for name, value in values.items() if name.endswith("_on")},
        **{name: values[colour] for name, colour in _OWN.items()},
    }


def _theme(name: str, palette: Palette, *, dark: bool, ansi: bool) -> Theme:
    values = palette._asdict()
    names = _TEXTUAL | _ANSI if ansi else _TEXTUAL
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        **{part: values[colour] for part, colour in _PARTS.items()},
        variables=_own_variables(palette) | {name: values[colour] for name, colour in names.items()},
    )
