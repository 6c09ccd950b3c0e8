"""The box that a search is typed into. In a module of its own: Textual's input takes a while to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from reader.language import tr
from reader.text import cell_len, one_line
from reader.ui.bindings import bindings
from reader.ui.completing import Completer
from reader.ui.widgets.line_box import LineBox
from reader.ui.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from reader.library.completion import Completion
    from reader.session import Session


class SearchBox(LineBox):
    """One line of text; its keys complete it, bring earlier searches back, and lead to the results or back.

    Args:
        session: gives the archive that is searched.
    """

    BINDINGS = bindings("search")

    @dataclass(eq=False, repr=False)
    class Suggested(Message):
        """An answer of the thread that completes."""

        typed: str
        at: int
        completion: Completion

    def __init__(self, session: Callable[[], Session]) -> None:
        super().__init__(placeholder=tr("words, cat:… author:… date:…"), id="search", compact=True)
        self._session = session
        self.completer = Completer(session, lambda *answer: self.post_message(self.Suggested(*answer)))
        self._suggestions = Suggestions(self.choose)
        self._completion: Completion | None = None
        self._asked = ("", -1)
        """What the completion is of, or will be: the text and the place of the cursor."""
        self._typed = ("", 0)
        """The same as it was typed, while something else has been put in its place."""
        self._put = ""
        """What has been put there."""
        self._chosen = -1
        """Which of the candidates that is; -1: none."""
        self._due = 0
        """Steps that were asked for before there was an answer."""
        self._earlier: Sequence[str] = ()
        self._back = 0
        """How far one has gone back in the earlier searches."""

    def on_mount(self) -> None:
        self.screen.mount(self._suggestions)

    def on_unmount(self) -> None:
        self.completer.close()
        if self._suggestions.is_attached:
            self._suggestions.remove()

    def on_focus(self) -> None:
        self._suggest()

    def on_blur(self) -> None:
        self._forget()

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted (or composed) as one: Textual would take the first."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)

    # -- what is typed --------------------------------------------------------------------------------------

    def watch_value(self) -> None:
        """Something was typed, unless it was put there."""
        if self.value != self._put or not self._put:
            self._back, self._chosen, self._put = 0, -1, ""
            self._suggest()

    def watch_selection(self) -> None:
        """The cursor may have moved."""
        if not self._put:
            self._suggest()

    def _replace(self, text: str, cursor: int) -> None:
        """Put something in the place of what was typed."""
        self._put = text
        self.value = text
        self.cursor_position = cursor

    # -- completion -----------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        asked = self.value, self.cursor_position
        if not self.has_focus or asked == self._asked:
            return
        self._asked, self._completion, self._due = asked, None, 0
        if self.value.strip():
            self.completer.ask(*asked)
        else:
            self._suggestions.hide()

    def _forget(self) -> None:
        """Suggest nothing."""
        self._asked, self._completion, self._due, self._chosen, self._put = ("", -1), None, 0, -1, ""
        self._suggestions.hide()

    @on(Suggested)
    def _take_suggestions(self, message: Suggested) -> None:
        message.stop()
        if (message.typed, message.at) != self._asked or self._put or not self.has_focus:
            return
        self._completion = message.completion
        due, self._due = self._due, 0
        if due:
            self._step(due)
        elif self._is_field and message.completion.candidates:
            self._show()
        else:
            self._hint()

    def _hint(self) -> None:
        """Show the first candidate at the end of the box, where it covers nothing."""
        self._suggestions.hide()
        if candidates := self._candidates:
            used = self.gutter.left + cell_len(self.value) + 1
            self._suggestions.hint_at_end(self.region, used, candidates[0])

    @property
    def _candidates(self) -> list[Suggestion]:
        assert self._completion is not None
        return [
            Suggestion(candidate.label, "" if candidate.posts is None else f"{candidate.posts:,}")
            for candidate in self._completion.candidates
        ]

    @property
    def _is_field(self) -> bool:
        """Whether the value of a field is being typed: then the candidates are shown as they come."""
        assert self._completion is not None
        word = self.value[: self.cursor_position].rpartition(" ")[2]
        return ":" in word or "：" in word

    def action_complete(self, steps: int) -> None:
        """Put a candidate in the place of what is typed; pressed again, the next one."""
        if self._completion is None:
            self._due = steps  # its thread will be there in a moment
        else:
            self._step(steps)

    def _step(self, steps: int) -> None:
        candidates = self._candidates
        if not candidates:
            return
        if self._chosen < 0:
            self._typed = self._asked
            self._chosen = 0 if steps > 0 else len(candidates) - 1
        else:
            self._chosen = (self._chosen + steps) % len(candidates)
        self._take(self._chosen)
        if len(candidates) == 1:
            self._accept()
        else:
            self._show()

    def _take(self, index: int) -> None:
        assert self._completion is not None
        start, stop, text = (
            self._completion.start,
            self._completion.stop,
            self._completion.candidates[index].text,
        )
        before, after = self._typed[0][:start], self._typed[0][stop:]
        self._replace(f"{before}{text}{after}", start + len(text))

    def _accept(self) -> None:
        """What was put there stays, as if it had been typed."""
        self._put, self._chosen = "", -1
        self._suggestions.hide()
        self._suggest()

    def _show(self) -> None:
        assert self._completion is not None
        column = self.gutter.left + cell_len(self.value[: self._completion.start]) - self.scroll_offset.x
        self._suggestions.list_below(self.region, column, self._candidates, self._chosen)

    def choose(self, index: int) -> None:
        """Take a candidate."""
        if self._completion is not None and index < len(self._completion.candidates):
            if self._chosen < 0:
                self._typed = self._asked
            self._take(index)
            self._accept()

    # -- earlier searches -----------------------------------------------------------------------------------

    def action_earlier(self) -> None:
        """The search before, of those that begin as typed; among candidates: the one above."""
        if self._chosen >= 0:
            self._step(-1)
            return
        if not self._back:
            self._typed = self.value, self.cursor_position
            self._earlier = self._session().history.earlier(self.value)
        if self._back < len(self._earlier):
            self._go_back(self._back + 1)

    async def action_later(self) -> None:
        """The search after; from the last one into the results. Among candidates: the one below."""
        if self._chosen >= 0:
            self._step(1)
        elif self._back:
            self._go_back(self._back - 1)
        else:
            await self.run_action("screen.search('leave_box')")

    def _go_back(self, steps: int) -> None:
        self._back = steps
        self._suggestions.hide()
        text, cursor = self._typed
        if steps:
            text = self._earlier[-steps]
            cursor = len(text)
        self._replace(text, cursor)

    async def action_close(self) -> None:
        """Back to what was typed, where a candidate is in its place; else back to where one was."""
        if self._chosen >= 0:
            self._chosen = -1
            self._replace(*self._typed)
            self._put = ""
            self._suggestions.hide()
        else:
            await self.run_action("screen.search('leave')")
