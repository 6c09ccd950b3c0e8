"""What is laid over an article, in layers: marks of watched words, of highlights, of what is found, chosen, selected."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.document.galley import Place
    from reader.ui.marks import Label, Marks

_ORDER = ("watched", "kept", "found", "selected")
"""The last on top."""
_POINTED = (("selected", "caret"), ("found", "chosen"), ("kept", "lifted"), ("found", "current"))
"""Marks that one has gone to, by their layer and style: the end of a selection, a link, a highlight, what was found."""


class Layers:
    """The marks of each layer, and letters over all of them."""

    def __init__(self) -> None:
        self.marks: dict[str, Marks] = {layer: {} for layer in _ORDER}
        """By layer, the last on top."""
        self.labels: Mapping[int, Sequence[Label]] = {}
        """Letters, by the line over which they are drawn."""

    def mark(self, layer: str, marks: Marks) -> None:
        """Put marks in the place of those that a layer has."""
        assert layer in self.marks
        self.marks[layer] = marks
        vars(self).pop("pointed", None)

    @cached_property
    def pointed(self) -> Place | None:
        """Where the mark begins that one has gone to; None without one."""
        from reader.document.galley import Place  # noqa: PLC0415 -- documents are not for a first screen

        for layer, word in _POINTED:
            for where, marks in self.marks[layer].items():
                for mark in marks:
                    if mark.word == word:
                        return Place(*where, mark.start)
        return None
