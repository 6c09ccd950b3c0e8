"""The health of the archive on the screen: what it holds, and every doubt about its files."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from reader import clock, health
from reader.errors import ReaderError
from reader.language import tr, tr_plural
from reader.library.troubles import Troubles
from reader.model import PostId, post_id
from reader.ui.bindings import COPYING, bindings
from reader.ui.latest import Latest
from reader.ui.widgets.health_rows import HealthRows
from reader.ui.widgets.rows import RowsView
from reader.ui.widgets.status import Status
from reader.ui.words import HINTS, characters_told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from reader.model import Problem, ProblemKind, Progress
    from reader.session import Session

_EVERY = 2.0
"""Seconds between two looks at whether the archive has changed."""
_TYPING = ("health-open", "health-close")


@dataclass(eq=False, repr=False)
class Examined(Message):
    """What a thread has found out."""

    of: tuple[int, bool]
    """Which state of the archive that is: the generation of its catalogue, and whether all of it has been read."""
    facts: Sequence[tuple[str, str]] | None
    """None: only what is typed has changed."""
    typed: str
    found: dict[ProblemKind, Sequence[int]]
    files: int
    """That there is a doubt about, whatever is typed."""


class HealthScreen(Screen[PostId | None]):
    """Facts and doubts; the result is the post that is to be read.

    Args:
        session: the archive.
        synced: tells when it was read last as a whole, UTC seconds, and how that went; None: not since the start.
    """

    BINDINGS = [*bindings("health"), *COPYING]  # noqa: RUF012 -- as Textual declares it
    keys_for = "health"
    DEFAULT_CSS = """
    HealthScreen Input { dock: top; height: 1; }
    HealthScreen HealthRows { height: 1fr; }
    """

    def __init__(self, session: Session, synced: Callable[[], tuple[float, Progress] | None]) -> None:
        super().__init__()
        self._session, self._synced = session, synced
        self._rows = HealthRows(self._fetch)
        self._queue = Latest("health")
        self._shown = (-1, False)

    def compose(self) -> ComposeResult:
        box = Input(placeholder=tr("a part of the path"), compact=True, id="health-words")
        box.display = False
        yield box
        yield self._rows
        yield Status(id="health-keys")

    def on_mount(self) -> None:
        self._rows.border_title = tr("Health of the archive")
        self._rows.show([(tr("Archive"), str(self._session.root)), (tr("Posts"), "…")])
        self._rows.focus()
        self._tell_keys()
        self._examine(whole=True)
        self.set_interval(_EVERY, self._follow)

    def on_unmount(self) -> None:
        self._queue.close()

    # -- what there is --------------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether everything is shown that was asked for."""
        return self._queue.idle

    def _fetch(self, ids: Sequence[int]) -> Sequence[Problem | None]:
        with contextlib.suppress(ReaderError):  # the list will tell of it
            return Troubles(self._session.catalog).at(ids)
        return []

    def _follow(self) -> None:
        """The archive may have changed."""
        with contextlib.suppress(ReaderError):
            if (self._session.catalog.generation(), self._session.complete) != self._shown:
                self._examine(whole=True)

    def _examine(self, *, whole: bool) -> None:
        """Find out, in a thread; all of it, or only what answers to what is typed."""
        session, typed = self._session, self.query_one(Input).value

        def run() -> None:
            with contextlib.suppress(ReaderError):
                of, troubles = (session.catalog.generation(), session.complete), Troubles(session.catalog)
                found: dict[ProblemKind, Sequence[int]] = {**troubles.found(typed)}
                facts = health.told(health.examine(session.catalog)) if whole else None
                self.post_message(Examined(of, facts, typed, found, session.catalog.doubtful()))

        self._queue.run(run)

    @on(Examined)
    def _take(self, message: Examined) -> None:
        is_asked = message.typed == self.query_one(Input).value
        facts = None
        if message.facts is not None:
            self._shown = message.of
            last = [(tr("Last read"), self._last(*synced))] if (synced := self._synced()) is not None else []
            facts = [(tr("Archive"), str(self._session.root)), *message.facts, *last]
        self._rows.show(facts, message.found if is_asked else None)
        (_, is_whole) = message.of
        if not is_whole:
            state = tr("it is still being read")
        elif message.files:
            words = tr_plural("{count:,} file needs a look", "{count:,} files need a look", message.files)
            state = words.format(count=message.files)
        else:
            state = tr("no file needs a look")
        self._rows.border_title = tr("Health of the archive · {state}").format(state=state)

    def _last(self, ended: float, progress: Progress) -> str:
        words = tr_plural("{count:,} file in {seconds} s, at {time}", "{count:,} files in {seconds} s, at {time}", progress.seen)  # fmt: skip
        time = f"{clock.local(int(ended)):%H:%M}"
        return words.format(count=progress.seen, seconds=f"{progress.seconds:,.1f}", time=time)

    # -- keys -----------------------------------------------------------------------------------------------

    @property
    def is_typing(self) -> bool:
        """Whether keys are characters."""
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types, keys are characters, but for those that lead out of the box."""
        del parameters
        return action in {"open", "close"} if self.is_typing else True

    def on_descendant_focus(self) -> None:
        self._tell_keys()

    def _tell_keys(self) -> None:
        self.query_one(Status).hint(*(_TYPING if self.is_typing else HINTS[self.keys_for]))

    def action_find(self) -> None:
        """Type what is to be left."""
        box = self.query_one(Input)
        box.display = True
        box.focus()

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._examine(whole=False)

    def action_close(self) -> None:
        """First out of the box, with all files shown again; then back."""
        box = self.query_one(Input)
        if box.display:
            box.value = ""
            box.display = False
            self._rows.focus()
        else:
            self.dismiss(None)

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """From the box into the rows; a kind opens and closes; a file is read, if it is a post."""
        if self.is_typing:
            self._rows.focus()
        elif self._rows.is_on_heading:
            if not self._rows.unfold():
                self._rows.fold()
        elif (problem := self._rows.current) is not None:
            post = None
            with contextlib.suppress(ReaderError):
                post = self._session.catalog.get(post_id(problem.path))
            if post is not None:
                self.dismiss(post.id)
            else:
                self.notify(tr("This file is no post: there is nothing to read."), timeout=3)

    def action_fold(self) -> None:
        self._rows.fold()

    def action_unfold(self) -> None:
        if not self._rows.unfold() and not self._rows.is_on_heading:
            self.action_open()

    def action_copy(self) -> None:
        """Copy the path of the file."""
        if (problem := self._rows.current) is None:
            return
        path = str(self._session.folder / problem.path)
        text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self.app.copy_to_clipboard(text)
        words = tr("Copied the path of the file, {length}.").format(length=characters_told(len(text)))
        self.notify(words, timeout=2, markup=False)
