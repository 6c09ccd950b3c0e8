"""Choosing a link: letters over those in view, a bar that shows where the chosen one leads."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from reader.document.spots import Spot, spots
from reader.text import cell_len
from reader.ui.marks import Label, Mark
from reader.ui.widgets.link_bar import LinkBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.screen import Screen

    from reader.ui.widgets.article import ArticleView

_LETTERS = "asdfghjklweruiopzxcvbnmt"
"""Of labels: the home row first. Not ``y`` and ``q``, which do something else while a link is chosen."""


class Linking:
    """A link being chosen.

    Args:
        screen: gets the bar.
        article: whose links they are.
        absolute: what an address of the article means: what is shown is what will be opened.
    """

    def __init__(self, screen: Screen[None], article: ArticleView, absolute: Callable[[str], str]) -> None:
        self._screen, self._article, self._absolute = screen, article, absolute
        self._bar: LinkBar | None = None
        self._spots: list[Spot] = []
        self._current = -1
        self._labels: dict[str, int] = {}
        self._typed = ""

    @property
    def is_on(self) -> bool:
        """Whether a link is being chosen."""
        return self._bar is not None

    @property
    def href(self) -> str:
        """Where the chosen link leads."""
        return self._bar.href if self._bar is not None else ""

    def begin(self) -> bool:
        """Draw letters over the links in view, and choose the first; False when the article has none at all."""
        self._spots = spots(self._article.documents)
        if not self._spots:
            return False
        self._open_bar()
        visible = dict(self._visible())
        below = self._article.places[self._article.in_view.start] if self._article.in_view else (0, 0, 0)
        after = (at for at, spot in enumerate(self._spots) if (spot.part, spot.block, spot.start) >= below)
        self._choose(min(visible, default=next(after, 0)), reveal=not visible)
        return True

    def offer(self, href: str, text: str) -> None:
        """Show one address, to be opened or copied."""
        self._spots, self._current, self._labels = [], -1, {}
        self._open_bar().show(self._absolute(href), text)

    def choose_at(self, where: tuple[int, int], offset: int, href: str) -> None:
        """Choose the link that was pointed at."""
        self._spots = spots(self._article.documents)
        self._open_bar()
        fitting = [
            at
            for at, spot in enumerate(self._spots)
            if (spot.part, spot.block) == where
            and spot.href == href
            and spot.start <= max(0, offset) <= spot.stop
        ]
        if fitting:
            self._choose(fitting[0])
        else:
            self.offer(href, "")

    def step(self, steps: int) -> None:
        """Choose the next link of the article, around the ends."""
        if self._spots:
            self._choose((self._current + steps) % len(self._spots))

    def type(self, letter: str) -> None:
        """A letter of a label."""
        self._typed += letter
        if self._typed in self._labels:
            self._choose(self._labels[self._typed])
        elif not any(label.startswith(self._typed) for label in self._labels):
            self._typed = letter if any(label[0] == letter for label in self._labels) else ""
        self.draw()

    def end(self) -> None:
        """Choose no more."""
        if self._bar is not None:
            self._bar.remove()
            self._bar = None
        self._spots, self._current, self._labels, self._typed = [], -1, {}, ""
        self._article.label({})
        self._article.mark({})

    def _open_bar(self) -> LinkBar:
        if self._bar is None:
            self._bar = LinkBar()
            self._screen.mount(self._bar)
        self._screen.set_focus(self._bar)
        return self._bar

    def _choose(self, at: int, *, reveal: bool = True) -> None:
        from reader.document.galley import Place  # noqa: PLC0415

        self._current, self._typed = at, ""
        spot = self._spots[at]
        if reveal:
            self._article.reveal(Place(spot.part, spot.block, spot.start))
        self._article.mark({(spot.part, spot.block): [Mark(spot.start, spot.stop, "chosen")]})
        self._open_bar().show(self._absolute(spot.href), "" if spot.text == spot.href else spot.text)
        self.draw()

    def draw(self) -> None:
        """Letters over the links in view; once one has been typed, only over those it may mean."""
        self._labels = {}
        drawn: dict[int, list[Label]] = {}
        names = ("".join(pair) for pair in product(_LETTERS, repeat=2))
        for (at, (line, cell)), name in zip(sorted(self._visible()), names, strict=False):
            self._labels[name] = at
            if name.startswith(self._typed):
                drawn.setdefault(line, []).append(Label(cell, name))
        self._article.label(drawn)

    def _visible(self) -> Iterator[tuple[int, tuple[int, int]]]:
        """Links in view: their index, and the line and cell where each first shows itself."""
        in_block: dict[tuple[int, int], list[int]] = {}
        for at, spot in enumerate(self._spots):
            in_block.setdefault((spot.part, spot.block), []).append(at)
        seen: set[int] = set()
        for number in self._article.in_view:
            place, cell = self._article.places[number], 0
            for run in self._article.lines[number].runs:
                if run.href:
                    for at in in_block.get(place[:2], ()):
                        spot = self._spots[at]
                        here = spot.start <= run.at < max(spot.stop, spot.start + 1) or run.at < 0
                        if at not in seen and here and spot.href == run.href:
                            seen.add(at)
                            yield at, (number, cell)
                            break
                cell += cell_len(run.text)
