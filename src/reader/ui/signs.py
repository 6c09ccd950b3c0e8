"""The signs that the screen is drawn with, and what stands for them on the Linux console.

All of them are in DejaVu Sans Mono and in whatever a terminal falls back to; none comes from a font made for icons. The
console of Linux has one font of 256 or 512 characters and no other to fall back to: what its usual ones lack is shown
as a question mark. Textual draws borders and scroll bars with some of these too.
"""

from __future__ import annotations

ON_CONSOLE = str.maketrans(
    {
        # before titles, places, passages
        "★": "*",
        "✎": '"',
        "▸": "►",
        "▾": "▼",
        "✓": "√",
        "×": "x",
        "…": "»",
        # in articles
        "▣": "■",
        "▶": "►",
        "▷": ">",
        "◦": "o",
        "▪": "■",
        "☐": "-",
        "☑": "√",
        "↪": "»",
        "↩": "←",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "─",
        # bars
        "▁": "_",
        "▂": "_",
        "▃": "▄",
        "▅": "▄",
        "▆": "█",
        "▇": "█",
        "▏": "│",
        "▎": "│",
        "▍": "▌",
        "▋": "█",
        "▊": "█",
        "▉": "█",
        "▔": "▀",
        # borders
        "╭": "┌",
        "╮": "┐",
        "╰": "└",
        "╯": "┘",
    }
)
"""Each by one of code page 437, which every console font has, of the same width."""
