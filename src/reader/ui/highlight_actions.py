"""What one does with highlights: make them of what is selected, go to them, write notes on them, take them away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language import tr
from reader.text import crop, one_line
from reader.ui.highlights import Highlights, Placed
from reader.ui.kept import highlight_of, note_of, with_highlights
from reader.ui.words import no_highlights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.document.galley import Place, Stretch
    from reader.keeping import Keeping
    from reader.model import Post
    from reader.state.highlights import Highlight
    from reader.ui.highlights import HighlightsPlaced
    from reader.ui.keep_actions import KeepActions
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.picker import Picked
    from reader.ui.widgets.highlight_bar import HighlightBar

_QUOTE = 40
"""Cells of a passage in a message."""
_WITH_BAR = frozenset({"highlight", "zen", "measure", "quit"})
"""What can be done while a highlight is chosen."""


class HighlightActions:
    """The methods named in the key table as ``highlight('…')``.

    Args:
        screen: gets the bar; its article is marked.
        keeping: keeps what is done.
        copy: copies a text, and says what it is.
    """

    def __init__(self, screen: MainScreen, keeping: KeepActions, copy: Callable[[str, str], None]) -> None:
        self._screen, self._view, self._keeping, self._copy = screen, screen.article, keeping, copy
        self.shown = Highlights(screen.article, screen.post_message)
        self._bar: HighlightBar | None = None

    def allows(self, action: str) -> bool | None:
        """Whether an action may be carried out while a highlight is chosen; None while none is."""
        if self._bar is None or self._screen.focused is not self._bar:
            return False if action == "highlight" else None
        return action in _WITH_BAR

    @property
    def _post(self) -> Post | None:
        article = self._screen.preview.article
        return article.post if article is not None else None

    def renew(self) -> None:
        """Another article is shown, or more of it, or other highlights are kept."""
        post = self._post
        self.shown.find(post, self._keeping.kept.highlights.get(post.id, ()) if post is not None else ())
        self._check_bar()

    def take(self, message: HighlightsPlaced) -> None:
        """They have been found in the text."""
        if self._post is not None and self._post.id == message.post:
            self.shown.put(message.placed)
            self._check_bar()

    def _check_bar(self) -> None:
        """Close the bar of a highlight that is gone; show in it what has changed."""
        if self._bar is not None:
            if self.shown.index < 0:
                self.leave()
            else:
                self._tell(self._bar)

    # -- made -----------------------------------------------------------------------------------------------

    def add(self, stretch: Stretch, *, noting: bool) -> bool:
        """Highlight a stretch of the article, at once or when a note on it has been written; False: it has no text."""
        from reader.document.wording import Wording  # noqa: PLC0415
        from reader.state.anchoring import CONTEXT  # noqa: PLC0415

        post, part = self._post, self.shown.part
        if post is None or part < 0:
            return False
        wording, (first, last) = Wording(self._view.documents[part]), stretch
        start = wording.at(first.block, first.offset) if first.part == part else 0
        stop = wording.at(last.block, last.offset) if last.part == part else 0
        quote = wording.text[start:stop]
        start, stop = stop - len(quote.lstrip()), start + len(quote.rstrip())
        if start >= stop:
            return False
        before, quote, after = wording.around(start, stop, CONTEXT)

        def make(note: str) -> None:
            made = highlight_of(post, quote, note)
            if self._post is not None and self._post.id == post.id:
                self.shown.put([*self.shown.placed, Placed(made, wording.spans(start, stop))])
            kept = self._keeping.kept
            self._keeping.change(
                with_highlights(kept, post, [*kept.highlights.get(post.id, ()), made]),
                lambda keeping: keeping.passages.highlight(post, quote, before, after, note, start),
                tr("Highlighted: {quote}").format(quote=_quoted(quote)),
            )

        if noting:
            self._keeping.write(post.title, "", make, quote)
        else:
            make("")
        return True

    # -- chosen ---------------------------------------------------------------------------------------------

    def look(self, where: Place | None = None) -> None:
        """Choose the highlight at a place, or the first one in view; nothing happens where there is none."""
        found = self.shown.at(where) if where is not None else self.shown.in_view()
        if found is not None:
            self._choose(found, reveal=False)

    def pick(self) -> None:
        """Choose among all of the article, and the note on it."""
        from reader.ui.screens.picker import Picker, PickerRow  # noqa: PLC0415

        post, placed = self._post, list(self.shown.placed)
        note = note_of(self._keeping.kept, post) if post is not None else ""
        if not placed and not note:
            self._screen.notify(no_highlights(), timeout=4, markup=False)
            return

        def go(picked: Picked | None) -> None:
            if picked is None:
                return
            at = picked.index - bool(note)
            if picked.copy:
                if at < 0:
                    self._copy(note, tr("Copied the note, {length}."))
                else:
                    self._copy(placed[at].mark.quote, tr("Copied the text, {length}."))
            elif at < 0:
                self._keeping.note()
            else:
                self._choose(placed[at], reveal=True)

        rows = [PickerRow(tr("Note"), note)] if note else []
        for mark, spans in placed:
            lost = "" if spans else tr("no longer in the text")
            rows.append(PickerRow(mark.quote, "  ".join(filter(None, (lost, mark.note)))))
        self._screen.app.push_screen(Picker(tr("Highlights and notes"), rows, self._nearest(bool(note))), go)

    def _nearest(self, first: int) -> int:
        """The row of what is in view."""
        found = self.shown.in_view()
        return first + self.shown.placed.index(found) if found is not None else 0

    def _choose(self, placed: Placed, *, reveal: bool) -> None:
        from reader.document.galley import Place  # noqa: PLC0415
        from reader.ui.widgets.highlight_bar import HighlightBar  # noqa: PLC0415

        self.shown.chosen = placed.mark.key
        if self._bar is None:
            self._bar = HighlightBar()
            self._screen.mount(self._bar)
        self._screen.set_focus(self._bar)
        if reveal and placed.spans:
            self._view.reveal(Place(self.shown.part, *placed.first))
        self.shown.draw()
        self._tell(self._bar)

    def _tell(self, bar: HighlightBar) -> None:
        at = self.shown.index
        mark, spans = self.shown.placed[at]
        bar.show(mark, at + 1, len(self.shown.placed), is_lost=not spans)

    def leave(self) -> None:
        """Choose none."""
        bar, self._bar = self._bar, None
        if bar is None:
            return
        if self._screen.focused is bar:
            self._screen.panes.focus("article")
        bar.remove()
        self.shown.chosen = ""
        self.shown.draw()

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def _step(self, steps: int) -> None:
        if (found := self.shown.step(steps)) is not None:
            self._choose(found, reveal=True)

    # -- changed --------------------------------------------------------------------------------------------

    @property
    def _mark(self) -> Highlight | None:
        """The one that is chosen."""
        return self.shown.placed[self.shown.index].mark if self._bar is not None else None

    def annotate(self) -> None:
        """Write a note on it."""
        if (mark := self._mark) is not None:
            self._keeping.write(mark.title, mark.note, partial(self._note, mark), mark.quote)

    def edit(self) -> None:
        """Write it in the user's own editor."""
        if (mark := self._mark) is not None:
            self._keeping.edit(mark.note, partial(self._note, mark))

    def _note(self, mark: Highlight, note: str) -> None:
        if note != mark.note:
            words = (tr("Note kept: {title}") if note else tr("Note removed: {title}")).format(
                title=_quoted(mark.quote)
            )
            self._change(
                mark,
                [mark._replace(note=note)],
                lambda keeping: keeping.passages.annotate(mark.key, note, mark.note),
                words,
            )

    def remove(self) -> None:
        """Take it away."""
        if (mark := self._mark) is not None:
            words = tr("Highlight removed: {quote}").format(quote=_quoted(mark.quote))
            self._change(mark, [], lambda keeping: keeping.passages.remove(mark.key), words)

    def _change(
        self, mark: Highlight, becomes: Sequence[Highlight], job: Callable[[Keeping], object], words: str
    ) -> None:
        """Let a highlight become another one, or none."""
        if (post := self._post) is not None:
            kept = self._keeping.kept
            others = [each for each in kept.highlights.get(post.id, ()) if each.key != mark.key]
            self._keeping.change(with_highlights(kept, post, [*others, *becomes]), job, words)

    def copy(self) -> None:
        if (mark := self._mark) is not None:
            self._copy(mark.quote, tr("Copied the text, {length}."))

    def run(self, what: str) -> None:
        """Carry out ``highlight('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()


def _quoted(quote: str) -> str:
    return f"“{crop(one_line(quote), _QUOTE)}”"
