"""Files of the user's own with a value a line: bookmarks, highlights, saved searches.

Every line stays as it is until its own value is changed, also one this program can't read; edits from outside are
picked up; a write replaces the file whole or not at all, one program at a time. What can't be written waits, and is
shown as if it were.
"""

from __future__ import annotations

import contextlib
import os
import threading
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from reader import files
from reader.errors import reason_of
from reader.language import later, tr
from reader.state import swaps as changes
from reader.state.objects import fields, line_of
from reader.state.swaps import Draft, Swap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Lines", "Swap", "fields", "line_of"]

Value = TypeVar("Value")

PATIENCE = 2.0
"""Seconds that a change waits for another program to finish its own."""
_BOM = "\ufeff"
_UNREADABLE = later("the {name} can't be read: {reason}. The file is {path}.")
_UNSAVED = later("the {name} could not be saved: {reason}. The file is {path}.")


class Lines(Generic[Value]):
    """The lines of one file, as it has them now, with what could not be written to it yet; for any thread.

    No method raises for a file that can't be read or written: ``trouble`` and ``unsaved`` tell.

    Args:
        path: the file; it need not exist.
        parse: the value of a line; None when it is none. A line with a value is a JSON object.
        name: what the file holds, for the user, in English: ``bookmarks``.
        identity: what tells a value from others, however much of it is changed.
    """

    def __init__(
        self,
        path: Path,
        parse: Callable[[str], Value | None],
        name: str,
        identity: Callable[[Value], Hashable],
    ) -> None:
        self.path = path
        self._parse, self._identity = parse, identity
        self._name = name
        self._guard = threading.RLock()
        self._stamp: files.Stamp | None = None
        self._doubtful = True
        """Whether the file must be read, whatever its stamp says."""
        self._bytes = b""
        self._file: list[tuple[str, Value | None]] = [("", None)]
        """What the file had when it was read last; the text behind its last newline is a line, too."""
        self._entries = self._file
        """The same with what waits."""
        self._waiting: list[Callable[[Draft[Value]], None]] = []
        self._version = 0
        self._values: list[Value] | None = []
        self._unsaved = self._trouble = self._reason = ""

    # -- reading --------------------------------------------------------------------------------------------

    def read(self) -> Sequence[tuple[str, Value | None]]:
        """Every line with its value; reads the file again when it has changed. Not to be changed.

        While the file can't be read (see ``trouble``), it is as it was when it could; nothing at first.
        """
        with self._guard:
            self._refresh()
            return self._entries

    def values(self) -> list[Value]:
        """Every value, in the order of the lines; not to be changed."""
        with self._guard:
            self._refresh()
            if self._values is None:
                self._values = [value for _, value in self._entries if value is not None]
            return self._values

    def unread(self) -> list[tuple[int, str]]:
        """Lines without a value, blank ones aside (1-based number and text)."""
        return [(n, line) for n, (line, value) in enumerate(self.read(), 1) if value is None and line.strip()]

    def version(self) -> int:
        """A number that is another one whenever lines have changed, by this program or from outside.

        Costs one look at the file's times while nothing happens.
        """
        with self._guard:
            self._refresh()
            return self._version

    @property
    def trouble(self) -> str:
        """Why the file can't be read, for the user; empty when it can. It is not written over meanwhile."""
        with self._guard:
            self._refresh()
            return self._trouble

    @property
    def unsaved(self) -> str:
        """Why changes wait to be written, for the user; empty when none does."""
        return self._unsaved

    @property
    def unsaved_reason(self) -> str:
        """The reason in that sentence by itself."""
        return self._reason if self._unsaved else ""

    def _refresh(self) -> None:
        try:
            stamp = files.stamp(self.path)
            if stamp == self._stamp and not self._doubtful:
                return
            data, stamp = files.read(self.path)
        except OSError as error:
            self._doubtful, self._trouble = True, self._words(_UNREADABLE, error)
            return
        self._stamp, self._trouble = stamp, ""
        self._doubtful = stamp is not None and not stamp.settled
        if data != self._bytes:
            self._take(data)

    def _take(self, data: bytes) -> None:
        """Let ``data`` be what the file holds. What stood in it before is not parsed again."""
        known = dict(self._file)
        text = data.decode("utf-8", "surrogateescape")
        parse = self._parse
        # Not splitlines(): U+2028 and its like are characters of a title here.
        self._file = [
            (line, known[line] if line in known else parse(line))
            for line in text.removeprefix(_BOM).split("\n")
        ]
        self._bytes = data
        self._show(self._file)
        for plan in self._waiting:
            draft = self._draft()
            plan(draft)
            self._show(draft.finish()[0])

    def _show(self, entries: list[tuple[str, Value | None]]) -> None:
        self._entries = entries
        self._values = None
        self._version += 1

    def _draft(self) -> Draft[Value]:
        return Draft(self._entries, self._parse, self._identity)

    # -- changing -------------------------------------------------------------------------------------------

    def update(self, identity: Hashable, make: Callable[[str | None], str | None]) -> list[Swap]:
        """Make another line of the one with this identity, see ``update_all``."""
        return self.update_all([(identity, make)])

    def update_all(self, items: Iterable[tuple[Hashable, Callable[[str | None], str | None]]]) -> list[Swap]:
        """Make other lines of those with some identities, in one write.

        Args:
            items: pairs of an identity and what makes the new line of the one that has it. It gets None where there is
                none, and what it makes then is added at the end. None is no line. Where several lines have one
                identity, all of them are made anew.

        Returns:
            What was changed, whether it could be written or not.
        """
        items = list(items)
        return self.edit(lambda draft: changes.update(draft, items)) if items else []

    def swap(self, swaps: Sequence[Swap], *, back: bool = False) -> list[Swap]:
        """Make changes again, or take them back, in one write; gives the changes that were really made."""
        return self.edit(lambda draft: changes.swap(draft, swaps, back=back)) if swaps else []

    def edit(self, plan: Callable[[Draft[Value]], None]) -> list[Swap]:
        """Change the lines as ``plan`` does, in one write. It sees what is in the file; nobody else writes meanwhile.

        While the file can't be read, it sees what was in it (or nothing), and is asked again when it can.
        """
        with self._guard, self._locked() as refused:
            self._refresh()
            draft = self._draft()
            plan(draft)
            entries, made = draft.finish()
            if self._trouble:
                self._waiting.append(plan)
            elif made:
                self._waiting.append(partial(changes.swap, swaps=made))
            if made:
                self._show(entries)
            self._write(refused)
            return made

    def retry(self) -> bool:
        """Try again to write what waits; True when nothing does any longer."""
        if self._waiting:
            with self._guard, self._locked() as refused:
                self._refresh()
                self._write(refused)
        return not self._waiting

    @contextlib.contextmanager
    def _locked(self) -> Iterator[OSError | None]:
        """The lock over programs; gives why it can't be had."""
        stack = contextlib.ExitStack()
        try:
            lock = files.lock(self.path.with_name(f".{self.path.name}.lock"), PATIENCE)
            held = stack.enter_context(lock)
            refused = None if held else OSError(tr("another program is writing to it"))
        except OSError as error:
            refused = error
        try:
            yield refused
        finally:
            with contextlib.suppress(OSError):
                stack.close()

    def _write(self, refused: OSError | None) -> None:
        """Write what waits, if it may be written."""
        if not self._waiting:
            return
        if refused is None and self._trouble:
            self._unsaved = self._trouble
            return
        data = self._data()
        try:
            if refused is not None:
                raise refused
            files.replace(self.path, data, locked=True)
        except OSError as error:
            self._unsaved = self._words(_UNSAVED, error)
            return
        self._file, self._bytes = self._entries, data
        self._doubtful = True  # somebody else may have written to it at once
        self._waiting, self._unsaved = [], ""

    def _data(self) -> bytes:
        """All lines as bytes. Those before the first that has changed are taken from the file as they are: mostly it is the
        last one, and to encode 5 MB takes as long as to write them.
        """
        same = 0
        for old, new in zip(self._file, self._entries, strict=False):
            if old is not new:
                break
            same += 1
        same = max(
            0, min(same, len(self._file) - 1, len(self._entries) - 1)
        )  # what goes on begins behind a newline
        before = len(self._bytes) - len(_encoded(self._file[same:]))
        return self._bytes[:before] + _encoded(self._entries[same:])

    def _words(self, told: str, error: OSError) -> str:
        self._reason = reason_of(error) or os.strerror(error.errno or 0)
        return tr(told).format(name=tr(self._name), reason=self._reason, path=self.path)


def _encoded(entries: Sequence[tuple[str, object]]) -> bytes:
    return "\n".join([line for line, _ in entries]).encode("utf-8", "surrogateescape")
