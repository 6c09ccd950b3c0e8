"""Lines of the screen as an SVG picture: cells, colours and weights as they are shown, nothing fetched, nothing scripted.

Rich and Textual make pictures of screens too, but with the frame of a window and fonts from the network.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from reader.text import cell_len, clean, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style
    from textual.strip import Strip

_CELL, _LINE, _SIZE = 8.4, 21.0, 14.0
"""Width of a cell, height of a line, size of the letters: what monospaced fonts have in common (0.6 em a cell)."""
_WIDE = 16.0
"""Size of characters of two cells."""
_BLANK = "\u00a0"
"""For a blank: browsers make one of several, and none of those at an edge, whatever ``xml:space`` says."""
_MARGIN = 28.0
_FONTS = (
    "ui-monospace, 'Sarasa Mono SC', 'DejaVu Sans Mono', Menlo, Consolas, "
    "'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
)


_THIN = (0.44, 0.56), (0.475, 0.525)
"""Where a thin line is in its cell: across, and down."""


_Parts = list[tuple[float, float, float, float, float]]


def _drawn() -> dict[str, _Parts]:
    """Characters that are drawn as rectangles: left, top, right, bottom in parts of a cell, and how strong."""
    (left, right), (top, bottom) = _THIN
    up, down = (left, 0, right, bottom, 1), (left, top, right, 1, 1)
    before, after = (0, top, right, bottom, 1), (left, top, 1, bottom, 1)
    lines: dict[str, _Parts] = {
        "│": [(left, 0, right, 1, 1)], "─": [(0, top, 1, bottom, 1)],
        "┌": [down, after], "┐": [down, before], "└": [up, after], "┘": [up, before],
        "╭": [down, after], "╮": [down, before], "╰": [up, after], "╯": [up, before],
        "├": [up, down, after], "┤": [up, down, before], "┬": [down, before, after], "┴": [up, before, after],
        "┼": [up, down, before, after],
    }  # fmt: skip
    lower: dict[str, _Parts] = {
        char: [(0, 1 - eighths / 8, 1, 1, 1)] for eighths, char in enumerate("▁▂▃▄▅▆▇█", 1)
    }
    side: dict[str, _Parts] = {
        char: [(0, 0, 1 - eighths / 8, 1, 1)] for eighths, char in enumerate("▉▊▋▌▍▎▏", 1)
    }
    shades: dict[str, _Parts] = {char: [(0, 0, 1, 1, quarters / 4)] for quarters, char in enumerate("░▒▓", 1)}
    return {**lines, **lower, **side, **shades}


_SHAPES = _drawn()


def svg(strips: Sequence[Strip], title: str, ground: str, ink: str) -> str:
    """A picture of some lines, one below the other.

    Args:
        strips: the lines.
        title: what a browser calls it.
        ground: the colour behind everything, ``#rrggbb``.
        ink: that of text that has none.
    """
    columns = max((strip.cell_length for strip in strips), default=0)
    lines = _head(columns, len(strips), title, ground, ink)
    for number, strip in enumerate(strips):
        lines += _line(strip, _MARGIN + number * _LINE, ground)
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _head(columns: int, rows: int, title: str, ground: str, ink: str) -> list[str]:
    """How such a picture begins; two elements are open at the end."""
    width, height = columns * _CELL + 2 * _MARGIN, rows * _LINE + 2 * _MARGIN
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" width="{width:.0f}" height="{height:.0f}">',
        f"<title>{_plain(title)}</title>",
        f'<rect width="100%" height="100%" fill="{ground}"/>',
        f'<g font-family="{_FONTS}" font-size="{_SIZE:g}" fill="{ink}" xml:space="preserve">',
    ]


def animated(
    frames: Sequence[tuple[float, Sequence[Strip]]], seconds: float, title: str, ground: str, ink: str
) -> str:
    """A picture that moves, again and again: each line is there as long as it stays the same.

    Args:
        frames: from when on which lines are seen, in seconds; as many lines each time.
        seconds: how long all of it takes.
        title: what a browser calls it.
        ground: as in :func:`svg`.
        ink: the same.
    """
    rows = len(frames[0][1])
    columns = max(strip.cell_length for _, strips in frames for strip in strips)
    styles: list[str] = []
    groups: list[str] = []
    for row in range(rows):
        begins = [0, *(at for at in range(1, len(frames)) if frames[at][1][row] != frames[at - 1][1][row])]
        for begin, end in zip(begins, [*begins[1:], len(frames)], strict=True):
            drawn = "".join(_line(frames[begin][1][row], _MARGIN + row * _LINE, ground))
            if len(begins) == 1:
                groups.append(drawn)
                continue
            name = f"k{len(styles)}"
            start = 100 * frames[begin][0] / seconds
            stop = 100 * frames[end][0] / seconds if end < len(frames) else 100
            before = "0%{visibility:hidden}" if begin else ""
            after = f"{stop:.2f}%{{visibility:hidden}}" if end < len(frames) else ""
            styles.append(
                f"@keyframes {name}{{{before}{start:.2f}%{{visibility:visible}}{after}}}"
                f".{name}{{visibility:hidden;animation:{name} {seconds:.2f}s step-end infinite}}"
            )
            groups.append(f'<g class="{name}">{drawn}</g>')
    head = _head(columns, rows, title, ground, ink)
    head.insert(2, f"<style>{''.join(styles)}</style>")
    return "\n".join([*head, *groups, "</g>", "</svg>", ""])


def _line(strip: Strip, top: float, ground: str) -> Iterator[str]:
    """Grounds first, then letters: those of one width together, so that each stands in its cells in any font."""
    column = 0
    letters: list[str] = []
    for segment in strip:
        style, x = segment.style, _MARGIN + column * _CELL
        cells = cell_len(segment.text)
        back = _colour(style, is_ground=True)
        if cells and back and back != ground:
            yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{cells * _CELL:.1f}" height="{_LINE:g}" fill="{back}"/>'
        clusters_of = groupby(
            graphemes(segment.text), key=lambda each: (each[2], segment.text[each[0] : each[1]] in _SHAPES)
        )
        for (wide, is_shape), group in clusters_of:
            clusters = list(group)
            text = segment.text[clusters[0][0] : clusters[-1][1]]
            length = wide * len(clusters) * _CELL
            if is_shape:
                letters += _shapes(text, _MARGIN + column * _CELL, top, _attributes(style))
                column += len(clusters)
                continue
            if text.strip():
                # Most fonts set a wide character in one em, which is less than two cells: somewhat larger, and spaced.
                spaced = (
                    f' font-size="{_WIDE:g}" letter-spacing="{2 * _CELL - _WIDE:.1f}"' if wide == 2 else ""
                )
                letters.append(
                    f'<text x="{_MARGIN + column * _CELL:.1f}" y="{top + _LINE * 0.71:.1f}" textLength="{length:.1f}"'
                    f"{spaced}{_attributes(style)}>{_plain(text).replace(' ', _BLANK)}</text>"
                )
            column += wide * len(clusters)
    yield from letters


def _shapes(text: str, left: float, top: float, look: str) -> Iterator[str]:
    """Lines and blocks, which fonts leave gaps in; a run of the same one at once."""
    for char, run in groupby(text):
        count = len(list(run))
        across = count if all(x in {0, 1} for part in _SHAPES[char] for x in (part[0], part[2])) else 1
        for number in range(count // across):
            for x0, y0, x1, y1, opacity in _SHAPES[char]:
                x, wide = left + (number + x0 * across) * _CELL, (x1 - x0) * across * _CELL
                y, high = top + y0 * _LINE, (y1 - y0) * _LINE
                faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
                yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"{look}{faint}/>'
        left += count * _CELL


def _plain(text: str) -> str:
    """Characters that XML allows, and that mean nothing to it."""
    return escape(clean(text).translate({0xFFFE: None, 0xFFFF: None}), quote=True)


def _colour(style: Style | None, *, is_ground: bool) -> str:
    if style is None:
        return ""
    wanted = style.color if is_ground is bool(style.reverse) else style.bgcolor
    return wanted.get_truecolor().hex if wanted is not None and not wanted.is_default else ""


def _attributes(style: Style | None) -> str:
    if style is None:
        return ""
    colour = _colour(style, is_ground=False)
    lines = " ".join(
        name for name, on in (("underline", style.underline), ("line-through", style.strike)) if on
    )
    found = {
        "fill": colour,
        "font-weight": "bold" if style.bold else "",
        "font-style": "italic" if style.italic else "",
        "text-decoration": lines,
        "opacity": "0.7" if style.dim else "",
    }
    return "".join(f' {name}="{value}"' for name, value in found.items() if value)
