"""What is said in a corner of the screen, in lines that break like those of articles: Textual parts words of any script."""

from __future__ import annotations

WIDTH, SHARE = 60, 0.9
"""Cells of a toast, and how much of a narrow window it may take; as ``opened.tcss`` has it."""
_FRAME = 6
"""Cells beside its text: its frame, the blank at the end of a line, and what the window keeps for itself."""


def typeset(message: str, window: int) -> str:
    """A message in lines for a window of so many cells; nothing of it is lost, blanks stay at the ends of lines."""
    from reader.document import breaking  # noqa: PLC0415 -- not before something is said

    width = max(8, min(WIDTH, int(window * SHARE)) - _FRAME)
    starts = [start for start, _ in breaking.lines(message, width)][1:]
    parts = (message[start:stop] for start, stop in zip([0, *starts], [*starts, None], strict=True))
    return "\n".join(part.removesuffix("\n") for part in parts)
