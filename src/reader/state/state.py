"""What the user did, as a whole: the files of lines and the store of one archive, undo and redo over all of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader import paths
from reader.language import tr
from reader.state.bookmarks import Bookmarks
from reader.state.copies import Copies
from reader.state.database import Database
from reader.state.journal import Change, Journal, numbered, record, set_undone
from reader.state.names import Names
from reader.state.store import Store, mark

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from reader.state.highlights import Highlights
    from reader.state.lines import Lines
    from reader.state.searches import Searches


class State:
    """What the user did, with one archive in view. Nothing of it raises for what the disk does.

    Args:
        archive: its absolute path.
        in_memory: keep nothing in the state file.
    """

    def __init__(self, archive: Path, *, in_memory: bool = False) -> None:
        self.archive = str(archive)
        self.database = Database(None if in_memory else paths.state_file(), Copies(paths.backups_dir()))
        self.store = Store(self.database)
        self.journal = Journal(self.database)
        self._all_names = Names(self.database)
        self._names: tuple[int, tuple[str, ...]] | None = None
        self._taken: list[str] = []
        self.bookmarks = Bookmarks(paths.bookmarks_file(), self._names_of)
        self._seen: dict[str, int] = {}

    @cached_property
    def highlights(self) -> Highlights:
        """The highlights of all archives."""
        from reader.state.highlights import Highlights  # noqa: PLC0415 -- not before the first screen

        return Highlights(paths.highlights_file(), self._names_of)

    @cached_property
    def searches(self) -> Searches:
        """The searches that the user has saved, of all archives."""
        from reader.state.searches import Searches  # noqa: PLC0415 -- not before the first screen

        return Searches(paths.searches_file(), self._names_of)

    # -- the archive ----------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The paths that the archive is known by, the one it has now first; see :meth:`take_over`."""
        version = self.database.version()
        if self._names is None or self._names[0] != version:
            names = (self.archive, *self._all_names.of(self.archive))
            if self._names is not None:
                self._taken += [path for path in names if path not in self._names[1]]
            self._names = version, names
        return self._names[1]

    def _names_of(self, archive: Path) -> tuple[str, ...]:
        path = str(archive)
        return self.names if path == self.archive else (path,)

    def others(self) -> set[str]:
        """The paths of all other archives of which something is kept."""
        paths = {mark.archive for mark in self.bookmarks.all()}
        paths.update(mark.archive for mark in self.highlights.all())
        return paths.union(self._all_names.known()).difference(self.names)

    def take_over(self, path: str) -> None:
        """Have what is kept of another path count for this archive, too: it was moved, or is opened by a link.

        What the state file has of the two is one from now on. Lines of the files keep the path they were written with.
        """
        self._all_names.add(self.archive, path)
        self._names = None  # who asked for it knows

    # -- changes --------------------------------------------------------------------------------------------

    def do(self, change: Change) -> Change:
        """Enter a change that was made to one of the files of lines, so that it can be undone."""
        return self.journal.record(self.archive, change)

    def mark(self, keys: Sequence[int], read: bool = True, title: str = "") -> Change | None:
        """Mark posts read, or unread, so that it can be undone; None when all of them were already."""
        blank = numbered(Change("read" if read else "unread", title, 0))

        def operation(connection: sqlite3.Connection) -> Change | None:
            changed = mark(connection, self.archive, keys, read)
            if not changed:
                return None
            change = blank._replace(count=len(changed), keys=changed)
            record(connection, self.archive, change)
            return change

        return self.database.write(operation)

    def undo(self) -> Change | None:
        """Take the last change back; None when there is none."""
        change = self.journal.last(self.archive)
        if change is not None:
            self._turn(change, back=True)
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last; None when there is none."""
        change = self.journal.undone(self.archive)
        if change is not None:
            self._turn(change, back=False)
        return change

    def _turn(self, change: Change, *, back: bool) -> None:
        if change.swaps:
            # First the lines: a program that is ended in between does it twice, which comes to the same.
            self._lines(change.file).swap(change.swaps, back=back)

        def operation(connection: sqlite3.Connection) -> None:
            if change.keys:
                mark(connection, self.archive, change.keys, (change.verb == "read") is not back)
            set_undone(connection, change.number, back)

        self.database.write(operation)

    def _lines(self, file: str) -> Lines[object]:
        keeper: Bookmarks | Highlights | Searches = getattr(self, file)
        return keeper.lines  # type: ignore[return-value]

    # -- others, and the disk -------------------------------------------------------------------------------

    def poll(self) -> frozenset[str]:
        """What was changed since the last call, by anyone: of ``bookmarks``, ``highlights``, ``searches``, ``store``."""
        now = {
            "bookmarks": self.bookmarks.lines.version(),
            "highlights": self.highlights.lines.version(),
            "searches": self.searches.lines.version(),
            "names": len(self.names),
            "store": self.database.version(),
        }
        changed = {name for name, version in now.items() if version != self._seen.get(name, version)}
        self._seen = now
        if "names" in changed:
            changed = changed - {"names"} | {"bookmarks", "highlights", "searches"}
        return frozenset(changed)

    @property
    def unsaved(self) -> str:
        """What can't be saved just now, and why; empty when everything is."""
        return " ".join(filter(None, (*(lines.unsaved for lines in self._files()), self.database.unsaved)))

    @property
    def unsaved_reason(self) -> str:
        """Why something can't be saved just now, in a few words; empty when everything is."""
        reasons = (*(lines.unsaved_reason for lines in self._files()), self.database.unsaved_reason)
        return next(filter(None, reasons), "")

    def retry(self) -> bool:
        """Try to save what waits; True when nothing waits any more."""
        return all([*(lines.retry() for lines in self._files()), self.database.retry()])

    def troubles(self) -> list[str]:
        """What the user must know of the files: damage, lines that can't be read; and of another archive that was taken over."""
        found = [self.database.trouble] if self.database.trouble else []
        found += [taken_over(path) for path in self._taken]
        for lines in self._files():
            if lines.trouble:
                found.append(lines.trouble)
            found += [
                tr("{path}:{number}: this line can't be read: {line}").format(
                    path=lines.path, number=number, line=line[:80]
                )
                for number, line in lines.unread()
            ]
        return found

    def _files(self) -> tuple[Lines[object], ...]:
        return self._lines("bookmarks"), self._lines("highlights"), self._lines("searches")

    def check(self) -> bool:
        """Look for damage in the state file and mend it, copy it when the last copy is a week old; False: there was some.

        Takes a while; meant for a thread, after the first screen.
        """
        return self.database.check()

    def close(self) -> None:
        """Close what this thread has open."""
        self.database.close()


def taken_over(path: str) -> str:
    """What to say of a path that an archive is known by from now on."""
    return tr("What you kept of {path} is here now, too: it has the same posts.").format(path=path)
