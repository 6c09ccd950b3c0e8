"""Saved searches: one JSON object a line in the user's config folder, like the bookmarks.

A name is unique within an archive. What else the user has written into a line stays in it when it is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.language import later
from reader.state.bookmarks import its_own, now
from reader.state.lines import Lines
from reader.state.objects import amended, fields, line_of, text_of, texts_of
from reader.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from reader.state.bookmarks import Names
    from reader.state.lines import Swap
    from reader.state.swaps import Draft


class SavedSearch(NamedTuple):
    """A query the user keeps."""

    name: str
    query: str
    archive: str
    """Absolute path of the archive's folder; empty (written so by hand) for every archive."""
    added: str = ""
    """ISO 8601, UTC."""


class Searches:
    """The saved searches of all archives, as the file has them now; for any thread.

    Nothing raises: ``lines.trouble`` tells why the file can't be read, ``lines.unsaved`` why changes wait. What changes
    searches gives the swaps by which it is undone, and they are no fewer when it waits.

    Args:
        path: the file; it need not exist.
        names: the paths that an archive is known by; what stands under any of them is the archive's.
    """

    def __init__(self, path: Path, names: Names = its_own) -> None:
        self.lines: Lines[SavedSearch] = Lines(
            path, _parse, later("saved searches"), lambda saved: (saved.archive, saved.name)
        )
        self._names = names

    def all(self) -> list[SavedSearch]:
        """Every saved search, in the order of the file. Not to be changed."""
        return self.lines.values()

    def of(self, archive: Path) -> list[SavedSearch]:
        """Those of one archive, each name once (the last one of it counts), in the order of the file."""
        names = ("", *self._names(archive))
        return list({saved.name: saved for saved in self.all() if saved.archive in names}.values())

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no saved search (1-based number and text); they are kept as they are."""
        return self.lines.unread()

    def saved(self, archive: Path, query: str) -> SavedSearch | None:
        """The one with this very query."""
        wanted = _plain(query)
        return next((saved for saved in self.of(archive) if _plain(saved.query) == wanted), None)

    def save(self, archive: Path, query: str, name: str = "") -> list[Swap]:
        """Keep a query; one of the same name is replaced where it stands.

        Args:
            archive: absolute path of the archive.
            query: in the query language.
            name: what to call it; without one, the query itself.
        """
        query = one_line(query)
        saved = SavedSearch(name_of(query, name), query, str(archive), now())

        def plan(draft: Draft[SavedSearch]) -> None:
            same = self._numbers(draft, archive, saved.name)
            for number in same:
                draft.put(number, amended(draft.line(number) or "", {"query": query}))
            if not same:
                draft.append(line_of(saved._asdict()))

        return self.lines.edit(plan)

    def rename(self, archive: Path, name: str, new: str) -> list[Swap]:
        """Call a saved search otherwise, in the place of one that is called so already."""
        new = one_line(new)
        if not new or new == name:
            return []

        def plan(draft: Draft[SavedSearch]) -> None:
            found = self._numbers(draft, archive, name)
            for number in self._numbers(draft, archive, new) if found else ():
                draft.put(number, None)
            for number in found:
                draft.put(number, amended(draft.line(number) or "", {"name": new}))

        return self.lines.edit(plan)

    def remove(self, archive: Path, name: str) -> list[Swap]:
        """Forget a saved search, if there is one of that name."""

        def plan(draft: Draft[SavedSearch]) -> None:
            for number in self._numbers(draft, archive, name):
                draft.put(number, None)

        return self.lines.edit(plan)

    def _numbers(self, draft: Draft[SavedSearch], archive: Path, name: str) -> list[int]:
        """The lines of one name, those for every archive too."""
        return sorted(number for each in ("", *self._names(archive)) for number in draft.where((each, name)))


def name_of(query: str, name: str = "") -> str:
    """What a query is saved as: the name it was given, or else the query itself."""
    return one_line(name) or one_line(query)


def _plain(query: str) -> str:
    return " ".join(query.split())


def _parse(line: str) -> SavedSearch | None:
    try:
        data = fields(line)
    except ValueError:
        return None
    name, query, added = map(one_line, texts_of(data, ("name", "query", "added")))
    return SavedSearch(name or query, query, text_of(data.get("archive")), added) if query else None
