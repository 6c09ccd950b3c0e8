"""Finding in the text of the article: the box, what is marked, and the way back to where one was.

What the archive was searched for is marked too, until something else is looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from reader.document.find import Finder, Match
    from reader.ui.laid_out import Standing
    from reader.ui.marks import Mark, Where
    from reader.ui.widgets.article import ArticleView
    from reader.ui.widgets.find_box import FindBox


class Finding:
    """A search in the text, from the opening of its box until its marks are taken away.

    Args:
        screen: gets the box.
        article: whose text is looked through.
    """

    def __init__(self, screen: Screen[None], article: ArticleView) -> None:
        self._screen, self._article = screen, article
        self._box: FindBox | None = None
        self._finder: Finder | None = None
        self._needle = ""
        self._ahead: str | None = None
        """What was looked for before the box said that it was typed."""
        self._patterns: Sequence[re.Pattern[str]] = ()
        self._matches: list[Match] = []
        self._current = -1
        self._began_at: Standing | None = None

    @property
    def is_typing(self) -> bool:
        """Whether keys are characters for the box."""
        return self._box is not None and self._screen.focused is self._box

    @property
    def is_on(self) -> bool:
        """Whether something is being looked for in this text."""
        return bool(self._needle) or self._box is not None

    @property
    def count(self) -> str:
        """``3/12``; empty when nothing is being looked for, or nothing is there of what the archive was searched for."""
        if not self._needle and not self._matches:
            return ""
        return f"{self._current + 1}/{len(self._matches):,}"

    @property
    def current(self) -> Match | None:
        """The place one has gone to."""
        return self._matches[self._current] if 0 <= self._current < len(self._matches) else None

    @property
    def needle(self) -> str:
        """What is being looked for in this text."""
        return self._needle

    def begin(self) -> None:
        """Open the box, with what was looked for before."""
        if self._box is None:
            from reader.ui.widgets.find_box import FindBox  # noqa: PLC0415 -- Textual's input takes a while

            self._began_at = self._article.standing
            self._box = FindBox(self._needle)
            self._screen.mount(self._box)
            # Folding a long text takes longer than a frame: meanwhile the first character is still being typed.
            self._screen.run_worker(self._the_finder().prepare, thread=True)
        self._screen.set_focus(self._box)

    def look_for(self, needle: str) -> None:
        """Mark every place with ``needle``, and go to the first one from where the search began."""
        if self._ahead is not None:
            if needle == self._ahead:
                self._ahead = None
            return  # what was typed before that is looked for already, and one may have gone on from there
        self._needle = needle.strip()
        self._find()
        began = self._began_at[0] if self._began_at else (0, 0, 0)
        after = (
            at for at, match in enumerate(self._matches) if (match.part, match.block, match.start) >= began
        )
        self._current = next(after, 0) if self._matches else -1
        self._show(reveal=True)

    def step(self, steps: int) -> bool:
        """Go to another place, around the ends; False when there is none."""
        if not self._matches:
            return False
        self._current = (self._current + steps) % len(self._matches)
        self._show(reveal=True)
        return True

    def renew(self, *, same: bool, finder: Finder | None = None) -> None:
        """Another article is shown, or more of the same one: mark there what is looked for, without moving.

        Only to the first place of what the archive was searched for does one go, in another article.

        Args:
            same: it is more of the same article, or the same text again.
            finder: finds in it, where its text has been folded already.
        """
        self._finder = finder
        self._mark_anew(same=same)

    def want(self, patterns: Sequence[re.Pattern[str]], *, now: bool) -> None:
        """Mark what the archive was searched for; not ``now``, but from :meth:`renew` on, when an article is to come."""
        changed = [each.pattern for each in patterns] != [each.pattern for each in self._patterns]
        self._patterns = patterns
        if now and changed:
            self._mark_anew(same=False)

    def _mark_anew(self, *, same: bool) -> None:
        if not (self._needle or self._patterns or self._matches):
            return
        chosen = self._matches[self._current] if same and 0 <= self._current < len(self._matches) else None
        self._find()
        self._current = self._matches.index(chosen) if chosen in self._matches else -1
        to_first = bool(self._matches) and not self._needle and chosen is None and self._is_at_top(same=same)
        if to_first:
            self._current = 0
        self._show(reveal=to_first)

    def _is_at_top(self, *, same: bool) -> bool:
        """Whether one has not begun to read: then the rest of a long text may bring the first place."""
        return not same or not self._article.scroll_offset.y

    def finish(self, action: Callable[[], object]) -> None:
        """Do something when all has been looked for that was typed before; at once where nothing is being typed.

        A key with a meaning overtakes characters that wait for the box.
        """
        box = self._box
        if box is None or not self.is_typing:
            action()
            return

        def act() -> None:
            if self._box is box:  # else the key was pressed twice
                if box.value.strip() != self._needle:
                    self.look_for(box.value)
                    self._ahead = box.value
                action()

        box.call_later(act)

    def keep(self) -> None:
        """Close the box; what was found stays marked."""
        self._ahead = None
        if self._box is not None:
            self._box.remove()
            self._box = None

    def end(self, *, back: bool) -> None:
        """Take the marks away, but for those of a search in the archive; with ``back``, return to where one began."""
        self.keep()
        self._needle, self._current = "", -1
        self._find()
        self._show(reveal=False)
        if back:
            self._article.stand(self._began_at)

    def _the_finder(self) -> Finder:
        from reader.document.find import Finder  # noqa: PLC0415 -- not before there is something to find

        if self._finder is None:
            self._finder = Finder(self._article.documents)
        return self._finder

    def _find(self) -> None:
        if self._needle:
            self._matches = self._the_finder().find(self._needle)
        elif self._patterns:
            self._matches = self._the_finder().find_all(self._patterns)
        else:
            self._matches = []

    def _show(self, *, reveal: bool) -> None:
        if not self._matches:
            self._article.mark({})
            return
        from reader.ui.marks import Mark  # noqa: PLC0415 -- not before something is found

        marks: dict[Where, list[Mark]] = {}
        for at, match in enumerate(self._matches):
            word = "current" if at == self._current else "found"
            marks.setdefault((match.part, match.block), []).append(Mark(match.start, match.stop, word))
        self._article.mark(marks)
        if reveal and self._current >= 0:
            from reader.document.galley import Place  # noqa: PLC0415

            match = self._matches[self._current]
            self._article.reveal(Place(match.part, match.block, match.start))
