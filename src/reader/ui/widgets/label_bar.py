"""The line in which posts are labelled. In a module of its own: Textual's input takes a while to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from reader.language import tr
from reader.text import cell_len, one_line
from reader.ui.bindings import bindings
from reader.ui.labelling import candidates, line_of, piece_at, with_label
from reader.ui.latest import Latest
from reader.ui.widgets.line_box import LineBox
from reader.ui.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from reader.ui.labelling import Candidate


class LabelBox(LineBox):
    """Labels with commas between them; what one may mean is offered as one types.

    Args:
        labels: those that are on the line at first.
        known: every label, and how many posts have it, most first.
    """

    BINDINGS = bindings("label")

    @dataclass(eq=False, repr=False)
    class Suggested(Message):
        """What a thread has found for what was typed."""

        typed: tuple[str, int]
        found: Sequence[Candidate]

    def __init__(self, labels: Iterable[str], known: Mapping[str, int]) -> None:
        super().__init__(
            line_of(labels),
            placeholder=tr("labels, with commas"),
            id="labels",
            compact=True,
            select_on_focus=False,  # else the first key would replace all of them
        )
        self._known = known
        self._queue = Latest("labels")
        self._suggestions = Suggestions(self.choose)
        self._typed = ("", -1)
        """What was typed, and where the cursor was; while a candidate stands there, without it."""
        self._found: Sequence[Candidate] = ()
        self._chosen = -1
        """The candidate that stands in the place of what was typed; -1: none."""
        self._due = 0
        """Steps that were asked for before there was an answer."""
        self._is_putting = False

    def on_mount(self) -> None:
        self.cursor_position = len(self.value)
        self.screen.mount(self._suggestions)

    def on_unmount(self) -> None:
        self._queue.close()
        if self._suggestions.is_attached:
            self._suggestions.remove()

    def on_focus(self) -> None:
        self._suggest()

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted (or composed) as one: Textual would take the first."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked has been answered."""
        return self._queue.idle

    # -- what is offered ------------------------------------------------------------------------------------

    def watch_value(self) -> None:
        self._suggest()

    def watch_selection(self) -> None:
        self._suggest()

    def _suggest(self) -> None:
        """Ask for candidates, unless it is one of them that stands there now."""
        if not self.is_attached or self._is_putting:
            return
        now = self.value, self.cursor_position
        if now == self._shown:
            return
        self._typed, self._found, self._chosen, self._due = now, (), -1, 0
        known = self._known

        def ask() -> None:
            from reader.library.vocabulary import begins_so  # noqa: PLC0415 -- and tables for pinyin

            self.post_message(self.Suggested(now, candidates(*now, known, begins_so)))

        self._queue.run(ask)

    @property
    def _shown(self) -> tuple[str, int]:
        """What stands there if nobody has typed since."""
        if self._chosen < 0:
            return self._typed
        line, cursor = self._typed
        start, stop = piece_at(line, cursor)
        label = self._found[self._chosen].label
        return f"{line[:start]}{label}{line[stop:]}", start + len(label)

    @on(Suggested)
    def _take(self, message: Suggested) -> None:
        message.stop()
        if message.typed == self._typed and self._chosen < 0 and self.has_focus:
            self._found = message.found
            due, self._due = self._due, 0
            if due:
                self.action_complete(due)
            else:
                self._list()

    def _list(self) -> None:
        if not self._found:
            self._suggestions.hide()
            return
        if not self.region:  # it is known where this is once it has been laid out
            self.call_after_refresh(self._list)
            return
        start, _ = piece_at(*self._typed)
        column = self.gutter.left + cell_len(self.value[:start]) - self.scroll_offset.x
        rows = [Suggestion(each.label, f"{each.posts:,}") for each in self._found]
        self._suggestions.list_below(self.region, column, rows, self._chosen)

    def action_complete(self, steps: int) -> None:
        """Put a candidate in the place of what is typed; pressed again, the next one."""
        count = len(self._found)
        if not count:
            self._due = 0 if self._queue.idle else steps
        elif count == 1:
            self.choose(0)
        else:
            self._chosen = (
                (self._chosen + steps) % count if self._chosen >= 0 else 0 if steps > 0 else count - 1
            )
            self._put(*self._shown)
            self._list()

    def _put(self, line: str, cursor: int) -> None:
        """Let something else stand there, which nobody has typed."""
        self._is_putting = True
        self.value = line
        self.cursor_position = cursor
        self._is_putting = False

    def choose(self, index: int) -> None:
        """Take a candidate, and go on to the next label."""
        if index < len(self._found):
            self._put(*with_label(*self._typed, self._found[index].label))
            self._chosen = -1
            self._suggest()

    async def action_close(self) -> None:
        """Back to what was typed, where a candidate is in its place; else leave the line."""
        if self._chosen >= 0:
            self._chosen = -1
            self._put(*self._typed)
            self._list()
        else:
            await self.run_action("screen.keep('leave_labels')")


class LabelBar(Horizontal):
    """The labels of some posts.

    Args:
        what: whose they are.
        box: to type them into.
    """

    DEFAULT_CSS: ClassVar[str] = """
    LabelBar { height: 1; }
    LabelBar Static { width: auto; padding: 0 1 0 0; }
    LabelBar Input { width: 1fr; }
    """

    def __init__(self, what: str, box: LabelBox) -> None:
        super().__init__(id="label-bar")
        self._what, self.box = what, box

    def compose(self) -> ComposeResult:
        yield Static(self._what, markup=False)
        yield self.box
