"""The highlights of the article that is shown: found in its text by a thread, and drawn under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.ui.latest import Latest
from reader.ui.messages import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.document.blocks import Document
    from reader.document.galley import Place
    from reader.document.wording import Span
    from reader.model import Post, PostId
    from reader.state.highlights import Highlight
    from reader.ui.marks import Mark, Where
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.article import ArticleView


class Placed(NamedTuple):
    """A highlight and where it is in the text."""

    mark: Highlight
    spans: Sequence[Span]
    """In order; none when its words are no longer there."""

    @property
    def first(self) -> tuple[int, int]:
        """Block and offset where it begins; after everything when it is nowhere."""
        return (self.spans[0].block, self.spans[0].start) if self.spans else (1 << 60, self.mark.at)


@dataclass(eq=False, repr=False)
class HighlightsPlaced(Report):
    """The highlights of a post have been found in its text."""

    post: PostId
    placed: Sequence[Placed]

    def deliver(self, screen: MainScreen) -> None:
        screen.highlighting.take(self)


def place(body: Document, marks: Sequence[Highlight]) -> list[Placed]:
    """Where highlights are in a text, in reading order."""
    from reader.document.wording import Wording  # noqa: PLC0415 -- not before there is one
    from reader.state.anchoring import locate  # noqa: PLC0415

    wording = Wording(body)
    placed = []
    for mark in marks:
        found = locate(wording.text, mark.quote, mark.before, mark.after, mark.at)
        placed.append(Placed(mark, wording.spans(*found) if found else ()))
    return sorted(placed, key=lambda each: each.first)


class Highlights:
    """The highlights of one post, laid under its text.

    Args:
        view: where the post is shown.
        send: takes what a thread has found.
    """

    def __init__(self, view: ArticleView, send: Callable[[HighlightsPlaced], object]) -> None:
        self._view, self._send = view, send
        self._queue = Latest("highlights")
        self.placed: list[Placed] = []
        """In reading order; lost ones last."""
        self.chosen = ""
        """The key of the one that is to look chosen."""

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for has been sent."""
        return self._queue.idle

    def close(self) -> None:
        """No more results."""
        self._queue.close()

    @property
    def part(self) -> int:
        """The index of the document that they are in: the body."""
        return len(self._view.documents) - 1

    def find(self, post: Post | None, marks: Sequence[Highlight]) -> None:
        """Find those of the post that is shown in its text, once that is there."""
        documents = self._view.documents
        if post is None or not documents or not marks:
            self.put([])
        elif documents[-1].complete:
            body, id_ = documents[-1], post.id

            def find() -> None:
                self._send(HighlightsPlaced(id_, place(body, marks)))

            self._queue.run(find)

    def put(self, placed: Sequence[Placed]) -> None:
        """They are here."""
        self.placed = sorted(placed, key=lambda each: each.first)
        self.draw()

    def draw(self) -> None:
        """Lay them under the text, the chosen one above the others."""
        if not self.placed:
            self._view.mark({}, "kept")
            return
        from reader.ui.marks import Mark  # noqa: PLC0415

        marks: dict[Where, list[Mark]] = {}
        for each in sorted(self.placed, key=lambda each: each.mark.key == self.chosen):
            word = "noted" if each.mark.note else "kept"
            if each.mark.key == self.chosen:
                word = "lifted"
            for block, start, stop in each.spans:
                marks.setdefault((self.part, block), []).append(Mark(start, stop, word))
        self._view.mark(marks, "kept")

    def at(self, where: Place) -> Placed | None:
        """The highlight that covers a place."""
        for each in self.placed:
            for block, start, stop in each.spans:
                if where[:2] == (self.part, block) and start <= where.offset < stop:
                    return each
        return None

    def in_view(self) -> Placed | None:
        """The first of which something may be seen."""
        view = self._view.in_view
        if not view:
            return None
        places = self._view.places
        top, below = places[view.start], places[view.stop] if view.stop < len(places) else None
        for each in self.placed:
            for block, start, stop in each.spans:
                if top < (self.part, block, stop) and (below is None or (self.part, block, start) < below):
                    return each
        return None

    def step(self, steps: int) -> Placed | None:
        """The one that many after the chosen one, around the ends."""
        return self.placed[(self.index + steps) % len(self.placed)] if self.placed else None

    @property
    def index(self) -> int:
        """Of the chosen one; -1: none."""
        return next((at for at, each in enumerate(self.placed) if each.mark.key == self.chosen), -1)
