"""What is gone from an archive since the last sync, and what of it was only renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.rows import join
from reader.model import key_of, post_id

if TYPE_CHECKING:
    from reader.library.writer import Writer

Known = tuple[int, int, int, int]
"""What a catalogue knows of a file: row id, size, mtime_ns, digest."""


class Departures:
    """Collects what a walk no longer finds, and what is new; settles it when the walk is over.

    Only then: a file may have moved to a folder that is looked at later, and a walk that is broken off takes nothing out.
    """

    def __init__(self, writer: Writer, *, had_posts: bool) -> None:
        self._writer, self._had_posts = writer, had_posts
        self._gone: dict[int, tuple[int, int, str]] = {}  # row id -> size, digest, path
        self._folders: list[int] = []
        self._unsigned: list[tuple[int, int | None]] = []
        self._arrived: dict[tuple[int, int], list[str]] = {}  # size, digest -> paths added in this run

    def note(self, folder: str, name: str, known: Known) -> None:
        """A file is gone."""
        row_id, size, _, digest = known
        self._gone[row_id] = (size, digest, join(folder, name))

    def note_folder(self, path: str, number: int) -> None:
        """A folder is gone, with all that was in it."""
        for name, known in self._writer.files(number).items():
            self.note(path, name, known)
        self._folders.append(number)

    def sign_later(self, folder: int, sign: int | None) -> None:
        """A folder has been read, but is signed when what is gone from it has been taken out."""
        self._unsigned.append((folder, sign))

    def arrived(self, path: str, size: int, digest: int) -> None:
        """A file was added."""
        if self._had_posts:  # else nothing can be gone, and so nothing renamed
            self._arrived.setdefault((size, digest), []).append(path)

    def paths(self) -> set[str]:
        """The files that are gone."""
        return {path for _, _, path in self._gone.values()}

    def settle(self) -> tuple[int, int]:
        """Take what is gone out of the catalogue; how many files were removed, and how many renamed."""
        renamed = 0
        for size, digest, path in self._gone.values():
            twins = self._arrived.get((size, digest))
            if twins:
                self._writer.move(key_of(post_id(path)), key_of(post_id(twins.pop(0))))
                renamed += 1
        self._writer.remove(self._gone)
        for number in self._folders:
            self._writer.drop_folder(number)
        for number, sign in self._unsigned:
            self._writer.sign(number, sign)
        return len(self._gone) - renamed, renamed
